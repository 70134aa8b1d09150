"""Stripe's parameters: nested, in a form's fields (`line_items[0][quantity]=1`)."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from widget.sandbox.bank.stripe_api.errors import ApiError, invalid

_PART = re.compile(r"[^\[\]]+")

Parameters = Mapping[str, Any]


def nested(fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the parameters that a form's fields stand for: texts, lists and mappings."""
    root: dict[str, Any] = {}
    for name, value in fields:
        first, *rest = _PART.findall(name) or [name]
        at = root
        for part, following in zip([first, *rest], [*rest, None], strict=True):
            if following is None:
                at[part] = value
            else:
                inner = at.setdefault(part, {})
                if not isinstance(inner, dict):
                    raise invalid(first, f"Invalid parameter: {name}")
                at = inner
    return {name: _listed(value) for name, value in root.items()}


def _listed(value: Any) -> Any:
    """Mappings by number are lists."""
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(each) for name, each in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def require_known(given: Parameters, known: Collection[str]) -> None:
    """Raise ApiError for a parameter that isn't played here, or doesn't exist."""
    for name in given:
        if name not in known:
            message = f"Received unknown parameter: {name}"
            raise ApiError(message, code="parameter_unknown", param=name)


def text(given: Parameters, name: str, default: str | None = None) -> str:
    """Return a text. Raises ApiError when it is missing."""
    value = given.get(name, default)
    if not isinstance(value, str) or not value:
        raise ApiError(f"Missing required param: {name}.", code="parameter_missing", param=name)
    return value


def whole(given: Parameters, name: str) -> int:
    """Return a whole number, of at least 1. Raises ApiError."""
    value = text(given, name)
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise invalid(name, f"Invalid integer: {value}")
    return int(value)


def is_yes(given: Parameters, name: str) -> bool:
    """Return a boolean; what isn't given is false. Raises ApiError."""
    value = given.get(name, "false")
    if value not in ("true", "false"):
        raise invalid(name, f"Invalid boolean: {value}")
    return bool(value == "true")


def one_of(given: Parameters, name: str, known: Collection[str]) -> str:
    """Return a text that is one of those known. Raises ApiError."""
    value = text(given, name)
    if value not in known:
        raise invalid(name, f"Invalid {name}: must be one of {', '.join(known)}")
    return value


def mapping(given: Parameters, name: str) -> dict[str, Any]:
    """Return a mapping; what isn't given is empty. Raises ApiError."""
    value = given.get(name, {})
    if not isinstance(value, dict):
        raise invalid(name, f"Invalid object: {name}")
    return value
