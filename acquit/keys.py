"""Keys that a page can name: `{enter_key}`. They belong to no product, and each has a label."""

from collections.abc import Mapping
from dataclasses import dataclass

from acquit.kinds import KEY


@dataclass(frozen=True)
class Key:
    """A key: what keyboards show on it, and how the browser names it (UI Events KeyboardEvent)."""

    label: str
    code: str
    kind: str = KEY


KEYS: Mapping[str, Key] = {
    "enter_key": Key("Enter", "Enter"),
    "escape_key": Key("Esc", "Escape"),
    "tab_key": Key("Tab", "Tab"),
    "space_key": Key("Space", "Space"),
    "backspace_key": Key("Backspace", "Backspace"),
    "delete_key": Key("Delete", "Delete"),
    "arrow_up_key": Key("Up arrow", "ArrowUp"),
    "arrow_down_key": Key("Down arrow", "ArrowDown"),
    "arrow_left_key": Key("Left arrow", "ArrowLeft"),
    "arrow_right_key": Key("Right arrow", "ArrowRight"),
    "page_up_key": Key("Page up", "PageUp"),
    "page_down_key": Key("Page down", "PageDown"),
    "home_key": Key("Home", "Home"),
    "end_key": Key("End", "End"),
}
#: Where the labels stand in the pages' catalogue, so that the key isn't taken for the verb.
CONTEXT = "key"
