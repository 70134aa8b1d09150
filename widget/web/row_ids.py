"""Rows' numbers in addresses and forms: 64 bits in the database, fewer digits from outside."""

#: A part of a route: `ROUTE.format("invoice_id")`.
ROUTE = "<int(max=999999999999999):{}>"


def row_id(text: str | None) -> int | None:
    """A row's number from an address or a form; None for anything else."""
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= 15
    return int(text) if text is not None and is_number else None
