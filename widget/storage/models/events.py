"""Events that the gateway told us of."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from widget.storage.models.base import Base


class GatewayEvent(Base):
    """An event that was dealt with, by the gateway's own id: told again, it is known."""

    __tablename__ = "gateway_event"
    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    received_at: Mapped[datetime]
