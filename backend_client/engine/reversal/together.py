"""What is reversed in one step: entries of one order that were posted together, with what they are worth."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from backend_client.store.queries.entries_together import values_of
from backend_client.store.rows import Row


@dataclass(slots=True, kw_only=True)
class Together:
    """Entries of one order ("" = of none) to be reversed, in the order of their numbers."""

    order_no: str
    capacity: list[Row] = field(default_factory=list)
    outputs: list[Row] = field(default_factory=list)
    consumption: list[Row] = field(default_factory=list)
    _values: dict[tuple[str, int], list[Row]] = field(default_factory=dict)

    @property
    def items(self) -> list[Row]:
        """The item ledger entries."""
        return [*self.outputs, *self.consumption]

    def take(self, value: Row) -> None:
        """Keep a value entry with the entry that it values."""
        of_capacity = value["capacity_ledger_entry_no"]
        key = ("capacity", of_capacity) if of_capacity else ("item", value["item_ledger_entry_no"])
        self._values.setdefault(key, []).append(value)

    def values_of_capacity(self, row: Row) -> list[Row]:
        """Answer the value entries of a capacity ledger entry."""
        return self._values.get(("capacity", row["entry_no"]), [])

    def values_of_item(self, row: Row) -> list[Row]:
        """Answer the value entries of an item ledger entry."""
        return self._values.get(("item", row["entry_no"]), [])


def read_values(connection: Connection, groups: Iterable[Together]) -> None:
    """Read the value entries of all that stands in some groups; one statement, none where no order is behind them."""
    by_order = {group.order_no: group for group in groups if group.order_no}
    if not by_order:
        return
    capacity_nos = [row["entry_no"] for group in by_order.values() for row in group.capacity]
    item_nos = [row["entry_no"] for group in by_order.values() for row in group.items]
    for row in values_of(connection, by_order, capacity_nos, item_nos):
        by_order[row["order_no"]].take(row)
