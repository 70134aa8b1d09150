"""The site's menu: what is the same on many pages is rendered once."""

from collections.abc import Callable
from typing import Any


class Menus:
    """Keeps the HTML of entries which the page that is rendered isn't part of.

    A menu of a thousand entries on a thousand pages would be a million renderings.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str, int], str] = {}
        self._folders: dict[int, set[str]] = {}

    def entry(
        self, render: Callable[..., str], item: Any, path: str, level: int, parent: Any, page: Any
    ) -> str:
        """Return an entry of the menu as the theme renders it; `path` is its id."""
        if page is None or item.active or self._is_near(item, page):
            return render(item, path, level, parent)
        key = (id(item), path, page.url.count("/"))
        if key not in self._kept:
            self._kept[key] = render(item, path, level, parent)
        return self._kept[key]

    def _is_near(self, item: Any, page: Any) -> bool:
        """Whether addresses of an entry may be another way from each page of a folder."""
        if id(item) not in self._folders:
            self._folders[id(item)] = {_folder(url) for url in _urls(item)}
        return _folder(page.url) in self._folders[id(item)]


def _urls(item: Any) -> list[str]:
    if item.children:
        return [url for child in item.children for url in _urls(child)]
    return [item.url or ""]


def _folder(url: str) -> str:
    return url.removeprefix("./").partition("/")[0]
