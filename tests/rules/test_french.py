"""French as translators write it: errors and traps, made without a look at the rules."""

import json
from pathlib import Path

import polib
import pytest
from markdown import Markdown

from acquit.catalogue.checking import ALL_FORMATS, check_catalogue
from acquit.catalogue.merging import new_catalogue
from acquit.rules.catalogue_rules import CatalogueRules, corrected, findings
from acquit.rules.glossary import read_glossary
from acquit.rules.registry import rules_for
from acquit.rules.rule import Controls, Pair
from acquit.site.catalogue_checking import CatalogueChecker
from tests.support.project import ROOT

HERE = Path(__file__).parent
ERRORS = json.loads((HERE / "french_errors.json").read_text(encoding="utf-8"))
TRAPS = json.loads((HERE / "french_traps.json").read_text(encoding="utf-8"))
#: What no rule finds: docs/project/rules.md says so.
MISSED = {"two references swapped", "past participle not agreed", "Markdown heading mark lost"}
#: What is right, and needs an exception where it occurs.
EXCEPTED = {
    "exclamation mark is part of a brand name": "space-high",
    "digitale in its proper French sense (of the finger)": "false-friend",
}
KINDS = {"cvc": "textbox", "card_number": "textbox", "amount": "textbox", "reason": "textbox"}
KINDS |= {"iban": "textbox", "history": "link", "pay_now": "button", "cancel": "button"}
KINDS |= {"cards": "listbox", "methods": "listbox", "save_card": "checkbox"}
RULES = rules_for("fr", read_glossary(ROOT / "locales", "fr"))
EXTENSIONS = ["admonition", "attr_list", "tables"]


def pair_of(each, text: str) -> Pair:
    return Pair(each["source"], text, "fr", None, each.get("is_step", False), Controls(KINDS))


@pytest.fixture(scope="module")
def lines(tmp_path_factory) -> dict[int, str]:
    """What is found in a catalogue with every error, and where each of them stands."""
    path = tmp_path_factory.mktemp("french") / "docs.po"
    catalogue = new_catalogue("fr", "Errors.")
    catalogue.metadata["Language"] = "fr"
    for each in ERRORS:
        entry = polib.POEntry(msgid=each["source"], msgstr=each["text"])
        entry.comment = "step 1" if each["is_step"] else "paragraph"
        entry.flags = ["python-format"] if "%(" in each["source"] else ["python-brace-format"]
        catalogue.append(entry)
    path.write_text(str(catalogue), encoding="utf-8")
    rules = CatalogueRules("fr", RULES, Controls(KINDS))
    checker = CatalogueChecker(rules, Markdown(extensions=EXTENSIONS))
    found = [each.problem for each in checker.check(path)]
    found += check_catalogue(path, "fr", ALL_FORMATS)
    entries = sorted(polib.pofile(str(path)), key=lambda entry: entry.linenum)
    starts = [entry.linenum for entry in entries]
    by_source: dict[str, str] = {}
    for problem in found:
        at = max(n for n, start in enumerate(starts) if start <= problem.location.line)
        by_source.setdefault(entries[at].msgid, problem.message)
    return by_source


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: each["error"])
def test_an_error_is_found_where_it_stands(error, lines):
    assert (error["source"] in lines) == (error["error"] not in MISSED), error["text"]


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: each["error"])
def test_the_corrected_text_is_left_alone(error):
    assert list(findings(pair_of(error, error["right"]), "", RULES)) == []


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: each["error"])
def test_a_correction_is_the_right_one_and_once_more_changes_nothing(error):
    fixed = corrected(pair_of(error, error["text"]), "", RULES)
    assert fixed in (error["text"], error["right"])
    assert corrected(pair_of(error, fixed), "", RULES) == fixed


@pytest.mark.parametrize("trap", TRAPS, ids=lambda each: each["why"][:50])
def test_what_is_right_is_left_alone(trap):
    allowed = EXCEPTED.get(trap["why"], "")
    comment = f"acquit: allow {allowed}" if allowed else ""
    assert list(findings(pair_of(trap, trap["text"]), comment, RULES)) == []
    if allowed:
        assert list(findings(pair_of(trap, trap["text"]), "", RULES))


def test_there_are_enough_of_each():
    assert len(ERRORS) >= 40
    assert len(TRAPS) >= 60
    assert len(MISSED) <= 3
