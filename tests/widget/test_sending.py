"""Letters are sent by SMTP at least once, never practice's, and never what was rolled back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from sqlalchemy import select

from tests.support.books import rows
from tests.support.languages import both_languages
from tests.support.smtp import Inbox, smtp_server
from widget.core.settings import MailServer
from widget.notifications import outbox, sending
from widget.notifications.letters import Letter
from widget.notifications.sending import Sent, compose, send_due
from widget.storage.models import Account, Attempt, Case, Mail


@pytest.fixture
def inbox():
    with smtp_server(Inbox()) as found:
        yield found


@pytest.fixture
def customer(sign_in, database):
    """Somebody in an account that isn't practice's."""
    found = sign_in("fr")
    with database.write() as session:
        session.scalars(select(Account)).one().is_practice = False
    return found


@pytest.fixture
def send(widget, database, inbox):
    """Send what is due, so many minutes from now."""
    server = MailServer("127.0.0.1", inbox.port, "Acquit <billing@pay.example.com>")
    began = datetime.now(UTC) + timedelta(seconds=20)

    def run(minutes: int = 0):
        with widget.app_context():
            return send_due(database, server, lambda: began + timedelta(minutes=minutes))

    return run


def test_a_letter_is_sent_once_in_its_reader_s_language(customer, widget, inbox, send):
    customer.pay("AUR-2089", "4242")
    assert (send().sent, send().sent) == (1, 0)
    (letter,) = inbox.letters
    assert letter["To"] == "Camille Martin <camille@example.com>"
    assert letter["From"] == "Acquit <billing@pay.example.com>"
    assert letter["Subject"] == "Nous avons reçu votre paiement de 180,50\u00a0€"
    assert letter["Content-Language"] == "fr"
    assert letter["Auto-Submitted"] == "auto-generated"
    text = letter.get_content().replace("\r\n", "\n")
    assert text.startswith("Bonjour Camille Martin,\n\nVotre paiement de 180,50\u00a0€ pour la")
    assert "AUR-2089" in text
    mail = rows(widget, Mail)[0]
    assert mail.sent_at is not None
    assert mail.due_at is None


def test_practice_s_letters_are_never_sent(sign_in, inbox, send, widget):
    customer = sign_in()
    customer.pay("AUR-2089", "4242")
    assert len(rows(widget, Mail)) == 1
    assert send(10_000).sent == 0
    assert inbox.letters == []


def test_nothing_is_sent_of_what_was_rolled_back(customer, inbox, send, widget, monkeypatch):
    post = outbox._post

    def written_and_then_failed(session, *arguments, **named):
        post(session, *arguments, **named)
        session.flush()
        raise RuntimeError("after the letter was written")

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_post", written_and_then_failed)
        assert customer.pay("AUR-2089", "4242").status_code == 500
    assert send().sent == 0
    customer.get(customer.invoices)  # the bank is asked again
    assert send().sent == 1


def test_a_server_that_is_down_is_tried_again_later(customer, widget, inbox, send, monkeypatch):
    customer.pay("AUR-2089", "4242")
    customer.pay("AUR-2073", "4242")

    def refuse(*_args, **_values):
        raise ConnectionRefusedError("down")

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_deliver", refuse)
        assert send().failed == 1  # and not once for each letter
    assert send().sent == 1
    assert send(1).sent == 0  # the first waits for two minutes
    assert send(3).sent == 1
    assert len(inbox.letters) == 2


def test_a_letter_that_is_refused_does_not_hold_up_the_others(
    customer, widget, database, inbox, send
):
    customer.pay("AUR-2089", "4242")
    customer.pay("AUR-2073", "4242")
    with database.write() as session:
        session.get_one(Mail, 1).address = "gone@example.com"
    inbox.refuses["gone@example.com"] = "450 try again later"
    done = send()
    assert (done.sent, done.failed, done.given_up) == (1, 1, 0)
    inbox.refuses.clear()
    assert send(60).sent == 1
    assert rows(widget, Case) == []


@pytest.mark.parametrize(
    "address",
    ["no address\r\nBcc: all@example.com", "", "abc@@", "jérôme@exemple.fr", "=?utf-8?q?a?=@a.org"],
)
def test_an_address_that_is_none_does_not_hold_up_the_others(
    customer, widget, database, inbox, send, address
):
    customer.pay("AUR-2089", "4242")
    customer.pay("AUR-2073", "4242")
    with database.write() as session:
        session.get_one(Mail, 1).address = address
    done = send()
    assert (done.sent, done.failed, done.given_up) == (1, 0, 1)
    assert "Bcc" not in inbox.letters[0]
    assert [case.kind for case in rows(widget, Case)] == ["undelivered"]


def test_killed_between_sending_and_noting_it_is_sent_again(
    customer, widget, inbox, send, monkeypatch
):
    """At least once: the second has the same Message-ID, by which mail programs know it."""
    customer.pay("AUR-2089", "4242")
    deliver = sending._deliver

    def killed(*arguments):
        deliver(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_deliver", killed)
        with pytest.raises(KeyboardInterrupt):
            send()
    assert send().sent == 0  # another worker waits: it may be on its way
    assert send(5).sent == 1
    first, second = inbox.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_many_workers_send_each_letter_once(customer, database, inbox, send):
    with database.write() as session:
        now = datetime.now(UTC)
        known = {"account_id": 1, "kind": "details_validated", "method_id": 1, "locale": "en"}
        for number in range(40):
            to = {"name": f"N {number}", "address": f"n{number}@example.com"}
            session.add(Mail(**known, **to, written_at=now, due_at=now))
    with ThreadPoolExecutor(4) as pool:
        sent = sum(done.sent for done in pool.map(lambda _: send(), range(4)))
    assert sent == 40
    assert len({letter["To"] for letter in inbox.letters}) == len(inbox.letters) == 40


@both_languages
def test_a_letter_that_no_server_takes_ends_as_a_case(customer, widget, inbox, send, locale):
    customer.pay("AUR-2089", "4242")
    inbox.refuses["camille@example.com"] = "550 no such mailbox"
    assert (send().given_up, send(10_000).given_up) == (1, 0)
    assert rows(widget, Mail)[0].due_at is None
    (case,) = rows(widget, Case)
    assert (case.kind, case.payment_reference) == (
        "undelivered",
        rows(widget, Attempt)[0].reference,
    )
    said = {"en": "could not be delivered", "fr": "n’a pas pu vous être remis"}
    home = customer.home.replace("/fr/", f"/{locale}/")
    assert said[locale] in customer.get(f"{home}support/").text


def test_a_letter_that_fails_for_more_than_a_day_ends_as_a_case(customer, widget, inbox, send):
    customer.pay("AUR-2089", "4242")
    inbox.refuses["camille@example.com"] = "450 mailbox is full"
    for hours in range(0, 60):
        done = send(hours * 60)
        if done.given_up:
            break
    assert 24 <= hours < 40
    assert [case.kind for case in rows(widget, Case)] == ["undelivered"]
    assert send(10_000) == Sent()


def test_a_domain_in_another_script_goes_out_as_punycode(customer, database, inbox, send):
    customer.pay("AUR-2089", "4242")
    with database.write() as session:
        session.get_one(Mail, 1).address = "zoe@bücher.example"
    assert send().sent == 1
    assert "zoe@xn--bcher-kva.example" in inbox.letters[0]["To"]


def test_a_server_that_says_goodbye_badly_has_the_letter(customer, inbox, send, monkeypatch):
    customer.pay("AUR-2089", "4242")

    async def rude(server, _):
        server.transport.close()

    monkeypatch.setattr("aiosmtpd.smtp.SMTP.smtp_QUIT", rude)
    assert send().sent == 1


def test_the_command_says_when_no_server_is_set(widget):
    said = widget.test_cli_runner().invoke(args=["send-mail"])
    assert said.exit_code == 1
    assert "ACQUIT_MAIL_SERVER" in said.output


@pytest.mark.parametrize(
    "name",
    [
        "=?utf-8?q?=0D=0AReply-To:_eve@example.net=0D=0A=0D=0APay_here?=",
        "=?utf-8?b?DQpCY2M6IGV2ZUBleGFtcGxlLm5ldA==?=",
        "Zoé =?iso-8859-1?q?=0AX-Evil:_1?= Roy",
        "Eve\r\nBcc: eve@example.net",
        "Eve\u2028Bcc: eve@example.net",
        '"Eve" <eve@example.net>, x',
    ],
)
def test_a_name_is_text_and_writes_no_header(name):
    mail = Mail(
        id=1, name=name, address="zoe@example.com", locale="en", written_at=datetime.now(UTC)
    )
    letter = Letter(mail, "en", f"About {name}", ("Hello.",))
    sent = message_from_bytes(bytes(compose(letter, "billing@pay.example.com")), policy=SMTP)
    assert sorted(sent.keys()) == sorted(HEADERS)
    assert [address.addr_spec for address in sent["To"].addresses] == ["zoe@example.com"]
    assert sent.get_content() == "Hello.\r\n"
    assert b"eve@example.net\r\n\r\n" not in bytes(sent)


HEADERS = (
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"),
    *("Content-Type", "Content-Transfer-Encoding", "Content-Language"),
)
