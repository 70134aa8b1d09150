"""`make bench`: which parts are run."""

import pytest

from tests.benchmarks.__main__ import PARTS, parts


def test_all_parts_are_run_unless_some_are_named() -> None:
    assert parts([]) == [*PARTS]
    assert parts(["walks", "builds"]) == ["walks", "builds"]


def test_a_part_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parts(["walk"])
    assert "walk is no part: payments, gateway, writers, builds, walks" in capsys.readouterr().err
