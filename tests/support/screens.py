"""The widget's screens, for what looks at each of them."""

from playwright.sync_api import Page

from acquit.site.serving import Stack

#: Their addresses below an account's.
SCREENS = (
    "",
    "search?q=fact",
    "billing",
    "billing/usage",
    "billing/invoices/",
    "billing/invoices/AUR-2073",
    "billing/invoices/AUR-2073/pay?choose=1",
    "billing/payments/",
    "billing/payments/review?amount=x",
    "billing/payments/method/",
    "billing/payments/method/new",
    "messages/",
    "support/",
    "support/new",
)


def sign_in(page: Page, stack: Stack, tag: str) -> str:
    """Sign in as an owner, in a language; return the account's address."""
    page.goto(f"{stack.public['widget']}/{tag}/practice/?role=owner")
    page.get_by_role("button").click()
    page.get_by_role("searchbox").wait_for()
    return page.url
