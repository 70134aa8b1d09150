"""What a reader sees and what not: many ways to hide a thing, and as many to show it oddly."""

import pytest

from tests.support.hiding import HIDDEN, THINGS, UNUSABLE
from tests.support.showing import ODD


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_is_not_seen(sheet, name):
    thing, body = HIDDEN[name]
    kind, _, label = THINGS[thing]
    said = sheet.look(kind, label, body)
    assert said
    assert ": it is " in said or "shows “”" in said or "covered" in said, said


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_can_not_be_used_is_said_so(sheet, name):
    thing, body, words = UNUSABLE[name]
    kind, _, label = THINGS[thing]
    assert words in sheet.look(kind, label, body)


@pytest.mark.parametrize("name", ODD)
def test_what_is_shown_oddly_is_seen(sheet, name):
    thing, body = ODD[name]
    kind, _, label = THINGS[thing]
    assert sheet.look(kind, label, body) == ""
