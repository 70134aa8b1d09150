"""A walk's way through the references of its page."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile

from playwright.sync_api import ElementHandle, Frame
from playwright.sync_api import Error as PlaywrightError

from acquit.product import Driver
from acquit.walk import traffic
from acquit.walk.acting import Actor, is_key, is_page
from acquit.walk.album import Album
from acquit.walk.changes import Changes
from acquit.walk.dialogs import DIALOG, Dialogs
from acquit.walk.entering import names_enter
from acquit.walk.failure import Cause, Failure, WalkError, fail
from acquit.walk.finding import Finder, at_once, is_there
from acquit.walk.guide import Guide
from acquit.walk.journey import Journey
from acquit.walk.perhaps import perhaps
from acquit.walk.places import Places
from acquit.walk.plan import Plan, Reference, is_within
from acquit.walk.pointing import Pointer
from acquit.walk.record import Walk
from acquit.walk.screen import Screen
from acquit.walk.tabs import Tabs
from acquit.walk.waiting import poll
from acquit.walk.wanted import Wanted

#: What a reader checks after an action.
CHECKS = ("result", "gone")


class Course:
    """Does the references of one walk, in their order, and writes down what was seen."""

    def __init__(
        self,
        frame: Frame,
        plan: Plan,
        index: int,
        walk: Walk,
        drivers: Mapping[str, Driver],
        dialogs: Dialogs,
        patience: float,
        hands: type[Pointer] = Pointer,
        album: Album | None = None,
    ):
        steps, self._references = plan.path(index)
        self._steps = {step.number: step for step in steps}
        self._without = plan.routes()[index].without
        self._walk = walk
        self._dialogs = dialogs
        self._screen = Screen(frame, patience)
        self._tabs = Tabs(self._screen)
        self._by_number = {reference.number: reference for reference in self._references}
        self._places = Places(self._screen, walk, self._around)
        self._changes = Changes(
            self._screen, [ref for ref in self._references if ref.use in CHECKS]
        )
        journey = Journey(self._tabs, patience)
        self._actor = Actor(
            self._screen, Wanted(plan), drivers, journey, dialogs, hands(self._screen)
        )
        self._guide = Guide(frame, self._references)
        self._album = album
        self._pages = set(drivers)
        self._row = ""
        #: Results of which one before was met.
        self._otherwise: list[Reference] = []
        self._at: Reference | None = None
        walk.steps = len([step for step in steps if not step.outside])
        walk.elsewhere = [step.number for step in steps if step.outside]
        walk.outside = len(walk.elsewhere)

    def run(self) -> None:
        """Do all of it. Raises WalkError at the first reference that can't be done."""
        try:
            self._dialogs.check(None)
            self._actor.pointer.read_page(self._references)
            for position, reference in enumerate(self._references):
                self._at = reference
                if self._is_left_out(position):
                    continue
                self._places.enter(reference.step)
                if reference.use not in (
                    "place",
                    "around",
                ):  # since the last check nothing was done
                    self._guide.check()
                rest = self._references[position + 1 :]
                self._do(reference, [ref for ref in rest if ref.use != "label"])
            self._places.leave()
            self._dialogs.check(self._at)
            self._walk.unticked = self._guide.missed(self._screen.patience)
            self._walk.unchecked = self._last_unchecked()
        except (WalkError, PlaywrightError) as error:
            raise self._explained(error) from error

    def _do(self, reference: Reference, following: list[Reference]) -> None:
        match reference.use:
            case "place":
                self._places.add(reference)
                self._walk.checked += 1
            case "result" | "gone" if reference not in self._otherwise:
                self._check_any([reference, *takewhile(_is_other, following)])
            case "act":
                self._guide.acted(reference)
                self._act(reference, following)
                self._walk.acted += 1

    def _act(self, reference: Reference, following: list[Reference]) -> None:
        if reference.kind == DIALOG:
            # It belongs to the action before it, whose places still hold.
            self._actor.await_dialog(reference)
            self._walk.seen.add(reference.name)
            return
        if is_page(reference) or is_key(reference):
            self._places.check()
            self._note_places()
            self._changes.note()
            if is_page(reference):
                self._actor.complete_page(reference)
                self._walk.seen.add(reference.name)
            else:
                self._actor.press(reference, following)
        else:
            self._actor.act(reference, lambda: self._find(reference), following)
            if reference.kind == "searchbox" and not names_enter(reference, following):
                self._walk.sent.add(reference.name)
        self._places.acted()

    def _find(self, reference: Reference) -> ElementHandle:
        places, spent = self._places.now, self._places.are_spent
        finder = Finder(self._screen, self._actor.pointer, reference, places, spent)
        found = finder.find()
        self._actor.pointer.hear(reference, [] if spent else places)
        self._row = found.row if places else self._row
        self._walk.seen |= set(filter(None, found.places))
        if not all(found.places):  # it was found beside another text of the place's row
            self._note_places()
        self._walk.seen.add(reference.name)
        self._walk.used.add(reference.name)
        self._walk.carried.update(dict.fromkeys(found.carried, reference.step))
        if found.control is None:
            self._walk.unmarked.add(reference.name)
        self._changes.note()
        if self._album:
            self._actor.pointer.reach(reference, found.handle)
            self._album.take(self._walk, reference, found.handle, self._screen.frame)
        return found.handle

    def _note_places(self) -> None:
        """Of places that are named together any may hold: each that does is seen."""
        if self._places.are_spent:
            return
        for place in self._places.now:
            if place.name not in self._walk.seen and is_there(self._screen, place):
                self._walk.seen.add(place.name)

    def _check_any(self, results: list[Reference]) -> None:
        """Of results between which the page says “or” one is enough."""

        def met() -> Reference | None:
            for result in results:
                with at_once(self._screen), suppress(WalkError):
                    self._require(result)
                    return result
            return None

        found = None
        if len(results) > 1:
            found = poll(self._screen.frame, met, self._screen.patience)
        self._check(found or results[0])
        self._otherwise = results[1:]
        self._walk.checked += 1

    def _check(self, reference: Reference) -> None:
        around = self._around(reference)
        try:
            self._require(reference)
        except WalkError:
            # What a field brings about when it is left is looked for once it is.
            if not self._actor.leave_field():
                raise
            self._require(reference)
        self._walk.seen |= {place.name for place in around}
        if not (around or self._row) and self._screen.is_in_one_item(reference):
            self._walk.unplaced.append(reference.label)
        self._screen.require_side(reference)
        self._actor.pointer.hear_result(reference)
        if self._album:
            self._album.take(self._walk, reference, None, self._screen.frame)
        self._walk.seen.add(reference.name)

    def _require(self, reference: Reference) -> None:
        check = self._changes.require_gone if reference.use == "gone" else self._changes.require
        check(reference, self._row, self._around(reference))

    def _around(self, reference: Reference) -> list[Reference]:
        """The places in which the page says that something is seen."""
        return [self._by_number[n] for n in reference.inside if n in self._by_number]

    def _last_unchecked(self) -> str:
        """The step of the last act, if nothing is looked at after it; "" where something is."""
        uses = [reference.use for reference in self._references]
        last = max((n for n, use in enumerate(uses) if use == "act"), default=-1)
        is_checked = any(use in (*CHECKS, "place") for use in uses[last + 1 :])
        return "" if last < 0 or is_checked else self._references[last].step

    def _is_left_out(self, position: int) -> bool:
        """Whether a reference belongs to a step whose condition isn't met."""
        reference = self._references[position]
        if any(is_within(reference.step, number) for number in self._walk.unmet):
            return True
        for number, step in self._steps.items():
            is_decided = number in self._walk.met
            if step.conditional and not is_decided and is_within(reference.step, number):
                if not self._is_met(number, position):
                    self._walk.unmet.append(number)
                    left_out = [s for s in self._steps.values() if is_within(s.number, number)]
                    self._walk.steps -= len([step for step in left_out if not step.outside])
                    return True
                self._walk.met.append(number)
        return False

    def _is_met(self, number: str, position: int) -> bool:
        """Wait until the condition is there, or what comes after the step, or patience ends."""
        rest = self._references[position:]
        conditions = [r for r in rest if r.step == number and r.use == "condition"]
        after = self._next(rest, number)

        def look() -> str:
            for condition in conditions:
                if is_there(self._screen, condition):
                    self._walk.seen.add(condition.name)
                    return "met"
            # What comes next may be there all along: only a product at rest leaves a step out.
            is_at_rest = not traffic.is_busy(self._screen.frame)
            if is_at_rest and any(is_there(self._screen, other) for other in after):
                return "unmet"
            return ""

        return bool(poll(self._screen.frame, look, self._screen.patience) == "met")

    def _next(self, rest: list[Reference], number: str) -> list[Reference]:
        """What tells that a step is over: the first reference of the next, or its condition."""
        found: list[Reference] = []
        for reference in rest:
            if is_within(reference.step, number) or reference.use == "label":
                continue
            step = self._steps.get(reference.step)
            if reference.use == "condition":
                found.append(reference)
            elif step is None or not self._conditional(reference.step):
                return [*found, reference]
        return found

    def _conditional(self, number: str) -> bool:
        return any(s.conditional and is_within(number, n) for n, s in self._steps.items())

    def _explained(self, error: Exception) -> WalkError:
        """The error with what stood in the way, and the step at which the browser gave up."""
        self._dialogs.check(self._at)
        if isinstance(error, WalkError):
            found = error
        else:
            where = "" if self._at else " while the product opened"
            message = f"the browser gave up{where}: {str(error).splitlines()[0]}"
            found = fail(Cause.STUCK, message, self._at)
        failure = self._tabs.explained(found).failure
        return WalkError(replace(failure, perhaps=self._perhaps(failure)))

    def _perhaps(self, failure: Failure) -> str:
        carried = self._walk.carried
        return perhaps(failure, self._steps, carried, self._without, self._unnamed_page)

    def _unnamed_page(self) -> str:
        """The other site's page that is on the screen, if the steps don't name it."""
        named = {reference.name for reference in self._references}
        try:
            shown = self._screen.carried()
        except PlaywrightError:  # the document is on its way
            return ""
        return next((name for name in shown if name in self._pages - named), "")


def _is_other(reference: Reference) -> bool:
    """Whether a result is one of which another, before it, is enough."""
    return reference.is_alternative and reference.use in CHECKS
