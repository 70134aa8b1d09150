"""All faults of the bank, alone and in pairs."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import combinations
from pathlib import Path

from tests.torture import flows
from tests.torture.at_points import finish_everything
from tests.torture.books import Compared, compare
from tests.torture.flows import GIVEN_UP, again
from tests.torture.processes import run
from tests.torture.world import SLOW, World, worlds
from widget.sandbox.bank.faults import Faults

ALONE: dict[str, dict[str, int | float | bool]] = {
    "no answer": {"no_answer": 3},
    "500 before": {"error_before": 4},
    "500 after": {"error_after": 4},
    "slow": {"slow": 7, "slow_seconds": SLOW},
    "down": {"down": 6},
    "events doubled": {"events_doubled": True},
    "events late": {"events_late": 5},
    "events reversed": {"events_reversed": 3},
    "events forged": {"events_forged": True},
}


def combined() -> Iterator[tuple[str, Faults]]:
    """Each fault alone, then each pair."""
    for name, values in ALONE.items():
        yield name, replace(Faults(), **values)
    for (first, one), (second, other) in combinations(ALONE.items(), 2):
        yield f"{first} + {second}", replace(Faults(), **one, **other)


def with_faults(url: str, folder: Path, faults: Faults) -> Compared:
    """Pay in every way while the bank has faults, then compare the books."""
    with worlds(url, folder, faults) as world:
        run(lambda: _pay(world))
        run(lambda: again(world))
        finish_everything(world)
        books = compare(world)
    never = _asked(faults) - world.struck()
    return replace(books, differences=(*books.differences, *(f"{f} never struck" for f in never)))


def _asked(faults: Faults) -> set[str]:
    return {name for name, value in asdict(faults).items() if value and name != "slow_seconds"}


def _pay(world: World) -> None:
    for scenario, flow in flows.FLOWS.values():
        if flow in (flows.letter_sent, flows.reconciled, flows.event_told, flows.sign_in):
            continue
        account = world.account(scenario)
        with suppress(*GIVEN_UP):
            flow(world, account)
