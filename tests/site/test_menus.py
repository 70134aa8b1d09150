"""Menus are rendered once for many pages: from each page every entry leads where it says."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.support.project import read
from tests.support.tiny_project import STEPS, build, project

PAGES = ("a/x", "a/y", "b/z", "b/deep/u", "b/deep/v", "c", "d/deep/t")
NAV = """
nav:
  - index.md
  - Letters: [a/x.md, a/y.md, b/deep/u.md, d/deep/t.md]
  - Others: [b/z.md, {Deep: [b/deep/v.md]}, {Elsewhere: https://example.com/}]
  - c.md
"""


@pytest.fixture(scope="module", params=["true", "false"])
def folder(request, tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("menus"), STEPS)
    for page in PAGES:
        path = folder / f"docs/{page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Page {page} {{: #{path.stem} }}\n\nText.\n", encoding="utf-8")
    config = read(folder / "mkdocs.yml") + NAV + f"use_directory_urls: {request.param}\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert build(folder, "--locale", "en").returncode == 0
    return folder


def entries(page: Path, root: Path) -> dict[str, str]:
    """Return the text of each entry of a page's menu → the heading of the page it leads to."""
    address = f"https://site/{page.relative_to(root).as_posix()}"
    found = {}
    for link in LexborHTMLParser(read(page)).css(".md-nav--primary .md-nav__list a.md-nav__link"):
        href = urljoin(address, link.attributes["href"])
        if href.startswith("https://site/") and "#" not in href:
            target = root / href.removeprefix("https://site/")
            target = target / "index.html" if target.is_dir() else target
            heading = LexborHTMLParser(read(target)).css_first("h1")
            found[" ".join(link.text().split())] = heading.text().replace("¶", "").strip()
    return found


def test_each_entry_leads_to_the_page_that_it_names(folder):
    root = folder / "site/en"
    pages = [path for path in root.rglob("*.html") if path.name != "404.html"]
    assert len(pages) == len(PAGES) + 1
    for page in pages:
        found = entries(page, root)
        assert found == {"Pay": "Pay"} | {f"Page {name}": f"Page {name}" for name in PAGES}, page
