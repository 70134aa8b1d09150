"""The bank alone, started by its command, serves a client that isn't ours."""

import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import httpx
import pytest
import stripe

from tests.support.project import ROOT
from widget.sandbox.bank.faults import Faults
from widget.sandbox.bank.methods import TEST_METHODS

CLIENT = "http://shop.example.com"
COMMAND = [sys.executable, "-m", "widget.sandbox.bank"]


@contextmanager
def bank(*options):
    command = [*COMMAND, "--port", "0", "--client", CLIENT, *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stdout.readline()
            yield re.search(r"at (\S+);", said)[1]
        finally:
            process.terminate()


@contextmanager
def shop():
    """A client's server, that takes events as Stripe's documentation shows."""
    taken, has_come = [], Event()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            signature = self.headers["Stripe-Signature"]
            taken.append(stripe.Webhook.construct_event(body, signature, "sk_test_sandbox"))
            self.send_response(204)
            self.end_headers()
            if taken[-1].type == "checkout.session.completed":
                has_come.set()

        def log_message(self, *_): ...

    server = HTTPServer(("127.0.0.1", 0), Taking)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/events", taken, has_come
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_shop_is_paid_and_told(tmp_path):
    with shop() as (events_to, taken, has_come):
        with bank("--events-to", events_to, "--folder", str(tmp_path)) as address:
            api = stripe.StripeClient("sk_test_sandbox", base_addresses={"api": address}).v1
            price = {"currency": "eur", "unit_amount": 999, "product_data": {"name": "Tea"}}
            session = api.checkout.sessions.create(
                {
                    "mode": "payment",
                    "customer": api.customers.create({"email": "a@example.com"}).id,
                    "line_items": [{"price_data": price, "quantity": 1}],
                    "allowed_payment_method_types": ["card"],
                    "success_url": f"{CLIENT}/thanks",
                    "cancel_url": f"{CLIENT}/basket",
                }
            )
            page = httpx.get(session.url)
            assert "€9.99" in page.text
            paid = httpx.post(session.url, data={"card": "approved"}, headers={"Origin": address})
            assert paid.headers["Location"] == f"{CLIENT}/thanks"
            assert has_come.wait(60)
            assert api.checkout.sessions.retrieve(session.id).payment_status == "paid"
        assert {event.type for event in taken} == {
            "payment_intent.succeeded",
            "checkout.session.completed",
        }
    assert (tmp_path / "bank.sqlite3").exists()


def test_it_goes_wrong_as_it_is_told():
    with bank("--fault", "error_before=1") as address:
        api = stripe.StripeClient(
            "sk_test_sandbox", base_addresses={"api": address}, max_network_retries=0
        ).v1
        with pytest.raises(stripe.APIError, match="A fault of the sandbox"):
            api.customers.create({})


def test_its_page_names_all_that_it_plays():
    text = (ROOT / "docs/project/bank.md").read_text(encoding="utf-8")
    for name in (*asdict(Faults()), *(method.reference for method in TEST_METHODS)):
        assert f"`{name}" in text, name


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--client", CLIENT, "--fault", "bad=1"], "no fault “bad”; there are: no_answer"),
        (["--client", CLIENT, "--fault", "slow=often"], "“often” is no number"),
        (["--client", "shop"], "an address such as http://localhost:8000"),
        ([], "Missing option '--client'"),
    ],
)
def test_what_it_does_not_understand_is_said(options, said):
    done = subprocess.run(
        [*COMMAND, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr
