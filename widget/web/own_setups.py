"""The setup intents of this request's account: pages on which a card or wallet is given."""

from collections.abc import Callable

from flask import url_for

from widget.core.languages import tag
from widget.payments.methods.setup import SetupIntents, SetupRequest
from widget.storage.ownership import AccountSession
from widget.web.gateway_pages import GatewayPage
from widget.web.services import current, services


def setup_intents() -> SetupIntents:
    """What sets payment methods up, for this account."""
    shared = services()
    return SetupIntents(shared.database, shared.gateway, current().now)


def open_page(
    form_token: str, make_request: Callable[[AccountSession], SetupRequest], come_back: str
) -> str:
    """Return the way to the page on which a customer gives a card or wallet.

    From there they are led to the endpoint `come_back`. Raises GatewayUnavailableError, and
    TooManyError.
    """
    shared = services()

    def back(intent_id: int) -> str:
        return url_for(come_back, intent_id=intent_id)

    intent_id, url = setup_intents().open(
        current().account.id,
        form_token,
        make_request,
        lambda intent_id: shared.address_back(back(intent_id)),
        tag(),
    )
    if url is None:
        return back(intent_id)
    return shared.access.way_to(GatewayPage(url, back(intent_id), intent_id=intent_id))
