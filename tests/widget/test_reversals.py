"""Money that goes back: refunds, disputes, returned transfers; what the books and screens say."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.applications import tell_everything
from tests.support.books import balance, rows
from tests.support.screen import Screen
from widget.billing import allocation, ledger, opening
from widget.billing.reversals import give_again, take_back
from widget.core.gateway import GatewayUnavailableError, KeyUsedUpError, RefundRefusedError
from widget.core.money import Money
from widget.gateways.stripe import parameters
from widget.payments import events, limits
from widget.payments.monthly import Billed, Month, MonthlyBilling
from widget.payments.reconciling import reconcile
from widget.payments.refunds import Refunds
from widget.sandbox.bank.stripe_api import disputes, refunds
from widget.storage.models import (
    Account,
    Attempt,
    Case,
    EntryKind,
    GatewayEvent,
    Invoice,
    LedgerEntry,
    Mail,
    PaysBy,
    RefundRequest,
)

DUE = "AUR-2089"
AMOUNT = 18050


@pytest.fixture
def run(widget):
    runner = widget.test_cli_runner()
    return lambda *args: runner.invoke(args=list(args))


@pytest.fixture
def paid(sign_in, widget):
    """An invoice that was paid with a saved card: its customer, the payment, the balance before."""
    customer = sign_in()
    with widget.extensions["widget"].database.write() as session:
        session.scalars(select(Account)).one().is_practice = False
    customer.before = balance(widget)
    customer.pay(DUE, "4242")
    customer.payment = rows(widget, Attempt)[-1]
    assert balance(widget) == customer.before - AMOUNT
    return customer


def entries(widget) -> list[tuple[str, int]]:
    return [(e.kind, e.minor) for e in rows(widget, LedgerEntry) if e.of_id]


def cases(widget) -> list[str]:
    return [case.kind for case in rows(widget, Case)]


def letters(widget) -> list[str]:
    return [mail.kind for mail in rows(widget, Mail)]


def invoice(widget) -> Invoice:
    return next(i for i in rows(widget, Invoice) if i.number == DUE)


def at_bank(bank, change) -> None:
    """Change something at the bank: `change(objects, payment)`."""
    with bank.extensions["store"].write() as objects:
        change(objects, objects.all("payment_intent")[-1])


def refunded_at_dashboard(bank, amount) -> None:
    at_bank(bank, lambda objects, payment: refunds.refund(objects, payment, amount, {}, None))


def last_dispute(bank, act, *more) -> None:
    with bank.extensions["store"].write() as objects:
        act(objects, objects.all("dispute")[-1], *more)


# Refunds ----------------------------------------------------------------------------------------


def test_a_refund_makes_the_invoice_due_again(paid, run, widget):
    said = run("refund", paid.payment.reference)
    assert said.output == f"Paid back: €180.50 of payment {paid.payment.reference}.\n"
    assert balance(widget) == paid.before
    assert entries(widget) == [("refund", AMOUNT)]
    assert (invoice(widget).allocated_minor, invoice(widget).paid_at) == (0, None)
    assert letters(widget)[-1] == "paid_back"
    assert [request.state for request in rows(widget, RefundRequest)] == ["made"]
    assert paid.statuses()[DUE] == "invoice_due"


def test_a_part_is_paid_back_and_then_no_more_than_the_rest(paid, run, widget):
    assert run("refund", paid.payment.reference, "80").exit_code == 0
    assert invoice(widget).to_pay.minor == 8000
    too_much = run("refund", paid.payment.reference, "101")
    assert too_much.exit_code == 1
    assert "€100.50 is left to be paid back" in too_much.output
    assert run("refund", paid.payment.reference).exit_code == 0
    assert run("refund", paid.payment.reference).exit_code == 1
    assert entries(widget) == [("refund", 8000), ("refund", 10050)]
    assert balance(widget) == paid.before
    assert letters(widget).count("paid_back") == 2


def test_a_refund_of_what_can_not_be_paid_back_says_so(sign_in, run):
    sign_in()
    assert "No payment has the reference PAY-1" in run("refund", "PAY-1").output


def test_a_declined_payment_is_not_paid_back(sign_in, run, widget):
    sign_in().pay_once("25", "declined")
    said = run("refund", rows(widget, Attempt)[0].reference)
    assert (said.exit_code, "didn’t go through" in said.output) == (1, True)


def test_a_refund_made_at_the_gateway_is_booked_by_its_event(paid, bank, widget):
    refunded_at_dashboard(bank, 5000)
    tell_everything(widget, bank)
    tell_everything(widget, bank)
    assert entries(widget) == [("refund", 5000)]
    assert letters(widget).count("paid_back") == 1
    assert invoice(widget).to_pay.minor == 5000


def test_an_event_that_never_came_is_found_by_the_reconciler(paid, bank, widget, gateway, database):
    refunded_at_dashboard(bank, 5000)
    for found in (1, 0):
        done = reconcile(database, gateway, lambda: datetime.now(UTC))
        assert (done.events, done.failed) == (found, 0)
    assert entries(widget) == [("refund", 5000)]
    assert len(rows(widget, GatewayEvent)) == 1


@pytest.mark.parametrize(("hour", "is_found"), [(12, False), (events.FULL_HOUR, True)])
def test_events_are_looked_for_from_the_last_one_on_and_in_one_hour_all(
    paid, bank, widget, gateway, database, hour, is_found
):
    """An event may have been nobody's when it came."""
    refunded_at_dashboard(bank, 5000)
    last = datetime.now(UTC) + timedelta(days=10)
    with database.write() as session:
        account = session.scalars(select(Account.id)).one()
        session.add(GatewayEvent(id="evt", account_id=account, received_at=last))
    done = reconcile(database, gateway, lambda: last.replace(hour=hour))
    assert done.events == is_found


