"""What stands above the languages: the choice of one, a page for lost addresses, the site maps."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

_STYLE = """
:root { color-scheme: light dark }
body { font: 1.125rem/1.6 system-ui, sans-serif; display: grid; place-content: center;
  min-height: 90vh; margin: 0 1.5rem }
ul { list-style: none; padding: 0; display: flex; gap: 1rem; flex-wrap: wrap }
a { display: block; padding: 0.6rem 1.4rem; border: 1px solid; border-radius: 0.6rem;
  color: inherit; text-decoration: none }
a:hover, a:focus { text-decoration: underline }
"""
#: Puts the reader's languages first: that of the address, then those that the browser asks for.
_SCRIPT = """
const wanted = [location.pathname.split("/").find(Boolean) || "", ...navigator.languages]
  .map((tag) => tag.toLowerCase());
const near = (item) => {
  const tag = item.lang.toLowerCase();
  const at = wanted.findIndex((each) => each === tag || each.split("-")[0] === tag.split("-")[0]);
  return at < 0 ? wanted.length : at + (wanted[at] === tag ? 0 : 0.5);
};
const list = document.querySelector("ul");
list.append(...[...list.children].sort((one, other) => near(one) - near(other)));
const { lang, dataset: { title } } = list.firstElementChild;
document.documentElement.lang = lang;
document.title = document.querySelector("h1").textContent = title;
"""


class Language(NamedTuple):
    """A built language: its tag, its own name, and what it calls the site and a lost address."""

    tag: str
    name: str
    site: str
    not_found: str
    home: str


def write_root(site: Path, base: str, languages: Sequence[Language]) -> None:
    """Write the files above the languages; the first language is the source's.

    `base` is the site's address, with a slash at its end.
    """
    first = languages[0]
    _write(site / "index.html", choice([(lang.tag, lang.name, lang.site) for lang in languages]))
    # A host shows this at any address: its links can't be relative.
    path = urlsplit(base).path or "/"
    lost = [
        _item(
            lang.tag,
            f"{lang.not_found} – {lang.site}",
            f'{escape(lang.not_found)} <a href="{escape(path)}{lang.tag}/">{escape(lang.home)}</a>',
        )
        for lang in languages
    ]
    _write(site / "404.html", _page(first.tag, f"{first.not_found} – {first.site}", lost))
    maps = "".join(
        f"<sitemap><loc>{escape(base)}{lang.tag}/sitemap.xml</loc></sitemap>" for lang in languages
    )
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    _write(
        site / "sitemap.xml", f'{declared}<sitemapindex xmlns="{namespace}">{maps}</sitemapindex>\n'
    )
    _write(site / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")


def choice(languages: Sequence[tuple[str, str, str]]) -> str:
    """Return the page that leads to each language: its tag, its own name, the site's name in it.

    The first is the source's.
    """
    items = [
        _item(tag, title, f'<a href="{tag}/" hreflang="{tag}">{escape(name)}</a>')
        for tag, name, title in languages
    ]
    source, _, title = languages[0]
    return _page(source, title, items)


def _item(tag: str, title: str, content: str) -> str:
    """A language's item; `title` is the page's where this language is the reader's."""
    return f'<li lang="{tag}" data-title="{escape(title)}">{content}</li>'


def language_of(manifest: Path, tag: str, name: str) -> Language:
    """Return what a language's build has left for the root; its name alone from older builds."""
    said = json.loads(manifest.read_text(encoding="utf-8")).get("says", {})
    return Language(tag, name, *(said.get(key, name) for key in ("site", "not_found", "home")))


def _page(tag: str, title: str, items: Sequence[str]) -> str:
    listed = "\n".join(items)
    return f"""<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<ul>
{listed}
</ul>
</main>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
