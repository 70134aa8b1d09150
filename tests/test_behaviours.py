"""The table of behaviours is complete, and its check can fail."""

import pytest

from tests.behaviours import TABLE, Row, rows, unproved
from tests.project import ROOT

ROWS = rows(TABLE.read_text(encoding="utf-8"))
WANTED = {"P": 7, "D": 5, "O": 7, "C": 7, "N": 9, "S": 2}
#: The month's debit, which nobody can see on a screen yet.
NOT_BUILT = {"C6"}


def test_every_behaviour_has_a_row():
    ids = {f"{letter}{n}" for letter, count in WANTED.items() for n in range(1, count + 1)}
    assert {row.id for row in ROWS} == ids - NOT_BUILT
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
BOTH = {"t.py::a[en-1]": "passed", "t.py::a[fr-1]": "passed"}


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (BOTH, []),
        ({}, NEITHER),
        ({"t.py::a[en]": "passed"}, ["X1: t.py::a did not pass in fr"]),
        ({**BOTH, "t.py::a[fr-2]": "failed"}, ["X1: t.py::a[fr-2] was failed"]),
        ({**BOTH, "t.py::a[fr-2]": "skipped"}, ["X1: t.py::a[fr-2] was skipped"]),
        ({**BOTH, "t.py::b[fr]": "failed"}, []),
        ({"t.py::a[then-free]": "passed"}, NEITHER),
    ],
)
def test_what_is_not_proved_is_said(outcomes, said):
    assert unproved([Row("X1", ("index.md",), ("t.py::a",))], outcomes) == said
