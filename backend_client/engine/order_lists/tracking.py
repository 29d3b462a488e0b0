"""Lots and serial numbers of one order, as its item entries have them; one statement a page beside the order's own."""

from typing import Any

from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.engine.costs.pages import page_behind, place_of, rows_of, texts
from backend_client.messages.base import Refused
from backend_client.messages.order_tracking import OrderTracking, OrderTrackingQuestion, TrackedLot
from backend_client.refusals import RefusalCode
from backend_client.store.queries.order_line import order_lines
from backend_client.store.queries.order_tracking import tracked_lots
from backend_client.terms import ItemLedgerEntryType

MADE = ItemLedgerEntryType.OUTPUT


def order_tracking(context: Context, question: OrderTrackingQuestion) -> OrderTracking | Refused:
    """Answer a page. Refuses with `order-not-found`, `request-malformed` (a page that no answer named)."""
    order_no = upper_case(question.order_no)
    after = place_of(question.page, _place)
    if isinstance(after, Refused):
        return after
    if not order_lines(context.connection, order_no, 0):
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    most = rows_of(question.most)
    found = tracked_lots(context.connection, order_no, after, most + 1)
    lots = tuple(_lot(row) for row in found[:most])
    return OrderTracking(lots=lots, next_page=_behind(lots[-1]) if len(found) > most else "")


def _lot(row: Any) -> TrackedLot:
    return TrackedLot(
        entry_type=row.entry_type,
        item_no=row.item_no,
        variant_code=row.variant_code,
        description=row.description,
        lot_no=row.lot_no,
        serial_no=row.serial_no,
        quantity=row.quantity if row.entry_type is MADE else -row.quantity,
        unit_of_measure_code=row.unit_of_measure_code,
        entries=row.entries,
    )


def _behind(lot: TrackedLot) -> str:
    kind = "0" if lot.entry_type is MADE else "1"
    return page_behind(kind, lot.item_no, lot.variant_code, lot.lot_no, lot.serial_no)


def _place(value: Any) -> tuple[int, str, str, str, str]:
    kind, item_no, variant_code, lot_no, serial_no = texts(5)(value)
    if kind not in {"0", "1"}:
        raise ValueError(value)
    return int(kind), item_no, variant_code, lot_no, serial_no
