"""Labels whose words stand around something: `%(member)s was added`."""

import re
from collections.abc import Callable

_PLACEHOLDER = re.compile(r"%\((?P<printf>\w+)\)[sd]|(?<!\{)\{(?P<brace>\w+)\}(?!\})")


def placeholders(label: str) -> list[str]:
    """Return the names of what a label leaves open."""
    return [match["printf"] or match["brace"] for match in _PLACEHOLDER.finditer(label)]


def filled(label: str, value: Callable[[str], str]) -> str:
    """Put values into a label, by the names of its placeholders."""
    return _PLACEHOLDER.sub(lambda match: value(match["printf"] or match["brace"]), label)
