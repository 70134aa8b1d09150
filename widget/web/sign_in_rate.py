"""How many may sign in from an address: counted for all processes together."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address, ip_network
from typing import Any

from limits import RateLimitItem, parse
from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from widget.storage.database import Database
from widget.storage.models import SignInCount

#: Of an IPv6 address a household has all that share its first half (RFC 6177).
_PREFIXES = {4: 32, 6: 64}
#: What stands for IPv4 in IPv6 (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
#: Some proxies tell the port as well.
_PORT = re.compile(r"^(\[[^\]]*\]|[\d.]+):\d+$")


class SignInRate:
    """A rate (`60/minute`, as the `limits` library writes it) in windows of a fixed length."""

    def __init__(self, rate: str):
        limit: RateLimitItem = parse(rate)
        self._most = limit.amount
        self._seconds = limit.get_expiry()

    def admit(self, database: Database, client: str, now: datetime) -> bool:
        """Count a sign-in from a client's address; False when it has had too many."""
        began = datetime.fromtimestamp(now.timestamp() // self._seconds * self._seconds, UTC)
        with database.write() as session:
            session.execute(delete(SignInCount).where(SignInCount.began_at < began))
            is_sqlite = session.get_bind().dialect.name == "sqlite"
            insert: Any = sqlite.insert if is_sqlite else postgresql.insert
            counted = insert(SignInCount).values(client=_name(client), began_at=began, count=1)
            counted = counted.on_conflict_do_update(
                index_elements=["client", "began_at"], set_={"count": SignInCount.count + 1}
            )
            count: int = session.scalar(counted.returning(SignInCount.count))
        return count <= self._most


def _name(client: str) -> str:
    """Whom an address stands for; what is kept for a window doesn't spell it out."""
    try:
        address = ip_address(_PORT.sub(r"\1", client).strip("[]"))
    except ValueError:
        return sha256(client.encode()).hexdigest()
    if address.version == 6:  # one of the old addresses, as a socket for both has it, or NAT64
        is_translated = address in _TRANSLATED
        old = IPv4Address(int(address) & 0xFFFFFFFF) if is_translated else address.ipv4_mapped
        address = old or address
    network = ip_network(f"{address}/{_PREFIXES[address.version]}", strict=False)
    return sha256(str(network).encode()).hexdigest()
