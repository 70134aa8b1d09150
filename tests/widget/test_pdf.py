"""The invoice on paper: what it says, and that a PDF reader is told what it is."""

from dataclasses import replace
from io import BytesIO

import pytest
import segno.helpers
from font_source_sans_pro import font_files_ttf
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from tests.support.languages import both_languages
from tests.support.paper import PAYEE, invoice, is_level, printed, rendered
from widget.core.languages import SOURCE, available
from widget.core.money import Money

IBAN = "FR76 3000 6000 0112 3456 7890 189"
REFERENCE = "RF97 AUR2 089"
PAID = {
    "en": "This invoice is paid. There is nothing to pay.",
    "fr": "Cette facture est payée. Il n’y a rien à payer.",
    "fr_CA": "Cette facture est payée. Il n’y a rien à payer.",
    "de": "Diese Rechnung ist bezahlt. Es ist nichts zu zahlen.",
}
TITLE = {
    "en": "How to pay by cheque or wire transfer",
    "fr": "Comment payer par chèque ou par virement bancaire",
    "fr_CA": "Comment payer par chèque ou par virement bancaire",
    "de": "So zahlen Sie per Scheck oder Überweisung",
}
every_language = pytest.mark.parametrize("locale", TITLE)


def test_every_language_is_tested_here():
    assert set(available()) == {*TITLE, SOURCE}


def test_what_page_one_says_in_english():
    (page,) = printed(invoice(lines=1, paid=Money(3456, "EUR")))
    assert page.texts == [
        *("Invoice", "AUR-2089"),
        *("Nimbus Services SAS", "Service encaissement", "12 rue de l’Exemple", "75002 Paris"),
        *("Billed to", "Aurora Studio", "Aurora Studio Paris"),
        *("Issue date", "September 1, 2026", "Due date", "October 1, 2026"),
        *("Balance due", "€1,200.00"),
        *("Service used", "Amount", "Line 1", "€1,234.56"),
        *("Invoice total", "€1,234.56", "Already paid", "-€34.56", "Balance due", "€1,200.00"),
        TITLE["en"],
        *("Wire transfer", "Beneficiary", "Nimbus Services SAS", "IBAN", IBAN, "BIC"),
        *("AGRIFRPPXXX", "Reference to quote", REFERENCE, "Amount", "€1,200.00"),
        *("Cheque", "Payable to", "Nimbus Services SAS", "Send to", "Service encaissement"),
        *("12 rue de l’Exemple", "75002 Paris", "Write on the back", REFERENCE),
        *("Scan with your banking app", "to fill in the transfer."),
        "Page 1 of 1",
    ]


def test_what_page_one_says_in_french():
    (page,) = printed(invoice(lines=1, paid=Money(3456, "EUR")), "fr")
    total, paid, left = "1\u202f234,56\u00a0€", "-34,56\u00a0€", "1\u202f200,00\u00a0€"
    assert page.texts == [
        *("Facture", "AUR-2089"),
        *("Nimbus Services SAS", "Service encaissement", "12 rue de l’Exemple", "75002 Paris"),
        *("Facturé à", "Aurora Studio", "Aurora Studio Paris"),
        *("Date d’émission", "1er septembre 2026", "Date d’échéance", "1er octobre 2026"),
        *("Solde à payer", left),
        *("Service utilisé", "Montant", "Line 1", total),
        *("Total de la facture", total, "Déjà payé", paid, "Solde à payer", left),
        TITLE["fr"],
        *("Virement bancaire", "Bénéficiaire", "Nimbus Services SAS", "IBAN", IBAN, "BIC"),
        *("AGRIFRPPXXX", "Référence structurée à indiquer", REFERENCE, "Montant", left),
        *("Chèque", "À l’ordre de", "Nimbus Services SAS", "À envoyer à", "Service encaissement"),
        *("12 rue de l’Exemple", "75002 Paris", "À écrire au dos", REFERENCE),
        *("À scanner avec l’application", "de votre banque pour", "préremplir le virement."),
        "Page 1 sur 1",
    ]


@every_language
def test_a_paid_invoice_asks_for_nothing(locale):
    (page,) = printed(invoice(paid=Money(3 * 123456, "EUR")), locale)
    assert page.boxed() == [TITLE[locale], PAID[locale]]
    assert IBAN not in page.texts
    assert not page.squares