def test_what_can_not_be_dealt_with_does_not_hold_up_other_events(
    paid, bank, widget, gateway, database, monkeypatch
):
    for _ in range(2):
        refunded_at_dashboard(bank, 100)
    first = bank.extensions["store"].untold()[-2]["id"]
    note = "widget.payments.events._note"
    kept = []

    def fail_once(_, event):
        if event.id == first:
            raise ValueError("cannot")
        kept.append(event.id)

    monkeypatch.setattr(note, fail_once)
    done = reconcile(database, gateway, lambda: datetime.now(UTC))
    assert (done.events, done.failed, len(kept)) == (1, 1, 1)


@pytest.mark.parametrize("is_done", [False, True])
def test_a_refund_without_an_answer_is_gone_on_with_once(
    paid, run, widget, bank, gateway, database, monkeypatch, is_done
):
    real = type(gateway).refund

    def lost(self, *arguments):
        if is_done:
            real(self, *arguments)
        raise GatewayUnavailableError("lost")

    with monkeypatch.context() as patched:
        patched.setattr(type(gateway), "refund", lost)
        said = run("refund", paid.payment.reference, "80")
        assert "hasn't answered yet: €80.00" in said.output
        again = run("refund", paid.payment.reference, "80")
        assert (again.exit_code, "is under way: nothing was begun" in again.output) == (1, True)
    later = datetime.now(UTC) + limits.CUSTOMER_HAS
    for _ in range(2):
        assert reconcile(database, gateway, lambda: later).failed == 0
    assert entries(widget) == [("refund", 8000)]
    assert [request.state for request in rows(widget, RefundRequest)] == ["made"]
    with bank.extensions["store"].read() as objects:
        assert [refund["amount"] for refund in objects.all("refund")] == [8000]


def test_a_refund_whose_key_is_used_up_is_asked_for_under_another(
    paid, run, widget, gateway, database, monkeypatch
):
    real, keys = type(gateway).refund, []

    def keep_an_error(self, payment, amount, key):
        keys.append(key)
        if key == keys[0]:
            raise KeyUsedUpError("kept") if len(keys) > 1 else GatewayUnavailableError("500")
        return real(self, payment, amount, key)

    monkeypatch.setattr(type(gateway), "refund", keep_an_error)
    run("refund", paid.payment.reference, "80")
    later = datetime.now(UTC) + limits.CUSTOMER_HAS
    assert reconcile(database, gateway, lambda: later).failed == 0
    assert entries(widget) == [("refund", 8000)]
    assert (len(keys), keys[0] == keys[1], keys[1] == keys[2]) == (3, True, False)


