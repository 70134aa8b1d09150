"""Killing the widget at every point of every flow, then restarting and reconciling it."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from tests.torture.flows import FLOWS, accept, again
from tests.torture.processes import run, said_by
from tests.torture.world import World
from widget.storage.database import Database
from widget.storage.models import (
    Attempt,
    AttemptState,
    Mail,
    Method,
    RefundRequest,
    SetupIntent,
)


def points_of(world: World, name: str) -> list[str]:
    """The points that a flow reaches, in order."""
    scenario, flow = FLOWS[name]
    account = world.account(scenario)

    def noted() -> str:
        flow(world, account)
        return "\n".join(world.points.names)

    return said_by(noted).splitlines()


def kill_at_every_point(
    world: World, names: Iterable[str] = FLOWS, *, is_short: bool = False
) -> Counter[str]:
    """Kill each flow at each of its points; return how often each was hit.

    Twice: once the customer is back before the reconciler, once after it. In the short form once,
    by turns: of two points, as before and after a commit, one each.
    """
    hits: Counter[str] = Counter()
    for name in names:
        scenario, flow = FLOWS[name]
        for number, point in enumerate(points_of(world, name), start=1):
            for is_first_retried in (bool(number // 2 % 2),) if is_short else (True, False):
                account = world.account(scenario)

                def die(flow=flow, account=account, number=number) -> None:
                    world.points.kill_at = number
                    flow(world, account)

                hits[f"{name}: {point}"] += run(die)
                restart(world, account, name, is_first_retried=is_first_retried)
    return hits


def restart(world: World, account: int, name: str, *, is_first_retried: bool) -> None:
    """What follows a crash: the customer sends the form again, the workers go on; in any order."""

    def retry() -> None:
        again(world)
        if name == "month's debit":
            FLOWS[name][1](world, account)
        if name == "refund":
            refund_again(world, account)
        if name == "sign-in":
            accept(world, account)

    def finish() -> None:
        ahead = world.minutes_to_next_month() if name == "month's debit" else 0
        world.reconcile(ahead + 2)

    for work in (retry, finish) if is_first_retried else (finish, retry):
        run(work)


def refund_again(world: World, account: int) -> None:
    """Give the command again, as who saw no answer does."""
    with world.database.read() as session:
        mine = select(Attempt).where(Attempt.account_id == account)
        attempts = session.scalars(mine.where(Attempt.state == AttemptState.SUCCEEDED)).all()
    for attempt in attempts:
        world.refund(attempt)


def finish_everything(world: World) -> None:
    """Let the workers go on until nothing is open and no letter waits, for ten days at the most.

    What is open ends after half an hour; whatever fails is tried again, six hours later at last.
    """
    month = world.minutes_to_next_month()
    for minutes in (2, 40, month + 2, *range(month + 40, month + 40 + 40 * 360, 360)):
        run(lambda minutes=minutes: world.reconcile(minutes))
        run(lambda minutes=minutes: world.send(minutes))
        if minutes > month + 2 and is_paid_up(world):
            return


def is_paid_up(world: World) -> bool:
    """Whether no worker has anything left to do."""
    database = Database(world.url)
    try:
        with database.read() as session:
            tables = (Attempt, SetupIntent, Method, Mail, RefundRequest)
            return not any(
                session.scalar(select(table.id).where(table.due_at.is_not(None)).limit(1))
                for table in tables
            )
    finally:
        database.close()
