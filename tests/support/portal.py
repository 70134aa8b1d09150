"""A customer with a browser: finds controls by the product's own names, whatever the language."""

from playwright.sync_api import Page

FOCUSED = (
    "() => document.activeElement.matches('[data-focus]') ? document.activeElement.innerText : ''"
)


class Portal:
    """Somebody signed in to a sample account, at top level."""

    #: What the ledger said when they signed in.
    ledger = 0

    def __init__(self, page: Page, origin: str, locale: str, role: str, home: str = ""):
        self.page = page
        self.origin = origin
        self.locale = locale
        self.role = role
        if not home:
            page.goto(f"{origin}/{locale}/practice/?scenario=company-account&role={role}")
            self.press("sign_in")
            home = page.url
        self.home = home

    def another_tab(self) -> "Portal":
        page = self.page.context.new_page()
        other = Portal(page, self.origin, self.locale, self.role, self.home)
        other.ledger = self.ledger
        return other

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def press(self, control: str) -> None:
        self.page.locator(f"button[data-control={control}]:visible").first.click()

    def review(self, amount: str) -> None:
        """Enter an amount for a one-time payment, and continue."""
        self.go("billing/payments/")
        self.page.locator("[data-control=amount]").fill(amount)
        self.press("continue_payment")

    def pay_by_card(self, card: str) -> None:
        """Pay the amount that is repeated with a test card."""
        self.press("pay_by_card")
        self.at_bank(card)

    def at_bank(self, card: str) -> None:
        self.page.check(f"input[name=card][value={card}]")
        self.page.click("button[name=give]")

    def choose_card_for(self, number: str) -> None:
        """Open the panel of an invoice and choose the first saved card."""
        self.go(f"billing/invoices/{number}/pay?choose=1")
        self.page.locator("dialog input[type=radio]").first.check()

    def pay_invoice(self, number: str) -> None:
        self.choose_card_for(number)
        self.page.locator("dialog [data-control=confirm_payment]").click()

    def give_card_for(self, number: str, card: str) -> None:
        """Open the panel of an invoice and give a test card."""
        self.go(f"billing/invoices/{number}/pay?choose=1")
        self.press("add_card")
        self.at_bank(card)

    def said(self) -> tuple[str, str, str]:
        """What happened, whether money moved, what to do."""
        what = self.page.locator(".notice-title, .lone h1[data-focus]")
        parts = (what, *(self.page.locator(f"[data-says={p}]") for p in ("money", "advice")))
        texts = (" ".join((part.text_content() or "").split(" ")).strip() for part in parts)
        happened, money, advice = texts
        return happened, money, advice

    def focused(self) -> str:
        """The text that has the focus, if it is what a screen reader is to read first."""
        self.page.wait_for_function("() => document.activeElement !== document.body")
        return str(self.page.evaluate(FOCUSED))

    def language(self) -> str:
        return self.page.locator("html").get_attribute("lang") or ""
