"""What a built page says to readers, and carries for the walk."""

import re

import pytest

from tests.support.pages import HEAD, TABS, catalogue, render

FRENCH = {
    "Pay": "Payer",
    "Pay an invoice.": "Payez une facture.",
    "Next to {due}, select {pay}.": "Sélectionnez le bouton {pay} à côté de {due}.",
    "The status becomes {paid}.": "Le statut devient {paid}.",
}
LABELS = {"pay|Pay now": "Payer maintenant", "due|Due": "À payer", "paid|Paid": "Payée"}
SOURCE = HEAD + "1. Next to {due}, select {pay}.\n\nThe status becomes {paid}.\n"


@pytest.fixture
def french(tmp_path):
    catalogue(tmp_path, "fr", "docs", FRENCH)
    catalogue(tmp_path, "fr", "product", LABELS)
    return tmp_path


def numbers(html: str) -> dict[str, str]:
    found = re.findall(r'data-control="(\w+)"[^>]*data-n="(\d+)"', html)
    return dict(found)


def test_actions_keep_the_order_of_the_source(french):
    html = render(SOURCE, french, "fr")
    assert numbers(html) == {"due": "1", "pay": "2", "paid": "3"}
    assert html.index("Payer maintenant") < html.index("À payer")


def test_uses_follow_from_kind_and_place():
    html = render(SOURCE)
    uses = dict(re.findall(r'data-control="(\w+)"[^>]*data-use="(\w+)"', html))
    assert uses == {"due": "place", "pay": "act", "paid": "result"}


def test_the_container_says_what_a_walk_needs():
    html = render(SOURCE)
    for attribute in (
        'data-scenario="company"',
        'data-role="owner"',
        'data-references="3"',
        'data-steps="1"',
        'data-locale="en"',
    ):
        assert attribute in html


def test_untranslated_blocks_are_marked_and_told_of(tmp_path):
    catalogue(tmp_path, "fr", "docs", {"Pay": "Payer"})
    html = render(SOURCE, tmp_path, "fr")
    assert '<h1 id="pay">Payer</h1>' in html
    assert '<p lang="en">Pay an invoice.</p>' in html
    assert 'class="acquit-notice"' in html


def test_what_stands_within_an_untranslated_step_is_in_the_page_s_language(tmp_path):
    """A screen reader would read the French alternatives as English."""
    source = HEAD + "1. Do one:\n    - select {pay};\n    - select {cancel}.\n"
    catalogue(tmp_path, "fr", "docs", {"select {pay};": "cliquez sur {pay} ;"})
    html = render(source, tmp_path, "fr")
    assert 'lang="en">Do one:<ul lang="fr">' in html
    assert re.search(r'data-step="1.a"[^>]*>cliquez', html)
    assert re.search(r'data-step="1.b"[^>]* lang="en">select', html)


def test_a_regional_language_falls_back_to_the_wider_one(french):
    catalogue(french, "fr_CA", "docs", {"Pay": "Payer (CA)"})
    html = render(SOURCE, french, "fr_CA")
    assert "Payer (CA)" in html
    assert "Payez une facture." in html


def test_labels_in_headings_cells_and_admonitions_are_only_printed():
    extra = '\n## About {pay} {: #about }\n\n!!! note "Mind"\n    See {pay}.\n'
    extra += "\n| a |\n|---|\n| {pay.label} |\n"
    html = render(SOURCE + extra)
    assert html.count('data-control="pay"') == 4
    assert numbers(html) == {"due": "1", "pay": "2", "paid": "3"}
    assert 'id="about"' in html
    assert "{pay}" not in html


def test_a_reference_in_code_stays_as_it_is():
    assert "<code>{pay}</code>" in render(HEAD + "Not `{pay}`.\n\n1. Select {pay}.\n")


@pytest.mark.parametrize(
    ("written", "locale", "shown"),
    [
        ("1234.50 EUR", "en", "€1,234.50"),
        ("1234.50 EUR", "fr", "1\u202f234,50\u00a0€"),
        ("2026-12-01", "en", "December 1, 2026"),
        ("2026-12-01", "fr", "1er décembre 2026"),
        ('"half of it"', "fr", "la moitié"),
        ('"{pay}"', "fr", "Payer maintenant"),
        ("half", "fr", "half"),
    ],
)
def test_values_are_printed_in_the_page_s_language(french, written, locale, shown):
    catalogue(french, "fr", "docs", {**FRENCH, "half of it": "la moitié"})
    source = HEAD.replace("owner\n", f"owner\n  data: {{amount: {written}}}\n")
    html = render(source + "1. In {amount}, enter {amount.value}.\n", french, locale)
    assert f">{shown}</span>" in html


def test_steps_substeps_and_alternatives_are_numbered():
    source = HEAD + (
        "1. Select {invoices}, then:\n"
        "    - choose {card};\n"
        "    - select {pay}:\n"
        "        1. Select {invoices}.\n"
        "        2. Select {pay}.\n"
        "2. Select {pay}.\n"
    )
    html = render(source)
    assert re.findall(r'data-step="([^"]+)"', html) == ["1", "1.a", "1.b", "1.b.1", "1.b.2", "2"]
    assert 'id="step-1-b-2"' in html


def test_the_widget_opens_with_the_page_s_language_scenario_and_role():
    html = render(SOURCE, frame="https://pay.test/{locale}/?s={scenario}&r={role}")
    assert 'src="https://pay.test/en/?s=company&amp;r=owner"' in html


def test_titles_of_notes_are_headings():
    body = '1. Select {pay}.\n\n!!! note "Cards"\n    They expire.\n'
    html = render(HEAD + body, extensions=TABS)
    found = re.findall(r'<p (?=[^>]*role="heading")(?=[^>]*aria-level="2")[^>]*>([^<]*)', html)
    assert found == ["Cards"]
