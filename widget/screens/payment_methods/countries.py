"""Countries of billing addresses: all that ISO 3166-1 lists, in the reader's language."""

from functools import cache
from unicodedata import combining, normalize

from babel import Locale
from iso3166 import countries_by_alpha2

from widget.core.locales import formats_of

#: Those that come first.
FIRST = ("BE", "CA", "CH", "DE", "FR", "GB", "LU", "US")


def is_country(code: str) -> bool:
    """Whether a code is a country's (ISO 3166-1 alpha-2)."""
    return code in countries_by_alpha2


@cache
def names(locale: str) -> dict[str, str]:
    """Return the countries by code, the first ones before the others, each sorted by name."""
    known = Locale.parse(formats_of(locale)).territories
    named = {code: str(known.get(code, code)) for code in countries_by_alpha2}

    def place(code: str) -> tuple[bool, str]:
        return code not in FIRST, _folded(named[code])

    return {code: named[code] for code in sorted(named, key=place)}


def _folded(name: str) -> str:
    """A name as dictionaries sort it: without accents, in small letters."""
    return "".join(c for c in normalize("NFKD", name) if not combining(c)).casefold()
