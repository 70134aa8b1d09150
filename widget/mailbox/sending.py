"""Sending what is due in the outbox by SMTP: at least once, by one worker or many."""

import logging
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from unicodedata import category

from sqlalchemy import select

from widget.clock import Clock
from widget.database import Database
from widget.mailbox.contents import contents
from widget.mailbox.letters import Letter, write
from widget.models import Mail
from widget.schedule import ASK_A_PERSON_AFTER, take
from widget.settings import Encryption, MailServer

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0


@dataclass
class Sent:
    """How many letters were sent, and how many weren't and wait for another try.

    Of these, `stuck` have been tried for more than a day.
    """

    sent: int = 0
    failed: int = 0
    stuck: int = 0


def send_due(database: Database, server: MailServer, clock: Clock) -> Sent:
    """Send the letters that are due; what fails is tried again later.

    A worker that is killed after the server took a letter, and before that was committed, leaves it
    to be sent again; its Message-ID is the same, so that mail programs show it once.
    """
    done = Sent()
    while mail := take(database, Mail, clock()):
        error = _send(database, mail, server)
        if error is None:
            with database.write() as session:
                kept = session.get_one(Mail, mail.id)
                kept.sent_at, kept.due_at = clock(), None
            done.sent += 1
            continue
        # Never what a letter says: logs are read by others than its reader.
        log.warning("letter %s was not sent (try %s): %s", mail.id, mail.tries, type(error))
        done.failed += 1
        done.stuck += mail.tries >= ASK_A_PERSON_AFTER
        if _is_down(error):
            break  # the others would fail as well
    return done


def _send(database: Database, mail: Mail, server: MailServer) -> Exception | None:
    """Send a letter; return what went wrong: whatever it is, it must not hold up the others."""
    try:
        with database.read() as session:
            (about,) = contents(session, select(Mail).where(Mail.id == mail.id))
        _deliver(compose(write(about), server.sender), server)
    except Exception as error:
        return error
    return None


def _is_down(error: Exception) -> bool:
    """Whether there is no server to talk to; smtplib's own errors are OSErrors, too."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError)
    return isinstance(error, OSError)


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Return a letter as an e-mail. Raises ValueError for an address that can't be one."""
    mail = letter.mail
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(display_name=_as_text(mail.name), addr_spec=mail.address)
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


def _deliver(message: EmailMessage, server: MailServer) -> None:
    # By its own name, smtplib would ask the network for this machine's, for each letter.
    name = _domain(server.sender)
    connection = _connect(server, name)
    try:
        if server.encryption is Encryption.STARTTLS:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(message)
        with suppress(OSError):  # it was taken, however the server says goodbye
            connection.quit()
    finally:
        connection.close()
