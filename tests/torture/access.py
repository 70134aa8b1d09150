"""Access to any account, by its number, and none of them practice's."""

from datetime import datetime

from flask import Flask, abort, g
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import bindparam

from widget.storage.models import Account
from widget.web.gateway_pages import SameWindow
from widget.web.services import ACCOUNT_AND_PERSON, AccountContext, services

_FIRST = ACCOUNT_AND_PERSON.where(Account.id == bindparam("account")).limit(1)


class OpenAccess(SameWindow):
    """Opens any account to its first person."""

    prefix = "/as/<int:account_id>"
    is_practice = False
    note = "no_note.html"

    def init_app(self, app: Flask) -> None:
        loader = app.jinja_env.loader
        app.jinja_env.loader = ChoiceLoader([loader, DictLoader({self.note: ""})])
        app.url_value_preprocessor(_take)

        def put(endpoint: str, values: dict) -> None:
            for name, value in (("account_id", g.get("account_id")), ("locale", "en")):
                if name not in values and app.url_map.is_endpoint_expecting(endpoint, name):
                    values[name] = value

        app.url_defaults(put)

    def may_be_framed(self) -> bool:
        return False

    def moment(self, account_id: int) -> datetime:
        return services().clock()

    def open(self) -> AccountContext:
        shared = services()
        with shared.database.read() as session:
            asked = {"account": g.get("account_id")}
            found = session.execute(_FIRST, asked).first() or abort(404)
        return AccountContext(*found, shared.clock())


def _take(_endpoint, values) -> None:
    if values and "account_id" in values:
        g.account_id = values.pop("account_id")
