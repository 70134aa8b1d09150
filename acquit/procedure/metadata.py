"""What a page's front matter says of the page: keywords, owner, audience, robots, last update."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import yaml

from acquit.problems import Problem, did_you_mean, shortened
from acquit.procedure.frontmatter import Named
from acquit.text.days import parse_day
from acquit.yamltree import pairs, place_of

#: What a topic is for: DITA's types, and the page that leads to others.
TOPICS = ("concept", "glossary", "overview", "reference", "task", "topic", "troubleshooting")
#: What Microsoft Learn calls kinds of topics, and DITA does.
_ELSEWHERE = {
    **dict.fromkeys(("how-to", "how-to-guide", "quickstart", "tutorial"), "task"),
    "conceptual": "concept",
}
#: What search engines are told; two of them stand for two others.
ROBOTS = (
    *("all", "none", "index", "noindex", "follow", "nofollow"),
    *("noarchive", "noimageindex", "nosnippet", "notranslate"),
)
_STANDS_FOR = {"all": {"index", "follow"}, "none": {"noindex", "nofollow"}}

_KEYS = (
    *("audience", "collections", "description", "keywords", "owner", "robots", "title", "topic"),
    "updated",
)
_OWNERS = ("author", "manager")
#: A key that is this near to one of ours is a mistyped one, and not another tool's.
_NEAR = 0.85
_ID = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True)
class Metadata:
    """What is known of a page.

    Title, description and keywords are messages; everything else is the same everywhere.
    """

    title: Named | None = None
    description: Named | None = None
    keywords: tuple[Named, ...] = ()
    author: str = ""
    manager: str = ""
    audience: tuple[str, ...] = ()
    topic: str = ""
    collections: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()
    updated: date | None = None

    @property
    def is_indexed(self) -> bool:
        """Whether searches may find the page."""
        return "noindex" not in _meaning(self.robots)

    def texts(self) -> Iterator[Named]:
        """Yield the messages."""
        yield from filter(None, (self.title, self.description))
        yield from self.keywords

    def items(self, word: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Yield name and content of each `<meta>`; `word` puts a keyword into a language."""
        found = {
            "keywords": ", ".join(word(keyword.text) for keyword in self.keywords),
            "author": self.author,
            "manager": self.manager,
            "audience": ", ".join(self.audience),
            "topic": self.topic,
            "collections": ", ".join(self.collections),
            "robots": ", ".join(self.robots),
        }
        yield from ((name, content) for name, content in found.items() if content)


def metadata(path: str, root: yaml.MappingNode | None, problems: list[Problem]) -> Metadata:
    """Read a page's front matter, which other tools may have keys in as well."""
    nodes = {key.value: value for key, value in pairs(root)}
    for key, _ in pairs(root):
        near = get_close_matches(key.value, (*_KEYS, "procedure"), n=1, cutoff=_NEAR)
        if near and near[0] not in nodes:
            message = f"unknown key `{key.value}`"
            problems.append(Problem(path, *place_of(key), message, f"did you mean {near[0]}?"))

    def items(key: str) -> list[Named]:
        return _items(path, key, nodes[key], problems) if key in nodes else []

    owner = _owner(path, nodes["owner"], problems) if "owner" in nodes else {}
    topics = _known(path, "topic", items("topic"), TOPICS, problems)
    if len(topics) > 1:
        place = place_of(nodes["topic"])
        problems.append(Problem(path, *place, "`topic` must be one word", "a page is of one type"))
    return Metadata(
        title=_text(path, "title", nodes, problems),
        description=_text(path, "description", nodes, problems),
        keywords=tuple(items("keywords")),
        author=owner.get("author", ""),
        manager=owner.get("manager", ""),
        audience=_ids(path, items("audience"), problems),
        topic=topics[0] if topics else "",
        collections=_ids(path, items("collections"), problems),
        robots=_robots(path, items("robots"), problems),
        updated=_day(path, nodes["updated"], problems) if "updated" in nodes else None,
    )


