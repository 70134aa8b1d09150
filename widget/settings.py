"""What a deployment decides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Settings of the widget; origins are `scheme://host[:port]`.

    `origin` is the widget's own, as browsers reach it; `help_origins` may embed it; `bank_public`
    is the bank's. `sign_ins` is how many practice accounts one address may open, as the `limits`
    library writes it.
    """

    origin: str
    database: str
    secret: str
    help_origins: tuple[str, ...]
    bank_public: str
    sign_ins: str = "60/minute"
