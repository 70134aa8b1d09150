"""Settings are read strictly, and all faults are told at once; `check` tells what is lacking."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from tests.support.applications import settings_for
from tests.support.deployed import environment
from widget.core.money import Money
from widget.core.settings import Encryption, MailServer, limit_in
from widget.deployment import variables
from widget.deployment.check import lacking
from widget.deployment.environment import (
    SettingsError,
    mail_server,
    read_all,
)
from widget.wsgi import from_environment

MAIL = {"ACQUIT_MAIL_SERVER": "mail.example.com:587", "ACQUIT_MAIL_SENDER": "billing@example.com"}


@pytest.fixture
def deploy(database_url):
    """Start a deployment with some settings of its own, or hear what is wrong with them."""
    apps = []

    def start(**more: str):
        app = from_environment(environment(database_url, "http://127.0.0.1:9", **more))
        apps.append(app)
        return app

    yield start
    for app in apps:
        app.extensions["widget"].database.close()


def faults(**more: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        from_environment(environment("sqlite:////tmp/none", "http://127.0.0.1:9", **more))
    return [line.strip() for line in str(caught.value.message).split("\n")[1:]]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_settings_that_are_right(deploy):
    app = deploy(
        **MAIL,
        ACQUIT_MAIL_STARTTLS="true",
        ACQUIT_MAIL_USER="u",
        ACQUIT_MAIL_PASSWORD="p",
        ACQUIT_ORIGIN="HTTPS://Pay.Example.com:443/",
        ACQUIT_LIMITS="5000 EUR, 1,000,000 JPY".replace("1,000,000", "1000000"),
        ACQUIT_PAYEE_NAME="N",
        ACQUIT_PAYEE_ADDRESS="1 rue Haute | 42000 Lyon",
        ACQUIT_PAYEE_IBAN="FR74 9999 9000 0199 9999 9999 942",
        ACQUIT_PAYEE_BIC="zzzzfrppxxx",
    )
    services = app.extensions["widget"]
    assert services.origin == "https://pay.example.com"
    assert services.limits == {"EUR": Money(500000, "EUR"), "JPY": Money(1000000, "JPY")}
    assert services.payee.address == ("1 rue Haute", "42000 Lyon")
    assert services.payee.iban == "FR7499999000019999999999942"


def test_all_faults_are_told_at_once():
    told = faults(
        ACQUIT_SECRET="short",
        ACQUIT_ORIGIN="pay.example.com",
        ACQUIT_BANK="",
        ACQUIT_MAIL_STARTTLS="maybe",
        ACQUIT_SIGN_INS="often",
        ACQUIT_PAYEE_IBAN="FR74",
        ACQUIT_MAIL_SERVR="x",
    )
    assert [line.partition(" ")[0] for line in told] == [
        "ACQUIT_SECRET",
        "ACQUIT_ORIGIN",
        "ACQUIT_BANK",
        "ACQUIT_SIGN_INS",
        "ACQUIT_PAYEE_IBAN",
        "ACQUIT_MAIL_STARTTLS",
        "ACQUIT_MAIL_SERVR",
    ]
    assert "short" not in "".join(told)
    assert "did you mean ACQUIT_MAIL_SERVER?" in told[-1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ACQUIT_MAIL_STARTTLS": "yes"}, "ACQUIT_MAIL_STARTTLS is set without ACQUIT_MAIL_SERVER"),
        ({"ACQUIT_MAIL_SERVER": "m"}, "ACQUIT_MAIL_SENDER is not set"),
        ({**MAIL, "ACQUIT_MAIL_USER": "u"}, "ACQUIT_MAIL_PASSWORD is not set"),
        (
            {**MAIL, "ACQUIT_MAIL_USER": "u", "ACQUIT_MAIL_PASSWORD": "p"},
            "the password would be sent in clear",
        ),
        ({"ACQUIT_PAYEE_NAME": "N"}, "a payee is set whole, or not at all"),
        ({"ACQUIT_BANK_SECRET": "between-the-two"}, "ACQUIT_BANK_SECRET has fewer than 32"),
    ],
)
def test_settings_that_do_not_fit(more, said):
    told = faults(**more)
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize(
    ("server", "starttls", "encryption"),
    [
        ("mail.example.com", "", Encryption.NONE),
        ("mail.example.com:587", "on", Encryption.STARTTLS),
        ("mail.example.com:465", "", Encryption.TLS),
        ("mail.example.com:smtps", "", Encryption.TLS),
        ("[2001:db8::1]:submission", "1", Encryption.STARTTLS),
        ("mail.example.com", "no", Encryption.NONE),
    ],
)
def test_how_the_mail_server_is_talked_to(server, starttls, encryption):
    given = {**MAIL, "ACQUIT_MAIL_SERVER": server, "ACQUIT_MAIL_STARTTLS": starttls}
    values, told = read_all(given)
    mail = mail_server(values)
    assert isinstance(mail, MailServer)
    assert mail.encryption is encryption
    assert "[" not in mail.host
    assert all("not set" in line for line in told)


@pytest.mark.parametrize("word", ["true", "Yes", "ON", "1", " yes "])
def test_yes(word):
    assert variables.read_yes(word)
    assert not variables.read_yes({"true": "false", "Yes": "No", "ON": "OFF"}.get(word, "0"))


@pytest.mark.parametrize("word", ["", "y", "enabled", "2", "oui", "truee"])
def test_neither_yes_nor_no(word):
    with pytest.raises(ValueError, match="neither yes nor no"):
        variables.read_yes(word)


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://pay.example.com", "https://pay.example.com"),
        ("HTTPS://PAY.example.com/", "https://pay.example.com"),
        ("https://pay.example.com:443", "https://pay.example.com"),
        ("http://localhost:80", "http://localhost"),
        ("http://localhost:8001", "http://localhost:8001"),
        ("https://zahlung.müller.example", "https://zahlung.xn--mller-kva.example"),
        ("http://[::1]:8001", "http://[::1]:8001"),
    ],
)
def test_an_origin_becomes_what_browsers_send(written, origin):
    assert variables.read_origin(written) == origin


@pytest.mark.parametrize(
    "written",
    [
        *("pay.example.com", "ftp://x", "https://", "https://x/pay", "https://x?y", "https://u@x"),
        *("https://x:port", "https://x:99999", "*", "null"),
    ],
)
def test_what_is_no_origin(written):
    with pytest.raises(ValueError, match="is no origin"):
        variables.read_origin(written)


@pytest.mark.parametrize(
    "secret",
    [
        "x" * 40,
        "changeme" * 5,
        "0123456789" * 4,
        "what forms are signed with, in this test",
        "please-replace-me-" + "q8Zt" * 8,
        "correct horse battery staple correct horse",
    ],
)
def test_a_secret_that_is_known_or_weak_is_refused(secret):
    with pytest.raises(ValueError, match="is easily guessed") as caught:
        variables.read_secret(secret)
    assert secret not in str(caught.value)


@given(st.builds(lambda _: secrets.token_urlsafe(32), st.none()))
def test_a_secret_that_was_made_is_taken(secret):
    assert variables.read_secret(secret) == secret


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (variables.read_limits, "10000"),
        (variables.read_limits, "10000 EURO"),
        (variables.read_limits, "ten EUR"),
        (variables.read_limits, "10000 XAU"),
        (variables.read_mail_server, "2001:db8::1"),
        (variables.read_mail_server, "m:99999"),
        (variables.read_mail_server, "m:smtpx"),
        (variables.read_mail_server, "user@m"),
        (variables.read_sender, "billing"),
        (variables.read_sender, "Acquit <billing>"),
        (variables.read_database, "mysql://h/d"),
        (variables.read_database, "postgresql://h"),
        (variables.read_database, "nothing"),
        (variables.read_rate, "60"),
        (variables.read_iban, "FR7499999000019999999999943"),
        (variables.read_bic, "ZZ"),
        (variables.read_text, "a\nb"),
    ],
)
def test_what_is_no_good_says_what_to_write(read, text):
    with pytest.raises(ValueError, match=":"):
        read(text)


def test_a_limit_for_each_currency():
    limits = {"EUR": Money(500000, "EUR")}
    assert limit_in(limits, "EUR") == Money(500000, "EUR")
    assert limit_in(limits, "JPY") == Money(10000, "JPY")


def test_what_a_deployment_lacks(deploy, database_kind):
    app = deploy()
    told = app.test_cli_runner().invoke(args=["check"])
    assert told.exit_code == 1
    for said in ("is not encrypted", "the sample payee", "No mail server", "set ACQUIT_LIMITS"):
        assert said in told.output
    assert ("SQLite serves one machine" in told.output) is (
        "sqlite" in str(app.extensions["widget"].database.engine.url)
    )


def test_a_deployment_that_lacks_nothing(deploy, database_kind):
    app = deploy(
        **MAIL,
        ACQUIT_MAIL_STARTTLS="yes",
        ACQUIT_ORIGIN="https://pay.example.com",
        ACQUIT_HELP_ORIGINS="https://help.example.com",
        ACQUIT_BANK="https://bank.example.net",
        ACQUIT_LIMITS="5000 EUR",
        ACQUIT_PAYEE_NAME="N",
        ACQUIT_PAYEE_ADDRESS="1 rue Haute",
        ACQUIT_PAYEE_IBAN="DE89370400440532013000",
        ACQUIT_PAYEE_BIC="COBADEFFXXX",
    )
    told = app.test_cli_runner().invoke(args=["check"])
    if database_kind == "sqlite":
        assert told.output.startswith("- SQLite serves one machine only")
    else:
        assert (told.exit_code, told.output) == (0, "Nothing is lacking.\n")


def test_a_database_that_is_gone_is_told(deploy, widget):
    services = widget.extensions["widget"]
    broken = type("Gone", (), {"engine": services.database.engine, "read": _gone})()
    told = list(lacking(settings_for("sqlite://"), broken, services.clock))
    assert told[-1].startswith("The database gives no answer")


def _gone(self):
    raise OperationalError("", None, Exception())
