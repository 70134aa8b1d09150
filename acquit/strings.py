"""What the toolkit itself says on a page: translated in the project's `docs` catalogue."""

TRY_IT = "Try it here"
OPEN_WIDGET = "Open in a new tab"
IN_ACCOUNT = "Do this in my account"
ACCOUNT_HERE = "Use my account here"
PRACTICE_HERE = "Go back to practice"
ACCOUNT_TITLE = "Your own account"
FRAME_TITLE = "Practice account for this procedure"
SHOW_ME = "Show me"
START_OVER = "Start over"
START_OVER_ASKED = "Start over with a new practice account?"
STEP_BACK = "Previous step"
STEP_ON = "Next step"
STEP_OF = "Step {number} of {count}"
SHOW_LABEL = "{label}: show it in the practice account"
NOT_SHOWN = "{label} is not on the screen yet"
DONE = "Done:"
AT_END = "No step is left: follow what the screen says"
FINISHED = "Everything is done, and it worked"
PROVEN = "Each step of this page was done in a browser on {date}, in this language."
PICTURES = "Pictures of the steps"
NOT_TRANSLATED = "Parts of this page are not yet translated. They are shown in English."
MACHINE_TRANSLATED = "This page was translated automatically. It may contain mistakes."
BEHIND = "The English page has changed since this translation."
ABOUT = "About this page"
UPDATED = "Last updated: {date}"
BY_PERSON = "Translated from English on {date}."
BY_MACHINE = "Translated from English automatically on {date}."
SEARCH = "Search"
NOT_FOUND = "This page does not exist"
GO_HOME = "Go to the home page"
FOOTNOTE_BACK = "Back to footnote {number} in the text"
PERMALINK = "Link to this section"
TESTED = "How the procedures were tested"
TESTED_HOW = (
    "The procedures of this site are done step by step in a browser, in several ways. Each row "
    "says how many of them could be done to their end in this language, and when this was last "
    "tested."
)
WAY = "Way"
PROCEDURES_DONE = "Procedures done"
LAST_TESTED = "Last tested"
DONE_OF = "{done} of {count}"
UNTESTED = "Not tested"
BY_MOUSE = "With a mouse"
BY_KEYBOARD = "With the keyboard alone"
BY_SCREEN_READER = "With the keyboard and what a screen reader is told, without looking"
ON_PHONE = "On a phone"
AT_ZOOM = "Enlarged to 400%"
WITHOUT_SCRIPTS = "Without JavaScript"

STRINGS = (
    TRY_IT,
    OPEN_WIDGET,
    IN_ACCOUNT,
    ACCOUNT_HERE,
    PRACTICE_HERE,
    ACCOUNT_TITLE,
    FRAME_TITLE,
    SHOW_ME,
    START_OVER,
    START_OVER_ASKED,
    STEP_BACK,
    STEP_ON,
    STEP_OF,
    SHOW_LABEL,
    NOT_SHOWN,
    DONE,
    AT_END,
    FINISHED,
    PROVEN,
    PICTURES,
    NOT_TRANSLATED,
    MACHINE_TRANSLATED,
    BEHIND,
    ABOUT,
    UPDATED,
    BY_PERSON,
    BY_MACHINE,
    SEARCH,
    NOT_FOUND,
    GO_HOME,
    FOOTNOTE_BACK,
    PERMALINK,
    TESTED,
    TESTED_HOW,
    WAY,
    PROCEDURES_DONE,
    LAST_TESTED,
    DONE_OF,
    UNTESTED,
    BY_MOUSE,
    BY_KEYBOARD,
    BY_SCREEN_READER,
    ON_PHONE,
    AT_ZOOM,
    WITHOUT_SCRIPTS,
)
