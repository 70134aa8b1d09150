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
RULES = rules_for("fr", read_glossary(ROOT / "locales", "fr"))
EXAMPLES = [
    (section["name"], row["source"], row["wrong"], row["right"])
    for section in SECTION.finditer(PAGE)
    for row in ROW.finditer(section["text"])
    if row["wrong"] not in ("wrong", "---")
]


def pair(source: str, text: str, right: str) -> Pair:
    text, right = (unescape(each).translate(SPACES) for each in (text, right))
    marked = re.fullmatch(r"\((label|step)\) (.*)", source)
    source = marked[2] if marked else source or right
    context = "pay" if marked and marked[1] == "label" else None
    is_step = bool(marked and marked[1] == "step")
    return Pair(source, text, "fr", context, is_step, CONTROLS)


@pytest.mark.parametrize(("rule", "source", "wrong", "right"), EXAMPLES)
def test_the_wrong_example_is_found_by_its_rule_alone(rule, source, wrong, right):
    found = {each.name for each, _ in findings(pair(source, wrong, right or wrong), "", RULES)}
    assert found == {rule}


@pytest.mark.parametrize(("rule", "source", "wrong", "right"), EXAMPLES)
def test_the_right_example_is_left_alone(rule, source, wrong, right):
    if right:
        assert list(findings(pair(source, right, right), "", RULES)) == []


@pytest.mark.parametrize(("rule", "source", "wrong", "right"), EXAMPLES)
def test_what_can_be_corrected_is_made_right_and_once_more_changes_nothing(
    rule, source, wrong, right
):
    before = pair(source, wrong, right or wrong)
    fixed = corrected(before, "", RULES)
    if fixed != before.text and right:
        assert fixed == pair(source, right, right).text
    again = Pair(before.source, fixed, "fr", before.context, before.is_step, CONTROLS)
    assert corrected(again, "", RULES) == fixed


@pytest.mark.parametrize(("rule", "source", "wrong", "right"), EXAMPLES)
def test_an_exception_is_allowed_by_name(rule, source, wrong, right):
    before = pair(source, wrong, right or wrong)
    assert list(findings(before, f"A note.\nacquit: allow {rule}", RULES)) == []


def test_every_rule_has_a_section_with_examples():
    documented = {section["name"] for section in SECTION.finditer(PAGE)}
    assert documented == {rule.name for rule in RULES} | {LABEL_TWICE}
    assert {name for name, *_ in EXAMPLES} == documented - {LABEL_TWICE}
