"""Old site, new product: each drift makes the walk fail, with the right words."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from acquit.product import load
from acquit.site.settings import read_settings
from acquit.walk.failure import Cause
from acquit.walk.proposing import proposals
from acquit.walk.running import as_report
from tests.support.languages import both_languages
from tests.support.project import ROOT
from tests.support.stack import replace, rewritten
from widget.billing import allocation
from widget.core import languages
from widget.screens.invoices import listing
from widget.storage.models import Invoice

PAGE = "docs/how-to/make-an-immediate-payment.md"
Plant = Callable[[object, pytest.MonkeyPatch], AbstractContextManager[None]]


@contextmanager
def nothing(stack, monkeypatch):
    """The same harness, without a drift."""
    with rewritten(stack, "widget", lambda path, text: text):
        yield


def renamed(locale: str, name: str, text: str) -> Plant:
    """A label changed in the product's catalogue, in one language."""

    @contextmanager
    def plant(stack, monkeypatch):
        original = languages.label_in

        def label_in(where, control):
            return text if (where, control) == (locale, name) else original(where, control)

        monkeypatch.setattr(languages, "label_in", label_in)
        yield

    return plant


def swapped(first: str, second: str) -> Plant:
    """Two controls of one group have exchanged their labels."""

    @contextmanager
    def plant(stack, monkeypatch):
        original = languages.label_in
        pair = {first: second, second: first}
        monkeypatch.setattr(
            languages, "label_in", lambda where, name: original(where, pair.get(name, name))
        )
        yield

    return plant


def html(name: str, pattern: str, replacement: str, path: str = "") -> Plant:
    """What a server answers is rewritten."""

    def plant(stack, monkeypatch):
        return rewritten(stack, name, replace(pattern, replacement, path=path))

    return plant


@contextmanager
def unpaid(stack, monkeypatch):
    """The payment is made, and the list goes on saying that the invoice is due."""
    original = listing._row

    def row(here, invoice, attempt):
        found = original(here, invoice, attempt)
        just_now = invoice.paid_at == here.now
        return listing.Row(invoice, "invoice_due", None) if just_now else found

    monkeypatch.setattr(listing, "_row", row)
    yield


@contextmanager
def wrong_invoice(stack, monkeypatch):
    """The payment is entered for another invoice."""
    original = allocation.receive

    def receive_another(session, attempt, invoice, now, *, is_late):
        other = (
            session.query(Invoice)
            .filter(Invoice.account_id == attempt.account_id, Invoice.paid_at.is_(None))
            .filter(Invoice.id != attempt.invoice_id)
            .one()
        )
        attempt.invoice_id, attempt.minor = other.id, other.minor
        return original(session, attempt, other, now, is_late=is_late)

    monkeypatch.setattr(allocation, "receive", receive_another)
    yield


PAY_BUTTON = r'<button class="primary" aria-describedby="(invoice-\d+)" data-control="pay_now">'


@dataclass(frozen=True)
class Drift:
    """What changes, and how each walk then fails; `words` by language."""

    plant: Plant
    kind: Cause
    step: str
    control: str
    words: dict[str, str]
    index: int = 0


DRIFTS = {
    "a label renamed in French only": Drift(
        renamed("fr", "pay_now", "Régler"),
        Cause.MISSING,
        "4",
        "pay_now",
        {
            "fr": "no button “Payer maintenant” next to “À payer” or “En retard”; "
            "there is: “Afficher la facture”, “Régler”"
        },
    ),
    "two statuses swapped within the list": Drift(
        swapped("invoice_due", "invoice_past_due"),
        Cause.WRONG_CONTROL,
        "4",
        "invoice_due",
        {
            "en": "“Due” is shown as invoice_past_due",
            "fr": "“À payer” is shown as invoice_past_due",
        },
    ),
    "two buttons swapped within the panel": Drift(
        swapped("add_card", "confirm_payment"),
        Cause.WRONG_CONTROL,
        "5.b",
        "add_card",
        {
            "en": "the button “Add a card” is the control confirm_payment, not add_card",
            "fr": "the button “Ajouter une carte” is the control confirm_payment, not add_card",
        },
        index=1,
    ),
    "a control removed": Drift(
        html("widget", r"<button[^>]*choose_method.*?</button>", ""),
        Cause.MISSING,
        "5",
        "choose_method",
        {
            "en": "no button “Select a payment method”",
            "fr": "no button “Sélectionner un moyen de paiement”",
        },
    ),
    "a second control of the same name in the same place": Drift(
        html("widget", f"({PAY_BUTTON}.*?</button>)", r"\1\1"),
        Cause.AMBIGUOUS,
        "4",
        "pay_now",
        {
            "en": "2 controls are a button “Pay now” next to “Due” or “Past due”",
            "fr": "2 controls are a button “Payer maintenant” next to “À payer” or “En retard”",
        },
    ),
    "a status that no longer changes": Drift(
        unpaid,
        Cause.NO_CHANGE,
        "result",
        "invoice_paid",
        {
            "en": "nothing new says “Paid”: it was there before",
            "fr": "nothing new says “Payée”: it was there before",
        },
    ),
    "the wrong invoice marked paid": Drift(
        wrong_invoice,
        Cause.WRONG_ROW,
        "result",
        "invoice_paid",
        {
            "en": "“Paid” appeared in the row “AUR-2073”, not in “AUR-2089”",
            "fr": "“Payée” appeared in the row “AUR-2073”, not in “AUR-2089”",
        },
    ),
    "a heading gone": Drift(
        html("widget", r'<p id="menu-billing".*?</p>', ""),
        Cause.NO_PLACE,
        "3",
        "billing",
        {
            "en": "“Billing” isn’t on the screen",
            "fr": "“Facturation” isn’t on the screen",
        },
    ),
    "an aria-label that differs from what is shown": Drift(
        html(
            "widget",
            PAY_BUTTON + r"(.*?)</button>",
            r'<button class="primary" aria-label="\2" data-control="pay_now">OK</button>',
        ),
        Cause.NOT_SHOWN,
        "4",
        "pay_now",
        {"en": "the button “Pay now” shows “OK”", "fr": "the button “Payer maintenant” shows “OK”"},
    ),
    "a control covered": Drift(
        html(
            "widget",
            r"\Z",
            ".panel footer { position: relative } "
            ".panel footer::after { content: ''; position: absolute; inset: 0 }",
            path="portal.css",
        ),
        Cause.COVERED,
        "6",
        "confirm_payment",
        {
            "en": "the button “Pay now” is covered by <footer",
            "fr": "the button “Payer maintenant” is covered by <footer",
        },
    ),
    "a billing role taken away": Drift(
        html("widget", r'(name="role" value=")\w+"', r'\1reader"'),
        Cause.MISSING,
        "4",
        "pay_now",
        {"en": "no button “Pay now” next to", "fr": "no button “Payer maintenant” next to"},
    ),
    "the bank’s page renamed": Drift(
        html("bank", r"(<h1[^>]*>).*?</h1>", r"\1Bank</h1>"),
        Cause.FOREIGN_PAGE,
        "5.b",
        "card_page",
        {"en": "no page “Card details”", "fr": "no page “Informations de la carte”"},
        index=1,
    ),
}
CASES = [(name, locale) for name, drift in DRIFTS.items() for locale in drift.words]


