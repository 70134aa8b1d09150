"""Finding with a reader's patience, eyes and mouse."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import ElementHandle

from acquit.kinds import PAGE, PLACES
from acquit.walk.failure import Kind, WalkError
from acquit.walk.plan import Reference
from acquit.walk.pointing import Pointer
from acquit.walk.screen import Screen


@contextmanager
def at_once(screen: Screen) -> Iterator[None]:
    """Look only once meanwhile."""
    patience, screen.patience = screen.patience, 0
    try:
        yield
    finally:
        screen.patience = patience


def find(
    screen: Screen,
    pointer: Pointer,
    reference: Reference,
    places: list[Reference],
    *,
    spent: bool = False,
) -> tuple[ElementHandle, str]:
    """Return the control and its row; what a place shows only to the mouse is found as well."""
    if not places:
        return screen.find(reference, places, spent=spent)
    try:
        with at_once(screen):
            return screen.find(reference, places, spent=spent)
    except WalkError:
        is_pointed = _point(pointer, places)
    try:
        return screen.find(reference, places, spent=spent)
    except WalkError:
        # The place itself may have been late.
        if is_pointed or not _point(pointer, places):
            raise
    return screen.find(reference, places, spent=spent)


def _point(pointer: Pointer, places: Sequence[Reference]) -> bool:
    return any(pointer.point_at(place.label) for place in reversed(places))


def is_there(screen: Screen, reference: Reference) -> bool:
    """Whether what a reference names can be seen now."""
    with at_once(screen):
        if reference.kind in PLACES or reference.kind in (PAGE, "value"):
            return screen.sees(reference)
        try:
            screen.find(reference, [])
        except WalkError as error:
            # Several are there, too.
            return error.failure.kind is Kind.AMBIGUOUS
        return True
