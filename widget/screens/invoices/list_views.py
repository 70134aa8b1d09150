"""The list of invoices."""

from widget.screens.invoices.screen import bp, invoice_of, show
from widget.storage.models import Method
from widget.web import payment_notices
from widget.web.guards import Answer
from widget.web.own_attempts import asked_attempt
from widget.web.services import own_rows


@bp.get("/")
def listing() -> Answer:
    """The invoices, with what became of a payment (`attempt`) above them."""
    attempt = asked_attempt()
    if attempt is None or attempt.invoice_id is None:
        return show()
    with own_rows() as session:
        method = session.get(Method, attempt.method_id) if attempt.method_id else None
    return show(payment_notices.of_attempt(attempt, invoice_of(attempt), method))
