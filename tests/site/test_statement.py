"""The accessibility statement says in which ways procedures were done, as far as proofs hold."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from acquit.site.proofs import KEY_VARIABLE, Proof, write_proofs
from acquit.site.statement import WAYS
from acquit.walk.manners import MANNERS
from tests.support.project import read
from tests.support.tiny_project import STEPS, build, project

PAGE = "# Access {: #access }\n\nAll of it.\n"
FRENCH = {"Access": "Accès", "All of it.": "Tout."}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "key")
    folder = project(tmp_path, STEPS, FRENCH)
    (folder / "docs/access.md").write_text(PAGE, encoding="utf-8")
    config = read(folder / "mkdocs.yml").replace(
        "  - acquit:", '  - acquit:\n      statement: access.md\n      frame: "/{scenario}/{role}"'
    )
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


def rows(folder: Path, locale: str) -> dict[str, list[str]]:
    page = LexborHTMLParser(read(folder / f"site/{locale}/access/index.html"))
    cells = [[cell.text() for cell in row.css("th, td")] for row in page.css("tbody tr")]
    return {name: rest for name, *rest in cells}


def proof(folder: Path, manner: str, **changed) -> Proof:
    digest = re.search(r'data-hash="(\w+)"', read(folder / "site/fr/index.html"))[1]
    today = datetime.now(UTC).date()
    made = Proof("docs/index.md", "fr", digest, today, walks=1, failed=0, manner=manner)
    return replace(made, **changed)


def test_each_manner_of_walks_has_a_row():
    assert list(WAYS) == ["mouse", "keyboard", "screen-reader", "phone", "zoom", "no-script"]
    assert set(WAYS) == set(MANNERS)


def test_nothing_is_claimed_that_was_not_tested(folder):
    done = build(folder)
    assert done.returncode == 0, done.stderr
    assert rows(folder, "en")["On a phone"] == ["Not tested", "–"]
    assert set(map(tuple, rows(folder, "fr").values())) == {("Non testé", "–")}


def test_what_was_done_is_counted_by_manner_and_language(folder):
    build(folder)
    outdated = timedelta(days=31)
    today = datetime.now(UTC).date()
    proofs = [
        proof(folder, "keyboard"),
        proof(folder, "phone", failed=1),
        proof(folder, "zoom", hash="other"),
        proof(folder, "no-script", day=today - outdated),
        proof(folder, "screen-reader", undone=2),
    ]
    write_proofs(folder / "proofs.json", "key", proofs)
    assert build(folder).returncode == 0
    found = rows(folder, "fr")
    assert found["Au clavier seul"][0] == "1 sur 1"
    assert str(today.year) in found["Au clavier seul"][1]
    assert found["Sans regarder"][0] == "1 sur 1"
    for name in ("Sur un téléphone", "Avec un zoom de 400 %", "Sans JavaScript", "À la souris"):
        assert found[name] == ["Non testé", "–"], name
    assert rows(folder, "en")["With the keyboard alone"] == ["Not tested", "–"]
    listed = json.loads(read(folder / "site/fr/proof.json"))
    assert listed["manners"]["keyboard"] == 1
    assert listed["manners"]["phone"] == 0


def test_a_proof_of_another_manner_is_not_claimed_by_the_page(folder):
    build(folder)
    write_proofs(folder / "proofs.json", "key", [proof(folder, "keyboard")])
    build(folder)
    assert "Fait le" not in read(folder / "site/fr/index.html")
    write_proofs(folder / "proofs.json", "key", [proof(folder, "mouse")])
    build(folder)
    assert "Fait le" in read(folder / "site/fr/index.html")


def test_the_manner_is_sealed(folder):
    build(folder)
    path = folder / "proofs.json"
    write_proofs(path, "key", [proof(folder, "keyboard")])
    path.write_text(read(path).replace('"keyboard"', '"phone"'), encoding="utf-8")
    build(folder)
    assert rows(folder, "fr")["Sur un téléphone"] == ["Non testé", "–"]


def test_a_statement_that_is_not_there_is_told(folder):
    (folder / "docs/access.md").unlink()
    done = build(folder)
    assert done.returncode == 1
    assert "mkdocs.yml: statement: access.md: no such page in docs" in " ".join(done.stderr.split())
