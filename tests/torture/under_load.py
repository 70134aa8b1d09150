"""Killing processes at random moments while many pay at once, on accounts that they share."""

import mmap
import random
import time
from contextlib import suppress
from dataclasses import dataclass

from tests.torture import flows
from tests.torture.flows import GIVEN_UP, again
from tests.torture.processes import fork, kill, run
from tests.torture.world import World

WORKERS = 4
#: Of these a worker chooses; some accounts are those of all, so that they meet.
CHOICE = (
    flows.one_time_payment,
    flows.pay_now_with_a_saved_card,
    flows.pay_now_with_a_new_card,
    flows.change_of_method,
)
BETWEEN_KILLS = (0.02, 0.18)
#: A kill that hits nobody in the middle of something is made again; so many for each at most.
TRIES = 4


@dataclass
class Killed:
    """How many processes were killed, and how many of them in the middle of something."""

    kills: int = 0
    in_flight: int = 0


def kill_at_random(world: World, in_flight: int, seed: int) -> Killed:
    """Kill processes under load until so many were in the middle of something."""
    dice = random.Random(seed)
    busy = mmap.mmap(-1, WORKERS + 2)  # shared: whether each is in the middle of something
    shared = [world.account("company-account") for _ in range(3)]
    done = Killed()

    def work(place: int, seed: int) -> None:
        own = random.Random(seed)
        while True:
            account = own.choice(shared) if own.random() < 0.3 else world.account("company-account")
            busy[place] = 1
            with suppress(*GIVEN_UP):
                own.choice(CHOICE)(world, account)
            if own.random() < 0.1:
                again(world)
            busy[place] = 0

    def reconcile(place: int) -> None:
        while True:
            busy[place] = 1
            world.reconcile(2)
            busy[place] = 0
            time.sleep(0.05)

    def send(place: int) -> None:
        while True:
            busy[place] = 1
            world.send()
            busy[place] = 0
            time.sleep(0.05)

    def start(place: int) -> int:
        busy[place] = 0
        if place == WORKERS:
            return fork(lambda: reconcile(place))
        if place == WORKERS + 1:
            return fork(lambda: send(place))
        seed = dice.randrange(2**32)
        return fork(lambda: work(place, seed))

    children = {place: start(place) for place in range(WORKERS + 2)}
    try:
        while done.in_flight < in_flight and done.kills < TRIES * in_flight:
            time.sleep(dice.uniform(*BETWEEN_KILLS))
            place = dice.randrange(WORKERS + 2)
            kill(children[place])
            done.kills += 1
            done.in_flight += busy[place]
            children[place] = start(place)
    finally:
        for child in children.values():
            kill(child)
    run(lambda: again(world))
    return done
