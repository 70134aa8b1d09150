"""Every rule is documented, and its examples are what it does."""

import re
from html import unescape

import pytest

from acquit.rules.catalogue_rules import corrected, findings
from acquit.rules.glossary import read_glossary
from acquit.rules.labels import NAME as LABEL_TWICE
from acquit.rules.registry import rules_for
from acquit.rules.rule import Controls, Pair
from tests.support.project import ROOT

PAGE = (ROOT / "docs/project/rules.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^### `(?P<name>[\w-]+)`\n(?P<text>.*?)(?=^##|\Z)", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\| (?P<source>.*?) ?\| (?P<wrong>.+?) \| (?P<right>.*?) ?\|$", re.MULTILINE)
SPACES = str.maketrans({"⍽": "\u00a0", "⸱": "\u202f", "␣": " "})
CONTROLS = Controls(
    kinds={"pay_now": "button", "invoices": "link"},
    labels={"pay_now": "Payer maintenant", "invoices": "Factures"},
    sources={"pay_now": "Pay now", "invoices": "Invoices"},
)
#: Examples are French ones but below the headings of other languages.
LANGUAGES = {"Of German": "de"}
RULES = {each: rules_for(each, read_glossary(ROOT / "locales", each)) for each in ("fr", "de")}
EXAMPLES = [
    (LANGUAGES.get(part.partition("\n")[0], "fr"), section["name"], *row.groups())
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)
    for section in SECTION.finditer(part)
    for row in ROW.finditer(section["text"])
    if row["wrong"] not in ("wrong", "---")
]
COLUMNS = ("language", "rule", "source", "wrong", "right")


def pair(language: str, source: str, text: str, right: str) -> Pair:
    text, right = (unescape(each).translate(SPACES) for each in (text, right))
    marked = re.fullmatch(r"\((label|step)\) (.*)", source)
    source = marked[2] if marked else source or right
    context = "pay" if marked and marked[1] == "label" else None
    is_step = bool(marked and marked[1] == "step")
    return Pair(source, text, language, context, is_step, CONTROLS)


@pytest.mark.parametrize(COLUMNS, EXAMPLES)
def test_the_wrong_example_is_found_by_its_rule_alone(language, rule, source, wrong, right):
    before = pair(language, source, wrong, right or wrong)
    assert {each.name for each, _ in findings(before, "", RULES[language])} == {rule}


@pytest.mark.parametrize(COLUMNS, EXAMPLES)
def test_the_right_example_is_left_alone(language, rule, source, wrong, right):
    if right:
        assert list(findings(pair(language, source, right, right), "", RULES[language])) == []


@pytest.mark.parametrize(COLUMNS, EXAMPLES)
def test_what_can_be_corrected_is_made_right_and_once_more_changes_nothing(
    language, rule, source, wrong, right
):
    before = pair(language, source, wrong, right or wrong)
    fixed = corrected(before, "", RULES[language])
    if fixed != before.text and right:
        assert fixed == pair(language, source, right, right).text
    again = Pair(before.source, fixed, language, before.context, before.is_step, CONTROLS)
    assert corrected(again, "", RULES[language]) == fixed


@pytest.mark.parametrize(COLUMNS, EXAMPLES)
def test_an_exception_is_allowed_by_name(language, rule, source, wrong, right):
    before = pair(language, source, wrong, right or wrong)
    assert list(findings(before, f"A note.\nacquit: allow {rule}", RULES[language])) == []


DASHES = "Le solde — s’il en reste — est dû."


@pytest.mark.parametrize("text", ["Attention!", "Attention\u202f!", DASHES])
def test_french_of_canada_may_leave_out_the_space_and_has_the_long_dash(text):
    assert list(findings(Pair(text, text, "fr_CA"), "", rules_for("fr_CA"))) == []
    found = list(findings(Pair(text, text, "fr"), "", RULES["fr"]))
    assert bool(found) is ("\u202f" not in text)


def test_every_rule_has_a_section_with_examples():
    documented = {section["name"] for section in SECTION.finditer(PAGE)}
    assert documented == {rule.name for rules in RULES.values() for rule in rules} | {LABEL_TWICE}
    assert {name for _, name, *_ in EXAMPLES} == documented - {LABEL_TWICE}
