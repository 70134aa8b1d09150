"""What a reader can do with a control, told by its kind.

Most kinds are ARIA roles. Those that aren't: `text` (only read), `page` (somebody else's page),
`icon` (a button or link without words), `file` (a field that takes a file), `dialog` (the
browser's own, known by its message) and `key` (on the keyboard).
"""

PAGE = "page"
DIALOG = "dialog"
ICON = "icon"
KEY = "key"

#: Kinds that a step acts on.
ACTIONS = frozenset(
    {
        "button",
        "checkbox",
        "combobox",
        "file",
        "link",
        "listbox",
        "menuitem",
        "radiogroup",
        "searchbox",
        "spinbutton",
        "switch",
        "tab",
        "textbox",
        DIALOG,
        ICON,
        KEY,
        PAGE,
    }
)

#: Kinds that a step only sees, and that place the controls named after them.
PLACES = frozenset({"heading", "status", "text"})

#: Kinds that the reader types into, so that the page must say what.
TYPED = frozenset({"searchbox", "spinbutton", "textbox"})

#: Kinds that the reader chooses an option of: the page's, or any where it names none.
CHOSEN = frozenset({"combobox", "listbox", "radiogroup"})

#: Kinds that are switched on, or off where `data` says so.
SWITCHED = frozenset({"checkbox", "switch"})

#: Kinds that nothing can be done with unless `data` says what.
GIVEN = TYPED | {"file", PAGE}

KINDS = ACTIONS | PLACES
