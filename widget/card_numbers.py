"""Card numbers that somebody types where they don't belong: they are never kept or shown again.

A number is taken for a card's by its length, its first digits (ISO/IEC 7812: those that issuers of
payment cards have) and its check digit (Luhn's, Annex B there), in each window of the digits:
others may stand before and after it. What stands between digits, and is no letter, parts nothing.
"""

import re
from collections.abc import Iterator
from unicodedata import category, decimal

from widget.structured_reference import is_iban, is_reference

#: An issuer's first digits, and how long its numbers are.
_ISSUERS = (
    (re.compile(r"4"), (13, 16, 18, 19)),  # Visa
    (re.compile(r"5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)"), (16,)),  # Mastercard
    (re.compile(r"3[47]"), (15,)),  # American Express
    (re.compile(r"30[0-5]|3095|3[689]"), (14, 15, 16, 17, 18, 19)),  # Diners Club
    (re.compile(r"35(?:2[89]|[3-8])"), (16, 17, 18, 19)),  # JCB
    (re.compile(r"6011|64[4-9]|65|62|81"), (16, 17, 18, 19)),  # Discover, UnionPay
    (re.compile(r"50|5[6-9]|6"), (13, 14, 15, 16, 17, 18, 19)),  # Maestro and local cards
)
_LENGTHS = range(19, 12, -1)
#: So many signs may stand between two digits of a number.
_FARTHEST = 4
#: Of a number that is covered so many digits are left.
_SHOWN = 4
#: What may be an IBAN or a creditor reference, in groups.
_NAMED = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[0-9A-Z]{1,4}){1,9}\b")


def without_card_numbers(text: str) -> str:
    """Return a text whose card numbers are covered, but for their last four digits."""
    out, end = "", 0
    for start, stop, digits in _card_numbers(text):
        out += f"{text[end:start]}•••• {digits[-_SHOWN:]}"
        end = stop
    return out + text[end:]


def _card_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where card numbers stand, and their digits: the longest first, from the left."""
    for run in _runs(text, _left_out(text)):
        at = 0
        while at < len(run):
            length = next((n for n in _LENGTHS if _is_card(run[at : at + n], n)), 0)
            if length:
                places = run[at : at + length]
                yield places[0][0], places[-1][0] + 1, "".join(digit for _, digit in places)
            at += length or 1


def _left_out(text: str) -> set[int]:
    """Where IBANs and creditor references stand, whose check digits are right."""
    found: set[int] = set()
    for match in _NAMED.finditer(text):
        bare = "".join(match[0].split())
        if is_iban(bare) or is_reference(bare):
            found.update(range(*match.span()))
    return found


def _runs(text: str, left_out: set[int]) -> Iterator[list[tuple[int, str]]]:
    """Yield digits that follow one another, each with its place: no letter stands between them."""
    run: list[tuple[int, str]] = []
    for place, character in enumerate(text):
        value = decimal(character, None)
        if value is None or place in left_out:
            if category(character)[0] == "L" or place in left_out:
                yield run
                run = []
            continue
        if run and place - run[-1][0] > _FARTHEST + 1:
            yield run
            run = []
        run.append((place, str(value)))
    yield run


def _is_card(places: list[tuple[int, str]], length: int) -> bool:
    digits = "".join(digit for _, digit in places)
    if len(digits) != length:
        return False
    is_issued = any(first.match(digits) and length in lengths for first, lengths in _ISSUERS)
    return is_issued and _checks(digits)


def _checks(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
