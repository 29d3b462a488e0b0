"""A production order in memory: whole rows of its tables, before they are written.

Creating, refreshing and releasing all work on this form. Forward flushing at release gets it too: it changes the
rows it is given (finished and remaining quantities, posted sums, routing status, allocated time) and adds its
ledger entries to the posting; whoever released the order writes the rows, as inserts or as updates.
"""

from dataclasses import dataclass, field

from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.records.reservation import SalesReservation
from backend_client.store.posting import Delete, Insert, Posting, Update
from backend_client.store.rows import Record, Row, table_of
from backend_client.terms import OrderSourceType

PARTS: tuple[Record, ...] = (
    ProductionOrderLine,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
    CapacityNeed,
    SalesReservation,
)


@dataclass(slots=True)
class OrderRows:
    """An order's own row, and the rows of its lines, components, operations and capacity needs.

    reservations    which sales lines its lines are made for; read and written only where an order is planned
    due_date_moved  planning ended a line after the day it was due, which is later now
    """

    order: Row
    lines: list[Row] = field(default_factory=list)
    components: list[Row] = field(default_factory=list)
    operations: list[Row] = field(default_factory=list)
    needs: list[Row] = field(default_factory=list)
    reservations: list[Row] = field(default_factory=list)
    due_date_moved: bool = False

    @property
    def order_no(self) -> str:
        """The order's number."""
        no: str = self.order["no"]
        return no

    def operations_of(self, line: Row) -> list[Row]:
        """Answer the operations of a line, in the order they are done; lines of a family share theirs."""
        reference = line["routing_reference_no"]
        return [row for row in self.operations if row["routing_reference_no"] == reference]

    def components_of(self, line: Row) -> list[Row]:
        """Answer the components of a line."""
        return [row for row in self.components if row["order_line_no"] == line["line_no"]]

    def needs_of(self, operation: Row) -> list[Row]:
        """Answer the capacity needs of an operation in order of time."""
        key = (operation["routing_reference_no"], operation["operation_no"])
        return [row for row in self.needs if (row["routing_reference_no"], row["operation_no"]) == key]


def insert_all(posting: Posting, order: OrderRows) -> None:
    """Write a new order."""
    posting.inserts.append(Insert(ProductionOrder, [order.order]))
    _insert_parts(posting, order)


def replace_all(posting: Posting, order: OrderRows) -> None:
    """Write an order whose lines, components, operations and needs were all made anew."""
    bound = order.order["source_type"] is OrderSourceType.SALES_HEADER
    parts = PARTS if bound else [record for record in PARTS if record is not SalesReservation]
    posting.deletes += [Delete(record, ("order_no",), [{"order_no": order.order_no}]) for record in parts]
    _insert_parts(posting, order)
    posting.updates.append(Update(ProductionOrder, ("no",), [order.order]))


def update_all(posting: Posting, order: OrderRows) -> None:
    """Write an order whose rows were changed in place; what they carry beside their columns is left."""
    posting.updates.append(Update(ProductionOrder, ("no",), [order.order]))
    for record, key, rows in (
        (ProductionOrderLine, ("order_no", "line_no"), order.lines),
        (ProductionOrderComponent, ("order_no", "order_line_no", "line_no"), order.components),
        (
            ProductionOrderRoutingLine,
            ("order_no", "routing_reference_no", "operation_no"),
            order.operations,
        ),
        (CapacityNeed, ("order_no", "routing_reference_no", "operation_no", "line_no"), order.needs),
    ):
        if rows:
            names = tuple(table_of(record).c.keys())
            own = [{name: row[name] for name in names} for row in rows]
            posting.updates.append(Update(record, key, own))


def parts_of(order: OrderRows) -> tuple[list[Row], ...]:
    """Answer an order's rows in the order of `PARTS`."""
    return order.lines, order.components, order.operations, order.needs, order.reservations


def _insert_parts(posting: Posting, order: OrderRows) -> None:
    rows = parts_of(order)
    posting.inserts += [Insert(record, found) for record, found in zip(PARTS, rows, strict=True) if found]
