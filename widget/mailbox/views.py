"""The screen *Messages*."""

from flask import Blueprint, render_template
from sqlalchemy import select

from widget.mailbox.letters import write
from widget.models import Mail, Method
from widget.services import services, visit

bp = Blueprint("mailbox", __name__, url_prefix="/messages")

MOST = 50


@bp.get("/")
def letters() -> str:
    """The latest letters to the account's contacts, each in its contact's language."""
    here = visit()
    with services().database.read() as session:
        found = session.execute(
            select(Mail, Method)
            .join(Method, Method.id == Mail.method_id)
            .where(Mail.account_id == here.account.id)
            .order_by(Mail.id.desc())
            .limit(MOST)
        ).all()
    written = [write(mail, method, here.account.time_zone) for mail, method in found]
    return render_template("messages.html", visit=here, letters=written)
