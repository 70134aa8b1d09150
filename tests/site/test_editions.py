"""`fallback: {fr: hold}`: readers get a page as it was when all of it was translated."""

import re

import pytest

from tests.support.project import command, edit, read
from tests.support.tiny_project import OWN, page, project

OLD, NEW = "Select {pay} before noon.", "Select {pay} after noon."
FRENCH = "Sélectionnez {pay} avant midi."
DOCS = "locales/fr/LC_MESSAGES/docs.po"
KEPT = "index.md is complete: this edition is kept for readers"
EDITION = "locales/fr/editions/index"
BEHIND = OWN["The English page has changed since this translation."]
PARTLY = OWN["Parts of this page are not yet translated. They are shown in English."]
MORE = "You pay at once.\n"


@pytest.fixture
def folder(tmp_path):
    """A translated project that holds editions; then a step changes, and a sentence is added."""
    folder = project(tmp_path, f"1. {OLD}\n", {OLD: FRENCH})
    plugin = "      product: tests"
    edit(folder / "mkdocs.yml", plugin, f"      fallback: {{fr: hold}}\n{plugin}")
    said = command(folder, "sync").stdout
    assert f"fr: {KEPT}" in said
    edit(folder / "docs/index.md", "before noon.", f"after noon.\n\n{MORE}")
    assert "is kept" not in command(folder, "sync").stdout
    return folder


def test_a_page_is_shown_as_it_was_when_all_of_it_was_translated(folder):
    assert command(folder, "build").returncode == 0
    assert "avant midi" in page(folder)
    assert "You pay at once" not in page(folder)
    assert BEHIND in page(folder)
    assert OWN["Parts of this page are not yet translated. They are shown in English."] not in page(
        folder
    )
    assert "after noon" in page(folder, "en")


def test_a_strict_build_refuses_it(folder):
    done = command(folder, "build", "--strict", "--locale", "fr")
    assert done.returncode == 1
    assert f"{EDITION}.md:1:1: docs/index.md isn’t translated as it is now" in done.stderr


def test_it_goes_as_soon_as_the_page_is_complete_again(folder):
    edit(folder / DOCS, r"#, fuzzy, python-brace-format\n#\| msgid .*?\n(?=msgid)", "")
    edit(folder / DOCS, "avant midi", "après midi")
    command(folder, "sync")
    command(folder, "build", "--locale", "fr")
    assert "avant midi" in page(folder), "a sentence is still missing"
    edit(
        folder / DOCS,
        'msgid "You pay at once."\nmsgstr ""',
        'msgid "You pay at once."\nmsgstr "Vous payez."',
    )
    assert (
        "fr: index.md is complete: this edition is kept for readers"
        in command(folder, "sync").stdout
    )
    assert command(folder, "build", "--strict", "--locale", "fr").returncode == 0
    assert "après midi" in page(folder)
    assert "Vous payez." in page(folder)
    assert "après midi" in read(folder / f"{EDITION}.po")
    assert "is kept" not in command(folder, "sync").stdout, "twice changes nothing"


def test_a_translation_that_nobody_read_is_not_complete(folder):
    """The mark `fuzzy` alone was taken off."""
    edit(folder / DOCS, r"#, fuzzy, python-brace-format\n#\| msgid .*?\n(?=msgid)", "")
    edit(folder / "docs/index.md", f"\n\n{MORE}", "\n")
    assert "is kept" not in command(folder, "sync").stdout
    command(folder, "build", "--locale", "fr")
    assert BEHIND in page(folder)
    assert "{pay} before" in read(folder / f"{EDITION}.md")


def test_what_names_a_control_that_is_gone_is_not_shown(folder):
    edit(folder / f"{EDITION}.md", r"\{pay\}", "{gone}")
    assert command(folder, "build", "--locale", "fr").returncode == 0
    assert "after noon" in page(folder)


def test_a_broken_edition_is_told_with_its_place(folder):
    (folder / f"{EDITION}.po").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    done = command(folder, "build", "--locale", "fr")
    assert done.returncode == 1
    assert re.search(r"editions/index\.po:1.*git conflict", done.stderr)
