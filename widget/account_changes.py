"""Changes of one account, one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from widget.database import Database
from widget.models import Account


@contextmanager
def changing(database: Database, account_id: int) -> Iterator[Session]:
    """Yield a session that changes an account; who else would change it waits.

    So what is read in it stays true until it is committed. SQLite has one writer at a time anyway;
    PostgreSQL locks the account's row, always first, so that nobody waits for one another.
    """
    with database.write() as session:
        locked = select(Account).where(Account.id == account_id).with_for_update(key_share=True)
        account = session.scalar(locked)
        yield session
        del account  # until here the session knows it: nobody reads it again
