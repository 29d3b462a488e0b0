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
from backend_client.engine.flushed_operation import flush_operation, limited_to_picked, operation_times
from backend_client.engine.operation import Work
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.receipt import PostingReceipt
from backend_client.rules.finishing import FlushedOutput
from backend_client.rules.flushing import FORWARD, flushed_at_release, flushed_times
from backend_client.store.posting import Posting
from backend_client.store.queries.output_facts import ItemCards
from backend_client.store.rows import Row
from backend_client.terms import FlushingMethod, ItemType


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
            refused = flush_operation(
                books, work, _released_output(books.context, operation, line["remaining_qty_base"])
            )
            if refused is not None:
                return refused
    for component in components:
        if _at_release(component):
            refused = consume(books, line, component, _released_quantity(books.context, component))
            if refused is not None:
                return refused
    return None


def _released_output(context: Context, operation: Row, output_base: Decimal) -> FlushedOutput:
    setup_time, run_time = flushed_times(operation_times(context.setup, operation), output_base)
    return FlushedOutput(output_base=output_base, setup_time=setup_time, run_time=run_time)


def _released_quantity(context: Context, component: Row) -> Decimal:
    return limited_to_picked(context.setup, component, flushed_at_release(flushed_component(component)))
