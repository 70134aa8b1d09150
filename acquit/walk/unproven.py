"""What the walks of a site leave unproven, though all of them may have passed."""

from collections.abc import Iterable, Sequence

from acquit.keys import KEYS
from acquit.walk.record import Walk

#: What follows labels, and steps, that may be right nevertheless.
_MENTIONS = " (what a page only mentions needs no walk)"
_UNSEEN = (
    ": it sees neither another site’s page nor a control without data-control; nothing is wrong"
    " with the page"
)


def unproven(walks: Sequence[Walk]) -> list[str]:
    """A line for each page of which walks left something out, or did something that it doesn't say;
    whose guide ticks too little; and one for all controls.
    """
    by_page = (_labels, _outside, _unchecked, _unplaced, _sent, _conditions, _ticks, _controls)
    return [line for lines in by_page for line in lines(walks)]


def unused(walks: Sequence[Walk], controls: Iterable[str]) -> list[str]:
    """A line for the controls of a product that no page names, and no screen carried.

    `walks` are all of a site's; nothing is known of a product whose screens carry no controls.
    """
    carried = set().union(*(walk.carried for walk in walks))
    named = set().union(*(walk.named for walk in walks))
    left = sorted(set(controls) - carried - named - set(KEYS))
    if not (left and carried):
        return []
    return [f"no page names, and no screen carried: {', '.join(left)}"]


def _labels(walks: Sequence[Walk]) -> Iterable[str]:
    """Labels that a page names, and that no walk in its language saw on any page."""
    for group in _pages(walks):
        first = group[0]
        seen = set().union(*(walk.seen for walk in walks if walk.locale == first.locale))
        labels = {label for name, label in first.named.items() if name not in seen}
        if labels:
            listed = ", ".join(f"“{label}”" for label in sorted(labels))
            yield f"{first.page} {first.locale}: no walk looked for {listed}{_MENTIONS}"


def _outside(walks: Sequence[Walk]) -> Iterable[str]:
    """Steps that a page says are none of the product's."""
    for group in _pages(walks):
        numbers = sorted({number for walk in group for number in walk.elsewhere})
        if numbers:
            what = "step {} is .outside: nobody did it"
            if len(numbers) > 1:
                what = "steps {} are .outside: nobody did them"
            where = f"{group[0].page} {group[0].locale}"
            yield f"{where}: {what.format(', '.join(numbers))}"


def _unchecked(walks: Sequence[Walk]) -> Iterable[str]:
    """Steps with which a page ends, and after which it names nothing to see."""
    for group in _pages(walks):
        for number in sorted({walk.unchecked for walk in group} - {""}):
            yield (
                f"{group[0].page} {group[0].locale}: nothing is checked after step {number}: name"
                " in the result what has changed, like {status}, {message} or"
                " {control.gone}; where no screen shows it, nothing is wrong"
            )


def _unplaced(walks: Sequence[Walk]) -> Iterable[str]:
    """Statuses that one of several items has, of which a page doesn't say which it is."""
    for group in _pages(walks):
        for label in sorted({label for walk in group for label in walk.unplaced}):
            yield (
                f"{group[0].page} {group[0].locale}: “{label}” is in one row of several, and the"
                " page doesn’t say in which: in the row of {item.value}, you see {status}, with"
                " data: {item: …} in the front matter; where any will do, nothing is wrong"
            )


def _sent(walks: Sequence[Walk]) -> Iterable[str]:
    """Fields that were sent by Enter, of which a page doesn't say so."""
    for group in _pages(walks):
        for name in sorted(set().union(*(walk.sent for walk in group))):
            label = group[0].named.get(name, name)
            yield (
                f"{group[0].page} {group[0].locale}: the walk pressed Enter in “{label}”, and the"
                f" page doesn’t say so: write {{{name}}} …, and press {{enter_key}}"
            )


def _conditions(walks: Sequence[Walk]) -> Iterable[str]:
    """Conditional steps that were always done, or never."""
    for group in _pages(walks):
        met = {number for walk in group for number in walk.met}
        unmet = {number for walk in group for number in walk.unmet}
        for number in sorted(met ^ unmet):
            often, otherwise = ("always", "left it out") if number in met else ("never", "did it")
            where = f"{group[0].page} {group[0].locale}"
            met_or_not = f"the condition of step {number} was {often} met"
            yield f"{where}: {met_or_not}: no walk {otherwise}"


def _ticks(walks: Sequence[Walk]) -> Iterable[str]:
    """Steps that a page's guide never ticks, though they were done."""
    for group in _pages(walks):
        numbers = sorted({number for walk in group for number in walk.unticked})
        if numbers:
            steps = "step" if len(numbers) == 1 else "steps"
            listed = ", ".join(numbers)
            where = f"{group[0].page} {group[0].locale}"
            yield f"{where}: the page doesn’t tick {steps} {listed} off{_UNSEEN}"


def _controls(walks: Sequence[Walk]) -> Iterable[str]:
    used = set().union(*(walk.used for walk in walks))
    unmarked = set().union(*(walk.unmarked for walk in walks))
    if unmarked:
        carry = "carries" if len(unmarked) == 1 else "carry"
        yield (
            f"for the product’s developers: {len(unmarked)} of {len(used)} controls {carry} no"
            " data-control: two that swap their labels wouldn’t be noticed"
        )


def _pages(walks: Sequence[Walk]) -> Iterable[list[Walk]]:
    """The walks of each page in each language, in their order."""
    groups: dict[tuple[str, str], list[Walk]] = {}
    for walk in walks:
        groups.setdefault((walk.page, walk.locale), []).append(walk)
    return groups.values()
