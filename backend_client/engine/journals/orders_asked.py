"""The released orders that a question about journals names, read whole, with what was made on each operation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.operation import Work
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.component_need import ComponentFacts
from backend_client.rules.journal_preset import ComponentToConsume, OperationToReport
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.actual_entries import MadeKey, made_by_operation
from backend_client.store.rows import Row
from backend_client.terms import CapacityType, ProductionConsumptionHandling

NOTHING = (ZERO, ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersAsked:
    """Orders in the order they were named; `made` is output and scrap by order, line and operation."""

    context: Context
    hand: OrdersInHand
    orders: list[OrderRows]
    made: dict[MadeKey, tuple[Decimal, Decimal]]

    def lines(self, line_no: int) -> Iterator[tuple[OrderRows, Row]]:
        """Answer the lines of the orders, 0 = all of them."""
        for order in self.orders:
            for line in order.lines:
                if line_no in {0, line["line_no"]}:
                    yield order, line

    def operation(self, line: Row, operation: Row | None) -> OperationToReport:
        """Answer an operation of a line as proposals see it; None = the line itself, which has no routing."""
        output, _ = self._made(line, operation)
        if operation is None:
            return OperationToReport(
                quantity_base=line["quantity_base"], posted_output=line["finished_qty_base"]
            )
        center = self.context.setup.work_centers.get(operation["work_center_no"])
        return OperationToReport(
            quantity_base=line["quantity_base"],
            accumulated_scrap_factor=operation["accumulated_scrap_factor"],
            accumulated_fixed_scrap=operation["accumulated_fixed_scrap"],
            posted_output=output,
            flushing_method=operation["flushing_method"],
            routing_status=operation["routing_status"],
            is_last=not operation["next_operation_no"],
            subcontracted=center is not None and bool(center.subcontractor_no),
        )

    def component(self, order: OrderRows, line: Row, component: Row) -> ComponentToConsume:
        """Answer a component of a line as proposals see it."""
        location = self.context.setup.locations.get(component["location_code"])
        handling = ProductionConsumptionHandling.NONE
        output, scrap = self._made(line, _counting(order.operations_of(line), component))
        return ComponentToConsume(
            facts=ComponentFacts(
                quantity=component["quantity"],
                calculation_formula=component["calculation_formula"],
                scrap_pct=component["scrap_pct"],
                qty_per_unit_of_measure=component["qty_per_unit_of_measure"],
                rounding_precision=component["item"]["rounding_precision"],
            ),
            flushing_method=component["flushing_method"],
            remaining_quantity=component["remaining_quantity"],
            consumed_base=component["actual_consumption_base"],
            picked_quantity=component["qty_picked"],
            made_base=output + scrap,
            line_qty_per_unit_of_measure=line["qty_per_unit_of_measure"],
            handling=handling if location is None else location.prod_consumption_whse_handling,
        )

    def time_unit_code(self, operation: Row) -> str:
        """Answer the unit of time of an operation's work center."""
        center = self.context.setup.work_centers.get(operation["work_center_no"])
        code: str = "" if center is None else center.unit_of_measure_code
        return code

    def is_center_blocked(self, operation: Row) -> bool:
        """Say whether the machine center of an operation, or its work center, is blocked."""
        setup = self.context.setup
        centers = [setup.work_centers.get(operation["work_center_no"])]
        if operation["type"] is CapacityType.MACHINE_CENTER:
            centers.append(setup.machine_centers.get(operation["no"]))
        return any(center is None or center.blocked for center in centers)

    def _made(self, line: Row, operation: Row | None) -> tuple[Decimal, Decimal]:
        operation_no = "" if operation is None else operation["operation_no"]
        return self.made.get((line["order_no"], line["line_no"], operation_no), NOTHING)


def orders_asked(context: Context, order_no: str, order_nos: Iterable[str] = ()) -> OrdersAsked | Refused:
    """Read the orders named, one or many; refuses with `released-order-not-found`, `request-malformed`."""
    wanted = list(dict.fromkeys(no for no in (order_no, *order_nos) if no))
    if not wanted or len(wanted) > limits.JOURNAL_ORDERS_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "order_nos", "what": "list"})
    hand = OrdersInHand.read(context, wanted)
    orders = []
    for no in wanted:
        order = hand.released(no)
        if isinstance(order, Refused):
            return order
        orders.append(order)
    made = made_by_operation(context.connection, wanted)
    return OrdersAsked(context=context, hand=hand, orders=orders, made=made)


def line_not_found(order_no: str, line_no: int) -> Refused:
    """Answer that an order has no such line."""
    facts = {"order_no": order_no, "order_line_no": str(line_no)}
    return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)


def work_of(asked: OrdersAsked, order: OrderRows, line: Row) -> list[Work]:
    """Answer the operations of a line as work, one without operation where the line has no routing."""
    numbers = [row["operation_no"] for row in order.operations_of(line)] or [""]
    found = (asked.hand.work(order, line, number) for number in numbers)
    return [work for work in found if work is not None]


def _counting(operations: list[Row], component: Row) -> Row | None:
    """Answer the operation whose output a component counts: the linked one, the last where there is no link."""
    link = component["routing_link_code"]
    if link:
        linked = (row for row in operations if row["routing_link_code"] == link)
        return next(linked, None)
    return next((row for row in operations if not row["next_operation_no"]), None)
