"""Production orders: created and refreshed forward from their start; a released one is released in full.

The scheduler moves an order's dates and people move its status, so the row of the folder is kept beside the order, in
the audit entry of its import. A row that comes again as it was is left; one that has changed makes the order anew, with
a second audit entry, as long as nothing is posted on it. With ledger entries, or finished, it is refused.
"""

from typing import Any

from sqlalchemy import delete, exists, insert, or_, select

from backend_client.messages.base import Refused
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.plant.faults import Faults
from backend_client.plant.format.orders import PRODUCTION_ORDERS
from backend_client.plant.progress import Progress
from backend_client.plant.report import PlantErrorCode, TableCount
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.plant.writing.notes import is_head_only
from backend_client.plant.writing.transaction import (
    EVENT,
    PlantTransaction,
    as_json,
    as_text,
    database_table,
    refusal_facts,
)
from backend_client.records.order import ProductionOrder
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.store.rows import new_row, table_of
from backend_client.terms import OrderSourceType, OrderStatus, SchedulingDirection

ORDERS = table_of(ProductionOrder)
AUDIT = table_of(AuditEntry)
LEDGERS = ("item_ledger_entries", "capacity_ledger_entries", "value_entries")
PARTS = (
    "capacity_needs",
    "production_order_components",
    "production_order_routing_lines",
    "production_order_lines",
)


def write_orders(
    transaction: PlantTransaction, plant: PlantRows, faults: Faults, progress: Progress
) -> TableCount:
    """Write every order that is new or changed; an error for each that can't be."""
    rows = plant.of(PRODUCTION_ORDERS.name)
    standing = {row["no"]: row for row in transaction.connection.execute(select(ORDERS)).mappings()}
    imported = _imported(transaction) if standing else {}
    added = changed = 0
    for done, row in enumerate(rows, start=1):
        no = row.text("no")
        if no not in standing:
            _create(transaction, row, plant, faults)
            transaction.audit(PRODUCTION_ORDERS.name, no, {}, row.values)
            added += 1
        elif imported.get(no) != as_json(row.values):
            if _is_held(transaction, standing[no]):
                _refuse(row, standing[no], faults)
            else:
                _take_away(transaction, no)
                _create(transaction, row, plant, faults)
                transaction.audit(PRODUCTION_ORDERS.name, no, _given(standing[no]), row.values)
                changed += 1
        progress(PRODUCTION_ORDERS.file, done, len(rows))
    transaction.write_audit()
    return TableCount(
        table=PRODUCTION_ORDERS.name, added=added, changed=changed, left=len(rows) - added - changed
    )


def _create(transaction: PlantTransaction, row: PlantRow, plant: PlantRows, faults: Faults) -> None:
    if is_head_only(row):
        finished = row.moment("ending_date_time") if row.values["status"] == OrderStatus.FINISHED else None
        head: dict[str, Any] = {
            **row.values,
            "finished_date": finished.date() if finished else None,
            "created_at": transaction.at,
        }
        transaction.connection.execute(insert(ORDERS), [new_row(ProductionOrder, **head)])
        return
    answer = transaction.post(
        CreateProductionOrderRequest(
            **transaction.request(f"order-{row.text('no')}"),
            posting_date=plant.work_date(),
            order_no=row.text("no"),
            source_type=OrderSourceType(row.text("source_type")),
            source_no=row.text("source_no"),
            quantity=row.number("quantity"),
            status=OrderStatus(row.text("status")),
            due_date=row.day("due_date"),
            unit_of_measure_code=row.text("unit_of_measure_code"),
            location_code=row.text("location_code"),
            bin_code=row.text("bin_code"),
            variant_code=row.text("variant_code"),
            description=row.text("description"),
            production_bom_no=row.text("production_bom_no"),
            routing_no=row.text("routing_no"),
            direction=SchedulingDirection.FORWARD,
            starting_date_time=row.moment("starting_date_time"),
        )
    )
    if isinstance(answer, Refused):
        faults.at(row, PlantErrorCode.ORDER_REFUSED, _named(answer), found=refusal_facts(answer))


ABOUT = {
    RefusalCode.CALENDAR_MISSING: "starting_date_time",
    RefusalCode.NOT_CERTIFIED: "production_bom_no",
    RefusalCode.BOM_CIRCULAR: "production_bom_no",
}
"""The column that a refusal without a field of its own is about; else it is about the order itself."""


def _named(refused: Refused) -> str:
    field = refused.facts.get("field", "")
    if field in {column.name for column in PRODUCTION_ORDERS.columns}:
        return field
    return ABOUT.get(refused.code, "no")


def _imported(transaction: PlantTransaction) -> dict[str, str]:
    """Answer the row that each order was last imported from."""
    last = select(AUDIT.c.row_key, AUDIT.c.after).where(
        AUDIT.c.event == EVENT, AUDIT.c.table_name == PRODUCTION_ORDERS.name
    )
    return {row.row_key: row.after for row in transaction.connection.execute(last.order_by(AUDIT.c.id))}


def _is_held(transaction: PlantTransaction, order: Any) -> bool:
    """Tell whether an order is finished or has ledger entries."""
    if order["status"] is OrderStatus.FINISHED:
        return True
    tables = [database_table(name) for name in LEDGERS]
    held = or_(*(exists(select(table.c.entry_no).where(table.c.order_no == order["no"])) for table in tables))
    return bool(transaction.connection.execute(select(held)).scalar_one())


def _given(order: Any) -> dict[str, Any]:
    return {column.name: order[column.name] for column in PRODUCTION_ORDERS.columns}


def _refuse(row: PlantRow, order: Any, faults: Faults) -> None:
    """Name the first column that differs from the order as it stands."""
    for name, before in _given(order).items():
        if name not in ("status", "starting_date_time", "ending_date_time") and before != row.values[name]:
            expected, found = as_text(before), as_text(row.values[name])
            faults.at(row, PlantErrorCode.POSTED_ON, name, expected=expected, found=found)
            return
    faults.at(row, PlantErrorCode.POSTED_ON, "no", expected=str(order["status"]), found=row.text("no"))


def _take_away(transaction: PlantTransaction, no: str) -> None:
    for name in PARTS:
        table = database_table(name)
        transaction.connection.execute(delete(table).where(table.c.order_no == no))
    transaction.connection.execute(delete(ORDERS).where(ORDERS.c.no == no))
