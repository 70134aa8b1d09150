"""Payment methods: C1 to C5 and C7."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date, format_time
from sqlalchemy import select

from tests.support.books import rows
from tests.support.customer import ORIGIN
from tests.support.languages import both_languages
from tests.support.screen import Screen, notice
from widget.payments.limits import MOST_OPEN
from widget.storage.models import Mail, Method, PracticeLogin

PENDING = {"en": "Pending since", "fr": "En attente depuis le"}


@pytest.fixture
def enter(sign_in):
    def as_card_account(locale="en", role="owner"):
        return sign_in(locale, role, "card-account")

    return as_card_account


def printed(moment: datetime, locale: str) -> str:
    """A moment where the account is, as CLDR has it."""
    there = moment.astimezone(ZoneInfo("Europe/Paris"))
    day = format_date(there, "medium", locale)
    if locale == "fr":
        day = re.sub("^1 ", "1er ", day)
        return f"{day} à {there.hour}\u00a0h\u00a0{there.minute:02}"
    return f"{day} at {format_time(there, 'short', locale=locale)}"


def go_to_mid_month(widget) -> None:
    """Move the practice accounts' clock to a day from which two more end no month."""
    with widget.extensions["widget"].database.write() as session:
        for login in session.scalars(select(PracticeLogin)):
            login.present = login.present.replace(day=10)


def states(customer) -> dict[str, str]:
    """Each method on the screen and its status."""
    cards = Screen(customer.get(customer.methods)).parts("li:has(h2[id^=method-])")
    return {
        card.text("h2"): card.attribute(".status[data-control]", "data-control") for card in cards
    }


@both_languages
def test_the_last_method_can_be_changed_and_not_removed(enter, locale):
    customer = enter(locale)
    screen = customer.get(customer.methods).text
    assert 'data-control="change_method"' in screen
    assert 'data-control="remove_method"' not in screen
    token = customer.next_day_token()
    response = customer.post(f"{customer.methods}1/remove", form_token=token)
    assert response.status_code == 422
    assert states(customer) == {"Visa ••••\u00a04242": "details_validated"}


@both_languages
def test_a_forged_removal_of_the_last_method_is_refused(enter, locale):
    """The button isn't there; the form, sent all the same, is refused."""
    customer = enter(locale)
    customer.give_method("paypal_approved", "paypal")
    customer.next_day()
    customer.next_day()
    last = customer.removal("2")
    said = customer.get(customer.remove("1").location)
    assert (
        notice(said)[0]
        == {
            "en": "Visa ••••\u00a04242 was removed",
            "fr": "Moyen de paiement supprimé\u00a0: Visa ••••\u00a04242",
        }[locale]
    )
    again = customer.send(last, "[action$='/2/remove']")
    assert again.status_code == 409
    what, money, advice = notice(again)
    assert (
        what
        == {
            "en": "PayPal c•••@example.com was not removed: it is your only payment method",
            "fr": "PayPal c•••@example.com n’a pas été supprimé\u00a0: c’est votre seul moyen de"
            " paiement",
        }[locale]
    )
    assert money
    assert advice
    assert list(states(customer)) == ["PayPal c•••@example.com"]


@both_languages
def test_a_company_account_may_remove_every_card(sign_in, locale):
    customer = sign_in(locale)
    for method_id in ("1", "2"):
        customer.remove(method_id)
    assert states(customer) == {}


@both_languages
@pytest.mark.parametrize(
    ("card", "by", "name"),
    [
        ("approved_other", "card", "Mastercard ••••\u00a04444"),
        ("paypal_approved", "paypal", "PayPal c•••@example.com"),
    ],
)
def test_a_card_and_a_paypal_account_can_be_added(enter, locale, card, by, name):
    customer = enter(locale)
    said = customer.give_method(card, by)
    assert name in notice(said)[0]
    assert states(customer) == {"Visa ••••\u00a04242": "details_validated", name: "details_pending"}


@both_languages
def test_new_details_are_pending_then_validated_then_usable(enter, widget, locale):
    """The screen says which, since when and until when."""
    customer = enter(locale)
    customer.give_method("approved_other", "card")
    assert PENDING[locale] in customer.get(customer.methods).text
    now = rows(widget, PracticeLogin)[0].present
    text = customer.get(customer.methods).text
    for moment in (now, now + timedelta(hours=24)):  # since when, and until when
        assert printed(moment, locale) in text
    customer.next_day()
    text = customer.get(customer.methods).text
    assert PENDING[locale] not in text
    assert {"en": "can be used from", "fr": "utilisable au plus tard le"}[locale] in text
    new = rows(widget, Method)[-1]
    assert (new.usable_from - new.validated_at).total_seconds() == 24 * 3600
    assert "4444" not in customer.usable_cards()
    customer.next_day()
    assert {"en": "can be used from", "fr": "utilisable au plus tard le"}[
        locale
    ] not in customer.get(customer.methods).text
    assert "4444" in customer.usable_cards()


