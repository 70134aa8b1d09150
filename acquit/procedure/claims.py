"""What a sentence claims of something that is only looked at, and that no walk checks.

A walk looks whether it is there: not how often, in which order, nor how much more or less of it.
The words are English ones; in sources of another language nothing is found.
"""

import re

from acquit.problems import Wrong, shortened
from acquit.procedure.plain_orders import END
from acquit.procedure.reference_uses import ReferenceUse
from acquit.procedure.steps import Use
from acquit.procedure.surroundings import wrong_with_plain_subject

_I = re.IGNORECASE
#: A few words on, in the same clause.
NEAR = r"(?:[^\w.,;:!?]+\w+){0,2}?[^\w.,;:!?]+"
_CLAUSE = r"[^,.;:!?—{}]*"
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|\\d{1,2}|several|many"
_VERBS = r"(?:is|has|was|becomes|shows|says|reads|changes|turns|gets|appears)\b"
_TIMES = "seconds|minutes|hours|days|weeks|months|years|times|steps|(?:business|working) days"
#: How many there are, of all of them.
_HOW_MANY = re.compile(
    rf"(?<![\w-])(all|every|each)\b{_CLAUSE}\b(?:is|are|has|have|shows?|becomes?|with|marked"
    rf"|changes? to|turns?(?: in)?(?: to)?)\b(?: \w+){{0,3}}\W*$"
    rf"|\b(both|none of|no other|nothing but|the only one"
    rf"|only (?:the |your |those )?\w+s (?=with|that|which|whose|marked|in|of|are|have)"
    rf"|only see|see only)\b{_CLAUSE}$"
    rf"|(?<![\w-])((?:{_NUMBERS}) (?!{_TIMES})(?:\w+ )?(?!{_VERBS})\w+s)\b{_CLAUSE}$",
    _I,
)
_ORDER = re.compile(
    r"\b(?:in|on) the (?:first|second|third|last|top|bottom|next) (?:position|place)\b"
    r"|\b(?:at|on) the (?:top|bottom|end|start|beginning) of (?:the|your|this) (?:list|table)\b"
    r"|\b(?:sorted|ordered) (?:by|from)\b|\b(?:newest|oldest|latest)(?: \w+)? (?:to|first)\b"
    r"|\bfollowed by\b"
    r"|\b(?:above|below|beneath) (?:the |your |an? )?(?![^\w]*\{)\w+(?: \w+)?",
    _I,
)
_CHANGED = re.compile(r"\b(?:(?:has|have) (?:now )?changed|changes) (?:in)?to\b", _I)
#: How much more or less of it there is.
_AMOUNT = re.compile(
    rf"{NEAR}((?:goes|go|has gone) (?:up|down)|(?:in|de)creases?|rises?|falls?|drops?"
    r"|grows?|shrinks?|doubles?|(?:is|are|has been) (?:now )?(?:(?:in|de)creased|reduced|raised"
    r"|lowered|lower|higher|less|more|greater|smaller|larger|zero|nil|[€$£]?\d[\d.,]*))\b",
    _I,
)


def wrong_with_claim(text: str, use: ReferenceUse) -> Wrong | None:
    """Say what a sentence claims of what it names: how many, in which order, how much.

    `text` holds the sentence, in which nothing is done.
    """
    mention = use.mention
    before = END.split(text[: mention.start])[-1]
    after = END.split(text[mention.end :])[0]
    prints = f"{{{mention.name}.label}}, which only prints the label"
    if (many := _HOW_MANY.search(before)) and (words := next(filter(None, many.groups()))):
        hint = f"say what one row shows: in the row of {{item.value}}, you see {mention.written},"
        hint += f" with data: {{item: …}} in the front matter; or write {prints}"
        return Wrong(f"“{words.strip()}” isn’t checked, only that {mention.written} is there", hint)
    if not use.inside and (subject := wrong_with_plain_subject(text, mention)):
        return subject
    own = f"{before.rpartition('}')[2]} … {after.partition('{')[0]}"
    if order := _ORDER.search(own):
        message = f"“{shortened(order[0])}” isn’t checked, only that {mention.written} is there"
        hint = "leave it out, or name the row that it is in: in the row of {item.value}, you see"
        return Wrong(
            message, f"{hint} {mention.written}, with data: {{item: …}} in the front matter"
        )
    if use.purpose is Use.PLACE and (changed := _CHANGED.search(own)):
        message = f"“{changed[0]}” isn’t checked in a step that only looks"
        hint = "what has changed is a result: a paragraph below the step that changes it; here say"
        return Wrong(message, f"{hint} what it is")
    return _wrong_with_amount(use, after.partition("{")[0])


def _wrong_with_amount(use: ReferenceUse, after: str) -> Wrong | None:
    amount = _AMOUNT.match(after)
    if amount is None:
        return None
    name, written = use.mention.name, use.mention.written
    hint = f"write that it changes, as a result: a paragraph below its step; or {{{name}.label}},"
    hint += " which only prints the label"
    return Wrong(f"that {written} {amount[1]} isn’t checked", hint)
