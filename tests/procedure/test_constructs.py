"""The table of docs/project/constructs.md: each row becomes what it says."""

import re

import pytest

from acquit.problems import Problems
from tests.support.pages import HEAD, TABS, render, uses
from tests.support.project import ROOT, read

_ROW = re.compile(r"\| (?P<ticks>`+) ?(?P<written>.+?) ?(?P=ticks) \| (?P<told>.+) \|")


def rows() -> list[tuple[str, str]]:
    text = read(ROOT / "docs/project/constructs.md").split("## Texts that nobody")[0]
    found = [_ROW.fullmatch(line) for line in text.split("\n") if line.startswith("| `")]
    return [(match["written"], match["told"]) for match in found]


def test_the_table_is_read_whole():
    text = read(ROOT / "docs/project/constructs.md")
    assert len(rows()) == text.count("| walked: ") + text.count("| refused: ")
    assert len(rows()) > 50


@pytest.mark.parametrize(("written", "told"), rows())
def test_each_row_becomes_what_it_says(written, told):
    source = HEAD + written.replace("⏎", "\n").replace(r"\|", "|") + "\n"
    # The hint that a list's code needs superfences is for those who haven't it.
    extensions = [name for name in TABS if "superfences" not in name or "```" not in written]
    outcome, _, told = re.sub(r"\\([|*<])", r"\1", told).partition(": ")
    if outcome == "walked":
        found = uses(render(source, extensions=extensions))
        assert ", ".join(f"{name} {use}" for name, use in found) == told.split(";")[0]
        return
    assert outcome == "refused"
    with pytest.raises(Problems) as caught:
        render(source, extensions=extensions)
    problems = [f"{problem.message} — {problem.hint}" for problem in caught.value.problems]
    assert problems == [told]
