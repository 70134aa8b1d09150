"""An invoice as it is printed: everything the paper says, and nothing from the database."""

from dataclasses import dataclass
from datetime import date

from widget.core.money import Money
from widget.core.settings import Payee
from widget.core.structured_reference import printed


@dataclass(frozen=True)
class Line:
    """What is charged for, and how much."""

    label: str
    amount: Money


@dataclass(frozen=True)
class Document:
    """An invoice on paper; a `specimen` is marked as one, since nobody owes what it says."""

    number: str
    #: What a transfer quotes, without spaces.
    reference: str
    issued_on: date
    due_on: date
    account_name: str
    profile_name: str
    lines: tuple[Line, ...]
    total: Money
    paid: Money
    payee: Payee
    specimen: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What others have named, and may have written in any script."""
        payee, lines = self.payee, (line.label for line in self.lines)
        named = (self.number, self.account_name, self.profile_name, payee.name, *payee.address)
        return tuple(dict.fromkeys((*named, *lines)))

    @property
    def to_pay(self) -> Money:
        """What is left to pay. Raises ValueError when total and paid differ in currency."""
        return self.total - self.paid

    @property
    def is_credit_note(self) -> bool:
        """Whether it gives money, and asks for none."""
        return self.total.minor < 0

    @property
    def credit(self) -> Money:
        """What a credit note gives."""
        return Money(max(-self.total.minor, 0), self.total.currency)

    @property
    def is_paid_up(self) -> bool:
        """Whether nothing is left to pay."""
        return self.to_pay.minor <= 0

    @property
    def reference_printed(self) -> str:
        """The reference to quote, in groups of four."""
        return printed(self.reference)

    @property
    def iban_printed(self) -> str:
        """The payee's IBAN, in groups of four."""
        return printed(self._iban)

    @property
    def sepa_qr(self) -> str | None:
        """What the “SEPA credit transfer” QR code says; None for what SEPA can't carry.

        The lines are those of EPC069-12, version 002, in UTF-8. SEPA knows euros only, up to
        999,999,999.99, and names of at most 70 characters.
        """
        left = self.to_pay
        if left.currency != "EUR" or not 0 < left.minor <= 999_999_999_99:
            return None
        name, bic = self.payee.name[:70], self.payee.bic.replace(" ", "")
        purpose = ""
        lines = ("BCD", "002", "1", "SCT", bic, name, self._iban, f"EUR{left.major}")
        return "\n".join((*lines, purpose, self.reference))

    @property
    def _iban(self) -> str:
        return self.payee.iban.replace(" ", "")
