"""Structured references: what a payer quotes, so that a payment finds its invoice.

ISO 11649, “Structured creditor reference to remittance information”: `RF`, two check digits, and at
most 21 letters and digits. A bank refuses one that was mistyped.
"""

import re

LONGEST = 21


def structured_reference(number: str) -> str:
    """Return the reference of an invoice: its number's letters and digits, in capitals.

    Raises ValueError when nothing is left of the number, or too much, or a letter that ISO 11649
    doesn't have.
    """
    kept = "".join(character for character in number if character.isalnum()).upper()
    if not re.fullmatch(rf"[0-9A-Z]{{1,{LONGEST}}}", kept):
        raise ValueError(f"no structured reference can be made of the invoice number {number!r}")
    return f"RF{98 - _remainder(kept + 'RF00'):02}{kept}"


def own_reference(row: int) -> str:
    """Return the reference of an invoice whose number makes none: by its row's number."""
    return structured_reference(f"INV{row:09}")


def is_iban(text: str) -> bool:
    """Whether a text without spaces is an IBAN whose check digits are right (ISO 13616)."""
    is_shaped = re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", text) is not None
    return is_shaped and _remainder(text[4:] + text[:4]) == 1


def is_reference(text: str) -> bool:
    """Whether a text without spaces is a creditor reference whose check digits are right."""
    is_shaped = re.fullmatch(rf"RF[0-9]{{2}}[0-9A-Z]{{1,{LONGEST}}}", text) is not None
    return is_shaped and _remainder(text[4:] + text[:4]) == 1


def printed(reference: str) -> str:
    """Return a reference, or an IBAN, in groups of four."""
    return " ".join(re.findall(".{1,4}", reference))


def _remainder(text: str) -> int:
    """Return the remainder by 97 (ISO 7064, MOD 97-10); letters count from A = 10 to Z = 35."""
    return int("".join(str(int(character, 36)) for character in text)) % 97