def _text(
    path: str, key: str, nodes: Mapping[str, yaml.Node], problems: list[Problem]
) -> Named | None:
    node = nodes.get(key)
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        text = "" if node.tag.endswith(":null") else node.value.strip()
        return Named(text, *place_of(node)) if text else None
    hint = "put it in quotes if it holds a colon, a brace or a bracket"
    problems.append(Problem(path, *place_of(node), f"`{key}` must be a text", hint))
    return None


def _items(path: str, key: str, node: yaml.Node, problems: list[Problem]) -> list[Named]:
    """Read a list of words, or one text with commas between them."""
    if isinstance(node, yaml.ScalarNode):
        found = list(_split(node))
    elif isinstance(node, yaml.SequenceNode):
        found = []
        for item in node.value:
            if isinstance(item, yaml.ScalarNode) and item.value.strip():
                found.append(Named(item.value.strip(), *place_of(item)))
            else:
                hint = "put it in quotes if it holds a colon or a brace"
                message = f"each of `{key}` must be a word or a few"
                problems.append(Problem(path, *place_of(item), message, hint))
        if node.value:
            return found
    else:
        hint = f"write {key}: [one, another]"
        problems.append(Problem(path, *place_of(node), f"`{key}` must be a list", hint))
        return []
    if not found:
        message = f"`{key}` holds nothing"
        problems.append(Problem(path, *place_of(node), message, "give it a value, or remove it"))
    return found


def _split(node: yaml.ScalarNode) -> Iterator[Named]:
    line, column = place_of(node)
    on_one_line = node.start_mark.line == node.end_mark.line
    first = column + (1 if node.style in ("'", '"') else 0)
    for match in re.finditer(r"[^,\s](?:[^,]*[^,\s])?", node.value):
        yield Named(match[0], line, first + match.start() if on_one_line else column)


def _known(
    path: str, key: str, items: list[Named], known: Collection[str], problems: list[Problem]
) -> list[str]:
    words = []
    for item in items:
        word = item.text.lower()
        if word in known:
            words.append(word)
            continue
        message = f"unknown {key} {shortened(item.text)!r}"
        meant = _ELSEWHERE.get(word) if known is TOPICS else None
        hint = f"did you mean {meant}?" if meant else did_you_mean(word, known)
        problems.append(Problem(path, item.line, item.column, message, hint))
    return words


def _ids(path: str, items: list[Named], problems: list[Problem]) -> tuple[str, ...]:
    for item in items:
        if not _ID.fullmatch(item.text):
            message = f"{shortened(item.text)!r} is not an id"
            hint = "write it with letters, digits, hyphens and dots only"
            problems.append(Problem(path, item.line, item.column, message, hint))
    return tuple(item.text for item in items)


def _meaning(robots: Collection[str]) -> set[str]:
    return {meant for word in robots for meant in _STANDS_FOR.get(word, {word})}


def _robots(path: str, items: list[Named], problems: list[Problem]) -> tuple[str, ...]:
    words = _known(path, "robots directive", items, ROBOTS, problems)
    meant = _meaning(words)
    for word in ("index", "follow"):
        if {word, f"no{word}"} <= meant:
            message = f"`robots` says both {word} and no{word}"
            problems.append(Problem(path, items[0].line, items[0].column, message, "keep one"))
    return tuple(dict.fromkeys(words))


def _owner(path: str, node: yaml.Node, problems: list[Problem]) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode) or not node.value:
        hint = "write owner: {author: …, manager: …}"
        problems.append(Problem(path, *place_of(node), "`owner` names nobody", hint))
        return {}
    found = {}
    for key, value in pairs(node):
        if key.value not in _OWNERS:
            hint = did_you_mean(key.value, _OWNERS)
            message = f"unknown key `{key.value}` in `owner`"
            problems.append(Problem(path, *place_of(key), message, hint))
        elif isinstance(value, yaml.ScalarNode) and value.value.strip():
            found[key.value] = value.value.strip()
        else:
            problems.append(Problem(path, *place_of(value), f"`{key.value}` must be one name"))
    return found


def _day(path: str, node: yaml.Node, problems: list[Problem]) -> date | None:
    day = parse_day(node.value) if isinstance(node, yaml.ScalarNode) else None
    if day is None:
        hint = "write year, month and day: 2026-11-22"
        problems.append(Problem(path, *place_of(node), "`updated` is not a day", hint))
    return day
