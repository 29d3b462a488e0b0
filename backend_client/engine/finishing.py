"""Finishing an order: ask what is missing, post what posts itself, refuse or write off what hangs, and close it.

Everything is one posting: the entries of backward flushing, the write-off of work in process without output, the
order's status. What each step means is told in rules/finishing.py.
"""

from collections.abc import Iterable
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.consumption import consume, flushed_component
from backend_client.engine.context import Context, Decided, ask_first, posting_date_refused
from backend_client.engine.costs.finished_order import note_for_settling
from backend_client.engine.flushed_operation import flush_operation, limited_to_picked, operation_times
from backend_client.engine.flushing import flushed_receipt
from backend_client.engine.general_ledger import write_off
from backend_client.engine.order_progress import OPERATION_CHANGES, OPERATION_KEY
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders import order_receipt
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.messages.base import Refused
from backend_client.messages.orders import ChangeOrderStatusRequest, OrderReceipt
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import CapacityNeed, ProductionOrderRoutingLine
from backend_client.refusals import RefusalCode
from backend_client.rules.finishing import (
    BackwardOperation,
    ComponentToFinish,
    LineToFinish,
    LineWork,
    consumed_at_finish,
    flushed_at_finish,
    missing,
    updated_unit_cost,
    without_output,
)
from backend_client.rules.flushing import BACKWARD
from backend_client.rules.order_status import check_status_change
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import THIS_REGISTER, Delete, Update
from backend_client.store.queries.order_work import LineEntries, entries_by_line, work_in_process
from backend_client.store.queries.purchasing import outstanding_subcontracting
from backend_client.store.queries.warehouse import outstanding_pick
from backend_client.store.rows import Row
from backend_client.terms import Confirmation, FlushingMethod, ItemLedgerEntryType, OrderStatus, RoutingStatus

NO_ENTRIES = LineEntries()


def finish_order(context: Context, request: ChangeOrderStatusRequest) -> Decided[OrderReceipt] | Refused:
    """Finish a released order on the request's posting date.

    Refusals: order-not-found, order-finished, status-change-not-allowed, subcontracting-outstanding,
    pick-outstanding, wip-without-output, posting-date-not-allowed where something is posted, and those of posting
    output and consumption. Asks `output-missing` and `consumption-missing`, both at once.
    """
    hand = OrdersInHand.read(context, [request.order_no])
    order = hand.order(request.order_no)
    if order is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": request.order_no})
    refused = check_status_change(order.order["status"], OrderStatus.FINISHED)
    refused = refused or _outstanding(context, request.order_no)
    refused = refused or ask_first(request, *missing_of(order))
    if refused is not None:
        return refused
    books = Books.opened(context, request.posting_date, request.order_no)
    entries = entries_by_line(context.connection, request.order_no)
    refused = _flush(books, hand, order, entries) or _write_off(books, order, entries, request)
    if refused is None and any(rows for _, _, rows in books.posting.ledgers()):
        refused = posting_date_refused(context, books.posting_date)
    if refused is not None:
        return refused
    _close(books, order, update_unit_cost=request.update_unit_cost)
    posting = books.closed()
    note_for_settling(context, posting, order)
    return Decided(
        posting=posting,
        receipt=lambda written: order_receipt(order, flushed_receipt(context, posting, order, written)),
    )


def _outstanding(context: Context, order_no: str) -> Refused | None:
    """Refuse while outside work of the order is not all received, or a pick of it not all handled."""
    waiting = outstanding_subcontracting(context.connection, order_no)
    if waiting is not None:
        facts = {"order_no": order_no, "operation_no": waiting["operation_no"]}
        facts["purchase_order_no"] = waiting["purchase_order_no"]
        return Refused(code=RefusalCode.SUBCONTRACTING_OUTSTANDING, facts=facts)
    pick_no = outstanding_pick(context.connection, order_no)
    if pick_no:
        return Refused(code=RefusalCode.PICK_OUTSTANDING, facts={"order_no": order_no, "no": pick_no})
    return None


