"""What one request writes, whole, before any of it is written.

New ledger entries are numbered -1, -2, ... while the posting is being decided, so that they can name each other;
`numbered` gives them their true numbers: with 7 entries in the ledger, entry -1 becomes 8 and whatever named -1
names 8.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.records.warehouse import WarehouseEntry
from backend_client.store.rows import Record, Row, new_row


class LedgerNumbers(NamedTuple):
    """The last number given in each ledger."""

    register: int = 0
    item: int = 0
    application: int = 0
    capacity: int = 0
    value: int = 0
    gl: int = 0
    warehouse: int = 0


class Insert(NamedTuple):
    """New rows of one table."""

    record: Record
    rows: list[Row]


class Update(NamedTuple):
    """Changed rows of one table: each row holds the key columns and the same changed columns."""

    record: Record
    key: tuple[str, ...]
    rows: list[Row]


class Delete(NamedTuple):
    """Rows of one table to be taken away, named by key columns (all rows that fit them)."""

    record: Record
    key: tuple[str, ...]
    rows: list[Row]


THIS_REGISTER = -1
"""Stands for the number of the register that a posting will have."""

REFERENCES: dict[str, str] = {
    "item_ledger_entry_no": "item",
    "inbound_item_entry_no": "item",
    "outbound_item_entry_no": "item",
    "applies_to_entry": "item",
    "applies_from_entry": "item",
    "capacity_ledger_entry_no": "capacity",
    "belongs_to_entry_no": "capacity",
    "reversed_entry_no": "capacity",
    "reversed_by_entry_no": "capacity",
    "value_entry_no": "value",
    "finished_register_no": "register",
    "closed_register_no": "register",
}
"""Columns that name an entry of a ledger, or the register itself, wherever they stand."""


@dataclass(slots=True)
class Posting:
    """The new entries of each ledger, and every other row that the request adds, changes or takes away.

    Deletes are done first, then closings, then inserts, then updates, each in the order given. A closing is an update
    that makes room for an insert: an open clock is ended before its successor begins.
    """

    posting_date: date
    document_no: str = ""
    item_entries: list[Row] = field(default_factory=list)
    application_entries: list[Row] = field(default_factory=list)
    capacity_entries: list[Row] = field(default_factory=list)
    value_entries: list[Row] = field(default_factory=list)
    gl_entries: list[Row] = field(default_factory=list)
    warehouse_entries: list[Row] = field(default_factory=list)
    deletes: list[Delete] = field(default_factory=list)
    closings: list[Update] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    setup_changed: bool = False

    def add_item_entry(self, row: Row) -> int:
        """Add an item ledger entry; answers its number within the posting."""
        return _add(self.item_entries, row)

    def add_application_entry(self, row: Row) -> int:
        """Add an item application entry; answers its number within the posting."""
        return _add(self.application_entries, row)

    def add_capacity_entry(self, row: Row) -> int:
        """Add a capacity ledger entry; answers its number within the posting."""
        return _add(self.capacity_entries, row)

    def add_value_entry(self, row: Row) -> int:
        """Add a value entry; answers its number within the posting."""
        return _add(self.value_entries, row)

    def add_gl_entry(self, row: Row) -> int:
        """Add a general ledger entry; answers its number within the posting."""
        return _add(self.gl_entries, row)

    def add_warehouse_entry(self, row: Row) -> int:
        """Add one side of a movement between bins; answers its number within the posting."""
        return _add(self.warehouse_entries, row)

    def ledgers(self) -> tuple[tuple[str, Record, list[Row]], ...]:
        """Answer each ledger's name, record and new rows, in the order they are written."""
        return (
            ("capacity", CapacityLedgerEntry, self.capacity_entries),
            ("item", ItemLedgerEntry, self.item_entries),
            ("application", ItemApplicationEntry, self.application_entries),
            ("value", ValueEntry, self.value_entries),
            ("gl", GLEntry, self.gl_entries),
            ("warehouse", WarehouseEntry, self.warehouse_entries),
        )


def numbered(posting: Posting, last: LedgerNumbers) -> LedgerNumbers:
    """Give every new entry and every reference to one its true number; answers the last numbers after it."""
    register_no = last.register + 1
    base = last._asdict()
    for name, _, rows in posting.ledgers():
        for row in rows:
            row["entry_no"] = base[name] - row["entry_no"]
            row["register_no"] = register_no
        _renumber(rows, base)
    for rows in (*(insert.rows for insert in posting.inserts), *(update.rows for update in posting.updates)):
        _renumber(rows, base)
    counts = {name: len(rows) for name, _, rows in posting.ledgers()}
    return LedgerNumbers(register_no, **{name: base[name] + count for name, count in counts.items()})


def entry(record: Record, **values: object) -> Row:
    """Answer a whole ledger row; its number comes with `add_...`, its register when it is numbered."""
    return new_row(record, entry_no=0, **values)


def _add(rows: list[Row], row: Row) -> int:
    row["entry_no"] = -len(rows) - 1
    rows.append(row)
    return -len(rows)


def _renumber(rows: Iterable[Row], base: dict[str, int]) -> None:
    for row in rows:
        for column in REFERENCES.keys() & row.keys():
            if row[column] < 0:
                row[column] = base[REFERENCES[column]] - row[column]
