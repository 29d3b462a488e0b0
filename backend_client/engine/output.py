"""Posting output: quantities, scrap and times of one operation of a released order line.

Load the facts with one statement, check them in a fixed order, ask what must be asked, post. See rules/output.py
for the checks, output_line.py for what was entered, operation.py for what is written.
"""

from backend_client.engine.books import Books
from backend_client.engine.consumption import is_flushed
from backend_client.engine.context import Context, Decided, ask_first
from backend_client.engine.operation import OutputLine, Work, add_output
from backend_client.engine.output_goods import CorrectedOutputs
from backend_client.engine.output_line import (
    output_asked,
    output_confirmations,
    output_line,
    output_refused,
)
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.store.queries.output_facts import (
    OutputFacts,
    linked_components,
    output_facts,
)
from backend_client.terms import ItemType


def post_output(context: Context, request: PostOutputRequest) -> Decided[PostingReceipt] | Refused:
    """Post one line of output.

    Refuses, in this order, with what rules/output.py names for the order, line, item and operation;
    `posting-date-not-allowed`; `scrap-code-not-found` and its like; `unit-not-allowed`; `nothing-to-post`;
    `scrap-code-required`; on the last operation what the goods need and `applies-to-required`; then what the entries
    themselves refuse with. Asks `finished-operation-output`.
    """
    facts = output_facts(context.connection, output_asked(request))
    refused = output_refused(context.setup, request, facts)
    if refused is not None:
        return refused
    assert facts is not None
    assert facts.line is not None
    assert facts.item is not None
    books = Books.opened(context, request.posting_date, request.document_no or request.order_no)
    work = Work(line=facts.line, item=facts.item, operation=facts.operation, needs=facts.needs)
    corrected = CorrectedOutputs(context.connection, [request.order_no], [request.applies_to_entry])
    output = output_line(books, request, facts, work, corrected)
    if isinstance(output, Refused):
        return output
    refused = ask_first(request, *output_confirmations(work, output))
    if refused is not None:
        return refused
    _read_stock(context, books, facts, work, output)
    refused = add_output(books, work, output)
    if refused is not None:
        return refused
    posting = books.closed()
    return Decided(
        posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written, work)
    )


def _read_stock(context: Context, books: Books, facts: OutputFacts, work: Work, output: OutputLine) -> None:
    """Read the components that this posting flushes, and the stock that they or the output are applied to."""
    quantities = output.quantities
    if quantities.is_stop_only:
        return
    operation = work.operation
    moving: set[str] = set()
    if operation is not None and operation["routing_link_code"] and quantities.output_quantity >= 0:
        line = work.line
        work.components = [
            component
            for component in linked_components(
                context.connection,
                line["order_no"],
                operation["operation_no"],
                line["line_no"],
                operation["routing_link_code"],
            )
            if is_flushed(component)
        ]
        moving = {each["item_no"] for each in work.components if each["item"]["type"] is ItemType.INVENTORY}
    numbered = bool(output.goods.serial_no or output.goods.serial_nos)
    books.moving.add(work.line["item_no"])
    if work.is_last and quantities.output_quantity > 0 and (facts.stock_owed or numbered):
        books.read_open_entries({*moving, work.line["item_no"]})
    elif moving and operation is not None:
        books.read_linked_entries(work.line["order_no"], operation["operation_no"])
