"""The site's menu: what is the same on many pages is rendered once."""

from collections.abc import Callable
from typing import Any

_Render = Callable[[Any, str, int, Any], str]


class Menus:
    """Keeps the HTML of entries which the page that is rendered isn't part of, and of sections
    around the entries of the one that it is part of.

    A menu of a thousand entries on a thousand pages would be a million renderings.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str, int | str], str] = {}
        self._around: dict[tuple[int, str], tuple[str, str] | None] = {}
        self._urls: dict[int, _Urls] = {}

    def entry(
        self, render: _Render, item: Any, path: str, level: int, parent: Any, page: Any
    ) -> str:
        """Return an entry of the menu as the theme renders it; `path` is its id."""
        # A view that lists pages, of a blog for example, is called as the one that is shown.
        if page is None or page in (getattr(item, "pages", None) or ()):
            return render(item, path, level, parent)
        if item.active:
            return self._active(render, item, path, level, parent, page)
        place = self._place(item, page)
        if place is None:
            return render(item, path, level, parent)
        key = (id(item), path, place)
        if key not in self._kept:
            self._kept[key] = render(item, path, level, parent)
        return self._kept[key]

    def _active(
        self, render: _Render, item: Any, path: str, level: int, parent: Any, page: Any
    ) -> str:
        """Render what the page is part of: of a section, entry by entry."""
        key = (id(item), path)
        if key not in self._around:
            self._around[key] = _around_children(render, item, path, level, parent)
        around = self._around[key]
        if around is None:
            return render(item, path, level, parent)
        entries = [
            self.entry(render, child, f"{path}_{n}", level + 1, item, page)
            for n, child in enumerate(item.children, start=1)
        ]
        return "".join([around[0], *entries, around[1]])

    def _place(self, item: Any, page: Any) -> int | str | None:
        """Return what an entry's addresses depend on, as seen from a page: its depth; near it, its
        folder. None if an address lies below the page itself."""
        if id(item) not in self._urls:
            self._urls[id(item)] = _Urls(item)
        urls, url = self._urls[id(item)], page.url.removeprefix("./")
        if _top(url) not in urls.tops:
            return str(url).count("/")
        if url in urls.folders:
            return None
        return str(url).rstrip("/").rpartition("/")[0]


class _Urls:
    """The folders that an entry's addresses lie in: all of them, and those at the top."""

    def __init__(self, item: Any):
        urls = [url.removeprefix("./") for url in _addresses(item)]
        self.tops = {_top(url) for url in urls}
        self.folders = {url[: at + 1] for url in urls for at, c in enumerate(url) if c == "/"}
        self.folders.add("")  # the home page's


class _Section:
    """A section with one of its children."""

    def __init__(self, section: Any):
        self._section = section
        self.children = section.children[:1]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._section, name)


def _around_children(
    render: _Render, item: Any, path: str, level: int, parent: Any
) -> tuple[str, str] | None:
    """Return what an active section has before and after its children; None if it has none, or
    one that stands in its place."""
    children = item.children or []
    if not children or any(getattr(child, "is_index", False) for child in children):
        return None
    first = render(children[0], f"{path}_1", level + 1, item)
    before, _, after = render(_Section(item), path, level, parent).partition(first)
    return (before, after) if after else None


def _addresses(item: Any) -> list[str]:
    if item.children:
        return [url for child in item.children for url in _addresses(child)]
    return [item.url or ""]


def _top(url: str) -> str:
    return url.partition("/")[0]
