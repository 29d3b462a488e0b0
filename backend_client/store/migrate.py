"""Bring a database to the schema that this code expects.

Alembic is loaded only when something has to be done: a database that stands at the newest revision is recognised
by one query. The whole migration is one transaction on both databases.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from backend_client.store.database import Database
from backend_client.store.schema import REVISION
from backend_client.store.trouble import DatabaseUnsafe, Problem, told_as_trouble

FOLDER = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Answer the revision a database stands at; None for an empty one."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def migrate(database: Database) -> bool:
    """Migrate to the newest revision; answers whether anything was done.

    Raises DatabaseUnsafe where the database is newer than this code, or holds another program's tables.
    """
    with told_as_trouble(), database.read() as connection:
        revision = revision_of(connection)
        if revision == REVISION:
            return False
        if revision is None and inspect(connection).get_table_names():
            raise DatabaseUnsafe("the database holds tables of another program", Problem.FOREIGN)
    from alembic import command  # noqa: PLC0415 -- heavy, and wanted only by a database that is not up to date
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with told_as_trouble(), database.write() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            found = f"the database is of another version: {error}"
            raise DatabaseUnsafe(found, Problem.NEWER) from error
    return True


def is_current(database: Database) -> bool:
    """Answer whether a database stands at the newest revision."""
    with database.read() as connection:
        return revision_of(connection) == REVISION
