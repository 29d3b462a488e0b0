"""Which columns postings hold on to: once entries exist that were made with them, they can't change.

An item's base unit is the unit of its entries; what one box holds has turned boxes into pieces; a work center's
unit of time is the unit of its capacity entries. Changing them would give old entries another meaning.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, exists, literal, or_, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder
from backend_client.records.register import Register
from backend_client.store.rows import table_of

ITEM_ENTRIES = table_of(ItemLedgerEntry)
CAPACITY_ENTRIES = table_of(CapacityLedgerEntry)
ITEMS = table_of(Item)

Rows = Mapping[str, Any]


class PostedOn:
    """Answers from the ledgers whether a column of a row is held."""

    def __init__(self, connection: Connection) -> None:
        """Look with this connection; an empty ledger is asked once."""
        self._connection = connection
        self._anything: bool | None = None

    def holding(self, table: str, column: str, row: Rows) -> bool:
        """Tell whether entries exist that were made with this value."""
        asked = HELD.get((table, column))
        if asked is None or not self._something_is_posted():
            return False
        return self._connection.execute(select(exists(asked(row)))).scalar_one()

    def _something_is_posted(self) -> bool:
        if self._anything is None:
            self._anything = self._connection.execute(
                select(exists(select(table_of(Register).c.no)))
            ).scalar_one()
        return self._anything


def _of_item(row: Rows) -> Select[Any]:
    return select(literal(1)).where(ITEM_ENTRIES.c.item_no == row["no"])


def _in_item_unit(row: Rows) -> Select[Any]:
    return select(literal(1)).where(
        ITEM_ENTRIES.c.item_no == row["item_no"], ITEM_ENTRIES.c.unit_of_measure_code == row["code"]
    )


def _of_tracked_items(row: Rows) -> Select[Any]:
    tracked = select(ITEMS.c.no).where(ITEMS.c.item_tracking_code == row["code"])
    return select(literal(1)).where(ITEM_ENTRIES.c.item_no.in_(tracked))


def _at_center(row: Rows) -> Select[Any]:
    return select(literal(1)).where(
        or_(CAPACITY_ENTRIES.c.no == row["no"], CAPACITY_ENTRIES.c.work_center_no == row["no"])
    )


def _in_capacity_unit(row: Rows) -> Select[Any]:
    return select(literal(1)).where(CAPACITY_ENTRIES.c.unit_of_measure_code == row["code"])


def _at_location(row: Rows) -> Select[Any]:
    return select(literal(1)).where(ITEM_ENTRIES.c.location_code == row["code"])


def _of_another_plant(row: Rows) -> Select[Any]:
    orders = select(literal(1)).select_from(table_of(ProductionOrder))
    return orders.where(literal(row["key"]) == literal("plant_code"))


HELD: dict[tuple[str, str], Callable[[Rows], Select[Any]]] = {
    ("items", "base_unit_of_measure"): _of_item,
    ("items", "type"): _of_item,
    ("items", "costing_method"): _of_item,
    ("items", "item_tracking_code"): _of_item,
    ("item_units", "qty_per_unit_of_measure"): _in_item_unit,
    ("item_tracking_codes", "sn_specific_tracking"): _of_tracked_items,
    ("item_tracking_codes", "lot_specific_tracking"): _of_tracked_items,
    ("capacity_units_of_measure", "type"): _in_capacity_unit,
    ("work_centers", "unit_of_measure_code"): _at_center,
    ("machine_centers", "unit_of_measure_code"): _at_center,
    ("machine_centers", "work_center_no"): _at_center,
    ("locations", "bin_mandatory"): _at_location,
    ("plant_setup", "value"): _of_another_plant,
}
"""Column -> the entries that hold it."""
