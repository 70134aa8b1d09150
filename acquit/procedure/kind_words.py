"""Words after a reference that say what it is, a button or a list, or that lead to a choice of it.

The words are English ones; in sources of another language nothing is found.
"""

import re

from acquit.kinds import TYPED
from acquit.problems import Wrong

_FIELDS = ("combobox", "file", "listbox", "searchbox", "spinbutton", "textbox")
_LISTS = ("combobox", "listbox", "radiogroup")
#: What kinds a noun may stand for, as writers and readers use it.
_NOUNS: dict[str, tuple[str, ...]] = {
    "button": ("button", "icon", "switch", "tab"),
    "link": ("icon", "link", "tab"),
    "check box": ("checkbox", "switch"),
    "checkbox": ("checkbox", "switch"),
    "radio button": ("radiogroup",),
    "text box": _FIELDS,
    "field": _FIELDS,
    "box": (*_FIELDS, "checkbox", "switch"),
    "list": _LISTS,
    "dropdown": (*_LISTS, "button"),
    "drop-down": (*_LISTS, "button"),
    "menu": (*_LISTS, "button", "icon", "link", "menuitem", "tab"),
    "tab": ("button", "link", "tab"),
    "switch": ("checkbox", "switch"),
    "toggle": ("button", "checkbox", "switch"),
    "icon": ("button", "icon", "link"),
    "command": ("button", "link", "menuitem"),
    "menu item": ("button", "link", "menuitem"),
    "tile": ("button", "link"),
    "slider": ("spinbutton",),
    "dialog": ("dialog",),
    "dialog box": ("dialog",),
}
#: What a kind is called where its first noun is another's.
_USUAL = {
    "combobox": "list",
    "listbox": "list",
    "file": "field",
    "link": "link",
    "spinbutton": "field",
}
_WORDS = "|".join(sorted(map(re.escape, _NOUNS), key=len, reverse=True))
_NOUN = re.compile(
    rf"[\s*_”\"]*({_WORDS})\b(?![-\w])",
    re.IGNORECASE,
)
#: “The dropdown menu labeled {amount}”.
_NAMED = re.compile(
    rf"\b({_WORDS})"
    r" (?:labell?ed|called|named|titled)\W*$",
    re.IGNORECASE,
)
#: Between a field of choices and what is chosen of it, no word says where.
_CHOOSE = re.compile(
    r"(?:\W|\b(?:and|then|select|choose|pick|click|tap|set|it|to|the|option|value|as"
    r"|drop-?down|list|box|field|menu|selector)\b)*",
    re.IGNORECASE,
)


_PICK = re.compile(r"\b(?:choose|pick|select)\b[^{}.;:!?]*$", re.IGNORECASE)
_FROM_LIST = re.compile(
    r"\bfrom the (?:drop-?down(?: list| menu)?|list|menu|options)\b", re.IGNORECASE
)


def names_choice(between: str) -> bool:
    """Whether the words between a list and a reference say that the one is chosen of the other."""
    return _CHOOSE.fullmatch(between) is not None


def give_choice(name: str, choice: str) -> str:
    """Say where the choice of a list is given, as YAML, and what stands for it in the sentence."""
    given = f"data: {{{name}: {choice}}}"
    return f"give the choice in the front matter, {given}, and write {{{name}.value}} for it here"


def wrong_with_noun(before: str, after: str, written: str, kind: str) -> Wrong | None:
    """Say that the words around a reference call its control something else than its kind.

    Of a control that isn't known (no `kind`) that can't be said.
    """
    found = _NOUN.match(after) or _NAMED.search(before)
    if not kind or found is None or kind in _NOUNS[found[1].lower()]:
        return None
    noun = found[1].lower()
    message = f"{written} is {_one(kind)}, and the sentence calls it {_one(noun)}"
    return Wrong(message, f"write {_called(kind)}, or name the control that is {_one(noun)}")


def wrong_with_list(before: str, rest: str, written: str, kind: str) -> Wrong | None:
    """Say that a field that is typed into is no list; `rest` is what the sentence says after it."""
    found = _FROM_LIST.search(rest)
    if kind not in TYPED or found is None or not _PICK.search(before):
        return None
    name = written.strip("{}")
    hint = f"write: in {written}, enter {{{name}.value}}; or name the list"
    return Wrong(f"{written} is {_one(kind)}, and nothing is chosen “{found[0]}”", hint)


def _one(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _called(kind: str) -> str:
    """The noun for a kind: the first that comes to mind."""
    usual = (noun for noun, kinds in _NOUNS.items() if kind in kinds)
    return _USUAL.get(kind) or next(usual, f"what it is, {_one(kind)}")
