"""A station with printers: what it looks like."""

from backend_client.barcode.k1 import label
from kiosk.printing.station import Printers
from screens.paper.printers import QueueTarget
from tests.screens.operator import Operator


def queues(program: str) -> Printers:
    """Queues of CUPS for labels and for paper; `program` stands in the place of lp."""
    return Printers(
        terminal="T7",
        label=QueueTarget("Labels", raw=True, program=program),
        paper=QueueTarget("Office", program=program),
        dots_an_inch=203,
        label_at_output=True,
    )


async def receipt_with_label(operator: Operator) -> None:
    """The last operation was posted, and its label printed."""
    operator.app.journey.print_on(queues("true"))
    for operation_no in ("10", "20", "30"):
        await operator.scan(label("J", "101001", "10000", operation_no), label("N", "6"), label("C", "OK"))
    assert " 3 " in operator.text


async def order_line_with_job_card(operator: Operator) -> None:
    """An order line whose job card can be printed."""
    operator.app.journey.print_on(queues("true"))
    await operator.enter("101002/10000")
