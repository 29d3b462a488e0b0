"""Explode routing: one line of output for each operation that is still to be reported.

Finished operations, those that post themselves and those of subcontractors get none. Pieces with serial numbers get
a line each on the last operation, since each is posted under its own number: 3 pieces over two operations are 1 + 3
lines.
"""

from dataclasses import replace
from decimal import Decimal

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.journals.orders_asked import OrdersAsked, line_not_found, orders_asked, work_of
from backend_client.engine.journals.production_journal import still_to_report
from backend_client.engine.operation import Work
from backend_client.messages.base import Refused
from backend_client.messages.journal_proposals import ExplodeRoutingQuestion, ProposedLine
from backend_client.refusals import RefusalCode
from backend_client.rules.units import base_quantity

ONE = Decimal(1)


def explode_routing(context: Context, question: ExplodeRoutingQuestion) -> tuple[ProposedLine, ...] | Refused:
    """Answer the lines that report the rest of some orders.

    Refuses with `released-order-not-found`, `order-line-not-found`, `nothing-to-explode`.
    """
    asked = orders_asked(context, question.order_no, question.order_nos)
    if isinstance(asked, Refused):
        return asked
    found = list(asked.lines(question.order_line_no))
    if not found:
        return line_not_found(question.order_no, question.order_line_no)
    lines = [
        line
        for order, row in found
        for work in work_of(asked, order, row)
        for line in _exploded(asked, work, serial_lines=question.serial_lines)
    ]
    if not lines:
        return Refused(code=RefusalCode.NOTHING_TO_EXPLODE, facts={"order_no": question.order_no})
    return tuple(lines)


def _exploded(asked: OrdersAsked, work: Work, *, serial_lines: bool) -> list[ProposedLine]:
    line = still_to_report(asked, work)
    if line is None:
        return []
    per_unit = work.line["qty_per_unit_of_measure"]
    pieces = base_quantity(line.quantity, per_unit)
    numbered = serial_lines and work.is_last and work.item["sn_specific_tracking"]
    if not numbered or pieces != int(pieces) or pieces > limits.SERIAL_LINES_MAX:
        return [line]
    piece = replace(
        line,
        quantity=ONE,
        unit_of_measure_code=work.item["base_unit_of_measure"],
    )
    return [piece] * int(pieces)
