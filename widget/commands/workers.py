"""What runs beside the web server, and once a month."""

import logging
from collections import Counter
from collections.abc import Callable
from threading import Event

import click
from flask import Flask
from sqlalchemy import func, select

from widget.core.settings import MailServer, Settings
from widget.deployment.check import lacking
from widget.live.invitations import InvitationTokens
from widget.notifications.sending import LinkOf, send_due
from widget.payments import monthly
from widget.payments.reconciling import reconcile
from widget.storage.models import Account, Invitation, Mail
from widget.web.services import services

log = logging.getLogger(__name__)

every = click.option(
    "--every",
    type=click.IntRange(min=1),
    metavar="SECONDS",
    help="Go on until interrupted, with so many seconds between two rounds.",
)


def init_app(app: Flask, settings: Settings) -> None:
    """Add the commands; without a mail server `send-mail` says so."""

    @app.cli.command("reconcile")
    @every
    def run_reconcile(every: int | None) -> None:
        """Settle attempts that nobody came back to finish, and check new payment methods."""
        _repeat(_reconcile, every)

    @app.cli.command("send-mail")
    @every
    def run_send_mail(every: int | None) -> None:
        """Send the letters that wait in the outbox. Practice accounts' are never sent."""
        mail = settings.mail
        if mail is None:
            raise click.ClickException("No mail server is set: name one in ACQUIT_MAIL_SERVER.")
        tokens = InvitationTokens(settings.secret)
        _repeat(lambda: _send_mail(mail, lambda letter: _link(tokens, letter)), every)

    @app.cli.command("check")
    def check() -> None:
        """Say what this deployment lacks."""
        shared = services()
        found = list(lacking(settings, shared.database, shared.clock))
        if settings.providers:
            # What speaks to providers takes a seventh of a second to load: no other command does.
            from widget.commands.outside import unanswered

            found += unanswered(settings, shared.gateway, shared.clock())
        for line in found:
            click.echo(f"- {line}")
        click.echo(f"{len(found)} to look at." if found else "Nothing is lacking.")
        if found:
            raise SystemExit(1)

    app.cli.command("bill-month")(bill_month)


def _repeat(work: Callable[[], None], every: int | None) -> None:
    """Work once, or go on; then a round that fails (the database restarts, say) isn't the last."""
    if every is None:
        return work()
    while True:
        try:
            work()
        except Exception:
            log.exception("this round was given up")
        Event().wait(every)


def _reconcile() -> None:
    shared = services()
    done = reconcile(shared.database, shared.gateway, shared.clock)
    click.echo(
        f"attempts ended: {done.ended}, still waiting: {done.waiting};"
        f" payment methods looked at: {done.methods};"
        f" refunds gone on with: {done.refunds}; events that had not arrived: {done.events}"
    )
    if done.failed:
        click.echo(f"{done.failed} could not be dealt with: the log says why.", err=True)
    if done.is_down:
        click.echo("The gateway gives no answer: the rest waits for the next round.", err=True)


def _link(tokens: InvitationTokens, letter: Mail) -> str:
    """The address at which an invitation is accepted."""
    if letter.invitation_id is None:
        return ""
    shared, tag = services(), letter.locale.replace("_", "-")
    with shared.database.read() as session:
        token = tokens.token(session.get_one(Invitation, letter.invitation_id))
    return f"{shared.origin}/{tag}/invitations/{token}"


def _send_mail(server: MailServer, link_of: LinkOf) -> None:
    shared = services()
    done = send_due(shared.database, server, shared.clock, link_of)
    click.echo(f"letters sent: {done.sent}, to be tried again: {done.failed}")
    if done.given_up:
        message = (
            f"{done.given_up} letters can’t be delivered, and are cases now: the log names them."
        )
        click.echo(
            f"{message} Look at their addresses, and at what the mail server says.", err=True
        )


@click.argument("month", metavar="YYYY-MM")
def bill_month(month: str) -> None:
    """Close a month's usage into invoices, and charge the registered methods, once.

    It may be run again, also after it was interrupted: what was done isn't done twice.
    """
    try:
        wanted = monthly.Month.read(month)
    except ValueError as error:
        raise click.BadParameter(f"{month!r} is no month: write it as 2026-11.") from error
    shared = services()
    with shared.database.read() as session:
        count = select(func.count()).where(Account.is_practice.is_(False))
        total = session.scalar(count) or 0
    billed: Counter[monthly.Billed] = Counter()
    accounts = monthly.accounts(shared.database)
    with click.progressbar(accounts, length=total, label=f"Billing {month}") as bar:
        for account in bar:
            billed.update(_bill(account, wanted))
    for outcome in monthly.Billed:
        click.echo(f"{billed[outcome]:8}  {outcome}")
    if billed[monthly.Billed.UNDER_WAY] or billed[monthly.Billed.FAILED]:
        raise SystemExit(1)


def _bill(account: Account, month: monthly.Month) -> list[monthly.Billed]:
    """Bill an account; whatever goes wrong is logged, and must not hold up the others."""
    shared = services()
    billing = monthly.MonthlyBilling(shared.database, shared.gateway, shared.origin, shared.clock())
    try:
        return billing.bill(account, month)
    except Exception:
        log.exception("account %s could not be billed", account.id)
        return [monthly.Billed.FAILED]
