"""Languages: what is said, in which; missing messages come from the wider one, then English."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import format_skeleton as babel_skeleton
from babel.dates import format_time as babel_time

from widget.core import locales
from widget.core.catalogues import compiled, says_anything
from widget.core.controls import CONTROLS
from widget.core.locales import PSEUDO, chain, formats_of, is_known
from widget.core.money import Money

log = logging.getLogger(__name__)

SOURCE = "en"
FOLDER = Path(__file__).parents[2] / "locales"
DOMAIN = "widget"
#: Names a folder with catalogues of pseudo-languages: those who preview and test are offered them.
PSEUDO_VARIABLE = "ACQUIT_PSEUDO"

#: The locale that is spoken, as CLDR names it: a request's, a letter's.
_spoken: ContextVar[str] = ContextVar("locale", default=SOURCE)


def reload() -> None:
    """Read the catalogues anew when they are needed next."""
    for each in (available, translations, label_in):
        each.cache_clear()


@cache
def available() -> tuple[str, ...]:
    """Return the locales there is a catalogue for, English first."""
    found = sorted(path.parent.parent.name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    for unknown in [locale for locale in found if not is_known(locale)]:
        log.error("%s: CLDR knows no such language: name the folder as in fr_CA", FOLDER / unknown)
        found.remove(unknown)
    # A catalogue that was only begun isn't offered.
    others = [locale for locale in found if locale != SOURCE]
    others = [each for each in others if says_anything(_path(each), each)]
    pseudo = PSEUDO if os.environ.get(PSEUDO_VARIABLE) else ()
    return (SOURCE, *others, *pseudo)


def _path(locale: str) -> Path:
    folder = Path(os.environ[PSEUDO_VARIABLE]) if locale in PSEUDO else FOLDER
    return folder / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def translations(locale: str) -> NullTranslations:
    """Return the messages of a locale, with its chain of fallbacks (`fr_CA` → `fr` → English).

    Catalogues are compiled here, when a process first needs them: no compiled file can be stale.
    Raises CatalogueError.
    """
    found: NullTranslations = NullTranslations()
    for name in reversed(chain(locale)):
        path = _path(name)
        if path.exists():
            nearer = compiled(path, name, DOMAIN)
            nearer.add_fallback(found)
            found = nearer
    return found


def locale() -> str:
    """The locale that is spoken, as CLDR names it (`fr_CA`)."""
    return _spoken.get()


def tag() -> str:
    """The language that is spoken, as HTML and addresses write it (`fr-CA`)."""
    return locale().replace("_", "-")


def direction() -> str:
    """How the language that is spoken is written, as HTML says it."""
    return locales.direction(locale())


def formats() -> str:
    """The locale whose numbers and dates are spoken."""
    return formats_of(locale())


@contextmanager
def speaking(where: str) -> Iterator[None]:
    """Speak another language for a while: a letter's, say."""
    token = begin(where)
    try:
        yield
    finally:
        end(token)


def begin(where: str) -> Token[str]:
    """Speak another language until `end`."""
    return _spoken.set(where)


def end(token: Token[str]) -> None:
    """Speak what was spoken before `begin` again."""
    _spoken.reset(token)


def gettext(message: str, **values: object) -> str:
    """Translate a message; `values` fill its `%(name)s`."""
    text = translations(locale()).gettext(message)
    return _filled(text, message, values) if values else text


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """Translate a message that depends on a number."""
    source = singular if number == 1 else plural
    try:
        text = translations(locale()).ngettext(singular, plural, number)
    except ArithmeticError:  # by a header that counts up to here, and not from here
        text = source
    return _filled(text, source, {"num": number, **values})


def _filled(text: str, source: str, values: Mapping[str, object]) -> str:
    """Fill in a translation; the source, where a translation can't be filled in."""
    try:
        return text % values
    except (KeyError, TypeError, ValueError):
        return source % values


def label(name: str) -> str:
    """Return a control's label in the language that is spoken."""
    return label_in(locale(), name)


@cache
def label_in(where: str, name: str) -> str:
    """Return a control's label in a locale."""
    return str(translations(where).pgettext(name, CONTROLS[name].label))


def money(amount: Money) -> str:
    """Print an amount in the language that is spoken."""
    return amount.printed(formats())


def balance(amount: Money) -> str:
    """Print what is owed; a negative amount is a credit, and is called one."""
    if amount.minor >= 0:
        return money(amount)
    return gettext("Credit: %(amount)s", amount=money(Money(-amount.minor, amount.currency)))


def day(value: date, width: str = "long") -> str:
    """Print a date in the language that is spoken; French writes the first of a month 1er."""
    return _day(value, width, formats())


@lru_cache(maxsize=4096)
def _day(value: date, width: str, where: str) -> str:
    text = babel_date(value, format=width, locale=where)
    first = where.startswith("fr") and text.startswith("1 ")
    return "1er" + text[1:] if first else text


def moment(value: datetime, zone: str) -> str:
    """Print a day and time of day where an account is."""
    there = value.astimezone(ZoneInfo(zone))
    time = babel_time(there, "short", locale=formats())
    if locale().startswith("fr"):  # CLDR prints a clock; French writes hours
        time = f"{there.hour}\u00a0h\u00a0{there.minute:02}"
    return gettext("%(day)s at %(time)s", day=day(there.date(), "medium"), time=time)


def month(value: str) -> str:
    """Print a card's expiry (`2031-04`) in the language that is spoken: `April 2031`."""
    year, number = value.split("-")
    return babel_skeleton("yMMMM", date(int(year), int(number), 1), locale=formats())


def tags() -> list[str]:
    """Our languages as addresses write them."""
    return [name.replace("_", "-") for name in available()]