@both_languages
def test_the_old_method_serves_until_the_new_one_can_be_used(enter, locale):
    customer = enter(locale)
    customer.give_method("approved_other", "card", replaces="1")
    assert customer.usable_cards() == ["4242"]
    until_then = {
        "en": "Until then, the payment method Visa ••••\u00a04242 is used.",
        "fr": "Visa ••••\u00a04242 reste utilisé.",
    }
    assert until_then[locale] in customer.get(customer.methods).text
    customer.next_day()
    assert customer.usable_cards() == ["4242"]
    customer.next_day()
    assert customer.usable_cards() == ["4444"]
    assert states(customer) == {"Mastercard ••••\u00a04444": "details_validated"}


@both_languages
@pytest.mark.parametrize("card", ["declined", "expired"])
def test_details_that_the_bank_refuses_replace_nothing(enter, widget, locale, card):
    customer = enter(locale)
    go_to_mid_month(widget)  # the end of a month brings its debit, and a letter more
    customer.give_method(card, "card", replaces="1")
    customer.next_day()
    customer.next_day()
    assert customer.usable_cards() == ["4242"]
    assert "details_refused" in states(customer).values()
    assert [mail.kind for mail in rows(widget, Mail)] == ["details_refused"]


def test_without_an_answer_details_stay_pending(enter, widget, no_answer):
    customer = enter()
    go_to_mid_month(widget)
    customer.give_method("approved_other", "card")
    with no_answer("validate"):
        customer.next_day()
    assert states(customer)["Mastercard ••••\u00a04444"] == "details_pending"
    assert rows(widget, Mail) == []


@both_languages
@pytest.mark.parametrize("contact", ["en", "fr"])
def test_the_confirmation_goes_to_the_contact_in_the_contact_s_language(
    enter, widget, locale, contact
):
    """Not to whoever is signed in, and not in the language of the screen."""
    customer = enter(locale)
    go_to_mid_month(widget)
    before = customer.get(customer.home + "messages/").text
    assert "<article" not in before
    customer.give_method("approved_other", "card", email="zoe@example.com", language=contact)
    assert rows(widget, Mail) == []
    customer.next_day()
    (mail,) = rows(widget, Mail)
    assert (mail.address, mail.locale, mail.sent_at) == ("zoe@example.com", contact, None)
    screen = Screen(customer.get(customer.home + "messages/"))
    assert screen.attribute("html", "lang") == locale
    assert "zoe@example.com" in screen.text("article")
    assert "camille@example.com" not in screen.text()
    letter = screen.text(f"article div[lang={contact}]")
    assert {
        "en": "Your payment details are validated",
        "fr": "Vos informations de paiement sont validées",
    }[contact] in letter


@both_languages
def test_what_was_typed_is_kept_when_a_field_is_wrong(enter, widget, locale):
    customer = enter(locale)
    form = customer.get(customer.methods + "new")
    response = customer.send(
        form,
        "[data-control=give_card]",
        page="card",
        **{**customer.contact(), "email": "nobody", "city": "Saint-Étienne"},
    )
    assert response.status_code == 422
    assert 'value="nobody"' in response.text
    assert 'value="Saint-Étienne"' in response.text
    assert 'aria-invalid="true" aria-describedby="email-error"' in response.text
    assert len(rows(widget, Method)) == 1


def test_autocomplete_tokens(enter):
    text = enter().get(enter().methods + "new").text
    for token in ("name", "email", "street-address", "postal-code", "address-level2", "country"):
        assert f'autocomplete="billing {token}"' in text


@pytest.mark.parametrize("role", ["contributor", "reader"])
@both_languages
def test_roles_that_can_not_change_methods(enter, widget, locale, role):
    customer = enter(locale, role)
    screen = customer.get(customer.methods).text
    for control in ("change_method", "add_method", "remove_method"):
        assert f'data-control="{control}"' not in screen
    for response in (
        customer.get(customer.methods + "new"),
        customer.post(customer.methods + "new", form_token="x", page="card"),
        customer.post(customer.methods + "1/remove", form_token="x"),
    ):
        assert response.status_code == 403
        assert (
            notice(response)[0]
            == {
                "en": "Your role can’t change payment methods",
                "fr": "Votre rôle ne permet pas de modifier les moyens de paiement",
            }[locale]
        )


def test_nothing_given_at_the_bank(enter, widget):
    customer = enter()
    sent = customer.start_method("card")
    page = customer.get(customer.get(customer.at_bank(sent.location, cancel="1")).location)
    assert notice(page)[0] == "No payment details were entered"
    assert len(rows(widget, Method)) == 1


def test_the_same_form_twice_goes_to_one_page_and_keeps_one_method(enter, widget):
    customer = enter()
    form = customer.get(customer.methods + "new")
    fields = {"page": "card", "email": "zoe@example.com", **customer.contact()}
    one = customer.send(form, "[data-control=give_card]", **fields)
    two = customer.send(form, "[data-control=give_card]", **fields)
    assert one.location == two.location
    back = customer.at_bank(one.location, card="approved_other", give="1")
    customer.get(back)
    customer.get(back)
    assert len(rows(widget, Method)) == 2


