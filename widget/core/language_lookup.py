"""Which of our languages is nearest to one that was asked for (RFC 4647, section 3.4)."""

from collections.abc import Collection, Iterable


def match(tag: str, known: Collection[str]) -> str | None:
    """Return the known tag that a language tag leads to: `fr-CA-x-y` to `fr-CA`, else to `fr`."""
    by_name = {each.casefold(): each for each in known}
    subtags = tag.casefold().split("-")
    while subtags:
        if found := by_name.get("-".join(subtags)):
            return found
        subtags.pop()
        if subtags and len(subtags[-1]) == 1:
            subtags.pop()  # it begins an extension, which is gone
    return None


def nearest(tags: Iterable[str], known: Collection[str]) -> str | None:
    """Return the known tag for the first of several that leads to one, the likest first."""
    return next((found for tag in tags if (found := match(tag, known))), None)
