"""Practice accounts that have expired go, with all that belongs to them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from widget.storage.database import Database
from widget.storage.models import Account, Base, PracticeLogin

#: How long an account stays after it has expired: a request may just be under way.
AFTER = timedelta(hours=1)
_AT_ONCE = 50


def purge(database: Database, now: datetime) -> int:
    """Remove expired practice accounts, some at a time; return how many."""
    removed = 0
    while accounts := _expired(database, now):
        with database.write() as session:
            for table in reversed(Base.metadata.sorted_tables):
                if "account_id" in table.c:
                    session.execute(delete(table).where(table.c.account_id.in_(accounts)))
            session.execute(delete(Account).where(Account.id.in_(accounts)))
        removed += len(accounts)
    return removed


def _expired(database: Database, now: datetime) -> list[int]:
    over = select(PracticeLogin.account_id).join(Account, Account.id == PracticeLogin.account_id)
    over = over.where(Account.is_practice, PracticeLogin.expires_at < now - AFTER)
    with database.read() as session:
        return list(session.scalars(over.order_by(PracticeLogin.expires_at).limit(_AT_ONCE)))
