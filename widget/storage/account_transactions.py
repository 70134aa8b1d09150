"""Changes of one account, one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from widget.storage.database import Database
from widget.storage.models import Account

_account = cast(Table, Account.__table__).c
_LOCKED = (
    select(_account.is_practice, _account.id)
    .where(_account.id == bindparam("id"))
    .with_for_update(key_share=True)
)
#: Under this name a session knows whether the account that it changes is practice's.
_IS_PRACTICE = "is_practice"


@contextmanager
def changing(database: Database, account_id: int) -> Iterator[Session]:
    """Yield a session that changes an account; who else would change it waits.

    So what is read in it stays true until it is committed. SQLite has one writer at a time anyway;
    PostgreSQL locks the account's row, always first, so that nobody waits for one another.
    """
    with database.write(account_id) as session:
        session.info[_IS_PRACTICE] = session.scalar(_LOCKED, {"id": account_id})
        yield session


def due(session: Session, at: datetime) -> datetime | None:
    """Say when work for the account that a session changes is due.

    In practice, which has a clock of its own, never.
    """
    return None if session.info[_IS_PRACTICE] else at
