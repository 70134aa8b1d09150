"""Error pages: what happened, whether money moved, what to do."""

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from widget.core.languages import gettext as _
from widget.web.languages import guess_locale
from widget.web.notices import Notice, nothing_charged


def _notice(code: int) -> Notice:
    nothing = nothing_charged()
    again = _("Go back, load the page again, then try again.")
    known = {
        400: (_("This form could not be read"), nothing, again),
        401: (
            _("You are signed out"),
            nothing,
            _("Sign in again, then try again: what you sent was not processed."),
        ),
        403: (
            _("This form was refused: it comes from another site, or has expired"),
            nothing,
            again,
        ),
        404: (
            _("This page does not exist"),
            nothing,
            _("Check the address, or start again."),
        ),
        405: (_("This page can’t be opened directly"), nothing, _("Go back, or start again.")),
        410: (
            _("This practice account has expired, or never existed"),
            _("No money moves in practice: nothing was charged."),
            _("Practice accounts are kept for a few hours. Start again with a new one."),
        ),
        413: (
            _("This form holds more than can be taken"),
            nothing,
            _("Go back, enter less text, then try again."),
        ),
        429: (
            _("Too many practice accounts were opened"),
            nothing,
            _("Wait a minute, then try again."),
        ),
    }
    fallback = (
        _("Something went wrong here"),
        _("If you were paying, your card may have been charged."),
        _("Load the page again in a minute, and check your payments before you try again."),
    )
    # Where an account is open, the way to a support case is, too.
    return Notice("error", *known.get(code, fallback), case="current" in g and code != 404)


def _show(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    guess_locale(request.path)
    return render_template("error.html", notice=_notice(code), code=code), code


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
