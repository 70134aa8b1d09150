"""A French page holds no English, and the other way round."""

import re
from dataclasses import replace
from datetime import date

import pytest

from acquit.catalogue.reading import Catalogue
from acquit.procedure.context import Context
from acquit.product import load
from acquit.site.build import build
from acquit.site.settings import read_settings
from acquit.text.days import printed_day
from tests.support.language import blocks, page_strings, read_pages, strangers, theme_strings
from tests.support.languages import both_languages
from tests.support.project import PROCEDURES, ROOT

#: Below this a page was not read, or not built.
LEAST_BLOCKS = 40
IMMEDIATE = "how-to/make-an-immediate-payment/index.html"
PAGES = ("index.html", "404.html", *(f"how-to/{name}/index.html" for name in PROCEDURES))


@pytest.fixture(scope="module")
def site(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build(settings, folder)
    return folder


def context(locale: str) -> Context:
    folder = ROOT / "locales"
    product = load("widget.product")
    return Context(product, locale, "en", folder, "docs", folder, "widget")


def allowed(where: Context, *, theme: str | None = None) -> list[str]:
    strings = page_strings(where, filled(where))
    return [*strings, *theme_strings(theme or where.locale)]


def filled(where: Context) -> dict[str, set[str]]:
    """The days, commits and values that the pages may name, as their sources have them."""
    pages = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("docs/**/*.md"))
    records = (ROOT / "locales/fr/provenance.yml").read_text(encoding="utf-8")
    days = re.findall(r"^(?:updated|  handed_over): (\S+)$", pages + records, re.MULTILINE)
    commits = re.findall(r"^  commit: (\S{7})", records, re.MULTILINE)
    assert days
    assert commits
    found = {
        "date": {printed_day(date.fromisoformat(day), where.locale) for day in days},
        "commit": set(commits),
    }
    for page in read_pages(read_settings(ROOT / "mkdocs.yml"), where.product):
        for name, datum in (page.declared.data if page.declared else {}).items():
            found.setdefault(f"{name}.value", set()).add(where.value(datum))
    return found


def read(site, locale: str, page: str) -> str:
    return (site / locale / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
@both_languages
def test_a_page_speaks_its_language(site, locale, page):
    html = read(site, locale, page)
    assert strangers(html, allowed(context(locale))) == []
    least = LEAST_BLOCKS if page.startswith("how-to") else 15
    assert len(blocks(html)) >= least


def test_a_french_page_is_not_an_english_one(site):
    assert len(strangers(read(site, "fr", IMMEDIATE), allowed(context("en")))) > 20


def test_a_planted_english_sentence_is_seen(site):
    html = read(site, "fr", IMMEDIATE).replace("</h1>", "</h1><p>Pay the invoice now.</p>")
    assert strangers(html, allowed(context("fr"))) == ["Pay the invoice now."]


@pytest.mark.parametrize(
    ("shown", "planted", "stranger"),
    [
        ("29 novembre 2026</time></p>", "November 29, 2026</time></p>", "November 29, 2026"),
        ('content="paiement, ', 'content="payment, ', "payment"),
        ("À propos de cette page", "About this page", "About this page"),
    ],
)
def test_planted_english_metadata_is_seen(site, shown, planted, stranger):
    html = read(site, "fr", IMMEDIATE)
    assert shown in html
    found = strangers(html.replace(shown, planted), allowed(context("fr")))
    assert [text for text in found if stranger in text]
    assert len(found) == 1


def test_a_planted_theme_string_is_seen(site):
    html = read(site, "fr", IMMEDIATE).replace("Aller au contenu", "Skip to content")
    assert strangers(html, allowed(context("fr"))) == ["Skip to content"]


def test_a_message_that_equals_its_source_is_seen(site, monkeypatch):
    french = context("fr")
    source = "Select the {sign_in} button."
    same = replace(french.catalogue.find(source), text=source)
    messages = {**french.catalogue.messages, (None, source): same}
    monkeypatch.setitem(french.__dict__, "catalogue", Catalogue("fr", messages))
    html = read(site, "fr", IMMEDIATE).replace(
        "Sélectionnez le bouton <strong", "Select the <strong", 1
    )
    assert any(text.startswith("Select the") for text in strangers(html, allowed(french)))
