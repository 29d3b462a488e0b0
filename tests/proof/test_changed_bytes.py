"""Whatever single byte of a ledger is changed behind the product's back, `kiosk verify` finds it and says where.

A plant with rows in every ledger; then, past the triggers, columns of its rows get a byte more or less, another bit, the
same bytes of another kind, or what the column can't hold. Changes that are told apart by what is found are verified
together, all others one by one; each is taken back before the next ones.
"""

import random

import pytest

from tests.casebook.databases import Plants
from tests.proof.changed_bytes import Cell, batches, cells, changed_and_found, mill
from tests.proof.conftest import Proof
from tests.store.ledgers import without_triggers

SHARDS = 2
TOGETHER = 100


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_changed_byte_is_found(shard: int, each_plants: Plants, proof: Proof) -> None:
    """Item, application, capacity, value, general ledger, warehouse entries, registers, audit trail, head: none unseen."""
    rows = proof.count(30, full=500)
    made = mill(each_plants, rows // 15)
    database = made.database
    if database.is_sqlite:
        without_triggers(database)
    chance = random.Random(shard)
    with database.read() as connection:
        found = cells(connection, rows, chance)
    wanted = [cell for row in found for cell in (row if rows > 30 else [chance.choice(row)])]
    unseen: list[Cell] = []
    for batch in batches(wanted, TOGETHER):
        unseen += changed_and_found(database, batch, chance)
    assert not unseen, [(cell.table.name, cell.key, cell.column) for cell in unseen]
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    proof.row(f"bytes changed, {rows} rows, {kind}, part {shard + 1}", len(wanted), "every one found")
