"""Why a control isn't found, in words for who wrote the page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from acquit.walk.failure import Cause, WalkError, fail, on_other_side, shown_as
from acquit.walk.plan import Reference

#: Makes the error for what isn't there, with what became of it: see `Screen.missing`.
Missing = Callable[[Cause, str, Reference, list[str] | None], WalkError]

_UNUSABLE = {
    "disabled": "it is disabled",
    "read-only": "it is read-only",
    "no-clicks": "it takes no clicks",
}


def not_found(
    missing: Missing, reference: Reference, places: Sequence[Reference], seen: Mapping[str, Any]
) -> WalkError:
    """Return the error for a control or its place; `seen` is what the probe found instead."""
    what = f"{reference.kind} “{reference.label}”"
    beside = " or ".join(f"“{place.label}”" for place in places)
    where = f" next to {beside}" if places else ""
    there = seen.get("nearby", [])
    match seen.get("status"):
        case "no-place":
            message = f"none of {beside} is on the screen"
            if len(places) == 1:
                message = f"{beside} isn’t on the screen"
            return missing(Cause.NO_PLACE, message, places[0], there)
        case "wrong-place":
            place = next(place for place in places if place.name == seen["control"])
            return shown_as(place, seen["shown"])
        case "ambiguous":
            rows = ", ".join(f"“{row}”" for row in seen["rows"])
            message = f"{seen['count']} controls are a {what}{where}"
            message += f" (in {rows})" if rows else ""
            texts = ", ".join(f"“{text}”" for text in seen.get("beside", []))
            message += f", next to {texts}" if texts else ""
            item = next(iter(seen["rows"]), "…")
            return fail(
                Cause.AMBIGUOUS,
                f"{message}: which one is meant? Name a place before it, which is a status, a"
                " heading or a text: next to {place}, …; or the row: in the row of {item.value}, …,"
                f' with data: {{item: "{item}"}} in the front matter; where'
                " any will do, say so: next to an invoice, …, or: next to the one that you want",
                reference,
            )
        case "other-side":
            return on_other_side(reference, seen["side"])
        case "not-shown":
            message = f"the {what} shows “{seen['shown']}”"
            return fail(Cause.NOT_SHOWN, message, reference)
        case "wrong-control":
            message = f"the {what} is the control {seen['shown']}, not {reference.name}"
            return fail(Cause.WRONG_CONTROL, message, reference)
        case "covered":
            by = f" by {seen['by']}" if seen.get("by") else ""
            return fail(Cause.COVERED, f"the {what} is covered{by}", reference)
        case "disabled":
            message = f"the {what}{where} can’t be used: {_UNUSABLE[seen['reason']]}"
            return fail(Cause.DISABLED, message, reference)
        case _:
            return missing(Cause.MISSING, f"no {what}{where}", reference, there)
