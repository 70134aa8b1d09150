"""The table of behaviours is complete, and its check can fail."""

import subprocess
import sys

import pytest

from tests.support.behaviours import TABLE, Ran, Row, rows, unproved
from tests.support.project import ROOT

ROWS = rows(TABLE.read_text(encoding="utf-8"))
WANTED = {"P": 7, "D": 5, "O": 7, "C": 7, "N": 9, "S": 2}


def test_every_behaviour_has_a_row():
    ids = {f"{letter}{n}" for letter, count in WANTED.items() for n in range(1, count + 1)}
    assert {row.id for row in ROWS} == ids
    assert len(ROWS) == len({row.id for row in ROWS})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_pages_and_tests_exist(row):
    for page in row.pages:
        assert page in ("every page", "every procedure") or (ROOT / "docs" / page).is_file(), page
    assert row.tests
    for test in row.tests:
        path, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test


NEITHER = ["X1: t.py::a did not pass in en", "X1: t.py::a did not pass in fr"]
BOTH = {"t.py::a[en-1]": Ran("passed", "en"), "t.py::a[fr-1]": Ran("passed", "fr")}


@pytest.mark.parametrize(
    ("ran", "said"),
    [
        (BOTH, []),
        ({}, NEITHER),
        ({"t.py::a[en]": Ran("passed", "en")}, NEITHER[1:]),
        ({**BOTH, "t.py::a[x]": Ran("failed", "fr")}, ["X1: t.py::a[x] was failed"]),
        ({**BOTH, "t.py::a[x]": Ran("skipped", "fr")}, ["X1: t.py::a[x] was skipped"]),
        ({**BOTH, "t.py::b[x]": Ran("failed", "fr")}, []),
        ({"t.py::a[en-fr]": Ran("passed", None)}, NEITHER),
    ],
)
def test_what_is_not_proved_is_said(ran, said):
    assert unproved([Row("X1", ("index.md",), ("t.py::a",))], ran) == said


def test_a_complete_run_that_proves_nothing_is_red():
    """The check at the end of a run, as it is wired: here a run that takes itself for complete."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    run = [*command, "-o", "testpaths=tests/test_registry.py"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "docs/project/behaviours.md: O1: tests/widget/test_one_time.py::" in done.stdout
    part = [*command, "tests/test_registry.py"]
    assert subprocess.run(part, cwd=ROOT, capture_output=True, check=False).returncode == 0
