"""What the accessibility statement says of tests: in which ways the procedures can be done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from acquit import strings
from acquit.procedure.context import Context
from acquit.site.about import day_of, filled

#: The manners of walks, as readers of the statement know them.
WAYS: Mapping[str, str] = {
    "mouse": strings.BY_MOUSE,
    "keyboard": strings.BY_KEYBOARD,
    "screen-reader": strings.BY_SCREEN_READER,
    "phone": strings.ON_PHONE,
    "zoom": strings.AT_ZOOM,
    "no-script": strings.WITHOUT_SCRIPTS,
}


class Tested(NamedTuple):
    """How many procedures of a language could be done in one manner; `day` is the oldest test's."""

    manner: str
    done: int
    day: date | None


def statement(tested: Sequence[Tested], count: int, context: Context) -> Markup:
    """Return the statement's part about tests, of `count` procedures, as HTML."""
    say = context.string
    rows = Markup("").join(
        Markup("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>").format(
            say(WAYS[each.manner]),
            filled(say(strings.DONE_OF), {"done": escape(each.done), "count": escape(count)})
            if each.day
            else say(strings.UNTESTED),
            day_of(each.day, context) if each.day else "–",
        )
        for each in tested
    )
    heads = [say(text) for text in (strings.WAY, strings.PROCEDURES_DONE, strings.LAST_TESTED)]
    return Markup(
        '<h2 id="acquit-tested">{}</h2><p>{}</p><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(
        say(strings.TESTED),
        say(strings.TESTED_HOW),
        Markup("").join(Markup("<th scope='col'>{}</th>").format(head) for head in heads),
        rows,
    )
