"""The guide for translators is true: each of its commands prints what it says."""

import re
import shlex

from tests.support.project import ROOT, command, copy, read

GUIDE = ROOT / "docs/project/translating.md"
BLOCK = re.compile(r"^```(diff|console)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def apply(path, diff: str) -> None:
    """Replace what begins with - by what begins with +."""
    old = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("-"))
    new = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("+"))
    text = read(path)
    assert old in text, f"{path} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.split("…")))


def test_a_writer_s_day(tmp_path):
    folder = copy(tmp_path)
    done = 0
    for kind, name, text in BLOCK.findall(read(GUIDE)):
        if kind == "diff":
            apply(folder / name, text)
            continue
        for each in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            typed, *wanted = each.rstrip("\n").split("\n")
            program, *arguments = shlex.split(typed)
            assert program == "acquit"
            run = command(folder, *arguments)
            said = run.stdout + run.stderr
            assert "Traceback" not in said
            for line in wanted:
                found = re.search(f"^{pattern(line)}$", said, re.MULTILINE)
                assert found, f"{typed} doesn't say {line!r}, but:\n{said}"
            if not wanted:
                assert (run.returncode, said) == (0, ""), typed
            done += 1
    assert done >= 9
