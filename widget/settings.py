"""What a deployment decides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Settings of the widget; origins are `scheme://host[:port]`.

    `help_origins` may embed the widget. `bank_public` is the bank as browsers reach it.
    `sign_ins` is how many practice accounts one address may open, as the `limits` library
    writes it.
    """

    database: str
    secret: str
    help_origins: tuple[str, ...]
    bank_public: str
    sign_ins: str = "60/minute"
