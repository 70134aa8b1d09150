"""The front matter, and its `procedure`: scenario, role and data, each with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from acquit.problems import Problem, did_you_mean
from acquit.procedure.values import Datum, parse_datum
from acquit.yamltree import compose, pairs, place_of

_FENCED = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEYS = ("scenario", "role", "data")


@dataclass(frozen=True)
class Named:
    """A name and where it is written."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Declaration:
    """What a page declares of its procedure."""

    line: int = 1
    scenario: Named | None = None
    role: Named | None = None
    data: Mapping[str, Datum] = field(default_factory=dict)


def split(text: str) -> tuple[str, str, int]:
    """Return the front matter's YAML, the body, and the number of lines before the body."""
    match = _FENCED.match(text)
    if not match:
        return "", text, 0
    return match["yaml"], text[match.end() :], match[0].count("\n")


def front_matter(path: str, text: str, problems: list[Problem]) -> yaml.MappingNode | None:
    """Return the front matter's keys and values; None where a page has none."""
    source, _, _ = split(text)
    if not source and text.startswith("---") and not _FENCED.match(text):
        hint = "close it with a line of three hyphens"
        problems.append(Problem(path, 1, 1, "broken front matter: it never ends", hint))
    # The YAML starts on the file's second line.
    return compose(path, "\n" + source, "front matter", problems) if source else None


def declaration(
    path: str, root: yaml.MappingNode | None, problems: list[Problem]
) -> Declaration | None:
    """Read the `procedure` of a page's front matter; None where the page has none."""
    for key, value in pairs(root):
        if key.value == "procedure":
            return _procedure(path, key, value, problems)
    return None


def _procedure(
    path: str, key: yaml.Node, node: yaml.Node, problems: list[Problem]
) -> Declaration | None:
    line, column = place_of(key)
    if not isinstance(node, yaml.MappingNode):
        hint = "give it a scenario and a role, each on a line of its own"
        problems.append(Problem(path, line, column, "`procedure` holds nothing", hint))
        return None
    names: dict[str, Named] = {}
    data: dict[str, Datum] = {}
    for entry, value in pairs(node):
        if entry.value not in _KEYS:
            message = f"unknown key `{entry.value}` in `procedure`"
            problems.append(
                Problem(path, *place_of(entry), message, did_you_mean(entry.value, _KEYS))
            )
        elif entry.value == "data":
            data = _data(path, value, problems)
        elif isinstance(value, yaml.ScalarNode) and value.value:
            names[entry.value] = Named(value.value, *place_of(value))
        else:
            problems.append(Problem(path, *place_of(value), f"`{entry.value}` must be one name"))
    for needed in ("scenario", "role"):
        if needed not in names and not any(e.value == needed for e, _ in pairs(node)):
            problems.append(Problem(path, line, column, f"`procedure` names no {needed}"))
    return Declaration(line, names.get("scenario"), names.get("role"), data)


def _data(path: str, node: yaml.Node, problems: list[Problem]) -> dict[str, Datum]:
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(path, *place_of(node), "`data` must be `control: value` pairs"))
        return {}
    data = {}
    for key, value in pairs(node):
        if not isinstance(value, yaml.ScalarNode):
            message = f"`{key.value}` must have one value"
            hint = "put text, and whatever starts with a brace, in quotes"
            problems.append(Problem(path, *place_of(value), message, hint))
            continue
        quoted = value.style in ("'", '"')
        data[key.value] = parse_datum(key.value, value.value, quoted, *place_of(key))
    return data
