"""Verbs with which a sentence does something that it names no control for.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Iterator

from acquit.problems import shortened

_I = re.IGNORECASE
_SENTENCE = re.compile(r"[.;!?](?=\s|$)")
_LAST = re.compile(r"\b(?:and\s+)?then\s+", _I)
#: What is done to something that isn't named: no noun, and nothing that a walk does by itself.
_DOES = (
    r"(?:(?:refresh|reload|paste|sign (?:in|out)|log (?:in|out|on|off)|go back|upload|download|drag"
    r"|submit|attach|delete|restart|tick|untick|uncheck|hover|sort(?! order))\b"
    r"|(?:accept|adjust|agree|answer|apply|approve|archive|assign|authenticate|authori[sz]e|cancel"
    r"|change|clear|configure|confirm|connect|create|decline|disable|dismiss|edit|enable|export"
    r"|filter|generate|import|install|invite|mark|move|name|open|pay|pick|reject|remove|rename"
    r"|replace|request|reset|restore|revoke|schedule|send|set|share|sign|solve|subscribe|swap"
    r"|transfer|turn (?:on|off)|undo|unlock|update"
    r"|withdraw)(?= (?:the|an?|your|its?|them|these|those|all|any|both|each|every|another|with|to"
    r"|by)\b)(?! \w+ (?:[\w-]+ )?(?:page|screen|portal|site|website|browser|help|app)\b)"
    r"|(?:save|close|copy|confirm)"
    r"(?= (?:it|them|the (?:page|form|changes|dialog|reference))\b|\W*$)"
    r"|close(?= (?:the|it|them|your)\b)"
    r"|(?:go|navigate|switch|return) to(?= )(?! (?:(?:your|the|a|our) )?(?:[\w-]+ )?"
    r"(?:top|bottom|end|start|page|screen|portal|site|website|home\w*|browser|help|app)\b))"
)
_ENTERS = r"(?:(?:type|enter(?! (?:the|your) (?:details|information|data|code)))\b)"
_NOW = (
    r"(?:(?:then|next|now|first|finally|also|please),? "
    r"|(?:when|once) you(?:['’]re| are) (?:done|finished|ready),? )?"
)
#: It has a sentence, or its end, to itself.
_WHOLE = re.compile(rf"\W*{_NOW}((?:{_DOES}|{_ENTERS})[^{{]*)$", _I)
#: It is done first, before the control that its sentence names.
_FIRST = re.compile(
    rf"\W*{_NOW}((?:{_DOES}|{_ENTERS})[^{{}}.;:!?]*?)(?:,? (?:and then|and|then)|,)"
    r" (?:select|click|choose|press|tap|expand|enter|type|clear|check|tick|in|under|next to|on|from"
    r")\b",
    _I,
)
#: It is done between two that are named, or after them.
_AMONG = re.compile(
    rf"[^.;:!?]*?(?:\}}[\s*_]*(?:(?!to\b)\w+[*_]*)?,?(?: and then| then| and)? |\b\w+, (?:and )?)"
    rf"({_DOES}[^{{}}.;:!?,]*)(?=[,.;:!?]|$)",
    _I,
)
#: It is typed, before any control is named.
_TYPED = re.compile(
    rf"[^{{}}.;:!?]*?\b\w+, (?:and |then )*({_ENTERS}[^{{}}.;:!?]*?)"
    r"(?=,? (?:and|then)\b[^.;:!?]*\{|[,.;:!?]|$)",
    _I,
)
_QUESTION = re.compile(r"[^.;:!?]+\?(?=\s|$)")
#: A list of purposes: “to check, download and print it, …”.
_PURPOSES = re.compile(r"\W*(?:in order )?to\b", _I)


def unnamed_order(masked: str) -> str:
    """The first order of which nothing is named; "" where there is none."""
    if "?" in masked:
        masked = _QUESTION.sub(lambda found: "x" * len(found[0]), masked)
    sentences = _SENTENCE.split(masked)
    plain = [each for each in sentences if not _PURPOSES.match(each)]
    tried = ((_WHOLE, _orders(masked)), (_FIRST, sentences), (_AMONG, plain), (_TYPED, sentences))
    matches = (pattern.match(each) for pattern, texts in tried for each in texts)
    found = next(filter(None, matches), None)
    words = shortened(found[1].strip(" *_")) if found else ""
    # What leads to something below, and what is bold, is told otherwise; “filter the list: in the
    # {status} list, …” only says what its own sentence then does.
    if found is None or words.endswith(":") or "**" in found[0]:
        return ""
    rest = found.string[found.end() :]
    return "" if rest.startswith(":") and "{" in rest else words


def _orders(text: str) -> Iterator[str]:
    """Yield the sentences of a text, and what is done last in each; a colon ends none."""
    for sentence in _SENTENCE.split(text):
        yield sentence
        *_, last = _LAST.split(sentence)
        if last != sentence:
            yield last
