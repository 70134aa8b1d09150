"""What the widget's own books say."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from widget.billing import ledger
from widget.storage.models import Account, Base


def balance(widget: Flask) -> int:
    """The balance of the only account, in minor units."""
    with widget.extensions["widget"].database.read() as session:
        return ledger.balance(session, session.scalars(select(Account)).one()).minor


def rows(widget: Flask, table: type[Base]) -> list[Any]:
    """Every row of a table, the first first."""
    with widget.extensions["widget"].database.read() as session:
        return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))
