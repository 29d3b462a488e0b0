"""The receipt of a posting, read off the very rows that are written."""

from backend_client.engine.context import Written
from backend_client.engine.operation import Work
from backend_client.messages.receipt import (
    CapacityEntryLine,
    GLEntryLine,
    ItemEntryLine,
    OperationAfter,
    PostingReceipt,
    ValueEntryLine,
)
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Posting
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType


def posting_receipt(
    setup: Setup,
    posting: Posting,
    written: Written,
    work: Work | None = None,
    descriptions: dict[str, str] | None = None,
) -> PostingReceipt:
    """Answer the receipt of a numbered posting; `descriptions` are those of the items in it that are not `work`'s."""
    names = dict(descriptions or {})
    if work is not None:
        names |= {component["item_no"]: component["description"] for component in work.components}
        names[work.item["no"]] = work.item["description"]
    line = work.line if work is not None else None
    operation = work.operation if work is not None else None
    return PostingReceipt(
        register_no=written.register_no,
        posted_at=written.posted_at,
        posting_date=posting.posting_date,
        document_no=posting.document_no,
        order_no=line["order_no"] if line is not None else "",
        order_line_no=line["line_no"] if line is not None else 0,
        operation_no=operation["operation_no"] if operation is not None else "",
        capacity_entries=tuple(_capacity_line(setup, row) for row in posting.capacity_entries),
        item_entries=tuple(_item_line(row, names) for row in posting.item_entries),
        value_entries=tuple(_value_line(row) for row in posting.value_entries),
        gl_entries=tuple(
            GLEntryLine(
                entry_no=row["entry_no"],
                account_no=row["account_no"],
                account_name=setup.gl_accounts.get(row["account_no"], ""),
                amount=row["amount"],
            )
            for row in posting.gl_entries
        ),
        operation_after=_operation_after(work) if operation is not None else None,
        finished_quantity=line["finished_quantity"] if line is not None else ZERO,
        remaining_quantity=line["remaining_quantity"] if line is not None else ZERO,
    )


def _capacity_line(setup: Setup, row: Row) -> CapacityEntryLine:
    centers = setup.machine_centers if row["type"] is CapacityType.MACHINE_CENTER else setup.work_centers
    center = centers.get(row["no"])
    return CapacityEntryLine(
        entry_no=row["entry_no"],
        type=row["type"],
        no=row["no"],
        name="" if center is None else center.name,
        operation_no=row["operation_no"],
        quantity=row["quantity"],
        setup_time=row["setup_time"],
        run_time=row["run_time"],
        stop_time=row["stop_time"],
        output_quantity=row["output_quantity"],
        scrap_quantity=row["scrap_quantity"],
        scrap_code=row["scrap_code"],
        stop_code=row["stop_code"],
        unit_of_measure_code=row["unit_of_measure_code"],
        order_no=row["order_no"],
        rework_quantity=row["rework_quantity"],
    )


def _item_line(row: Row, names: dict[str, str]) -> ItemEntryLine:
    return ItemEntryLine(
        entry_no=row["entry_no"],
        entry_type=row["entry_type"],
        item_no=row["item_no"],
        description=names.get(row["item_no"], ""),
        quantity=row["quantity"],
        unit_of_measure_code=row["unit_of_measure_code"],
        location_code=row["location_code"],
        bin_code=row["bin_code"],
        lot_no=row["lot_no"],
        serial_no=row["serial_no"],
        flushed=row["flushed"],
        order_no=row["order_no"],
    )


def _value_line(row: Row) -> ValueEntryLine:
    return ValueEntryLine(
        entry_no=row["entry_no"],
        entry_type=row["entry_type"],
        item_ledger_entry_no=row["item_ledger_entry_no"],
        capacity_ledger_entry_no=row["capacity_ledger_entry_no"],
        item_no=row["item_no"],
        no=row["no"],
        cost_amount_actual=row["cost_amount_actual"],
        cost_amount_expected=row["cost_amount_expected"],
    )


def _operation_after(work: Work | None) -> OperationAfter | None:
    if work is None or work.operation is None:
        return None
    operation = work.operation
    return OperationAfter(
        operation_no=operation["operation_no"],
        routing_status=operation["routing_status"],
        output_quantity=operation["posted_output_quantity"],
        scrap_quantity=operation["posted_scrap_quantity"],
        allocated_time=sum((need["allocated_time"] for need in work.needs), ZERO),
    )
