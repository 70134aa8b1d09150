"""What is in a live widget's books, and who is in."""

from sqlalchemy import select


def rows(live, table):
    with live.extensions["widget"].database.read() as session:
        return session.scalars(select(table).order_by(*table.__table__.primary_key)).all()


def is_in(visitor, account: str = "Aurora") -> bool:
    page = visitor.get("/en/billing/invoices/")
    return page.status_code == 200 and f"{account}-1" in page.text
