"""How the values of a deployment's variables are read: each strictly, with its own advice.

Readers return the value, or raise ValueError with what is wrong and what to write.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from limits import parse as parse_rate
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from widget.billing.amounts import AmountError, read_amount
from widget.core.currencies import is_currency
from widget.core.money import Money
from widget.core.settings import ProviderSettings
from widget.core.structured_reference import is_iban

_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAIL_PORTS = {"smtp": 25, "submission": 587, "smtps": 465, "submissions": 465}
SHORTEST_SECRET = 32
#: Secrets that stand in documentation and examples, ours or others', in small letters.
_KNOWN_SECRETS = re.compile(
    r"change.?me|replace.?me|your.?secret|example|password|correct.?horse|do.?not.?use|insecure"
    r"|between.the.two|what.forms.are.signed.with",
    re.IGNORECASE,
)
#: Bits of a secret, by how often each of its characters stands in it (Shannon).
_LEAST_BITS = 80
#: A piece that is written again and again.
_REPEATED = re.compile(r"(.{1,16}?)\1+.{0,8}", re.DOTALL)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def read_text(text: str) -> str:
    """Any text of one line."""
    if not text.isprintable():
        raise ValueError("holds what can’t be printed: write it on one line")
    return text


def read_yes(text: str) -> bool:
    """Yes or no."""
    word = text.strip().casefold()
    if word not in (*_YES, *_NO):
        raise ValueError(f"is neither yes nor no: write one of {', '.join((*_YES, *_NO))}")
    return word in _YES


def one_of(names: Sequence[str]) -> Callable[[str], str]:
    """Return a reader of one of several names."""

    def read_name(text: str) -> str:
        if text not in names:
            raise ValueError(f"is none that there is: write one of {', '.join(names)}")
        return text

    return read_name


def read_secret(text: str) -> str:
    """A secret that nobody can guess."""
    advice = "make one: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"has fewer than {SHORTEST_SECRET} characters: {advice}")
    counts = Counter(text)
    bits = -sum(n * math.log2(n / len(text)) for n in counts.values())
    is_known = _KNOWN_SECRETS.search(text) or _REPEATED.fullmatch(text)
    if is_known or bits < _LEAST_BITS:
        raise ValueError(f"is easily guessed: {advice}")
    return text


def read_origin(text: str) -> str:
    """An origin as browsers write it: `scheme://host`, with a port that isn't the usual one."""
    advice = "write it as https://pay.example.com"
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise ValueError(f"is no origin: {advice}") from error
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or more:
        raise ValueError(f"is no origin: {advice}")
    scheme = parts.scheme.lower()
    host = f"[{host}]" if ":" in host else host
    shown = "" if port in (None, _DEFAULT_PORTS[scheme]) else f":{port}"
    return f"{scheme}://{host}{shown}"


def read_origins(text: str) -> tuple[str, ...]:
    """Several origins, with spaces between them."""
    return tuple(dict.fromkeys(map(read_origin, text.split())))


def read_database(text: str) -> str:
    """A database's address."""
    advice = "write it as postgresql://user:password@host/name, or sqlite:////path"
    try:
        address = make_url(text.strip())
    except ArgumentError as error:
        raise ValueError(f"is no address of a database: {advice}") from error
    if address.drivername.partition("+")[0] not in ("sqlite", "postgres", "postgresql"):
        raise ValueError(f"names a database that isn’t known: {advice}")
    if not address.database:
        raise ValueError(f"names no database on its server: {advice}")
    return text.strip()


def read_rate(text: str) -> str:
    """How often something may be done, as the `limits` library writes it."""
    try:
        parse_rate(text)
    except ValueError as error:
        raise ValueError("is no rate: write it as 60/minute") from error
    return text


def read_count(text: str) -> int:
    """A small number."""
    if not (text.isascii() and text.isdecimal() and int(text) <= 9):
        raise ValueError("is no number from 0 to 9: write 1 for one proxy, 0 for none")
    return int(text)


