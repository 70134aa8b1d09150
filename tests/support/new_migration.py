"""`make migration NAME=what_it_does`: write what the models have and the tables don't."""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory

from widget.storage import schema
from widget.storage.database import Database


def write(name: str, folder: Path) -> Path:
    """Write a migration into a folder of versions; return its path. Raises ValueError."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"{name!r}: name it in small letters, such as an_index_on_cases")
    config = schema._config()
    config.set_main_option("version_locations", str(folder))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    latest = ScriptDirectory.from_config(config).get_current_head() or "0000"
    with tempfile.TemporaryDirectory() as scratch:
        database = Database(f"sqlite:///{scratch}/migration.sqlite3")
        schema.upgrade(database)
        with database.changing_tables() as connection:
            config.attributes["connection"] = connection
            found = command.revision(
                config,
                message=name.replace("_", " ").capitalize(),
                autogenerate=True,
                rev_id=f"{int(latest) + 1:04}",
            )
        database.close()
    assert isinstance(found, Script)
    path = Path(found.path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    if "op." not in path.read_text(encoding="utf-8").partition("def upgrade")[2]:
        print("Nothing differs from the models: is a new one named in models/__init__.py?")
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        raise SystemExit("Say what it does: make migration NAME=an_index_on_cases")
    try:
        written = write(sys.argv[1], schema.FOLDER / "versions")
    except ValueError as error:
        raise SystemExit(str(error)) from error
    print(f"Look at {written.name} in widget/storage/migrations/versions, then run make format.")
