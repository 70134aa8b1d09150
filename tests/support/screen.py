"""A screen of the widget as parsed HTML: what is looked for is named by CSS, not by its layout."""

import re
from typing import NamedTuple, Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Page(Protocol):
    """An answer with HTML, of Flask's test client or from a server."""

    @property
    def text(self) -> str: ...


class Form(NamedTuple):
    """A form's address (empty where it has none) and its hidden fields."""

    action: str
    hidden: dict[str, str]


class Screen:
    """A page, or a part of it: `Screen(page).part("#pay")`."""

    def __init__(self, page: "Page | str | LexborNode"):
        if isinstance(page, LexborNode):
            self.root: LexborHTMLParser | LexborNode = page
        else:
            self.root = LexborHTMLParser(page if isinstance(page, str) else page.text)

    def parts(self, selector: str) -> "list[Screen]":
        """Return what a selector finds, in the page's order."""
        return [Screen(node) for node in self.root.css(selector)]

    def has(self, selector: str) -> bool:
        return bool(self.root.css(selector))

    def part(self, selector: str) -> "Screen":
        """Return the first that a selector finds. Raises AssertionError where there is none."""
        found = self.parts(selector)
        assert found, f"no {selector} in:\n{self.root.html}"
        return found[0]

    def own(self, name: str) -> str | None:
        """Return an attribute of this part itself; None where it isn't given."""
        assert isinstance(self.root, LexborNode)
        attributes = self.root.attributes
        return attributes[name] or "" if name in attributes else None

    def attribute(self, selector: str, name: str) -> str:
        """Return an attribute of the first that a selector finds; empty where it isn't given."""
        return self.part(selector).own(name) or ""

    def attributes(self, selector: str, name: str) -> list[str]:
        """Return an attribute of each that a selector finds."""
        return [node.attributes.get(name) or "" for node in self.root.css(selector)]

    def text(self, selector: str = "") -> str:
        """Return what readers read, each run of white space as one space (but no-break ones)."""
        node = self.part(selector).root if selector else self.root
        return re.sub(r"[ \n\t]+", " ", node.text()).strip(" ")

    def texts(self, selector: str) -> list[str]:
        return [part.text() for part in self.parts(selector)]

    def link(self, control: str) -> str:
        """Return where the first link of a control goes."""
        return self.attribute(f"a[data-control={control}]", "href")

    def form(self, selector: str) -> Form:
        """Return the form that is, or holds, the first that a selector finds."""
        node: LexborNode | None = self.part(selector).root  # type: ignore[assignment]
        while node is not None and node.tag != "form":
            node = node.parent
        assert node is not None, f"{selector} is in no form"
        form = Screen(node)
        names = form.attributes("input[type=hidden]", "name")
        values = form.attributes("input[type=hidden]", "value")
        return Form(node.attributes.get("action") or "", dict(zip(names, values, strict=True)))


def method_of(page: Page, card: str) -> str:
    """The value that stands for a card, by its last digits."""
    for label in Screen(page).parts("label:has([name=method])"):
        if f"••••\u00a0{card}" in label.text():
            return label.attribute("[name=method]", "value")
    raise AssertionError(f"no card that ends in {card} in:\n{page.text}")


def checked_method(page: Page) -> str:
    """The value of the card that is chosen already."""
    return Screen(page).attribute("[name=method][checked]", "value")


def notice(page: Page) -> tuple[str, str, str]:
    """What a screen says: what happened, whether money moved, what to do."""
    screen = Screen(page)
    return (
        screen.text(".notice-title"),
        screen.text("[data-says=money]"),
        screen.text("[data-says=advice]"),
    )