@pytest.mark.parametrize(("name", "locale"), CASES)
def test_drift(stack, hasty_walker, address, monkeypatch, name, locale):
    drift = DRIFTS[name]
    with drift.plant(stack, monkeypatch):
        walk = hasty_walker.walk(address(locale), drift.index)
    failure = walk.failure
    assert failure is not None
    assert not walk.passed
    found = (failure.cause, failure.page, failure.locale, failure.step, failure.control)
    assert found == (drift.kind, PAGE, locale, drift.step, drift.control), failure.sentence()
    assert drift.words[locale] in failure.sentence()
    assert failure.words
    assert failure.words in failure.sentence()


@pytest.mark.parametrize("index", [0, 1])
@both_languages
def test_the_same_harness_passes_without_a_drift(
    stack, walker, address, monkeypatch, locale, index
):
    with nothing(stack, monkeypatch):
        walk = walker.walk(address(locale), index)
    assert walk.failure is None, walk.failure.sentence()


def test_the_page_behind_an_open_dialog_is_left_out(stack, walker, address):
    """Rule 3 is ours: the product's `inert` gone, the dialog is still all that is searched."""
    with rewritten(stack, "widget", replace(" inert>", ">")):
        walk = walker.walk(address("en"))
    assert walk.failure is None, walk.failure.sentence()


def test_a_rename_in_french_leaves_english_alone(stack, walker, address, monkeypatch):
    with DRIFTS["a label renamed in French only"].plant(stack, monkeypatch):
        assert walker.walk(address("en")).passed


def test_a_rename_in_french_is_proposed_where_the_label_is_translated(
    stack, hasty_walker, address, monkeypatch
):
    """From the red walk to the line of the catalogue; nothing is green by itself."""
    with DRIFTS["a label renamed in French only"].plant(stack, monkeypatch):
        report = json.loads(as_report([hasty_walker.walk(address("fr"))]))
    settings = read_settings(ROOT / "mkdocs.yml")
    (proposal,) = proposals(report, settings, load(settings.options.product))
    assert (proposal.locale, proposal.old, proposal.new) == ("fr", "Payer maintenant", "Régler")
    assert proposal.path == Path("locales/fr/LC_MESSAGES/widget.po")
    assert '+msgstr "Régler"' in proposal.patch()
    assert "Régler" in proposal.sentence[1]


def test_a_balance_that_stays_while_a_counter_beside_it_changes(
    stack, hasty_walker, address, monkeypatch
):
    """The amount under a heading is meant, not just anything in its box."""
    count = iter(range(1000))

    def stale(path: str, text: str) -> str:
        beside = f'<p class="figure">€100.00</p><p>Seen {next(count)} times</p>'
        return re.sub(r'<p class="figure">.*?</p>', beside, text)

    with rewritten(stack, "widget", stale):
        failure = hasty_walker.walk(address("en", "how-to/make-a-one-time-payment")).failure
    assert failure is not None
    assert (failure.cause, failure.step, failure.control) == (
        Cause.NO_CHANGE,
        "result",
        "account_balance",
    )


def test_a_failure_leaves_a_trace_and_a_picture(stack, walker, address, monkeypatch, tmp_path):
    with DRIFTS["a control removed"].plant(stack, monkeypatch):
        failure = walker.walk(address("en")).failure
    from pathlib import Path

    assert Path(failure.trace).read_bytes()[:2] == b"PK"
    assert Path(failure.screenshot).read_bytes()[:4] == b"\x89PNG"
