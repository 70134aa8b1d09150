"""Two customers at once: what each is shown must be what it is shown alone."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle, islice

import httpx
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.customer import ORIGIN, Answer, Customer, OverTcp

SCREENS = ("", "billing/invoices/", "billing/payments/", "billing/payments/method/", "messages/")
#: What differs from one showing of a screen to the next.
_TOKENS = re.compile(r'(name="form_token" value|nonce)="[^"]*"')
#: Numbers and names: what one customer's screens say, and the other's don't.
_MARKS = re.compile(r"[\w.,-]*\d[\w.,-]*|Aurora|Martin")


class TwoCustomers:
    """Two customers, and what their screens say when nobody else asks.

    `alone` is the widget on the same database as the servers that they ask later.
    """

    def __init__(self, alone: Flask):
        scenarios = ("company-account", "card-account")
        customers = [Customer(alone, alone, scenario=scenario) for scenario in scenarios]
        self._wanted = {
            (customer.home + path): _text(customer.get(customer.home + path))
            for customer in customers
            for path in SCREENS
        }

    def seen(
        self, address: str, requests: int, patience: float = 60, threads: int = 8
    ) -> Counter[str]:
        """Let both ask a server for screens, `requests` each; count what they were shown.

        `own` is a customer's own screen, `another` one that says anything of the other's, and
        `incomplete` one that lacks something. No screen at all is counted by its reason: a status,
        or what went wrong on the way. `patience` is in seconds a screen.
        """
        with closing(OverTcp(address, patience)) as server, ThreadPoolExecutor(threads) as pool:
            paths = islice(cycle(self._wanted), 2 * requests)
            return Counter(pool.map(lambda path: self._ask(server, path), paths))

    def _ask(self, server: OverTcp, path: str) -> str:
        try:
            answer = server.get(path, ORIGIN)
        except httpx.HTTPError as error:
            return type(error).__name__
        if answer.status_code != 200:
            return f"status {answer.status_code}"
        shown, wanted = _text(answer), self._wanted[path]
        if shown == wanted:
            return "own"
        return (
            "another" if set(_MARKS.findall(shown)) - set(_MARKS.findall(wanted)) else "incomplete"
        )


def _text(answer: Answer | TestResponse) -> str:
    return _TOKENS.sub("", answer.text)
