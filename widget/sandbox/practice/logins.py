"""Practice logins: an account is found by the hash of the token in its address."""

from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from widget.core.tokens import hashed_token
from widget.storage.models import Account, Person, PracticeLogin
from widget.storage.ownership import ForeignRowError
from widget.web.services import ACCOUNT_AND_PERSON

_BY_TOKEN = (
    ACCOUNT_AND_PERSON.join(PracticeLogin, PracticeLogin.person_id == Person.id)
    .where(PracticeLogin.token_hash == bindparam("hash"), PracticeLogin.account_id == Account.id)
    .add_columns(PracticeLogin)
)


def find_login(session: Session, token: str) -> tuple[Account, Person, bool, PracticeLogin] | None:
    """Return what a token opens: account, person, whether a payment is unfinished, and the login.

    Raises ForeignRowError for a row that isn't the token's.
    """
    hashed = hashed_token(token)
    found = session.execute(_BY_TOKEN, {"hash": hashed}).one_or_none()
    if found is None:
        return None
    account, person, is_paying, login = found
    require_login(login, hashed)
    return account, person, is_paying, login


def require_login(found: PracticeLogin, hashed: str) -> None:
    """Raise ForeignRowError unless a login's row is the one that was asked for."""
    if found.token_hash != hashed:
        raise ForeignRowError("another login's row came back")
