"""Invitations into an account: a letter with a link that is good once, for a week."""

from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from widget.notifications import outbox
from widget.storage.account_transactions import account_transaction
from widget.storage.database import Database
from widget.storage.models import Account, Invitation, Person
from widget.storage.ownership import AccountSession

#: How long an invitation can be accepted.
INVITED_FOR = timedelta(days=7)
#: Rows have smaller numbers.
_ROW_IDS = 2**63


def send_invitation(
    session: AccountSession, person: Person, locale: str, now: datetime
) -> Invitation:
    """Write to a person how they come in."""
    invitation = Invitation(
        account_id=person.account_id, person_id=person.id, expires_at=now + INVITED_FOR
    )
    session.add(invitation)
    session.flush()
    outbox.tell_of_invitation(session, person, invitation, locale, now)
    return invitation


class InvitationTokens:
    """What an invitation's letter carries, signed: nothing secret is kept.

    It says whom it was made for, too: after a restore another invitation may have its number.
    """

    def __init__(self, secret: str):
        self._serializer = URLSafeSerializer(secret, salt="invitation of a person")

    def token(self, invitation: Invitation) -> str:
        """Return an invitation's token."""
        return str(self._serializer.dumps(_facts(invitation)))

    def find(
        self, session: Session, token: str, now: datetime
    ) -> tuple[Invitation, Person, Account] | None:
        """Return the invitation that a token was made for, if it can be accepted still."""
        try:
            facts = self._serializer.loads(token)
        except BadSignature:
            return None
        number = facts[0] if isinstance(facts, list) and facts else None
        if not isinstance(number, int) or not 0 < number < _ROW_IDS:
            return None
        found = find_invitation(session, number, now)
        return found if found is not None and _facts(found[0]) == facts else None


def _facts(invitation: Invitation) -> list[int]:
    expires = int(invitation.expires_at.timestamp())
    return [invitation.id, invitation.person_id, invitation.account_id, expires]


def find_invitation(
    session: Session, invitation_id: int | None, now: datetime
) -> tuple[Invitation, Person, Account] | None:
    """Return an invitation that can be accepted still, whom it is for, and into which account."""
    mine = (
        select(Invitation, Person, Account)
        .join(Person, Person.id == Invitation.person_id)
        .join(Account, Account.id == Invitation.account_id)
        .where(
            Invitation.id == invitation_id,
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > now,
            Person.removed_at.is_(None),
            Person.subject.is_(None),
        )
    )
    found = session.execute(mine).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def accept(
    database: Database, invitation_id: int, issuer: str, subject: str, now: datetime
) -> Person | None:
    """Let whoever a provider knows in by an invitation, once; None where that can't be.

    Who is in the account already keeps their role.
    """
    with database.read() as session:
        found = find_invitation(session, invitation_id, now)
    if found is None:
        return None
    with account_transaction(database, found[0].account_id) as session:
        again = find_invitation(session, invitation_id, now)
        if again is None:
            return None
        invitation, person, _account = again
        invitation.accepted_at = now
        known = (
            Person.account_id == person.account_id,
            Person.issuer == issuer,
            Person.subject == subject,
        )
        earlier = session.scalar(select(Person).where(*known))
        if earlier is not None:
            person.removed_at = now
            return earlier
        person.issuer, person.subject = issuer, subject
        return person
