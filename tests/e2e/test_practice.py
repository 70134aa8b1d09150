"""Practice goes on where it was left, and nobody is led into another's account."""

from tests.support.guided import FRAME, control, to_the_invoices, wait_for_step, wait_for_ticks


def wait_until_kept(screen, text: str = "/practice/") -> None:
    """Wait until the screen has noted where practice stands: its script comes after its text."""
    wanted = screen.url.split("/practice/")[1] if text == "/practice/" else text
    script = """(wanted) => [localStorage, sessionStorage].some((store) =>
      Object.values(store).some((value) => value.includes(wanted)))"""
    screen.wait_for_function(script, arg=wanted)


def test_practice_goes_on_after_a_reload_and_in_another_language(opened, address):
    page, frame = opened()
    to_the_invoices(page, frame)
    control(frame, "pay_now").click()
    control(frame, "choose_method").wait_for()
    wait_for_step(page, "5")
    wait_until_kept(page.frames[1], "/pay")
    page.reload()
    page.locator(FRAME).scroll_into_view_if_needed()
    frame.locator("dialog [data-control=choose_method]").wait_for()
    wait_for_ticks(page, "1", "2", "3", "4")
    page.goto(address("fr"))
    page.locator(FRAME).scroll_into_view_if_needed()
    frame.get_by_role("button", name="Sélectionner un moyen de paiement").wait_for()
    wait_for_ticks(page, "1", "2", "3", "4")
    frame.locator("[data-control=choose_method]").click()
    frame.get_by_role("radio").first.check()
    frame.locator("dialog [data-control=confirm_payment]").click()
    control(frame, "payment_accepted").wait_for()


def test_another_page_of_the_same_practice_signs_in_to_the_same_account(opened, address):
    page, frame = opened(name="see-your-billing-items")
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    wait_until_kept(page.frames[1])
    token = page.frames[1].url.split("/practice/")[1].split("/")[0]
    page.goto(address("fr", "how-to/get-help-with-a-payment"))
    page.locator(FRAME).scroll_into_view_if_needed()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    assert f"/fr/practice/{token}/" in page.frames[1].url


def test_starting_over_opens_another_account(opened):
    page, frame = opened()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    account = page.frames[1].url
    again = page.get_by_role("button", name="Start over")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    again.click()
    assert asked == ["Start over with a new practice account?"]
    assert page.frames[1].url == account
    wait_for_ticks(page, "1")
    page.once("dialog", lambda dialog: dialog.accept())
    again.click()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    assert page.frames[1].url != account


def test_an_account_that_has_expired_begins_anew(opened):
    page, frame = opened()
    control(frame, "sign_in").click()
    control(frame, "search").wait_for()
    wait_until_kept(page.frames[1])
    page.frames[1].evaluate(
        """() => { for (const store of [localStorage, sessionStorage])
          for (const [key, value] of Object.entries(store))
            store.setItem(key, value.replace(/^[\\w-]{16,}/, "gone-for-ever-gone")) }"""
    )
    page.reload()
    page.locator(FRAME).scroll_into_view_if_needed()
    control(frame, "sign_in").wait_for()
    wait_for_ticks(page)


def test_a_link_to_somebody_s_account_is_not_signed_in_to_later(context, stack):
    practice = f"{stack.public['widget']}/en/practice/?role=owner"
    page = context.new_page()
    page.goto(practice)
    page.locator("[data-control=sign_in]").click()
    page.locator("[data-control=search]").wait_for()
    foreign = page.url
    wait_until_kept(page)
    page.evaluate("() => localStorage.clear()")
    page.goto("about:blank")  # as from a mail: no referrer
    page.goto(foreign)
    page.goto(practice)
    page.locator("[data-control=sign_in]").click()
    page.locator("[data-control=search]").wait_for()
    own = page.url
    assert own != foreign
    wait_until_kept(page)
    page.goto(practice)
    page.locator("[data-control=sign_in]").click()
    page.locator("[data-control=search]").wait_for()
    assert page.url == own
