"""Two databases of one plant, row against row: which tables, rows and columns differ.

Both are read in the order of their keys, so nothing is kept in memory, whatever the size:

    here  O1, O2, O4       there  O1, O3, O4      O2 is only here, O3 only there, O4 is compared column by column
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy import Column, Connection, Row, String, Table, select

from backend_client.records.columns import Word
from backend_client.records.register import Register
from backend_client.store.chain import AUDIT
from backend_client.store.rows import table_of
from backend_client.store.schema import METADATA
from backend_client.store.verifying.finding import Finding, FindingCode, text_of

REGISTER = table_of(Register)
ROWS_AT_ONCE = 1000
LEFT_OUT: dict[str, frozenset[str]] = {
    "sign_on_attempts": frozenset({"*"}),
    "audit_entries": frozenset({"*"}),  # compared by what they tell, see `_untold`
    "heard_terminals": frozenset({"*"}),
    "people": frozenset({"pin_hash", "name"}),
    "sign_on_sessions": frozenset({"last_used_at"}),
    "terminal_invitations": frozenset({"wrong_codes"}),
    "ledger_head": frozenset({"audit_entry_no", "audit_hash", "setup_revision"}),
}
"""What does not come from registers, by table; `*` is all of it."""
TOLD = ("at", "person_no", "terminal_id", "register_no", "event", "table_name", "row_key", "before", "after")
"""What an entry of the audit trail tells, beside its place in it."""


def differences(here: Connection, there: Connection) -> Iterator[Finding]:
    """Answer each row that is in one only, and each column that differs."""
    for table in METADATA.sorted_tables:
        left_out = LEFT_OUT.get(table.name, frozenset())
        if "*" not in left_out:
            yield from _rows(here, there, table, left_out)
    yield from _untold(here, there)


def same_registers(here: Connection, there: Connection, after: int, last: int) -> Iterator[Finding]:
    """Answer the first register behind one, up to the last, that is another: its hash holds its entries and those before it."""
    hashes = select(REGISTER.c.no, REGISTER.c.hash).where(REGISTER.c.no > after, REGISTER.c.no <= last)
    ordered = hashes.order_by(REGISTER.c.no).execution_options(yield_per=ROWS_AT_ONCE)
    with here.execute(ordered) as ours, there.execute(ordered) as theirs:
        for own, other in zip_longest(ours, theirs):
            if own is None or other is None or tuple(own) != tuple(other):
                hash_here, hash_there = (row.hash if row is not None else "" for row in (own, other))
                yield _difference(REGISTER, str((own or other).no), "hash", hash_here, hash_there)
                return


def _rows(here: Connection, there: Connection, table: Table, left_out: frozenset[str]) -> Iterator[Finding]:
    key = [column.name for column in table.primary_key.columns]
    ours, theirs = _ordered(here, table), _ordered(there, table)
    own, other = next(ours, None), next(theirs, None)
    while own is not None or other is not None:
        own_key, other_key = _key_of(own, key), _key_of(other, key)
        if other_key is None or (own_key is not None and own_key < other_key):
            yield _difference(table, _shown(own_key), "", "here only", "")
            own = next(ours, None)
        elif own_key is None or other_key < own_key:
            yield _difference(table, _shown(other_key), "", "", "replayed only")
            other = next(theirs, None)
        else:
            assert own is not None
            assert other is not None
            for name, mine, other_one in zip(own._fields, own, other, strict=True):
                if mine != other_one and name not in left_out:
                    yield _difference(table, _shown(own_key), name, mine, other_one)
            own, other = next(ours, None), next(theirs, None)


def _ordered(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    order = [_by_bytes(column, connection.dialect.name) for column in table.primary_key.columns]
    statement = select(table).order_by(*order)
    return iter(connection.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE}))


def _by_bytes(column: Column[Any], dialect: str) -> Any:
    """Order texts as SQLite and Python do, whatever language a database sorts by."""
    return (
        column.collate("C") if dialect == "postgresql" and isinstance(column.type, String | Word) else column
    )


def _key_of(row: Row[Any] | None, key: list[str]) -> tuple[Any, ...] | None:
    return None if row is None else tuple(getattr(row, name) for name in key)


def _untold(here: Connection, there: Connection) -> Iterator[Finding]:
    """What requests told the audit trail stands in it here, too, in the same order; beside it stands what needs no register."""
    columns = select(AUDIT.c.id, *(AUDIT.c[name] for name in TOLD)).order_by(AUDIT.c.id)
    columns = columns.execution_options(yield_per=ROWS_AT_ONCE)
    with here.execute(columns) as ours, there.execute(columns) as theirs:
        for row in theirs:
            if not any(tuple(own[1:]) == tuple(row[1:]) for own in ours):
                yield _difference(AUDIT, str(row.id), "", "", "replayed only")
                return


def _difference(table: Table, key: str, column: str, here: object, there: object) -> Finding:
    facts = {"table": table.name, "key": key}
    if column:
        facts["column"] = column
    return Finding(FindingCode.REPLAY_DIFFERS, facts | {"here": text_of(here), "replayed": text_of(there)})


def _shown(key: tuple[Any, ...] | None) -> str:
    return ", ".join(text_of(each) for each in key or ())
