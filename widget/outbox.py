"""The outbox: letters committed together with what they tell, and sent by a worker later."""

from datetime import datetime

from sqlalchemy.orm import Session

from widget.models import Account, Attempt, BillingContact, Mail, Method, Person


def tell_of_method(session: Session, method: Method, now: datetime) -> None:
    """Write to a method's billing contact what was decided on it, if there is a contact."""
    if method.contact_id is None:
        return
    contact = session.get_one(BillingContact, method.contact_id)
    _post(
        session,
        Mail(
            account_id=method.account_id,
            kind=f"details_{method.state}",
            method_id=method.id,
            name=contact.name,
            address=contact.email,
            locale=contact.locale,
            written_at=now,
        ),
    )


def tell_of_payment(session: Session, attempt: Attempt, now: datetime) -> None:
    """Write to who paid that a payment went through, or that the month's debit didn't.

    The month's debit is nobody's: it is told to the billing contact of its method.
    """
    reader = _reader(session, attempt)
    if reader is None:
        return
    name, address, locale = reader
    kind = "payment_received" if attempt.state == "succeeded" else "debit_refused"
    _post(
        session,
        Mail(
            account_id=attempt.account_id,
            kind=kind,
            attempt_id=attempt.id,
            name=name,
            address=address,
            locale=locale,
            written_at=now,
        ),
    )


def _reader(session: Session, attempt: Attempt) -> tuple[str, str, str] | None:
    """Name, address and language of whom a payment is told."""
    if attempt.person_id is not None:
        person = session.get_one(Person, attempt.person_id)
        return person.name, person.email, attempt.locale.replace("-", "_")
    method = session.get_one(Method, attempt.method_id) if attempt.method_id else None
    if method is None or method.contact_id is None:
        return None
    contact = session.get_one(BillingContact, method.contact_id)
    return contact.name, contact.email, contact.locale


def _post(session: Session, mail: Mail) -> None:
    """Put a letter in; practice's are only shown, and never due."""
    is_practice = session.get_one(Account, mail.account_id).is_practice
    mail.due_at = None if is_practice else mail.written_at
    session.add(mail)
