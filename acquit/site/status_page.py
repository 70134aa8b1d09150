"""The status of translations as a page for writers: a bar a page, and what waits, word by word."""

import re
from collections.abc import Iterable
from html import escape

from acquit.catalogue.records import State
from acquit.site.status import WAITING, LanguageStatus, PageStatus, Waiting

_STYLE = """
:root { color-scheme: light dark; --current: #1a7f5a; --machine: #7a6fb0; --stale: #b06a00;
  --fuzzy: #c28f2c; --missing: #8a8f94 }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; padding: 0.3rem 0.6rem 0.3rem 0; vertical-align: top }
.bar { display: flex; height: 0.9rem; min-width: 12rem; border-radius: 0.3rem; overflow: hidden }
.bar span { display: block }
.state { border-inline-start: 0.35rem solid; padding-inline-start: 0.6rem; margin-block: 1rem }
code { overflow-wrap: anywhere }
ins { text-decoration: underline; font-weight: 600 }
""" + "".join(
    f".{state} {{ border-color: var(--{state}) }}\n.bar .{state} {{ background: var(--{state}) }}\n"
    for state in State
)
_MARKED = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}")


def as_html(found: Iterable[LanguageStatus]) -> str:
    """Return the page: no script, nothing from elsewhere, not for searches."""
    languages = "\n".join(map(_language, found))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Status of the translations</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Status of the translations</h1>
{languages}
</main>
</body>
</html>
"""


def _language(found: LanguageStatus) -> str:
    rows = "\n".join(map(_row, found.pages))
    waiting = {(each.path, each.line): each for page in found.pages for each in page.waiting}
    items = "\n".join(map(_item, waiting.values())) or "<p>Nothing waits for anybody.</p>"
    name = escape(found.locale)
    return f"""<section aria-labelledby="{name}">
<h2 id="{name}">{name}</h2>
<table>
<thead><tr>
<th scope="col">Page</th><th scope="col">Messages</th><th scope="col">State</th>
</tr></thead>
<tbody>
{rows}
</tbody>
</table>
{items}
</section>"""


def _row(page: PageStatus) -> str:
    waits = [f"{page.counts[state]} {state}" for state in WAITING if page.counts[state]]
    said = ", ".join(waits) or "all current"
    parts = "".join(
        f'<span class="{state}" style="flex-grow: {count}"></span>'
        for state, count in page.counts.items()
        if count
    )
    return (
        f'<tr><th scope="row">{escape(page.page)}</th><td>{page.total}</td>'
        f'<td><div class="bar" aria-hidden="true">{parts}</div>{escape(said)}</td></tr>'
    )


def _item(each: Waiting) -> str:
    source = _marked(each.difference) if each.difference else escape(each.source)
    lines = [f"<p><strong>{each.state}</strong> <code>{escape(each.path)}:{each.line}</code></p>"]
    lines.append(f"<p>{source}</p>")
    if each.translation:
        lines.append(f"<p>{escape(each.translation)}</p>")
    if each.labels:
        lines.append(f"<p>Labels that changed since: {escape(', '.join(each.labels))}</p>")
    return f'<div class="state {each.state}">\n' + "\n".join(lines) + "\n</div>"


def _marked(difference: str) -> str:
    """Turn git's marks of a word difference into HTML's."""
    pieces, end = [], 0
    for match in _MARKED.finditer(difference):
        pieces.append(escape(difference[end : match.start()]))
        tag, text = ("del", match[1]) if match[1] is not None else ("ins", match[2])
        pieces.append(f"<{tag}>{escape(text)}</{tag}>")
        end = match.end()
    return "".join([*pieces, escape(difference[end:])])
