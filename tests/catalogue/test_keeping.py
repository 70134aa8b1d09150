"""What translators wrote survives: fuzzy, obsolete, plural; and a file that is half one merge."""

import os

import polib
import pytest

from acquit.catalogue.merging import merge, template, write
from acquit.catalogue.po import open_po
from acquit.catalogue.reading import read_catalogue
from acquit.problems import Problems

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "fr" / "LC_MESSAGES" / "docs.po"
    path.parent.mkdir(parents=True)
    return path


def merged(path, *messages: str | polib.POEntry) -> polib.POFile:
    entries = [polib.POEntry(msgid=each) if isinstance(each, str) else each for each in messages]
    write(merge(template(entries, "Test."), path, "fr", lambda e: e.comment), path)
    return open_po(path)


def found(path, msgid: str) -> polib.POEntry:
    (entry,) = (entry for entry in open_po(path) if entry.msgid == msgid)
    return entry


INVOICES = ("{n} invoice", "{n} invoices")


def plural(msgid_plural: str = INVOICES[1]) -> polib.POEntry:
    return polib.POEntry(msgid=INVOICES[0], msgid_plural=msgid_plural)


# Fuzzy messages ---------------------------------------------------------------------------------


def test_a_fuzzy_message_that_comes_back_is_fuzzy(path, tmp_path):
    path.write_text(
        HEAD
        + '#, fuzzy\n#~| msgid "Pay before the due date."\n#~ msgid "Pay after the due date."\n'
        '#~ msgstr "Payez avant la date d’échéance."\n',
        encoding="utf-8",
    )
    entry = merged(path, "Pay after the due date.").find("Pay after the due date.")
    assert (entry.fuzzy, entry.msgstr) == (True, "Payez avant la date d’échéance.")
    assert entry.previous_msgid == "Pay before the due date."
    assert read_catalogue(tmp_path, "docs", "fr").find("Pay after the due date.") is None


def test_a_fuzzy_message_without_its_old_text_is_fuzzy_all_the_same(path):
    path.write_text(HEAD + '#, fuzzy\n#~ msgid "Pay later"\n#~ msgstr "Payer avant"\n')
    entry = merged(path, "Pay later").find("Pay later")
    assert (entry.fuzzy, entry.msgstr, entry.previous_msgid) == (True, "Payer avant", None)


def test_a_fuzzy_message_leaves_and_comes_back_with_its_old_text_in_several_lines(path):
    old = "Pay the invoice before the end of the month,\nor ask for more time, and " + "wait " * 20
    path.write_text(HEAD + 'msgid "Wait"\nmsgstr ""\n')
    catalogue = open_po(path)
    catalogue[0].msgstr, catalogue[0].flags = "Attendre", ["fuzzy"]
    catalogue[0].previous_msgid = old
    write(catalogue, path)
    for _ in range(2):
        gone = merged(path, "Something else")
        assert [e.msgid for e in gone.obsolete_entries()] == ["Wait"]
        entry = merged(path, "Wait").find("Wait")
        assert (entry.fuzzy, entry.msgstr, entry.previous_msgid) == (True, "Attendre", old)


def test_what_a_fuzzy_message_was_translated_from_outlives_another_change(path):
    """The text belongs to the first of the three messages, and to no later one."""
    path.write_text(HEAD + 'msgid "Pay the invoice before Monday"\nmsgstr "Payez avant lundi"\n')
    merged(path, "Pay the invoice before Tuesday")
    entry = merged(path, "Pay the invoice before Sunday").find("Pay the invoice before Sunday")
    assert entry.fuzzy
    assert entry.previous_msgid == "Pay the invoice before Monday"


# Live and obsolete ------------------------------------------------------------------------------

LIVE = 'msgid "Pay now"\nmsgstr "Payez maintenant"\n'
OBSOLETE = '#~ msgid "Pay now"\n#~ msgstr "Payez (ancien)"\n'


