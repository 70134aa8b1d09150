"""What was found in files that haven't changed, kept between checks in `.acquit/check.json`."""

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from acquit.catalogue.merging import write_text
from acquit.problems import Location, Problem
from acquit.rules.catalogue_rules import RuleProblem

Found = tuple[list[RuleProblem], str]
#: The hash of a file's content, its findings, its text.
_Kept = tuple[str, list[list[object]], str]


class FindingsCache:
    """Findings by file; each is good for one content of it, and for what all depend on (`salt`).

    Beside its findings a file may have one text more.
    """

    def __init__(self, path: Path, salt: Iterable[str]):
        self._path = path
        self._salt = _hash("\0".join([_own_code(), *salt]).encode("utf-8"))
        self._known = self._read()
        self._used: dict[str, _Kept] = {}

    def get(self, name: str, content: bytes, find: Callable[[], Found]) -> Found:
        """Return what is kept of a file's content, or what `find` finds."""
        digest = _hash(content)
        kept = self._known.get(name)
        if kept and kept[0] == digest:
            self._used[name] = kept
            return [_restored(each) for each in kept[1]], kept[2]
        found, text = find()
        self._used[name] = (digest, [_stored(each) for each in found], text)
        return found, text

    def save(self) -> None:
        """Keep what this check has used, where files can be written."""
        text = json.dumps({"salt": self._salt, "files": self._used}, ensure_ascii=False)
        with suppress(OSError):
            write_text(self._path, text)

    def _read(self) -> dict[str, _Kept]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return dict(kept["files"]) if kept["salt"] == self._salt else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # it is made anew


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _own_code() -> str:
    """What the checks themselves are: their modules, by size and time."""
    root = Path(str(files("acquit")))
    stats = [(path, path.stat()) for path in sorted(root.rglob("*.py"))]
    return ";".join(f"{path.name} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)


def _stored(each: RuleProblem) -> list[object]:
    problem = each.problem
    where = problem.location
    return [each.rule, where.path, where.line, where.column, problem.message, problem.hint]


def _restored(kept: list[object]) -> RuleProblem:
    rule, path, line, column, message, hint = kept
    location = Location(str(path), int(str(line)), int(str(column)))
    return RuleProblem(str(rule), Problem(location, str(message), str(hint)))
