"""What the product's servers answered: the last document of each frame."""

import re
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Frame, Response
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.failure import Cause

#: What a form that was filled in wrongly is answered with: the page says what is wrong.
_ANSWERS = (400, 409, 422)

_answers: "WeakKeyDictionary[BrowserContext, dict[Frame, Response]]" = WeakKeyDictionary()


def listen(context: BrowserContext) -> None:
    """Remember, of each frame of a context, the answer that brought its last document."""
    known: dict[Frame, Response] = {}
    _answers[context] = known

    def remember(response: Response) -> None:
        try:
            if response.request.is_navigation_request():
                known[response.frame] = response
        except PlaywrightError:
            pass  # a worker's request has no frame

    context.on("response", remember)


def trouble(frame: Frame) -> tuple[Cause, str] | None:
    """What the product's last document in a frame says is wrong with the product itself."""
    answer = _answers.get(frame.page.context, {}).get(frame)
    is_refused = frame.url.startswith("chrome-error:")
    if answer is None:
        return (Cause.NO_ANSWER, "the product doesn’t answer") if is_refused else None
    if answer.status >= 400 and answer.status not in _ANSWERS:
        return Cause.NO_ANSWER, f"the product answered {answer.status} at {answer.url}"
    if not is_refused:
        return None
    header = _refusing(answer.headers)
    by = f", by its header {header}" if header else ""
    return Cause.REFUSED, f"the product refuses to be embedded{by}"


def status_of(frame: Frame, address: str) -> int:
    """What the product answers to an address, asked as its reader would; 0 if nothing.

    A request beside the page, so that the walk goes on where it is. Names that only the browser
    knows are asked of the browser, in a context of its own, which takes longer.
    """
    context = frame.page.context
    try:
        return context.request.get(address, ignore_https_errors=True).status
    except PlaywrightError:
        return _asked_of_browser(context, address)


def _asked_of_browser(context: BrowserContext, address: str) -> int:
    if context.browser is None:
        return 0
    aside = context.browser.new_context(
        storage_state=context.storage_state(), ignore_https_errors=True
    )
    statuses = [0]
    try:
        page = aside.new_page()
        page.on("response", lambda answer: statuses.append(answer.status))
        page.goto(address, wait_until="commit")
    except PlaywrightError:
        pass  # a download, or no answer at all
    finally:
        aside.close()
    return statuses[-1]


def _refusing(headers: dict[str, str]) -> str:
    policy = headers.get("content-security-policy", "")
    ancestors = re.search(r"frame-ancestors[^;,]*", policy)
    if ancestors:  # which overrides the older header
        return f"Content-Security-Policy: {ancestors[0].strip()}"
    options = headers.get("x-frame-options")
    return f"X-Frame-Options: {options}" if options else ""
