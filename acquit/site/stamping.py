"""What is recorded of a whole page, which readers are shown: written from its messages' records."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from acquit.catalogue.locales import language_tag
from acquit.catalogue.provenance import FILE, Provenance
from acquit.catalogue.records import State, key
from acquit.files import write_text
from acquit.problems import read_text
from acquit.site.recording import Recorded
from acquit.site.settings import Settings, from_here, name_of

_FIELDS = ("source", "commit", "translation", "locale", "handed_over")
#: Begins the line of a commit: no file's name begins so.
_MARK = "\x01"
_HEADER = "# What each page was translated from. `acquit sync` writes it.\n"


def stamp_pages(
    settings: Settings,
    found: Recorded,
    present: Mapping[str, str],
    provenance: Provenance,
    commits: "Commits",
) -> Iterator[str]:
    """Record the pages of which each message is translated and read, and yield a line for each.

    `found` is a language's catalogue, `provenance` what is recorded of its pages; `present` are the
    hashes of the pages as they are, by their files. A page that waits for somebody keeps what is
    recorded of it. Raises Problems.
    """
    locale = found.locale
    folder = from_here(settings.root, settings.options.catalogue.folder)
    path = folder / locale / FILE
    text = read_text(path, str(path)) if path.exists() else _HEADER
    known = provenance.records
    docs = name_of(settings.docs_dir, settings.root)
    by_page = found.by_page()
    for file, hashed in sorted(present.items()):
        name = file.removeprefix(docs + "/")
        entries = by_page.get(file, [])
        states = {found.state(entry) for entry in entries}
        record = known.get(name)
        is_current = record is not None and record.source == hashed
        if not entries or is_current or not states <= {State.CURRENT, State.MACHINE}:
            continue
        commit = commits.of(file) or (record.commit if record else "")
        if not commit:  # nobody can tell where it comes from
            if commits.is_repository:
                yield f"{locale}: {name} is translated: commit it, and the next sync records it"
            continue
        days = [each.on for e in entries if (each := found.records.get(key(e)))]
        values = {
            "source": hashed,
            "commit": commit,
            "translation": "machine" if State.MACHINE in states else "human",
            "locale": record.locale if record else language_tag(locale),
            "handed_over": max(days, default=date.today()).isoformat(),
        }
        text = _with_record(text, name, values)
        yield f"{locale}: {name} is recorded as translated"
    if text != _HEADER:
        write_text(path, text)


def _with_record(text: str, name: str, values: Mapping[str, str]) -> str:
    """Return the file with a page's record put in its place, or at its end."""
    lines = [f"  {field}: {values[field]}\n" for field in _FIELDS]
    block = f"{name}:\n{''.join(lines)}"
    there = re.compile(rf"^{re.escape(name)}:[ ]*\n(?:[ ]+.*\n?)*", re.MULTILINE)
    if there.search(text):
        return there.sub(lambda _: block, text, count=1)
    return f"{text.rstrip()}\n{block}"


class Commits:
    """The last commit that changed each page, asked of git once, when it is first needed."""

    def __init__(self, settings: Settings):
        self._root, self._docs = settings.root, settings.docs_dir

    def of(self, file: str) -> str:
        """Return a file's, by its name from the project's folder; nothing where it has none."""
        return self._found.get((self._root / file).resolve(), "")

    @property
    def is_repository(self) -> bool:
        """Whether git knows the pages' folder at all."""
        return bool(self._found)

    @cached_property
    def _found(self) -> dict[Path, str]:
        top = _git(self._docs, "rev-parse", "--show-toplevel").strip()
        log = ["log", "-c", "--no-renames", "--name-only", "--abbrev=7", f"--format={_MARK}%h"]
        found: dict[Path, str] = {}
        commit = ""
        for line in _git(self._docs, *log, "--", ".").splitlines() if top else ():
            if line.startswith(_MARK):
                commit = line.removeprefix(_MARK)
            elif line:
                found.setdefault(Path(top, line).resolve(), commit)
        return found


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says; nothing where there is no git, or no repository."""
    command = ["git", "-c", "core.quotePath=off", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            command,
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout
