"""Whole orders, and the items they make and use, read once for a posting of many lines.

The rows are changed in place as they are posted on, so that the second line of a journal sees what the first one
did: 6 of 10 finished, then 4 more, leaves 0. Six statements read them, however many orders, lines or components.
"""

from collections.abc import Iterable

from backend_client.engine.consumption import is_flushed
from backend_client.engine.context import Context
from backend_client.engine.operation import Work
from backend_client.engine.order_rows import OrderRows
from backend_client.messages.base import Refused
from backend_client.rules.output import not_released
from backend_client.store.queries.output_facts import ItemCards
from backend_client.store.queries.whole_order import whole_orders
from backend_client.store.rows import Row
from backend_client.terms import ItemType, OrderStatus


class OrdersInHand:
    """Orders by number with their lines, components, operations and needs; items by number and place.

    Each component's row carries its item's posting facts under `item`, beside its columns.
    """

    def __init__(self, orders: dict[str, OrderRows], cards: ItemCards) -> None:
        """Hand each component its item."""
        self._orders = orders
        self._cards = cards
        for order in orders.values():
            for component in order.components:
                component["item"] = self.card_of(component)

    @classmethod
    def read(cls, context: Context, order_nos: Iterable[str], item_nos: Iterable[str] = ()) -> "OrdersInHand":
        """Read orders, and beside their own items those in `item_nos`; what does not exist is not in hand."""
        found = whole_orders(context.connection, order_nos)
        orders = {no: OrderRows(*whole) for no, whole in found.items()}
        wanted = {row["item_no"] for order in orders.values() for row in (*order.lines, *order.components)}
        return cls(orders, ItemCards(context.connection, wanted | set(item_nos)))

    def order(self, order_no: str) -> OrderRows | None:
        """Answer an order that is in hand."""
        return self._orders.get(order_no)

    def released(self, order_no: str) -> OrderRows | Refused:
        """Answer a released order. Refusals: released-order-not-found, whose fact `status` tells which it has."""
        order = self.order(order_no)
        if order is None:
            return not_released(order_no, None)
        status = order.order["status"]
        return order if status is OrderStatus.RELEASED else not_released(order_no, status)

    def card(self, item_no: str, location_code: str = "", variant_code: str = "") -> Row | None:
        """Answer an item as it counts at a location for a variant."""
        return self._cards.find(item_no, location_code, variant_code)

    def card_of(self, row: Row) -> Row:
        """Answer the item of an order line or a component."""
        return self._cards.at(row["item_no"], row["location_code"], row["variant_code"])

    def work(self, order: OrderRows, line: Row, operation_no: str) -> Work | None:
        """Answer an operation of an order line, ready to be posted on; None where the line has no such one.

        operation_no  "" = the line itself, which has no routing
        """
        operation = None
        if operation_no:
            found = (row for row in order.operations_of(line) if row["operation_no"] == operation_no)
            operation = next(found, None)
            if operation is None:
                return None
        return Work(
            line=line,
            item=self.card_of(line),
            operation=operation,
            needs=[]
            if operation is None
            else [need for need in order.needs_of(operation) if not need["requested_only"]],
            components=[row for row in order.components_of(line) if is_flushed(row)],
        )

    def descriptions(self) -> dict[str, str]:
        """Answer the descriptions of the items in hand, by number."""
        return self._cards.descriptions()

    def item_nos_moving(self) -> set[str]:
        """Answer the items in hand that are kept in stock: those that output, consumption or flushing may move."""
        return self._cards.of_type(ItemType.INVENTORY)
