"""The billing contact's form: every country, and none that is changed silently."""

from sqlalchemy import select

from tests.support.books import rows
from tests.support.languages import both_languages
from tests.support.screen import Screen
from widget.screens.payment_methods.countries import FIRST, is_country, names
from widget.storage.models import BillingContact


def options(page) -> list[tuple[str, str, bool]]:
    """The countries of a form: code, name, whether it is chosen."""
    found = Screen(page).part("select#country").parts("option")
    return [(each.own("value"), each.text(), each.own("selected") is not None) for each in found]


@both_languages
def test_every_country_is_offered_in_the_reader_s_language_the_usual_ones_first(sign_in, locale):
    customer = sign_in(locale)
    offered = options(customer.get(f"{customer.methods}new"))
    assert len(offered) == 250
    assert {code for code, _name, _chosen in offered[: len(FIRST)]} == set(FIRST)
    named = {code: name for code, name, _chosen in offered}
    words = {"en": {"JP": "Japan", "AX": "Åland Islands"}, "fr": {"JP": "Japon", "GE": "Géorgie"}}
    assert words[locale].items() <= named.items()
    others = [name for _code, name, _chosen in offered[len(FIRST) :]]
    last = {"en": ["Zambia", "Zimbabwe"], "fr": ["Zambie", "Zimbabwe"]}
    assert others[-2:] == last[locale]
    # Accents are no letters of their own: Égypte stands among the Es.
    first_letters = [name[0] for name in others]
    assert first_letters.index("É" if locale == "fr" else "E") < first_letters.index("F")
    assert [code for code, _name, chosen in offered if chosen] == ["FR"]


def test_names_are_those_of_the_language():
    assert names("fr")["DE"] == "Allemagne"
    assert " ".join(names("fr")).startswith("DE BE CA US FR LU GB CH AF ")
    assert not is_country("EU")
    assert not is_country("")


@both_languages
def test_a_country_that_is_not_offered_is_never_changed_silently(sign_in, widget, database, locale):
    customer = sign_in(locale)
    with database.write() as session:
        for contact in session.scalars(select(BillingContact)):
            contact.country = "YU"
    form = customer.get(f"{customer.methods}new")
    offered = options(form.text)
    assert [code for code, _name, chosen in offered if chosen] in ([], [""])
    assert offered[0][1] == {"en": "Choose a country", "fr": "Choisissez un pays"}[locale]
    filled = {**customer.contact(), "email": "zoe@example.com", "country": offered[0][0]}
    sent = customer.send(form, "[data-control=give_card]", page="card", **filled)
    assert sent.status_code == 422
    assert {"en": "Choose a country.", "fr": "Choisissez un pays."}[locale] in sent.text
    assert {contact.country for contact in rows(widget, BillingContact)} == {"YU"}


def test_an_address_of_an_international_domain_is_kept_as_it_was_typed(sign_in, widget):
    customer = sign_in()
    customer.give_method("approved", "card", email="zoe@bücher.example")
    assert rows(widget, BillingContact)[-1].email == "zoe@bücher.example"
    assert "zoe@bücher.example" in customer.get(customer.methods).text
