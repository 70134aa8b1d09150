"""Pages that have changed since their translation, and mistakes in the records."""

import re

import pytest

from tests.support.project import PAGE, command, copy, edit, read

DOCS = "locales/fr/LC_MESSAGES/docs.po"
RECORD = """
machine.md:
  source: 0000000000000000
  commit: 7a73727
  translation: machine
  locale: fr-FR
  handed_over: 2026-12-01
"""


def test_behind_is_told_until_the_page_is_translated_and_then_recorded(tmp_path):
    """By commands alone: nobody writes a hash."""
    folder = copy(tmp_path)
    path = "locales/fr/provenance.yml"
    recorded = re.search(r"immediate-payment\.md:\n  source: (\w+)", read(folder / path))[1]
    edit(folder / PAGE, "keywords: .payment, ", "keywords: [instalment, ")
    said = command(folder, "sync")
    assert said.returncode == 0, said.stderr
    (line,) = [line for line in said.stdout.splitlines() if "has changed" in line]
    place = rf"{path}:\d+:1: how-to/make-an-immediate-payment\.md has changed since its translation"
    present = re.match(rf"{place}: {recorded} is recorded, its hash is now (\w+);", line)[1]
    assert present != recorded
    strict = command(folder, "build", "--strict", "--locale", "fr")
    assert strict.returncode == 1
    assert f"{recorded} is recorded, its hash is now {present}" in strict.stderr
    edit(folder / DOCS, 'msgid "instalment"\nmsgstr ""', 'msgid "instalment"\nmsgstr "échéance"')
    said = command(folder, "sync").stdout
    assert "fr: how-to/make-an-immediate-payment.md is recorded as translated" in said
    assert "has changed" not in said
    assert f"source: {present}\n" in read(folder / path)
    assert command(folder, "build", "--strict", "--locale", "fr").returncode == 0


def test_a_page_of_which_only_something_went_is_as_translated_as_before(tmp_path):
    folder = copy(tmp_path)
    edit(folder / PAGE, "keywords: .payment, ", "keywords: [")
    before = read(folder / "locales/fr/provenance.yml")
    said = command(folder, "sync").stdout
    assert "make-an-immediate-payment.md is recorded as translated" in said
    after = read(folder / "locales/fr/provenance.yml")
    changed = [b for a, b in zip(before.split("\n"), after.split("\n"), strict=True) if a != b]
    assert all(re.match(r"  (source|handed_over): ", line) for line in changed)
    assert command(folder, "sync").stdout.count("is recorded as translated") == 0


@pytest.mark.parametrize("name", ["build", "messages"])
def test_mistakes_in_the_provenance_are_told_with_their_place(tmp_path, name):
    folder = copy(tmp_path)
    path = folder / "locales/fr/provenance.yml"
    edit(path, "translation: human", "translation: hand")
    line = read(path).count("\n") + 2
    with path.open("a", encoding="utf-8") as file:
        file.write(RECORD)
    done = command(folder, name)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "locales/fr/provenance.yml:5:16: `translation` can't be 'hand'" in done.stderr
    assert f"locales/fr/provenance.yml:{line}:1: unknown page machine.md" in done.stderr
