"""What search engines and lost readers find: data, site maps, the pages at the root."""

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from acquit.site.root_files import Language, write_root
from tests.support.tiny_project import STEPS, build, page, project

LANGUAGES = [
    Language("en", "English", "Help & more", "This page does not exist", "Go to the home page"),
    Language("fr", "Français", "Aide", "Cette page n’existe pas", "Aller à la page d’accueil"),
]
BASE = "https://help.example.com/pay/"


@pytest.fixture
def root(tmp_path):
    write_root(tmp_path, BASE, LANGUAGES)
    return tmp_path


def test_the_site_maps_of_all_languages_are_listed(root):
    text = (root / "sitemap.xml").read_text()
    assert re.findall("<loc>(.*?)</loc>", text) == [
        f"{BASE}en/sitemap.xml",
        f"{BASE}fr/sitemap.xml",
    ]
    assert f"Sitemap: {BASE}sitemap.xml" in (root / "robots.txt").read_text()


def test_a_lost_reader_is_told_in_every_language(root):
    tree = HTMLParser((root / "404.html").read_text())
    found = [(item.attributes["lang"], item.text()) for item in tree.css("li")]
    assert found == [
        ("en", "This page does not exist Go to the home page"),
        ("fr", "Cette page n’existe pas Aller à la page d’accueil"),
    ]
    links = [link.attributes["href"] for link in tree.css("a")]
    assert links == ["/pay/en/", "/pay/fr/"]
    assert "Help &amp; more" in (root / "404.html").read_text()


def test_the_reader_s_language_comes_first(root, browser):
    for locale, first in (("fr-BE", "fr"), ("en-GB", "en"), ("ja", "en")):
        context = browser.new_context(locale=locale)
        try:
            opened = context.new_page()
            opened.goto((root / "index.html").as_uri())
            assert opened.locator("li").first.get_attribute("lang") == first
            assert opened.locator("html").get_attribute("lang") == first
            title = {"fr": "Aide", "en": "Help & more"}[first]
            assert opened.title() == opened.locator("h1").text_content() == title
            assert opened.locator("li").count() == len(LANGUAGES)
        finally:
            context.close()


def structured(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])


def test_a_procedure_is_structured_data_in_its_language(tmp_path):
    body = STEPS + "2. Then:\n    - select {invoices};\n    - select {pay}.\n"
    french = {
        "Then:": "Puis :",
        "select {invoices};": "sélectionnez {invoices} ;",
        "select {pay}.": "sélectionnez {pay}.",
    }
    folder = project(tmp_path, body, french)
    assert build(folder).returncode == 0
    data = structured(page(folder))
    assert (data["@type"], data["inLanguage"], data["name"]) == ("HowTo", "fr", "Payer")
    assert data["description"] == "Payez une facture."
    assert [step["text"] for step in data["step"]] == [
        "Sélectionnez Payer maintenant.",
        "Puis : sélectionnez Factures ; sélectionnez Payer maintenant.",
    ]
    assert data["step"][1]["url"].endswith("#step-2")


def test_signs_that_markdown_puts_aside_are_text_in_the_data(tmp_path):
    folder = project(tmp_path, "1. Select {pay} & {invoices} \\*.\n")
    build(folder, "--locale", "en")
    assert structured(page(folder, "en"))["step"][0]["text"] == "Select Pay now & Invoices *."


def test_no_text_ends_the_data_or_an_attribute(tmp_path):
    evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)>'
    folder = project(tmp_path, STEPS, {"Pay an invoice.": evil, "Pay": evil})
    build(folder)
    html = page(folder)
    assert structured(html)["description"] == evil
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_the_site_map_says_where_each_page_is_in_each_language(tmp_path):
    folder = project(tmp_path, STEPS, {}, more="site_url: https://help.example.com/")
    assert build(folder).returncode == 0
    text = (folder / "site/fr/sitemap.xml").read_text()
    assert "<loc>https://help.example.com/fr/</loc>" in text
    assert 'hreflang="en" href="https://help.example.com/en/"' in text
    assert "lastmod" not in text
