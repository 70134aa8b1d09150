"""Acting on a control as a reader would, by its kind."""

from collections.abc import Callable, Mapping, Sequence

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

from acquit.kinds import CHOSEN, KEY, PAGE, SWITCHED, TYPED
from acquit.product import Driver
from acquit.walk.attaching import attach
from acquit.walk.choosing import choose, choose_radio
from acquit.walk.dialogs import Dialogs
from acquit.walk.doing import Doing
from acquit.walk.entering import enter, press_key, search
from acquit.walk.failure import Cause, WalkError, fail
from acquit.walk.journey import Journey
from acquit.walk.plan import Reference
from acquit.walk.pointing import Pointer, StaleError
from acquit.walk.screen import Screen
from acquit.walk.ticking import switch
from acquit.walk.waiting import is_gone
from acquit.walk.wanted import Wanted

Act = Callable[[Doing], None]

#: What a reader does with a control of each kind; every other kind is clicked.
ACTS: Mapping[str, Act] = {
    **dict.fromkeys(TYPED, enter),
    **dict.fromkeys(CHOSEN, choose),
    **dict.fromkeys(SWITCHED, switch),
    "searchbox": search,
    "radiogroup": choose_radio,
    "file": attach,
}

#: How often a control may be replaced between being found and being used.
_FINDS = 20


class Actor:
    """Does what a reference asks for, once."""

    def __init__(
        self,
        screen: Screen,
        wanted: Wanted,
        drivers: Mapping[str, Driver],
        journey: Journey,
        dialogs: Dialogs,
        pointer: Pointer,
    ):
        self._screen = screen
        self._wanted = wanted
        self._drivers = drivers
        self._journey = journey
        self._dialogs = dialogs
        self.pointer = pointer

    def act(
        self,
        reference: Reference,
        find: Callable[[], ElementHandle],
        following: Sequence[Reference] = (),
    ) -> None:
        """Click, fill or choose what `find` returns. Raises WalkError when it can't be used.

        `following` are the references after it: the dialogs that it raises, the key it needs.
        """
        self._dialogs.expect(following, self._wanted)
        for _ in range(_FINDS):
            clicks = self.pointer.clicks
            handle = find()
            try:
                self._act(reference, handle, following)
                return
            except (StaleError, PlaywrightError) as error:
                if isinstance(error, PlaywrightError) and not is_gone(error):
                    raise _unusable(reference, error) from error
                # Drawn anew before it was touched: find it again. What was begun isn't repeated.
                if self.pointer.clicks > clicks:
                    break
        message = f"the {reference.kind} “{reference.label}” is replaced all the time"
        raise fail(Cause.UNUSABLE, message, reference)

    def _act(
        self, reference: Reference, handle: ElementHandle, following: Sequence[Reference]
    ) -> None:
        doing = Doing(reference, handle, self._screen, self.pointer, self._wanted, following)
        act = ACTS.get(reference.kind, Doing.click)
        self._journey.act(lambda: act(doing), reference)
        self._dialogs.check(reference)

    def press(self, reference: Reference, following: Sequence[Reference] = ()) -> None:
        """Press a key where the focus is."""
        self._dialogs.expect(following, self._wanted)
        # No control is found by a key: the document itself stands for it.
        body = self._screen.frame.evaluate_handle("() => document.body").as_element()
        if body is None:
            raise fail(Cause.UNUSABLE, "the screen is empty", reference)
        doing = Doing(reference, body, self._screen, self.pointer, self._wanted, following)
        self._journey.act(lambda: press_key(doing), reference)
        self._dialogs.check(reference)

    def leave_field(self) -> bool:
        """Leave the field that was typed into last; False when there is none to leave."""
        return self.pointer.leave()

    def await_dialog(self, reference: Reference) -> None:
        """Wait for a dialog that an action before raised; it is answered as soon as it comes."""
        if self._dialogs.awaits(reference):
            self._journey.act(lambda: self._dialogs.require(reference, self._screen), reference)
        self._dialogs.check(reference)

    def complete_page(self, reference: Reference) -> None:
        """Complete a foreign page, known by its heading."""
        self._screen.require(reference, Cause.FOREIGN_PAGE)
        driver = self._drivers.get(reference.name)
        if driver is None:
            message = f"no driver completes the page “{reference.label}”"
            raise fail(Cause.FOREIGN_PAGE, message, reference)
        value = ", ".join(self._wanted.given(reference))

        def action() -> None:
            try:
                driver(self._screen.frame, value)
            except Exception as error:  # whatever a driver may raise ends this walk only
                first = (str(error) or repr(error)).splitlines()[0]
                given = f" with “{value}”" if value else ""
                message = f"the driver of {{{reference.name}}} can’t complete the page"
                message += f" “{reference.label}”{given}: {first}"
                raise fail(Cause.FOREIGN_PAGE, message, reference) from error

        self._journey.act(action, reference)
        self._dialogs.check(reference)


def _unusable(reference: Reference, error: PlaywrightError) -> WalkError:
    first = str(error).splitlines()[0]
    message = f"the {reference.kind} “{reference.label}” can’t be used: {first}"
    return fail(Cause.UNUSABLE, message, reference)


def is_page(reference: Reference) -> bool:
    """Whether the reference is a page of somebody else's."""
    return reference.kind == PAGE


def is_key(reference: Reference) -> bool:
    """Whether the reference is a key on the keyboard."""
    return reference.kind == KEY
