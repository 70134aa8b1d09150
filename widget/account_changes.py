"""Changes of one account, one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from widget.database import Database
from widget.models import Account

_LOCKED = select(Account).where(Account.id == bindparam("id")).with_for_update(key_share=True)


@contextmanager
def changing(database: Database, account_id: int) -> Iterator[Session]:
    """Yield a session that changes an account; who else would change it waits.

    So what is read in it stays true until it is committed. SQLite has one writer at a time anyway;
    PostgreSQL locks the account's row, always first, so that nobody waits for one another.
    """
    with database.write() as session:
        account = session.scalar(_LOCKED, {"id": account_id})
        yield session
        del account  # until here the session knows it: nobody reads it again
