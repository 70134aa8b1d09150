"""Changes of one account, one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Table, bindparam, select

from widget.storage.database import Database
from widget.storage.models import Account
from widget.storage.ownership import AccountSession

_account = cast(Table, Account.__table__).c
_LOCKED = (
    select(_account.is_practice, _account.id)
    .where(_account.id == bindparam("id"))
    .with_for_update(key_share=True)
)


@contextmanager
def account_transaction(database: Database, account_id: int) -> Iterator[AccountSession]:
    """Yield a session that changes an account; who else would change it waits.

    So what is read in it stays true until it is committed. SQLite has one writer at a time anyway;
    PostgreSQL locks the account's row, always first, so that nobody waits for one another.
    """
    with database.write(account_id) as session:
        session.is_practice = session.scalar(_LOCKED, {"id": account_id})
        yield session
