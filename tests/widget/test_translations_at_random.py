"""A translation is text and nothing else: whatever stands in it, every screen is shown."""

import re
from contextlib import contextmanager

import polib
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.customer import Customer
from tests.support.project import ROOT
from tests.widget.conftest import make_widget
from widget.core import languages

FRENCH = ROOT / "locales/fr/LC_MESSAGES/widget.po"

#: Of these, none may reach a page but as text.
MARKUP = (
    "<zz9>",
    "<script>zz9()</script>",
    '" zz9="1',
    "' zz9='1",
    "</title><zz9>",
    "--><zz9 ",
    "{{ zz9 }}{% zz9 %}",
    "&lt;zz9&gt;",
    "&#60;zz9&#62;",
)
PERCENTS = (
    "%",
    "%s",
    "%d",
    "%(zz9)s",
    "%(",
    "%(amount)999999999s",
    "%%",
    "%(amount)d",
    "%c",
    "%*d",
)
OTHER = (
    "{",
    "}",
    "{amount}",
    "{0.__class__}",
    "\x00",
    "\x1b[2J",
    "\r\n",
    "\u2028",
    "\u202e",
    "\x85",
)

pieces = st.lists(
    st.sampled_from([*MARKUP, *PERCENTS, *OTHER])
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    min_size=1,
    max_size=4,
).map("".join)

#: What becomes of a translation: what is written takes its place, or stands around it.
changes = st.tuples(pieces, st.sampled_from(["instead", "before", "after", "around"]))

headers = st.sampled_from(
    [
        "nplurals=2; plural=(n > 1);",
        "nplurals=99999999; plural=n;",
        "nplurals=2; plural=n/0;",
        "nplurals=2; plural=" + "(" * 500 + "n" + ")" * 500,
        "nplurals=2; plural=" + "n*" * 2000 + "n",
        "nplurals=2; plural=import os",
    ]
)


def spoiled(text: str, piece: str, where: str) -> str:
    if where == "instead":
        return piece
    return (piece if where != "after" else "") + text + (piece if where != "before" else "")


@contextmanager
def translated(folder, spoil: list[tuple[str, str]], plurals: str):
    """Let the widget read a catalogue in which each message is spoiled, by turns."""
    catalogue = polib.pofile(str(FRENCH))
    catalogue.metadata["Plural-Forms"] = plurals
    # One is left as it is: a catalogue that says nothing at all is no language.
    for index, entry in enumerate(list(catalogue)[1:]):
        entry.msgstr = spoiled(entry.msgstr, *spoil[index % len(spoil)])
    path = folder / "fr/LC_MESSAGES/widget.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalogue), encoding="utf-8")
    kept = (languages.available, languages.translations, languages.label_in)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "FOLDER", folder)
        for each in kept:
            each.cache_clear()
        try:
            yield
        finally:
            for each in kept:
                each.cache_clear()


def screens(customer: Customer):
    """Lists, forms, panels, refusals, a letter, an error page, the bank: each a way to a page."""
    yield customer.get("/fr/practice/")
    yield customer.get_in("")
    yield customer.get_in("search", "q=e")
    yield customer.get_in("billing/usage")
    yield customer.get(customer.invoices)
    yield customer.panel("AUR-2089")
    yield customer.get_in("billing/invoices/AUR-2089")
    yield customer.get_in("billing/invoices/AUR-2089.pdf")
    yield customer.get(customer.payments)
    yield customer.review("nonsense")  # 422: which says so, in a message
    yield customer.review("9000")
    yield customer.get(customer.methods)
    yield customer.get_in("billing/payments/method/new")
    yield customer.get_in("messages/")
    yield customer.get_in("support/new")
    start = customer.start_method("card").location
    yield customer.bank.get(re.sub(r"^https?://[^/]+", "", start), base_url="http://bank")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to make it smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(spoil=st.lists(changes, min_size=1, max_size=7), plurals=headers)
def test_every_screen_is_shown(tmp_path, database_url, gateway, bank, spoil, plurals):
    with translated(tmp_path, spoil, plurals):
        app = make_widget(database_url, gateway, sign_ins="1000/minute")
        try:
            customer = Customer(app, bank, "fr")
            for screen in screens(customer):
                assert screen.status_code in (200, 422), screen.text
                if screen.mimetype == "text/html":
                    assert_text_only(screen.text)
            missing = customer.get("/fr/nothing")
            assert missing.status_code == 404
            assert_text_only(missing.text)
        finally:
            app.extensions["widget"].database.close()


def assert_text_only(html: str) -> None:
    assert '<html lang="fr" dir="ltr">' in html
    for tag in re.findall(r"<[^>]*>", html):
        assert "zz9" not in unquoted(tag), tag


def unquoted(tag: str) -> str:
    """A tag without the values of its attributes, as a browser reads it."""
    return re.sub(r'"[^"]*"', '""', tag)
