"""Card numbers that somebody types where they don't belong: they are never kept or shown again.

A number is taken for a card's by its length, its first digits (ISO/IEC 7812: those that issuers of
payment cards have), its check digit (Luhn's, Annex B there), and by how it is written: in one
piece, where other digits may stand before and after it, or in groups as people write card numbers.
Dates, telephone numbers, IBANs and references are written otherwise, or have check digits of their
own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from unicodedata import category, digit

from widget.core.structured_reference import is_iban, is_reference

#: An issuer's first digits, and how long its numbers are.
_ISSUERS = (
    (re.compile(r"4"), (13, 16, 18, 19)),  # Visa
    (re.compile(r"5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)"), (16,)),  # Mastercard
    (re.compile(r"3[47]"), (15,)),  # American Express
    (re.compile(r"30[0-5]|3095|3[689]"), (14, 16, 19)),  # Diners Club
    (re.compile(r"35(?:2[89]|[3-8])"), (16, 17, 18, 19)),  # JCB
    (re.compile(r"6011|64[4-9]|65|62|81|60|508"), (16, 17, 18, 19)),  # Discover, UnionPay, RuPay
    (re.compile(r"220[0-4]|9792"), (16, 17, 18, 19)),  # Mir, Troy
    (re.compile(r"50|5[6-9]|6[37]"), (16, 18, 19)),  # Maestro
)
_SHORTEST, _LONGEST = 13, 19
#: How long the first digits of an issuer are, at the most.
_FIRST = 4
#: So many signs may stand between two digits of a number, and any number of spaces.
_FARTHEST = 4
#: Of a number that is covered so many digits are left.
_SHOWN = 4
#: Groups in which card numbers are printed on cards.
_PRINTED = ((4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 4, 4, 4, 2), (4, 6, 5), (4, 6, 4), (4, 4, 4, 1))
#: What HTML and addresses write for a space, and parts digits as one does.
_ENCODED = re.compile(r"&#?\w{1,8};|<\s*br\s*/?\s*>|%20|%[cC]2%[aA]0", re.IGNORECASE)
#: Letters that nobody sees, or takes for signs.
_NO_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u30fc\u02bc\u00ba\u00aa")
#: Where an IBAN or a creditor reference may begin, and what they are written with.
_NAMED = re.compile(r"\b[A-Z]{2}\d{2}", re.IGNORECASE)
_OF_NAMED = re.compile(r"[0-9A-Z]", re.IGNORECASE)
_BETWEEN = " \u00a0\u202f-."
_LONGEST_NAMED = 34


@dataclass(frozen=True)
class _Digit:
    """A digit of a text: where it stands, and in which group of digits."""

    place: int
    value: int
    group: int


def without_card_numbers(text: str) -> str:
    """Return a text whose card numbers are covered, but for their last four digits."""
    out, end = "", 0
    for first, last, shown in _covered(text):
        out += f"{text[end:first]}•••• {shown}"
        end = last + 1
    return out + text[end:]


def _covered(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is covered: from where to where, and the digits that are shown for it."""
    plain = _ENCODED.sub(lambda match: " " * len(match[0]), text)
    for run in _runs(plain, _left_out(plain)):
        spans: list[list[int]] = []
        for start, stop in _windows(plain, run):
            if spans and start < spans[-1][1]:
                spans[-1][1] = max(stop, spans[-1][1])
            else:
                spans.append([start, stop])
        for start, stop in spans:
            shown = "".join(str(one.value) for one in run[stop - _SHOWN : stop])
            yield run[start].place, run[stop - 1].place, shown


def _left_out(text: str) -> set[int]:
    """Where IBANs and creditor references stand, whose check digits are right."""
    found: set[int] = set()
    for match in _NAMED.finditer(text):
        if match.start() not in found:
            found.update(range(match.start(), _end_of_named(text, match.start())))
    return found


def _end_of_named(text: str, start: int) -> int:
    """Where an IBAN or a reference ends that begins here; its beginning, where there is none."""
    bare, end = "", start
    for place in range(start, min(start + 2 * _LONGEST_NAMED, len(text))):
        character = text[place]
        if character in _BETWEEN:
            continue
        if not _OF_NAMED.fullmatch(character) or len(bare) == _LONGEST_NAMED:
            break
        bare += character.upper()
        is_end = place + 1 == len(text) or not text[place + 1].isalnum()
        if is_end and (is_iban(bare) or is_reference(bare)):
            end = place + 1
    return end


def _runs(text: str, left_out: set[int]) -> Iterator[list[_Digit]]:
    """Yield digits that follow one another: no letter stands between them, and little else."""
    run: list[_Digit] = []
    group, signs, last = 0, 0, -1
    for place, character in enumerate(text):
        value = None if place in left_out else digit(character, None)
        if value is not None:
            group += place != last + 1
            run.append(_Digit(place, value, group))
            signs, last = 0, place
        elif _parts(character) or place in left_out:
            yield run
            run, signs = [], 0
        elif not (character.isspace() or category(character) in ("Cf", "Mn", "Lo")):
            signs += 1
            if signs > _FARTHEST:
                yield run
                run, signs = [], 0
    yield run


def _parts(character: str) -> bool:
    return category(character)[0] == "L" and character not in _NO_LETTERS


def _windows(text: str, run: list[_Digit]) -> Iterator[tuple[int, int]]:
    """Yield where in a run card numbers begin and end."""
    if len(run) < _SHORTEST:
        return
    digits = "".join(str(one.value) for one in run)
    # Sums of the digits so far: those of even and of odd places, as they are and as Luhn doubles.
    sums = [_sums(digits, parity) for parity in (0, 1)]
    for start in range(len(run) - _SHORTEST + 1):
        for length in _lengths(digits[start : start + _FIRST]):
            stop = start + length
            if stop > len(run):
                continue
            total = sums[(stop + 1) % 2]
            if (total[stop] - total[start]) % 10 == 0 and _is_written_so(text, run, start, stop):
                yield start, stop


def _sums(digits: str, parity: int) -> list[int]:
    weighed = (_weighed(int(one), (n + parity) % 2) for n, one in enumerate(digits))
    return list(accumulate(weighed, initial=0))


def _weighed(value: int, is_doubled: int) -> int:
    doubled = 2 * value
    return (doubled - 9 if doubled > 9 else doubled) if is_doubled else value


def _lengths(first: str) -> set[int]:
    return {n for issuer, lengths in _ISSUERS if issuer.match(first) for n in lengths}


def _is_written_so(text: str, run: list[_Digit], start: int, stop: int) -> bool:
    """Whether some digits are grouped as those of a card number."""
    window = run[start:stop]
    sizes = [len(list(digits)) for _, digits in groupby(window, key=lambda one: one.group)]
    is_whole = start == 0 or run[start - 1].group != window[0].group
    is_whole = is_whole and (stop == len(run) or run[stop].group != window[-1].group)
    if len(sizes) == 1 or tuple(sizes) in _PRINTED:
        return True
    if not is_whole:
        return False
    signs = {
        text[before.place + 1 : one.place]
        for before, one in pairwise(window)
        if before.group != one.group
    }
    is_even = len(set(sizes[:-1])) == 1 and sizes[-1] <= sizes[0]
    return len(signs) == 1 and (is_even or len(sizes) == 2)
