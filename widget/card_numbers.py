"""Card numbers that somebody types where they don't belong: they are never kept or shown again.

A number is taken for a card's by its length (13 to 19 digits), its first digit (2 to 6, ISO/IEC
7812: banking and travel) and its check digit (Luhn's, Annex B there).
"""

import re

_LIKELY = re.compile(r"(?<!\d)(?<!\d[ -])[2-6](?:[ -]?\d){12,18}(?![ -]?\d)")


def without_card_numbers(text: str) -> str:
    """Return a text whose card numbers are covered, but for their last four digits."""
    return _LIKELY.sub(_covered, text)


def _covered(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    return f"•••• {digits[-4:]}" if _checks(digits) else match[0]


def _checks(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
