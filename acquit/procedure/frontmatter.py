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
    #: The first is the one that readers get; the page is walked with each.
    scenarios: tuple[Named, ...] = ()
    role: Named | None = None
    data: Mapping[str, Datum] = field(default_factory=dict)

    @property
    def scenario(self) -> Named | None:
        """The scenario that the embedded widget opens with."""
        return self.scenarios[0] if self.scenarios else None


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
    found = compose(path, "\n" + source, "front matter", problems) if source else None
    _check_twice(path, found, problems)
    return found


def _check_twice(path: str, node: yaml.Node | None, problems: list[Problem]) -> None:
    """Report keys that stand twice: YAML takes one of them without a word."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in pairs(node):
        if key.value in seen:
            hint = f"it stands in line {seen[key.value]} already"
            problems.append(Problem(path, *place_of(key), f"`{key.value}` stands twice", hint))
        seen.setdefault(key.value, place_of(key)[0])
        _check_twice(path, value, problems)


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
    names: dict[str, tuple[Named, ...]] = {}
    data: dict[str, Datum] = {}
    for entry, value in pairs(node):
        if entry.value not in _KEYS:
            message = f"unknown key `{entry.value}` in `procedure`"
            problems.append(
                Problem(path, *place_of(entry), message, did_you_mean(entry.value, _KEYS))
            )
        elif entry.value == "data":
            data = _data(path, value, problems)
        elif named := _names(value, several=entry.value == "scenario"):
            names[entry.value] = named
        else:
            message = f"`{entry.value}` must be one name"
            message += " or a list of names" if entry.value == "scenario" else ""
            problems.append(Problem(path, *place_of(value), message))
    for needed in ("scenario", "role"):
        if needed not in names and not any(e.value == needed for e, _ in pairs(node)):
            problems.append(Problem(path, line, column, f"`procedure` names no {needed}"))
    role = names.get("role")
    return Declaration(line, names.get("scenario", ()), role[0] if role else None, data)


def _names(node: yaml.Node, *, several: bool) -> tuple[Named, ...]:
    """Read a name, or `several`; nothing where it is neither."""
    nodes = node.value if several and isinstance(node, yaml.SequenceNode) else [node]
    if all(isinstance(item, yaml.ScalarNode) and item.value for item in nodes):
        return tuple(Named(item.value, *place_of(item)) for item in nodes)
    return ()


def _data(path: str, node: yaml.Node, problems: list[Problem]) -> dict[str, Datum]:
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(path, *place_of(node), "`data` must be `control: value` pairs"))
        return {}
    data = {}
    for key, value in pairs(node):
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        scalars = [item for item in items if isinstance(item, yaml.ScalarNode)]
        if not items or len(scalars) < len(items):
            message = f"`{key.value}` must have one value, or a list of them"
            hint = "put text, and whatever starts with a brace, in quotes"
            problems.append(Problem(path, *place_of(value), message, hint))
            continue
        parsed = [_datum(key, item) for item in scalars]
        if isinstance(value, yaml.SequenceNode):
            data[key.value] = Datum(key.value, tuple(parsed), False, *place_of(key))
        else:
            data[key.value] = parsed[0]
    return data


def _datum(key: yaml.ScalarNode, value: yaml.ScalarNode) -> Datum:
    quoted = value.style in ("'", '"')
    return parse_datum(key.value, value.value, quoted, *place_of(key))
