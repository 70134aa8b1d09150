"""Invoice numbers in addresses and file names: billing systems put anything into them."""

import re
from urllib.parse import unquote_to_bytes

from werkzeug.routing import BaseConverter, ValidationError

#: What stands in an address as it is; of all else each byte (UTF-8) is written as ~ and two digits.
_PLAIN = re.compile(r"[A-Za-z0-9_-]")
#: What files can't be called by on some system.
_NO_FILE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\s]+')


class NumberConverter(BaseConverter):
    """A part of a route: `<number:number>`. A slash or a dot would part the address there."""

    regex = r"(?:[A-Za-z0-9_-]|~[0-9A-F]{2})+"

    def to_python(self, value: str) -> str:
        """Return the number that stands in an address."""
        try:
            number = unquote_to_bytes(value.replace("~", "%")).decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValidationError from error
        if in_address(number) != value or "\0" in number:
            raise ValidationError  # each number has one address
        return number

    def to_url(self, value: str) -> str:
        """Return the number as it stands in an address."""
        return in_address(value)


def in_address(number: str) -> str:
    """Return a number as it stands in an address."""
    return "".join(c if _PLAIN.fullmatch(c) else _escaped(c) for c in number)


def _escaped(character: str) -> str:
    return "".join(f"~{byte:02X}" for byte in character.encode("utf-8"))


def file_name(number: str) -> str:
    """A name for an invoice's file, on any system."""
    return (_NO_FILE.sub("-", number).strip("-. ") or "invoice") + ".pdf"
