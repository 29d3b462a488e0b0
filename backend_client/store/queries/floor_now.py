"""What stands at every center: the next operation of a released order, and when its last clock ended."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, func, literal, select

from backend_client.records.center import MachineCenter, WorkCenter
from backend_client.records.clock import ClockInterval
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.store.queries.tasks import IS_OPEN
from backend_client.store.rows import Row, table_of
from backend_client.terms import CapacityType, OrderStatus

INTERVAL = table_of(ClockInterval)
OPERATION = table_of(ProductionOrderRoutingLine)
ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
CENTERS = (
    (CapacityType.WORK_CENTER, table_of(WorkCenter)),
    (CapacityType.MACHINE_CENTER, table_of(MachineCenter)),
)
Center = tuple[CapacityType, str]


def last_ends(connection: Connection, since: datetime) -> dict[Center, datetime]:
    """Read when the last clock of each center ended, of those that ended since a moment; one statement."""
    wanted = (
        select(INTERVAL.c.type, INTERVAL.c.no, func.max(INTERVAL.c.ended_at))
        .where(INTERVAL.c.ended_at >= since)
        .group_by(INTERVAL.c.type, INTERVAL.c.no)
    )
    return {(kind, no): ended for kind, no, ended in connection.execute(wanted)}


def next_operations(connection: Connection) -> dict[Center, Row]:
    """Read what each center has to do first: its open operation of a released order that starts earliest.

    Along the index of open operations, a few rows for each center however many wait; two statements.
    """
    found: dict[Center, Row] = {}
    for kind, centers in CENTERS:
        for row in connection.execute(_next(kind, centers)).mappings():
            found[kind, row["no"]] = dict(row)
    return found


def _next(kind: CapacityType, centers: Table) -> Any:
    first = (
        select(OPERATION.c.order_no, OPERATION.c.routing_reference_no, OPERATION.c.operation_no)
        .join(ORDER, ORDER.c.no == OPERATION.c.order_no)
        .where(
            OPERATION.c.type == kind,
            OPERATION.c.no == centers.c.no,
            IS_OPEN,
            ORDER.c.status == OrderStatus.RELEASED,
        )
        .order_by(
            OPERATION.c.starting_date_time.asc().nulls_first(), OPERATION.c.order_no, OPERATION.c.sequence_no
        )
        .limit(1)
        .correlate(centers)
    )
    keys = ("order_no", "routing_reference_no", "operation_no")
    wanted = [first.with_only_columns(OPERATION.c[name]).scalar_subquery().label(name) for name in keys]
    nexts = select(centers.c.no, *wanted).subquery("nexts")
    line = (
        select(func.min(LINE.c.line_no))
        .where(
            LINE.c.order_no == nexts.c.order_no, LINE.c.routing_reference_no == nexts.c.routing_reference_no
        )
        .scalar_subquery()
    )
    at = and_(*(OPERATION.c[name] == nexts.c[name] for name in keys))
    return select(
        nexts.c.no,
        nexts.c.order_no,
        nexts.c.operation_no,
        line.label("order_line_no"),
        OPERATION.c.starting_date_time,
    ).join(OPERATION, at)


def late_orders(connection: Connection, today: date) -> int:
    """Count the released orders that were due before today; one statement."""
    fits = (ORDER.c.status == OrderStatus.RELEASED, ORDER.c.due_date < literal(today, ORDER.c.due_date.type))
    return int(connection.execute(select(func.count()).select_from(ORDER).where(*fits)).scalar_one())
