"""What the toolkit itself says on a page: translated in the project's `docs` catalogue."""

TRY_IT = "Try it here"
OPEN_WIDGET = "Open in a new tab"
FRAME_TITLE = "Practice account for this procedure"
NOT_TRANSLATED = "Parts of this page are not yet translated. They are shown in English."
SEARCH = "Search"
NOT_FOUND = "This page does not exist"
GO_HOME = "Go to the home page"

STRINGS = (
    TRY_IT,
    OPEN_WIDGET,
    FRAME_TITLE,
    NOT_TRANSLATED,
    SEARCH,
    NOT_FOUND,
    GO_HOME,
)
