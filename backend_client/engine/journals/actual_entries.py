"""What was posted on an order line, entry by entry: consumption, output, times, scrap."""

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.messages.journal_proposals import ActualEntriesQuestion, ActualEntry
from backend_client.refusals import RefusalCode
from backend_client.store.queries.actual_entries import capacity_entries, item_entries
from backend_client.store.queries.whole_order import order as order_row
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, JournalLineKind, Ledger


def actual_entries(context: Context, question: ActualEntriesQuestion) -> tuple[ActualEntry, ...] | Refused:
    """Answer the newest entries of an order line, oldest of them first; refuses with `order-not-found`."""
    if order_row(context.connection, question.order_no) is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    entries = read_actual_entries(context, question.order_no, question.order_line_no, question.operation_no)
    return entries[-limits.ACTUAL_ENTRIES_MAX :]


def read_actual_entries(
    context: Context, order_no: str, line_no: int, operation_no: str = ""
) -> tuple[ActualEntry, ...]:
    """Read up to one entry more than are shown; with an operation, only what was done on it."""
    most = limits.ACTUAL_ENTRIES_MAX + 1
    rows = [
        (row["register_no"], 0, _capacity(row))
        for row in capacity_entries(context.connection, order_no, line_no, operation_no, most)
    ]
    if not operation_no:
        found = item_entries(context.connection, order_no, line_no, most)
        rows += [(row["register_no"], 1, _item(row)) for row in found]
    rows.sort(key=lambda row: (row[0], row[1], row[2].entry_no))
    return tuple(entry for *_, entry in rows)[-most:]


def _capacity(row: Row) -> ActualEntry:
    on_order = JournalLineKind.OUTPUT if row["order_no"] else JournalLineKind.CAPACITY
    return ActualEntry(
        ledger=Ledger.CAPACITY,
        kind=on_order,
        **{name: row[name] for name in _OF_BOTH},
        operation_no=row["operation_no"],
        no=row["no"],
        setup_time=row["setup_time"],
        run_time=row["run_time"],
        stop_time=row["stop_time"],
        output_quantity=row["output_quantity"],
        scrap_quantity=row["scrap_quantity"],
        rework_quantity=row["rework_quantity"],
        scrap_code=row["scrap_code"],
        stop_code=row["stop_code"],
        reversed=bool(row["reversed"] or row["reversed_entry_no"]),
    )


_OF_BOTH = ("entry_no", "posting_date", "document_no", "item_no", "quantity")


def _item(row: Row) -> ActualEntry:
    is_output = row["entry_type"] is ItemLedgerEntryType.OUTPUT
    consumed = -row["quantity"]
    values = {name: row[name] for name in _OF_BOTH} | ({} if is_output else {"quantity": consumed})
    return ActualEntry(
        ledger=Ledger.ITEM,
        kind=JournalLineKind.OUTPUT if is_output else JournalLineKind.CONSUMPTION,
        **values,
        lot_no=row["lot_no"],
        serial_no=row["serial_no"],
        reversed=bool(row["reversal"]),
    )
