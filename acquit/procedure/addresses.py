"""Addresses that can't lead anywhere, whatever is there."""

import re
from urllib.parse import urlsplit

from acquit.problems import Wrong, did_you_mean, is_near, shortened

SCHEMES = ("http", "https", "mailto", "tel")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
#: Letters that no address holds, written plainly or by their number.
_STRANGE = re.compile(r"[\"“”«»<>\\]|%(?:22|3C|3E|5C)", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+")


def wrong_with_address(address: str) -> Wrong | None:
    """Say what is wrong with an address, and what to do; None where nothing is."""
    short = shortened(address)
    if not address or address == "#":
        return Wrong("a link without an address", "say where it goes")
    if re.search(r"\s", address):
        return Wrong(
            f"the address {short!r} holds a space", "write %20, or rename what it leads to"
        )
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return Wrong(f"{short!r} is not an address", "copy it anew from where it leads")
    outside_query = address.replace(f"?{parts.query}", "?", 1) if parts.query else address
    path = parts.path.lower()
    if strange := _STRANGE.search(outside_query):
        hint = "it was pasted with what stood around it: keep the address alone"
        return Wrong(f"the address {short!r} holds {strange[0]}", hint)
    if path.startswith("%20") or path.endswith("%20") or "%20" in parts.netloc + parts.fragment:
        hint = "it was pasted with a space: take it out"
        return Wrong(f"the address {short!r} holds %20 where no space can be", hint)
    if re.search(r"%(?![0-9A-Fa-f]{2})", address):
        return Wrong(f"the address {short!r} holds a % without its two digits", "write %25 for a %")
    if "#" in parts.fragment:
        return Wrong(f"the address {short!r} holds two #", "an address has one anchor")
    return _wrong_with_scheme(address, short)


def _wrong_with_scheme(address: str, short: str) -> Wrong | None:
    scheme = _SCHEME.match(address)
    parts = urlsplit(address)
    if scheme and scheme[1].lower() not in SCHEMES:
        hint = did_you_mean(scheme[1].lower(), SCHEMES, "{}:")
        if not is_near(scheme[1].lower(), SCHEMES):
            hint += "; a page of this site is its file, seen from here: ../page.md"
        return Wrong(f"unknown scheme {scheme[1]}: in the address {short!r}", hint)
    if address.startswith("//") or (scheme and parts.scheme in ("http", "https")):
        if not parts.hostname:
            return Wrong(f"the address {short!r} names no host", "write https://, then the host")
        if not _HOST.fullmatch(parts.hostname) or parts.netloc.endswith(":"):
            return Wrong(
                f"the address {short!r} has no valid host", "copy it anew from where it leads"
            )
    if parts.scheme == "mailto" and not re.fullmatch(r"[^@]+@[^@]+", parts.path):
        return Wrong(f"the address {short!r} names no mailbox", "write mailto:name@example.com")
    return None
