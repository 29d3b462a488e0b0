"""An order line with its operations and components, the stock they find, and the texts around an operation."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy import func as sql

from backend_client import limits
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.center import WorkCenter
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.records.register import Register
from backend_client.records.routing import (
    RoutingComment,
    RoutingPersonnel,
    RoutingQualityMeasure,
    RoutingTool,
    StandardTaskDescription,
)
from backend_client.records.warehouse import BinContent
from backend_client.store.queries.stock import OPEN
from backend_client.store.rows import Record, table_of

ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
OPERATION = table_of(ProductionOrderRoutingLine)
COMPONENT = table_of(ProductionOrderComponent)
NEED = table_of(CapacityNeed)
WORK_CENTER = table_of(WorkCenter)
ENTRY = table_of(ItemLedgerEntry)
CAPACITY = table_of(CapacityLedgerEntry)
BIN = table_of(BinContent)
MEASURE = table_of(RoutingQualityMeasure)
REGISTER = table_of(Register)
POSTED_BY = (REGISTER.c.no, REGISTER.c.posted_at, REGISTER.c.person_no)

ORDER_LINES = (
    select(ORDER.c.no, ORDER.c.status, ORDER.c.blocked, *LINE.c)
    .select_from(
        ORDER.outerjoin(
            LINE,
            and_(
                LINE.c.order_no == ORDER.c.no,
                or_(bindparam("line") == 0, LINE.c.line_no == bindparam("line")),
            ),
        )
    )
    .where(ORDER.c.no == bindparam("order"))
    .order_by(LINE.c.line_no)
)
LINE_OPERATIONS = (
    select(OPERATION)
    .where(
        OPERATION.c.order_no == bindparam("order"), OPERATION.c.routing_reference_no == bindparam("reference")
    )
    .order_by(OPERATION.c.sequence_no, OPERATION.c.operation_no)
)
LINE_COMPONENTS = (
    select(COMPONENT)
    .where(COMPONENT.c.order_no == bindparam("order"), COMPONENT.c.order_line_no == bindparam("line"))
    .order_by(COMPONENT.c.line_no)
)
ON_HAND = (
    select(
        ENTRY.c.item_no,
        ENTRY.c.variant_code,
        ENTRY.c.location_code,
        sql.sum(ENTRY.c.remaining_quantity).label("on_hand"),
    )
    .where(ENTRY.c.item_no.in_(bindparam("items", expanding=True)), OPEN)
    .group_by(ENTRY.c.item_no, ENTRY.c.variant_code, ENTRY.c.location_code)
)
IN_BINS = (
    select(
        BIN.c.item_no,
        BIN.c.variant_code,
        BIN.c.location_code,
        BIN.c.bin_code,
        sql.sum(BIN.c.quantity).label("quantity"),
    )
    .where(BIN.c.item_no.in_(bindparam("items", expanding=True)))
    .group_by(BIN.c.item_no, BIN.c.variant_code, BIN.c.location_code, BIN.c.bin_code)
)
OUTSIDE = select(WORK_CENTER.c.no).where(WORK_CENTER.c.subcontractor_no != "")
"""Centers whose work a subcontractor does: their time is nobody's here."""

NEEDED = select(
    sql.coalesce(sql.sum(NEED.c.needed_time_ms), 0).label("needed_ms"), sql.count().label("rows")
).where(
    NEED.c.order_no == bindparam("order"),
    NEED.c.routing_reference_no.in_(bindparam("references", expanding=True)),
    NEED.c.requested_only.is_(False),
    NEED.c.work_center_no.not_in(OUTSIDE),
)
STORED_NEED = select(sql.coalesce(sql.sum(OPERATION.c.expected_capacity_need_ms), 0)).where(
    OPERATION.c.order_no == bindparam("order"),
    OPERATION.c.routing_reference_no.in_(bindparam("references", expanding=True)),
    OPERATION.c.work_center_no.not_in(OUTSIDE),
)
USED = (
    select(CAPACITY.c.work_center_no, sql.sum(CAPACITY.c.quantity).label("quantity"))
    .where(
        CAPACITY.c.order_no == bindparam("order"),
        CAPACITY.c.order_line_no.in_(bindparam("lines", expanding=True)),
        CAPACITY.c.subcontracting.is_(False),
        CAPACITY.c.work_center_no != "",
    )
    .group_by(CAPACITY.c.work_center_no)
)


def order_lines(connection: Connection, order_no: str, line_no: int) -> list[Any]:
    """Read an order with its lines (0: all); no rows where there is no such order, `line_no` None where no such line."""
    return list(connection.execute(ORDER_LINES, {"order": order_no, "line": line_no}))


def line_operations(connection: Connection, order_no: str, routing_reference_no: int) -> list[Any]:
    """Read the operations of an order line in the order they are done."""
    return list(connection.execute(LINE_OPERATIONS, {"order": order_no, "reference": routing_reference_no}))


