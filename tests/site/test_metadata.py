"""The built pages: what they say about themselves, and who may find them."""

import gzip
import json
import re
from html import unescape

import pytest

from acquit.catalogue.provenance import read_provenance
from acquit.procedure.extract import page_fingerprint, read_source
from acquit.product import load
from tests.support.languages import both_languages
from tests.support.pages import catalogue
from tests.support.project import PAGE, ROOT, command, copy, edit

HIDDEN = """---
robots: {robots}
---
# Page of {robots} {{: #hidden }}

A page that searches must not find.
"""
MACHINE = """---
keywords: ["<b>\\"bold\\"</b>, {pay_now}"]
owner: {author: 'A "B" <C>', manager: billing}
updated: 2026-12-01
---
# A page {: #a-page }

Of a "machine" & <em>more</em>.
"""
RECORD = """
machine.md:
  source: {source}
  commit: 0123456789abcdef0123
  translation: machine
  locale: fr-FR
  handed_over: 2026-12-01
"""
RECORDS = read_provenance(ROOT / "locales", "fr").records
COMMIT = RECORDS["how-to/make-an-immediate-payment.md"].commit
NOTICES = {
    "machine": "Cette page a été traduite automatiquement. Elle peut contenir des erreurs.",
    "behind": "La page en anglais a changé depuis cette traduction.",
    "untranslated": "Certaines parties de cette page ne sont pas encore traduites. "
    "Elles sont affichées en anglais.",
}


def source_hash(text: str) -> str:
    product = load("widget.product")
    return page_fingerprint(read_source("docs/machine.md", text, product), product)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = copy(tmp_path_factory.mktemp("project"))
    for robots in ("noindex", "none", "nofollow"):
        text = HIDDEN.format(robots=robots)
        (folder / f"docs/{robots}.md").write_text(text, encoding="utf-8")
    (folder / "docs/empty.md").write_text("---\nrobots: noindex\n---\n", encoding="utf-8")
    (folder / "docs/machine.md").write_text(MACHINE, encoding="utf-8")
    edit(folder / "docs/index.md", "Each guide comes", "Every guide comes")
    with (folder / "locales/fr/provenance.yml").open("a", encoding="utf-8") as file:
        file.write(RECORD.format(source=source_hash(MACHINE)))
    done = command(folder, "build")
    assert done.returncode == 0, done.stderr
    assert ", 1 page behind" in done.stdout
    return folder


@pytest.fixture
def read(project):
    def of(locale: str, name: str = "how-to/make-an-immediate-payment") -> str:
        return (project / "site" / locale / name / "index.html").read_text(encoding="utf-8")

    return of


def metas(html: str) -> dict[str, str]:
    found = re.findall(r'<meta name="([^"]+)" content="([^"]*)">', html.split("</head>")[0])
    assert len(found) == len(dict(found)), "a name stands twice"
    return {name: unescape(content) for name, content in found}


