"""Whatever single value of a ledger is changed behind the product's back, `kiosk verify` finds something.

A small plant with rows in every ledger; then, with the triggers gone, a random column of a random row gets a byte more
or less, another number, or what the column can't hold. Each change is undone before the next one.
"""

import random
from typing import Any

import pytest
from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from backend_client.records.register import AuditEntry, LedgerHead, Register
from backend_client.store.database import Database
from backend_client.store.rows import table_of
from backend_client.store.verifying import FindingCode, verify
from backend_client.store.verifying.chain import LEDGERS
from tests.casebook.databases import Plants
from tests.proof.conftest import Proof
from tests.store.ledgers import a_changed_setup, three_registers, without_triggers

SHARDS = 4
HEAD = table_of(LedgerHead)
TABLES = [*(table_of(record) for _, record in LEDGERS), *map(table_of, (Register, AuditEntry)), HEAD]


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_changed_value_is_found(shard: int, sqlite_plants: Plants, proof: Proof) -> None:
    """Item, application, capacity, value, general ledger, registers, audit trail, head: not one change unseen."""
    database = sqlite_plants.database()
    three_registers(database)
    a_changed_setup(database)
    without_triggers(database)
    assert not found(database)
    changes = proof.count(60, full=1_000) // SHARDS
    chance = random.Random(shard)
    made = 0
    while made < changes:
        table = chance.choice(TABLES)
        column = chance.choice([column.name for column in table.columns])
        with database.read() as connection:
            row, before = picked(connection, table, column, chance)
        after = changed(before, chance)
        try:
            put(database, table, column, row, after)
        except IntegrityError:  # a number that another row has, or a text for the number SQLite finds rows by
            continue
        made += 1
        assert found(database), f"{table.name}.{column}: {before!r} -> {after!r}"
        put(database, table, column, after if (table, column) == (HEAD, "id") else row, before)
    assert not found(database)
    proof.row(f"changed values, part {shard + 1}", made, "every one found")


def found(database: Database) -> set[FindingCode]:
    """Tell what verify finds, beside the triggers that are gone."""
    with database.read() as connection:
        return {each.code for each in verify(connection)} - {FindingCode.TRIGGER_MISSING}


def picked(connection: Connection, table: Table, column: str, chance: random.Random) -> tuple[int, Any]:
    """Answer the place of a random row and what stands in one of its columns, as it is stored."""
    rows = connection.exec_driver_sql(f"SELECT rowid, {column} FROM {table.name}").all()
    row, value = chance.choice(rows)
    return row, value


def put(database: Database, table: Table, column: str, row: int, value: Any) -> None:
    """Write a value past everything. The head's id is what SQLite finds its row by."""
    with database.write() as connection:
        statement = f"UPDATE {table.name} SET {column} = ? WHERE rowid = ?"
        assert connection.exec_driver_sql(statement, (value, row)).rowcount == 1


def changed(value: Any, chance: random.Random) -> Any:
    """Answer another value: a changed, added or lost byte, another number, a text for a number, a number for a text."""
    if isinstance(value, int):
        return chance.choice((value + 10**9 + 7, -value - 1, value + 10**7, "x", 0.5 + value))
    if value is None:
        return chance.choice(("x", 7))
    place = chance.randrange(len(value) + 1)
    other = chr(chance.choice([code for code in range(33, 127) if chr(code) not in value[place : place + 1]]))
    shorter = value[:place] + value[place + 1 :]
    return chance.choice(
        (value[:place] + other + value[place + 1 :], value + other, shorter + "~", b"\xff\x00", 7)
    )
