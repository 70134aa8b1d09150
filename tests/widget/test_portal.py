"""The portal: sign-in, search, left menu, and the language of every screen."""

import re

import pytest
from babel import Locale

from tests.support.customer import BANK, ORIGIN
from tests.support.language import NAMES, blocks, message_patterns
from tests.support.languages import both_languages
from tests.support.screen import Screen, checked_method
from widget.core import languages
from widget.core.controls import CONTROLS
from widget.screens.portal.search import SCREENS

#: What a sample account holds: the same in every language.
DATA = re.compile(
    r"Aurora Studio|Camille Martin|Zoé Roy|AUR-\d{4}|PAY-\w{8}|(Visa|Mastercard) ••••\s\d{4}"
    r"|PayPal|Nuage Pratique|12 rue de l’Exemple|75000 Paris|\w•••@example\.com"
    r"|English|Français|IBAN|BIC|FR74[ \d]+|ZZZZFRPPXXX|RF\d\d[ \w]+|EUR"
)


def countries(locale: str) -> str:
    """The names of countries as CLDR has them, for a pattern: the longest first."""
    named = sorted(Locale(locale).territories.values(), key=len, reverse=True)
    return "|".join(map(re.escape, named))


#: Amounts, dates, and the names of countries.
WORDS = {
    "en": re.compile(
        r"[A-Z][a-z]{2,8} \d{1,2}, \d{4}(, \d+:\d\d\W[AP]M)?|-?€[\d.,]+|" + countries("en")
    ),
    "fr": re.compile(
        r"(\d{1,2}|1er) [a-zéûç.]{3,9} \d{4}(, \d\d:\d\d)?|-?[\d\s,]+€|" + countries("fr")
    ),
}


@both_languages
def test_search_finds_a_label_that_holds_a_plus(sign_in, locale):
    customer = sign_in(locale)
    label = {"en": "Cost Management %2B Billing", "fr": "Gestion des coûts %2B facturation"}
    text = customer.get(f"{customer.home}search?q={label[locale]}").text
    assert text.count('data-control="cost_management_billing"') == 1


def test_search_says_what_to_do_when_nothing_is_found(sign_in):
    customer = sign_in("fr")
    text = customer.get(f"{customer.home}search?q=zzz").text
    assert "Vérifiez l’orthographe" in text


@both_languages
@pytest.mark.parametrize(
    ("query", "control"),
    [
        ({"en": "billing and", "fr": "facturation et"}, "billing_and_usage"),
        ({"en": "items", "fr": "elements"}, "billing_items"),
        ({"en": "invoices", "fr": "factures"}, "invoices"),
        ({"en": "one-time", "fr": "ponctuel"}, "one_time_payment"),
        ({"en": "payments", "fr": "paiements"}, "payments"),
        ({"en": "method", "fr": "moyen"}, "payment_method"),
        ({"en": "messages", "fr": "messages"}, "messages"),
        ({"en": "create case", "fr": "creer demande"}, "create_case"),
        ({"en": "your cases", "fr": "vos demandes"}, "your_cases"),
        ({"en": "past due invoices", "fr": "facture en retard"}, "invoices"),
        ({"en": "PDF", "fr": "pdf"}, "invoices"),
        ({"en": "overdue invoice", "fr": "facture impayee"}, "invoices"),
        ({"en": "credit card", "fr": "carte bancaire"}, "payment_method"),
        ({"en": "refund", "fr": "remboursement"}, "create_case"),
        ({"en": "wire transfer", "fr": "virement"}, "invoices"),
        ({"en": "PayPal", "fr": "paypal"}, "one_time_payment"),
        ({"en": "balance", "fr": "solde"}, "billing_and_usage"),
    ],
)
def test_search_finds_every_screen(sign_in, locale, query, control):
    """Accents may be left out; what is found is a screen that opens."""
    customer = sign_in(locale)
    found = customer.get_in("search", f"q={query[locale]}")
    address = Screen(found).part("main").link(control)
    assert customer.get(address).status_code == 200


def test_search_finds_by_its_name_first(sign_in):
    screen = Screen(sign_in().get_in("search", "q=pay")).part("main")
    found = screen.attributes("a[data-control]", "data-control")
    assert found == ["payments", "one_time_payment", "payment_method", "invoices"]


@both_languages
def test_search_says_first_whether_anything_was_found(sign_in, locale):
    customer = sign_in(locale)
    wanted = {"en": ("Search results for “due”", "No results for “zzz”")}
    wanted["fr"] = (
        "Résultats de la recherche «\u00a0du\u00a0»",
        "Aucun résultat pour «\u00a0zzz\u00a0»",
    )
    for query, heading in zip(
        ("du" if locale == "fr" else "due", "zzz"), wanted[locale], strict=True
    ):
        text = customer.get(f"{customer.home}search?q={query}").text
        assert f"<h1>{heading}</h1>" in text
        assert f"<title>{heading} – " in text


def test_search_knows_every_screen_of_the_menus(sign_in):
    screen = Screen(sign_in().get_in("billing"))
    menus = set(screen.attributes("a[data-control]", "data-control"))
    assert menus
    assert menus <= set(SCREENS)


@both_languages
def test_the_left_menu_groups_invoices_under_billing(sign_in, locale):
    customer = sign_in(locale)
    screen = Screen(customer.get_in("billing"))
    group = screen.part("ul[aria-labelledby=menu-billing]")
    assert group.has("[data-control=invoices]")
    assert group.has("[data-control=payments]")
    assert screen.text("p#menu-billing") == {"en": "Billing", "fr": "Facturation"}[locale]


