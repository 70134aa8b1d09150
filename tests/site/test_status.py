"""Staleness that can't be silenced: status, review, and what readers are told."""

import json
from difflib import ndiff

import pytest
from axe_playwright_python.sync_playwright import Axe

from acquit.site.recording import reviews
from acquit.site.settings import read_settings
from tests.support.project import command, edit, read
from tests.support.tiny_project import OWN, build, page, project

DOCS = "locales/fr/LC_MESSAGES/docs.po"
OLD, NEW = "Select {pay} before noon.", "Select {pay} after noon."
FRENCH = "Sélectionnez {pay} avant midi."
BEHIND = OWN["The English page has changed since this translation."]
BY_MACHINE = OWN["This page was translated automatically. It may contain mistakes."]


@pytest.fixture
def folder(tmp_path):
    """A translated project, synchronised; then its step changes, and it is synchronised again."""
    folder = project(tmp_path, f"1. {OLD}\n", {OLD: FRENCH})
    assert command(folder, "sync").returncode == 0
    edit(folder / "docs/index.md", "before", "after")
    assert command(folder, "sync").returncode == 0
    return folder


@pytest.fixture
def page_of(browser):
    """A file of HTML in a browser."""
    context = browser.new_context()

    def opened(path):
        shown = context.new_page()
        shown.goto(path.as_uri())
        return shown

    yield opened
    context.close()


def unmark(folder) -> None:
    """Take off the mark `fuzzy`, as somebody who is in a hurry."""
    edit(folder / DOCS, r"#, fuzzy, python-brace-format\n#\| msgid .*?\n(?=msgid)", "")


def review(folder, what: str, answers: str) -> str:
    """Answer what `acquit review` asks, and return what it says."""
    done = command(folder, "review", what, answers=answers)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def states(folder) -> dict[str, str]:
    """What waits for somebody."""
    (french,) = json.loads(command(folder, "status", "--json").stdout)
    return {each["source"]: each["state"] for page in french["pages"] for each in page["waiting"]}


def test_readers_get_the_source_of_a_sentence_or_what_it_said_before(folder):
    """As the language is set; what names other controls is never kept, nor is a strict build."""
    command(folder, "build", "--locale", "fr")
    assert "after noon" in page(folder)
    edit(
        folder / "mkdocs.yml",
        "      product: tests",
        "      fallback: {fr: keep}\n      product: tests",
    )
    command(folder, "build", "--locale", "fr")
    assert "avant midi" in page(folder)
    assert BEHIND in page(folder)
    assert build(folder, "--locale", "fr").returncode != 0
    edit(folder / DOCS, r"\{pay\} avant", "{invoices} avant")
    command(folder, "build", "--locale", "fr")
    assert "after noon" in page(folder)
    edit(folder / "mkdocs.yml", "fr: keep", "fr: kept")
    refused = command(folder, "build", "--locale", "fr")
    assert "fallback: fr: kept: write a language, and block, keep or hold" in refused.stderr


def test_status_tells_each_page_and_what_changed_word_by_word(folder):
    said = command(folder, "status").stdout
    assert "  docs/index.md  2 of 3  1 fuzzy\n" in said
    assert f"{DOCS}:" in said
    assert "  Select {pay} [-before-] {+after+} noon.\n" in said


def test_the_same_as_a_page_for_writers(folder, page_of):
    edit(folder / "docs/index.md", "after noon", "after <mark>noon</mark>")
    command(folder, "sync")
    assert command(folder, "status", "--html", "status.html").returncode == 0
    shown = page_of(folder / "status.html")
    assert shown.get_by_role("row", name="docs/index.md 3 1 fuzzy").is_visible()
    waiting = shown.locator(".state.fuzzy")
    assert waiting.locator("del").all_inner_texts() == ["before noon."]
    assert waiting.locator("ins").all_inner_texts() == ["after <mark>noon</mark>."]
    assert f"{DOCS}:" in waiting.inner_text()
    assert shown.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert Axe().run(shown).violations_count == 0


def test_a_mark_that_is_taken_off_is_no_review(folder):
    unmark(folder)
    assert states(folder)[NEW] == "stale"
    command(folder, "sync")
    assert states(folder)[NEW] == "stale"
    refused = build(folder, "--locale", "fr")
    assert refused.returncode != 0
    assert "nobody has read" in refused.stderr
    assert "`acquit review`" in refused.stderr


