"""The way to a page of the gateway's, and back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GatewayPage:
    """A page of the gateway's, for an attempt or for a setup intent of the account.

    `url` is where it stands; `back` the path of ours at which its customer is told what came of it.
    """

    url: str
    back: str
    attempt_id: int | None = None
    intent_id: int | None = None


class SameWindow:
    """Customers go to the gateway's pages in the window, or frame, that they are in."""

    def way_back(self, path: str) -> str:
        """Return the path that the gateway's page sends its customer to."""
        return path

    def way_to(self, page: GatewayPage) -> str:
        """Return the address that leads to a page of the gateway's."""
        return page.url
