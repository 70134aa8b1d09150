"""Processes that are forked, so that killing one is cheap."""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def fork(work: Callable[[], object]) -> int:
    """Run something in a child of this process; return its id."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def ended(child: int) -> bool:
    """Wait for a child; return whether it was killed. Raises RuntimeError if it failed."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    if os.WEXITSTATUS(status):
        raise RuntimeError(f"a child failed with status {os.WEXITSTATUS(status)}")
    return False


def run(work: Callable[[], object]) -> bool:
    """Run something in a child to its end; return whether it was killed."""
    return ended(fork(work))


def kill(child: int) -> bool:
    """Kill a child, wait until it is gone, and return whether it was still there."""
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@contextmanager
def running(work: Callable[[], object]) -> Iterator[int]:
    """Run something in a child for a while."""
    child = fork(work)
    try:
        yield child
    finally:
        kill(child)


def said_by(work: Callable[[], str]) -> str:
    """Run something in a child; return what it says."""
    reading, writing = os.pipe()

    def tell() -> None:
        with os.fdopen(writing, "w") as pipe:
            pipe.write(work())

    child = fork(tell)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    ended(child)
    return said
