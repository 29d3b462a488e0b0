"""What stands on the screen before anything is posted: the order line, its operations, its components, the reasons.

Quantities are in the unit of the order line, times in the unit of each operation's work center.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from backend_client import limits
from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.messages.codec import decimal_text
from backend_client.messages.order_line import (
    ComponentRow,
    OperationNotes,
    OperationNotesQuestion,
    OperationRow,
    OrderLineCard,
    OrderLineQuestion,
    QualityMeasure,
    Reason,
    ReasonCodes,
    ReasonCodesQuestion,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.ceiling import ceiling, operation_nos
from backend_client.rules.rounding import ZERO, exact, round_time
from backend_client.rules.units import convert_time, quantity_in_unit
from backend_client.store.queries.capacity_entries import reasons_given
from backend_client.store.queries.order_line import (
    in_bins,
    last_posting,
    line_components,
    line_operations,
    on_hand,
    operation_texts,
    order_lines,
    quality_measures,
)
from backend_client.store.queries.shift import newest_on_order
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, CapacityUnitType

ONE = Decimal(1)


def order_line(context: Context, question: OrderLineQuestion) -> OrderLineCard | Refused:
    """Answer how an order line stands; refuses with `order-not-found`, `order-line-not-found`."""
    line = line_asked_for(context, question.order_no, question.order_line_no)
    if isinstance(line, Refused):
        return line
    operations = line_operations(context.connection, line.order_no, line.routing_reference_no)
    components = line_components(context.connection, line.order_no, line.line_no)
    note_count, newest_note = newest_on_order(context.connection, line.order_no)
    stock = on_hand(context.connection, {row.item_no for row in components}) if components else {}
    bins = in_bins(context.connection, components)
    return OrderLineCard(
        order_no=line.order_no,
        order_line_no=line.line_no,
        status=line.status,
        blocked=line.blocked,
        item_no=line.item_no,
        description=line.description,
        unit_of_measure_code=line.unit_of_measure_code,
        quantity=line.quantity,
        finished_quantity=line.finished_quantity,
        remaining_quantity=line.remaining_quantity,
        location_code=line.location_code,
        bin_code=line.bin_code,
        due_date=line.due_date,
        starting_date_time=line.starting_date_time,
        ending_date_time=line.ending_date_time,
        operations=tuple(_operation(context.setup, line, row, operations) for row in operations),
        components=tuple(_component(row, stock, bins) for row in components),
        notes=note_count,
        newest_note=newest_note,
    )


def operation_notes(context: Context, question: OperationNotesQuestion) -> OperationNotes | Refused:
    """Answer the texts around an operation; refuses with what `order_line` does and `operation-not-found`."""
    line = line_asked_for(context, question.order_no, question.order_line_no)
    if isinstance(line, Refused):
        return line
    operations = line_operations(context.connection, line.order_no, line.routing_reference_no)
    operation = next((row for row in operations if row.operation_no == question.operation_no), None)
    if operation is None:
        facts = {"order_no": line.order_no, "operation_no": question.operation_no}
        return Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts)
    texts = operation_texts(context.connection, operation)
    measures = tuple(_measure(row) for row in quality_measures(context.connection, operation))
    per_unit = line.qty_per_unit_of_measure
    posted = last_posting(context.connection, line, operation.operation_no)
    return OperationNotes(
        steps=tuple(texts.get("steps", ())),
        tools=tuple(texts.get("tools", ())),
        personnel=tuple(texts.get("personnel", ())),
        quality_measures=tuple(map(_measure_text, measures)),
        comments=tuple(texts.get("comments", ())),
        last_posted_at=posted[0].posted_at if posted else None,
        last_posted_by=posted[0].person_no if posted else "",
        last_output_quantity=quantity_in_unit(sum((row.output_quantity for row in posted), ZERO), per_unit),
        last_scrap_quantity=quantity_in_unit(sum((row.scrap_quantity for row in posted), ZERO), per_unit),
        measures=measures,
    )


def reason_codes(context: Context, question: ReasonCodesQuestion) -> ReasonCodes:
    """Answer the plant's reasons for scrap and for standing still, and how often a center gave each."""
    setup = context.setup
    scrap, stop = _reasons_given(context, question)
    return ReasonCodes(
        scrap_codes=_reasons(setup.scrap_codes, scrap), stop_codes=_reasons(setup.stop_codes, stop)
    )