def test_another_account_s_method_can_not_be_replaced_or_removed(sign_in, widget):
    sign_in("en", "owner", "card-account")
    other = sign_in("en", "owner", "card-account")
    assert other.get(other.methods + "new?replaces=1").status_code == 404
    token = other.next_day_token()
    assert other.post(other.methods + "1/remove", form_token=token).status_code == 422
    assert all(method.removed_at is None for method in rows(widget, Method))


@pytest.mark.parametrize(
    ("card", "by", "name"),
    [
        ("approved_other", "card", "Mastercard ••••\u00a04444"),
        ("paypal_approved", "paypal", "PayPal c•••@example.com"),
    ],
)
@both_languages
def test_a_method_is_changed_to_a_card_or_a_paypal_account(enter, locale, card, by, name):
    customer = enter(locale)
    customer.give_method(card, by, replaces="1")
    customer.next_day()
    customer.next_day()
    assert states(customer) == {name: "details_validated"}
    monthly = {"en": "Charged each month", "fr": "Débité chaque mois"}
    assert monthly[locale] in customer.get(customer.methods).text


def test_what_was_succeeded_does_not_come_back(sign_in):
    """The successor of a card is removed: the card stays what it was, succeeded."""
    customer = sign_in()
    customer.give_method("paypal_approved", "paypal", replaces="1")
    customer.next_day()
    customer.next_day()
    assert "Visa ••••\u00a04242" not in states(customer)
    customer.remove("3")
    assert states(customer) == {"Mastercard ••••\u00a04444": "details_validated"}
    assert customer.usable_cards() == ["4444"]


@pytest.mark.parametrize("days", [0, 1])
def test_correcting_details_that_never_served_replaces_the_one_that_does(enter, days):
    """The first replacement is refused, or still pending, when the second is given."""
    customer = enter()
    customer.give_method("declined", "card", replaces="1")
    for _ in range(days):
        customer.next_day()
    customer.give_method("approved_other", "card", replaces="2")
    assert len(states(customer)) == 2
    customer.next_day()
    customer.next_day()
    assert states(customer) == {"Mastercard ••••\u00a04444": "details_validated"}


def test_a_card_that_is_only_added_is_not_charged_each_month(enter):
    customer = enter()
    customer.give_method("approved_other", "card")
    customer.next_day()
    customer.next_day()
    screen = Screen(customer.get(customer.methods))
    cards = screen.texts("li:has(h2[id^=method-])")
    (charged,) = (card for card in cards if "Charged each month" in card)
    assert "Visa ••••\u00a04242" in charged
    assert screen.text().count("Charged each month") == 1


def test_the_same_form_with_other_details_is_another_form(enter, widget):
    """Back from the bank's page, corrected, sent again."""
    customer = enter()
    go_to_mid_month(widget)
    form = customer.get(customer.methods + "new")
    fields = {**customer.contact(), "email": "zoe@example.com"}
    customer.send(form, "[data-control=give_card]", page="card", **fields)
    fields["email"] = "zoe.roy@example.com"
    sent = customer.send(form, "[data-control=give_paypal]", page="paypal", **fields)
    customer.get(customer.at_bank(sent.location, card="paypal_approved", give="1"))
    customer.next_day()
    assert [mail.address for mail in rows(widget, Mail)] == ["zoe.roy@example.com"]


def test_the_next_day_leads_back_to_a_screen_that_can_be_shown(enter):
    customer = enter()
    token = customer.next_day_token()
    for referrer, place in (
        (customer.methods, f"{customer.methods}?moved=1"),
        (customer.payments + "pay", customer.home),
        ("/en/practice/", customer.home),
        ("//evil.example/", customer.home),
    ):
        response = customer.widget.post(
            f"{customer.home}next-day",
            base_url=ORIGIN,
            data={"form_token": token},
            headers={"Origin": ORIGIN, "Referer": ORIGIN + referrer},
        )
        assert (response.status_code, response.location) == (303, place)


def test_another_account_s_method_is_not_told_of(sign_in):
    other = sign_in("en", "owner", "card-account")
    customer = sign_in()
    for name in ("added", "removed"):
        for number in (1, 2, 3, 999):
            answer = customer.get(f"{customer.methods}?{name}={number}")
            assert answer.status_code == 200
            own = number in (2, 3)
            assert ("notice-title" in answer.text) is own, (name, number)
    assert other.get(f"{other.methods}?added=1").status_code == 200


@both_languages
def test_so_many_pages_of_the_bank_s_may_be_open(sign_in, locale):
    customer = sign_in(locale)
    for _ in range(MOST_OPEN):
        customer.start_method("card")
    form = customer.get(f"{customer.methods}new")
    filled = {**customer.contact(), "email": "zoe@example.com"}
    refused = customer.send(form, "[data-control=give_card]", page="card", **filled)
    assert refused.status_code == 409
    said = {"en": "Too many of the bank’s pages", "fr": "Trop de pages de la banque"}[locale]
    assert said in refused.text
    panel = customer.panel("AUR-2073")
    assert said in customer.send(panel, "[data-control=add_card]").text
    customer.next_day()
    assert customer.start_method("card").status_code == 303
