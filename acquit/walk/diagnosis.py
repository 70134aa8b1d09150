"""After a search that failed: what became of the label, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame

from acquit.kinds import PAGE, PLACES
from acquit.walk.answers import trouble
from acquit.walk.failure import Cause, WalkError, fail
from acquit.walk.plan import Reference

_SAID = {
    "hidden": "it is there, but hidden",
    "folded": "it is there, but folded away{by}",
    "cut": "it is there, but cut off{by}",
    "covered": "it is covered{by}",
    "transparent": "it is there, but transparent",
    "blended": "it is there, but can’t be told from what is behind it",
    "tiny": "it is there, but too small to be read",
    "off-screen": "it is there, but off the screen, where no scrolling reaches",
    "inert": "it is there, but out of reach while something else is open (inert): close that first",
    "behind": "it is behind the dialog that is open: close that first",
    "unspoken": "it is hidden from screen readers (aria-hidden)",
    "only-spoken": "only screen readers are told so",
    "named": "it is there, but screen readers call it “{name}”",
    "elsewhere": "it is elsewhere on the screen{row}, and a place holds to the end of its step",
    "kind": "it is there as {role}, not as {kind}",
}


#: What comes before the product's own words about what is wrong.
SAYS = "the product says: "

Ask = Callable[..., Any]


def missing(
    ask: Ask,
    frame: Frame,
    kind: Cause,
    message: str,
    reference: Reference,
    there: list[str] | None = None,
) -> WalkError:
    """Return the error for what wasn't found, with the reason that a look at everything gives.

    `ask` asks the probe a question.
    """
    troubled = trouble(frame)
    if troubled:
        return fail(troubled[0], f"{message}: {troubled[1]}", reference, there)
    says = unsent(ask) + product_message(ask)
    found = _look(ask, reference)
    if not found or "why" not in found:
        return fail(kind, message + says, reference, there)
    if found["why"] == "covered" and kind is Cause.MISSING:
        kind = Cause.COVERED
    return fail(kind, f"{message}: {_words(found, reference)}{says}", reference, there)


def unsent(ask: Ask) -> str:
    """Say for which field the browser didn't send a form; nothing where it sent all."""
    try:
        field: Mapping[str, Any] | None = ask("__acquit.unsent()")
    except PlaywrightError:
        return ""
    if not field:
        return ""
    wrong = "is required" if field["isEmpty"] else f"isn’t valid ({field['message']})"
    return f"; the form wasn’t sent, its field “{field['label']}” {wrong}"


def product_message(ask: Ask) -> str:
    """What the product itself says is wrong; nothing where it says nothing."""
    try:
        said: Mapping[str, Any] = ask("__acquit.productMessage()")
    except PlaywrightError:
        return ""
    marked = " and ".join(f"{{{name}}}" for name in said["marked"])
    about = f", and marks {marked} as wrong: see what it is given" if marked else ""
    return f"; {SAYS}“{said['text']}”{about}" if said["text"] else ""


def _look(ask: Ask, reference: Reference) -> Mapping[str, Any] | None:
    question = {
        "label": reference.label,
        "kind": reference.kind,
        "isText": reference.kind in PLACES or reference.kind in (PAGE, "value"),
    }
    try:
        found: Mapping[str, Any] | None = ask("__acquit.diagnose(...parameters)", question)
    except PlaywrightError:  # the document is being replaced, or there is none
        return None
    return found


def _words(found: Mapping[str, Any], reference: Reference) -> str:
    by = found.get("by")
    also = ""
    if found.get("also") and found["why"] not in ("inert", "behind"):
        also = f"; {_one(found['also'])} says the same: where that is meant, it wants a control of"
        also += (
            f" its own among the product’s; where it is only mentioned, {{{reference.name}.label}}"
        )
    said = _SAID[found["why"]].format(
        by=f" by {by}" if by else "",
        name=found.get("name", ""),
        row=f", in “{found['row']}”" if found.get("row") else "",
        role=_one(found["role"]),
        kind=_one(reference.kind),
    )
    return said + also


def _one(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"
