"""The portal: sign-in, search, left menu, and the language of every screen."""

import re

import pytest

from tests.language import blocks, message_patterns
from widget import languages
from widget.controls import CONTROLS
from widget.models import Base

#: What a sample account holds: the same in every language.
DATA = re.compile(r"Aurora Studio|Camille Martin|AUR-\d{4}|(Visa|Mastercard) •••• \d{4}")
WORDS = {
    "en": re.compile(r"[A-Z][a-z]{2,8} \d{1,2}, \d{4}|€[\d.,]+"),
    "fr": re.compile(r"(\d{1,2}|1er) [a-zéûç.]{3,9} \d{4}|[\d\s,]+€"),
}


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_search_finds_a_label_that_holds_a_plus(sign_in, locale):
    customer = sign_in(locale)
    label = {"en": "Cost Management %2B Billing", "fr": "Gestion des coûts %2B facturation"}
    text = customer.get(f"{customer.home}search?q={label[locale]}").text
    assert text.count('data-control="cost_management_billing"') == 1


def test_search_says_what_to_do_when_nothing_is_found(sign_in):
    customer = sign_in("fr")
    text = customer.get(f"{customer.home}search?q=zzz").text
    assert "Aucun résultat dans le portail pour «\u00a0zzz\u00a0»" in text


def test_the_left_menu_groups_invoices_under_billing(sign_in):
    customer = sign_in()
    text = customer.get(f"{customer.home}billing").text
    group = re.search(r'<ul aria-labelledby="menu-billing">.*?</ul>', text, re.DOTALL)[0]
    assert 'data-control="invoices"' in group


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_screen_speaks_its_language_and_says_that_no_money_moves(sign_in, locale):
    customer = sign_in(locale)
    other = {"en": "fr", "fr": "en"}[locale]
    screens = [
        customer.get(f"/{locale}/practice/"),
        customer.get(customer.home),
        customer.get(f"{customer.home}search?q=e"),
        customer.get(f"{customer.home}billing"),
        customer.get(customer.invoices),
        customer.panel("AUR-2089"),
        customer.get(customer.pay("AUR-2089", "4242").location),
        customer.bank.get(bank_page(customer), base_url="http://bank.example.net"),
    ]
    note = {"en": "no real money moves", "fr": "aucun argent réel n’est débité"}[locale]
    total = 0
    for screen in screens:
        assert note in screen.text
        assert f'<html lang="{locale}">' in screen.text
        assert strangers(screen.text, locale) == []
        total += len(blocks(screen.text))
        assert strangers(screen.text, other)
    assert total > 100


def strangers(html: str, locale: str) -> list[str]:
    patterns = [*message_patterns(locale), DATA, WORDS[locale]]

    def known(text: str) -> bool:
        return any(pattern.fullmatch(text) for pattern in patterns)

    found = []
    for text in blocks(html):
        # A title or a card's line is several messages side by side.
        rest = WORDS[locale].sub("", DATA.sub("", text)).strip(" :")
        parts = [part.strip() for part in text.split(" – ")]
        if not (known(text) or not rest or all(map(known, parts)) or is_joined(rest, patterns)):
            found.append(text)
    return found


def is_joined(text: str, patterns: list[re.Pattern[str]]) -> bool:
    """Whether a text is a row of messages."""
    if not text:
        return True
    matches = (m for p in patterns if (m := p.match(text)) and m.end())
    return any(is_joined(text[m.end() :].strip(), patterns) for m in matches)


def bank_page(customer) -> str:
    response = customer.send(customer.panel("AUR-2073"), 'data-control="add_card"')
    return response.location.removeprefix("http://bank.example.net")


def test_a_planted_english_sentence_is_seen(sign_in):
    customer = sign_in("fr")
    text = customer.get(customer.home).text.replace("<h1>", "<p>You owe us money.</p><h1>")
    assert strangers(text, "fr") == ["You owe us money."]


def test_labels_come_from_the_registry_in_each_language():
    assert languages.label_in("en", "pay_now") == "Pay now"
    assert languages.label_in("fr", "pay_now") == "Payer maintenant"
    assert languages.label_in("fr_CA", "pay_now") == "Payer maintenant"
    missing = [n for n in CONTROLS if languages.label_in("fr", n) == CONTROLS[n].label]
    assert missing == []


def test_every_table_carries_the_account():
    exempt = {"account"}
    for table in Base.metadata.tables.values():
        assert table.name in exempt or "account_id" in table.columns, table.name
