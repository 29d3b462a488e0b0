"""Calculate consumption: what the components of some orders still need, by expectation or by the output so far.

Components that are consumed by themselves are left out, and so are those that need nothing. Two components of one
item at one place make one line together, which then stands for no component by itself.
"""

from dataclasses import replace

from backend_client.engine.context import Context
from backend_client.engine.journals.orders_asked import OrdersAsked, line_not_found, orders_asked
from backend_client.engine.journals.production_journal import consumption_line
from backend_client.engine.order_rows import OrderRows
from backend_client.messages.base import Refused
from backend_client.messages.journal_proposals import CalculateConsumptionQuestion, ProposedLine
from backend_client.rules.journal_preset import BY_HAND, consumption_needed
from backend_client.store.rows import Row
from backend_client.terms import ConsumptionBasis


def calculate_consumption(
    context: Context, question: CalculateConsumptionQuestion
) -> tuple[ProposedLine, ...] | Refused:
    """Answer the lines of consumption; refuses with `released-order-not-found`, `order-line-not-found`."""
    asked = orders_asked(context, question.order_no, question.order_nos)
    if isinstance(asked, Refused):
        return asked
    found = list(asked.lines(question.order_line_no))
    if not found:
        return line_not_found(question.order_no, question.order_line_no)
    basis = question.basis or context.setup.settings.default_consumption_calculation
    merged: dict[tuple[object, ...], ProposedLine] = {}
    for order, line in found:
        for component in order.components_of(line):
            proposed = _needed(asked, order, line, component, basis)
            if proposed is None:
                continue
            place = (
                line["order_no"],
                line["line_no"],
                component["item_no"],
                component["variant_code"],
                component["unit_of_measure_code"],
                component["location_code"],
                component["bin_code"],
            )
            merged[place] = _together(merged[place], proposed) if place in merged else proposed
    return tuple(line for line in merged.values() if line.quantity)


def _needed(
    asked: OrdersAsked, order: OrderRows, line: Row, component: Row, basis: ConsumptionBasis
) -> ProposedLine | None:
    if component["flushing_method"] not in BY_HAND or component["item"]["blocked"]:
        return None
    quantity = consumption_needed(asked.component(order, line, component), basis)
    if not quantity:
        return None
    return replace(consumption_line(asked, order, line, component, level=0), quantity=quantity)


def _together(first: ProposedLine, second: ProposedLine) -> ProposedLine:
    return replace(
        first,
        component_line_no=0,
        quantity=first.quantity + second.quantity,
        expected_quantity=first.expected_quantity + second.expected_quantity,
        posted_quantity=first.posted_quantity + second.posted_quantity,
    )
