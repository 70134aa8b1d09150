"""The front matter, and its `procedure`: scenario, role and data, each with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import yaml

from acquit.problems import Location, did_you_mean
from acquit.procedure.values import Datum, parse_datum
from acquit.yamltree import YamlFile, pairs

_FENCED = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LATE = re.compile(r"\A\s+(?P<fence>---[ \t]*\n)(?P<yaml>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
#: What MkDocs, Material and the toolkit read in front matter; other keys may be for a theme's own.
_KNOWN = (
    *("date", "description", "hide", "icon", "procedure", "search", "status"),
    *("tags", "template", "title"),
)
_KEYS = ("scenario", "role", "data")


@dataclass(frozen=True)
class Named:
    """A name and where it is written."""

    text: str
    location: Location


@dataclass(frozen=True)
class Declaration:
    """What a page declares of its procedure."""

    location: Location
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


def front_matter(path: str, text: str) -> YamlFile:
    """Read the keys and values of a page's front matter, of which there may be none."""
    source, _, _ = split(text)
    # The YAML starts on the file's second line.
    head = YamlFile(path, "\n" + source, "front matter")
    if not source and text.startswith("---") and not _FENCED.match(text):
        hint = "close it with a line of three hyphens"
        head.report(Location(path), "broken front matter: it never ends", hint)
    if not source and (late := _LATE.match(text)) and re.search(r"^\w+:", late["yaml"], re.M):
        where = Location(path, text[: late.start("fence")].count("\n") + 1)
        hint = "put its --- on the first line: nothing stands before it, not even an empty line"
        head.report(where, "the front matter isn’t at the top, and isn’t read", hint)
    _check_twice(head, head.root)
    for key, _ in pairs(head.root):
        if key.value == "subtitle":
            hint = "leave it out: the theme prints it in the menu, in the source’s language"
            head.report(key, "`subtitle` can’t be translated", hint)
            continue
        near = get_close_matches(key.value, _KNOWN, n=1, cutoff=0.75)
        if near and key.value not in _KNOWN:
            head.report(key, f"nothing reads `{key.value}`", did_you_mean(key.value, _KNOWN))
    return head


def _check_twice(head: YamlFile, node: yaml.Node | None) -> None:
    """Report keys that stand twice: YAML takes one of them without a word."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in pairs(node):
        if key.value in seen:
            hint = f"it stands in line {seen[key.value]} already"
            head.report(key, f"`{key.value}` stands twice", hint)
        seen.setdefault(key.value, head.location_of(key).line)
        _check_twice(head, value)


def declaration(head: YamlFile) -> Declaration | None:
    """Read the `procedure` of a page's front matter; None where the page has none."""
    for key, value in pairs(head.root):
        if key.value == "procedure":
            return _procedure(head, key, value)
    return None


def _procedure(head: YamlFile, key: yaml.Node, node: yaml.Node) -> Declaration | None:
    if not isinstance(node, yaml.MappingNode):
        hint = "give it a scenario and a role, each on a line of its own"
        head.report(key, "`procedure` holds nothing", hint)
        return None
    names: dict[str, tuple[Named, ...]] = {}
    data: dict[str, Datum] = {}
    for entry, value in pairs(node):
        if entry.value not in _KEYS:
            message = f"unknown key `{entry.value}` in `procedure`"
            head.report(entry, message, did_you_mean(entry.value, _KEYS))
        elif entry.value == "data":
            data = _data(head, value)
        elif named := _names(head, value, several=entry.value == "scenario"):
            names[entry.value] = named
        else:
            message = f"`{entry.value}` must be one name"
            message += " or a list of names" if entry.value == "scenario" else ""
            head.report(value, message)
    for needed in ("scenario", "role"):
        if needed not in names and not any(e.value == needed for e, _ in pairs(node)):
            is_beside = any(e.value == needed for e, _ in pairs(head.root))
            hint = f"write {needed}: … below procedure, indented"
            hint = f"indent `{needed}`, which stands beside it" if is_beside else hint
            head.report(key, f"`procedure` names no {needed}", hint)
    role = names.get("role")
    location = head.location_of(key)
    return Declaration(location, names.get("scenario", ()), role[0] if role else None, data)


def _names(head: YamlFile, node: yaml.Node, *, several: bool) -> tuple[Named, ...]:
    """Read a name, or `several`; nothing where it is neither."""
    nodes = node.value if several and isinstance(node, yaml.SequenceNode) else [node]
    if all(isinstance(item, yaml.ScalarNode) and item.value for item in nodes):
        return tuple(Named(item.value, head.location_of(item)) for item in nodes)
    return ()


def _data(head: YamlFile, node: yaml.Node) -> dict[str, Datum]:
    if not isinstance(node, yaml.MappingNode):
        head.report(node, "`data` must be `control: value` pairs")
        return {}
    data = {}
    for key, value in pairs(node):
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        scalars = [item for item in items if isinstance(item, yaml.ScalarNode)]
        if not items or len(scalars) < len(items):
            message = f"`{key.value}` must have one value, or a list of them"
            hint = "put text, and whatever starts with a brace, in quotes"
            head.report(value, message, hint)
            continue
        location = head.location_of(key)
        parsed = [_datum(key.value, item, location) for item in scalars]
        if isinstance(value, yaml.SequenceNode):
            data[key.value] = Datum(key.value, tuple(parsed), False, location)
        else:
            data[key.value] = parsed[0]
    return data


def _datum(name: str, value: yaml.ScalarNode, location: Location) -> Datum:
    return parse_datum(name, value.value, value.style in ("'", '"'), location)