def test_two_workers_that_meet_a_used_up_key_pay_back_once(
    paid, run, widget, bank, gateway, database, monkeypatch
):
    """One of them is slow: the other has gone on under another key, and it was made."""
    real, keys, is_slow = type(gateway).refund, [], []
    later = datetime.now(UTC) + limits.CUSTOMER_HAS

    def keep_an_error(self, payment, amount, key):
        keys.append(key)
        if key != keys[0]:
            return real(self, payment, amount, key)
        if len(keys) == 1:
            raise GatewayUnavailableError("500")
        if not is_slow:
            is_slow.append(key)
            request = rows(widget, RefundRequest)[0]
            Refunds(database, gateway, later).go_on(request)
        raise KeyUsedUpError("kept")

    monkeypatch.setattr(type(gateway), "refund", keep_an_error)
    run("refund", paid.payment.reference, "80")
    assert reconcile(database, gateway, lambda: later).failed == 0
    with bank.extensions["store"].read() as objects:
        assert [refund["amount"] for refund in objects.all("refund")] == [8000]
    assert entries(widget) == [("refund", 8000)]
    assert [request.state for request in rows(widget, RefundRequest)] == ["made"]
    assert cases(widget) == []


def test_a_refund_that_the_gateway_refuses_is_told(paid, run, widget, gateway, monkeypatch):
    def refuse(*_):
        raise RefundRefusedError("no balance")

    monkeypatch.setattr(type(gateway), "refund", refuse)
    said = run("refund", paid.payment.reference)
    assert (said.exit_code, "pays nothing back: no balance" in said.output) == (1, True)
    assert [request.state for request in rows(widget, RefundRequest)] == ["refused"]
    assert entries(widget) == []


def test_a_refund_that_stripe_has_no_amount_for_is_refused(paid, run, widget, monkeypatch):
    """A currency of three decimals is counted in tens there."""

    def refuse(_):
        raise ValueError("finer than Stripe counts")

    monkeypatch.setattr(parameters, "to_stripe", refuse)
    said = run("refund", paid.payment.reference, "80")
    assert (said.exit_code, "finer than Stripe counts" in said.output) == (1, True)
    assert [request.state for request in rows(widget, RefundRequest)] == ["refused"]


def test_a_month_that_was_paid_back_is_not_charged_again(paid, run, widget, gateway, database):
    run("refund", paid.payment.reference)
    with database.read() as session:
        account = session.scalars(select(Account)).one()
        assert session.scalars(select(Invoice).where(Invoice.number == DUE)).one().reopened_at
    with database.write() as session:
        session.scalars(select(Invoice).where(Invoice.number == DUE)).one().number = "202601-1"
        session.scalars(select(Account)).one().pays_by = "card"
    account.pays_by = PaysBy.CARD
    billing = MonthlyBilling(database, gateway, "https://pay.example.com", datetime.now(UTC))
    assert billing.bill(account, Month(2026, 1)) == [Billed.REOPENED]


def test_a_refund_that_fails_later_counts_again_and_needs_a_person(paid, bank, widget):
    refunded_at_dashboard(bank, 5000)
    tell_everything(widget, bank)
    with bank.extensions["store"].write() as objects:
        refunds.fail(objects, objects.all("refund")[-1])
    tell_everything(widget, bank)
    assert entries(widget) == [("refund", 5000), ("refund_failed", -5000)]
    assert cases(widget) == ["refund_failed"]
    assert invoice(widget).is_paid_up


def test_a_refund_is_taken_from_credit_first(sign_in, run, widget):
    customer = sign_in()
    customer.pay_once("500", "approved")
    owed, due = balance(widget), [i.number for i in rows(widget, Invoice) if not i.is_paid_up]
    assert (owed < 0, due) == (True, [])
    run("refund", rows(widget, Attempt)[0].reference, f"{-owed / 100:.2f}")
    assert balance(widget) == 0
    assert all(i.is_paid_up for i in rows(widget, Invoice))


# Disputes ---------------------------------------------------------------------------------------


@pytest.fixture
def disputed(sign_in, bank, widget):
    """A payment that is disputed at once."""
    customer = sign_in()
    customer.before = balance(widget)
    customer.pay_once("25", "disputed")
    tell_everything(widget, bank)
    return customer


