"""Whose rows a session reads: each row that comes back must say that it is its owner's.

A connection that answers another process's question returns rows that no condition of our own
statement has let through, so what comes back is looked at, and not what was asked for: the names of
its columns, and in each row the account.
"""

from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Engine, Executable, Result, Select, Table, event, select
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session

_EVERYBODYS = "everybodys"
#: Execution options of a statement that looks at everybody's rows, though a session has an owner.
EVERYBODYS = {_EVERYBODYS: True}


class ForeignRowError(Exception):
    """A row of another account came back: neither it nor its connection may be used."""


class OtherAnswerError(ForeignRowError):
    """What came back answers another statement."""


class UnownedStatementError(Exception):
    """A statement doesn't select whose rows it returns (`account_id`): nobody could check them."""


class AccountSession(Session):
    """A session for one account's rows, or (no owner) for everybody's, as workers need it.

    `owner` is the account's id. `is_practice` says whether it is practice's, where that is known:
    in a transaction that changes it.
    """

    is_practice: bool | None = None

    def __init__(self, *args: Any, owner: int | None = None, **options: Any):
        super().__init__(*args, **options)
        self.owner = owner

    def due(self, at: datetime) -> datetime | None:
        """Say when work for the account that is changed is due.

        In practice, which has a clock of its own, never. Raises ValueError outside a transaction of
        the account's (`account_transaction`).
        """
        if self.is_practice is None:
            raise ValueError("only in a transaction of an account's is known what is due")
        return None if self.is_practice else at


_Row = TypeVar("_Row", bound=DeclarativeBase)


def find_own(session: Session, table: type[_Row], row_id: int | None) -> _Row | None:
    """Return a row by its number from outside, if it is the session's owner's."""
    owner = cast(AccountSession, session).owner
    if row_id is None or owner is None:
        return None
    columns = cast(Table, table.__table__).c
    return session.scalar(select(table).where(columns.id == row_id, columns.account_id == owner))


def require_owner(found: int | None, owner: int) -> None:
    """Raise ForeignRowError unless a row is its owner's."""
    if found != owner:
        raise ForeignRowError(f"a row of account {found} came back to account {owner}")


def require_columns(found: list[str], wanted: list[str]) -> None:
    """Raise OtherAnswerError unless an answer has the columns of its statement, in their order."""
    if found != wanted:
        raise OtherAnswerError(f"columns {found} came back where {wanted} were asked for")


def look_at_columns(engine: Engine) -> None:
    """Look at the columns of each answer.

    SQLAlchemy takes one with as many columns by their order and any other by their names, so a
    number may stand where the account should. Sums and counts have names of their own (`label`).
    """

    @event.listens_for(engine, "after_cursor_execute")
    def executed(_: Any, cursor: Any, __: str, ___: Any, context: Any, ____: bool) -> None:
        compiled = context.compiled
        if compiled is not None and compiled._result_columns:
            found = [column[0] for column in cursor.description or ()]
            require_columns(found, [column.keyname for column in compiled._result_columns])


@event.listens_for(AccountSession, "loaded_as_persistent")
def check_object(session: AccountSession, row: DeclarativeBase) -> None:
    """Look at each object as it is loaded."""
    if session.owner is not None:
        name = "id" if row.__tablename__ == "account" else "account_id"
        require_owner(getattr(row, name), session.owner)


@event.listens_for(AccountSession, "do_orm_execute")
def check_columns(state: ORMExecuteState) -> Result[Any] | None:
    """Look at each row of columns and sums: objects are looked at when they are loaded."""
    owner = cast(AccountSession, state.session).owner
    if owner is None or not state.is_select or state.is_column_load:
        return None
    if state.execution_options.get(_EVERYBODYS):
        return None
    place = _owner_column(state.statement)
    if place is None:
        return None
    frozen = state.invoke_statement().freeze()
    for row in frozen().all():
        require_owner(row[place], owner)
    return frozen()


def _owner_column(statement: Executable) -> int | None:
    """Where in a row its owner stands; None where objects are loaded."""
    assert isinstance(statement, Select)  # noqa: S101 - nothing else is executed for its rows
    described = statement.column_descriptions
    if any(column.get("entity") is column["expr"] for column in described):
        return None
    for place, column in enumerate(described):
        expression = column["expr"]
        table = getattr(getattr(expression, "table", None), "name", "")
        if (table == "account" and column["name"] == "id") or column["name"] == "account_id":
            return place
    raise UnownedStatementError(str(statement))
