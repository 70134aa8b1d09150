"""`acquit add-locale`: a language is there with one command, a region as what it says otherwise."""

import pytest

from acquit.catalogue.reading import open_po
from tests.support.project import command, edit, read
from tests.support.tiny_project import FRENCH, STEPS, page, project

BLOCK = "languages:\n        en: English\n        fr: Français\n"


@pytest.fixture
def folder(tmp_path):
    return project(tmp_path, STEPS)


def test_a_language_builds_at_once(folder):
    done = command(folder, "add-locale", "de")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("mkdocs.yml: de is Deutsch\n")
    assert "{en: English, fr: Français, de: Deutsch}" in read(folder / "mkdocs.yml")
    german = open_po(folder / "locales/de/LC_MESSAGES/docs.po")
    assert german.metadata["Language"] == "de"
    assert {*FRENCH} <= {entry.msgid for entry in german if not entry.msgstr}
    built = command(folder, "build", "--locale", "de")
    assert built.returncode == 0, built.stderr
    assert '<html lang="de"' in page(folder, "de")
    assert "Pay an invoice." in page(folder, "de")


def test_a_list_in_lines_gets_one_more(folder):
    edit(folder / "mkdocs.yml", "languages: \\{en: English, fr: Français\\}\n", BLOCK)
    assert command(folder, "add-locale", "pt-BR").returncode == 0
    assert BLOCK + "        pt-BR: Português (Brasil)\n" in read(folder / "mkdocs.yml")


def test_a_region_holds_only_what_it_says_otherwise(folder):
    command(folder, "sync")
    assert command(folder, "add-locale", "fr-CA").returncode == 0
    path = folder / "locales/fr_CA/LC_MESSAGES/docs.po"
    assert [*open_po(path)] == []
    own = '\nmsgid "Pay an invoice."\nmsgstr "Réglez une facture."\n'
    path.write_text(read(path) + own, encoding="utf-8")
    for _ in range(2):
        said = command(folder, "sync").stdout
        assert "locales/fr_CA/LC_MESSAGES/docs.po: 1 of its own, 0 fuzzy" in said
        (entry,) = open_po(path)
        assert (entry.msgstr, entry.occurrences) == ("Réglez une facture.", [("docs/index.md", "")])
    assert command(folder, "build", "--strict", "--locale", "fr-CA").returncode == 0
    assert "Réglez une facture." in page(folder, "fr-CA")
    assert "Sélectionnez" in page(folder, "fr-CA")


def test_nothing_is_proposed_to_a_region_and_nothing_lost(folder):
    command(folder, "add-locale", "fr-CA")
    path = folder / "locales/fr_CA/LC_MESSAGES/docs.po"
    own = '\nmsgid "Pay an invoice."\nmsgstr "Réglez une facture."\n'
    path.write_text(read(path) + own, encoding="utf-8")
    edit(folder / "docs/index.md", "Pay an invoice\\.", "Pay an invoice now.")
    command(folder, "sync")
    (entry,) = open_po(path)
    assert (bool(entry.obsolete), entry.msgstr) == (True, "Réglez une facture.")
    edit(folder / "docs/index.md", "Pay an invoice now\\.", "Pay an invoice.")
    command(folder, "sync")
    (entry,) = open_po(path)
    assert (bool(entry.obsolete), entry.fuzzy) == (False, False)


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("fr", "the language 'fr' stands twice"),
        ("xx", "CLDR knows no language 'xx'"),
        ("DE", "the language 'DE' has other capitals; write de"),
    ],
)
def test_what_is_no_new_language_changes_nothing(folder, language, why):
    before = read(folder / "mkdocs.yml")
    done = command(folder, "add-locale", language)
    assert done.returncode == 1
    assert why in done.stderr
    assert read(folder / "mkdocs.yml") == before