def test_a_dispute_takes_the_money_back_and_needs_a_person(disputed, widget):
    assert balance(widget) == disputed.before
    assert entries(widget) == [("dispute", 2500)]
    assert cases(widget) == ["disputed"]
    assert letters(widget)[-1] == "payment_disputed"


def test_a_dispute_that_is_won_counts_again(disputed, bank, widget):
    last_dispute(bank, disputes.submit, "winning_evidence")
    tell_everything(widget, bank)
    assert balance(widget) == disputed.before - 2500
    assert entries(widget) == [("dispute", 2500), ("dispute_won", -2500)]
    assert letters(widget)[-1] == "payment_counts_again"


def test_a_dispute_that_is_lost_stays_so(disputed, bank, widget):
    last_dispute(bank, disputes.submit, "losing_evidence")
    tell_everything(widget, bank)
    assert balance(widget) == disputed.before
    assert entries(widget) == [("dispute", 2500)]
    assert cases(widget) == ["disputed", "dispute_lost"]


def test_what_is_disputed_can_not_be_paid_back(disputed, run, widget):
    said = run("refund", rows(widget, Attempt)[0].reference)
    assert (said.exit_code, "nothing is left to be paid back" in said.output) == (1, True)


def test_an_inquiry_moves_nothing_and_needs_a_person(sign_in, bank, widget):
    customer = sign_in()
    before = balance(widget)
    customer.pay_once("25", "inquired_about")
    tell_everything(widget, bank)
    assert (entries(widget), cases(widget)) == ([], ["disputed"])
    last_dispute(bank, disputes.close)
    tell_everything(widget, bank)
    assert (entries(widget), balance(widget)) == ([], before - 2500)


def test_events_in_any_order_end_alike(sign_in, bank, widget, monkeypatch):
    customer = sign_in()
    customer.pay_once("25", "disputed")
    last_dispute(bank, disputes.submit, "losing_evidence")
    store = bank.extensions["store"]
    waiting = store.untold()
    monkeypatch.setattr(store, "untold", lambda: waiting[::-1])
    tell_everything(widget, bank)
    assert entries(widget) == [("dispute", 2500)]
    assert {"dispute_lost"} <= set(cases(widget))


def test_a_dispute_that_is_won_and_then_lost_is_taken_back_again(disputed, bank, widget):
    last_dispute(bank, disputes.submit, "winning_evidence")
    tell_everything(widget, bank)
    with bank.extensions["store"].write() as objects:
        lost = objects.change(objects.all("dispute")[-1], status="lost")
        objects.happened("charge.dispute.closed", lost)
    tell_everything(widget, bank)
    tell_everything(widget, bank)
    assert entries(widget) == [("dispute", 2500), ("dispute_won", -2500), ("dispute", 2500)]
    assert balance(widget) == disputed.before


def test_each_dispute_of_a_payment_has_a_case_of_its_own(disputed, bank, widget):
    at_bank(bank, lambda objects, payment: disputes.open_dispute(objects, payment))
    tell_everything(widget, bank)
    assert cases(widget) == ["disputed", "disputed"]


@pytest.mark.parametrize("more", [(), ("1",)])
def test_more_than_was_paid_may_be_gone_and_is_not_paid_back(paid, run, bank, widget, more):
    """A refund, and then a dispute of the whole."""
    run("refund", paid.payment.reference, "80")
    at_bank(bank, lambda objects, payment: disputes.open_dispute(objects, payment))
    tell_everything(widget, bank)
    said = run("refund", paid.payment.reference, *more)
    assert (said.exit_code, "nothing is left to be paid back" in said.output) == (1, True)
    assert [request.minor for request in rows(widget, RefundRequest)] == [8000]


def test_a_dispute_in_another_currency_is_for_a_person(paid, bank, widget):
    def open_in_dollars(objects, payment):
        disputes.open_dispute(objects, {**payment, "currency": "usd"})

    at_bank(bank, open_in_dollars)
    tell_everything(widget, bank)
    assert (entries(widget), cases(widget)) == ([], ["disputed"])


def test_a_status_that_is_not_known_is_for_a_person(paid, bank, widget):
    def open_oddly(objects, payment):
        odd = objects.change(disputes.open_dispute(objects, payment), status="odd")
        objects.happened("charge.dispute.updated", odd)

    at_bank(bank, open_oddly)
    tell_everything(widget, bank)
    assert (entries(widget), cases(widget)) == ([], ["disputed"])