@both_languages
def test_the_dashboard_shows_balance_billing_items_and_invoices(sign_in, locale):
    page = sign_in(locale).get_in("")
    text = page.text
    sections = Screen(page).attributes("section.card", "aria-labelledby")
    assert sections == ["balance", "items", "recent"]
    amounts = {
        "en": ("€420.50", "€56.88", "€23.70", "€14.22", "€94.80", "€180.50"),
        "fr": ("420,50", "56,88", "23,70", "14,22", "94,80", "180,50"),
    }
    for amount in amounts[locale]:  # the balance, what was used of each service, an invoice
        assert amount in text
    names = {
        "en": ("Computing", "Storage", "Data transfer"),
        "fr": ("Calcul", "Stockage", "Transfert de données"),
    }
    for name in names[locale]:
        assert name in text


@both_languages
def test_manage_leads_to_billing_and_usage_and_payments(sign_in, locale):
    customer = sign_in(locale)
    home = Screen(customer.get_in(""))
    first = home.attribute("#menu-manage [role=menuitem][data-control=billing_and_usage]", "href")
    second = Screen(customer.get(first)).link("payments")
    assert Screen(customer.get(second)).has("[data-control=one_time_payment]")
    assert not home.has("[data-control=payments]")


#: What each role may do, by the buttons that it is shown.
MAY = {
    "owner": {"pay_now", "amount", "change_method"},
    "profile_owner": {"pay_now", "amount", "change_method"},
    "contributor": {"pay_now", "amount"},
    "reader": set(),
}


@both_languages
@pytest.mark.parametrize("role", MAY)
def test_the_role_decides_what_can_be_done(sign_in, widget, locale, role):
    """And nothing can be seen before signing in."""
    customer = sign_in(locale, role)
    screens = ("billing/invoices/", "billing/payments/", "billing/payments/method/")
    read = [Screen(customer.get_in(path)) for path in screens]
    found = {name for each in read for name in each.attributes("[data-control]", "data-control")}
    shown = found & MAY["owner"]
    assert shown == MAY[role]
    for path in screens:
        nobody = f"/{locale}/practice/nobody/{path}"
        assert widget.test_client().get(nobody, base_url=ORIGIN).status_code == 410


@both_languages
def test_every_screen_speaks_its_language_and_says_that_no_money_moves(sign_in, locale):
    customer = sign_in(locale)
    other = {"en": "fr", "fr": "en"}[locale]
    back = customer.get(customer.get(customer.add_card("AUR-2073", "challenge")).location)
    chosen = checked_method(back)
    customer.send(back, "#pay", method=chosen)
    screens = [
        customer.get(f"/{locale}/practice/"),
        customer.get_in(""),
        customer.get_in("search", "q=e"),
        customer.get_in("billing"),
        customer.get_in("billing/usage"),
        customer.get(customer.invoices),
        customer.panel("AUR-2089"),
        customer.get(customer.pay("AUR-2089", "4242").location),
        customer.get_in("billing/invoices/AUR-2073"),
        customer.get_in("billing/invoices/AUR-2057"),
        customer.get(customer.payments),
        customer.review("nonsense"),
        customer.review("9000"),
        customer.pay_once("10", "declined"),
        customer.pay_once("10", "approved"),
        customer.give_method("approved_other", "card"),
        customer.give_method("declined", "card"),
        customer.get_in("billing/payments/method/new"),
        customer.get_in("messages/"),
        customer.get_in("support/new"),
        customer.get_in("support/"),
        *bank_pages(customer),
    ]
    customer.next_day()
    screens += [
        customer.get(customer.methods),
        customer.get_in("messages/"),
        sign_in(locale, "reader").get_in("billing/payments/"),
        sign_in(locale, "reader").get_in("billing/payments/method/new"),
    ]
    note = {"en": "no real money moves", "fr": "aucun argent réel n’est débité"}[locale]
    total = 0
    for screen in screens:
        assert note in screen.text
        assert f'<html lang="{locale}" dir="ltr">' in screen.text
        assert strangers(screen.text, locale) == []
        total += len(blocks(screen.text))
        assert strangers(screen.text, other)
    assert total > 600


def bank_pages(customer) -> list:
    """The page for a card, for a PayPal account, and for an amount."""
    sent = [
        customer.start_method("card"),
        customer.start_method("paypal"),
        customer.send(customer.review("10"), "[data-control=pay_by_card]", page="card"),
    ]
    paths = [response.location.removeprefix(BANK) for response in sent]
    return [customer.bank.get(path, base_url=BANK) for path in paths]


def strangers(html: str, locale: str) -> list[str]:
    patterns = [*message_patterns(locale), DATA, WORDS[locale]]

    def known(text: str) -> bool:
        return any(pattern.fullmatch(text) for pattern in patterns)

    found = []
    for text in blocks(html):
        # A title or a card's line is several messages side by side.
        rest = WORDS[locale].sub("", DATA.sub("", text)).strip(" :")
        parts = [part.strip() for part in text.split(" – ")]
        if text not in NAMES and not (
            known(text)
            or not rest
            or all(map(known, parts))
            or is_joined(rest, patterns)
            or is_joined(text, patterns)
        ):
            found.append(text)
    return found


def is_joined(text: str, patterns: list[re.Pattern[str]]) -> bool:
    """Whether a text is a row of messages."""
    if not text:
        return True
    matches = (m for p in patterns if (m := p.match(text)) and m.end())
    return any(is_joined(text[m.end() :].strip(), patterns) for m in matches)


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
