"""A page claims that its steps were done only where a proof of its own holds."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from acquit.site.proofs import (
    KEY_VARIABLE,
    Proof,
    Proofs,
    ProofsError,
    badge,
    find_key,
    read_proofs,
    with_hash,
    write_proofs,
)
from acquit.walk.proving import proofs_of
from acquit.walk.record import Walk
from tests.support.project import PROCEDURES, command, copy, read

TODAY = date(2026, 11, 29)
PROOF = Proof("docs/a.md", "fr", "abc", TODAY, walks=3, failed=0)
PAGE = "docs/how-to/see-your-billing-items.md"
BUILT = "en/how-to/see-your-billing-items/index.html"


def claimed(path: Path, page="docs/a.md", locale="fr", digest="abc", key="key", later=0):
    proofs = read_proofs(path, key)
    return proofs.claim(page, locale, digest, TODAY + timedelta(days=later), 30)


@pytest.fixture
def kept(tmp_path):
    write_proofs(tmp_path / "proofs.json", "key", [PROOF])
    return tmp_path / "proofs.json"


def edit(path: Path, **values: object) -> None:
    entries = json.loads(path.read_text())
    entries[0].update(values)
    path.write_text(json.dumps(entries))


def test_a_proof_holds_for_its_page_in_its_language(kept):
    assert claimed(kept) == (PROOF, "")
    assert claimed(kept, later=30) == (PROOF, "")
    assert claimed(kept, page="docs/b.md") == (None, "")
    assert claimed(kept, locale="en") == (None, "")


@pytest.mark.parametrize(
    "edited",
    [
        {"page": "docs/b.md"},
        {"locale": "en"},
        {"hash": "abd"},
        {"day": "2026-12-24"},
        {"failed": 1},
        {"walks": 4},
        {"seal": "0" * 64},
    ],
)
def test_an_edited_proof_is_none(kept, edited):
    edit(kept, **edited)
    page, locale = edited.get("page", "docs/a.md"), edited.get("locale", "fr")
    proof, why = claimed(kept, page, locale, edited.get("hash", "abc"))
    assert (proof, why) == (None, "it was edited, or sealed with another key")


@pytest.mark.parametrize("key", ["", "another"])
def test_without_its_key_it_is_none(kept, key):
    assert claimed(kept, key=key) == (None, "it was edited, or sealed with another key")


def test_a_page_that_has_changed_an_old_one_and_one_of_tomorrow_prove_nothing(kept):
    assert claimed(kept, digest="new") == (None, "the page has changed since")
    assert claimed(kept, later=31) == (None, "it is of 2026-11-29, and holds 30 days")
    assert claimed(kept, later=-1) == (None, "it is of 2026-11-29, and holds 30 days")


def test_one_failed_alternative_is_enough():
    walks = [
        Walk("docs/a.md", "fr", passed=passed, hash="abc", of=3) for passed in (True, False, True)
    ]
    (proof,) = proofs_of(walks, TODAY)
    assert (proof.walks, proof.failed) == (3, 1)
    known = Proofs({proof.name: proof})
    assert known.claim("docs/a.md", "fr", "abc", TODAY, 30) == (None, "1 of 3 walks failed")


def test_what_was_not_walked_counts_as_failed():
    (proof,) = proofs_of([Walk("docs/a.md", "fr", passed=True, hash="abc", of=2)], TODAY)
    assert proof.failed == 1


def test_a_step_that_no_walk_did_proves_nothing():
    outside = [Walk("docs/a.md", "fr", passed=True, hash="abc", of=1, outside=2)]
    unmet = [
        Walk("docs/a.md", "fr", passed=True, hash="abc", of=2, unmet=["3"], met=met)
        for met in ([], ["4"])
    ]
    for walks, undone in ((outside, 2), (unmet, 1)):
        (proof,) = proofs_of(walks, TODAY)
        assert (proof.failed, proof.undone) == (0, undone)
        known = Proofs({proof.name: proof})
        why = f"{undone} of its steps were done by no walk"
        assert known.claim("docs/a.md", "fr", "abc", TODAY, 30) == (None, why)
    met = [replace(unmet[0], met=["3"], unmet=[]), unmet[0]]
    (proof,) = proofs_of(met, TODAY)
    assert proof.undone == 0


def test_of_what_was_walked_and_could_not_be_opened_nothing_stays(kept):
    write_proofs(
        kept, "key", [], walked=[("docs/a.md", "fr", "mouse"), ("docs/a.md", "en", "mouse")]
    )
    assert read_proofs(kept, "key").known == {}


def test_a_scenario_more_is_another_page():
    def page(*names: str) -> str:
        others = ", ".join(f"{{&quot;scenario&quot;: &quot;{name}&quot;}}" for name in names)
        return (
            f'<div class="acquit-procedure" data-scenarios="[{others}]"><div class="acquit-task">'
            'x</div>\n<aside class="acquit-widget"></aside></div>'
        )

    assert with_hash(page("a"))[1] == with_hash(page("a"))[1] != with_hash(page("a", "b"))[1]


def test_a_running_site_proves_nothing(tmp_path):
    done = command(copy(tmp_path), "walk", "--prove", "--site", "http://127.0.0.1:1")
    assert done.returncode == 2
    assert "prove without --site" in done.stderr


def test_other_pages_keep_theirs(kept):
    write_proofs(kept, "key", [replace(PROOF, page="docs/b.md")])
    assert set(read_proofs(kept, "key").known) == {
        ("docs/a.md", "fr", "mouse"),
        ("docs/b.md", "fr", "mouse"),
    }


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '[{"page": "a"}]', '[{"seal": ""}]'])
def test_what_is_no_file_of_proofs_is_told(tmp_path, text):
    path = tmp_path / "proofs.json"
    path.write_text(text)
    if text == "{}":
        assert read_proofs(path, "key").known == {}
        return
    with pytest.raises(ProofsError, match="no file of proofs"):
        read_proofs(path, "key")


def test_the_key_is_made_once_and_is_the_owner_s_alone(tmp_path, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    assert find_key(tmp_path) == ""
    made = find_key(tmp_path, make=True)
    assert len(made) == 64
    assert find_key(tmp_path) == made == find_key(tmp_path, make=True)
    assert (tmp_path / ".acquit/proof.key").stat().st_mode & 0o077 == 0
    monkeypatch.setenv(KEY_VARIABLE, "of the environment")
    assert find_key(tmp_path) == "of the environment"


def test_a_badge_counts():
    assert 'aria-label="steps proven: 6/7"' in badge("steps proven", 6, 7)


def built(folder: Path) -> tuple[str, str]:
    """What the build says, and the page."""
    done = command(folder, "build", "--locale", "en")
    assert done.returncode == 0, done.stderr
    return done.stdout, read(folder / "site" / BUILT)


def test_a_build_claims_what_was_walked_until_the_page_changes(tmp_path, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "key")
    folder = copy(tmp_path)
    said, html = built(folder)
    assert "acquit-proof" not in html
    _, digest = with_hash(html.replace(' data-hash="', ' data-was="'))
    today = datetime.now(UTC).date()
    proof = Proof(PAGE, "en", digest, today, walks=1, failed=0)
    write_proofs(folder / "proofs.json", "key", [proof])
    said, html = built(folder)
    sentence = "Each step of this page was done in a browser on"
    assert f'<p class="acquit-proof">{sentence} <time datetime="{today}">' in html
    listed = json.loads(read(folder / "site/en/proof.json"))["pages"]
    assert [p["walks"] for p in listed if p["page"] == PAGE] == [1]
    assert f"1/{len(PROCEDURES)}" in read(folder / "site/en/proof.svg")
    assert "proof" not in said

    page = folder / PAGE
    page.write_text(page.read_text().replace("how much you have used", "what you have used"))
    said, html = built(folder)
    assert "acquit-proof" not in html
    assert f"{PAGE} (en): its proof isn’t claimed: the page has changed since" in said
