"""Copies of the project, to be spoiled and built."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from acquit.cli import main

ROOT = Path(__file__).parents[2]
PAGE = Path("docs/how-to/make-an-immediate-payment.md")
PROCEDURES = sorted(path.stem for path in (ROOT / "docs/how-to").glob("*.md"))


def copy(folder: Path) -> Path:
    """Copy what a build reads, in English and French; the product is imported from here."""
    for name in ("docs", "locales"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("de", "fr_CA"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    edit(folder / "mkdocs.yml", r"languages: \{.*?\}", "languages: {en: English, fr: Français}")
    return folder


def read(path: Path) -> str:
    """Return a file of the project's, whatever the machine's own encoding is."""
    return path.read_text(encoding="utf-8")


def edit(path: Path, pattern: str, replacement: str) -> None:
    """Replace a pattern, which must be there."""
    text = read(path)
    changed, count = re.subn(pattern, replacement, text, flags=re.DOTALL)
    assert count, f"{pattern} is not in {path}"
    path.write_text(changed, encoding="utf-8")


def acquit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "acquit", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@dataclass(frozen=True)
class Done:
    """What a command left."""

    returncode: int
    stdout: str
    stderr: str


def command(folder: Path, *arguments: str, answers: str = "") -> Done:
    """Run the command in this process, in a folder: without the second that a new one takes."""
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, arguments, input=answers, prog_name="acquit")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def steps_of(source: str) -> tuple[str, list[str], str]:
    """Split a page into what stands before its steps, the steps, and what follows."""
    start = source.index("\n1. ") + 1
    # The list ends before the first line that is neither a step's nor indented.
    after = re.search(r"\n\n(?! |\d+\. )", source[start:])
    assert after is not None
    end = after.start() + start
    return source[:start], re.split(r"\n+(?=\d+\. )", source[start:end]), source[end:]


def with_steps(source: str, steps: Sequence[str]) -> str:
    """Return the page with other steps, numbered anew, and only the data they use."""
    before, _, after = steps_of(source)
    numbered = [re.sub(r"^\d+", str(n), step) for n, step in enumerate(steps, start=1)]
    body = "\n\n".join(numbered)
    given = re.search(r"data: \{(.*)\}\n", before)
    pairs = re.split(r", (?=\w+: )", given[1]) if given else []
    used = [pair for pair in pairs if f"{{{pair.split(':')[0]}}}" in body]
    data = f"  data: {{{', '.join(used)}}}\n" if used else ""
    return re.sub(r"  data: \{.*\}\n", lambda _: data, before) + body + after
