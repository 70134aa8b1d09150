"""Cards that have expired aren't offered, and say so."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.support.languages import both_languages
from tests.support.screen import Screen
from widget.storage.models import Method


@pytest.fixture
def expire(database):
    """Let a card of the one account have expired last month, or this month."""

    def change(identifier: str, expiry: str = "2020-01") -> None:
        with database.write() as session:
            card = session.scalars(select(Method).where(Method.identifier == identifier)).one()
            card.expiry = expiry

    return change


@pytest.mark.parametrize(
    ("expiry", "today", "expired"),
    [
        ("2026-10", date(2026, 11, 1), True),
        ("2026-11", date(2026, 11, 1), False),
        ("2026-11", date(2026, 11, 30), False),
        ("2025-12", date(2026, 1, 1), True),
        (None, date(2026, 1, 1), False),
    ],
)
def test_a_card_is_good_until_its_month_is_over(expiry, today, expired):
    assert Method(expiry=expiry).is_expired(today) is expired


@both_languages
def test_it_is_not_offered_and_says_so(sign_in, expire, locale):
    customer = sign_in(locale)
    assert customer.usable_cards() == ["4242", "4444"]
    expire("4242")
    assert customer.usable_cards() == ["4444"]
    panel = customer.panel("AUR-2073").text
    said = {
        "en": "Visa ••••\u00a04242 has expired (January 2020)",
        "fr": "La carte Visa ••••\u00a04242 a expiré fin janvier 2020",
    }
    assert said[locale] in panel
    listed = customer.get(customer.methods).text
    assert "details_expired" in listed
    said = {"en": "Expired (January 2020)", "fr": "Cette carte a expiré fin janvier 2020"}
    assert said[locale] in listed


def test_it_can_not_be_paid_with_by_a_page_that_was_open(sign_in, expire, charges):
    customer = sign_in()
    panel = customer.panel("AUR-2073")
    method = Screen(panel).attribute("[name=method]", "value")
    expire("4242")
    answer = customer.send(panel, "#pay", method=method)
    assert answer.status_code == 409
    assert "This payment method can’t be used" in answer.text
    assert charges() == []


def test_the_last_card_that_pays_can_not_be_removed_beside_one_that_has_expired(sign_in, expire):
    customer = sign_in("en", "owner", "card-account")
    customer.give_method("approved_other", "card")
    customer.next_day()
    customer.next_day()
    expire("4242")
    listed = customer.get(customer.methods).text
    removable = re.findall(r"method/(\d+)/remove", listed)
    assert removable == ["1"]
