"""Payment methods, whom they are billed to, and how they are set up."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from widget.core.gateway import PageKind
from widget.storage.models.base import Base, Scheduled, due_index, named


class MethodState(StrEnum):
    """How far a payment method has come."""

    PENDING = "pending"
    VALIDATED = "validated"
    REFUSED = "refused"


class BillingContact(Base):
    """The contact and address that a payment method is billed to; mail goes out in `locale`."""

    __tablename__ = "billing_contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    locale: Mapped[str]
    street: Mapped[str]
    postal_code: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]


class Method(Scheduled, Base):
    """A card or PayPal account that the gateway keeps for us: what may be shown of it.

    `kind` is a `gateway.PageKind`; `identifier` a card's last four digits or a wallet's masked
    address. `kept` is False for a card that serves one payment and is not to be used again.
    `replaces_id` is the method that this one succeeds as soon as it can be used. While it is
    pending, the reconciler puts it to the gateway.
    """

    __tablename__ = "method"
    __table_args__ = (due_index("method"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("billing_contact.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("method.id"))
    kind: Mapped[PageKind] = named(PageKind)
    brand: Mapped[str]
    identifier: Mapped[str]
    expiry: Mapped[str | None]
    gateway_reference: Mapped[str]
    state: Mapped[MethodState] = named(MethodState)
    kept: Mapped[bool]
    added_at: Mapped[datetime]
    validated_at: Mapped[datetime | None]
    usable_from: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    @property
    def is_in_force(self) -> bool:
        """Whether it was neither removed nor refused; it may still be pending."""
        return self.removed_at is None and self.state != MethodState.REFUSED

    def is_expired(self, today: date) -> bool:
        """Whether the month is over in which it expires (`expiry`, as `YYYY-MM`)."""
        return self.expiry is not None and self.expiry < f"{today:%Y-%m}"

    @property
    def printed(self) -> str:
        """What tells the method from others, as readers know it."""
        dots = "••••\u00a0" if self.kind is PageKind.CARD else ""
        return f"{self.brand} {dots}{self.identifier}"


class SetupIntent(Scheduled, Base):
    """Setting up a payment method on a page of the gateway's: nothing is charged there.

    It is made for an invoice that is about to be paid, or (None) from the payment methods.
    The reconciler asks what was given there, should nobody come back.
    """

    __tablename__ = "page_visit"
    __table_args__ = (
        Index("page_visit_form_token", "account_id", "form_token", unique=True),
        Index("page_visit_invoice", "invoice_id"),
        due_index("page_visit"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("billing_contact.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("method.id"))
    kind: Mapped[PageKind] = named(PageKind)
    key: Mapped[str] = mapped_column(unique=True)
    form_token: Mapped[str]
    keep: Mapped[bool]
    method_id: Mapped[int | None] = mapped_column(ForeignKey("method.id"))
    created_at: Mapped[datetime]
