"""What a live deployment needs outside of it: whether each gives an answer."""

from collections.abc import Iterator
from datetime import datetime

from widget.core.gateway import Gateway, GatewayUnavailableError
from widget.core.settings import Settings
from widget.live.providers import ProviderError, providers_of
from widget.notifications.sending import reach


def unanswered(settings: Settings, gateway: Gateway, now: datetime) -> Iterator[str]:
    """Yield what gives no answer, or refuses us, each with where to look."""
    try:
        list(gateway.events_of_reversals(now))
    except GatewayUnavailableError as error:
        yield f"{error}: look at ACQUIT_STRIPE_KEY, what it may do, and ACQUIT_STRIPE_ADDRESS."
    for provider in providers_of(settings.providers, settings.origin):
        try:
            provider.metadata()
        except ProviderError as error:
            yield f"Nobody can sign in with {provider.settings.name} ({error})."
    if settings.mail is not None:
        try:
            reach(settings.mail)
        except OSError as error:
            server = f"{settings.mail.host}:{settings.mail.port}"
            yield f"The mail server {server} can’t be used: {type(error).__name__}."
