"""The front matter's `procedure`: scenario, role and data, each with its line and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from acquit.problems import Problem, did_you_mean
from acquit.procedure.values import Datum, parse_datum

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


def declaration(path: str, text: str, problems: list[Problem]) -> Declaration | None:
    """Read the `procedure` of a page's front matter; None where the page has none."""
    source, _, _ = split(text)
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader) if source else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        hint = "quote values that hold a colon, a brace or a #"
        message = f"broken front matter: {error.problem or error}"
        problems.append(Problem(path, line, column, message, hint))
        return None
    except yaml.YAMLError as error:  # a character that YAML has no place for
        problems.append(Problem(path, 2, 1, f"broken front matter: {error}"))
        return None
    if root is None and text.startswith("---") and not _FENCED.match(text):
        hint = "close it with a line of three hyphens"
        problems.append(Problem(path, 1, 1, "broken front matter: it never ends", hint))
        return None
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode):
        problems.append(Problem(path, 2, 1, "broken front matter: not a list of `key: value`"))
        return None
    for key, value in root.value:
        if key.value == "procedure":
            return _procedure(path, key, value, problems)
    return None


def _procedure(
    path: str, key: yaml.Node, node: yaml.Node, problems: list[Problem]
) -> Declaration | None:
    line, column = _place(key)
    if not isinstance(node, yaml.MappingNode):
        hint = "give it a scenario and a role, each on a line of its own"
        problems.append(Problem(path, line, column, "`procedure` holds nothing", hint))
        return None
    names: dict[str, Named] = {}
    data: dict[str, Datum] = {}
    for entry, value in node.value:
        if entry.value not in _KEYS:
            message = f"unknown key `{entry.value}` in `procedure`"
            problems.append(
                Problem(path, *_place(entry), message, did_you_mean(entry.value, _KEYS))
            )
        elif entry.value == "data":
            data = _data(path, value, problems)
        elif isinstance(value, yaml.ScalarNode) and value.value:
            names[entry.value] = Named(value.value, *_place(value))
        else:
            problems.append(Problem(path, *_place(value), f"`{entry.value}` must be one name"))
    for needed in ("scenario", "role"):
        if needed not in names and not any(e.value == needed for e, _ in node.value):
            problems.append(Problem(path, line, column, f"`procedure` names no {needed}"))
    return Declaration(line, names.get("scenario"), names.get("role"), data)


def _data(path: str, node: yaml.Node, problems: list[Problem]) -> dict[str, Datum]:
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(path, *_place(node), "`data` must be `control: value` pairs"))
        return {}
    data = {}
    for key, value in node.value:
        if not isinstance(value, yaml.ScalarNode):
            message = f"`{key.value}` must have one value"
            hint = "put text, and whatever starts with a brace, in quotes"
            problems.append(Problem(path, *_place(value), message, hint))
            continue
        quoted = value.style in ("'", '"')
        data[key.value] = parse_datum(key.value, value.value, quoted, *_place(key))
    return data


def _place(node: yaml.Node) -> tuple[int, int]:
    """Line and column in the file: the YAML starts on its second line."""
    return node.start_mark.line + 2, node.start_mark.column + 1
