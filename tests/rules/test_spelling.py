"""`acquit check --spelling`: programs of their own are asked, where they are installed."""

import shutil
import sys
from pathlib import Path

import pytest

from acquit.rules import spelling
from acquit.rules.glossary import Term, words
from acquit.rules.spelling import GRAMMALECTE, GRAMMAR, HUNSPELL, SPELLING, misspelt, programs
from acquit.text.masking import masked
from tests.support.project import command
from tests.support.tiny_project import STEPS, project

#: Speaks Hunspell's protocol, and knows one word less than everybody.
STAND_IN = f"""#!{sys.executable}
import sys
if "-D" in sys.argv:
    print("AVAILABLE DICTIONARIES:\\n/x/fr_CA\\n/x/fr_FR\\n/x/de_AT")
    sys.exit()
assert sys.argv[1:] == ["-a", "-i", "utf-8", "-d", "fr_FR"], sys.argv
print("@(#) International Ispell")
for line in sys.stdin:
    assert line.startswith("^")
    for word in line[1:].replace(".", " ").split():
        print(f"& {{word}} 2 9: payer, paye" if word == "paier" else "*")
    print()
"""

HAS_FRENCH = HUNSPELL in programs("fr")


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An empty folder in which alone programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    spelling._dictionary.cache_clear()
    yield folder
    spelling._dictionary.cache_clear()


def install(path: Path, text: str = STAND_IN, name: str = HUNSPELL) -> None:
    (path / name).write_text(text, encoding="utf-8")
    (path / name).chmod(0o755)


def test_a_word_is_told_where_it_stands(path):
    install(path)
    (found,) = misspelt(["Sélectionnez.", "Il faut {x} paier."], "fr", ())
    number, rule, finding = found
    assert (number, rule, finding.start, finding.end) == (1, SPELLING, 12, 17)
    assert finding.hint == "write payer or paye, or put it into the glossary"


def test_words_of_the_glossary_are_known(path):
    install(path)
    terms = [Term("pay", "paier", "verb")]
    assert list(misspelt(["Il faut paier."], "fr", words(terms))) == []


@pytest.mark.parametrize(
    ("locale", "dictionary"),
    [("fr", "fr_FR"), ("fr_CA", "fr_CA"), ("fr_BE", "fr_FR"), ("de", "de_AT"), ("it", None)],
)
def test_the_nearest_dictionary_is_taken(path, locale, dictionary):
    install(path)
    assert spelling._dictionary(locale) == dictionary


def test_where_nothing_is_installed_that_is_said(path, tmp_path):
    folder = project(tmp_path / "p", STEPS)
    done = command(folder, "check", "--spelling")
    assert "fr: spelling is checked by nothing: install hunspell with a dictionary" in done.stderr
    assert "[spelling]" not in done.stdout


def test_check_tells_it_with_its_place_unless_it_is_allowed(path, tmp_path):
    install(path)
    folder = project(
        tmp_path / "p", "1. Select {pay} now.\n", {"Select {pay} now.": "paier {pay}."}
    )
    command(folder, "sync")
    said = command(folder, "check", "--spelling").stdout
    catalogue = folder / "locales/fr/LC_MESSAGES/docs.po"
    lines = catalogue.read_text(encoding="utf-8").split("\n")
    line = lines.index('msgstr "paier {pay}."') + 1
    assert f"docs.po:{line}:9: “paier” is in no dictionary [spelling]" in said
    assert "[spelling]" not in command(folder, "check").stdout
    text = "\n".join(lines).replace("#. step 1", "# acquit: allow spelling\n#. step 1")
    catalogue.write_text(text, encoding="utf-8")
    assert "[spelling]" not in command(folder, "check", "--spelling").stdout


@pytest.mark.skipif(not HAS_FRENCH, reason="needs Hunspell and its French dictionary")
def test_hunspell_itself():
    texts = [masked("Sélectionnez {pay}, puis “Payer la facctur”."), masked("Le compte 3-D.")]
    (found,) = [each for each in misspelt(texts, "fr", ()) if each[1] == SPELLING]
    assert (found[0], texts[0][found[2].start : found[2].end]) == (0, "facctur")
    assert "facture" in found[2].hint


@pytest.mark.skipif(not shutil.which(GRAMMALECTE), reason="needs Grammalecte")
def test_grammalecte_itself():
    texts = [masked("Un paiement de %(amount)s n’est pas terminé."), "Les facture sont là."]
    (found,) = [each for each in misspelt(texts, "fr", ()) if each[1] == GRAMMAR]
    assert (found[0], texts[1][found[2].start : found[2].end]) == (1, "facture")
    assert found[2].hint == "write factures"
    assert GRAMMALECTE in programs("fr_CA")
    assert GRAMMALECTE not in programs("de")
