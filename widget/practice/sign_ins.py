"""How many practice accounts an address may open: counted for all processes together."""

from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any

from limits import RateLimitItem, parse
from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from widget.database import Database
from widget.models import SignInCount

#: Of an IPv6 address a household has all that share its first half (RFC 6177).
_PREFIXES = {4: 32, 6: 64}


class SignIns:
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
        address = ip_address(client)
    except ValueError:
        return sha256(client.encode()).hexdigest()
    network = ip_network(f"{address}/{_PREFIXES[address.version]}", strict=False)
    return sha256(str(network).encode()).hexdigest()
