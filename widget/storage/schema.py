"""The tables of a database: made, and brought up to date, by migrations."""

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from click import ClickException
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError

from widget.storage.database import Database

FOLDER = Path(__file__).parent / "migrations"
#: The version of tables that were made before there were migrations.
FIRST = "0001"
#: Names the lock that lets one process migrate at a time on PostgreSQL.
_LOCK = 0x41637175


class OutdatedSchemaError(ClickException):
    """The tables aren't those that this version needs."""

    def __init__(self, found: str | None, wanted: str | None):
        super().__init__(
            f"The database has version {found or 'none'} of the tables; {wanted} is needed."
            " Stop what uses it, then run: python -m widget.storage.schema"
        )


def upgrade(database: Database) -> None:
    """Bring the tables up to date, all or nothing; several processes may try at once.

    Raises ValueError for rows that the tables of this version can't hold.
    """
    config = _config()
    with database.changing_tables() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        if _version(connection) is None and inspect(connection).has_table("account"):
            command.stamp(config, FIRST)
        command.upgrade(config, "head")


def check(database: Database) -> None:
    """Raise OutdatedSchemaError unless the tables are up to date."""
    with database.engine.connect() as connection:
        found = _version(connection)
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    if found != wanted:
        raise OutdatedSchemaError(found, wanted)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def main() -> None:
    """Bring the tables of the database named in the environment up to date."""
    url = os.environ.get("ACQUIT_DATABASE")
    if not url:
        raise SystemExit("Set ACQUIT_DATABASE to the database's address.")
    database = Database(url)
    try:
        upgrade(database)
        check(database)
    except OperationalError as error:
        said = str(error.orig).strip().splitlines()[-1]
        raise SystemExit(f"The database doesn’t let us in: {said}. See ACQUIT_DATABASE.") from error
    finally:
        database.close()
    print("The tables are up to date.")


if __name__ == "__main__":
    main()