def missing_of(order: OrderRows) -> tuple[Confirmation, ...]:
    """Answer what has to be confirmed before an order is finished."""
    lines = [
        LineToFinish(
            remaining_quantity=line["remaining_quantity"], last_operation_method=_last_method(order, line)
        )
        for line in order.lines
    ]
    components = [
        component_to_finish(order, line, component)
        for line in order.lines
        for component in order.components_of(line)
    ]
    return missing(lines, components)


def component_to_finish(order: OrderRows, line: Row, component: Row) -> ComponentToFinish:
    """Answer a component as finishing sees it."""
    links = (
        operation["routing_link_code"]
        for operation in order.operations_of(line)
        if operation["flushing_method"] is FlushingMethod.BACKWARD
    )
    return ComponentToFinish(
        remaining_quantity=component["remaining_quantity"],
        flushing_method=component["flushing_method"],
        routing_link_code=component["routing_link_code"],
        backward_links=frozenset(links),
    )


def last_operation(order: OrderRows, line: Row) -> Row | None:
    """Answer the operation whose output comes into stock; None without routing."""
    return next((row for row in order.operations_of(line) if not row["next_operation_no"]), None)


def _last_method(order: OrderRows, line: Row) -> FlushingMethod | None:
    last = last_operation(order, line)
    if last is None:
        return None
    method: FlushingMethod = last["flushing_method"]
    return method


def _flush(
    books: Books, hand: OrdersInHand, order: OrderRows, entries: dict[int, LineEntries]
) -> Refused | None:
    """Post what flushes backward: operations from the last to the first, then components without link."""
    operations = any(row["flushing_method"] is FlushingMethod.BACKWARD for row in order.operations)
    components = [row for row in order.components if _at_finish(row)]
    if not operations and not components:
        return None
    books.read_open_entries(hand.item_nos_moving())
    for line in order.lines:
        refused = _flush_operations(books, hand, order, line)
        if refused is not None:
            return refused
    for line in order.lines:
        made = _made_base(order, line, entries.get(line["line_no"], NO_ENTRIES))
        for component in order.components_of(line):
            if _at_finish(component):
                quantity = consumed_at_finish(
                    flushed_component(component),
                    made_base=made,
                    line_qty_per_unit=line["qty_per_unit_of_measure"],
                    consumed_base=component["actual_consumption_base"] if order.order["reopened"] else ZERO,
                    supplied=_is_supplied(order, component),
                )
                quantity = limited_to_picked(books.context.setup, component, quantity)
                refused = consume(books, line, component, quantity)
                if refused is not None:
                    return refused
    return None


def _at_finish(component: Row) -> bool:
    return component["flushing_method"] in BACKWARD and not component["routing_link_code"]


def _flush_operations(books: Books, hand: OrdersInHand, order: OrderRows, line: Row) -> Refused | None:
    remaining = line["remaining_qty_base"]
    last = last_operation(order, line)
    for operation in reversed(order.operations_of(line)):
        if operation["flushing_method"] is not FlushingMethod.BACKWARD or last is None:
            continue
        flushed = flushed_at_finish(
            BackwardOperation(
                times=operation_times(books.context.setup, operation),
                is_last=operation is last,
                remaining_base=remaining,
                last_made_base=last["posted_output_quantity"] + last["posted_scrap_quantity"],
                posted_output=operation["posted_output_quantity"],
                posted_setup_time=operation["posted_setup_time"],
                posted_run_time=operation["posted_run_time"],
                shared=line["routing_reference_no"] == 0,
                reopened=order.order["reopened"],
            )
        )
        work = hand.work(order, line, operation["operation_no"])
        assert work is not None
        work.needs = []  # an order that is finished needs no capacity, these rows go
        refused = flush_operation(books, work, flushed)
        if refused is not None:
            return refused
    return None


