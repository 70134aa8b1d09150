"""A customer without a browser: reads forms out of pages and sends them."""

import re
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse

ORIGIN = "http://pay.example.com"
BANK = "http://bank.example.net"
HELP = "http://help.example.com"


class Customer:
    """Somebody signed in to a sample account."""

    def __init__(
        self,
        widget: Flask,
        bank: Flask,
        locale: str = "en",
        role: str = "owner",
        scenario: str = "company-account",
    ):
        self.widget = widget.test_client()
        self.bank = bank.test_client()
        self.locale = locale
        page = self.get(f"/{locale}/practice/?scenario={scenario}&role={role}")
        response = self.send(page, "form_token", f"/{locale}/practice/")
        assert response.status_code == 303, response.text
        self.home = response.location

    def get(self, path: str) -> TestResponse:
        return self.widget.get(path, base_url=ORIGIN)

    def send(self, page: TestResponse, needed: str, action: str = "", **choices) -> TestResponse:
        """Send the form of a page that holds the field or button `needed`."""
        form = next(f for f in re.findall(r"<form.*?</form>", page.text, re.DOTALL) if needed in f)
        fields = {
            unescape(name): unescape(value)
            for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
        }
        address = unescape(match[1]) if (match := re.search(r'action="([^"]+)"', form)) else action
        fields.update(choices)
        return self.post(address, **fields)

    def post(self, path: str, origin: str = ORIGIN, **fields) -> TestResponse:
        return self.widget.post(path, base_url=ORIGIN, data=fields, headers={"Origin": origin})

    @property
    def invoices(self) -> str:
        return self.home + "billing/invoices/"

    def panel(self, number: str, query: str = "choose=1") -> TestResponse:
        return self.get(f"{self.invoices}{number}/pay?{query}")

    def pay(self, number: str, card: str) -> TestResponse:
        """Pay with a saved card, by its last digits."""
        page = self.panel(number)
        return self.send(page, 'id="pay"', method=method_of(page, card))

    def add_card(self, number: str, card: str, keep: bool = False) -> str:
        """Give a test card at the bank; return where the bank sends the customer back to."""
        choices = {"keep": "y"} if keep else {}
        response = self.send(self.panel(number), 'data-control="add_card"', **choices)
        assert response.status_code == 303, response.text
        return self.at_bank(response.location, card=card, give="1")

    def at_bank(self, address: str, **fields) -> str:
        """Send a form at the bank."""
        path = address.removeprefix(BANK)
        assert self.bank.get(path, base_url=BANK).status_code == 200
        response = self.bank.post(path, base_url=BANK, data=fields, headers={"Origin": BANK})
        assert response.status_code == 303, response.text
        return response.location.removeprefix(ORIGIN)

    def statuses(self) -> dict[str, str]:
        """What the list says of each invoice."""
        text = self.get(self.invoices).text
        rows = re.findall(
            r'scope="row"[^>]*>([^<]+)</th>.*?class="status.*?data-control="(\w+)"', text, re.DOTALL
        )
        return dict(rows)


def method_of(page: TestResponse, card: str) -> str:
    """The value that stands for a card, by its last digits."""
    found = re.search(rf'name="method" value="(\d+)"[^>]*>\s*<span>\w+ •••• {card}', page.text)
    assert found, page.text
    return found[1]


def message(page: TestResponse) -> tuple[str, str, str]:
    """What a screen says: what happened, whether money moved, what to do."""
    parts = ('class="message-title">', 'data-says="money">', 'data-says="advice">')
    found = [re.search(rf"{part}(.*?)</p>", page.text) for part in parts]
    assert all(found), page.text
    return tuple(unescape(match[1]) for match in found)  # type: ignore[index,return-value]
