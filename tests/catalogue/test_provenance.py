"""Where a translated page comes from: its record, its hash, and each mistake in the file."""

import textwrap
from datetime import date

import pytest

from acquit.catalogue.provenance import (
    Provenance,
    behind,
    fingerprint,
    read_provenance,
    unknown_pages,
)
from acquit.problems import Location
from acquit.procedure.extract import page_fingerprint, read_source
from acquit.product import load
from tests.support.pages import HEAD

SOURCE = HEAD.replace("owner\n", 'owner\n  data: {search: "half of it"}\nkeywords: [pay, card]\n')
SOURCE += "1. In {search}, enter {search.value},\n   then select {pay}.\n"
GOOD = """\
pay.md:
  source: 0123456789abcdef
  commit: 7a73727
  translation: human
  locale: fr-FR
  handed_over: 2026-11-22
"""


def hash_of(source: str) -> str:
    product = load("tests.support.sample")
    page = read_source("docs/pay.md", source, product)
    assert page.problems == []
    return page_fingerprint(page, product)


def test_a_hash_is_16_digits_of_what_is_said_in_order():
    assert fingerprint(["a", "b"]) == "59b271ae1bbcb1d3"
    assert len({fingerprint(t) for t in (["a", "b"], ["b", "a"], ["ab"], ["a"], [])}) == 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("enter {search.value},\n   then", "enter\n   {search.value}, then"),
        ("# Pay {: #pay }\n\n", "\n# Pay {: #pay-now }\n\n\n"),
        ("keywords: [pay, card]", "keywords: pay, card\nupdated: 2026-11-22\ntopic: task"),
        ("role: owner", "role: reader"),
        ("1. In", "1.  In"),
    ],
)
def test_layout_dates_and_places_leave_the_hash_alone(old, new):
    assert old in SOURCE
    assert hash_of(SOURCE.replace(old, new)) == hash_of(SOURCE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Pay an invoice.", "Pay an invoice now."),
        ("select {pay}", "select {cancel}"),
        ('"half of it"', '"all of it"'),
        ("[pay, card]", "[pay, cards]"),
        ("[pay, card]", "[card, pay]"),
        ("select {pay}.", "*select* {pay}."),
    ],
)
def test_content_changes_the_hash(old, new):
    assert old in SOURCE
    assert hash_of(SOURCE.replace(old, new)) != hash_of(SOURCE)


@pytest.fixture
def write(tmp_path):
    def at(text: str, locale: str = "fr"):
        path = tmp_path / locale / "provenance.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return tmp_path

    return at


def test_a_record(write):
    provenance = read_provenance(write(GOOD), "fr")
    record = provenance.records["pay.md"]
    assert provenance.problems == []
    assert (record.source, record.commit, record.locale) == ("0123456789abcdef", "7a73727", "fr-FR")
    assert (record.handed_over, record.is_machine) == (date(2026, 11, 22), False)
    assert (record.location.line, record.location.column) == (1, 1)


def test_no_file_is_no_record(tmp_path):
    assert read_provenance(tmp_path, "fr") == Provenance({}, [])


def test_a_region_falls_back_to_the_wider_language(write):
    write(GOOD + GOOD.replace("pay.md", "index.md"))
    folder = write(GOOD.replace("human", "machine").replace("fr-FR", "fr-CA"), "fr_CA")
    found = read_provenance(folder, "fr_CA").records
    assert {page: record.locale for page, record in found.items()} == {
        "pay.md": "fr-CA",
        "index.md": "fr-FR",
    }
    assert found["pay.md"].is_machine


def test_behind_is_decided_by_content(write):
    record = read_provenance(write(GOOD), "fr").records["pay.md"]
    assert behind(record, "0123456789abcdef") is None
    late = behind(record, "fedcba9876543210")
    assert late.location == Location(record.location.path)
    assert "0123456789abcdef is recorded" in late.message
    assert "now fedcba9876543210" in late.message
    assert "`acquit sync` records the page" in late.hint


def test_an_unknown_page(write):
    folder = write(GOOD + GOOD.replace("pay.md", "order.md"))
    records = read_provenance(folder, "fr").records.values()
    (problem,) = unknown_pages(records, ["pay.md", "orders.md"])
    assert (problem.location.line, problem.message) == (7, "unknown page order.md")
    assert problem.hint == "did you mean orders.md?"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message", "hint"),
    [
        (
            "source: 0123456789abcdef",
            "source: 0123",
            2,
            11,
            "`source` can't be '0123'",
            "acquit sync",
        ),
        ("7a73727", "HEAD", 3, 11, "`commit` can't be 'HEAD'", "as git does"),
        ("human", "MT", 4, 16, "`translation` can't be 'MT'", "human or machine"),
        ("fr-FR", "français", 5, 11, "`locale` can't be 'français'", "fr-FR"),
        ("fr-FR", "fr-XX", 5, 11, "`locale` can't be 'fr-XX'", "fr-FR"),
        ("fr-FR", "de-DE", 5, 11, "`locale` can't be 'de-DE'", "translations into fr"),
        ("2026-11-22", "2026-02-30", 6, 16, "`handed_over` can't be", "2026-11-22"),
        ("2026-11-22", "22/11/2026", 6, 16, "`handed_over` can't be", "2026-11-22"),
        ("2026-11-22", "[]", 6, 16, "`handed_over` can't be", "2026-11-22"),
        ("  commit: 7a73727\n", "", 1, 1, "pay.md has no `commit`", "as git does"),
        ("commit:", "comit:", 3, 3, "unknown key `comit`", "did you mean commit?"),
        ("pay.md:\n", "a.md:\npay.md:\n", 1, 1, "nothing is said of a.md", "source, commit"),
        ("2026-11-22\n", "2026-11-22\npay.md: {}\n", 7, 1, "pay.md stands twice", "line 1"),
        ("human", "human: x", 4, 21, "broken provenance", "quote"),
        (GOOD, "- pay.md\n", 1, 1, "broken provenance: not a list of `key: value`", ""),
        ("human", "hu\x07man", 4, 18, "broken provenance", ""),
    ],
)
def test_a_mistake(write, old, new, line, column, message, hint):
    assert old in GOOD
    provenance = read_provenance(write(GOOD.replace(old, new)), "fr")
    records, problems = provenance.records, provenance.problems
    found = problems[0]
    assert (found.location.line, found.location.column) == (line, column), problems
    assert message in found.message
    assert hint in found.hint
    assert found.location.path.endswith("fr/provenance.yml")
    assert "pay.md" not in records or "stands twice" in message or "nothing is said" in message


def test_all_mistakes_at_once(write):
    text = GOOD.replace("human", "MT").replace("7a73727", "HEAD") + "x.md: 1\n"
    problems = read_provenance(write(text), "fr").problems
    assert [problem.location.line for problem in problems] == [3, 4, 7]


def test_a_file_that_is_not_utf8(write):
    folder = write(GOOD)
    (folder / "fr/provenance.yml").write_bytes("é: 1\n".encode("latin-1"))
    provenance = read_provenance(folder, "fr")
    assert provenance.records == {}
    assert "not UTF-8" in provenance.problems[0].message
