"""The header Plural-Forms: how many forms a language has, and which of them a number takes."""

import re
from collections.abc import Callable
from gettext import c2py

from babel.messages.plurals import get_plural

from acquit.catalogue.locales import formats_of, known

Rule = Callable[[int], int]

#: No language has more forms.
MOST_FORMS = 6
_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*", re.DOTALL)
#: Where languages change their form.
_TRIED = (*range(1001), 1_000_000)


def usual_header(locale: str) -> str:
    """Return what the header says for a language."""
    return str(get_plural(formats_of(locale)).plural_forms)


def numbers_of_forms(locale: str) -> set[int]:
    """Return how many forms a language may have: by gettext's custom, and by CLDR.

    For French these are two, and three with that for a million.
    """
    found = known(locale)
    by_cldr = {len(found.plural_form.tags) + 1} if found else set()
    return by_cldr | {int(get_plural(formats_of(locale)).num_plurals)}


def number_of_forms(header: str | None, locale: str) -> int:
    """Return how many forms a catalogue's messages have; the usual number if it doesn't say."""
    match = _HEADER.fullmatch(header or "")
    if match and len(match[1]) == 1 and 1 <= int(match[1]) <= MOST_FORMS:
        return int(match[1])
    return int(get_plural(formats_of(locale)).num_plurals)


def read_rule(header: str) -> tuple[int, Rule]:
    """Read the header. Raises ValueError, in words, where gettext can't count by it."""
    match = _HEADER.fullmatch(header)
    if not match:
        raise ValueError("it isn't `nplurals=…; plural=…;`")
    if len(match[1]) > 1 or not 1 <= int(match[1]) <= MOST_FORMS:
        raise ValueError(f"no language has {match[1][:9]} forms")
    count, rule = int(match[1]), c2py(match[2])
    for number in _TRIED:
        try:
            form = rule(number)
        except ZeroDivisionError:
            raise ValueError(f"it divides by zero where the number is {number}") from None
        if not 0 <= form < count:
            raise ValueError(f"for {number} it names form {str(form)[:9]} of {count}")
    return count, rule
