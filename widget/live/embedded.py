"""The same screens in a frame of a help page, under addresses of their own: `/fr/embedded/…`.

They alone may be framed, and only sessions that a frame was given count there.
"""

from collections.abc import Collection
from typing import Any

from flask import Flask, current_app, request, url_for
from werkzeug.routing import Map, Rule

#: What stands after the language.
NAME = "embedded"
#: How the rules of a frame's screens begin. By the variable's value `url_for` chooses between a
#: screen's two rules.
RULE_PREFIX = f"/<locale>/<any({NAME}):{NAME}>"


def is_embedded() -> bool:
    """Whether this request is of a frame."""
    return request.path.split("/")[2:3] == [NAME]


def at_top_level(path: str) -> str:
    """Return the address of a frame's screen outside frames."""
    _, locale, *rest = path.split("/")
    return "/".join(("", locale, *rest[1:])) if rest[:1] == [NAME] else path


def outside() -> str:
    """Return the address of this request's screen outside frames; the portal's where none is."""
    path = at_top_level(request.path)
    if not current_app.url_map.bind("").test(path, method="GET"):
        return url_for("portal.dashboard", **{NAME: None})
    return at_top_level(request.full_path.removesuffix("?")) if request.method == "GET" else path


def init_app(app: Flask, elsewhere: Collection[str]) -> None:
    """Give every screen that has a language an address in a frame.

    But not those of the blueprints named `elsewhere`, which have the addresses that they need. What
    is added to the application later has none.
    """
    app.url_value_preprocessor(lambda _, values: values and values.pop(NAME, None))
    for rule in _screens(app.url_map, elsewhere):
        twin = rule.rule.replace("/<locale>", RULE_PREFIX, 1)
        app.url_map.add(Rule(twin, endpoint=rule.endpoint, methods=rule.methods))


def keep_in_frame(app: Flask, endpoint: str, values: dict[str, Any]) -> None:
    """Lead from a frame's screen to others of the frame; `embedded=None` leads out of it."""
    if NAME not in values and is_embedded() and app.url_map.is_endpoint_expecting(endpoint, NAME):
        values[NAME] = NAME


def _screens(rules: Map, elsewhere: Collection[str]) -> list[Rule]:
    return [
        rule
        for rule in rules.iter_rules()
        if rule.rule.startswith("/<locale>/") and rule.endpoint.split(".")[0] not in elsewhere
    ]
