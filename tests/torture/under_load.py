"""Killing processes at random moments while many pay at once, on accounts that they share."""

import mmap
import random
import time
from contextlib import suppress
from dataclasses import dataclass

from tests.torture.flows import FLOWS, GIVEN_UP, again
from tests.torture.processes import fork, kill, run
from tests.torture.world import World

#: Of these a customer chooses; some accounts are those of all, so that they meet.
CHOICE = (
    "one-time payment",
    "pay now, saved card",
    "pay now, new card",
    "change of method",
    "month's debit",
)
BETWEEN_KILLS = (0.02, 0.18)
#: A kill that hits nobody in the middle of something is made again; so many for each at most.
TRIES = 50


@dataclass
class Killed:
    """How many processes were killed, how many of them in the middle of something, and how many
    had come to an end by themselves, which none should."""

    kills: int = 0
    in_flight: int = 0
    ended: int = 0


def kill_at_random(world: World, in_flight: int, seed: int) -> Killed:
    """Kill processes under load until so many were in the middle of something."""
    dice = random.Random(seed)
    shared = {FLOWS[name][0]: [world.account(FLOWS[name][0]) for _ in range(3)] for name in CHOICE}
    done = Killed()

    def customer(own: random.Random) -> None:
        scenario, flow = FLOWS[own.choice(CHOICE)]
        is_alone = own.random() < 0.7
        account = world.account(scenario) if is_alone else own.choice(shared[scenario])
        with suppress(*GIVEN_UP):
            flow(world, account)
        if own.random() < 0.1:
            again(world)

    def reconciler(_: random.Random) -> None:
        world.reconcile(2)
        time.sleep(0.05)

    def sender(_: random.Random) -> None:
        world.send()
        time.sleep(0.05)

    works = (*[customer] * 4, reconciler, sender)
    #: Shared by all: whether each is in the middle of something, and as the last the web server.
    busy = mmap.mmap(-1, len(works) + 1)

    def again_and_again(place: int, seed: int) -> None:
        """In the middle of something is who has reached a point, until what it does is done."""
        own = random.Random(seed)
        world.points.when_reached = lambda: busy.__setitem__(place, 1)
        while True:
            works[place](own)
            busy[place] = 0

    def start(place: int) -> int:
        busy[place] = 0
        if place == len(works):
            return fork(lambda: world.serve_events(lambda yes: busy.__setitem__(place, yes)))
        seed = dice.randrange(2**32)
        return fork(lambda: again_and_again(place, seed))

    children = {place: start(place) for place in range(len(busy))}
    try:
        while done.in_flight < in_flight and done.kills < TRIES * in_flight:
            time.sleep(dice.uniform(*BETWEEN_KILLS))
            place = dice.randrange(len(busy))
            if kill(children[place]):
                done.kills += 1
                done.in_flight += busy[place]
            else:
                done.ended += 1
            children[place] = start(place)
    finally:
        for child in children.values():
            kill(child)
    run(lambda: again(world))
    return done
