"""Events that the gateway told us of."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from widget.storage.models.base import Base


class GatewayEvent(Base):
    """An event that was dealt with, by the gateway's own id: told again, it is known.

    One that was never told, and that the reconciler has found, `is_found`.
    """

    __tablename__ = "gateway_event"
    __table_args__ = (Index("gateway_event_newest", "received_at"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    received_at: Mapped[datetime]
    is_found: Mapped[bool] = mapped_column(default=False, server_default=false())
