"""The screen *Messages*."""

from flask import Blueprint, render_template

from widget.notifications.contents import contents, letters_of
from widget.notifications.letters import write
from widget.web.services import current, own_rows

bp = Blueprint("mailbox", __name__, url_prefix="/messages")

MOST = 50


@bp.get("/")
def letters() -> str:
    """The latest letters to the account's contacts, each in its reader's language."""
    here = current()
    with own_rows() as session:
        found = contents(session, letters_of(here.account.id, MOST))
    return render_template("messages.html", current=here, letters=[write(about) for about in found])
