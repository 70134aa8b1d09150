"""Error pages: what happened, whether money moved, what to do."""

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException, InternalServerError

from widget.languages import gettext as _


def _texts(code: int) -> tuple[str, str]:
    known = {
        400: (
            _("This form could not be read"),
            _("Nothing was charged. Go back, load the page again, then try again."),
        ),
        403: (
            _("This form was refused"),
            _(
                "Nothing was charged. The form comes from another site or has expired. Go back,"
                " load the page again, then try again."
            ),
        ),
        404: (_("This page does not exist"), _("Check the address, or start the practice again.")),
        405: (_("This page can’t be opened directly"), _("Start the practice again.")),
        410: (
            _("This practice account has expired, or never existed"),
            _("Practice accounts are kept for a few hours. Start again with a new one."),
        ),
        429: (
            _("Too many practice accounts were opened"),
            _("Wait a minute, then try again."),
        ),
    }
    fallback = (
        _("Something went wrong here"),
        _(
            "Load the page again in a minute. If you were paying, your card may have been charged:"
            " check the status of the invoice before you try again."
        ),
    )
    return known.get(code, fallback)


def _show(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    title, advice = _texts(code)
    return render_template("error.html", title=title, advice=advice), code


def init_app(app: Flask) -> None:
    """Show errors in the reader's language."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int] | HTTPException:
        # A redirect of the router is an exception too, and not an error.
        return _show(error) if (error.code or 500) >= 400 else error

    @app.errorhandler(Exception)
    def failed(error: Exception) -> tuple[str, int]:
        app.logger.exception("request failed")
        return _show(InternalServerError())