@pytest.mark.parametrize(
    ("act", "kinds"),
    [
        (lambda objects: refunds.fail(objects, objects.all("refund")[-1]), "refund"),
        (
            lambda objects: disputes.submit(
                objects, objects.all("dispute")[-1], "winning_evidence"
            ),
            "dispute",
        ),
    ],
    ids=["refund", "dispute"],
)
def test_an_answer_that_is_out_of_date_is_not_booked(
    paid, bank, widget, gateway, monkeypatch, act, kinds
):
    """Another worker is told meanwhile that the money came back."""
    if kinds == "refund":
        refunded_at_dashboard(bank, 5000)
    else:
        at_bank(bank, lambda objects, payment: disputes.open_dispute(objects, payment))
    name = f"{kinds}s"
    real, asked = getattr(type(gateway), name), []

    def slow(self, payment):
        found = real(self, payment)
        asked.append(payment)
        if len(asked) == 1:
            with bank.extensions["store"].write() as objects:
                act(objects)
            tell_everything(widget, bank)
        return found

    monkeypatch.setattr(type(gateway), name, slow)
    tell_everything(widget, bank)
    assert balance(widget) == paid.before - AMOUNT
    assert sum(minor for _, minor in entries(widget)) == 0


def test_what_is_won_pays_only_with_what_there_is(database):
    """A refund, a dispute of the whole, and that is won: the refund is still gone."""
    now, all_of_it = datetime.now(UTC), Money(AMOUNT, "EUR")
    with database.write() as session:
        account = opening.open_account(session, "Aurora", "EUR", "UTC", PaysBy.TRANSFER)
        lines = [opening.Line("storage", all_of_it)]
        only = opening.add_invoice(session, account, "A-1", lines, now.date(), now)
        payment = ledger.record_payment(session, account.id, all_of_it, now, invoice_id=only.id)
        allocation.allocate(session, only, all_of_it, now)
        take_back(session, payment, EntryKind.REFUND, Money(8000, "EUR"), now, "re_1")
        taken = take_back(session, payment, EntryKind.DISPUTE, all_of_it, now, "dp_1")
        give_again(session, taken, EntryKind.DISPUTE_WON, now)
        assert only.to_pay == Money(8000, "EUR")
        assert ledger.balance(session, account) == Money(8000, "EUR")


def test_a_dispute_that_is_prevented_after_all_counts_again(disputed, bank, widget):
    with bank.extensions["store"].write() as objects:
        ended = objects.change(objects.all("dispute")[-1], status="prevented")
        objects.happened("charge.dispute.closed", ended)
    tell_everything(widget, bank)
    assert balance(widget) == disputed.before - 2500


def test_a_dispute_of_nothing_is_booked_nowhere(paid, bank, widget):
    at_bank(
        bank,
        lambda objects, payment: disputes.open_dispute(objects, {**payment, "amount_received": 0}),
    )
    for _ in range(2):
        tell_everything(widget, bank)
    assert entries(widget) == []


# What fell back ---------------------------------------------------------------------------------


def test_a_payment_that_fell_back_behind_succeeded_needs_a_person(paid, bank, widget):
    """It is a new question of ours that gives another answer than before, and no late one."""

    def fall_back(objects, payment):
        objects.change(payment, status="canceled", amount_received=0)
        objects.happened("payment_intent.canceled", objects.get(payment["id"], "payment_intent"))

    at_bank(bank, fall_back)
    tell_everything(widget, bank)
    assert rows(widget, Attempt)[0].state == "succeeded"
    assert cases(widget) == ["fell_back"]
    assert balance(widget) == paid.before - AMOUNT


# Transfers --------------------------------------------------------------------------------------


@pytest.fixture
def by_transfer(sign_in, run, widget):
    customer = sign_in()
    customer.before = balance(widget)
    customer.reference = invoice(widget).payment_reference
    said = run("record-transfer", customer.reference, "180.50", "--transfer", "T-1")
    assert "Booked €180.50 for invoice AUR-2089, as “T-1”." in said.output
    return customer


