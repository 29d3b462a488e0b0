"""A database made by the migrations is the one that the records declare, on SQLite and on PostgreSQL."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from backend_client.store.schema import METADATA, REVISION
from tests.casebook.databases import Plants


def shape(connection: Connection) -> dict[str, Any]:
    """Answer each table's columns (type, nullable), primary key and indexes, as the database has them."""
    seen = inspect(connection)
    return {
        table: (
            {column["name"]: (str(column["type"]), column["nullable"]) for column in seen.get_columns(table)},
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted((index["name"], tuple(index["column_names"])) for index in seen.get_indexes(table)),
            sorted(tuple(unique["column_names"]) for unique in seen.get_unique_constraints(table)),
        )
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def test_a_migrated_database_equals_a_fresh_one(each_plants: Plants) -> None:
    """Made by the migrations, and made at once from the records: same tables, columns, types, keys and indexes."""
    database = each_plants.database()
    with database.read() as connection:
        migrated = shape(connection)
    with database.write() as connection:
        for table in (*migrated, "alembic_version"):
            cascade = "" if database.is_sqlite else " CASCADE"
            connection.exec_driver_sql(f"DROP TABLE {table}{cascade}")
        METADATA.create_all(connection)
    with database.read() as connection:
        fresh = shape(connection)
    assert sorted(migrated) == sorted(METADATA.tables)
    assert migrated == fresh


def test_no_migration_is_missing(each_plants: Plants) -> None:
    """Alembic finds no difference between the newest migration and the records."""
    database = each_plants.database()
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION
