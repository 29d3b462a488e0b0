"""What the database itself keeps true: ledgers only grow, and numbers are exact, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.register import AuditEntry, Register
from backend_client.records.value_entry import ValueEntry
from backend_client.records.warehouse import WarehouseEntry
from backend_client.store.database import Database
from backend_client.store.rows import Row, new_row, table_of
from tests.casebook.databases import Plants

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 12, tzinfo=UTC)

# ledger -> one row of it, and the columns that may change after it was written
LEDGERS: dict[Any, tuple[Row, set[str]]] = {
    ItemLedgerEntry: (
        new_row(ItemLedgerEntry, entry_no=1, posting_date=DAY, valuation_date=DAY),
        {"remaining_quantity", "invoiced_quantity", "open", "completely_invoiced", "valuation_date"},
    ),
    CapacityLedgerEntry: (
        new_row(CapacityLedgerEntry, entry_no=1, posting_date=DAY),
        {"invoiced_quantity", "reversed", "reversed_by_entry_no"},
    ),
    ValueEntry: (
        new_row(ValueEntry, entry_no=1, posting_date=DAY, valuation_date=DAY),
        {"cost_posted_to_gl", "expected_cost_posted_to_gl"},
    ),
    GLEntry: (new_row(GLEntry, entry_no=1, posting_date=DAY), set()),
    WarehouseEntry: (new_row(WarehouseEntry, entry_no=1, posting_date=DAY), set()),
    ItemApplicationEntry: (new_row(ItemApplicationEntry, entry_no=1, posting_date=DAY), set()),
    Register: (
        new_row(
            Register,
            no=1,
            request_id="r1",
            recorded_at=MOMENT,
            decided_at=MOMENT,
            posted_at=MOMENT,
            posting_date=DAY,
        ),
        set(),
    ),
    AuditEntry: ({"id": 1, "at": MOMENT, "event": "changed"}, set()),
}


def with_row(plants: Plants, record: Any) -> Database:
    """Answer a fresh database with one row of a ledger."""
    database = plants.database()
    with database.write() as connection:
        connection.execute(insert(table_of(record)), LEDGERS[record][0])
    return database


@pytest.mark.parametrize("record", LEDGERS, ids=lambda record: record.__name__)
def test_a_ledger_row_is_never_changed(each_plants: Plants, record: Any) -> None:
    """Every column but the named ones refuses an update; the named ones take it."""
    database, table = with_row(each_plants, record), table_of(record)
    for column in table.columns:
        change = update(table).values({column.name: column})
        if column.name in LEDGERS[record][1]:
            with database.write() as connection:
                assert connection.execute(change).rowcount == 1
        else:
            with pytest.raises(DBAPIError, match="only ever added"), database.write() as connection:
                connection.execute(change)


@pytest.mark.parametrize("record", LEDGERS, ids=lambda record: record.__name__)
def test_a_ledger_row_is_never_taken_away(each_plants: Plants, record: Any) -> None:
    """DELETE is refused, and so is replacing a row by another of its number."""
    database, table = with_row(each_plants, record), table_of(record)
    with pytest.raises(DBAPIError, match="only ever added"), database.write() as connection:
        connection.execute(delete(table))
    again = insert(table).prefix_with("OR REPLACE", dialect="sqlite")
    with pytest.raises(DBAPIError), database.write() as connection:
        connection.execute(again, LEDGERS[record][0])
    with database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(table)) == 1


def test_one_register_for_one_request(each_plants: Plants) -> None:
    """The database itself refuses a second register with the same request id."""
    database = with_row(each_plants, Register)
    with pytest.raises(DBAPIError), database.write() as connection:
        connection.execute(insert(table_of(Register)), LEDGERS[Register][0] | {"no": 2})


QUANTITIES = st.decimals(min_value=-999999999, max_value=999999999, places=5)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(quantities=st.lists(QUANTITIES, min_size=1, max_size=5))
def test_quantities_and_their_sums_are_exact(each_plants: Plants, quantities: list[Decimal]) -> None:
    """What is written is read back digit by digit, and the database's own sum is the exact sum."""
    database, table = each_plants.database(), table_of(ItemLedgerEntry)
    with database.write() as connection:
        rows = [
            new_row(ItemLedgerEntry, entry_no=at, posting_date=DAY, valuation_date=DAY, quantity=quantity)
            for at, quantity in enumerate(quantities, start=1)
        ]
        connection.execute(insert(table), rows)
    with database.read() as connection:
        assert list(connection.scalars(select(table.c.quantity).order_by(table.c.entry_no))) == quantities
        assert connection.scalar(select(func.sum(table.c.quantity))) == sum(quantities)


def test_tenths_add_up(each_plants: Plants) -> None:
    """0.1 + 0.2 = 0.3, and cents stay cents among billions."""
    database, entries = each_plants.database(), table_of(ValueEntry)
    amounts = [Decimal("0.10"), Decimal("0.20"), Decimal("9999999999999.99"), Decimal("-9999999999999.98")]
    with database.write() as connection:
        connection.execute(
            insert(entries),
            [
                new_row(
                    ValueEntry, entry_no=at, posting_date=DAY, valuation_date=DAY, cost_amount_actual=amount
                )
                for at, amount in enumerate(amounts, start=1)
            ],
        )
    with database.read() as connection:
        assert connection.scalar(select(func.sum(entries.c.cost_amount_actual))) == Decimal("0.31")
        first_two = select(func.sum(entries.c.cost_amount_actual)).where(entries.c.entry_no <= 2)
        assert connection.scalar(first_two) == Decimal("0.30")


def test_a_number_finer_than_its_column_is_refused(each_plants: Plants) -> None:
    """Nothing is rounded on the way into the database: a sixth decimal is our own mistake."""
    database = each_plants.database()
    row = new_row(
        ItemLedgerEntry, entry_no=1, posting_date=DAY, valuation_date=DAY, quantity=Decimal("0.000001")
    )
    with pytest.raises(Exception, match="more than 5 decimals"), database.write() as connection:
        connection.execute(insert(table_of(ItemLedgerEntry)), row)
