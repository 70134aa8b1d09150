"""What a deployment decides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from widget.core.money import Money

#: The most that one payment may be where nothing else is said, in major units.
USUAL_LIMIT = Decimal(10000)


@dataclass(frozen=True)
class Payee:
    """Who is paid by cheque and by wire transfer.

    `address` is where cheques go, a line each, without the name; `iban` and `bic` are the bank
    account's, with or without spaces.
    """

    name: str
    address: tuple[str, ...]
    iban: str
    bic: str


#: Whom invoices name where no deployment names somebody: nobody. No bank has this bank code.
SAMPLE_PAYEE = Payee(
    name="Nuage Pratique",
    address=("12 rue de l’Exemple", "75000 Paris", "France"),
    iban="FR7499999000019999999999942",
    bic="ZZZZFRPPXXX",
)


class Encryption(StrEnum):
    """How a mail server is talked to (RFC 8314): in clear, or by TLS, then or from the start."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class MailServer:
    """Where e-mails are handed over, by SMTP; `sender` is the address they come from."""

    host: str
    port: int
    sender: str
    encryption: Encryption = Encryption.NONE
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class ProviderSettings:
    """A provider of OpenID Connect: what people call it, its issuer, and what it knows us by."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def slug(self) -> str:
        """The name as it stands in the address that this provider alone sends people back to."""
        return "-".join(re.findall(r"[a-z0-9]+", self.name.casefold()))


@dataclass(frozen=True)
class Settings:
    """Settings of the widget; origins are `scheme://host[:port]`.

    `origin` is the widget's own, as browsers reach it; `help_origins` may embed it;
    `gateway_pages` are those of the gateway's pages. `limits` are the most that one payment may be,
    by currency. `sign_ins` is how many practice accounts one address may open, as the `limits`
    library writes it. Without a mail server nothing is sent. `proxies` is how many stand before the
    widget: so many of the last addresses in X-Forwarded-For are believed. Real customers sign in at
    one of the `providers`. `trial` says why no money moves though it is live, "" where it does.
    """

    origin: str
    database: str
    secret: str = field(repr=False)
    help_origins: tuple[str, ...]
    gateway_pages: tuple[str, ...]
    payee: Payee
    limits: Mapping[str, Money] = field(default_factory=dict)
    sign_ins: str = "60/minute"
    mail: MailServer | None = None
    proxies: int = 0
    providers: tuple[ProviderSettings, ...] = ()
    trial: str = ""


def limit_in(limits: Mapping[str, Money], currency: str) -> Money:
    """The most that one payment may be in a currency."""
    return limits.get(currency) or Money.of_major(USUAL_LIMIT, currency)
