"""`acquit propose`: what a red walk shows to be renamed, which a person accepts or not."""

import json
import subprocess

import pytest

from tests.support.project import ROOT, command, copy, read

WIDGET = "locales/fr/LC_MESSAGES/widget.po"


def failed(**more) -> dict[str, object]:
    failure = {
        "cause": "missing",
        "message": "no button “Payer maintenant”",
        "page": "how-to/make-an-immediate-payment.md",
        "locale": "fr",
        "step": "4",
        "words": "Sélectionnez le bouton Payer maintenant.",
        "control": "pay_now",
        "label": "Payer maintenant",
        "nearest": ["Factures", "Régler maintenant", "Paiements"],
        "screenshot": ".acquit/walks/one.png",
    }
    return {"passed": False, "failure": {**failure, **more}}


@pytest.fixture
def project(tmp_path):
    return copy(tmp_path)


def propose(project, *walks, answers: str = "", arguments: tuple[str, ...] = ()):
    report = project / "report.json"
    report.write_text(json.dumps({"walks": walks}), encoding="utf-8")
    return command(project, "propose", "report.json", *arguments, answers=answers)


def test_the_sentence_is_shown_as_it_is_and_as_it_would_be(project):
    said = propose(project, failed(), failed(), answers="n\n").stdout
    assert "is:    Sélectionnez le bouton Payer maintenant." in said
    assert "would: Sélectionnez le bouton Régler maintenant." in said
    assert "picture: .acquit/walks/one.png" in said
    assert said.count("is:    ") == 1  # two walks met the same
    assert read(project / WIDGET) == read(ROOT / WIDGET)


def test_only_yes_changes_the_label_and_nothing_else(project):
    propose(project, failed(), answers="y\n")
    before, after = read(ROOT / WIDGET).split("\n"), read(project / WIDGET).split("\n")
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [('msgstr "Payer maintenant"', 'msgstr "Régler maintenant"')]


def test_as_a_patch(project):
    done = propose(project, failed(), arguments=("--patch",))
    assert f"--- a/{WIDGET}" in done.stdout
    applied = subprocess.run(
        ["git", "apply", "-"],
        cwd=project,
        input=done.stdout,
        text=True,
        capture_output=True,
        check=False,
    )
    assert applied.returncode == 0, applied.stderr
    assert 'msgstr "Régler maintenant"' in read(project / WIDGET)


@pytest.mark.parametrize(
    "walk",
    [
        failed(cause="no-answer"),
        failed(nearest=["Factures", "Paiements"]),  # all of them are known
        failed(nearest=[]),
        failed(control="gone"),
        {"passed": True, "failure": None},
    ],
    ids=["another cause", "known labels", "nothing there", "no control", "passed"],
)
def test_what_is_no_rename_proposes_nothing(project, walk):
    assert propose(project, walk).stdout == "Nothing looks renamed.\n"


def test_a_label_of_the_source_language_is_changed_where_the_product_says_it(project):
    own = project / "widget/core"
    own.mkdir(parents=True)
    text = read(ROOT / "widget/core/controls.py")
    (own / "controls.py").write_text(text, encoding="utf-8")
    english = {"locale": "en", "label": "Pay now", "nearest": ["Settle now"]}
    said = propose(project, failed(**english), arguments=("--patch",)).stdout
    assert "--- a/widget/core/controls.py" in said
    assert '"Settle now"' in said


def test_another_file_is_refused(project):
    (project / "report.json").write_text("{}", encoding="utf-8")
    done = command(project, "propose", "report.json")
    assert (done.returncode, "not the report of a walk" in done.stderr) == (1, True)