def read_mail_server(text: str) -> tuple[str, int]:
    """A host and a port: by its number or its name, 25 if there is none."""
    advice = "write it as mail.example.com:587, or [2001:db8::1]:587"
    match = re.fullmatch(
        r"(?P<host>\[[0-9A-Fa-f:.%]+\]|[^\[\]:\s/@]+)(?::(?P<port>\w+))?", text.strip()
    )
    if match is None:
        raise ValueError(f"is no mail server: {advice}")
    named = (match["port"] or "smtp").casefold()
    port = _MAIL_PORTS.get(named) or (int(named) if named.isdecimal() else 0)
    if not 0 < port < 65536:
        raise ValueError(f"names no port: {advice}")
    return match["host"].strip("[]"), port


def read_sender(text: str) -> str:
    """An e-mail address, with a name before it or without."""
    match = re.fullmatch(r"(?:(?P<name>[^<>\r\n]*?)\s*<(?P<named>[^<>]+)>|(?P<bare>\S+))", text)
    try:
        if match is None:
            raise EmailNotValidError("no address")
        validate_email(match["named"] or match["bare"], check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError("is no e-mail address: write it as billing@example.com") from error
    return text


def read_events_secret(text: str) -> str:
    """What a gateway signs its events with."""
    return text if text.startswith("whsec_") and len(text) >= SHORTEST_SECRET else read_secret(text)


def read_stripe_key(text: str) -> str:
    """A secret or restricted key of Stripe's; never the one that browsers have."""
    if not re.fullmatch(r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9_]{8,}", text):
        raise ValueError(
            "is no secret key of Stripe’s: those begin with sk_live_, rk_live_, sk_test_ or"
            " rk_test_, and go on with letters and digits"
        )
    return text


def read_providers(text: str) -> tuple[ProviderSettings, ...]:
    """Providers of OpenID Connect, with | between them: a name, issuer, client's id and secret."""
    advice = "write NAME ISSUER CLIENT_ID CLIENT_SECRET, with | between several"
    found = []
    for part in text.split("|"):
        *name, issuer, client_id, secret = part.split() if len(part.split()) > 3 else ("", "", "")
        parts = urlsplit(issuer)
        is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if not name:
            raise ValueError(f"needs four words for each provider: {advice}")
        if not (parts.scheme == "https" or (is_here and parts.scheme == "http")):
            raise ValueError(f"holds no provider reached by https: {advice}")
        found.append(ProviderSettings(" ".join(name), issuer, client_id, secret))
    if len({each.issuer for each in found}) < len(found):
        raise ValueError(f"names an issuer twice: {advice}")
    slugs = {each.slug for each in found}
    if "" in slugs or len(slugs) < len(found):
        raise ValueError(f"needs names with letters of their own (a to z): {advice}")
    return tuple(found)


def read_limits(text: str) -> Mapping[str, Money]:
    """The most that one payment may be, an amount for each currency: `10000 EUR, 1500000 JPY`."""
    advice = "write an amount for each currency: 10000 EUR, 1500000 JPY"
    found: dict[str, Money] = {}
    for part in text.split(","):
        amount, _, currency = part.strip().rpartition(" ")
        if not is_currency(currency):
            raise ValueError(f"names no currency in {part.strip()!r}: {advice}")
        try:
            found[currency] = read_amount(amount, currency, "en", Money(10**15, currency))
        except AmountError as error:
            raise ValueError(f"holds no amount in {part.strip()!r}: {advice}") from error
    return found


def read_iban(text: str) -> str:
    """An IBAN whose check digits are right."""
    iban = "".join(text.split()).upper()
    if not is_iban(iban):
        raise ValueError("is no IBAN: its check digits or its length are wrong")
    return iban


def read_bic(text: str) -> str:
    """A BIC (ISO 9362)."""
    bic = "".join(text.split()).upper()
    if not _BIC.fullmatch(bic):
        raise ValueError("is no BIC: it has 8 or 11 letters and digits")
    return bic


def read_lines(text: str) -> tuple[str, ...]:
    """Lines, with a | between them."""
    return tuple(filter(None, (read_text(line.strip()) for line in text.split("|"))))
