"""What a step's sentence orders in plain words: nothing of the product does it.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Collection, Iterator

from acquit.kinds import CHOSEN, GIVEN, PAGE, PLACES
from acquit.problems import Wrong, shortened
from acquit.procedure.order_words import unnamed_order
from acquit.product import Product
from acquit.text import inline
from acquit.text.references import mentions, substitute

_I = re.IGNORECASE
#: Words that are stressed, and never a label.
STRESSED = frozenset(
    ("all", "any", "both", "each", "either", "every", "must", "never", "no", "not", "one", "only")
)
#: How every hint ends where no walk can do what is asked.
OUTSIDE = "; only a step that the product can’t show is marked {: .outside }"
#: Words for one of several, by its order.
NTH = "first|second|third|last|latest|oldest|newest"
_NTH = f"(?:{NTH}|most recent|top|bottom)"
#: A place that a reader looks for, up to the end of its clause.
_PLACE = re.compile(
    r"(?P<place>\b(?:next to|beside|in the (?:row|line|card) (?:of|for|with)"
    r"|(?:find|locate) the (?:row|line|invoice|item|entry|card)"
    rf"|(?:for|in|on|of) the(?= {_NTH} (?:row|line|entry|card|item|invoice|payment)))"
    r"(?! (?:it|them|this|that|these|those)\b) [^{},.;:!?—()]*)(?P<named>\{)?",
    _I,
)
#: Where a control is, before what is done or after it, that no walk knows: whatever is there.
_DIRECTION = re.compile(
    r"(?:(?:^|(?<=[.;:!?]\s)|(?<=then\s))\W*|(?<=\})[*_]*(?: \w+)? )"
    r"(?P<place>(?:above|below|beneath|underneath|to the (?:left|right) of)"
    r" (?:the|your|an?|this|that) [^{},.;:!?—()]*)(?=,|[.;:!?](?:\s|$)|$)",
    _I,
)
#: What singles a place out: one of several, by its name or number.
_SINGLE = re.compile(
    r"\d|[“\"]|(?<=\s)[A-Z]"
    rf"|\b(?i:{_NTH}|total)\b"
)
#: A choice that is left to who reads.
_ANY = re.compile(r"\W+(?:an?|any|one|the|whichever|whatever)\b[^A-Z\d“]*$")
#: What comes before the name of something that is clicked.
VERB = r"\b(?:select|click|choose|press|tap|open)(?: on)?(?: the)? "
_SELECT_WORDS = re.compile(
    r"\b(?:select|click|choose|tap|pick|open|expand|go to)(?: on)?(?: the)? "
    r"(?:\*([^*]+)\*(?!\*)|_([^_]+)_|“([^”]+)”|\"([^\"]+)\")",
    _I,
)
#: What is done to a control; from there to the next such verb, or the sentence's end, one is named.
_ACT = re.compile(
    r"(?<![\w-])(?:select|click|tap|choose|expand|press|pick(?! up))(?: on)?\b(?!-)"
    r"(?!\W+(?:(?:or|and)\W+(?:select|click|tap|choose|press)\b|(?:click|tap)\W+or\b"
    r"|(?:how|what|when|whether|where|nothing|only|once)\b))",
    _I,
)
#: What was named before.
_IT = re.compile(r" (?:it|them|this|that)\b", _I)
#: To enter a page or a menu isn't to type.
_TYPE = re.compile(
    r"(?<![\w-])(?:type|paste|search for(?! it\b))\b(?!-)"
    r"|(?<![\w-])enter\b(?=\s+[“\"*_`]*(?:x{3,}|\d))",
    _I,
)
#: Where an order can stand: else it is a noun, or somebody else's act.
_ORDER = re.compile(r"(?:^|[.;:!?,—(]|\b(?:and|then|please|now|next|first))[\s*_]*$", _I)
#: Another act, of the same verb.
_THEN = re.compile(
    r",?\s(?:and )?then\s(?!\w)|,?\s(?:and )?then(?=\s+(?:(?:next to|beside|under|in|on"
    r"|from|at)\s+)?(?:the\s+)?[*_“\"]*\{)",
    _I,
)
#: Where a clause ends.
END = re.compile(r"[.;:!?](?=\s|$)")
#: The rest of a clause, up to the reference that comes next.
CLAUSE = r"[^{}.;:!?—]*$"
#: A verb that isn't an order: an infinitive of purpose, a noun, another person's act.
_NO_ORDER = re.compile(
    r"\b(?:to|not|don['’]t|can|may|could|will|never|you|they|we|before|after|once|one|single"
    r"|this|another|further|no|a|the|each|every)\s+$",
    _I,
)
#: A way through menus, its last part a reference and one before in plain words.
#: Between the parts of a way through menus.
ARROW = r"(?:>|→|»|&gt;)"
_PATH = re.compile(rf"(?<![}}*\w])(\w[\w ]*?)[ ]*{ARROW}[ ]*[*_]*(?:\w[^{{}}.;:]*)?\{{")
#: It is typed after something else was.
_TYPED_TOO = re.compile(
    r"\.value\}[\s*_]*,? (?:and then|and|then) ((?:enter|type)\b[^{}.;:!?,]*)(?=[,.;:!?]|$)", _I
)


def wrong_with_orders(text: str, product: Product, labels: Collection[str]) -> Iterator[Wrong]:
    """Say what is to be selected or typed in plain words, and where.

    `labels` are those of controls, in small letters.
    """
    yield from _unnamed(text, labels)
    yield from _typed_nowhere(text, product)
    hint = "name what stands there, before what is done: next to {status}, select {control}"
    if any(not mention.part for mention in mentions(text)):
        yield from wrong_with_plain_places(text, hint)


def _unnamed(text: str, labels: Collection[str]) -> Iterator[Wrong]:
    """Something that is to be selected, set off as a label is, and no control's: of one that is,
    is told that it is spelt out."""
    for found in _SELECT_WORDS.finditer(text):
        words = next(filter(None, found.groups()))
        if "{" not in words and words.casefold() not in {*STRESSED, *labels}:
            hint = f"name the control, as {{control}}{OUTSIDE}"
            yield Wrong(f"nobody selects {words!r}: no control is named", hint)


def _typed_nowhere(text: str, product: Product) -> Iterator[Wrong]:
    """Something that is to be typed, and nothing that takes it."""
    takes = GIVEN | CHOSEN
    if any(m.part == "value" or product.kind_of(m.name) in takes for m in mentions(text)):
        return
    plain = inline.without_code_spans(substitute(text, lambda mention: "x" * len(mention.written)))
    for verb in _TYPE.finditer(plain):
        if _ORDER.search(plain[: verb.start()]):
            hint = "name the field: in {field}, enter {field.value}, which data gives"
            yield Wrong(f"the sentence says “{verb[0]}”, and nothing is typed", hint + OUTSIDE)
            return


def wrong_with_plain_places(text: str, hint: str) -> Iterator[Wrong]:
    """Say which place is told in plain words: the control is taken wherever it is."""
    plain = inline.without_code_spans(text)
    for place in (*_PLACE.finditer(plain), *_DIRECTION.finditer(plain)):
        words = shortened(text[slice(*place.span("place"))].strip())
        is_single = place.re is _DIRECTION or _SINGLE.search(words)
        is_named = place.re is _PLACE and place["named"]
        if not is_named and "**" not in words and is_single:
            more = "; with data: {item: …} in the front matter, {item.value} is a place, too; or"
            more += " leave the place out"
            yield Wrong(f"“{words}” is printed, and nobody looks there", hint + more)


def _lists_before(masked: str, at: int, text: str, product: Product) -> bool:
    """Whether the sentence names a list before, of which any choice will do."""
    start = max((ended.end() for ended in END.finditer(masked, 0, at)), default=0)
    inside = [m for m in mentions(text) if start <= m.start < at]
    return any(product.kind_of(m.name) in CHOSEN for m in inside)


def without_control(
    text: str, product: Product, labels: Collection[str], *, ends_open: bool
) -> Iterator[Wrong]:
    """Something that is to be selected in plain words, or by a way in plain words, and no control.

    `ends_open`: what a last sentence selects may stand below it.
    """
    masked = substitute(text, lambda mention: "{" + "x" * (len(mention.written) - 2) + "}")
    masked = inline.CODE.sub(lambda code: "`" + "x" * (len(code[0]) - 2) + "`", masked)
    masked = inline.TAG.sub(lambda tag: " " * len(tag[0]), masked)
    yield from _ways(masked, text)
    if any(not m.part and product.kind_of(m.name) == PAGE for m in mentions(text)):
        return  # what is done on somebody else's page, its driver does
    # Of a step that names nothing is told that it has no control.
    if "{" in masked and (words := unnamed_order(masked)):
        hint = "name the control that does it, as {control}; what is done elsewhere is a step of"
        hint += " its own, marked {: .outside }"
        yield Wrong(f"“{words}” names no control: nothing is done", hint)
    elif too := _TYPED_TOO.search(text):
        hint = "name the field, and what data gives it: in {field}, enter {field.value}"
        yield Wrong(f"“{too[1]}” names no field: nothing is typed", hint + OUTSIDE)
    elif words := _selected(masked, text, product, labels, ends_open=ends_open):
        hint = f"name the control, as {{control}}{OUTSIDE}"
        yield Wrong(f"“{words}” names no control: nothing is done", hint)


def _ways(masked: str, text: str) -> Iterator[Wrong]:
    """A way through menus that is only printed."""
    is_way = any(sign in masked for sign in (">", "→", "»", "&gt;"))
    if is_way and (path := _PATH.search(masked)):
        words = text[path.start(1) : path.end(1)].strip()
        hint = "write a step for each part of the way, and name its controls"
        yield Wrong(f"“{words} >” is printed, and nobody selects {words!r}", hint)


def _names_control(text: str, start: int, end: int, product: Product) -> bool:
    """Whether what is selected is named: a control, or a place right after the verb, which is told
    otherwise, and not only where it stands."""
    inside = [m for m in mentions(text) if start <= m.start < end]
    if not inside:
        return "{" in text[start:end]
    is_next = re.fullmatch(r"\W*(?:the )?\W*", text[start : inside[0].start])
    return bool(is_next) or any(
        m.part == "value" or product.kind_of(m.name) not in PLACES for m in inside
    )


def _selected(
    masked: str, text: str, product: Product, labels: Collection[str], *, ends_open: bool
) -> str:
    """What is selected first in words without a control; "" where nothing is."""
    verbs = [act for act in _ACT.finditer(masked) if not _NO_ORDER.search(masked[: act.start()])]
    for n, verb in enumerate(verbs):
        if _IT.match(masked, verb.end()) and "{" in masked[: verb.start()]:
            continue
        following = verbs[n + 1].start() if n + 1 < len(verbs) else len(masked)
        ends = (
            _THEN.search(masked, verb.end(), following),
            END.search(masked, verb.end(), following),
        )
        end = min((ended.start() for ended in ends if ended), default=following)
        if "**" in masked[verb.start() : end] or _names_control(text, verb.end(), end, product):
            continue
        is_any = _ANY.match(text[verb.end() : end]) is not None
        if is_any and _lists_before(masked, verb.start(), text, product):
            continue
        if ends_open and not masked[end:].strip(" .:;"):
            continue
        words = text[verb.start() : end]
        if any(spelt.casefold() in labels for spelt in inline.spelt(words)):
            continue  # told as a label that is spelt out
        words = re.sub(r"[\s,]*(?:\b(?:and then|and|then))?[\s,]*$", "", words)
        return shortened(" ".join(words.split()))
    return ""
