"""`acquit add-locale`: a language is there with one command, a region as what it says otherwise."""

import pytest

from acquit.catalogue.reading import open_po
from acquit.site.messages import update
from acquit.site.settings import read_settings
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


def test_what_a_region_said_of_a_message_that_changed_is_proposed(folder):
    """Its readers get what the language says meanwhile, and nothing is lost without a word."""
    command(folder, "add-locale", "fr-CA")
    path = folder / "locales/fr_CA/LC_MESSAGES/docs.po"
    own = '\nmsgid "Pay an invoice."\nmsgstr "Réglez une facture."\n'
    path.write_text(read(path) + own, encoding="utf-8")
    edit(folder / "docs/index.md", "Pay an invoice\\.", "Pay an invoice now.")
    said = command(folder, "sync").stdout
    assert "locales/fr_CA/LC_MESSAGES/docs.po: 0 of its own, 1 fuzzy (changed)" in said
    (entry,) = [each for each in open_po(path) if not each.obsolete]
    assert (entry.msgid, entry.msgstr) == ("Pay an invoice now.", "Réglez une facture.")
    assert (entry.fuzzy, entry.previous_msgid) == (True, "Pay an invoice.")
    edit(folder / "docs/index.md", "Pay an invoice now\\.", "Pay an invoice.")
    command(folder, "sync")
    live = [each for each in open_po(path) if not each.obsolete]
    assert [(each.msgid, each.fuzzy) for each in live] == [("Pay an invoice.", False)]


def test_a_region_s_pages_are_recorded_by_their_language(folder):
    command(folder, "add-locale", "fr-CA")
    path = folder / "locales/fr_CA/LC_MESSAGES/docs.po"
    own = '\nmsgid "Pay an invoice."\nmsgstr "Réglez une facture."\n'
    path.write_text(read(path) + own, encoding="utf-8")
    assert "fr_CA: " not in command(folder, "sync").stdout
    assert not (folder / "locales/fr_CA/provenance.yml").exists()


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("fr", "mkdocs.yml has the language fr"),
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


def test_what_is_saved_while_a_sync_runs_is_kept(folder):
    """A catalogue is read again where somebody has saved it since."""
    command(folder, "add-locale", "it")
    path = folder / "locales/it/LC_MESSAGES/docs.po"
    edit(folder / "docs/index.md", "$", "\nYou pay at once.\n")
    running = update(read_settings(folder / "mkdocs.yml"))
    assert next(running).startswith("locales/fr/")
    untranslated = 'msgid "Pay an invoice."\nmsgstr "'
    edit(path, untranslated, f"{untranslated}Pagare una fattura.")
    assert any("locales/it/" in line and "(changed)" in line for line in running)
    assert f"{untranslated}Pagare una fattura." in read(path)
    assert "You pay at once." in read(path)
