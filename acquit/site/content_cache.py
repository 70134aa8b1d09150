"""What was found in files that haven't changed, kept between commands in `.acquit/`."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from acquit.files import write_text

_LIBRARIES = ("babel", "markdown", "polib", "pymdown-extensions")


class ContentCache:
    """What is found in contents, by their names: a page's file, a catalogue's message.

    Each is good for one content, and for what all depend on (`salt`). It must be of what JSON has.
    """

    def __init__(self, path: Path, salt: Iterable[str]):
        self._path = path
        self._salt = hash_of("\0".join([_own_code(), *_versions(), *salt]).encode("utf-8"))
        self._known = self._read()
        self._used: dict[str, tuple[str, Any]] = {}

    def get(self, name: str, content: bytes, find: Callable[[], Any]) -> Any:
        """Return what is kept of a content, or what `find` finds."""
        digest = hash_of(content)
        kept = self._known.get(name)
        if kept is None or kept[0] != digest:
            kept = (digest, find())
        self._used[name] = kept
        return kept[1]

    def knows(self, name: str, content: bytes) -> bool:
        """Whether anything is kept of a content."""
        kept = self._known.get(name)
        return kept is not None and kept[0] == hash_of(content)

    def keep(self, name: str, content: bytes) -> None:
        """Keep that a content was seen, where that is all there is to say."""
        self._used[name] = (hash_of(content), None)

    def save(self, *, is_whole: bool = True) -> None:
        """Keep what was asked for, where files can be written; all else, where that wasn't all."""
        kept = self._used if is_whole else {**self._known, **self._used}
        text = json.dumps({"salt": self._salt, "files": kept}, ensure_ascii=False)
        with suppress(OSError):
            write_text(self._path, text)

    def _read(self) -> dict[str, tuple[str, Any]]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return dict(kept["files"]) if kept["salt"] == self._salt else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # it is made anew


def hash_of(content: bytes) -> str:
    """Return what tells a content from others."""
    return hashlib.sha256(content).hexdigest()[:16]


def _own_code() -> str:
    """What the toolkit itself is: its modules, by size and time."""
    root = Path(str(files("acquit")))
    stats = [(path, path.stat()) for path in sorted(root.rglob("*.py"))]
    return ";".join(f"{path.name} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)


def _versions() -> list[str]:
    """The libraries that read pages and catalogues."""
    return [f"{name} {version(name)}" for name in _LIBRARIES]


def said(value: Any) -> str:
    """Return a value as the next process says it, too: no addresses, sets in their order."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{said(k)}: {said(v)}' for k, v in value.items()))}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(said, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(said, value))}]"
    if callable(value):
        return f"{value.__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return repr(value)
