"""What a page's front matter says of the page, and each mistake in it."""

from datetime import date

import pytest

from acquit.procedure.extract import page_messages, read_source
from acquit.procedure.metadata import Metadata
from acquit.product import load
from tests.support.pages import catalogue, only_problem, problems, render

BODY = "# Pay {: #pay }\n\nPay an invoice.\n"
FULL = """---
keywords: [card payment, "{pay}"]
owner: {author: Ada, manager: billing}
audience: admin
topic: task
collections: [billing-usage, cards]
robots: noindex, nofollow
updated: 2026-12-01
tags: [of another tool]
---
"""


def metadata(head: str) -> Metadata:
    page = read_source("docs/pay.md", head + BODY, load("tests.support.sample"))
    assert page.problems == []
    return page.metadata


def test_everything_is_read():
    found = metadata(FULL)
    assert dict(found.items(str.upper)) == {
        "keywords": "CARD PAYMENT, {PAY}",
        "author": "Ada",
        "manager": "billing",
        "audience": "admin",
        "topic": "task",
        "collections": "billing-usage, cards",
        "robots": "noindex, nofollow",
    }
    assert found.updated == date(2026, 12, 1)


def test_nothing_is_needed():
    assert metadata("") == Metadata()
    assert list(Metadata().items(str)) == []


@pytest.mark.parametrize(
    "written", ["card payment, invoice", '"card payment,  invoice, "', "[card payment, invoice]"]
)
def test_keywords_are_a_list_or_one_text(written):
    found = metadata(f"---\nkeywords: {written}\n---\n").keywords
    assert [keyword.text for keyword in found] == ["card payment", "invoice"]
    assert [keyword.location.line for keyword in found] == [2, 2]
    for keyword in found:
        assert f"keywords: {written}"[keyword.location.column - 1 :].startswith(keyword.text)


@pytest.mark.parametrize(
    ("robots", "indexed"),
    [("noindex", False), ("NONE", False), ("noindex, follow", False), ("nofollow", True)],
)
def test_noindex_in_all_its_forms(robots, indexed):
    assert metadata(f"---\nrobots: {robots}\n---\n").is_indexed is indexed


def test_keywords_are_messages_for_translators():
    product = load("tests.support.sample")
    page = read_source("docs/pay.md", FULL.replace('"{pay}"', '"{pay}, now"') + BODY, product)
    found = {
        message.text: (message.line, message.comments) for message in page_messages(page, product)
    }
    assert list(found) == ["Pay", "Pay an invoice.", "card payment", "{pay}, now"]
    assert found["card payment"] == (2, ("keyword",))
    assert found["{pay}, now"] == (2, ("keyword", "{pay}: button “Pay now”"))


@pytest.mark.parametrize(
    ("written", "line", "column", "message", "hint"),
    [
        ("keywords: []", 2, 11, "`keywords` holds nothing", "remove it"),
        ("keywords:", 2, 10, "`keywords` holds nothing", "remove it"),
        ("keywords: {a: b}", 2, 11, "`keywords` must be a list", "keywords: [one, another]"),
        ("keywords: [a, {pay}]", 2, 15, "each of `keywords` must be a word", "quotes"),
        ('keywords: [a, "{pya}"]', 2, 15, "unknown control {pya}", "did you mean {pay}?"),
        ("keyword: pay", 2, 1, "unknown key `keyword`", "did you mean keywords?"),
        ("owner: Ada", 2, 8, "`owner` names nobody", "owner: {author: …, manager: …}"),
        ("owner: {autor: Ada}", 2, 9, "unknown key `autor` in `owner`", "did you mean author?"),
        ("owner: {author: [Ada]}", 2, 17, "`author` must be one name", ""),
        ("topic: taks", 2, 8, "unknown topic 'taks'", "did you mean task?"),
        ("topic: [task, concept]", 2, 8, "`topic` must be one word", "one type"),
        ("audience: all admins", 2, 11, "'all admins' is not an id", "letters, digits"),
        ("collections: [a, b/c]", 2, 18, "'b/c' is not an id", "letters, digits"),
        ("robots: index, nofolow", 2, 16, "unknown robots directive 'nofolow'", "nofollow?"),
        ("robots: [noindex, all]", 2, 10, "`robots` says both index and noindex", "keep one"),
        ("robot: noindex", 2, 1, "unknown key `robot`", "did you mean robots?"),
        ("updated: 22/11/2026", 2, 10, "`updated` is not a day", "2026-11-22"),
        ("updated: 2026-02-30", 2, 10, "`updated` is not a day", "2026-11-22"),
        ("updated: [2026-11-22]", 2, 10, "`updated` is not a day", "2026-11-22"),
        ("topic: task\nupdated: soon", 3, 10, "`updated` is not a day", "2026-11-22"),
        ("topic: [task", 3, 1, "broken front matter", "quote"),
    ],
)
def test_a_mistake(written, line, column, message, hint):
    found = only_problem(f"---\n{written}\n---\n{BODY}")
    assert (found.location.line, found.location.column) == (line, column)
    assert message in found.message
    assert hint in found.hint


def test_all_mistakes_at_once():
    source = "---\ntopic: taks\nupdated: soon\nrobots: noidex\n---\n# Pay\n"
    assert [problem.location.line for problem in problems(source)] == [2, 3, 4, 6]


def test_the_translation_of_a_keyword_keeps_its_references(tmp_path):
    catalogue(tmp_path, "fr", "docs", {"{pay}, now": "tout de suite"})
    source = f'---\nkeywords: ["{{pay}}, now"]\n---\n{BODY}'
    found = problems(source, folder=tmp_path, locale="fr")
    assert [problem.message for problem in found] == ["the translation of '{pay}, now' loses {pay}"]


def test_a_host_that_names_no_page_gets_no_metadata_in_its_html():
    html = render(FULL + BODY)
    assert "card payment" not in html
    assert html.startswith('<h1 id="pay">Pay</h1>')


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("keywords: ['{added}']", "nothing fills {added}"),
        ("keywords: ['{pay.value}']", "{pay.value} in the front matter"),
        ("title: '{pay.gone}'", "{pay.gone} in the front matter"),
        ("title: '{pya}'", "unknown control {pya}"),
        ("title: [a]", "`title` must be a text"),
    ],
)
def test_a_text_of_the_front_matter_is_whole(line, message):
    found = only_problem(f"---\n{line}\n---\n{BODY}")
    assert found.location.line == 2
    assert message in found.message
    assert found.hint


@pytest.mark.parametrize("line", ["title:", "title: ''", "description:"])
def test_an_empty_text_of_the_front_matter_is_none(line):
    assert metadata(f"---\n{line}\n---\n").title is None
