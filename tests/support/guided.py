"""A help page that is followed by its guide, and the frame in it."""

from playwright.sync_api import FrameLocator, Locator, Page

FRAME = "iframe[data-acquit-frame]"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def ticked(page: Page) -> list[str]:
    script = "(es) => es.map((e) => e.dataset.step)"
    found: list[str] = page.locator("[data-step][data-done]").evaluate_all(script)
    return found


def wait_for_ticks(page: Page, *numbers: str) -> None:
    script = """(wanted) => JSON.stringify([...document.querySelectorAll("[data-step][data-done]")]
      .map((e) => e.dataset.step)) === JSON.stringify(wanted)"""
    page.wait_for_function(script, arg=list(numbers))


def wait_for_step(page: Page, number: str) -> None:
    page.locator(f"[data-step='{number}'][aria-current=step]").wait_for(state="attached")


def control(frame: FrameLocator, name: str) -> Locator:
    return frame.locator(f"[data-control={name}]").first


def to_the_invoices(page: Page, frame: FrameLocator) -> None:
    """Steps 1 to 3 of an immediate payment."""
    control(frame, "sign_in").click()
    wait_for_step(page, "2")
    query = page.locator("[data-value-of=search]").first.text_content()
    control(frame, "search").fill(query or "")
    control(frame, "search").press("Enter")
    control(frame, "cost_management_billing").click()
    wait_for_step(page, "3")
    control(frame, "invoices").click()
    wait_for_step(page, "4")