def _made_base(order: OrderRows, line: Row, entries: LineEntries) -> Decimal:
    """Answer output and scrap of the last operation; of the line itself where it has no routing."""
    last = last_operation(order, line)
    if last is None:
        return entries.made_base
    made: Decimal = last["posted_output_quantity"] + last["posted_scrap_quantity"]
    return made


def _is_supplied(order: OrderRows, component: Row) -> bool:
    supplier = component["supplied_by_line_no"]
    return any(line["line_no"] == supplier and not line["remaining_qty_base"] for line in order.lines)


def _write_off(
    books: Books, order: OrderRows, entries: dict[int, LineEntries], request: ChangeOrderStatusRequest
) -> Refused | None:
    hanging = without_output(
        (_line_work(books, line, entries) for line in order.lines),
        allowed_by_plant=books.context.setup.settings.finish_order_without_output,
        asked_for=request.finish_without_output,
    )
    if isinstance(hanging, Refused):
        return hanging
    if not hanging:
        return None
    groups = {line["line_no"]: line["inventory_posting_group"] for line in order.lines}
    standing = work_in_process(books.context.connection, request.order_no, hanging)
    new = [row for row in books.posting.value_entries if row["order_line_no"] in hanging]
    for value in (*standing, *new):
        refused = write_off(books, value, groups[value["order_line_no"]])
        if refused is not None:
            return refused
    key = ("order_no", "line_no")
    rows = [
        {"order_no": request.order_no, "line_no": line_no, "wip_written_off": True} for line_no in hanging
    ]
    books.posting.updates.append(Update(ProductionOrderLine, key, rows))
    return None


def _line_work(books: Books, line: Row, entries: dict[int, LineEntries]) -> LineWork:
    standing = entries.get(line["line_no"], NO_ENTRIES)
    posting = books.posting
    consumed = any(
        row["order_line_no"] == line["line_no"] and row["entry_type"] is ItemLedgerEntryType.CONSUMPTION
        for row in posting.item_entries
    )
    worked = any(row["order_line_no"] == line["line_no"] for row in posting.capacity_entries)
    return LineWork(
        order_line_no=line["line_no"],
        finished_qty_base=line["finished_qty_base"],
        has_consumption=standing.consumption or consumed,
        has_capacity=standing.capacity or worked,
    )


def _close(books: Books, order: OrderRows, *, update_unit_cost: bool) -> None:
    """Give the order its last status: operations finished, no capacity needed any more."""
    closed = {"status": OrderStatus.FINISHED, "finished_date": books.posting_date}
    order.order |= closed
    row = {"no": order.order["no"], **closed, "finished_register_no": THIS_REGISTER}
    books.change(ProductionOrder, ("no",), row)
    for operation in order.operations:
        operation["routing_status"] = RoutingStatus.FINISHED
        row = {name: operation[name] for name in OPERATION_CHANGES}
        books.change(ProductionOrderRoutingLine, OPERATION_KEY, row)
    if order.needs:
        books.posting.deletes.append(Delete(CapacityNeed, ("order_no",), [{"order_no": order.order_no}]))
    if update_unit_cost:
        _update_unit_costs(books, order)


def _update_unit_costs(books: Books, order: OrderRows) -> None:
    rows = []
    for line in order.lines:
        cost = updated_unit_cost(
            _total(order.operations_of(line), "expected_operation_cost"),
            _total(order.components_of(line), "cost_amount"),
            line["finished_quantity"],
        )
        if cost is not None:
            line["unit_cost"] = cost
            rows.append({name: line[name] for name in ("order_no", "line_no", "unit_cost")})
    if rows:
        books.posting.updates.append(Update(ProductionOrderLine, ("order_no", "line_no"), rows))


def _total(rows: Iterable[Row], column: str) -> Decimal:
    return sum((row[column] for row in rows), ZERO)
