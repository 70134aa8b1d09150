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
    """A variable of the environment: how it is read, and what it is, for who must set it.

    `needed_by` are the gateways with which it must be set.
    """

    name: str
    what: str
    read: Callable[[str], Any]
    needed_by: tuple[str, ...] = ()


#: The gateway that plays one, for practice; and the one that takes real money.
SANDBOX, STRIPE = "sandbox", "stripe"
GATEWAYS = (SANDBOX, STRIPE)
#: What belongs to one of them only.
_ONLY = {
    SANDBOX: ("ACQUIT_BANK_SECRET", "ACQUIT_BANK_INSIDE"),
    STRIPE: (
        "ACQUIT_STRIPE_KEY",
        "ACQUIT_STRIPE_EVENTS",
        "ACQUIT_STRIPE_ADDRESS",
        "ACQUIT_PROVIDERS",
    ),
}
#: Where Stripe's pages are, to which forms of ours lead.
STRIPE_PAGES = ("https://checkout.stripe.com", "https://hooks.stripe.com")

_PLAYED, _LIVE = (SANDBOX,), (STRIPE,)

#: What can be set, in the order in which it is asked for.
VARIABLES = (
    Variable(
        "ACQUIT_DATABASE", "the database's address: postgresql://…", read.read_database, GATEWAYS
    ),
    Variable("ACQUIT_SECRET", "what forms are signed with", read.read_secret, GATEWAYS),
    Variable(
        "ACQUIT_ORIGIN", "the widget's origin, as browsers reach it", read.read_origin, GATEWAYS
    ),
    Variable(
        "ACQUIT_HELP_ORIGINS",
        "the help sites that may show it in frames",
        read.read_origins,
        _PLAYED,
    ),
    Variable("ACQUIT_BANK", "the bank's origin, as browsers reach it", read.read_origin, _PLAYED),
    Variable(
        "ACQUIT_BANK_SECRET", "what widget and bank know each other by", read.read_secret, _PLAYED
    ),
    Variable("ACQUIT_BANK_INSIDE", "the bank's origin, from here", read.read_origin),
    Variable("ACQUIT_GATEWAY", "who takes the payments", read.one_of(GATEWAYS)),
    Variable("ACQUIT_STRIPE_KEY", "Stripe's secret key", read.read_stripe_key, _LIVE),
    Variable(
        "ACQUIT_STRIPE_EVENTS", "what Stripe signs its events with", read.read_events_secret, _LIVE
    ),
    Variable("ACQUIT_STRIPE_ADDRESS", "who answers in Stripe's place", read.read_origin),
    Variable("ACQUIT_PROVIDERS", "where people sign in", read.read_providers, _LIVE),
    Variable("ACQUIT_SIGN_INS", "how many sign in from one address", read.read_rate),
    Variable("ACQUIT_PROXIES", "how many proxies stand before it", read.read_count),
    Variable("ACQUIT_LIMITS", "the most that one payment may be", read.read_limits),
    Variable("ACQUIT_PAYEE_NAME", "who is paid by transfer and cheque", read.read_text, _LIVE),
    Variable("ACQUIT_PAYEE_ADDRESS", "where cheques go, with | for lines", read.read_lines, _LIVE),
    Variable("ACQUIT_PAYEE_IBAN", "the payee's account", read.read_iban, _LIVE),
    Variable("ACQUIT_PAYEE_BIC", "the payee's bank", read.read_bic, _LIVE),
    Variable("ACQUIT_MAIL_SERVER", "who sends e-mails: host:port", read.read_mail_server, _LIVE),
    Variable("ACQUIT_MAIL_SENDER", "the address they come from", read.read_sender, _LIVE),
    Variable("ACQUIT_MAIL_STARTTLS", "whether TLS is asked for", read.read_yes),
    Variable("ACQUIT_MAIL_USER", "who logs in there", read.read_text),
    Variable("ACQUIT_MAIL_PASSWORD", "their password", str),
    Variable("ACQUIT_MAIL_CLEAR_LOGIN", "to log in without TLS", read.read_yes),
)
_PAYEE = ("ACQUIT_PAYEE_NAME", "ACQUIT_PAYEE_ADDRESS", "ACQUIT_PAYEE_IBAN", "ACQUIT_PAYEE_BIC")
#: The port on which a mail server talks TLS from the start (RFC 8314).
_TLS_PORT = 465

#: Secrets in documentation hold this, with or without dashes.
_SAMPLE = "ofnouse"

#: How alike a name must be to be taken for a slip of the pen.
_NEAR = 0.9

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Deployment:
    """The widget's settings, and how it reaches its gateway.

    `gateway` is the gateway's name, `gateway_address` its origin from here (None: its own), and
    `gateway_secret` what it knows us by; it signs events with `events_secret`.
    """

    settings: Settings
    gateway: str
    gateway_address: str | None
    gateway_secret: str = field(repr=False)
    events_secret: str = field(repr=False)


class SettingsError(ClickException):
    """Settings that are missing or no good; the message lists all of them."""


