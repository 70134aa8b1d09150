"""Sending what is due in the outbox by SMTP: at least once, by one worker or many."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageDefect
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from unicodedata import category

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from widget.billing.system_cases import open_case_about_mail
from widget.core.clock import Clock
from widget.core.settings import Encryption, MailServer
from widget.notifications.contents import contents
from widget.notifications.letters import Letter, write
from widget.storage.database import Database
from widget.storage.models import Mail
from widget.storage.schedule import ASK_A_PERSON_AFTER, take

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0


@dataclass
class Sent:
    """How many letters were sent, how many wait for another try, and how many are given up.

    What is given up is a case for a person.
    """

    sent: int = 0
    failed: int = 0
    given_up: int = 0


LinkOf = Callable[[Mail], str]


def no_link(_: Mail) -> str:
    """Where nobody is invited."""
    return ""


def send_due(
    database: Database, server: MailServer, clock: Clock, link_of: LinkOf = no_link
) -> Sent:
    """Send the letters that are due; what fails is tried again later, for a day or so.

    A letter that no server takes, or that is refused for good, ends as a case. `link_of` gives the
    address at which an invitation is accepted: it is written here, and never kept.

    A worker that is killed after the server took a letter, and before that was committed, leaves it
    to be sent again; its Message-ID is the same, so that mail programs show it once.
    """
    done = Sent()
    while mail := take(database, Mail, clock()):
        error = _send(database, mail, server, link_of)
        if error is None:
            with database.write() as session:
                kept = session.get_one(Mail, mail.id)
                kept.sent_at, kept.due_at = clock(), None
            done.sent += 1
            continue
        # Never what a letter says: logs are read by others than its reader.
        log.warning("letter %s was not sent (try %s): %s", mail.id, mail.tries, type(error))
        if _is_down(error):
            done.failed += 1
            break  # the others would fail as well
        if _is_final(error) or mail.tries >= ASK_A_PERSON_AFTER:
            _give_up(database, mail, clock)
            done.given_up += 1
        else:
            done.failed += 1
    return done


def _give_up(database: Database, mail: Mail, clock: Clock) -> None:
    """Try no more, and ask a person to reach the reader otherwise."""
    with database.write() as session:
        session.get_one(Mail, mail.id).due_at = None
        open_case_about_mail(session, mail, clock())


def _send(database: Database, mail: Mail, server: MailServer, link_of: LinkOf) -> Exception | None:
    """Send a letter; return what went wrong: whatever it is, it must not hold up the others."""
    try:
        with database.read() as session:
            (about,) = contents(session, select(Mail).where(Mail.id == mail.id))
        _deliver(compose(write(about, link_of(mail)), server.sender), server)
    except Exception as error:
        return error
    return None


def _is_final(error: Exception) -> bool:
    """Whether a letter can't be sent to its address, now or later (RFC 5321, 4.2.1: 5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _said in error.recipients.values())
    return isinstance(error, EmailNotValidError | MessageDefect | UnicodeError)


def _is_down(error: Exception) -> bool:
    """Whether there is no server to talk to; smtplib's own errors are OSErrors, too."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError)
    return isinstance(error, OSError)


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Return a letter as an e-mail. Raises EmailNotValidError for an address that can't be one."""
    mail = letter.mail
    # Domains in other scripts go out as punycode, which every server takes.
    address = validate_email(mail.address, check_deliverability=False, allow_smtputf8=False)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(display_name=_as_text(mail.name), addr_spec=address.ascii_email)
    message["Subject"] = _as_text(letter.subject)
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = (
        f"<acquit-{mail.id}-{int(mail.written_at.timestamp())}@{_domain(sender)}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(letter.paragraphs) + "\n")
    message["Content-Language"] = letter.tag  # after the content, which brings its own
    return message


def _as_text(text: str) -> str:
    """A header's text in which nothing is decoded, or begins another header.

    The standard library, and mail programs, read `=?…?=` as an encoded word (RFC 2047), in which
    anything may be encoded, line ends too.
    """
    bare = "".join(c for c in text if category(c) not in ("Cc", "Zl", "Zp"))
    return bare.replace("=?", "= ?")


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].rstrip(">")


def _connect(server: MailServer, name: str) -> smtplib.SMTP:
    if server.encryption is Encryption.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=TIMEOUT_SECONDS, context=context
        )
    return smtplib.SMTP(server.host, server.port, name, timeout=TIMEOUT_SECONDS)


def reach(server: MailServer) -> None:
    """Greet a mail server, and log in where a name is set. Raises OSError."""
    connection = _connect(server, _domain(server.sender))
    try:
        _begin(connection, server)
    finally:
        connection.close()


def _begin(connection: smtplib.SMTP, server: MailServer) -> None:
    if server.encryption is Encryption.STARTTLS:
        connection.starttls(context=ssl.create_default_context())
    if server.user:
        connection.login(server.user, server.password)


def _deliver(message: EmailMessage, server: MailServer) -> None:
    # By its own name, smtplib would ask the network for this machine's, for each letter.
    name = _domain(server.sender)
    connection = _connect(server, name)
    try:
        _begin(connection, server)
        connection.send_message(message)
        with suppress(OSError):  # it was taken, however the server says goodbye
            connection.quit()
    finally:
        connection.close()
