"""Which languages needn't be built again: what they are made of, and what came of it, is as it was.

A file counts by its size and time. What a build asks of the network or of a clock can't be seen
here: `acquit build --again` builds all the same.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from acquit.catalogue.locales import chain
from acquit.files import write_text
from acquit.procedure.extension import LOCALE_VARIABLE
from acquit.site.content_cache import hash_of
from acquit.site.settings import Settings

#: Folders that no page is made of.
_OUTSIDE = {"__pycache__", "node_modules"}
#: Variables that change what programs write.
_VARIABLES = ("LANG", "LC_ALL", "TZ", "SOURCE_DATE_EPOCH")


class Built:
    """What earlier builds were made of, kept in `.acquit/`."""

    def __init__(self, settings: Settings, site: Path, options: Mapping[str, Any]):
        self._path = settings.root / ".acquit" / "built.json"
        self._settings = settings
        self._site = site
        # The theme's files are many, and the same for all languages.
        theme = {line for folder in settings.config.theme.dirs for line in _stats(Path(folder), ())}
        common = [options, *_surroundings(settings), sorted(theme)]
        self._common = json.dumps(common, sort_keys=True, default=str)
        self._known = self._read()

    def inputs(self, locale: str) -> str:
        """Return a hash of all that a language is made of."""
        others = self._others(locale)
        root, docs = self._settings.root, self._settings.docs_dir
        roots = {root} if docs.is_relative_to(root) else {root, docs}
        top = self._settings.options.product.partition(".")[0]
        spec = find_spec(top) if top else None
        roots.update(map(Path, (spec.submodule_search_locations or ()) if spec else ()))
        found = sorted({line for root in roots for line in _stats(root, others)})
        return hash_of("\n".join([locale, self._common, *found]).encode("utf-8"))

    def said(self, place: Path, inputs: str) -> str | None:
        """Return what the build of a language said, where another would come to the same."""
        kept = self._known.get(str(place.resolve()))
        if kept and kept["inputs"] == inputs and kept["outputs"] == _outputs(place):
            return str(kept["said"])
        return None

    def keep(self, place: Path, inputs: str, said: str) -> None:
        """Keep what a language that now stands in its place was made of."""
        kept = {"inputs": inputs, "outputs": _outputs(place), "said": said}
        self._known[str(place.resolve())] = kept

    def save(self) -> None:
        """Write it, where files can be written."""
        there = {place: kept for place, kept in self._known.items() if Path(place).is_dir()}
        try:
            write_text(self._path, json.dumps(there, ensure_ascii=False))
        except OSError:
            return  # the next build builds all

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            return dict(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return {}

    def _others(self, locale: str) -> set[Path]:
        """The folders that this language isn't made of: other languages' catalogues, and sites."""
        options, root = self._settings.options, self._settings.root
        others = {self._site.resolve(), Path(self._settings.config.site_dir).resolve()}
        for catalogue in (options.catalogue, options.product_catalogue):
            for other in set(self._settings.languages) - set(chain(locale)):
                others.add((root / catalogue.folder / other).resolve())
        return others


def _surroundings(settings: Settings) -> Iterator[Any]:
    """Yield what every language is made of beside files of the project."""
    config = settings.config_file.read_text(encoding="utf-8")
    wanted = (*_VARIABLES, *(name for name in os.environ if name in config))
    own = (name for name in os.environ if name.startswith("ACQUIT_") and name != LOCALE_VARIABLE)
    yield {name: os.environ.get(name) for name in sorted({*wanted, *own})}
    yield datetime.now(UTC).date()  # proofs grow old
    yield sys.version
    yield sorted(_stats(Path(__file__).parents[1], ()))
    libraries = (Path(each) for each in sys.path if each.endswith("-packages"))
    yield sorted(each.name for folder in libraries for each in folder.glob("*-info"))
    yield _head(settings.root)


def _head(root: Path) -> str:
    """Return what git has checked out: pages may tell of it."""
    git = next((each / ".git" for each in (root, *root.parents) if (each / ".git").exists()), None)
    if git is None:
        return ""
    if git.is_file():  # of a worktree, or a submodule
        git = git.parent / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    common = git / "commondir"
    shared = git / common.read_text(encoding="utf-8").strip() if common.is_file() else git
    head = git / "HEAD"
    said = head.read_text(encoding="utf-8").strip() if head.is_file() else ""
    names = [each / said.removeprefix("ref: ") for each in (git, shared)]
    found = [each.read_text(encoding="utf-8") for each in names if said and each.is_file()]
    packed = shared / "packed-refs"
    return "\n".join([said, *found, packed.read_text(encoding="utf-8") if packed.is_file() else ""])


def _stats(root: Path, others: Iterable[Path]) -> Iterator[str]:
    left_out = {str(each) for each in others}
    for folder, folders, files in os.walk(root.resolve()):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and name not in _OUTSIDE
            and os.path.join(folder, name) not in left_out
            and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
        ]
        for name in files:
            path = os.path.join(folder, name)
            try:
                found = os.stat(path)
            except OSError:  # a link to nothing, or gone meanwhile
                continue
            yield f"{path} {found.st_size} {found.st_mtime_ns}"


def _outputs(place: Path) -> str:
    return hash_of("\n".join(sorted(_stats(place, ()))).encode("utf-8"))
