"""What a production order posts by itself when it is released.

    operations  those of a forward flushing center post output and time for all that remains of their line
    components  those that flush forward and are linked to no operation are consumed as expected

The rows of the order are changed in place and are written by whoever releases it; the ledger entries go into the
same posting.
"""

from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.consumption import COMPONENT_CHANGES, consume, flushed_component, is_flushed
from backend_client.engine.context import Context, Written
from backend_client.engine.operation import Goods, OutputLine, Work, add_output
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.output_goods import goods_facts, output_bin
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.receipt import PostingReceipt
from backend_client.rules.flushing import FORWARD, FlushedOperation, flushed_at_release, flushed_times
from backend_client.rules.output import OutputQuantities, goods_refused
from backend_client.rules.rounding import ZERO
from backend_client.rules.units import convert_time
from backend_client.store.posting import Posting
from backend_client.store.queries.output_facts import ItemCards
from backend_client.store.rows import Row
from backend_client.terms import FlushingMethod, ItemType, ProductionConsumptionHandling


def flush_forward_at_release(context: Context, posting: Posting, order: OrderRows) -> Refused | None:
    """Add what releasing an order posts; two statements at most, none where nothing is flushed forward.

    Changes the rows of `order`: finished and remaining quantities, routing status, posted sums, allocated time.
    Refuses with what posting output and consumption refuse with.
    """
    operations = [row for row in order.operations if row["flushing_method"] is FlushingMethod.FORWARD]
    components = [row for row in order.components if _at_release(row)]
    if not operations and not components:
        return None
    linked = [row for row in order.components if row["routing_link_code"] and is_flushed(row)]
    moving = [*components, *(linked if operations else ())]
    item_nos = {row["item_no"] for row in (*order.lines, *moving)}
    cards = ItemCards(context.connection, item_nos)
    books = Books(
        context=context,
        posting=posting,
        posting_date=posting.posting_date,
        document_no=order.order_no,
    )
    carded = {id(row): {**row, "item": _card(cards, row)} for row in moving}
    kept = {row["item_no"] for row in carded.values() if row["item"]["type"] is ItemType.INVENTORY}
    books.read_open_entries(kept | ({row["item_no"] for row in order.lines} if operations else set()))
    for line in order.lines:
        own = [carded[id(row)] for row in order.components_of(line) if id(row) in carded]
        refused = _flush_line(books, order, line, _card(cards, line), own)
        if refused is not None:
            return refused
    for row in moving:
        row |= {name: carded[id(row)][name] for name in COMPONENT_CHANGES}
    return None


def flushed_receipt(
    context: Context, posting: Posting, order: OrderRows, written: Written
) -> PostingReceipt | None:
    """Answer the receipt of what was flushed at release; None where nothing was."""
    if not posting.capacity_entries and not posting.item_entries:
        return None
    names = {row["item_no"]: row["description"] for row in (*order.components, *order.lines)}
    return posting_receipt(context.setup, posting, written, descriptions=names)


def _at_release(component: Row) -> bool:
    return component["flushing_method"] in FORWARD and not component["routing_link_code"]


def _card(cards: ItemCards, row: Row) -> Row:
    return cards.at(row["item_no"], row["location_code"], row["variant_code"])


def _flush_line(
    books: Books, order: OrderRows, line: Row, item: Row, components: list[Row]
) -> Refused | None:
    for operation in order.operations_of(line):
        if operation["flushing_method"] is FlushingMethod.FORWARD:
            work = Work(
                line=line,
                item=item,
                operation=operation,
                needs=order.needs_of(operation),
                components=[row for row in components if row["routing_link_code"]],
            )
            refused = _flush_operation(books, work, line["remaining_qty_base"])
            if refused is not None:
                return refused
    for component in components:
        if _at_release(component):
            refused = consume(books, line, component, _released_quantity(books.context, component))
            if refused is not None:
                return refused
    return None


def _released_quantity(context: Context, component: Row) -> Decimal:
    """Answer what a component takes at release; where goods must be picked first, only what was picked."""
    quantity = flushed_at_release(flushed_component(component))
    location = context.setup.locations.get(component["location_code"])
    if component["flushing_method"] is not FlushingMethod.PICK_FORWARD or location is None:
        return quantity
    if location.prod_consumption_whse_handling is ProductionConsumptionHandling.WAREHOUSE_PICK_MANDATORY:
        picked: Decimal = component["qty_picked"]
        return min(quantity, picked)
    return quantity


def _flush_operation(books: Books, work: Work, output_base: Decimal) -> Refused | None:
    """Post output and time of a forward operation for all that remains; outside work is never flushed."""
    operation, setup = work.operation, books.context.setup
    assert operation is not None
    center = setup.work_centers[operation["work_center_no"]]
    if center.subcontractor_no:
        return None
    setup_time, run_time = flushed_times(_flushed_operation(books.context, operation), output_base)
    quantities = OutputQuantities(setup_time=setup_time, run_time=run_time, output_quantity=output_base)
    if quantities.is_empty:
        return None
    goods = Goods()
    if work.is_last and output_base:
        bin_code = output_bin(setup, "", work)
        refused = goods_refused(
            goods_facts(setup, work, bin_code=bin_code, bin_known=True), quantities.output_quantity
        )
        if refused is not None:
            return refused
        goods = Goods(location_code=work.line["location_code"], bin_code=bin_code)
    output = OutputLine(
        quantities=quantities,
        concurrent_capacity=operation["concurrent_capacities"],
        goods=goods,
        flushed=True,
    )
    return add_output(books, work, output)


def _flushed_operation(context: Context, operation: Row) -> FlushedOperation:
    setup = context.setup
    own = setup.capacity_units.get(setup.work_centers[operation["work_center_no"]].unit_of_measure_code)

    def in_center_unit(time: Decimal, unit_code: str) -> Decimal:
        unit = setup.capacity_units.get(unit_code) or own
        return convert_time(time, unit, own) if unit is not None and own is not None else time

    return FlushedOperation(
        setup_time=in_center_unit(operation["setup_time"], operation["setup_time_unit"]),
        run_time=in_center_unit(operation["run_time"], operation["run_time_unit"]),
        lot_size=operation["lot_size"],
        concurrent_capacities=operation["concurrent_capacities"],
        accumulated_scrap_factor=operation["accumulated_scrap_factor"],
        accumulated_fixed_scrap=operation["accumulated_fixed_scrap"] if operation["run_time"] else ZERO,
    )
