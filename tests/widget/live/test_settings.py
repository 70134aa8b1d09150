"""A live deployment: what it needs, which of practice's defaults it refuses, what it imports."""

import subprocess
import sys

import pytest

from tests.support.deployed import environment, live_environment
from tests.support.project import ROOT
from widget.deployment.environment import STRIPE_PAGES, SettingsError, read_deployment
from widget.wsgi import from_environment

BANK = "http://127.0.0.1:9"


def live(**more: str) -> dict[str, str]:
    return live_environment("sqlite:////tmp/none", BANK, **more)


def faults(settings: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        from_environment(settings)
    return [line.strip() for line in str(caught.value.message).split("\n")[1:]]


def in_earnest(**more: str) -> dict[str, str]:
    settings = live(
        ACQUIT_STRIPE_KEY="sk_live_9hJ4Rk8NpYs2dVe6",
        ACQUIT_STRIPE_EVENTS="whsec_9hJ4Rk8NpYs2dVe6Qx1LmZt0bWc4Qq",
        ACQUIT_SECRET="7vG2Qx1LmZt0bWc4Rk8NpYs2dVe69hJ4",
    )
    del settings["ACQUIT_STRIPE_ADDRESS"]
    return settings | more


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ACQUIT_SECRET", "is a sample of ours"),
        ("ACQUIT_STRIPE_EVENTS", "is a sample of ours"),
        ("ACQUIT_STRIPE_EVENTS", "begins with whsec_"),
    ],
)
def test_what_stands_in_the_guide_is_refused_in_earnest(name, said):
    told = faults(in_earnest(**{name: live()[name]}))
    assert any(line.startswith(name) and said in line for line in told), told


def test_settings_that_are_right():
    deployment = read_deployment(live())
    assert deployment.gateway_address == BANK
    (provider,) = deployment.settings.providers
    assert (provider.name, provider.issuer, provider.client_id) == (
        "Aurora login",
        "https://login.example.com",
        "acquit",
    )
    assert "of-no-use" not in repr(deployment)
    assert "sk_test" not in repr(deployment)


def test_without_another_address_it_is_stripe_itself():
    settings = in_earnest()
    deployment = read_deployment(settings)
    assert deployment.gateway_address is None
    assert deployment.settings.gateway_pages == STRIPE_PAGES


@pytest.mark.parametrize(
    "name",
    [
        "ACQUIT_SECRET",
        "ACQUIT_STRIPE_KEY",
        "ACQUIT_STRIPE_EVENTS",
        "ACQUIT_PROVIDERS",
        "ACQUIT_PAYEE_NAME",
        "ACQUIT_PAYEE_ADDRESS",
        "ACQUIT_PAYEE_IBAN",
        "ACQUIT_PAYEE_BIC",
        "ACQUIT_MAIL_SERVER",
        "ACQUIT_MAIL_SENDER",
    ],
)
def test_what_practice_has_by_default_must_be_set(name):
    told = faults(live(**{name: ""}))
    assert any(line.startswith(f"{name} is not set") for line in told), told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ACQUIT_ORIGIN": "http://pay.example.com"}, "ACQUIT_ORIGIN is not encrypted"),
        ({"ACQUIT_BANK_SECRET": "9hJ4-sample-of-no-use-Rk8NpYs2dVe6"}, "belongs to"),
        ({"ACQUIT_HELP_ORIGINS": "http://help.example.com"}, "ACQUIT_HELP_ORIGINS is not"),
        ({"ACQUIT_PROVIDERS": "日本 https://l.org a b"}, "letters of their own"),
        ({"ACQUIT_STRIPE_KEY": "pk_live_sampleofnouse"}, "is no secret key of Stripe’s"),
        ({"ACQUIT_STRIPE_KEY": "sk_live_sampleofnouse"}, "is shown to nobody but Stripe"),
        ({"ACQUIT_STRIPE_EVENTS": "whsec"}, "ACQUIT_STRIPE_EVENTS has fewer than"),
        ({"ACQUIT_PROVIDERS": "Aurora http://login.example.com a b"}, "reached by https"),
        ({"ACQUIT_PROVIDERS": "https://login.example.com a b"}, "needs four words"),
        (
            {"ACQUIT_PROVIDERS": "A https://l.example.com a b | B https://l.example.com a b"},
            "twice",
        ),
    ],
)
def test_what_does_not_fit_is_refused(more, said):
    told = faults(live(**more))
    assert any(said in line for line in told), told


@pytest.mark.parametrize("name", ["ACQUIT_STRIPE_KEY", "ACQUIT_STRIPE_EVENTS", "ACQUIT_PROVIDERS"])
def test_practice_reaches_no_live_gateway(name):
    settings = environment("sqlite:////tmp/none", BANK, **{name: live()[name]})
    assert any(
        line.startswith(f"{name} belongs to ACQUIT_GATEWAY=stripe") for line in faults(settings)
    )


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("is_live", [True, False])
def test_a_live_process_does_not_import_the_sandbox(database_url, is_live):
    settings = (live_environment if is_live else environment)(database_url, BANK)
    code = (
        "import sys, widget; widget.create_app(); print([m for m in sys.modules if 'widget.' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=settings, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert ("widget.sandbox" in done.stdout) is not is_live
    assert ("widget.live.access" in done.stdout) is is_live
