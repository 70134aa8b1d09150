"""The guides for writers are true: each command prints what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.guides import BLOCK, pattern
from tests.support.project import ROOT, command, copy, read

GUIDES = ROOT / "docs/project/guides"
ANSWER = re.compile(r"(?P<asked>.*\[y/N\]: )(?P<typed>\w+)")
#: The guides whose commands are run, and how many at least there are.
COMMANDS = {
    "add-a-language.md": 6,
    "read-a-failure.md": 5,
    "review.md": 5,
    "translate.md": 9,
    "write-a-procedure.md": 5,
}


def apply(path: Path, diff: str) -> None:
    """Replace what begins with - by what begins with +."""
    old = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("-"))
    new = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("+"))
    text = read(path)
    assert old in text, f"{path} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(folder: Path, arguments: list[str], answers: str) -> tuple[int, str]:
    """Run a command, a walk in a process of its own; return its status and what it prints."""
    if arguments[0] != "walk":
        done = command(folder, *arguments, answers=answers)
        return done.returncode, done.stdout + done.stderr
    walked = subprocess.run(
        [sys.executable, "-m", "acquit", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return walked.returncode, walked.stdout + walked.stderr


def follow(folder: Path, text: str) -> int:
    """Run what a console shows, and compare; return how many commands it has."""
    commands = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    for each in commands:
        typed, *wanted = each.rstrip("\n").split("\n")
        program, *arguments = shlex.split(typed)
        if program == "cp":
            subprocess.run([program, *arguments], cwd=folder, check=True)
            continue
        assert program == "acquit"
        answers = "".join(f"{found['typed']}\n" for line in wanted if (found := ANSWER.match(line)))
        status, said = run(folder, arguments, answers)
        assert "Traceback" not in said
        for line in wanted:
            line = ANSWER.sub(r"\g<asked>…", line)
            found = re.search(f"^{pattern(line)}$", said, re.MULTILINE)
            assert found, f"{typed} doesn't say {line!r}, but:\n{said}"
        if not wanted:
            assert (status, said) == (0, ""), typed
    return len(commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_guide_does_what_it_says(tmp_path, name):
    folder = copy(tmp_path)
    done = 0
    for kind, path, text in BLOCK.findall(read(GUIDES / name)):
        if kind == "console":
            done += follow(folder, text)
        elif kind == "diff":
            apply(folder / path, text)
        elif path:
            (folder / path).write_text(text, encoding="utf-8")
    assert done >= COMMANDS[name]


def test_each_guide_is_listed():
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", read(GUIDES / "README.md")))
    assert listed == {path.name for path in GUIDES.glob("*.md")} - {"README.md"}
    assert listed == {*COMMANDS, "weblate-and-poedit.md"}
