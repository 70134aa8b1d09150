"""What is filled into a text: `%(name)s` and `{name}`, compared between translation and source."""

import re

from babel.messages.catalog import Message

from acquit.problems import shortened
from acquit.text.references import mentions, reference_differences

PERCENT = "python-format"
BRACES = "python-brace-format"

_PERCENT = re.compile(r"%(?:\(\w+\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?[a-zA-Z]")
_BRACES = re.compile(r"\{[^{}]*\}")


def wrong_percents(sources: tuple[str, ...], form: str) -> list[str]:
    """Say what is wrong with a translation that `%` fills; `sources` are its singular and plural.

    Each `%` must be one of the source's. Babel's own check says better what is wrong with names and
    types; it doesn't ask what is lost, nor what else a `%` does.
    """
    found = form.replace("%%", "")
    written = [set(_PERCENT.findall(source.replace("%%", ""))) for source in sources]
    wrong = [f"loses {each}" for each in set.intersection(*written) if each not in found]
    for each in set.union(*written):
        found = found.replace(each, "")
    if "%" in found:
        wrong.append(f"has a % that fills in nothing ({shortened(_around(found), 24)!r})")
    if wrong:  # Babel is asked last: to find its checkers takes it a quarter of a second
        by_babel = [f"isn't right: {error}" for error in Message(sources[-1], form).check()]
        return by_babel or sorted(wrong)
    return []


def _around(text: str) -> str:
    at = text.index("%")
    return text[max(0, at - 10) : at + 10]


def wrong_braces(sources: tuple[str, ...], form: str) -> list[str]:
    """Say what is wrong with a translation in which braces are filled in."""
    if len(sources) == 1 and any(mentions(sources[0])):
        return reference_differences(sources[0], form)
    written = [set(_BRACES.findall(source)) for source in sources]
    found = set(_BRACES.findall(form))
    lost = [f"loses {each}" for each in set.intersection(*written) - found]
    invented = [f"invents {each}" for each in found - set.union(*written)]
    return sorted(lost + invented)
