"""Pseudo-translation: what an interface looks like in another language, before there is one."""

import re

from acquit.text.masking import masked

#: How much longer a text becomes: about as much as German or French are than short English.
LONGER = 1.4
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz"
_WITH_ACCENTS = "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž"
_ACCENTS = str.maketrans(_PLAIN, _WITH_ACCENTS)
_VOWELS = frozenset("aeiouyAEIOUY")
#: Until the second, text runs from right to left, whatever its letters are (Unicode, UAX 9).
_OVERRIDE, _POP = "\u202e", "\u202c"


def accented(text: str) -> str:
    """Return a message with accents, in brackets, and longer; what is no prose stays.

    A text that was hard-coded has no accents, one that was cut lacks a bracket, and one that was
    put together of pieces has several pairs.
    """
    prose = [at for at, character in enumerate(masked(text)) if character.isalpha()]
    if not prose:
        return text
    wanted, had = LONGER * len(prose), len(prose)
    pieces = list(text)
    for at in prose:
        pieces[at] = text[at].translate(_ACCENTS)
        if text[at] in _VOWELS and had < wanted:
            pieces[at] *= 2
            had += 1
    missing = max(0, round(wanted - had))
    pieces[prose[0]] = "⟦" + pieces[prose[0]]
    pieces[prose[-1]] += "·" * missing + "⟧"
    return "".join(pieces)


def mirrored(text: str) -> str:
    """Return a message whose words run from right to left, as CLDR's ar-XB does."""
    prose = masked(text)
    out, position = "", 0
    for word in _LETTERS.finditer(prose):
        out += text[position : word.start()]
        out += f"{_OVERRIDE}{text[word.start() : word.end()]}{_POP}"
        position = word.end()
    return out + text[position:]