def line_components(connection: Connection, order_no: str, line_no: int) -> list[Any]:
    """Read the components of an order line."""
    return list(connection.execute(LINE_COMPONENTS, {"order": order_no, "line": line_no}))


def in_bins(connection: Connection, components: Iterable[Any]) -> dict[tuple[str, str, str, str], Decimal]:
    """Sum what the bins of these components hold, in base units, by item, variant, location and bin."""
    items = sorted({row.item_no for row in components if row.bin_code})
    found = connection.execute(IN_BINS, {"items": items}) if items else ()
    return {(row.item_no, row.variant_code, row.location_code, row.bin_code): row.quantity for row in found}


def on_hand(connection: Connection, item_nos: Iterable[str]) -> dict[tuple[str, str, str], Decimal]:
    """Sum what is in stock, in base units, by item, variant and location: all that no movement has used up."""
    rows = connection.execute(ON_HAND, {"items": sorted(set(item_nos))})
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def needed_ms(connection: Connection, order_no: str, references: Iterable[int]) -> int:
    """Sum the time an order needs; a finished one has no needs any more, its operations remember."""
    parameters: dict[str, Any] = {"order": order_no, "references": sorted(set(references))}
    needed = connection.execute(NEEDED, parameters).one()
    if needed.rows:
        return int(needed.needed_ms)
    return int(connection.execute(STORED_NEED, parameters).scalar_one())


def used_by_work_center(
    connection: Connection, order_no: str, line_nos: Iterable[int]
) -> list[Row[str, Decimal]]:
    """Sum the quantities of the capacity ledger entries of order lines by work center, in its unit."""
    return list(connection.execute(USED, {"order": order_no, "lines": sorted(set(line_nos))}))


def _notes(kind: str, record: Record, text: ColumnElement[str], *order: ColumnElement[Any]) -> Select[Any]:
    table = table_of(record)
    place = order or (table.c.line_no,)
    return select(literal(kind), text, *place).where(
        table.c.routing_no == bindparam("routing"),
        table.c.version_code == bindparam("version"),
        table.c.operation_no == bindparam("operation"),
    )


_TASK = table_of(StandardTaskDescription)
NOTES = union_all(
    select(literal("steps"), _TASK.c.text, _TASK.c.line_no).where(
        _TASK.c.standard_task_code == bindparam("task"), bindparam("task") != ""
    ),
    _notes("tools", RoutingTool, table_of(RoutingTool).c.description),
    _notes("personnel", RoutingPersonnel, table_of(RoutingPersonnel).c.description),
    _notes("comments", RoutingComment, table_of(RoutingComment).c.comment),
)
MEASURES = (
    select(MEASURE.c.description, MEASURE.c.qlty_measure_code, MEASURE.c.min_value, MEASURE.c.max_value)
    .where(
        MEASURE.c.routing_no == bindparam("routing"),
        MEASURE.c.version_code == bindparam("version"),
        MEASURE.c.operation_no == bindparam("operation"),
    )
    .order_by(MEASURE.c.line_no)
)


def operation_texts(connection: Connection, operation: Any) -> dict[str, list[str]]:
    """Read steps, tools, personnel and comments of an order's operation, each in the order of the routing."""
    rows = connection.execute(NOTES, {**_at(operation), "task": operation.standard_task_code})
    texts: dict[str, list[str]] = {}
    for kind, text, _ in sorted(rows, key=lambda row: row[2]):
        texts.setdefault(kind, []).append(text)
    return texts


def quality_measures(connection: Connection, operation: Any) -> list[Any]:
    """Read the readings asked for at an order's operation, with their limits."""
    return list(connection.execute(MEASURES, _at(operation)))


def last_posting(connection: Connection, line: Any, operation_no: str) -> list[Any]:
    """Read what was posted last on an operation and still stands: the capacity entries of one register."""
    newest = connection.execute(
        select(CAPACITY.c.output_quantity, CAPACITY.c.scrap_quantity, *POSTED_BY)
        .join(REGISTER, REGISTER.c.no == CAPACITY.c.register_no)
        .where(
            CAPACITY.c.order_no == line.order_no,
            CAPACITY.c.order_line_no == line.line_no,
            CAPACITY.c.operation_no == operation_no,
            CAPACITY.c.reversed.is_(False),
            CAPACITY.c.reversed_entry_no == 0,
        )
        .order_by(CAPACITY.c.entry_no.desc())
        .limit(limits.SCRAP_REASONS_MAX + 2)  # a stop, an output, and each further reason
    )
    rows = list(newest)
    return [row for row in rows if row.no == rows[0].no]


def _at(operation: Any) -> dict[str, str]:
    return {
        "routing": operation.routing_no,
        "version": operation.routing_version_code,
        "operation": operation.operation_no,
    }
