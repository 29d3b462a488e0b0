"""How far an order has come: what a posting, or its reversal, changes on operation, capacity needs and order line."""

from collections.abc import Sequence
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.messages.base import Refused
from backend_client.records.order import ProductionOrderLine
from backend_client.records.order_detail import CapacityNeed, ProductionOrderRoutingLine
from backend_client.refusals import RefusalCode
from backend_client.rules.allocated_time import Need, allocated_after
from backend_client.rules.remaining import after_output
from backend_client.store.rows import Row

OPERATION_KEY = ("order_no", "routing_reference_no", "operation_no")
OPERATION_CHANGES = (
    *OPERATION_KEY,
    "routing_status",
    "posted_setup_time",
    "posted_run_time",
    "posted_stop_time",
    "posted_output_quantity",
    "posted_scrap_quantity",
    "posted_rework_quantity",
)


def note_operation(books: Books, operation: Row) -> None:
    """Note what an operation has become."""
    row = {name: operation[name] for name in OPERATION_CHANGES}
    books.change(ProductionOrderRoutingLine, OPERATION_KEY, row)


def free_allocated_time(
    books: Books,
    operation: Row,
    needs: Sequence[Row],
    *,
    finished: bool,
    setup_posted: bool,
    run_posted: bool,
) -> None:
    """Let the capacity that an operation needs follow the time that was posted on it, of the kinds named."""
    by_line = {need["line_no"]: need for need in needs}
    allocated = allocated_after(
        (Need(**{name: need[name] for name in Need._fields}) for need in needs),
        finished=finished,
        setup_posted=setup_posted,
        run_posted=run_posted,
        posted_setup_time=operation["posted_setup_time"],
        posted_run_time=operation["posted_run_time"],
    )
    for line_no, time_left in allocated.items():
        if by_line[line_no]["allocated_time"] != time_left:
            by_line[line_no]["allocated_time"] = time_left
            row = {name: operation[name] for name in OPERATION_KEY}
            row |= {"line_no": line_no, "allocated_time": time_left}
            books.change(CapacityNeed, (*OPERATION_KEY, "line_no"), row)


def finish_quantity(books: Books, line: Row, output_base: Decimal) -> Refused | None:
    """Raise what the order line has finished, once the goods are in stock."""
    after = after_output(
        quantity=line["quantity"],
        quantity_base=line["quantity_base"],
        finished_qty_base=line["finished_qty_base"],
        qty_per_unit_of_measure=line["qty_per_unit_of_measure"],
        output_base=output_base,
    )
    if after is None:
        facts = {"field": "output_quantity", "finished_quantity": str(line["finished_quantity"])}
        return Refused(code=RefusalCode.FINISHED_QUANTITY_NEGATIVE, facts=facts)
    line |= after._asdict()
    key = ("order_no", "line_no")
    books.change(ProductionOrderLine, key, {name: line[name] for name in key} | after._asdict())
    return None
