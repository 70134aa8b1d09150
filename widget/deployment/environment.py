"""What a deployment's environment says: every variable, read strictly, all faults told at once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from click import ClickException

from widget.core.settings import SAMPLE_PAYEE, Encryption, MailServer, Payee, Settings
from widget.deployment import variables as read


@dataclass(frozen=True)
class Variable:
    """A variable of the environment: how it is read, and what it is, for who must set it."""

    name: str
    what: str
    read: Callable[[str], Any]
    is_needed: bool = True


#: The gateway that plays one, and all that there are.
SANDBOX = "sandbox"
GATEWAYS = (SANDBOX,)

#: What can be set, in the order in which it is asked for.
VARIABLES = (
    Variable("ACQUIT_DATABASE", "the database's address: postgresql://…", read.read_database),
    Variable("ACQUIT_SECRET", "what forms are signed with", read.read_secret),
    Variable("ACQUIT_ORIGIN", "the widget's origin, as browsers reach it", read.read_origin),
    Variable("ACQUIT_HELP_ORIGINS", "the origins that embed it", read.read_origins),
    Variable("ACQUIT_BANK", "the bank's origin, as browsers reach it", read.read_origin),
    Variable("ACQUIT_BANK_SECRET", "what widget and bank know each other by", read.read_secret),
    Variable("ACQUIT_BANK_INSIDE", "the bank's origin, from here", read.read_origin, False),
    Variable("ACQUIT_GATEWAY", "who takes the payments", read.one_of(GATEWAYS), False),
    Variable("ACQUIT_SIGN_INS", "practice accounts for one address", read.read_rate, False),
    Variable("ACQUIT_PROXIES", "how many proxies stand before it", read.read_count, False),
    Variable("ACQUIT_LIMITS", "the most that one payment may be", read.read_limits, False),
    Variable("ACQUIT_PAYEE_NAME", "who is paid by transfer and cheque", read.read_text, False),
    Variable("ACQUIT_PAYEE_ADDRESS", "where cheques go, with | for lines", read.read_lines, False),
    Variable("ACQUIT_PAYEE_IBAN", "the payee's account", read.read_iban, False),
    Variable("ACQUIT_PAYEE_BIC", "the payee's bank", read.read_bic, False),
    Variable("ACQUIT_MAIL_SERVER", "who sends e-mails: host:port", read.read_mail_server, False),
    Variable("ACQUIT_MAIL_SENDER", "the address they come from", read.read_sender, False),
    Variable("ACQUIT_MAIL_STARTTLS", "whether TLS is asked for", read.read_yes, False),
    Variable("ACQUIT_MAIL_USER", "who logs in there", read.read_text, False),
    Variable("ACQUIT_MAIL_PASSWORD", "their password", str, False),
    Variable("ACQUIT_MAIL_CLEAR_LOGIN", "to log in without TLS", read.read_yes, False),
)
_PAYEE = ("ACQUIT_PAYEE_NAME", "ACQUIT_PAYEE_ADDRESS", "ACQUIT_PAYEE_IBAN", "ACQUIT_PAYEE_BIC")
#: The port on which a mail server talks TLS from the start (RFC 8314).
_TLS_PORT = 465

#: How alike a name must be to be taken for a slip of the pen.
_NEAR = 0.9

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Deployment:
    """The widget's settings, and how it reaches its gateway.

    `gateway` is the gateway's name; `gateway_address` its origin from here, and `gateway_secret`
    what both know each other by.
    """

    settings: Settings
    gateway: str
    gateway_address: str
    gateway_secret: str = field(repr=False)


class SettingsError(ClickException):
    """Settings that are missing or no good; the message lists all of them."""


def read_deployment(environment: Mapping[str, str] = os.environ) -> Deployment:
    """Return what an environment says. Raises SettingsError."""
    values, faults = read_all(environment)
    faults += _misfits(values)
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise SettingsError(f"These settings are missing or no good:\n{listed}")
    settings = Settings(
        origin=values["ACQUIT_ORIGIN"],
        database=values["ACQUIT_DATABASE"],
        secret=values["ACQUIT_SECRET"],
        help_origins=values["ACQUIT_HELP_ORIGINS"],
        bank_public=values["ACQUIT_BANK"],
        payee=_payee(values),
        limits=values.get("ACQUIT_LIMITS", {}),
        sign_ins=values.get("ACQUIT_SIGN_INS", Settings.sign_ins),
        mail=mail_server(values),
        proxies=values.get("ACQUIT_PROXIES", 0),
    )
    return Deployment(
        settings,
        gateway=values.get("ACQUIT_GATEWAY", SANDBOX),
        gateway_address=values.get("ACQUIT_BANK_INSIDE", settings.bank_public),
        gateway_secret=values["ACQUIT_BANK_SECRET"],
    )


def read_all(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return the values of all variables that are set, and what is wrong with any."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for variable in VARIABLES:
        text = environment.get(variable.name, "")
        if not text:
            faults += [f"{variable.name} is not set: {variable.what}"] if variable.is_needed else []
            continue
        try:
            values[variable.name] = variable.read(text)
        except ValueError as error:  # what was set may be a secret: it is not repeated
            faults.append(f"{variable.name} {error}")
    known = [variable.name for variable in VARIABLES]
    for name in [name for name in sorted(environment) if name not in known]:
        if near := get_close_matches(name, known, n=1, cutoff=_NEAR):
            faults.append(f"{name} is no setting: did you mean {near[0]}?")
    return values, faults


def _misfits(values: Values) -> list[str]:
    """What doesn't fit together."""
    faults = []
    given = [name for name in _PAYEE if name in values]
    if given and len(given) < len(_PAYEE):
        lacking = ", ".join(name for name in _PAYEE if name not in values)
        faults.append(f"{lacking} is not set: a payee is set whole, or not at all")
    has_user, has_password = "ACQUIT_MAIL_USER" in values, "ACQUIT_MAIL_PASSWORD" in values
    if has_user != has_password:
        lacking = "ACQUIT_MAIL_PASSWORD" if has_user else "ACQUIT_MAIL_USER"
        faults.append(f"{lacking} is not set: a login has a name and a password")
    if "ACQUIT_MAIL_SERVER" not in values:
        faults += [
            f"{name} is set without ACQUIT_MAIL_SERVER: name that, or leave this out"
            for name in values
            if name.startswith("ACQUIT_MAIL_")
        ]
        return faults
    if "ACQUIT_MAIL_SENDER" not in values:
        faults.append("ACQUIT_MAIL_SENDER is not set: the address that e-mails come from")
    in_clear = _encryption(values) is Encryption.NONE
    if has_user and has_password and in_clear and not values.get("ACQUIT_MAIL_CLEAR_LOGIN"):
        faults.append(
            "ACQUIT_MAIL_STARTTLS is not set: the password would be sent in clear; set it to yes,"
            " take port 465, or say ACQUIT_MAIL_CLEAR_LOGIN=yes"
        )
    return faults


def _encryption(values: Values) -> Encryption:
    _, port = values["ACQUIT_MAIL_SERVER"]
    if port == _TLS_PORT:
        return Encryption.TLS
    return Encryption.STARTTLS if values.get("ACQUIT_MAIL_STARTTLS") else Encryption.NONE


def mail_server(values: Values) -> MailServer | None:
    """The mail server that values name, if they name one."""
    if "ACQUIT_MAIL_SERVER" not in values:
        return None
    host, port = values["ACQUIT_MAIL_SERVER"]
    return MailServer(
        host=host,
        port=port,
        sender=values["ACQUIT_MAIL_SENDER"],
        encryption=_encryption(values),
        user=values.get("ACQUIT_MAIL_USER", ""),
        password=values.get("ACQUIT_MAIL_PASSWORD", ""),
    )


def _payee(values: Values) -> Payee:
    if "ACQUIT_PAYEE_IBAN" not in values:
        return SAMPLE_PAYEE
    return Payee(*(values[name] for name in _PAYEE))
