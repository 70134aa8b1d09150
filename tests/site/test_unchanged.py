"""A language of which nothing has changed isn't built again; whatever changed, it is."""

import json
import os
import shutil
from pathlib import Path

import pytest

from acquit.site.build import build
from acquit.site.settings import read_settings
from tests.support.project import command, edit, read
from tests.support.tiny_project import STEPS, project

NOTE = "missing from `nav` in mkdocs.yml: more.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = project(tmp_path_factory.mktemp("unchanged"), STEPS)
    (folder / "docs/more.md").write_text("# More {: #more }\n\nMore.\n", encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(read(config) + "nav: [index.md]\n", encoding="utf-8")
    return folder


def built(folder: Path, **asked) -> list[str]:
    """Build, and return the languages that were; all is said each time."""
    said: list[str] = []
    build(read_settings(folder / "mkdocs.yml"), folder / "site", say=said.append, **asked)
    assert NOTE in said
    return sorted(line.partition(":")[0] for line in said if " pages in " in line)


@pytest.fixture
def unchanged(folder):
    """A project that has just been built."""
    built(folder)
    assert built(folder) == []
    return folder


def test_what_was_said_is_said_again(unchanged):
    assert built(unchanged, again=True) == ["en", "fr"]
    assert built(unchanged) == []


def test_a_page_is_an_input_of_all_languages(unchanged):
    page = unchanged / "docs/more.md"
    page.write_text(read(page) + "\nAnd more.\n", encoding="utf-8")
    assert built(unchanged) == ["en", "fr"]


def test_a_catalogue_is_an_input_of_its_language(unchanged):
    path = unchanged / "locales/fr/LC_MESSAGES/docs.po"
    edit(path, "Payez une facture.", "Réglez une facture.")
    assert built(unchanged) == ["fr"]
    assert "Réglez" in read(unchanged / "site/fr/index.html")


@pytest.mark.parametrize("change", ["edited", "gone", "more", "no folder"])
def test_a_site_that_was_changed_is_built_again(unchanged, change):
    page = unchanged / "site/fr/index.html"
    if change == "edited":
        page.write_text("changed", encoding="utf-8")
    elif change == "gone":
        page.unlink()
    elif change == "more":
        (unchanged / "site/fr/old.html").write_text("old", encoding="utf-8")
    else:
        page.parent.rename(unchanged / "site/moved")
    assert built(unchanged) == ["fr"]


def test_options_and_variables_are_inputs(unchanged, monkeypatch):
    assert built(unchanged, addresses={"help": "https://help.example.com"}) == ["en", "fr"]
    assert built(unchanged) == ["en", "fr"]
    monkeypatch.setenv("ACQUIT_PROOF_KEY", "key")
    assert built(unchanged) == ["en", "fr"]
    monkeypatch.delenv("ACQUIT_PROOF_KEY")
    monkeypatch.setenv("THE_NAME", "Help")
    config = unchanged / "mkdocs.yml"
    config.write_text(
        read(config).replace("name: Help", "name: !ENV [THE_NAME, Help]"), encoding="utf-8"
    )
    assert built(unchanged) == ["en", "fr"]
    monkeypatch.setenv("THE_NAME", "Aid")
    assert built(unchanged) == ["en", "fr"]
    assert "Aid" in read(unchanged / "site/en/index.html")


def test_a_file_of_the_same_size_counts_by_its_time(unchanged):
    page = unchanged / "docs/more.md"
    page.write_text(read(page).replace("More.", "Less."), encoding="utf-8")
    os.utime(page, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns + 1))
    assert built(unchanged) == ["en", "fr"]


@pytest.mark.parametrize("is_worktree", [False, True])
def test_what_git_has_checked_out_is_an_input(unchanged, is_worktree):
    git = unchanged / ".git"
    shared = git = unchanged / ".kept" if is_worktree else git
    if is_worktree:
        git = shared / "worktrees/one"
        (unchanged / ".git").write_text(f"gitdir: {git}\n", encoding="utf-8")
    git.mkdir(parents=True)
    (git / "commondir").write_text("../.." if is_worktree else ".", encoding="utf-8")
    (git / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    built(unchanged)
    assert built(unchanged) == []
    for commit in ("1", "2"):
        (shared / "refs/heads").mkdir(parents=True, exist_ok=True)
        (shared / "refs/heads/main").write_text(commit * 40, encoding="utf-8")
        assert built(unchanged) == ["en", "fr"]
        assert built(unchanged) == []
    (git / "HEAD").write_text("2" * 40, encoding="utf-8")
    assert built(unchanged) == ["en", "fr"]
    for each in (unchanged / ".git", shared):
        each.unlink() if each.is_file() else shutil.rmtree(each, ignore_errors=True)


def test_a_language_that_failed_is_built_again(unchanged):
    page = unchanged / "docs/more.md"
    before = read(page)
    page.write_text(before + "\n{nothing}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Exception, match="unknown control"):
            built(unchanged)
    page.write_text(before, encoding="utf-8")
    assert built(unchanged) == ["en", "fr"]


def test_a_page_found_right_is_checked_again_where_that_could_have_changed(tmp_path):
    note = "!!! note\n    Wait.\n\n"
    folder = project(tmp_path, f"{STEPS}\n{note}", {"Wait.": "Attendez.", "Note": "Remarque"})
    built = folder / ".acquit/right.json"
    assert command(folder, "build").returncode == 0
    assert list(json.loads(read(built))["files"]) == ["docs/index.md"]

    # The same page, read otherwise.
    edit(folder / "mkdocs.yml", "admonition, ", "")
    done = command(folder, "build")
    assert (done.returncode, "!!! note makes no note here" in done.stderr) == (1, True)
    edit(folder / "mkdocs.yml", "attr_list", "admonition, attr_list")

    # Another page, however often it is built.
    edit(folder / "docs/index.md", note, "Pay **Pay now**.\n")
    for _ in range(2):
        done = command(folder, "build")
        assert (done.returncode, "write {pay}" in done.stderr) == (1, True)
