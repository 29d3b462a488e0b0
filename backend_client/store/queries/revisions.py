"""How often people have changed what stands in a table, and who did so last."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from backend_client.records.people import Person
from backend_client.records.register import Revision
from backend_client.store.rows import Row, table_of

REVISION = table_of(Revision)
PERSON = table_of(Person)
CHANGED = (
    select(REVISION, PERSON.c.name.label("person_name"))
    .select_from(REVISION.outerjoin(PERSON, PERSON.c.no == REVISION.c.changed_by))
    .where(
        REVISION.c.table_name == bindparam("table"),
        REVISION.c.row_key.in_(bindparam("keys", expanding=True)),
    )
)


def changed(connection: Connection, table: str, keys: Iterable[str]) -> dict[str, Row]:
    """Read those of these rows that were changed, by key; one statement."""
    wanted = {"table": table, "keys": sorted(set(keys))}
    return {row["row_key"]: dict(row) for row in connection.execute(CHANGED, wanted).mappings()}
