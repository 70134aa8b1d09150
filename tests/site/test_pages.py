"""The built site: languages, addresses, navigation."""

import gzip
import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from unittest.mock import Mock

import pytest
from mkdocs.config import load_config

from acquit.catalogue.locales import language_tag
from acquit.site.build import build
from acquit.site.settings import read_settings
from tests.support.applications import settings_for
from tests.support.languages import both_languages
from tests.support.project import ROOT, command, copy, edit, read
from widget import product
from widget.application import create_app
from widget.live.access import LiveAccess
from widget.storage import schema
from widget.storage.database import Database

BASE = "https://help.example.com"
#: Each language of the project, by what it calls itself.
LANGUAGES = read_settings(ROOT / "mkdocs.yml").languages


@pytest.fixture(scope="module")
def site(settings, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    addresses = {
        "help": BASE,
        "widget": "https://pay.example.com",
        "bank": "https://bank.example.net",
    }
    build(settings, folder, addresses=addresses)
    return folder


def page(site, locale: str) -> str:
    path = site / locale / "how-to/make-an-immediate-payment/index.html"
    return read(path)


@both_languages
def test_a_page_links_to_its_own_translations(site, locale):
    text = page(site, locale)
    here = "how-to/make-an-immediate-payment/"
    links = re.findall(r'<link rel="alternate " href="([^"]+)" hreflang="([^"]+)">', text)
    own = [(f"{BASE}/{each}/{here}", each) for each in map(language_tag, LANGUAGES)]
    assert sorted(links) == sorted([*own, (f"{BASE}/en/{here}", "x-default")])
    assert f'<link rel="canonical" href="{BASE}/{locale}/{here}">' in text
    assert f'<html lang="{locale}"' in text


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en", "Pay an invoice that is due"), ("fr", "Réglez par carte une facture")],
)
def test_the_short_description_is_the_meta_description(site, locale, words):
    text = page(site, locale)
    description = re.search(r'<meta name="description" content="([^"]+)"', text)[1]
    assert description.startswith(words)
    first = re.search(r"</h1>\s*<p>(.*?)</p>", text, re.DOTALL)[1]
    assert " ".join(first.split()) == description


ANCHORS = {
    "index.html": ("linkedusage", "makepayment", "changepaymethod", "getting-help-payments"),
    "how-to/make-an-immediate-payment/index.html": ("make-an-immediate-payment",),
}


@both_languages
def test_anchors_are_the_same_in_every_language(site, locale):
    for path, anchors in ANCHORS.items():
        text = read(site / locale / path)
        found = re.findall(r'<h[1-6] id="([^"]+)"', text)
        assert set(anchors) <= set(found)
        source = read(site / "en" / path)
        assert found == re.findall(r'<h[1-6] id="([^"]+)"', source)


def test_what_a_search_finds_is_said(site):
    text = read(site / "fr/index.html")
    assert '<div class="md-search-result__meta" role="status">' in text
    config = json.loads(re.search(r'<script id="__config"[^>]*>(.*?)</script>', text)[1])
    missing = config["translations"]["search.result.term.missing"]
    assert f"{missing}:" == "Non trouvé\u00a0:"  # the colon is the theme's


def test_navigation_search_and_footer_are_in_the_page_s_language(site):
    text = page(site, "fr")
    assert "Guides pratiques" in text
    assert 'placeholder="Rechercher"' in text
    assert "les auteurs d’Acquit" in text
    index = json.loads(read(site / "fr/search/search_index.json"))
    titles = [entry["title"] for entry in index["docs"]]
    assert "Effectuer un paiement immédiat" in titles
    assert "Make an immediate payment" not in titles
    assert index["config"]["lang"] == ["fr"]


def test_the_embedded_widget_speaks_the_page_s_language(site):
    address = (
        "https://pay.example.com/fr/practice/?scenario=company-account&amp;role=profile_owner"
        "&amp;page=docs%2Fhow-to%2Fmake-an-immediate-payment"
    )
    assert f'src="{address}"' in page(site, "fr")


def test_the_address_comes_from_the_project(tmp_path):
    project = copy(tmp_path)
    edit(project / "mkdocs.yml", r"site_url: \S+", "site_url: https://help.example.org/pay/")
    assert command(project, "build", "--locale", "fr").returncode == 0
    text = read(project / "site/fr/index.html")
    assert '<link rel="canonical" href="https://help.example.org/pay/fr/">' in text


