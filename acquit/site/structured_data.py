"""A procedure as structured data: schema.org's HowTo, in the page's language."""

import json
from collections.abc import Iterator

from markupsafe import Markup

from acquit.procedure.page import Page
from acquit.procedure.texts import restored
from acquit.procedure.translating import Outcome


def how_to(outcome: Outcome, name: str, url: str, language: str) -> str:
    """Return the JSON-LD of a rendered page; no text in it can end the `<script>` around it.

    `name` is the page's title as HTML, `url` the page's own, `language` its BCP 47 tag.
    """
    steps = [
        {"@type": "HowToStep", "position": n, "text": text, "url": f"{url}#{anchor}"}
        for n, (text, anchor) in enumerate(_steps(outcome.page), start=1)
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": Markup(name).striptags(),  # noqa: S704 - it becomes text
        "description": outcome.description,
        "inLanguage": language,
        "url": url,
        "step": steps,
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _steps(page: Page | None) -> Iterator[tuple[str, str]]:
    """The text and the anchor of each step at the top; its substeps and bullets are part of it."""
    for step in page.task.top.children if page and page.task else ():
        text = restored("".join(step.element.itertext()))
        yield " ".join(text.split()), step.element.get("id", "")