@pytest.mark.parametrize("parts", [(LIVE, OBSOLETE), (OBSOLETE, LIVE)])
@pytest.mark.parametrize("again", [1, 2])
def test_a_live_message_beats_an_obsolete_one(path, parts, again):
    path.write_text(HEAD + "\n".join(parts))
    for _ in range(again):
        catalogue = merged(path, "Pay now")
    assert [(e.msgstr, bool(e.obsolete)) for e in catalogue] == [("Payez maintenant", False)]


def test_a_live_fuzzy_message_is_not_replaced_by_an_obsolete_one(path):
    path.write_text(HEAD + "#, fuzzy\n" + LIVE + "\n" + OBSOLETE)
    (entry,) = merged(path, "Pay now")
    assert (entry.msgstr, entry.fuzzy) == ("Payez maintenant", True)


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\\n", "\u200b"])
def test_an_obsolete_translation_fills_a_live_message_that_has_none(path, blank):
    path.write_text(HEAD + f'msgid "Pay now"\nmsgstr "{blank}"\n\n' + OBSOLETE, encoding="utf-8")
    (entry,) = merged(path, "Pay now")
    assert (entry.msgstr, entry.fuzzy) == ("Payez (ancien)", False)


# Plurals ----------------------------------------------------------------------------------------

TRANSLATED = (
    'msgid "{n} invoice"\nmsgid_plural "{n} invoices"\n'
    'msgstr[0] "{n} facture"\nmsgstr[1] "{n} factures"\n'
)
FORMS = {0: "{n} facture", 1: "{n} factures"}


def test_a_plural_leaves_and_comes_back(path):
    path.write_text(HEAD + TRANSLATED)
    (gone,) = merged(path)
    assert (bool(gone.obsolete), gone.msgstr_plural) == (True, FORMS)
    (back,) = merged(path, plural())
    assert (bool(back.obsolete), back.fuzzy, back.msgstr_plural) == (False, False, FORMS)


def test_a_fuzzy_plural_comes_back_fuzzy(path):
    path.write_text(HEAD + "#, fuzzy\n" + TRANSLATED)
    merged(path)
    (back,) = merged(path, plural())
    assert (back.fuzzy, back.msgstr_plural) == (True, FORMS)


def test_a_message_that_becomes_plural_is_to_be_looked_at(path):
    path.write_text(HEAD + 'msgid "{n} invoice"\nmsgstr "{n} facture"\n')
    (entry,) = merged(path, plural())
    assert (entry.fuzzy, entry.msgstr_plural) == (True, {0: "{n} facture", 1: ""})
    assert entry.previous_msgid == "{n} invoice"


def test_another_plural_of_the_same_singular_is_to_be_looked_at(path):
    path.write_text(HEAD + TRANSLATED)
    (entry,) = merged(path, plural("several invoices of {n}"))
    assert (entry.fuzzy, entry.msgstr_plural) == (True, FORMS)
    assert entry.previous_msgid_plural == "{n} invoices"


def test_a_plural_that_becomes_singular_is_to_be_looked_at(path):
    path.write_text(HEAD + TRANSLATED)
    (entry,) = merged(path, "{n} invoice")
    assert (entry.fuzzy, entry.msgstr, entry.tcomment) == (True, "{n} facture", "{n} factures")


def test_a_new_plural_has_a_place_for_each_form(path):
    merged(path, plural())
    text = path.read_text()
    assert 'msgstr[0] ""\nmsgstr[1] ""' in text
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in text


@pytest.mark.parametrize("blank", ["", " ", "\\t", "\u00a0\u200b"])
def test_a_blank_translation_is_a_missing_one(path, tmp_path, blank):
    path.write_text(HEAD + f'msgid "Pay"\nmsgstr "{blank}"\n', encoding="utf-8")
    assert read_catalogue(tmp_path, "docs", "fr").find("Pay") is None
    (entry,) = merged(path, "Pay")
    assert entry.msgstr == ""