def test_the_root_links_to_each_language(site):
    text = read(site / "index.html")
    found = re.findall(r'hreflang="([\w-]+)">([^<]+)<', text)
    assert found == [(language_tag(locale), name) for locale, name in LANGUAGES.items()]
    assert LANGUAGES["fr"] == "Français"


def test_plain_mkdocs_builds_the_source_language(tmp_path):
    project = copy(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    text = read(project / "site/how-to/make-an-immediate-payment/index.html")
    assert '<html lang="en"' in text


def test_mkdocs_serve_watches_the_catalogues(tmp_path):
    project = copy(tmp_path)
    config = load_config(str(project / "mkdocs.yml"))
    assert str(project / "locales") not in config.watch
    config.plugins.run_event("config", config)
    assert config.watch.count(str(project / "locales")) == 1


def test_what_comes_before_a_page_is_shown_is_small(site):
    """The page, its styles and the scripts that run at once, as hosts compress them."""
    text = page(site, "fr")
    at_once = re.sub(r"<template.*?</template>", "", text, flags=re.DOTALL)
    assert "bundle" in text
    assert "bundle" not in at_once
    folder = site / "fr/how-to/make-an-immediate-payment"
    needed = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', at_once)
    files = [folder / (style or script).partition("?")[0] for style, script in needed]
    assert [file.suffix for file in files].count(".css") == 3
    parts = [text.encode(), *(file.resolve().read_bytes() for file in files)]
    assert sum(len(gzip.compress(part)) for part in parts) < 64_000


def test_the_guide_and_its_style_are_small(site):
    """What they add to each page, as hosts compress it."""
    sizes = {
        name: len(gzip.compress((site / "fr/assets" / name).read_bytes()))
        for name in ("guide.js", "acquit.css")
    }
    has_short_names = find_spec("minify") is not None
    assert 2_000 < sizes["guide.js"] <= (4_000 if has_short_names else 4_700)
    assert 1_000 < sizes["acquit.css"] <= 2_400


@pytest.mark.parametrize("tag", ["en", "fr"])
def test_a_page_leads_to_the_reader_s_own_account(tmp_path, tag):
    """To the first screen that its steps name, in its language; only where that is live."""
    folder = copy(tmp_path)
    live = "https://pay.example.org/{locale}/{screen}"
    said = {"en": "Do this in my account", "fr": "Le faire dans mon compte"}[tag]
    name = "how-to/make-an-immediate-payment/index.html"

    def built() -> str:
        build(read_settings(folder / "mkdocs.yml"), folder / "site", locales=[tag])
        return read(folder / "site" / tag / name)

    assert said not in built()
    edit(folder / "mkdocs.yml", "      frame: ", f"      account: {live}\n      frame: ")
    link = re.search(rf'<p class="acquit-account"><a href="([^"]+)">{said}</a></p>', built())
    assert link[1] == f"https://pay.example.org/{tag}/billing"


def test_a_page_can_show_the_reader_s_own_account(tmp_path):
    """By a button that only a script can use; where the product allows it."""
    folder, name = copy(tmp_path), "how-to/make-an-immediate-payment/index.html"

    def built(locale: str = "fr") -> str:
        build(read_settings(folder / "mkdocs.yml"), folder / "site", locales=[locale])
        return read(folder / "site" / locale / name)

    assert "account_frame.js" not in built()
    address = "https://pay.example.org/{locale}/embedded/"
    edit(folder / "mkdocs.yml", "      frame: ", f"      account_frame: {address}\n      frame: ")
    page = built()
    assert "assets/account_frame.js" in page
    (button,) = re.findall(r"<button[^>]*data-account-frame[^>]*>[^<]*</button>", page)
    assert 'data-account-frame="https://pay.example.org/fr/embedded/"' in button
    assert 'hidden=""' in button
    assert button.endswith(">Utiliser mon compte ici</button>")


def test_every_screen_of_the_product_is_there(widget_routes):
    """What a page leads to exists."""
    for path in product.SCREENS.values():
        assert f"/{path}" in widget_routes, path


@pytest.fixture
def widget_routes(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/w.sqlite3")
    schema.upgrade(database)
    database.close()
    settings = settings_for(f"sqlite:///{tmp_path}/w.sqlite3", origin="https://pay.example.com")
    app = create_app(settings, Mock(), LiveAccess((), settings.origin, "s", "1/minute"))
    app.extensions["widget"].database.close()
    return {rule.rule.removeprefix("/<locale>") for rule in app.url_map.iter_rules()}
