"""Entry numbers: as many rows as the last number says, in every ledger; and the triggers that keep it so.

Entries 1, 2, 3 and a head that says 3: in order. Two rows and a head that says 3: one was taken away.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, func, inspect, select, text

from backend_client.store.chain import AUDIT
from backend_client.store.migrations import triggers_0001
from backend_client.store.rows import table_of
from backend_client.store.verifying.chain import HEAD, LEDGERS, REGISTERS
from backend_client.store.verifying.finding import Finding, FindingCode

NUMBERED = {
    "register_no": REGISTERS.c.no,
    "audit_entry_no": AUDIT.c.id,
    **{f"{name}_entry_no": table_of(record).c.entry_no for name, record in LEDGERS},
}
"""The column of the head that is the last number of a table, and the column that is numbered."""

TRIGGER_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def number_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each table that has another count or another last number than the head says."""
    head = connection.execute(select(HEAD)).first()
    if head is None:
        yield Finding(FindingCode.HEAD_DIFFERS, {"column": "id"})
        return
    for name, column in NUMBERED.items():
        rows, last = connection.execute(
            select(func.count(), func.max(column)).select_from(column.table)
        ).one()
        kept = head._asdict()[name]
        if not rows == (last or 0) == kept:
            facts = {"table": column.table.name, "head": str(kept), "last": str(last or 0), "rows": str(rows)}
            yield Finding(FindingCode.NUMBERS_DIFFER, facts)


def trigger_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each trigger of the schema that is not there, or switched off."""
    dialect = connection.dialect.name
    there = set(connection.execute(text(TRIGGER_NAMES[dialect])).scalars())
    inspector = inspect(connection)
    columns = {
        table: tuple(column["name"] for column in inspector.get_columns(table))
        for table in triggers_0001.MUTABLE_COLUMNS
    }
    for statement in triggers_0001.statements(dialect, columns):
        words = statement.split()
        if words[:2] == ["CREATE", "TRIGGER"] and words[2] not in there:
            yield Finding(FindingCode.TRIGGER_MISSING, {"trigger": words[2]})


def file_findings(connection: Connection) -> Iterator[Finding]:
    """Answer what SQLite finds wrong with the pages and indexes of its file; PostgreSQL has tools of its own."""
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield Finding(FindingCode.FILE_DAMAGED, {"found": str(row[0])[:200]})
