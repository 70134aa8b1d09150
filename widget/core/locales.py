"""What CLDR knows of a locale: its name, the wider ones, its direction, numbers and dates."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

#: Languages that nobody speaks, as CLDR names them → whose numbers and dates they have.
MIRRORED = "ar_XB"
PSEUDO = {"en_XA": "en", MIRRORED: "en"}


def formats_of(locale: str) -> str:
    """Return the locale whose numbers, dates and plurals one has: its own, unless it is pseudo."""
    return PSEUDO.get(locale, locale)


def own_name(locale: str) -> str:
    """Return what a language calls itself: “Français (Canada)”."""
    if locale in PSEUDO:
        return locale.replace("_", "-")
    name = str(Locale.parse(locale).get_display_name(locale))
    return name[:1].upper() + name[1:]


def direction(locale: str) -> str:
    """Return how a locale is written, as HTML says it: `ltr`, `rtl`."""
    return "rtl" if locale == MIRRORED else str(Locale.parse(formats_of(locale)).text_direction)


@cache
def chain(locale: str) -> tuple[str, ...]:
    """Return the locale and the wider ones, as CLDR has them: `zh_TW` never leads to `zh`."""
    if locale in PSEUDO:
        return (locale,)
    names, name = [locale], str(Locale.parse(locale)) if is_known(locale) else ""
    while name:
        names.append(name)
        name = _wider(name)
    return tuple(dict.fromkeys(names))


def _wider(name: str) -> str:
    if wider := get_global("parent_exceptions").get(name):
        return str(wider)
    language, _, rest = name.partition("_")
    usual = str(get_global("likely_subtags").get(language, "")).split("_")
    is_script = len(rest) == 4 and rest.isalpha()
    return "" if is_script and rest not in usual else name.rpartition("_")[0]


def is_known(locale: str) -> bool:
    """Whether dates and amounts can be printed in a locale."""
    try:
        return bool(Locale.parse(locale))
    except (UnknownLocaleError, ValueError):
        return False
