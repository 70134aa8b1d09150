"""What a reader can do with a control, told by its kind: an ARIA role, `text` or `page`."""

PAGE = "page"

#: Kinds that a step acts on.
ACTIONS = frozenset(
    {
        "button",
        "checkbox",
        "combobox",
        "link",
        "menuitem",
        "radiogroup",
        "searchbox",
        "tab",
        "textbox",
        PAGE,
    }
)

#: Kinds that a step only sees, and that place the controls named after them.
PLACES = frozenset({"heading", "status", "text"})

#: Kinds that the reader types into, so that the page must say what.
TYPED = frozenset({"searchbox", "textbox"})

#: Kinds that the reader chooses an option of: the page's, or any where it names none.
CHOSEN = frozenset({"combobox", "radiogroup"})

KINDS = ACTIONS | PLACES