def _reasons_given(
    context: Context, question: ReasonCodesQuestion
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    no = upper_case(question.no)
    if not no:
        return {}, {}
    most = limits.REASON_ENTRIES_MAX
    if question.type is CapacityType.WORK_CENTER:
        return reasons_given(context.connection, no, "", most)
    machine = context.setup.machine_centers.get(no)
    return reasons_given(context.connection, machine.work_center_no, no, most) if machine else ({}, {})


def _reasons(codes: Mapping[str, str], used: Mapping[str, int]) -> tuple[Reason, ...]:
    return tuple(
        Reason(code=code, description=text, used=used.get(code, 0)) for code, text in sorted(codes.items())
    )


def line_asked_for(context: Context, order_no: str, line_no: int) -> Any:
    """Read the line asked for, the first one for 0; else what is refused."""
    found = order_lines(context.connection, upper_case(order_no), line_no)
    if not found:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": order_no})
    if found[0].line_no is None:
        facts = {"order_no": order_no, "order_line_no": str(line_no)}
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
    return found[0]


def _operation(setup: Setup, line: Any, row: Any, operations: Sequence[Any]) -> OperationRow:
    per_unit = line.qty_per_unit_of_measure
    output = {each.operation_no: each.posted_output_quantity for each in operations}
    previous = [output[no] for no in operation_nos(row.previous_operation_no) if no in output]
    at_hand = ceiling(
        expected_quantity=row.input_quantity,
        output_quantity=row.posted_output_quantity,
        scrap_quantity=row.posted_scrap_quantity,
        output_of_previous=previous,
    )
    work_center = setup.work_centers.get(row.work_center_no)
    is_machine = row.type is CapacityType.MACHINE_CENTER
    center = (setup.machine_centers if is_machine else setup.work_centers).get(row.no)
    expected_setup, expected_run = expected_times(setup, row)
    return OperationRow(
        operation_no=row.operation_no,
        previous_operation_no=row.previous_operation_no,
        next_operation_no=row.next_operation_no,
        description=row.description,
        type=row.type,
        no=row.no,
        name=center.name if center is not None else "",
        work_center_no=row.work_center_no,
        routing_status=row.routing_status,
        flushing_method=row.flushing_method,
        expected_quantity=quantity_in_unit(row.input_quantity, per_unit),
        output_quantity=quantity_in_unit(row.posted_output_quantity, per_unit),
        scrap_quantity=quantity_in_unit(row.posted_scrap_quantity, per_unit),
        remaining_quantity=quantity_in_unit(
            max(row.input_quantity - row.posted_output_quantity, ZERO), per_unit
        ),
        ceiling=quantity_in_unit(at_hand, per_unit),
        setup_time=row.posted_setup_time,
        run_time=row.posted_run_time,
        expected_setup_time=expected_setup,
        expected_run_time=expected_run,
        time_unit_code=work_center.unit_of_measure_code if work_center is not None else "",
        time_unit_type=time_unit(setup, row),
        starting_date_time=row.starting_date_time,
        ending_date_time=row.ending_date_time,
        blocked=any(each is not None and each.blocked for each in (center, work_center)),
    )


def expected_times(setup: Setup, row: Any) -> tuple[Decimal, Decimal]:
    """Answer setup and run time of an operation's whole input, in the unit of its work center."""
    own = time_unit(setup, row)
    with exact():
        run = row.input_quantity * row.run_time / (row.lot_size or ONE)
        setup_unit = setup.capacity_units.get(row.setup_time_unit, own)
        run_unit = setup.capacity_units.get(row.run_time_unit, own)
        setup_time = convert_time(row.setup_time, setup_unit, own)
        return round_time(setup_time), round_time(convert_time(run, run_unit, own))


def time_unit(setup: Setup, row: Any) -> CapacityUnitType:
    """Answer what the capacity unit of an operation's work center means."""
    work_center = setup.work_centers.get(row.work_center_no)
    code = work_center.unit_of_measure_code if work_center is not None else ""
    return setup.capacity_units.get(code, CapacityUnitType.MINUTES)


def _component(
    row: Any,
    stock: Mapping[tuple[str, str, str], Decimal],
    bins: Mapping[tuple[str, str, str, str], Decimal],
) -> ComponentRow:
    place = (row.item_no, row.variant_code, row.location_code)
    base, in_bin = stock.get(place, ZERO), bins.get((*place, row.bin_code), ZERO)
    per_unit = row.qty_per_unit_of_measure
    return ComponentRow(
        line_no=row.line_no,
        item_no=row.item_no,
        description=row.description,
        expected_quantity=row.expected_quantity,
        remaining_quantity=row.remaining_quantity,
        unit_of_measure_code=row.unit_of_measure_code,
        flushing_method=row.flushing_method,
        routing_link_code=row.routing_link_code,
        location_code=row.location_code,
        bin_code=row.bin_code,
        on_hand=quantity_in_unit(base, per_unit),
        in_bin=quantity_in_unit(in_bin, per_unit) if row.bin_code else None,
    )


def _measure(row: Any) -> QualityMeasure:
    name: str = row.description or row.qlty_measure_code
    return QualityMeasure(name=name, min_value=row.min_value, max_value=row.max_value)


def _measure_text(measure: QualityMeasure) -> str:
    if not measure.min_value and not measure.max_value:
        return measure.name
    return f"{measure.name}: {decimal_text(measure.min_value)} - {decimal_text(measure.max_value)}"
