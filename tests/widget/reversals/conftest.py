"""A paid invoice, and the commands that take money back."""

import pytest
from sqlalchemy import select

from tests.support.books import balance, rows
from tests.support.reversals import AMOUNT, DUE
from widget.storage.models import Account, Attempt


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