def test_readers_are_told_in_their_language(folder):
    unmark(folder)
    assert command(folder, "build").returncode == 0
    assert BEHIND in page(folder)
    assert BEHIND not in page(folder, "en")


def test_a_review_shows_both_texts_and_only_yes_makes_current(folder):
    unmark(folder)
    said = review(folder, "index.md", "\n")
    assert f"en:   {NEW}" in said
    assert f"fr:   {FRENCH}" in said
    assert states(folder)[NEW] == "stale"
    review(folder, "index.md", "y\n")
    assert NEW not in states(folder)
    assert build(folder, "--locale", "fr").returncode == 0
    assert BEHIND not in page(folder)
    assert review(folder, "index.md", "").startswith("Nothing waits for a review")


def test_an_edit_makes_current_without_being_asked(folder):
    unmark(folder)
    edit(folder / DOCS, "avant midi", "après midi")
    assert NEW not in states(folder)
    assert build(folder, "--locale", "fr").returncode == 0


def test_what_a_machine_made_says_so_until_a_person_has_read_it(folder):
    edit(folder / DOCS, "avant midi", "après midi")
    unmark(folder)
    command(folder, "sync", "--machine", "some engine")
    assert states(folder)[NEW] == "machine"
    assert build(folder, "--locale", "fr").returncode == 0  # it is told, and not refused
    assert BY_MACHINE in page(folder)
    review(folder, "after noon", "y\n")
    build(folder, "--locale", "fr")
    assert BY_MACHINE not in page(folder)


def test_labels_that_changed_since_are_told(folder):
    unmark(folder)
    review(folder, "index.md", "y\n")
    path = folder / "locales/fr/docs.records.json"
    path.write_text(read(path).replace("2026-", "2025-"), encoding="utf-8")
    assert "its labels changed: pay" in command(folder, "status").stdout


def test_twice_changes_nothing(folder):
    before = {path: path.read_bytes() for path in (folder / "locales").rglob("*.*")}
    command(folder, "sync")
    assert {path: path.read_bytes() for path in (folder / "locales").rglob("*.*")} == before


def test_one_changed_word_is_a_difference_of_that_message_alone(tmp_path):
    folder = project(tmp_path, f"1. {OLD}\n2. Select {{invoices}}.\n", {OLD: FRENCH})
    command(folder, "sync")
    before = read(folder / DOCS).split("\n\n")
    edit(folder / "docs/index.md", "before", "after")
    command(folder, "sync")
    after = read(folder / DOCS).split("\n\n")
    changed = {*after} ^ {*before}
    assert len(changed) == 3  # as it was, as it is, and as obsolete
    assert all("noon" in block for block in changed)


def test_a_fuzzy_message_is_reviewed_in_its_place(folder):
    """The mark goes, and what it was made from; all else stays letter for letter."""
    before = read(folder / DOCS).split("\n")
    assert NEW in review(folder, "index.md", "y\n")
    after = read(folder / DOCS).split("\n")
    changed = [line[:9] for line in ndiff(before, after) if line[0] in "+-"]
    assert sorted(changed) == ["+ #, pyth", "- #, fuzz", "- #| msgi"]
    assert "Nothing waits for a review" in review(folder, "index.md", "")
    command(folder, "sync")
    assert build(folder, "--locale", "fr").returncode == 0


def test_what_was_edited_meanwhile_is_not_accepted(folder):
    """Nobody was shown it."""
    settings = read_settings(folder / "mkdocs.yml")
    (found,) = reviews(settings, "index.md", ["fr"])
    edit(folder / DOCS, "avant midi", "à moitié fait")
    before = read(folder / DOCS)
    assert not found.accept(found.entries[0])
    assert read(folder / DOCS) == before
    edit(folder / DOCS, "Sélectionnez {pay} à moitié fait.", "")
    assert not found.accept(found.entries[0])


def test_each_form_of_a_plural_is_shown(folder):
    plural = '\n#, fuzzy\nmsgid "%(n)s day"\nmsgid_plural "%(n)s days"\n'
    plural += 'msgstr[0] "%(n)s jour"\nmsgstr[1] "%(n)s jours"\n'
    path = folder / "locales/fr/LC_MESSAGES/product.po"
    path.write_text(read(path) + plural, encoding="utf-8")
    said = review(folder, "day", "n\n")
    assert all(form in said for form in ("%(n)s day\n", "%(n)s days\n", "%(n)s jour\n", "jours\n"))
