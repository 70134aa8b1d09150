"""What a page's front matter says of the page: keywords, owner, audience, robots, last update."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

import yaml

from acquit.problems import did_you_mean, shortened
from acquit.procedure.frontmatter import Named
from acquit.text.days import parse_day
from acquit.yamltree import YamlFile, pairs

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
#: What Microsoft Learn, GitLab and GitHub write there, which readers would never see.
_LEARN = "ms."
_OTHER_HOUSES = {
    "ms.date": "write the day of the last change: updated: 2026-11-22; or leave it out",
    "ms.author": "write who owns the page: owner: {author: …}; or leave it out",
    "ms.topic": f"write one of topic: {', '.join(TOPICS)}; or leave it out",
    **dict.fromkeys(("stage", "group", "info", "versions", "shortTitle"), "leave it out"),
    **dict.fromkeys(("redirect_from", "type"), "leave it out"),
    "intro": "write it below the title; or description: … for search engines",
    "permissions": "write who may do it into the page",
    "topics": "leave it out; or write keywords: …; topic says what kind of page it is",
}
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


def metadata(head: YamlFile) -> Metadata:
    """Read a page's front matter, which other tools may have keys in as well."""
    nodes = {key.value: value for key, value in pairs(head.root)}
    for key, _ in pairs(head.root):
        if key.value in _OTHER_HOUSES or key.value.startswith(_LEARN):
            hint = _OTHER_HOUSES.get(key.value, "leave it out")
            head.report(key, f"the key `{key.value}` means nothing here", hint)
            continue
        near = get_close_matches(key.value, (*_KEYS, "procedure"), n=1, cutoff=_NEAR)
        if near and near[0] not in nodes:
            message = f"unknown key `{key.value}`"
            head.report(key, message, f"did you mean {near[0]}?")

    def items(key: str) -> list[Named]:
        return _items(head, key, nodes[key]) if key in nodes else []

    owner = _owner(head, nodes["owner"]) if "owner" in nodes else {}
    topics = _known(head, "topic", items("topic"), TOPICS)
    if len(topics) > 1:
        head.report(nodes["topic"], "`topic` must be one word", "a page is of one type")
    return Metadata(
        title=_text(head, "title", nodes),
        description=_text(head, "description", nodes),
        keywords=tuple(items("keywords")),
        author=owner.get("author", ""),
        manager=owner.get("manager", ""),
        audience=_ids(head, items("audience")),
        topic=topics[0] if topics else "",
        collections=_ids(head, items("collections")),
        robots=_robots(head, items("robots")),
        updated=_day(head, nodes["updated"]) if "updated" in nodes else None,
    )


def _text(head: YamlFile, key: str, nodes: Mapping[str, yaml.Node]) -> Named | None:
    node = nodes.get(key)
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        text = "" if node.tag.endswith(":null") else node.value.strip()
        return Named(text, head.location_of(node)) if text else None
    hint = "put it in quotes if it holds a colon, a brace or a bracket"
    head.report(node, f"`{key}` must be a text", hint)
    return None


def _items(head: YamlFile, key: str, node: yaml.Node) -> list[Named]:
    """Read a list of words, or one text with commas between them."""
    if isinstance(node, yaml.ScalarNode):
        found = list(_split(head, node))
    elif isinstance(node, yaml.SequenceNode):
        found = []
        for item in node.value:
            if isinstance(item, yaml.ScalarNode) and item.value.strip():
                found.append(Named(item.value.strip(), head.location_of(item)))
            else:
                hint = "put it in quotes if it holds a colon or a brace"
                message = f"each of `{key}` must be a word or a few"
                head.report(item, message, hint)
        if node.value:
            return found
    else:
        hint = f"write {key}: [one, another]"
        head.report(node, f"`{key}` must be a list", hint)
        return []
    if not found:
        message = f"`{key}` holds nothing"
        head.report(node, message, "give it a value, or remove it")
    return found


def _split(head: YamlFile, node: yaml.ScalarNode) -> Iterator[Named]:
    location = head.location_of(node)
    on_one_line = node.start_mark.line == node.end_mark.line
    first = location.column + (1 if node.style in ("'", '"') else 0)
    for match in re.finditer(r"[^,\s](?:[^,]*[^,\s])?", node.value):
        column = first + match.start() if on_one_line else location.column
        yield Named(match[0], replace(location, column=column))


def _known(head: YamlFile, key: str, items: list[Named], known: Collection[str]) -> list[str]:
    words = []
    for item in items:
        word = item.text.lower()
        if word in known:
            words.append(word)
            continue
        message = f"unknown {key} {shortened(item.text)!r}"
        meant = _ELSEWHERE.get(word) if known is TOPICS else None
        hint = f"did you mean {meant}?" if meant else did_you_mean(word, known)
        head.report(item.location, message, hint)
    return words


def _ids(head: YamlFile, items: list[Named]) -> tuple[str, ...]:
    for item in items:
        if not _ID.fullmatch(item.text):
            message = f"{shortened(item.text)!r} is not an id"
            hint = "write it with letters, digits, hyphens and dots only"
            head.report(item.location, message, hint)
    return tuple(item.text for item in items)


def _meaning(robots: Collection[str]) -> set[str]:
    return {meant for word in robots for meant in _STANDS_FOR.get(word, {word})}


def _robots(head: YamlFile, items: list[Named]) -> tuple[str, ...]:
    words = _known(head, "robots directive", items, ROBOTS)
    meant = _meaning(words)
    for word in ("index", "follow"):
        if {word, f"no{word}"} <= meant:
            message = f"`robots` says both {word} and no{word}"
            head.report(items[0].location, message, "keep one")
    return tuple(dict.fromkeys(words))


def _owner(head: YamlFile, node: yaml.Node) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode) or not node.value:
        hint = "write owner: {author: …, manager: …}"
        head.report(node, "`owner` names nobody", hint)
        return {}
    found = {}
    for key, value in pairs(node):
        if key.value not in _OWNERS:
            hint = did_you_mean(key.value, _OWNERS)
            message = f"unknown key `{key.value}` in `owner`"
            head.report(key, message, hint)
        elif isinstance(value, yaml.ScalarNode) and value.value.strip():
            found[key.value] = value.value.strip()
        else:
            head.report(value, f"`{key.value}` must be one name")
    return found


def _day(head: YamlFile, node: yaml.Node) -> date | None:
    day = parse_day(node.value) if isinstance(node, yaml.ScalarNode) else None
    if day is None:
        hint = "write year, month and day: 2026-11-22"
        head.report(node, "`updated` is not a day", hint)
    return day
