"""The accessibility tree of a document, which is all that a screen reader has of it."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

_ENTRY = re.compile(r'(?P<role>[\w/-]+)(?: (?P<name>"(?:[^"\\]|\\.)*"))?')
#: What a control stands in, so that a reader is told of it on the way there.
_ITEMS = {"row", "listitem", "article", "option", "treeitem"}
_GROUPS = {
    *("region", "form", "dialog", "alertdialog", "navigation", "group", "radiogroup", "search"),
    *("complementary", "table", "list", "menu", "menubar", "tabpanel", "toolbar", "banner"),
}
#: What is told when it changes, wherever the reader is.
_LIVE = {"status", "alert", "log"}


@dataclass(eq=False)
class Node:
    """An element that screen readers are given, or (without a role) a piece of text."""

    role: str = ""
    name: str = ""
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = field(default=None, repr=False)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order in which they are read."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator["Node"]:
        """What it stands in, the nearest first."""
        at = self.parent
        while at:
            yield at
            at = at.parent

    def words(self) -> str:
        """All that is read of it."""
        return " ".join(filter(None, (node.name for node in self.walk())))


def read_tree(snapshot: str) -> Node:
    """Read what Playwright's `aria_snapshot` returns."""
    root = Node("document")
    _fill(root, yaml.load(snapshot, yaml.BaseLoader) or [])  # noqa: S506 - it makes strings only
    return root


def _fill(parent: Node, entries: Any) -> None:
    if isinstance(entries, str):
        parent.children.append(Node("", _squeezed(entries), parent=parent))
        return
    for entry in entries:
        key, below = (entry, []) if isinstance(entry, str) else next(iter(entry.items()))
        match = _ENTRY.match(key)
        if match is None or key.startswith("/"):  # an address
            continue
        role = "" if match["role"] == "text" else match["role"]
        name = _squeezed(json.loads(match["name"])) if match["name"] else ""
        node = Node(role, name, parent=parent)
        parent.children.append(node)
        _fill(node, below)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def named(tree: Node, roles: Collection[str], label: str) -> list[Node]:
    """Return the controls of such a role whose names hold a label."""
    wanted = _squeezed(label)
    return [node for node in tree.walk() if node.role in roles and wanted in node.name]


def stands_by(tree: Node, node: Node, labels: Sequence[str]) -> bool:
    """Whether one of the labels is read on the way to a control: in its item, the groups that it
    stands in, or as the heading before it."""
    wanted = [_squeezed(label) for label in labels]
    around = [at for at in node.ancestors() if at.role in _ITEMS | _GROUPS]
    heading = None
    for at in tree.walk():
        if at is node:
            break
        heading = at if at.role == "heading" else heading
    told = [*(at.words() for at in around), heading.words() if heading else "", node.name]
    return any(label in text for label in wanted for text in told)


def is_live(tree: Node, label: str) -> bool:
    """Whether a label is in what is told when it changes."""
    wanted = _squeezed(label)
    return any(wanted in node.words() for node in tree.walk() if node.role in _LIVE)