@pytest.mark.parametrize(
    ("option", "kind", "letter"),
    [((), "return", ["transfer_returned"]), (("--booked-by-mistake",), "correction", [])],
)
def test_a_transfer_that_was_returned_is_owed_again(by_transfer, run, widget, option, kind, letter):
    said = run("transfer", "return", "T-1", *option)
    assert "Taken back: €180.50, which had come for AUR-2089." in said.output
    assert "left to pay of it: €180.50" in said.output
    assert (balance(widget), entries(widget)) == (by_transfer.before, [(kind, AMOUNT)])
    assert letters(widget) == letter
    again = run("transfer", "return", "T-1", *option)
    assert (again.exit_code, "was taken back before" in again.output) == (1, True)


def test_a_transfer_that_is_not_known_is_not_taken_back(run):
    assert "No transfer “T-9” was booked." in run("transfer", "return", "T-9").output


def test_a_transfer_without_a_reference_waits_for_a_person(sign_in, run, widget):
    sign_in()
    before = balance(widget)
    assert (
        "Kept €180.50 as “T-2”"
        in run("transfer", "keep", "T-2", "180.50", "EUR", "--from", "Aurora SA").output
    )
    assert balance(widget) == before
    assert "T-2  Aurora SA" in run("transfer", "list").output
    assert run("transfer", "keep", "T-2", "1", "EUR").exit_code == 1
    quoted = invoice(widget).payment_reference
    said = run("transfer", "match", "T-2", quoted)
    assert "settled of it: €180.50; left to pay: €0.00" in said.output
    assert balance(widget) == before - AMOUNT
    assert run("transfer", "list").output == "No transfer waits.\n"
    assert run("transfer", "match", "T-2", quoted).exit_code == 1
    assert "T-1” waits" in run("transfer", "match", "T-1", quoted).output


def test_a_transfer_in_another_currency_is_not_matched(sign_in, run, widget):
    sign_in()
    run("transfer", "keep", "T-3", "180.50", "USD")
    said = run("transfer", "match", "T-3", invoice(widget).payment_reference)
    assert (said.exit_code, "The transfer is in USD" in said.output) == (1, True)


def test_a_transfer_that_was_booked_is_not_kept(by_transfer, run):
    said = run("transfer", "keep", "T-1", "180.50", "EUR")
    assert (said.exit_code, "was booked before: nothing was kept" in said.output) == (1, True)


def test_a_kept_transfer_may_go_back_unmatched(sign_in, run, widget):
    sign_in()
    run("transfer", "keep", "T-4", "5", "EUR")
    assert "Given back: €5.00, which nobody had matched." in run("transfer", "return", "T-4").output
    assert run("transfer", "list").output == "No transfer waits.\n"
    assert "T-4” waits" in run("transfer", "match", "T-4", invoice(widget).payment_reference).output


# What customers see -----------------------------------------------------------------------------


def test_invoice_and_balance_say_what_happened(paid, run, widget):
    run("refund", paid.payment.reference, "80")
    for path in (f"billing/invoices/{DUE}", "billing", "billing/usage"):
        said = Screen(paid.get_in(path)).text("[aria-labelledby=reversals]")
        assert "Paid back to you" in said, path
        assert "+€80.00" in said, path


def test_nothing_is_said_where_nothing_went_back(paid):
    for path in (f"billing/invoices/{DUE}", "billing", "billing/usage"):
        assert "reversals" not in paid.get_in(path).text


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_each_letter_and_case_can_be_read(sign_in, bank, run, widget, locale):
    customer = sign_in(locale)
    for card in ("disputed", "inquired_about", "approved"):
        customer.pay_once("25", card)
    refunded_at_dashboard(bank, None)
    tell_everything(widget, bank)
    with bank.extensions["store"].write() as objects:
        refunds.fail(objects, objects.all("refund")[-1])
        disputes.submit(objects, objects.all("dispute")[0], "winning_evidence")
    tell_everything(widget, bank)
    run("record-transfer", invoice(widget).payment_reference, "1", "--transfer", "T-1")
    run("transfer", "return", "T-1")
    said = customer.get_in("messages/").text
    assert {"paid_back", "payment_disputed", "payment_counts_again", "transfer_returned"} <= set(
        letters(widget)
    )
    assert customer.get_in("support/").status_code == 200
    assert said.count("<article") == len(letters(widget))
