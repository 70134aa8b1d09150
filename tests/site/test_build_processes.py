"""Each language is built in a process of its own: a fork, where nothing speaks against it."""

import pytest

from acquit.site import mkdocs_build
from acquit.site.build import BuildError, build
from acquit.site.settings import read_settings
from tests.support.project import edit, read
from tests.support.tiny_project import STEPS, project


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_build_is_the_same_however_its_processes_begin(tmp_path, monkeypatch, is_alone):
    monkeypatch.setattr(mkdocs_build, "_is_alone", lambda: is_alone)
    folder = project(tmp_path, STEPS)
    monkeypatch.setenv("ACQUIT_LOCALE", "xx")  # each build has a language of its own
    said: list[str] = []
    build(read_settings(folder / "mkdocs.yml"), folder / "site", say=said.append)
    assert sorted(line.partition(" in ")[0] for line in said) == ["en: 1 pages", "fr: 1 pages"]
    assert "Payez une facture." in read(folder / "site/fr/index.html")
    assert "Pay an invoice." in read(folder / "site/en/index.html")

    edit(folder / "docs/index.md", "{pay}", "{pai}")
    with pytest.raises(BuildError, match=r"unknown control \{pai\}"):
        build(read_settings(folder / "mkdocs.yml"), folder / "site", say=said.append)
    assert said[-2:].count("en: failed") == said[-2:].count("fr: failed") == 1
    assert "Payez une facture." in read(folder / "site/fr/index.html")
