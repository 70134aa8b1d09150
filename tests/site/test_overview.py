"""The overview gathers the procedures, and each procedure leads on to others."""

import posixpath
import re

import pytest

from acquit.site.build import build
from tests.support.languages import both_languages
from tests.support.project import PROCEDURES

LINK = re.compile(r'<li><a href="([^"]+)">([^<]+)</a></li>')


@pytest.fixture(scope="module")
def read(settings, tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    build(settings, site, strict=True)

    def of(locale: str, name: str) -> str:
        return (site / locale / name / "index.html").read_text(encoding="utf-8")

    return of


def title(html: str) -> str:
    return re.search(r"<h1[^>]*>([^<]+)", html)[1]


def content(html: str) -> str:
    """What the page's writer wrote: what is said about the page itself stands below."""
    return html[html.index("<article") : html.index('<section class="acquit-about"')]


@both_languages
def test_the_overview_links_to_every_procedure(read, locale):
    found = LINK.findall(content(read(locale, ".")))
    links = [(address, text) for address, text in found if address.startswith("how-to/")]
    assert sorted(address for address, _ in links) == [f"how-to/{name}/" for name in PROCEDURES]
    for address, text in links:
        assert text == title(read(locale, address.rstrip("/")))


@both_languages
@pytest.mark.parametrize("name", PROCEDURES)
def test_related_links_close_the_page(read, locale, name):
    """Each says where it goes: its text is the title of the page that it leads to."""
    text = content(read(locale, f"how-to/{name}"))
    headings = re.findall(r'<h2 id="([^"]+)"', text)
    assert headings[-1] == "related"
    links = LINK.findall(text[text.index('<h2 id="related"') :])
    assert len(links) >= 2
    for address, words in links:
        other = posixpath.normpath(f"how-to/{name}/{address}")
        assert words == title(read(locale, other))
        assert other != f"how-to/{name}"
