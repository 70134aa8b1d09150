"""Search in the portal: the screens, found by their names."""

from dataclasses import dataclass

from flask import url_for

from widget.languages import label


@dataclass(frozen=True)
class Hit:
    """A screen that search can find; `control` names its link."""

    control: str
    url: str


def screens() -> tuple[Hit, ...]:
    """Every screen that can be found, in the order of the menus."""
    return (
        Hit("cost_management_billing", url_for("portal.billing")),
        Hit("invoices", url_for("invoices.listing")),
    )


def find(query: str) -> list[Hit]:
    """Return the screens whose name holds every word of the query, wherever it stands."""
    words = query.casefold().split()
    if not words:
        return []
    return [
        hit for hit in screens() if all(word in label(hit.control).casefold() for word in words)
    ]