def read_deployment(environment: Mapping[str, str] = os.environ) -> Deployment:
    """Return what an environment says. Raises SettingsError."""
    values, faults = read_all(environment)
    faults += _misfits(values)
    if faults:
        if not environment.get("ACQUIT_DATABASE"):
            faults.append("Are your settings loaded? In a shell: set -a; . ./acquit.env; set +a")
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise SettingsError(f"These settings are missing or no good:\n{listed}")
    settings = Settings(
        origin=values["ACQUIT_ORIGIN"],
        database=values["ACQUIT_DATABASE"],
        secret=values["ACQUIT_SECRET"],
        help_origins=values.get("ACQUIT_HELP_ORIGINS", ()),
        gateway_pages=_pages(values),
        payee=_payee(values),
        limits=values.get("ACQUIT_LIMITS", {}),
        sign_ins=values.get("ACQUIT_SIGN_INS", Settings.sign_ins),
        mail=mail_server(values),
        proxies=values.get("ACQUIT_PROXIES", 0),
        providers=values.get("ACQUIT_PROVIDERS", ()),
        trial=_trial(values),
    )
    if _gateway(values) == STRIPE:
        return Deployment(
            settings,
            gateway=STRIPE,
            gateway_address=values.get("ACQUIT_STRIPE_ADDRESS"),
            gateway_secret=values["ACQUIT_STRIPE_KEY"],
            events_secret=values["ACQUIT_STRIPE_EVENTS"],
        )
    return Deployment(
        settings,
        gateway=SANDBOX,
        gateway_address=values.get("ACQUIT_BANK_INSIDE", values["ACQUIT_BANK"]),
        gateway_secret=values["ACQUIT_BANK_SECRET"],
        events_secret=values["ACQUIT_BANK_SECRET"],
    )


def _trial(values: Values) -> str:
    """Why no money moves in a live deployment, if none does."""
    if address := values.get("ACQUIT_STRIPE_ADDRESS"):
        return f"{address} answers in Stripe’s place: take ACQUIT_STRIPE_ADDRESS out"
    if "_test_" in values.get("ACQUIT_STRIPE_KEY", ""):
        return "ACQUIT_STRIPE_KEY is one of Stripe’s test mode: set a live one"
    return ""


def _gateway(values: Values) -> str:
    return str(values.get("ACQUIT_GATEWAY", SANDBOX))


def _pages(values: Values) -> tuple[str, ...]:
    """The origins of the gateway's pages, as browsers reach them."""
    if "ACQUIT_BANK" in values:
        return (values["ACQUIT_BANK"],)
    if address := values.get("ACQUIT_STRIPE_ADDRESS"):
        return (address,)
    return STRIPE_PAGES


def read_all(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Return the values of all variables that are set, and what is wrong with any."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    gateway = environment.get("ACQUIT_GATEWAY") or SANDBOX
    for variable in VARIABLES:
        text = environment.get(variable.name, "")
        if not text:
            if gateway in variable.needed_by:
                faults.append(f"{variable.name} is not set: {variable.what}")
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
    faults = _strangers(values)
    given = [name for name in _PAYEE if name in values]
    if given and len(given) < len(_PAYEE) and _gateway(values) == SANDBOX:
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
    if "ACQUIT_MAIL_SENDER" not in values and _gateway(values) == SANDBOX:
        faults.append("ACQUIT_MAIL_SENDER is not set: the address that e-mails come from")
    in_clear = _encryption(values) is Encryption.NONE
    if has_user and has_password and in_clear and not values.get("ACQUIT_MAIL_CLEAR_LOGIN"):
        faults.append(
            "ACQUIT_MAIL_STARTTLS is not set: the password would be sent in clear; set it to yes,"
            " take port 465, or say ACQUIT_MAIL_CLEAR_LOGIN=yes"
        )
    return faults


def _strangers(values: Values) -> list[str]:
    """What is set and belongs to the other gateway, and what only practice may do."""
    gateway = _gateway(values)
    (other,) = (each for each in GATEWAYS if each != gateway)
    faults = [
        f"{name} belongs to ACQUIT_GATEWAY={other}, and this is {gateway}: leave it out, or change"
        " the gateway. Practice and real money are never of one process"
        for name in _ONLY[other]
        if name in values
    ]
    if gateway == STRIPE:
        origin, address = values.get("ACQUIT_ORIGIN", ""), values.get("ACQUIT_STRIPE_ADDRESS")
        if origin.startswith("http://"):
            faults.append("ACQUIT_ORIGIN is not encrypted: sign-ins need https")
        if any(each.startswith("http://") for each in values.get("ACQUIT_HELP_ORIGINS", ())):
            faults.append("ACQUIT_HELP_ORIGINS is not encrypted: what shows accounts needs https")
        if "ACQUIT_BANK" in values and address is None:
            faults.append("ACQUIT_BANK is set without ACQUIT_STRIPE_ADDRESS: leave it out")
        if address and "_live_" in values.get("ACQUIT_STRIPE_KEY", ""):
            faults.append("ACQUIT_STRIPE_KEY is a live one: it is shown to nobody but Stripe")
        if not address:
            faults += _samples(values)
    return faults


def _samples(values: Values) -> list[str]:
    """What stands in our own guide, and isn't good in earnest."""
    faults = [
        f"{name} is a sample of ours: make one of your own"
        for name in ("ACQUIT_SECRET", "ACQUIT_STRIPE_EVENTS")
        if _SAMPLE in values.get(name, "").replace("-", "")
    ]
    if not values.get("ACQUIT_STRIPE_EVENTS", "whsec_").startswith("whsec_"):
        faults.append("ACQUIT_STRIPE_EVENTS is none of Stripe’s: it begins with whsec_")
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
    if "ACQUIT_PAYEE_IBAN" not in values:  # practice's
        return SAMPLE_PAYEE
    return Payee(*(values[name] for name in _PAYEE))