def test_a_blank_translation_leaves_the_wider_language_s(path, tmp_path):
    path.write_text(HEAD + 'msgid "Pay"\nmsgstr "Payer"\n')
    region = tmp_path / "fr_CA" / "LC_MESSAGES" / "docs.po"
    region.parent.mkdir(parents=True)
    region.write_text(HEAD + 'msgid "Pay"\nmsgstr " "\n')
    assert read_catalogue(tmp_path, "docs", "fr_CA").text("Pay") == "Payer"


# Twice, and half merged -------------------------------------------------------------------------


def refused(path) -> list[tuple[int, str, str]]:
    with pytest.raises(Problems) as caught:
        open_po(path)
    assert {problem.location.path for problem in caught.value.problems} == {str(path)}
    return [(each.location.line, each.message, each.hint) for each in caught.value.problems]


@pytest.mark.parametrize(("where", "second"), [("", 12), ('msgctxt "button"\n', 13)])
def test_a_message_that_stands_twice_is_refused_with_both_lines(path, where, second):
    one = f'# note\n#: a.md\n{where}msgid "Pay"\nmsgstr "Payer"\n\n'
    path.write_text(HEAD + one + one.replace("Payer", "Payez"))
    ((line, message, hint),) = refused(path)
    assert (line, message) == (second, "the message 'Pay' stands twice")
    assert "it stands in line 7 already" in hint
    lines = path.read_text().split("\n")
    assert lines[line - 1].startswith("msgctxt" if where else "msgid")


def test_each_message_that_stands_twice_is_told(path):
    path.write_text(HEAD + LIVE + "\n" + LIVE + "\n" + TRANSLATED + "\n" + TRANSLATED)
    assert [line for line, _, _ in refused(path)] == [8, 16]


def test_a_header_that_stands_twice_is_refused(path):
    path.write_text(HEAD + HEAD + LIVE)
    assert refused(path)[0][:2] == (5, "the header stands twice")


def test_what_differs_in_context_or_is_obsolete_does_not_stand_twice(path):
    path.write_text(HEAD + LIVE + '\nmsgctxt "title"\n' + LIVE + "\n" + OBSOLETE)
    assert len(open_po(path)) == 3


def test_conflict_markers_are_refused_with_their_lines(path):
    ours, theirs = LIVE, LIVE.replace("Payez", "Payer")
    path.write_text(
        f"{HEAD}<<<<<<< HEAD\n{ours}||||||| base\n=======\n{theirs}>>>>>>> other branch\n"
    )
    said = refused(path)
    assert [(line, message[:7]) for line, message, _ in said] == [
        (5, "<<<<<<<"),
        (8, "|||||||"),
        (9, "======="),
        (12, ">>>>>>>"),
    ]
    assert all("keep one of the two sides" in hint for _, _, hint in said)


def test_a_text_that_looks_like_a_conflict_marker_is_a_text(path):
    path.write_text(HEAD + 'msgid ""\n"======="\nmsgstr "<<<<<<< HEAD"\n')
    assert open_po(path)[0].msgstr == "<<<<<<< HEAD"


# Writing ----------------------------------------------------------------------------------------


def test_a_crash_half_way_leaves_the_file_that_was_there(path, monkeypatch):
    merged(path, "Pay")
    before = path.read_bytes()

    def crash(*_arguments):
        raise OSError("no space left on device")

    for name in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, crash)
            with pytest.raises(OSError, match="no space"):
                merged(path, "Pay", "Later")
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == ["docs.po"]


def test_a_file_keeps_who_may_read_it(path):
    merged(path, "Pay")
    path.chmod(0o640)
    merged(path, "Pay", "Later")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(path, tmp_path):
    merged(path, "Pay")
    kept = tmp_path / "kept.po"
    path.rename(kept)
    path.symlink_to(kept)
    merged(path, "Pay", "Later")
    assert path.is_symlink()
    assert len(open_po(kept)) == 2
