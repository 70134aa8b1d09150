"""The language of a request: its address says which; and what templates print by it."""

from functools import cache
from typing import Any

from flask import Flask, abort, g, redirect, request
from markupsafe import Markup

from widget.core import languages
from widget.core.controls import CONTROLS
from widget.core.language_lookup import match, nearest

#: Under this name `g` keeps what ends a request's language.
_SPOKEN = "spoken"


def take_locale(values: dict[str, Any] | None) -> None:
    """Speak the address's language, which is taken out of its values.

    One that we don't have leads to the nearest that we have; 404 where there is none.
    """
    if not values or "locale" not in values:
        return
    wanted = str(values.pop("locale"))
    found = match(wanted, languages.tags())
    if found is None:
        abort(404)
    if found != wanted:
        rest = request.full_path.removeprefix(f"/{wanted}").removesuffix("?")
        abort(redirect(f"/{found}{rest}", 307 if request.method == "POST" else 302))
    _speak(found)


def guess_locale(path: str) -> None:
    """Speak the language nearest to an address that leads nowhere, else to the reader's own."""
    if _SPOKEN not in g:
        wanted = [path.lstrip("/").split("/")[0], *request.accept_languages.values()]
        _speak(nearest(wanted, languages.tags()) or languages.SOURCE)


def _speak(tag: str) -> None:
    """Speak a language until the request ends."""
    setattr(g, _SPOKEN, languages.begin(tag.replace("-", "_")))


def _end() -> None:
    token = g.pop(_SPOKEN, None)
    if token is not None:
        languages.end(token)


@cache
def control(name: str) -> Markup:
    """Return the attribute by which a walk knows a control, whatever its label."""
    if name not in CONTROLS:
        raise KeyError(name)
    return Markup('data-control="{}"').format(name)


def init_app(app: Flask) -> None:
    """Read every catalogue, and give templates their translations and formats.

    Raises CatalogueError.
    """
    for name in languages.available():
        languages.translations(name)
    environment = app.jinja_env
    environment.filters["money"] = languages.money
    environment.filters["balance"] = languages.balance
    environment.filters["day"] = languages.day
    environment.filters["short_day"] = lambda value: languages.day(value, "medium")
    environment.filters["moment"] = languages.moment
    environment.filters["month"] = languages.month
    # Not by Jinja's own extension: its way to gettext takes five times as long.
    environment.globals.update(_=languages.gettext, ngettext=languages.ngettext)
    environment.globals.update(label=languages.label, control=control, language_tag=languages.tag)
    environment.globals.update(direction=languages.direction)
    app.url_value_preprocessor(lambda _, values: take_locale(values))
    app.teardown_request(lambda _: _end())
