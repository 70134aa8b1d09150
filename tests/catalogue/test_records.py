"""What a translation was made from, by whom, when: none is current that nobody has read."""

from datetime import date

import polib
import pytest

from acquit.catalogue.records import (
    PERSON,
    State,
    key,
    key_of,
    read_records,
    renamed,
    reviewed,
    state,
    updated,
    write_records,
)
from acquit.problems import Problems

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
OLD, NEW = "Pay before the due date.", "Pay after the due date."


def entry(msgid: str, msgstr: str, **more) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def fuzzy(msgstr: str = "Payez avant.") -> polib.POEntry:
    return entry(NEW, msgstr, previous_msgid=OLD, flags=["fuzzy"])


@pytest.fixture
def records():
    """A person translated the old source on Monday."""
    return updated({}, [entry(OLD, "Payez avant.")], PERSON, MONDAY)


def test_a_translation_is_of_its_source_its_maker_and_its_day(records):
    (record,) = records.values()
    assert (record.source, record.by, record.on) == (key_of(OLD), PERSON, MONDAY)
    assert state(entry(OLD, "Payez avant."), records) is State.CURRENT


def test_a_mark_that_is_taken_off_makes_nothing_current(records):
    """As it happened in public: thirty files were stamped, and none was read."""
    after_sync = updated(records, [fuzzy()], PERSON, TUESDAY)
    unmarked = entry(NEW, "Payez avant.")
    assert state(fuzzy(), after_sync) is State.FUZZY
    assert state(unmarked, after_sync) is State.STALE
    again = updated(after_sync, [unmarked], PERSON, TUESDAY)
    assert state(unmarked, again) is State.STALE
    assert again[key(unmarked)].on == MONDAY


def test_nor_if_it_is_taken_off_by_a_tool_that_merged_itself(records):
    """Weblate merges, a translator unmarks, and only then comes our sync."""
    unmarked = entry(NEW, "Payez avant.")
    after = updated(records, [unmarked, entry(OLD, "Payez avant.", obsolete=True)], PERSON, TUESDAY)
    assert state(unmarked, after) is State.STALE


@pytest.mark.parametrize("is_merged_first", [True, False])
def test_an_edit_makes_it_current(records, is_merged_first):
    if is_merged_first:
        records = updated(records, [fuzzy()], PERSON, TUESDAY)
    edited = entry(NEW, "Payez après.")
    assert state(edited, records) is State.CURRENT
    after = updated(records, [edited], PERSON, TUESDAY)
    assert after[key(edited)].source == key(edited)
    assert (state(edited, after), after[key(edited)].on) == (State.CURRENT, TUESDAY)


def test_an_edit_that_leaves_the_mark_is_on_its_way(records):
    records = updated(records, [fuzzy()], PERSON, TUESDAY)
    records = updated(records, [fuzzy("Payez apr…")], PERSON, TUESDAY)
    assert state(fuzzy("Payez apr…"), records) is State.FUZZY
    assert state(entry(NEW, "Payez apr…"), records) is State.CURRENT


def test_a_review_makes_it_current(records):
    unmarked = entry(NEW, "Payez avant.")
    records = updated(records, [unmarked], PERSON, TUESDAY)
    records = reviewed(records, unmarked, TUESDAY)
    assert state(unmarked, records) is State.CURRENT
    assert records[key(unmarked)].on == TUESDAY


def test_a_machine_s_is_so_until_a_person_edits_or_reviews_it():
    machine = entry(OLD, "Payez avant.")
    records = updated({}, [machine], "some engine", MONDAY)
    assert state(machine, records) is State.MACHINE
    edited = entry(OLD, "Payez avant l’échéance.")
    assert state(edited, records) is State.CURRENT
    assert updated(records, [edited], PERSON, TUESDAY)[key(edited)].by == PERSON
    assert state(machine, reviewed(records, machine, TUESDAY)) is State.CURRENT


def test_one_that_comes_back_has_its_record(records):
    gone = entry(OLD, "Payez avant.", obsolete=True)
    records = updated(records, [gone], PERSON, TUESDAY)
    assert updated(records, [entry(OLD, "Payez avant.")], PERSON, TUESDAY) == records


def test_twice_changes_nothing(records):
    entries = [fuzzy(), entry("Yes", "Oui", msgctxt="yes")]
    once = updated(records, entries, PERSON, TUESDAY)
    assert updated(once, entries, PERSON, date(2026, 12, 24)) == once


def test_plural_forms_are_one_translation():
    forms = {0: "{n} facture", 1: "{n} factures"}
    plural = entry("{n} invoice", "", msgid_plural="{n} invoices", msgstr_plural=forms)
    records = updated({}, [plural], "some engine", MONDAY)
    assert state(plural, records) is State.MACHINE
    plural.msgstr_plural = {**forms, 1: "{n} notes"}
    assert state(plural, records) is State.CURRENT


def test_another_name_of_a_control_is_no_other_text():
    before = [entry("Select {pay}.", "Sélectionnez {pay}.")]
    after = [entry("Select {buy}.", "Sélectionnez {buy}.")]
    records = updated({}, before, "some engine", MONDAY)
    assert state(after[0], renamed(records, before, after)) is State.MACHINE


def test_they_are_written_a_line_each_and_read_as_they_were(tmp_path, records):
    path = tmp_path / "fr/docs.records.json"
    records = updated(records, [entry(OLD, "Payez avant."), entry("A", "Un")], PERSON, MONDAY)
    assert write_records(path, records) is True
    assert write_records(path, records) is False
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2 + len(records)
    assert read_records(path) == records


@pytest.mark.parametrize("text", ["{", "[]", '{"a": {}}', '{"a": {"source": "", "on": "soon"}}'])
def test_a_file_that_is_none_of_ours_is_told(tmp_path, text):
    path = tmp_path / "docs.records.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match="take the file as git has it"):
        read_records(path)
