"""Work that waits in a table until it is due: taken by one worker at a time, each time later."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select

from widget.storage.database import Database
from widget.storage.models import Scheduled

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
#: After so many tries, a little more than a day, a person is asked. Trying goes on.
ASK_A_PERSON_AFTER = 12

Work = TypeVar("Work", bound=Scheduled)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: twice as long each time, up to LONGEST."""
    return min(FIRST * int(2 ** min(tries, 20)), LONGEST)


def take(database: Database, table: type[Work], now: datetime) -> Work | None:
    """Take what has been due for longest, and put it off; None when nothing is due.

    It is put off before it is done, in a transaction of its own: another worker doesn't take it
    meanwhile, and if this one is killed, the next takes it when it is due again.
    """
    oldest = select(table).where(table.due_at <= now).order_by(table.due_at).limit(1)
    with database.write() as session:
        work = session.scalar(oldest.with_for_update(skip_locked=True))
        if work is not None:
            work.tries += 1
            work.due_at = now + wait_after(work.tries)
        return work
