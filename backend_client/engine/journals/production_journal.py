"""The production journal of an order line: what is to be posted, in the order of the work, and what was posted.

Components that are linked to no operation come first; then each operation with the components linked to it. What is
blocked gets no line and is told instead. Quantities are proposals, see rules/journal_preset.py.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.journals.actual_entries import read_actual_entries
from backend_client.engine.journals.orders_asked import OrdersAsked, line_not_found, orders_asked, work_of
from backend_client.engine.operation import Work
from backend_client.engine.order_rows import OrderRows
from backend_client.messages.base import Refused
from backend_client.messages.journal_proposals import (
    LeftOutLine,
    ProductionJournal,
    ProductionJournalQuestion,
    ProposedLine,
)
from backend_client.rules.journal_preset import BY_HAND, output_to_report, preset_consumption, preset_output
from backend_client.rules.rounding import round_quantity
from backend_client.rules.units import quantity_in_unit
from backend_client.store.rows import Row
from backend_client.terms import (
    FlushingMethod,
    JournalLineKind,
    PresetOutputQuantity,
    RoutingStatus,
    Warned,
)


def production_journal(context: Context, question: ProductionJournalQuestion) -> ProductionJournal | Refused:
    """Answer the journal of an order line; refuses with `released-order-not-found`, `order-line-not-found`."""
    asked = orders_asked(context, question.order_no)
    if isinstance(asked, Refused):
        return asked
    lines_asked = asked.lines(question.order_line_no)
    fits = (pair for pair in lines_asked if question.item_no in {"", pair[1]["item_no"]})
    found = next(fits, None)
    if found is None:
        return line_not_found(question.order_no, question.order_line_no)
    order, line = found
    methods = frozenset(question.flushing_methods) or BY_HAND
    preset = question.preset or context.setup.settings.preset_output_quantity
    lines, left_out = _lines(asked, order, line, methods, preset)
    entries = read_actual_entries(context, question.order_no, line["line_no"])
    return ProductionJournal(
        order_no=question.order_no,
        order_line_no=line["line_no"],
        item_no=line["item_no"],
        lines=lines,
        actual_entries=entries[-limits.ACTUAL_ENTRIES_MAX :],
        more_entries=len(entries) > limits.ACTUAL_ENTRIES_MAX,
        left_out=left_out,
    )


def _lines(
    asked: OrdersAsked,
    order: OrderRows,
    line: Row,
    methods: frozenset[FlushingMethod],
    preset: PresetOutputQuantity,
) -> tuple[tuple[ProposedLine, ...], tuple[LeftOutLine, ...]]:
    works = work_of(asked, order, line)
    links = {work.operation["routing_link_code"] for work in works if work.operation is not None} - {""}
    components = order.components_of(line)
    lines: list[ProposedLine] = []
    left_out: list[LeftOutLine] = []

    def add_components(rows: Iterable[Row], level: int) -> None:
        for row in rows:
            if row["flushing_method"] not in methods:
                continue
            if row["item"]["blocked"]:
                left_out.append(LeftOutLine(warning=Warned.BLOCKED_ITEM_LEFT_OUT, no=row["item_no"]))
                continue
            lines.append(consumption_line(asked, order, line, row, level=level))

    add_components((row for row in components if row["routing_link_code"] not in links), 0)
    for work in works:
        operation = work.operation
        if operation is not None and asked.is_center_blocked(operation):
            warning = Warned.BLOCKED_CENTER_LEFT_OUT
            number = operation["operation_no"]
            left_out.append(LeftOutLine(warning=warning, no=operation["no"], operation_no=number))
        elif operation is None or operation["flushing_method"] in methods:
            lines.append(_output_line(asked, work, preset))
        if operation is not None and operation["routing_link_code"]:
            link = operation["routing_link_code"]
            add_components((row for row in components if row["routing_link_code"] == link), 1)
    return tuple(lines), tuple(left_out)


def consumption_line(
    asked: OrdersAsked, order: OrderRows, line: Row, component: Row, *, level: int
) -> ProposedLine:
    """Answer the line of a component, with what a production journal proposes for it."""
    to_consume = asked.component(order, line, component)
    basis = asked.context.setup.settings.default_consumption_calculation
    return ProposedLine(
        kind=JournalLineKind.CONSUMPTION,
        level=level,
        order_no=line["order_no"],
        order_line_no=line["line_no"],
        item_no=component["item_no"],
        description=component["description"],
        component_line_no=component["line_no"],
        quantity=preset_consumption(to_consume, basis),
        unit_of_measure_code=component["unit_of_measure_code"],
        expected_quantity=component["expected_quantity"],
        posted_quantity=quantity_in_unit(
            component["actual_consumption_base"], component["qty_per_unit_of_measure"]
        ),
        flushing_method=component["flushing_method"],
        location_code=component["location_code"],
        bin_code=component["bin_code"],
    )


def _output_line(asked: OrdersAsked, work: Work, preset: PresetOutputQuantity) -> ProposedLine:
    return output_proposal(asked, work, preset_output(asked.operation(work.line, work.operation), preset))


def still_to_report(asked: OrdersAsked, work: Work) -> ProposedLine | None:
    """Answer the line that reports the rest of an operation; None where nothing is left, or it is not done by hand."""
    if work.operation is not None and asked.is_center_blocked(work.operation):
        return None
    proposed = output_proposal(asked, work, output_to_report(asked.operation(work.line, work.operation)))
    return proposed if proposed.quantity else None


def output_proposal(asked: OrdersAsked, work: Work, quantity_base: Decimal) -> ProposedLine:
    """Answer the line of an operation, or of an order line that has none, with a quantity proposed."""
    line, operation = work.line, work.operation
    per_unit = line["qty_per_unit_of_measure"]
    to_report = asked.operation(line, operation)
    proposed = ProposedLine(
        kind=JournalLineKind.OUTPUT,
        level=0,
        order_no=line["order_no"],
        order_line_no=line["line_no"],
        item_no=line["item_no"],
        description=line["description"],
        quantity=quantity_in_unit(round_quantity(quantity_base), per_unit),
        unit_of_measure_code=line["unit_of_measure_code"],
        expected_quantity=line["quantity"],
        posted_quantity=quantity_in_unit(to_report.posted_output, per_unit),
        location_code=line["location_code"] if work.is_last else "",
        bin_code=line["bin_code"] if work.is_last else "",
    )
    if operation is None:
        return proposed
    return replace(
        proposed,
        description=operation["description"],
        operation_no=operation["operation_no"],
        expected_quantity=quantity_in_unit(operation["input_quantity"], per_unit),
        flushing_method=operation["flushing_method"],
        no=operation["no"],
        time_unit_code=asked.time_unit_code(operation),
        routing_status=operation["routing_status"],
        finished=operation["routing_status"] is RoutingStatus.FINISHED,
    )
