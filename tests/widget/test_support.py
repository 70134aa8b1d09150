"""Support cases: S1, and from every payment error the way to one (S2)."""

import re

import pytest

from tests.support.books import rows
from tests.support.languages import both_languages
from tests.support.screen import Screen, checked_method, notice
from widget.screens.support import views
from widget.storage.models import Attempt, Case


def way_to_a_case(page) -> str:
    """The link in the message, as its reader follows it."""
    links = "a[data-control=report_payment], a[data-control=create_case]"
    return Screen(page).part(".notice").attribute(links, "href")


@both_languages
@pytest.mark.parametrize("role", ["owner", "reader"])
def test_a_case_gets_a_number_a_confirmation_and_a_place_in_the_list(sign_in, widget, locale, role):
    customer = sign_in(locale, role)
    form = customer.get(customer.home + "support/new")
    sent = customer.send(
        form, "[data-control=send_case]", subject_line="Twice", description="Two payments."
    )
    page = customer.get(sent.location)
    (case,) = rows(widget, Case)
    words = {"en": "Your case was created", "fr": "Votre demande a été créée"}
    assert words[locale] in page.text
    assert re.fullmatch(r"C-\d{8}", case.number)
    assert page.text.count(case.number) == 2  # in the confirmation, and in the list
    assert case.number in customer.get(customer.home + "support/").text


@both_languages
def test_menu_leads_to_the_form(sign_in, locale):
    customer = sign_in(locale)
    menu = Screen(customer.get(customer.home)).part("#menu-support")
    address = menu.attribute("[role=menuitem][data-control=create_case]", "href")
    assert Screen(customer.get(address)).has("[data-control=send_case]")


@both_languages
def test_an_incomplete_case_keeps_what_was_typed(sign_in, widget, locale):
    customer = sign_in(locale)
    form = customer.get(customer.home + "support/new?payment=AUR-2089")
    response = customer.send(
        form,
        "[data-control=send_case]",
        subject_line="",
        description="Only this.",
        payment_reference="AUR-2089",
    )
    assert response.status_code == 422
    assert ">Only this.</textarea>" in response.text
    assert 'value="AUR-2089"' in response.text
    assert rows(widget, Case) == []


def test_the_same_case_twice_is_one_case(sign_in, widget):
    customer = sign_in()
    form = customer.get(customer.home + "support/new")
    fields = {"subject_line": "Twice", "description": "Two payments."}
    one = customer.send(form, "[data-control=send_case]", **fields)
    two = customer.send(form, "[data-control=send_case]", **fields)
    assert one.location == two.location
    assert len(rows(widget, Case)) == 1


def test_another_account_s_cases_are_not_listed(sign_in, widget):
    one, other = sign_in(), sign_in()
    form = one.get(one.home + "support/new")
    one.send(form, "[data-control=send_case]", subject_line="Mine", description="Mine alone.")
    assert "Mine alone." not in other.get(other.home + "support/?created=1").text


@both_languages
@pytest.mark.parametrize("way", ["one_time", "pay_now"])
@pytest.mark.parametrize("card", ["declined", "insufficient_funds", "expired"])
def test_a_declined_payment_leads_to_a_case_with_its_reference(sign_in, widget, locale, way, card):
    customer = sign_in(locale)
    if way == "one_time":
        page = customer.pay_once("50", card)
    else:
        panel = customer.get(customer.get(customer.add_card("AUR-2089", card)).location)
        chosen = checked_method(panel)
        page = customer.get(customer.send(panel, "#pay", method=chosen).location)
    (attempt,) = rows(widget, Attempt)
    reference = attempt.reference
    assert notice(page)
    form = customer.get(way_to_a_case(page))
    assert 'name="payment_reference" maxlength="40"' in form.text
    assert f'value="{reference}"' in form.text
    customer.send(
        form,
        "[data-control=send_case]",
        subject_line="Why",
        description="It was refused.",
        payment_reference=reference,
    )
    assert rows(widget, Case)[0].payment_reference == reference


@both_languages
def test_other_payment_errors_lead_to_a_case_too(sign_in, locale):
    customer = sign_in(locale)
    customer.pay("AUR-2089", "4242")
    for page, reference in (
        (customer.review("nonsense"), ""),
        (customer.panel("AUR-2089"), "AUR-2089"),
        (customer.panel("AUR-2073", "choose=1&no_card=1"), "AUR-2073"),
        (sign_in(locale, "reader").panel("AUR-2073"), ""),
    ):
        address = way_to_a_case(page)
        assert address.endswith(f"payment={reference}" if reference else "support/new")


@both_languages
def test_a_reference_that_no_payment_has_is_refused(sign_in, widget, locale):
    """Nor another account's: it would say that there is one."""
    other = sign_in(locale)
    other.pay("AUR-2089", "4242")
    (attempt,) = rows(widget, Attempt)
    for reference in ("nope", attempt.reference):
        customer = sign_in(locale)
        form = customer.get(customer.home + "support/new")
        response = customer.send(
            form,
            "[data-control=send_case]",
            subject_line="Why",
            description="It was refused.",
            payment_reference=reference,
        )
        assert response.status_code == 422
        words = {"en": "No payment has this reference.", "fr": "Aucun paiement ne porte cette"}
        assert words[locale] in response.text
        assert f'value="{reference}"' in response.text
    assert rows(widget, Case) == []


@both_languages
def test_cases_have_an_end(sign_in, widget, monkeypatch, locale):
    monkeypatch.setattr(views, "MOST_OF_CUSTOMERS", 2)
    customer = sign_in(locale)
    typed = {"subject_line": "a", "description": "b"}

    def create():
        return customer.send(customer.get_in("support/new"), "[name=subject_line]", "", **typed)

    assert [create().status_code for _ in range(3)] == [303, 303, 409]
    title = {
        "en": "This account has too many support cases",
        "fr": "Ce compte a trop de demandes d’assistance",
    }
    assert title[locale] in create().text
    assert len(rows(widget, Case)) == 2


@both_languages
def test_a_card_number_that_goes_on_in_the_next_field_is_refused(sign_in, widget, locale):
    customer = sign_in(locale)
    case = customer.get_in("support/new")
    fields = {"subject_line": "Why 4111 1111", "description": "1111 1111 was declined"}
    sent = customer.send(case, "[name=description]", **fields)
    assert sent.status_code == 422
    said = {"en": "Leave out the card number", "fr": "Retirez le numéro de carte"}
    assert said[locale] in sent.text
    assert rows(widget, Case) == []
