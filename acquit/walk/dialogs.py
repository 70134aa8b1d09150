"""The browser's own dialogs: those that the page tells of are answered, others refused."""

from collections.abc import Sequence

from playwright.sync_api import BrowserContext, Dialog

from acquit.walk.failure import Cause, fail
from acquit.walk.plan import Reference
from acquit.walk.screen import Screen
from acquit.walk.waiting import poll
from acquit.walk.wanted import Wanted

DIALOG = "dialog"
_DISMISS = "dismiss"


class Dialogs:
    """Answers `alert`, `confirm` and `prompt` in every tab of a context."""

    def __init__(self, context: BrowserContext):
        self._expected: list[tuple[Reference, str | None]] = []
        self._refused: list[str] = []
        context.on("dialog", self._answer)

    def expect(self, following: Sequence[Reference], wanted: Wanted) -> None:
        """Await the dialogs that the page names right after an action; None dismisses one.

        Raises WalkError when the page doesn't show what to type into one.
        """
        for reference in following:
            if reference.kind != DIALOG:
                break
            given = wanted.given(reference)
            answer = None if given == [_DISMISS] else wanted.text(reference) if given else ""
            self._expected.append((reference, answer))

    def awaits(self, reference: Reference) -> bool:
        """Whether the dialog hasn't come yet."""
        return any(expected == reference for expected, _ in self._expected)

    def require(self, reference: Reference, screen: Screen) -> None:
        """Raise WalkError unless the dialog came, or comes before patience ends."""

        def has_come() -> bool:
            return bool(self._refused) or not self.awaits(reference)

        came = poll(screen.frame, has_come, screen.patience)
        self.check(reference)
        if not came:
            raise fail(Cause.DIALOG, f"no dialog asks “{reference.label}”", reference)

    def check(self, reference: Reference | None) -> None:
        """Raise WalkError when a dialog came that the page doesn't tell of."""
        if not self._refused:
            return
        message = f"a dialog says “{self._refused[0]}”"
        if reference is None:
            message += " while the product opens"
        elif self._expected:
            message += f", not “{self._expected[0][0].label}”"
        else:
            message += ", of which the page doesn’t tell"
        raise fail(Cause.DIALOG, message, reference)

    def _answer(self, dialog: Dialog) -> None:
        text = " ".join(dialog.message.split()) or dialog.type
        expected = self._expected[0] if self._expected else None
        if expected is None or text != expected[0].label:
            self._refused.append(text)
            dialog.dismiss()
            return
        answer = expected[1]
        if answer is None:
            dialog.dismiss()
        elif dialog.type == "prompt":
            dialog.accept(answer or dialog.default_value)
        else:
            dialog.accept()
        del self._expected[0]
