"""What Stripe's SDK costs: the same requests, by it and by httpx alone, to the sandbox bank."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import httpx
import stripe
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.applications import BANK_SECRET, make_bank
from tests.support.customer import ORIGIN
from widget.gateways.stripe.connection import Connection

ROUNDS = 7
CALLS = 40


class Quiet(WSGIRequestHandler):
    def log(self, *_arguments: object) -> None: ...


def seconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(CALLS):
        ask()
    return (time.perf_counter() - started) / CALLS


def run() -> None:
    """Print what a charge costs by the SDK, beside the same request without it."""
    with tempfile.TemporaryDirectory(prefix="acquit-bench-") as folder:
        bank = make_bank(Path(folder))
        server = make_server("127.0.0.1", 0, bank, threaded=True, request_handler=Quiet)
        server_thread = Thread(target=server.serve_forever, daemon=True)
        server_thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        connection = Connection(10, on_this_machine=True)
        api = stripe.StripeClient(
            BANK_SECRET, base_addresses={"api": address}, http_client=connection
        ).v1
        customer = api.customers.create({}).id
        payment = {"amount": 1234, "currency": "eur", "customer": customer, "confirm": "true"}
        payment |= {"payment_method": "pm_card_visa", "return_url": f"{ORIGIN}/"}
        headers = {
            "Authorization": f"Bearer {BANK_SECRET}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        plain = httpx.Client(base_url=address, headers=headers, trust_env=False)

        def by_sdk() -> None:
            api.payment_intents.create({**payment, "confirm": True})  # type: ignore[arg-type]

        def by_httpx() -> None:
            key = {"Idempotency-Key": str(time.perf_counter_ns())}
            plain.post("/v1/payment_intents", content=urlencode(payment), headers=key).json()

        rounds = [(seconds(by_sdk), seconds(by_httpx)) for _ in range(ROUNDS)]
        server.shutdown()
        server_thread.join()
        server.server_close()
        connection.close()
        plain.close()
    sdk, httpx_alone = (statistics.median(each) for each in zip(*rounds[1:], strict=True))
    ratio = statistics.median(one / other for one, other in rounds[1:])
    print(
        f"gateway: a charge takes {1000 * sdk:.1f} ms by Stripe's SDK = {ratio:.2f} × the same"
        f" request by httpx alone ({1000 * httpx_alone:.1f} ms)",
        flush=True,
    )
