"""`acquit check`: all that needs no browser, as people and tools want it told."""

import json
import re

import pytest

from tests.support.project import ROOT, command, copy, edit, read
from tests.support.tiny_project import project as tiny

DOCS = "locales/fr/LC_MESSAGES/docs.po"
PAGE = "docs/how-to/see-your-invoices.md"


@pytest.fixture
def project(tmp_path):
    return copy(tmp_path)


def line_of(project, text: str) -> int:
    lines = read(project / DOCS).split("\n")
    return next(n for n, line in enumerate(lines, 1) if text in line)


def spoil(project) -> int:
    """Plant a straight apostrophe, and return its line."""
    edit(project / DOCS, "Compte d’entraînement pour", "Compte d'entraînement pour")
    return line_of(project, "Compte d'entraînement pour")


def test_our_own_project_has_nothing_to_tell():
    done = command(ROOT, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_picture_that_is_not_there_is_told(project):
    (project / "docs/how-to/there is.png").write_bytes(b"")
    page = project / PAGE
    line = len(read(page).split("\n")) + 1
    found = '![A](there%20is.png) ![A](<there is.png> "A") ![C](https://example.com/c.png)'
    pictures = f"{found} ![D](data:image/png;base64,AA==) [![B](nowhere.png)](see-your-invoices.md)"
    page.write_text(f"{read(page)}\n{pictures}\n", encoding="utf-8")
    said = command(project, "check").stdout
    assert f"{PAGE}:{line}:1: there is no picture nowhere.png" in said
    assert said.count("there is no picture") == 1


def test_a_page_that_is_not_there_is_told_where_it_is_linked(project):
    page = project / PAGE
    line = len(read(page).split("\n")) + 1
    links = (
        "[A](see-your-invoice.md) [B](see-your-billing-items.md#x) [C](https://example.com/c.md)"
    )
    page.write_text(f"{read(page)}\n{links}\n", encoding="utf-8")
    said = command(project, "check").stdout
    assert f"{PAGE}:{line}:1: there is no page see-your-invoice.md" in said
    assert "did you mean see-your-invoices.md?" in said
    assert said.count("there is no page") == 1


def test_an_anchor_that_is_not_there_and_an_absolute_link_are_told(project):
    page = project / PAGE
    line = len(read(page).split("\n")) + 1
    other = "see-your-invoices.md"
    links = f"[A]({other}#see-your-invoices) [B]({other}#see-your-invoice) [C](#step-1)"
    links += f" [D](#nowhere) [E](https://example.com/#x) [F](/support) [G]({other}#step-1)"
    page.write_text(f"{read(page)}\n{links}\n", encoding="utf-8")
    said = command(project, "check").stdout
    at = f"{PAGE}:{line}:1:"
    assert f"{at} there is no #see-your-invoice in {other} [page]\n  hint: did you mean #" in said
    assert f"{at} there is no #nowhere in this page" in said
    assert f"{at} the address /support leads out of its language" in said
    assert said.count("there is no #") == 2


def test_what_only_rendering_finds_is_told_before_a_build(project):
    page = project / PAGE
    line = len(read(page).split("\n")) + 1
    page.write_text(f"{read(page)}\nThis is ==marked==, and :gear: too.\n", encoding="utf-8")
    assert f"{PAGE}:{line}:1: ==marked== is printed as it is" in command(project, "check").stdout


def test_a_file_to_include_that_is_not_there_is_told_at_its_line(tmp_path):
    more = "\n  - attr_list\n  - pymdownx.snippets"
    folder = tiny(tmp_path, '1. Select {pay}.\n\n--8<-- "fees.md"\n', extensions=more)
    line = read(folder / "docs/index.md").split("\n").index('--8<-- "fees.md"') + 1
    for name in ("check", "build"):
        done = command(folder, name)
        assert f"docs/index.md:{line}:1: there is no fees.md" in done.stdout + done.stderr, name


def test_a_finding_has_its_place_its_rule_and_a_hint(project):
    line = spoil(project)
    done = command(project, "check")
    assert done.returncode == 1
    column = read(project / DOCS).split("\n")[line - 1].index("'") + 1
    assert done.stdout.startswith(f"{DOCS}:{line}:{column}: the apostrophe is ’")
    assert "[apostrophe]\n  hint: `acquit check --fix` mends it" in done.stdout
    assert done.stderr == "1 problem\n"


def test_a_correction_changes_that_message_and_no_other_letter(project):
    before = read(project / DOCS)
    spoil(project)
    done = command(project, "check", "--fix")
    assert (done.returncode, done.stderr) == (0, f"{DOCS}: 1 corrected\n")
    assert read(project / DOCS) == before
    assert command(project, "check", "--fix").stderr == ""


def test_a_correction_keeps_line_ends(project):
    spoil(project)
    path = project / DOCS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert command(project, "check", "--fix").returncode == 0
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 100


def test_a_translator_allows_an_exception_where_it_occurs(project):
    spoil(project)
    edit(
        project / DOCS,
        r"(#: mkdocs.yml\nmsgid \"Practice account for)",
        r"# acquit: allow apostrophe\n\1",
    )
    assert command(project, "check").returncode == 0


def test_what_is_wrong_with_a_page_is_told_beside_the_rest(project):
    line = spoil(project)
    edit(project / PAGE, r"\{invoices\}", "{invoces}")
    said = command(project, "check").stdout
    assert re.search(rf"^{PAGE}:\d+:\d+: unknown control {{invoces}} \[page\]$", said, re.MULTILINE)
    assert f"{DOCS}:{line}:" in said


def test_a_page_that_changed_is_stale(project):
    edit(project / PAGE, "\n1\\. ", "\nOne more sentence.\n\n1. ")
    said = command(project, "check", "--locale", "fr").stdout
    assert "locales/fr/provenance.yml" in said
    assert "[stale]" in said


def test_lost_structure_is_told_with_both_counts(project):
    at = re.search(r'msgstr "[^"]*(\{\w+\})[^"]*"', read(project / DOCS))
    edit(project / DOCS, re.escape(at[0]), at[0].replace(at[1], f"{at[1]} {at[1]}"))
    said = command(project, "check").stdout
    assert f"invents {at[1]} (it stands there 2 times, in the source 1)" in said


def test_only_the_files_of_a_commit_are_told_to_a_hook(project):
    spoil(project)
    assert command(project, "check", PAGE).returncode == 0
    assert command(project, "check", PAGE, DOCS).returncode == 1


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_tools_get_the_same_in_their_own_form(project, form):
    line = spoil(project)
    done = command(project, "check", "--format", form)
    assert done.returncode == 1
    if form == "github":
        assert f"::error file={DOCS},line={line},col=" in done.stdout
        assert "title=apostrophe::the apostrophe is ’" in done.stdout
        return
    told = json.loads(done.stdout)
    if form == "json":
        assert [(each["path"], each["line"], each["rule"]) for each in told] == [
            (DOCS, line, "apostrophe")
        ]
        return
    (run,) = told["runs"]
    (result,) = run["results"]
    assert (told["version"], result["ruleId"]) == ("2.1.0", "apostrophe")
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (DOCS, line)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["apostrophe"]


def test_nothing_found_is_an_empty_list_to_tools(project):
    assert json.loads(command(project, "check", "--format", "json").stdout) == []


def test_a_glossary_with_other_columns_is_refused(project):
    edit(project / "locales/fr/glossary.csv", "^source,", "term,")
    said = command(project, "check").stderr
    assert "locales/fr/glossary.csv:1:1: not the columns of a glossary" in said


def test_what_is_kept_of_a_file_is_good_for_that_file_its_labels_and_terms_alone(project):
    assert command(project, "check").returncode == 0
    assert command(project, "check").returncode == 0  # as it was kept
    line = spoil(project)
    assert f"{DOCS}:{line}:" in command(project, "check").stdout
    assert f"{DOCS}:{line}:" in command(project, "check").stdout
    command(project, "check", "--fix")
    glossary = project / "locales/fr/glossary.csv"
    with glossary.open("a", encoding="utf-8") as file:
        file.write('*,compte,noun,,Compte d’entraînement,""\n')
    assert "[false-friend]" in command(project, "check").stdout
    (project / ".acquit/check.json").write_text("{", encoding="utf-8")
    assert "[false-friend]" in command(project, "check").stdout


def test_a_kept_page_is_read_again_when_it_changes(project):
    assert command(project, "check").returncode == 0
    edit(project / PAGE, r"\{invoices\}", "{invoces}")
    assert "unknown control {invoces} [page]" in command(project, "check").stdout
    edit(project / PAGE, r"\{invoces\}", "{invoices}")
    assert command(project, "check").returncode == 0


def test_a_language_that_is_not_there_is_refused(project):
    done = command(project, "check", "--locale", "it")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no language it in mkdocs.yml; there are: en, fr" in done.stderr


def test_a_page_is_read_again_when_a_file_that_it_includes_changes(tmp_path):
    more = f"      - pymdownx.snippets: {{base_path: [{tmp_path / 'parts'}]}}"
    folder = tiny(tmp_path, '--8<-- "steps.md"\n', extensions=f"\n  - attr_list\n{more[4:]}")
    (folder / "parts").mkdir()
    steps = folder / "parts/steps.md"
    steps.write_text("1. Select {pay}.\n", encoding="utf-8")
    assert "unknown control" not in command(folder, "check").stdout
    steps.write_text("1. Select {pya}.\n", encoding="utf-8")
    assert "unknown control {pya}" in command(folder, "check").stdout


def test_files_are_known_however_they_are_spelt(project):
    edit(project / PAGE, r"\{sign_in\}", "{sign_inn}")
    inside = PAGE.removeprefix("docs/")
    for name in (PAGE, str(project / PAGE), f"docs/../{PAGE}", inside):
        assert command(project, "check", name).returncode == 1, name
    assert command(project, "check", DOCS).returncode == 0
    assert "no such file: docs/nope.md" in command(project, "check", "docs/nope.md").stderr


def test_a_page_to_which_no_menu_leads_is_told(project):
    edit(project / "mkdocs.yml", "      - how-to/see-your-invoices.md\n", "")
    said = command(project, "check").stdout
    assert f"{PAGE}:1:1: no menu leads to this page [page]" in said
    edit(project / "mkdocs.yml", "docs_dir: docs", "docs_dir: docs\nnot_in_nav: how-to/see-your-*")
    assert "no menu leads" not in command(project, "check").stdout


def test_only_the_languages_that_were_asked_for_are_told(project):
    edit(project / PAGE, "Find an invoice by its status", "Look up an invoice by its status")
    command(project, "sync")
    assert "locales/fr/provenance.yml" in command(project, "check", "--locale", "fr").stdout
    command(project, "add-locale", "it")
    assert command(project, "check", "--locale", "it").stdout == ""


def test_what_extensions_make_of_a_text_is_looked_at_again_when_they_change(project):
    edit(project / DOCS, "Consulter vos factures", "Consulter_vos_factures")
    before = command(project, "check", "--locale", "fr").stdout
    edit(project / "mkdocs.yml", "  - tables\n", "  - tables\n  - legacy_em\n")
    assert command(project, "check", "--locale", "fr").stdout != before
