"""Sending what is due in the outbox by SMTP: at least once, by one worker or many."""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sqlalchemy import select

from widget.database import Database
from widget.mailbox.contents import contents
from widget.mailbox.letters import Letter, write
from widget.models import Mail
from widget.schedule import take
from widget.settings import MailServer

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0


@dataclass
class Sent:
    """How many letters were sent, and how many weren't and wait for another try."""

    sent: int = 0
    failed: int = 0


def send_due(database: Database, server: MailServer, now: datetime) -> Sent:
    """Send the letters that are due; what fails is tried again later.

    A worker that is killed after the server took a letter, and before that was committed, leaves it
    to be sent again; its Message-ID is the same, so that mail programs show it once.
    """
    done = Sent()
    while mail := take(database, Mail, now):
        try:
            with database.read() as session:
                (about,) = contents(session, select(Mail).where(Mail.id == mail.id))
            _deliver(compose(write(about), server.sender), server)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            # Never what a letter says: logs are read by others than its reader.
            log.warning("letter %s was not sent (try %s): %s", mail.id, mail.tries, type(error))
            done.failed += 1
            if _is_down(error):
                break  # the others would fail as well
            continue
        with database.write() as session:
            kept = session.get_one(Mail, mail.id)
            kept.sent_at, kept.due_at = now, None
        done.sent += 1
    return done


def _is_down(error: Exception) -> bool:
    """Whether there is no server to talk to; smtplib's own errors are OSErrors, too."""
    lost = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError)
    is_of_letter = isinstance(error, smtplib.SMTPException | ValueError)
    return isinstance(error, lost) or not is_of_letter


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Return a letter as an e-mail. Raises ValueError for an address that can't be one."""
    mail = letter.mail
    domain = sender.rpartition("@")[2].rstrip(">")
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(display_name=mail.name, addr_spec=mail.address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = f"<acquit-{mail.id}-{int(mail.written_at.timestamp())}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(letter.paragraphs) + "\n")
    message["Content-Language"] = letter.tag  # after the content, which brings its own
    return message


def _deliver(message: EmailMessage, server: MailServer) -> None:
    with smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS) as connection:
        if server.starttls:
            connection.starttls()
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(message)
