"""Master data: each row of the folder against the row of the database that has its key.

    not there            added
    there and equal      left
    there and different  updated, with an audit entry of the changed columns; or refused where postings hold on to it
    a line whose parent the folder holds, but not the line itself: taken away, with an audit entry

Columns that a file may leave out, and did, are left as they are in the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update

from backend_client.plant.faults import Faults
from backend_client.plant.format import TABLES
from backend_client.plant.format.columns import Table, Value
from backend_client.plant.progress import Progress
from backend_client.plant.report import PlantErrorCode, TableCount
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.plant.writing.posted_on import PostedOn
from backend_client.plant.writing.transaction import PlantTransaction, as_text, database_table, record_of
from backend_client.records.register import LedgerHead
from backend_client.rules.badges import badge_token_hash
from backend_client.store.rows import Row, new_row, table_of

POSTED_TABLES = frozenset({"opening_inventory", "production_orders"})
AFTER_STOCK = frozenset({"item_tracking_information"})
"""Tables that say what of the stock is blocked: opening stock may be."""
LINES_OF = {
    "production_bom_lines": ("production_boms", ("production_bom_no",)),
    "routing_lines": ("routings", ("routing_no",)),
    "routing_tools": ("routings", ("routing_no",)),
    "routing_personnel": ("routings", ("routing_no",)),
    "routing_quality_measures": ("routings", ("routing_no",)),
    "routing_comments": ("routings", ("routing_no",)),
    "standard_task_descriptions": ("standard_tasks", ("standard_task_code",)),
    "shop_calendar_working_days": ("shop_calendars", ("shop_calendar_code",)),
    "shop_calendar_holidays": ("shop_calendars", ("shop_calendar_code",)),
    "family_lines": ("families", ("family_no",)),
    "sales_order_lines": ("sales_orders", ("sales_order_no",)),
}
"""Tables whose rows are lines of a parent: the folder's lines are all the lines that the parent has."""

Key = tuple[Any, ...]


def write_master_data(
    transaction: PlantTransaction, plant: PlantRows, faults: Faults, progress: Progress
) -> list[TableCount]:
    """Write every table but opening stock, orders and what is said of stock; answers what became of the rows of each."""
    names = [table for table in TABLES if table.name not in POSTED_TABLES and table.name not in AFTER_STOCK]
    return _write_tables(transaction, names, plant, faults, progress)


def write_what_is_said_of_stock(
    transaction: PlantTransaction, plant: PlantRows, faults: Faults, progress: Progress
) -> list[TableCount]:
    """Write what is known of lots and serial numbers, once opening stock is there."""
    names = [table for table in TABLES if table.name in AFTER_STOCK]
    return _write_tables(transaction, names, plant, faults, progress)


def _write_tables(
    transaction: PlantTransaction,
    tables: Sequence[Table],
    plant: PlantRows,
    faults: Faults,
    progress: Progress,
) -> list[TableCount]:
    posted_on = PostedOn(transaction.connection)
    counts = []
    for table in tables:
        if table.name not in plant.tables:
            continue
        counts.append(_write_table(transaction, table, plant, posted_on, faults))
        progress(table.file, len(plant.of(table.name)), len(plant.of(table.name)))
    transaction.write_audit()
    if any(count.added or count.changed or count.removed for count in counts):
        head = table_of(LedgerHead)
        transaction.connection.execute(update(head).values(setup_revision=head.c.setup_revision + 1))
    return counts


def stored_values(row: PlantRow) -> Row:
    """Answer the columns of the database that a row of the folder gives, as they are stored."""
    values: Row = dict(row.values)
    if row.table == "people":
        values["badge_token_hash"] = badge_token_hash(values.pop("badge_token"))
    if row.table == "subcontractor_prices":
        values["starting_date"] = values["starting_date"] or date.min  # part of the key: never without value
    return values


class _Change(NamedTuple):
    """A row that is there and different: the columns that differ, as they were and as they will be."""

    key: Row
    before: Row
    after: Row


def _write_table(
    transaction: PlantTransaction, table: Table, plant: PlantRows, posted_on: PostedOn, faults: Faults
) -> TableCount:
    standing = _standing(transaction, table)
    left_out = plant.left_out.get(table.name, frozenset())
    new: list[Row] = []
    changed: list[_Change] = []
    given: set[Key] = set()
    for row in plant.of(table.name):
        values = stored_values(row)
        key = tuple(values[name] for name in table.key)
        given.add(key)
        before = standing.get(key)
        if before is None:
            new.append(new_row(record_of(table.name), **values))
            continue
        after = {name: values[name] for name in values.keys() - left_out if before[name] != values[name]}
        if after:
            _refuse_what_is_posted_on(row, before, after, posted_on, faults)
            named = dict(zip(table.key, key, strict=True))
            changed.append(_Change(named, {name: before[name] for name in after}, after))
    removed = _no_longer_there(table, plant, standing, given)
    if new:
        transaction.connection.execute(insert(database_table(table.name)), new)
    _update(transaction, table, changed)
    _delete(transaction, table, removed)
    return TableCount(
        table=table.name,
        added=len(new),
        changed=len(changed),
        removed=len(removed),
        left=len(plant.of(table.name)) - len(new) - len(changed),
    )


def _standing(transaction: PlantTransaction, table: Table) -> dict[Key, Row]:
    rows = transaction.connection.execute(select(database_table(table.name))).mappings()
    return {tuple(row[name] for name in table.key): dict(row) for row in rows}


def _refuse_what_is_posted_on(
    row: PlantRow, before: Row, after: Row, posted_on: PostedOn, faults: Faults
) -> None:
    for column in after:
        if posted_on.holding(row.table, column, before):
            expected, found = as_text(before[column]), as_text(after[column])
            faults.at(row, PlantErrorCode.POSTED_ON, column, expected=expected, found=found)


def _no_longer_there(
    table: Table, plant: PlantRows, standing: Mapping[Key, Row], given: set[Key]
) -> list[Row]:
    if table.name not in LINES_OF:
        return []
    parent, columns = LINES_OF[table.name]
    parents = {row.key for row in plant.of(parent)}
    return [
        row
        for key, row in standing.items()
        if key not in given and tuple(row[name] for name in columns) in parents
    ]


def _update(transaction: PlantTransaction, table: Table, changed: Sequence[_Change]) -> None:
    stored = database_table(table.name)
    for change in changed:
        fits = [stored.c[name] == value for name, value in change.key.items()]
        transaction.connection.execute(update(stored).where(*fits).values(change.after))
        transaction.audit(table.name, key_text(change.key.values()), change.before, change.after)


def _delete(transaction: PlantTransaction, table: Table, removed: Sequence[Row]) -> None:
    stored = database_table(table.name)
    for row in removed:
        fits = [stored.c[name] == row[name] for name in table.key]
        transaction.connection.execute(delete(stored).where(*fits))
        transaction.audit(table.name, key_text(row[name] for name in table.key), row, {})


def key_text(key: Iterable[Value]) -> str:
    """Write a row's key as the audit trail names it: its parts joined by a stroke."""
    return "|".join(map(as_text, key))
