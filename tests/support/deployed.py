"""The widget as it is deployed: gunicorn with several processes, on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.applications import BANK_SECRET
from tests.support.customer import BANK, HELP, ORIGIN
from tests.support.project import ROOT

WIDGET = "widget:create_app()"
SECRET = "7vG2-sample-of-no-use-Qx1LmZt0bWc4"


def environment(database: str, bank_address: str, **more: str) -> dict[str, str]:
    """The settings of a deployment, in the environment."""
    return {
        **os.environ,
        "ACQUIT_DATABASE": database,
        "ACQUIT_SECRET": SECRET,
        "ACQUIT_ORIGIN": ORIGIN,
        "ACQUIT_HELP_ORIGINS": HELP,
        "ACQUIT_BANK": BANK,
        "ACQUIT_BANK_INSIDE": bank_address,
        "ACQUIT_BANK_SECRET": BANK_SECRET,
        **more,
    }


def live_environment(database: str, gateway_address: str, **more: str) -> dict[str, str]:
    """The settings of a live deployment, whose gateway is played at an address."""
    return {
        **os.environ,
        "ACQUIT_GATEWAY": "stripe",
        "ACQUIT_DATABASE": database,
        "ACQUIT_SECRET": SECRET,
        "ACQUIT_ORIGIN": "https://pay.example.com",
        "ACQUIT_STRIPE_KEY": "sk_test_sampleofnouse",
        "ACQUIT_STRIPE_EVENTS": BANK_SECRET,
        "ACQUIT_STRIPE_ADDRESS": gateway_address,
        "ACQUIT_PROVIDERS": "Aurora login https://login.example.com acquit of-no-use",
        "ACQUIT_PAYEE_NAME": "Aurora",
        "ACQUIT_PAYEE_ADDRESS": "1 rue Haute | 42000 Lyon",
        "ACQUIT_PAYEE_IBAN": "FR7499999000019999999999942",
        "ACQUIT_PAYEE_BIC": "ZZZZFRPPXXX",
        "ACQUIT_MAIL_SERVER": "mail.example.com:465",
        "ACQUIT_MAIL_SENDER": "billing@example.com",
        **more,
    }


def migrate(settings: dict[str, str]) -> str:
    """Make the tables, as the README says; return what it prints."""
    command = [sys.executable, "-m", "widget.storage.schema"]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True
    )
    return done.stdout


@contextmanager
def gunicorn(
    settings: dict[str, str], *more: str, application: str = WIDGET, workers: int = 3
) -> Iterator[str]:
    """Serve an application by some processes of eight threads; yield its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(256)
        command = [sys.executable, "-m", "gunicorn", "--workers", f"{workers}", "--threads", "8"]
        place = ["--bind", f"fd://{listening.fileno()}", "--log-level", "error"]
        place += ["--graceful-timeout", "5"]
        server = subprocess.Popen(
            [*command, *place, *more, application],
            cwd=ROOT,
            env=settings,
            pass_fds=[listening.fileno()],
            start_new_session=True,
        )
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:  # workers that share a connection wait for ever
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
