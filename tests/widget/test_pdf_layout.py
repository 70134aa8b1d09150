"""Where things stand on the paper, whatever the invoice holds."""

from dataclasses import replace
from itertools import combinations

import pytest

from tests.support.languages import both_languages
from tests.support.paper import PAYEE, invoice, printed
from tests.widget.test_pdf import IBAN, REFERENCE, TITLE, every_language
from widget.core.money import Money
from widget.core.structured_reference import structured_reference
from widget.screens.invoices.pdf.sheet import BODY, HEIGHT, MARGIN, RIGHT

LONG = invoice(
    lines=40,
    account_name="Société coopérative et participative " * 3,
    profile_name="Unbreakable" * 9,
    total=Money(99999999999, "EUR"),
    specimen=True,
    payee=replace(
        PAYEE,
        name="Compagnie générale des services informatiques de l’Exemple",
        address=("Service encaissement, bâtiment C, troisième étage, porte de gauche", "Paris"),
        iban="MT84MALT011000012345MTLCAST001S123",
    ),
    number="A" * 21,
)


@every_language
@pytest.mark.parametrize("lines", [0, 1, 60])
def test_how_to_pay_stands_at_the_foot_of_page_one_only(locale, lines):
    total = Money(123456, "EUR")
    first, *others = printed(invoice(lines=lines, total=total), locale)
    assert len(others) == (2 if lines == 60 else 0)
    assert first.run(TITLE[locale]).y < HEIGHT / 3
    boxed = first.boxed()
    assert boxed[0] == TITLE[locale]
    for text, count in ((IBAN, 1), ("AGRIFRPPXXX", 1), (REFERENCE, 2), (PAYEE.name, 2)):
        assert boxed.count(text) == count
        assert [page for page in others if text in page.texts] == []
    assert first.squares
    assert all(square.y1 < first.box_top for square in first.squares)
    assert not any(page.squares for page in others)


@pytest.mark.parametrize("address", [1, 4, 5, 6])
@pytest.mark.parametrize("lines", range(12, 20))
def test_rows_and_sums_never_reach_the_box(lines, address):
    """Around where page one is full; an address moves the rows in steps smaller than theirs."""
    payee = replace(PAYEE, address=("Line of the address",) * address)
    pages = printed(invoice(lines=lines, payee=payee))
    rows = [text for page in pages for text in page.texts if text.startswith("Line ")]
    rows = [text for text in rows if text[5:].isdecimal()]
    assert rows == [f"Line {number}" for number in range(1, lines + 1)]
    assert [("Invoice total" in page.texts) for page in pages] == [False] * (len(pages) - 1) + [
        True
    ]
    first = pages[0]
    above = first.runs[: first.texts.index(TITLE["en"])]
    assert min(run.y for run in above) > first.box_top + 18


def test_those_lines_are_where_page_one_is_full():
    assert {len(printed(invoice(lines=lines))) for lines in (12, 19)} == {1, 2}


@both_languages
@pytest.mark.parametrize("document", [LONG, invoice(lines=60)], ids=["long", "many"])
def test_nothing_is_cut_off_or_written_over(locale, document):
    for page in printed(document, locale):
        for run in page.runs:
            assert run.x >= MARGIN - 0.1, run
            assert run.end <= RIGHT + 0.1, run
            assert 30 < run.y < HEIGHT - 40, run
        for one, other in combinations(page.runs, 2):
            apart = one.end <= other.x + 0.1 or other.end <= one.x + 0.1
            assert apart or abs(one.y - other.y) > 0.8 * min(one.size, other.size), (one, other)


@pytest.mark.parametrize(("locale", "footer"), [("en", "Page {} of 3"), ("fr", "Page {} sur 3")])
def test_pages_are_numbered(locale, footer):
    pages = printed(invoice(lines=60), locale)
    assert [page.texts[-1] for page in pages] == [footer.format(n) for n in (1, 2, 3)]


def test_what_must_not_be_broken_is_set_smaller():
    page = printed(replace(LONG, reference=structured_reference("W" * 21)))[0]
    wire, cheque = page.run("Wire transfer").x, page.run("Cheque").x
    code = min(square.x0 for square in page.squares)
    iban = page.run("MT84 MALT 0110 0001 2345 MTLC AST0 01S1 23")
    quoted, written = (run for run in page.runs if run.text.endswith(" WWWW WWWW W"))
    assert (iban.x, quoted.x, written.x) == (wire, wire, cheque)
    assert max(iban.end, quoted.end) < cheque - 15
    assert written.end < code - 15


def test_lines_break_at_ordinary_spaces_only():
    text = "Solde\u00a0: 1\u202f234,56\u00a0€ à\npayer"
    assert BODY.wrapped(text, 1000) == ["Solde\u00a0: 1\u202f234,56\u00a0€ à payer"]
    assert BODY.wrapped(text, 60) == ["Solde\u00a0:", "1\u202f234,56\u00a0€ à", "payer"]
    assert "".join(BODY.wrapped("W" * 20, 60)) == "W" * 20
    assert all(BODY.width(line) <= 60 for line in BODY.wrapped("W" * 20, 60))
    assert BODY.wrapped("", 60) == [""]
