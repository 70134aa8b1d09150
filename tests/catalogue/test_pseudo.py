"""Pseudo-translation changes prose, and nothing else."""

import polib
import pytest

from acquit.catalogue.locales import ACCENTED, MIRRORED
from acquit.catalogue.pseudo import pseudo_catalogue
from acquit.text.pseudo import LONGER, accented, mirrored
from acquit.text.references import reference_differences

MESSAGES = [
    "Select {sign_in}.",
    "Pay **the invoice** {invoice.value} at [our site](https://x.y/z) today.",
    "%(count)s invoices are past due &ndash; pay <kbd>now</kbd>.",
    "Type `pay` into the *amount* field{: .wide }.",
]


@pytest.mark.parametrize("text", MESSAGES)
def test_only_prose_is_changed(text):
    for pseudo in (accented(text), mirrored(text)):
        assert pseudo != text
        assert reference_differences(text, pseudo) == []
        for kept in ("{sign_in}", "](https://x.y/z)", "%(count)s", "&ndash;", "<kbd>", "`pay`"):
            assert (kept in pseudo) is (kept in text)


def test_it_is_longer_and_in_brackets():
    assert accented("Pay this invoice now") == "⟦Þååýý ţĥîîš îîñṽööîîçéé ñöŵ⟧"
    text = "Rhythms"
    assert len(accented(text)) - len("⟦⟧") == round(LONGER * len(text))


def test_words_run_from_right_to_left():
    assert mirrored("Pay now.") == "\u202ePay\u202c \u202enow\u202c."


@pytest.mark.parametrize("text", ["{sign_in}", "`pay`", "2 + 2", ""])
def test_what_has_no_words_stays(text):
    assert accented(text) == mirrored(text) == text


@pytest.mark.parametrize("locale", [ACCENTED, MIRRORED])
def test_contexts_and_plurals_are_kept(locale):
    pot = polib.POFile()
    pot.append(polib.POEntry(msgid="Paid", msgctxt="invoice_paid"))
    pot.append(polib.POEntry(msgid="%(n)s card", msgid_plural="%(n)s cards"))
    one, many = pseudo_catalogue(pot, locale)
    assert one.msgctxt == "invoice_paid"
    assert one.msgstr != one.msgid
    assert set(many.msgstr_plural) == {0, 1}
    assert "%(n)s" in many.msgstr_plural[1]
