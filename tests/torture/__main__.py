"""`make torture`: kill the widget everywhere, and compare the bank's ledger with ours."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from tests.support.databases import (
    BEHIND_PGBOUNCER,
    HAS_PGBOUNCER,
    KINDS,
    LEFT_OUT,
    POOLER_LEFT_OUT,
    Databases,
    databases,
)
from tests.torture.at_points import finish_everything, kill_at_every_point
from tests.torture.books import Compared, compare
from tests.torture.flows import FLOWS, warm
from tests.torture.under_load import kill_at_random
from tests.torture.with_faults import combined, with_faults
from tests.torture.world import World, worlds
from widget.sandbox.bank.faults import Faults

#: Every flow has at least two effects, each with a point before and one after it.
POINTS_AT_LEAST = 4


class Report:
    """What was done, and what went wrong; it is printed as it comes."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self._began = time.monotonic()

    def say(self, line: str) -> None:
        seconds = int(time.monotonic() - self._began)
        print(f"[{seconds // 60:2}:{seconds % 60:02}] {line}", flush=True)

    def compared(self, what: str, books: Compared, charges_at_least: int = 1) -> None:
        self.say(
            f"{what}: {books.charges} charges, {books.requests} requests to charge,"
            f" {books.letters} letters, differences: {len(books.differences)}"
        )
        for difference in books.differences:
            self.fail(f"{what}: {difference}")
        if books.charges < charges_at_least:
            self.fail(f"{what}: only {books.charges} charges, {charges_at_least} expected")

    def fail(self, line: str) -> None:
        self.failures.append(line)
        self.say(f"  ! {line}")


@contextmanager
def new_world(found: Databases, kind: str, folder: Path, *, events: bool = True) -> Iterator[World]:
    folder.mkdir()
    # Deployments differ in both: the torture is of each once.
    preloaded = kind == BEHIND_PGBOUNCER
    with worlds(found.new(kind), folder, events=events, preloaded=preloaded) as world:
        warm(world)
        yield world


def torture(kills: int, report: Report, kinds: tuple[str, ...] = KINDS) -> None:
    """Do all three parts on each kind of database, and two behind a pooler, preloaded."""
    numbers = count(1)
    pooled = (*kinds, BEHIND_PGBOUNCER) if HAS_PGBOUNCER and "postgresql" in kinds else kinds
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="acquit-torture-")))
        found = stack.enter_context(databases(root))
        for kind in pooled:
            at_points(found, kind, root / f"{next(numbers)}", report)
        for kind in pooled:
            at_random(found, kind, root / f"{next(numbers)}", -(-kills // len(pooled)), report)
        for kind in kinds:
            faulty_bank(found, kind, root / f"{next(numbers)}", dict(combined()), report)


def at_points(
    found: Databases,
    kind: str,
    folder: Path,
    report: Report,
    names: Iterable[str] = FLOWS,
    *,
    is_short: bool = False,
) -> None:
    """(a) At every point of every flow."""
    # Events would finish what a flow is about to: its points would differ.
    with new_world(found, kind, folder, events=False) as world:
        hits = kill_at_every_point(world, names, is_short=is_short)
        finish_everything(world)
        books = compare(world)
    wanted = 1 if is_short else 2
    for point, times in sorted(hits.items()):
        report.say(f"{kind}  {times} × {point}")
        if times < wanted:
            report.fail(f"{kind}: {point} was hit {times} times, and not {wanted}")
    for name in names:
        reached = sum(point.startswith(f"{name}: ") for point in hits)
        if reached < POINTS_AT_LEAST:
            report.fail(f"{kind}: {name} has {reached} points only")
    report.compared(f"{kind}, {hits.total()} kills at {len(hits)} points", books, len(hits) // 2)


def at_random(found: Databases, kind: str, folder: Path, kills: int, report: Report) -> None:
    """(b) At random moments under load."""
    with new_world(found, kind, folder) as world:
        done = kill_at_random(world, kills, seed=kills)
        finish_everything(world)
        books = compare(world)
    said = f"{kind}, {done.kills} kills at random, {done.in_flight} of them in flight"
    report.compared(said, books, kills // 8)
    if done.ended:
        report.fail(f"{kind}: {done.ended} processes came to an end by themselves: see above")
    if done.in_flight < kills:
        report.fail(f"{kind}: only {done.in_flight} kills in flight, {kills} expected")


def faulty_bank(
    found: Databases, kind: str, folder: Path, combinations: dict[str, Faults], report: Report
) -> None:
    """(c) With faults of the bank."""
    total: Counter[str] = Counter()
    for number, (name, faults) in enumerate(combinations.items()):
        within = folder / f"{number}"
        within.mkdir(parents=True)
        books = with_faults(found.new(kind), within, faults)
        total.update(
            charges=books.charges, requests=books.requests, differences=len(books.differences)
        )
        for difference in books.differences:
            report.fail(f"{kind}, {name}: {difference}")
        if not books.charges:
            report.fail(f"{kind}, {name}: no charge went through")
    report.say(
        f"{kind}, faults of the bank, {len(combinations)} alone and in pairs: {total['charges']}"
        f" charges, {total['requests']} requests to charge, differences: {total['differences']}"
    )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=500, help="at random, in flight")
    report = Report()
    for left_out in filter(None, (LEFT_OUT, POOLER_LEFT_OUT)):
        report.say(left_out)
    torture(asked.parse_args().kills, report)
    report.say(f"done: {len(report.failures)} failures")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
