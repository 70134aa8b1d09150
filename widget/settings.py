"""What a deployment decides."""

from dataclasses import dataclass, field
from decimal import Decimal


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


@dataclass(frozen=True)
class MailServer:
    """Where e-mails are handed over, by SMTP; `sender` is the address they come from."""

    host: str
    port: int
    sender: str
    starttls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Settings of the widget; origins are `scheme://host[:port]`.

    `origin` is the widget's own, as browsers reach it; `help_origins` may embed it; `bank_public`
    is the bank's. `limit` is the most that one payment may be, in major units of the account's
    currency. `sign_ins` is how many practice accounts one address may open, as the `limits`
    library writes it. Without a mail server nothing is sent.
    """

    origin: str
    database: str
    secret: str = field(repr=False)
    help_origins: tuple[str, ...]
    bank_public: str
    payee: Payee
    limit: Decimal = Decimal(10000)
    sign_ins: str = "60/minute"
    mail: MailServer | None = None