def texts(html: str, pattern: str) -> list[str]:
    found = re.findall(pattern, html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", text)).strip() for text in found]


def about(html: str) -> list[str]:
    sections = re.findall(r'<section class="acquit-about".*?</section>', html, re.DOTALL)
    assert len(sections) <= 1
    return texts("".join(sections), r"<(?:h2|p)\b[^>]*>(.*?)</(?:h2|p)>")


def notices(html: str) -> list[str]:
    return texts(html, r'<p class="acquit-notice" role="note">(.*?)</p>')


@pytest.mark.parametrize(
    ("locale", "keywords"),
    [
        ("en", "payment, card payment, invoice"),
        ("fr", "paiement, paiement par carte, facture"),
    ],
)
def test_the_head_holds_the_metadata(read, locale, keywords):
    found = metas(read(locale))
    assert found["keywords"].startswith(keywords)
    expected = {
        "author": "documentation",
        "manager": "billing",
        "audience": "admin",
        "topic": "task",
        "collections": "billing-usage",
    }
    assert {name: found.get(name) for name in expected} == expected
    assert "robots" not in found


@both_languages
def test_metadata_is_text_and_never_markup(read, locale):
    html = read(locale, "machine")
    found = metas(html)
    label = {"en": "Pay now", "fr": "Payer maintenant"}[locale]
    assert found["keywords"] == f'<b>"bold"</b>, {label}'
    assert found["author"] == 'A "B" <C>'
    assert found["description"] == 'Of a "machine" & more.'


@both_languages
@pytest.mark.parametrize("robots", ["noindex", "none", "nofollow"])
def test_robots_are_told(read, locale, robots):
    assert metas(read(locale, robots))["robots"] == robots


@both_languages
def test_what_is_not_indexed_is_in_no_site_map_and_no_search(project, locale):
    folder = project / "site" / locale
    site_map = (folder / "sitemap.xml").read_text(encoding="utf-8")
    assert gzip.decompress((folder / "sitemap.xml.gz").read_bytes()).decode() == site_map
    base = f"http://localhost:8000/{locale}/"
    found = {place.removeprefix(base) for place in re.findall(r"<loc>(.*?)</loc>", site_map)}
    built = {path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html")}
    hidden = {"noindex", "none", "empty"}
    assert hidden < built
    assert found == {"" if name == "." else f"{name}/" for name in built - hidden}
    assert {"", "how-to/make-an-immediate-payment/", "machine/", "nofollow/"} <= found
    index = json.loads((folder / "search/search_index.json").read_text(encoding="utf-8"))
    places = {entry["location"].split("#")[0] for entry in index["docs"]}
    assert places == found


@pytest.mark.parametrize(
    ("locale", "title", "updated"),
    [
        ("en", "About this page", "Last updated: November 29, 2026"),
        ("fr", "À propos de cette page", "Dernière mise à jour\u00a0: 29 novembre 2026"),
    ],
)
def test_the_last_update_is_shown(read, locale, title, updated):
    html = read(locale)
    assert about(html)[:2] == [title, updated]
    assert re.search(r'<time datetime="2026-11-29">[^<]*2026</time>', html)


@pytest.mark.parametrize(
    ("locale", "day"), [("en", "December 1, 2026"), ("fr", "1er décembre 2026")]
)
def test_a_day_is_written_as_its_language_does(read, locale, day):
    assert about(read(locale, "machine"))[1].endswith(day)


@both_languages
def test_a_page_of_which_nothing_is_known_says_nothing(read, locale):
    html = read(locale, "noindex")
    assert about(html) == []
    assert not [name for name in metas(html) if name.startswith("acquit:")]
    assert notices(html) == ([] if locale == "en" else [NOTICES["untranslated"]])


@pytest.mark.parametrize(
    ("locale", "notice"),
    [
        ("en", "Copyright © 2026 The Acquit authors"),
        ("fr", "Copyright © 2026, les auteurs d’Acquit"),
    ],
)
def test_the_copyright_notice_with_its_year_stands_in_the_footer(read, locale, notice):
    footer = read(locale).split('<footer class="md-footer">')[1]
    assert texts(footer, r'<div class="md-copyright__highlight">(.*?)</div>') == [notice]


def test_a_page_that_was_translated(read):
    html = read("fr")
    assert about(html)[2] == "Page traduite de l’anglais le 1er décembre 2026."
    assert notices(html) == []
    found = metas(html)
    assert found["acquit:translation"] == "human"
    assert found["acquit:locale"] == "fr-FR"
    assert found["acquit:handed-over"] == "2026-12-01"
    assert found["acquit:commit"] == COMMIT
    assert re.fullmatch("[0-9a-f]{16}", found["acquit:source"])


def test_a_page_that_a_machine_translated_says_so_twice(read):
    html = read("fr", "machine")
    assert about(html)[2] == "Page traduite automatiquement de l’anglais le 1er décembre 2026."
    assert notices(html) == [NOTICES["machine"], NOTICES["untranslated"]]
    assert html.index("acquit-notice") < html.index('<p lang="en">Of a')
    assert metas(html)["acquit:commit"] == "0123456789abcdef0123"


@pytest.mark.parametrize("name", ["how-to/make-an-immediate-payment", "machine", "."])
def test_the_source_comes_from_nowhere(read, name):
    html = read("en", name)
    assert len(about(html)) == 2
    assert notices(html) == []
    assert "acquit:" not in html


def test_a_page_that_is_behind_says_so(read):
    assert NOTICES["behind"] in notices(read("fr", "."))


@both_languages
def test_provenance_is_shown_on_translations_only(read, locale):
    """The source comes from nowhere; a machine's work and what is behind say so to readers."""
    assert (NOTICES["machine"] in notices(read(locale, "machine"))) is (locale == "fr")
    assert (NOTICES["behind"] in notices(read(locale, "."))) is (locale == "fr")
    origin = [name for name in metas(read(locale)) if name.startswith("acquit:")]
    assert len(origin) == {"en": 0, "fr": 5}[locale]


def test_nothing_of_it_stands_where_walks_read(read):
    for locale in ("en", "fr"):
        html = read(locale)
        inside = html.split('<div class="acquit-procedure"')[1].split(
            '<section class="acquit-about"'
        )[0]
        assert "<time" not in inside
        assert "acquit-about" not in inside
        assert html.count("data-procedure=") == 1


def test_an_untranslated_keyword_when_strict(tmp_path):
    folder = copy(tmp_path)
    edit(folder / "locales/fr/LC_MESSAGES/docs.po", 'msgstr "paiement par carte"', 'msgstr ""')
    done = command(folder, "build", "--strict")
    assert done.returncode == 1
    assert f"{PAGE.as_posix()}:2:" in done.stderr
    assert "not translated into fr: 'card payment'" in done.stderr


def test_the_translation_of_a_string_keeps_what_fills_it(tmp_path):
    folder = copy(tmp_path)
    edit(
        folder / "locales/fr/LC_MESSAGES/docs.po",
        "Dernière mise à jour\u00a0: {date}",
        "Dernière mise à jour",
    )
    done = command(folder, "build", "--locale", "fr")
    assert done.returncode == 1
    assert "the translation of 'Last updated: {date}' loses {date}" in done.stderr


def test_a_translated_page_has_its_keywords(tmp_path):
    """A host's own catalogue: one keyword translated, one not."""
    folder = copy(tmp_path)
    catalogue(folder / "locales", "fr_CA", "docs", {"payment": "versement"})
    edit(folder / "mkdocs.yml", "fr: Français", "fr: Français, fr_CA: Français (Canada)")
    assert command(folder, "build", "--locale", "fr_CA").returncode == 0
    html = (folder / "site/fr-CA/index.html").read_text(encoding="utf-8")
    assert metas(html)["keywords"] == "versement, facture, facturation"
    assert about(html)[2].startswith("Page traduite de l’anglais le ")
