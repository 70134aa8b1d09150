"""What is asked for when an attempt to pay begins, and why none may begin."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from widget.core.gateway import PageKind
from widget.core.money import Money
from widget.storage.models import AttemptKind


class Refusal(StrEnum):
    """Why no attempt was begun."""

    PAID_ALREADY = "paid_already"
    CREDIT_NOTE = "credit_note"
    IN_PROGRESS = "in_progress"
    NO_METHOD = "no_method"
    OTHER_AMOUNT = "other_amount"
    TOO_MANY = "too_many"


class RefusedError(Exception):
    """Nothing was begun, and no money moved."""

    def __init__(self, refusal: Refusal):
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class InvoiceOrder:
    """What a customer asks for: this invoice, with this method, by this form.

    `shown_minor` is the amount that the customer was shown: nothing else is charged.
    """

    kind: ClassVar = AttemptKind.INVOICE
    account_id: int
    person_id: int
    invoice_number: str
    method_id: int
    shown_minor: int
    form_token: str
    locale: str


@dataclass(frozen=True)
class OneTimeOrder:
    """What a customer asks for: this amount, on this page of the gateway's, by this form."""

    kind: ClassVar = AttemptKind.ONE_TIME
    account_id: int
    person_id: int
    amount: Money
    page: PageKind
    form_token: str
    locale: str


@dataclass(frozen=True)
class MonthOrder:
    """What is charged each month without anybody asking: what is left of the month's invoice.

    `month` is the month of the calendar, as `2026-11`.
    """

    kind: ClassVar = AttemptKind.DEBIT
    account_id: int
    invoice_number: str
    month: str
    method_id: int
    locale: str
