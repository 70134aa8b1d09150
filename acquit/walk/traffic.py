"""What a product still waits for: its requests that are under way."""

from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Frame, Request
from playwright.sync_api import Error as PlaywrightError

#: What a screen may be made of. Pictures, beacons and streams of events never hold up a reader.
_NEEDED = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})

_in_flight: WeakKeyDictionary[BrowserContext, set[Request]] = WeakKeyDictionary()


def watch(context: BrowserContext) -> None:
    """Note each request of a context until it ends."""
    requests: set[Request] = set()
    _in_flight[context] = requests

    def begun(request: Request) -> None:
        if request.resource_type in _NEEDED:
            requests.add(request)

    def ended(request: Request) -> None:
        requests.discard(request)

    context.on("request", begun)
    context.on("requestfinished", ended)
    context.on("requestfailed", ended)


def forget(frame: Frame) -> None:
    """Leave out what was begun before: what polls for ever says nothing about an action."""
    _in_flight.get(frame.page.context, set()).clear()


def is_busy(frame: Frame) -> bool:
    """Whether the product in a frame waits for its server."""
    return any(_is_of(request, frame) for request in _in_flight.get(frame.page.context, ()))


def _is_of(request: Request, frame: Frame) -> bool:
    try:
        own = request.frame
    except PlaywrightError:
        return True  # the first document of a new tab
    if own.is_detached() or own.page.is_closed():
        return False
    # What the help page around the frame fetches is no matter of the product's, unless it leaves.
    return request.is_navigation_request() or own not in _around(frame)


def _around(frame: Frame) -> list[Frame]:
    parent = frame.parent_frame
    return [parent, *_around(parent)] if parent else []
