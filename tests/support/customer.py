"""A customer without a browser: reads forms out of pages and sends them."""

import re
from typing import cast
from urllib.parse import urlencode

import httpx
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.screen import Screen, method_of

ORIGIN = "http://pay.example.com"
BANK = "http://bank.example.net"
HELP = "http://help.example.com"


class Customer:
    """Somebody signed in to a sample account."""

    def __init__(
        self,
        widget: "Flask | OverTcp",
        bank: "Flask | OverTcp",
        locale: str = "en",
        role: str = "owner",
        scenario: str = "company-account",
    ):
        self.widget = widget.test_client() if isinstance(widget, Flask) else widget
        self.bank = bank.test_client() if isinstance(bank, Flask) else bank
        self.locale = locale
        page = self.get(f"/{locale}/practice/?scenario={scenario}&role={role}")
        response = self.send(page, "[name=form_token]", f"/{locale}/practice/")
        assert response.status_code == 303, response.text
        self.home = response.location

    def get(self, path: str | None) -> TestResponse:
        assert path is not None, "the screen before leads nowhere"
        return cast(TestResponse, self.widget.get(path, base_url=ORIGIN))

    def get_in(self, path: str, query: str = "") -> TestResponse:
        """A screen of this account."""
        return self.get(f"{self.home}{path}?{query}")

    def send(
        self, page: TestResponse, needed: str, action: str = "", /, **choices: str
    ) -> TestResponse:
        """Send the form of a page that holds `needed`, a CSS selector."""
        form = Screen(page).form(needed)
        return self.post(form.action or action, **{**form.hidden, **choices})

    def post(self, path: str, origin: str = ORIGIN, **fields: str) -> TestResponse:
        headers = {"Origin": origin}
        answer = self.widget.post(path, base_url=ORIGIN, data=fields, headers=headers)
        return cast(TestResponse, answer)

    @property
    def invoices(self) -> str:
        return self.home + "billing/invoices/"

    def panel(self, number: str, query: str = "choose=1") -> TestResponse:
        return self.get(f"{self.invoices}{number}/pay?{query}")

    def pay(self, number: str, card: str) -> TestResponse:
        """Pay with a saved card, by its last digits."""
        page = self.panel(number)
        return self.send(page, "#pay", method=method_of(page, card))

    def add_card(self, number: str, card: str, keep: bool = False) -> str:
        """Give a test card at the bank; return where the bank sends the customer back to."""
        choices = {"keep": "y"} if keep else {}
        response = self.send(self.panel(number), "[data-control=add_card]", **choices)
        assert response.status_code == 303, response.text
        return self.at_bank(response.location, card=card, give="1")

    def at_bank(self, address: str, **fields: str) -> str:
        """Send a form at the bank."""
        path = address.removeprefix(BANK)
        assert self.bank.get(path, base_url=BANK).status_code == 200
        response = self.bank.post(path, base_url=BANK, data=fields, headers={"Origin": BANK})
        assert response.status_code == 303, response.text
        return response.location.removeprefix(ORIGIN)

    @property
    def payments(self) -> str:
        return self.home + "billing/payments/"

    @property
    def methods(self) -> str:
        return self.payments + "method/"

    def review(self, amount: str) -> TestResponse:
        """Enter an amount; return the screen that repeats it."""
        form = Screen(self.get(self.payments)).form("[data-control=amount]")
        query = urlencode({**form.hidden, "amount": amount})
        return self.get(f"{self.payments}review?{query}")

    def pay_once(self, amount: str, card: str, page: str = "card") -> TestResponse:
        """Pay an amount with a test card or wallet; return the screen that says what became."""
        sent = self.send(self.review(amount), "[data-control=pay_by_card]", page=page)
        assert sent.status_code == 303, sent.text
        back = self.at_bank(sent.location, card=card, give="1")
        return self.get(self.get(back).location)

    def contact(self) -> dict[str, str]:
        """What the form of a billing contact is filled in with, but for the e-mail address."""
        return {
            "name": "Zoé Roy",
            "language": self.locale,
            "street": "1 rue Haute",
            "postal_code": "42000",
            "city": "Lyon",
            "country": "FR",
        }

    def start_method(self, page: str, replaces: str = "", **fields: str) -> TestResponse:
        """Fill in the billing contact, and go to the bank's page."""
        form = self.get(f"{self.methods}new" + (f"?replaces={replaces}" if replaces else ""))
        filled = {**self.contact(), "email": "zoe@example.com", **fields}
        sent = self.send(form, f"[data-control=give_{page}]", page=page, **filled)
        assert sent.status_code == 303, sent.text
        return sent

    def give_method(self, card: str, page: str, replaces: str = "", **fields: str) -> TestResponse:
        """Give a test card or wallet as a payment method; return the screen that confirms it."""
        sent = self.start_method(page, replaces, **fields)
        return self.get(self.get(self.at_bank(sent.location, card=card, give="1")).location)

    def removal(self, method_id: str) -> TestResponse:
        """The screen that asks before a method is removed."""
        return self.get(f"{self.methods}{method_id}/remove")

    def remove(self, method_id: str) -> TestResponse:
        return self.send(self.removal(method_id), "[action$='/remove']")

    def next_day(self) -> None:
        """Move the practice account's clock on."""
        response = self.send(self.get(self.home), "[action$='/next-day']")
        assert response.status_code == 303, response.text

    def next_month(self) -> None:
        """Move the practice account's clock to the next month."""
        response = self.send(self.get(self.home), "[action$='/next-day']", month="1")
        assert response.status_code == 303, response.text

    def usable_cards(self) -> list[str]:
        """The last digits of the cards that an invoice can be paid with now."""
        number = next(n for n, status in self.statuses(open_only=True).items())
        labels = Screen(self.panel(number)).texts("label:has([name=method]) > span")
        return re.findall(r"\w+ ••••\s(\d{4})", "\n".join(labels))

    def next_day_token(self) -> str:
        """A form token of this account that is good for something else."""
        return Screen(self.get(self.home)).attribute("[name=form_token]", "value")

    def statuses(self, open_only: bool = False) -> dict[str, str]:
        """What the list says of each invoice."""
        query = "?status=invoice_past_due" if open_only else ""
        rows = Screen(self.get(self.invoices + query)).parts("tr:has(.status)")
        return {
            row.text("[scope=row]"): row.attribute(".status[data-control]", "data-control")
            for row in rows
        }


class OverTcp:
    """A server as browsers reach it, under its own name."""

    def __init__(self, address: str, timeout: float = 60):
        # A server closes connections that rest, perhaps as the next request comes by one of them.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.Client(
            base_url=address, trust_env=False, timeout=timeout, limits=limits
        )

    def get(self, path: str, base_url: str) -> "Answer":
        return Answer(self._client.get(path, headers={"Host": base_url.partition("//")[2]}))

    def post(
        self, path: str, base_url: str, data: dict[str, str], headers: dict[str, str]
    ) -> "Answer":
        headers = {**headers, "Host": base_url.partition("//")[2]}
        return Answer(self._client.post(path, data=data, headers=headers))

    def close(self) -> None:
        self._client.close()


class Answer:
    """What a server answered, as the test client has it."""

    def __init__(self, response: httpx.Response):
        self.status_code, self.text = response.status_code, response.text
        self.location = response.headers.get("Location", "")
