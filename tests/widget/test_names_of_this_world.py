"""Names in any script are printed in the PDF and in letters, or it is said that they aren't."""

import os
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.policy import SMTP, compat32
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.support.languages import both_languages
from tests.support.paper import invoice, printed, read, rendered
from widget.notifications.letters import Letter
from widget.notifications.sending import compose
from widget.screens.invoices.pdf import fonts
from widget.screens.invoices.pdf.fonts import UNKNOWN, is_printable, printable
from widget.storage.models import Account, Mail, Profile

NAMES = {
    "chinese": "北京云计算有限公司",
    "traditional chinese": "臺灣雲端運算股份有限公司",
    "japanese": "株式会社クラウド東京",
    "korean": "주식회사 구름",
    "arabic": "شركة المثال المحدودة",
    "hebrew": "חברת הדוגמה בע״מ",
    "thai": "บริษัท ตัวอย่าง จำกัด",
    "devanagari": "उदाहरण प्राइवेट लिमिटेड",
    "georgian": "მაგალითი შპს",
    "armenian": "Օրինակ ՍՊԸ",
    "ethiopic": "ምሳሌ ኃላፊነቱ",
    "decomposed accents": unicodedata.normalize("NFD", "Société Żółć Ấn Độ"),
    "mixed": "Acme 株式会社 (שלום) GmbH",
}
#: In no font that is asked for: Linear A.
UNPRINTABLE = "Linear \U00010600\U00010601"
#: In no package of fonts: the machine must have one.
_OF_THE_MACHINE = ("georgian", "armenian")


def named(script: str, name: str):
    """A test's name; one that the machine has no font for is left out, and never in CI."""
    lacks = script in _OF_THE_MACHINE and not is_printable(name) and not os.environ.get("CI")
    reason = f"needs a font for {script}: apt-get install fonts-dejavu-core"
    return pytest.param(name, id=script, marks=pytest.mark.skipif(lacks, reason=reason))


EACH = pytest.mark.parametrize("name", [named(*both) for both in NAMES.items()])


@EACH
def test_every_character_is_drawn(name):
    assert is_printable(name)
    document = invoice(account_name=name, profile_name=name)
    page, *_others = printed(document)
    wanted = Counter(unicodedata.normalize("NFC", name).replace(" ", ""))
    drawn = Counter("".join(page.texts))
    glyphless = [c for c in page.characters if c.get_text().startswith("(cid:0)")]
    assert not glyphless
    # A mark that is drawn apart from its letter has no character of its own.
    letters = {c for c in wanted if unicodedata.category(c)[0] in "LN" and c not in _SPLIT}
    assert {c: drawn[c] >= wanted[c] for c in letters} == dict.fromkeys(letters, True)
    assert UNKNOWN not in drawn


@EACH
def test_what_follows_it_is_set_as_before(name):
    document = invoice(account_name=name, profile_name=name)
    plain, drawn = printed(invoice())[0], printed(document)[0]
    for text in ("Line 1", "€1,234.56", "Invoice total", "How to pay by cheque or wire transfer"):
        assert drawn.run(text).size == plain.run(text).size


#: Letters that shaping draws in two parts, or as one with the next.
_SPLIT = set("ำكةث")


@EACH
def test_fonts_are_embedded_as_subsets(name):
    file = rendered(invoice(account_name=name))
    page = PdfReader(BytesIO(file)).pages[0]
    for font in page["/Resources"]["/Font"].values():
        face = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in face["/FontDescriptor"]
        assert "+" in face["/BaseFont"]
    assert len(file) < 150_000


def test_scripts_that_run_from_right_to_left_do_so():
    (page, *_) = printed(invoice(account_name="שלום"))
    places = {c.get_text(): c.x0 for c in page.characters if c.get_text() in "שלום"}
    assert [c for c, _x in sorted(places.items(), key=lambda pair: pair[1])] == list("םולש")


def test_japanese_is_drawn_as_japanese_writes_it():
    assert fonts.fonts_for("株式会社クラウド")[0].path.name.startswith("NotoSansJP")
    assert fonts.fonts_for("北京")[0].path.name.startswith("NotoSansSC")
    assert fonts.fonts_for("주식會社")[0].path.name.startswith("NotoSansKR")
    assert fonts.fonts_for("Aurora") == ()


def test_what_no_font_has_is_no_box():
    assert not is_printable(UNPRINTABLE)
    assert printable(UNPRINTABLE) == f"Linear {UNKNOWN * 2}"
    assert printable("a\u200eb\u200b") == "ab"  # nobody could see them


@both_languages
def test_page_and_pdf_say_which_name_can_not_be_printed(sign_in, database, locale):
    customer = sign_in(locale)
    address = f"{customer.invoices}AUR-2073"
    said = {
        "en": ("The PDF can’t print all characters of", "are shown as question marks"),
        "fr": ("Le PDF ne peut pas imprimer tous les caractères de", "des points d’interrogation"),
    }[locale]
    assert said[0] not in customer.get(address).text
    with database.write() as session:
        session.scalars(select(Account)).one().name = UNPRINTABLE
        session.scalars(select(Profile)).one().name = NAMES["chinese"]
    text = customer.get(address).text
    assert text.count(said[0]) == 1
    assert f"“{UNPRINTABLE}”" in text or f"«\u00a0{UNPRINTABLE}\u00a0»" in text
    first = read(customer.get(f"{address}.pdf").data)[0]
    assert any(said[1] in line for line in first.texts)
    assert f"Linear {UNKNOWN * 2}" in first.texts


@EACH
def test_a_letter_s_header_and_text_keep_it(name):
    mail = Mail(id=1, name=name, address="a@example.com", locale="en", written_at=datetime.now(UTC))
    letter = Letter(mail, "en", f"About {name}", (f"Hello {name},",))
    whole = bytes(compose(letter, "billing@pay.example.com"))
    # By the rules of RFC 2047; the newer parser adds spaces between two encoded words.
    headers = BytesHeaderParser(policy=compat32).parsebytes(whole)
    assert str(make_header(decode_header(headers["To"]))) == f"{name} <a@example.com>"
    assert str(make_header(decode_header(headers["Subject"]))) == f"About {name}"
    assert message_from_bytes(whole, policy=SMTP).get_content() == f"Hello {name},\r\n"
