"""Locales as gettext's folders name them, and the wider ones that they fall back to."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

#: Languages that nobody speaks, as CLDR names them → whose numbers and dates they have.
ACCENTED, MIRRORED = "en_XA", "ar_XB"
PSEUDO = {ACCENTED: "en", MIRRORED: "en"}


def language_tag(locale: str) -> str:
    """Return a locale as HTML and addresses write it: `fr_CA` → `fr-CA`."""
    return locale.replace("_", "-")


def known(locale: str) -> Locale | None:
    """Return what CLDR knows of a locale; None where it doesn't know it."""
    try:
        return Locale.parse(formats_of(locale))
    except (UnknownLocaleError, ValueError):
        return None


def formats_of(locale: str) -> str:
    """Return the locale whose numbers, dates and plurals one has: its own, unless it is pseudo."""
    return PSEUDO.get(locale, locale)


def is_right_to_left(locale: str) -> bool:
    """Whether a locale is written from right to left."""
    found = known(locale)
    return locale == MIRRORED or (found is not None and found.text_direction == "rtl")


def chain(locale: str) -> list[str]:
    """Return the locale and those it falls back to, as CLDR has them.

    `fr_CA` → `fr_CA`, `fr`; but `zh_TW` → `zh_TW`, `zh_Hant_TW`, `zh_Hant`: who reads Traditional
    Chinese isn't helped by Simplified.
    """
    return list(_chain(locale))


@cache
def _chain(locale: str) -> tuple[str, ...]:
    found = known(locale)
    names = [locale]
    if locale in PSEUDO:
        return locale, PSEUDO[locale]
    name = str(found) if found else locale
    while name:
        names.append(name)
        name = _parent(name)
    return tuple(dict.fromkeys(names))


def _parent(name: str) -> str:
    wider = get_global("parent_exceptions").get(name)
    if wider:
        return str(wider)
    language, _, rest = name.partition("_")
    usual = str(get_global("likely_subtags").get(language, "")).split("_")
    if len(rest) == 4 and rest.isalpha() and len(usual) > 1 and usual[1] != rest:
        return ""  # written in another script than its language usually is
    return name.rpartition("_")[0]