def test_an_unpaid_invoice_is_not_called_paid():
    assert PAID["en"] not in printed(invoice())[0].texts


@pytest.mark.parametrize("name", ["N", "Nimbus Services SAS", "Société " * 6, "N" * 70])
def test_the_qr_code_holds_what_the_invoice_says(name):
    """The lengths call for codes of several sizes."""
    document = invoice(payee=replace(PAYEE, name=name.strip()))
    (page,) = printed(document)
    side = page.squares[0].width
    left = min(square.x0 for square in page.squares)
    top = max(square.y1 for square in page.squares)
    drawn = {
        (round((top - square.y1) / side), round((square.x0 - left) / side))
        for square in page.squares
    }
    expected = segno.helpers.make_epc_qr(
        name=document.payee.name,
        iban=document.payee.iban.replace(" ", ""),
        bic=document.payee.bic,
        amount=document.to_pay.major,
        reference=document.reference,
        encoding="utf-8",
    )
    dark = {
        (row, column)
        for row, modules in enumerate(expected.matrix)
        for column, module in enumerate(modules)
        if module
    }
    assert drawn == dark
    assert len(page.squares) == len(drawn)


@pytest.mark.parametrize("currency", ["USD", "CAD"])
def test_no_qr_code_outside_the_euro(currency):
    (page,) = printed(invoice(currency=currency))
    assert not page.squares
    assert not [text for text in page.texts if text.startswith("Scan")]
    assert IBAN in page.boxed()


@pytest.mark.parametrize(("locale", "word"), [("en", "SPECIMEN"), ("fr", "SPÉCIMEN")])
def test_a_specimen_says_so_behind_the_text_of_every_page(locale, word):
    pages = printed(invoice(lines=60, specimen=True), locale)
    assert len(pages) == 3
    for page in pages:
        assert page.diagonal == word
        assert not any(map(is_level, page.items[: len(word)]))
    assert {page.diagonal for page in printed(invoice(lines=60), locale)} == {""}


def test_a_specimen_stays_legible():
    """WCAG 2, contrast of 4.5 for text, on the grey word too."""
    (page,) = printed(invoice(specimen=True))
    ghost = page.characters[0].graphicstate.ncolor
    for run in page.runs:
        assert (luminance(ghost) + 0.05) / (luminance(run.color) + 0.05) >= 4.5, run.text


def luminance(color):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
    return sum(part * weight for part, weight in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))


SOURCE_SANS = ("SourceSansPro", "SourceSansProSemibold")


@both_languages
def test_every_character_has_a_glyph(locale):
    """A font without U+202F would show a box inside each French amount."""
    pages = printed(invoice(specimen=True), locale)
    faces = {name: TTFont(font_files_ttf[name]).getBestCmap() for name in SOURCE_SANS}
    drawn = {(c.fontname.split("+")[1], c.get_text()) for page in pages for c in page.characters}
    assert {font for font, _ in drawn} == set(faces)
    assert [pair for pair in drawn if ord(pair[1]) not in faces[pair[0]]] == []
    assert (("SourceSansProSemibold", "\u202f") in drawn) == (locale == "fr")


@both_languages
def test_fonts_travel_with_the_file(locale):
    reader = PdfReader(BytesIO(rendered(invoice(), locale)))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert len(fonts) >= 2
    faces = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert all("/FontFile2" in face["/FontDescriptor"] for face in faces)


@pytest.mark.parametrize(
    ("locale", "title"), [("en", "Invoice AUR-2089"), ("fr", "Facture AUR-2089")]
)
def test_a_reader_is_told_what_it_is(locale, title):
    reader = PdfReader(BytesIO(rendered(invoice(), locale)))
    assert reader.trailer["/Root"]["/Lang"] == locale
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == title
    assert reader.metadata.author == "Nimbus Services SAS"
    assert f"{reader.metadata.creation_date:%Y-%m-%d}" == "2026-09-01"


@both_languages
def test_the_same_invoice_gives_the_same_bytes(locale):
    assert rendered(invoice(), locale) == rendered(invoice(), locale)
    assert rendered(invoice(), locale) != rendered(invoice(lines=2), locale)
