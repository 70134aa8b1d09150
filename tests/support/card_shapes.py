"""The shapes in which somebody writes a card number."""

from unicodedata import decimal


def grouped(number: str, sign: str) -> str:
    return sign.join(number[at : at + 4] for at in range(0, len(number), 4))


#: Fifty shapes in which somebody writes a number, and more.
SHAPES = (
    *(
        lambda n, sign=sign: grouped(n, sign)
        for sign in (
            *(
                "",
                " ",
                "-",
                ".",
                "/",
                "  ",
                "\u00a0",
                "\u202f",
                "\u2009",
                "\n",
                "\r\n",
                "\t",
                "_",
                ",",
            ),
            *(
                " - ",
                " / ",
                "\u2011",
                "\u2013",
                "\u2014",
                "\u00b7",
                "\u200b",
                "\u2060",
                "\ufeff",
                "·",
                "|",
            ),
            *("*", "+", "\u3000", " . ", "\u00ad", "'", '"', ") (", ";", ":", "\\"),
        )
    ),
    *(lambda n, sign=sign: sign.join(n) for sign in (" ", "-", ".", "\u200b")),
    lambda n: n.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)}),
    lambda n: n.translate({ord(str(d)): chr(0x0660 + d) for d in range(10)}),
    lambda n: n.translate({ord(str(d)): chr(0x0966 + d) for d in range(10)}),
    lambda n: f"123{n}",
    lambda n: f"{n}00",
    lambda n: f"9 {n} 9",
    lambda n: f"{n} 12/31 123",
    lambda n: f"card:{n}cvc123",
    lambda n: f"no{n}",
    lambda n: f"+{n}",
    lambda n: f"{n[:6]} {n[6:]}",
    lambda n: f"{n[:1]} {n[1:]}",
    lambda n: f"({n})",
    lambda n: f"FR76 3000 {n}",
)


def digits(text: str) -> str:
    """The digits of a text, of whatever script, one after the other."""
    return "".join(str(decimal(c)) for c in text if decimal(c, None) is not None)
