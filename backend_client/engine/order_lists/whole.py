"""One order with everything on it, in whatever status: what was planned, and what was done so far."""

from collections.abc import Sequence
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

from backend_client.engine.context import Context
from backend_client.engine.order_line import expected_times, time_unit
from backend_client.engine.order_lists.lists import listed
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.revisions import ORDER, revisions
from backend_client.messages.base import Refused
from backend_client.messages.order_lists import (
    ComponentOnOrder,
    LineOnOrder,
    OperationOnOrder,
    ProductionOrderQuestion,
    SalesLineServed,
    WholeOrder,
)
from backend_client.refusals import RefusalCode
from backend_client.store.queries import sales, whole_order
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType

WORKED_OUT = frozenset(
    {
        "operations",
        "components",
        "sales_lines",
        "name",
        "expected_setup_time",
        "expected_run_time",
        "time_unit_type",
    }
)


def production_order(context: Context, question: ProductionOrderQuestion) -> WholeOrder | Refused:
    """Answer an order whole; seven statements. Refusals: order-not-found."""
    found = whole_order.whole_orders(context.connection, [question.order_no]).get(question.order_no)
    if found is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    order = OrderRows(*found, reservations=sales.reservations(context.connection, question.order_no))
    return WholeOrder(
        order=listed(order.order, context.today),
        reopened=order.order["reopened"],
        lines=tuple(_line(context.setup, order, line) for line in order.lines),
        revision=revisions(context, ORDER, [question.order_no])[question.order_no],
    )


def _line(setup: Setup, order: OrderRows, line: Row) -> LineOnOrder:
    served = [row for row in order.reservations if row["order_line_no"] == line["line_no"]]
    return LineOnOrder(
        operations=tuple(_operation(setup, row) for row in order.operations_of(line)),
        components=_rows(ComponentOnOrder, order.components_of(line)),
        sales_lines=_rows(SalesLineServed, served),
        **_columns(LineOnOrder, line),
    )


def _operation(setup: Setup, row: Row) -> OperationOnOrder:
    facts = SimpleNamespace(**row)
    expected_setup, expected_run = expected_times(setup, facts)
    is_machine = row["type"] is CapacityType.MACHINE_CENTER
    center = (setup.machine_centers if is_machine else setup.work_centers).get(row["no"])
    return OperationOnOrder(
        name=center.name if center is not None else "",
        expected_setup_time=expected_setup,
        expected_run_time=expected_run,
        time_unit_type=time_unit(setup, facts),
        **_columns(OperationOnOrder, row),
    )


def _rows(kind: type[Any], rows: Sequence[Row]) -> tuple[Any, ...]:
    return tuple(kind(**_columns(kind, row)) for row in rows)


def _columns(kind: type[Any], row: Row) -> Row:
    """Answer the columns of a row that a part of the answer has: both name them alike."""
    return {each.name: row[each.name] for each in fields(kind) if each.name not in WORKED_OUT}
