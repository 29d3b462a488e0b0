"""Statistics of an order: its costs by share, and how much time it needs and how much was used.

Time is in the unit the plant shows capacity in. Needed is the sum of the capacity needs, used the sum of the
quantities of the capacity ledger entries, stop time included: 12 setup, 60 run and 20 stop are 92. Outside work does
not count as time. Lines that only serve another line of the order count when they are asked for by themselves.
"""

from decimal import Decimal

from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.engine.costs.order_costs import cost_of_parts, costs_of_lines
from backend_client.messages.base import Refused
from backend_client.messages.order_costs import OrderStatistics, StatisticsQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, exact, round_time
from backend_client.rules.units import convert_time, time_of
from backend_client.store.queries.order_line import needed_ms, order_lines, used_by_work_center
from backend_client.terms import CapacityUnitType


def order_statistics(context: Context, question: StatisticsQuestion) -> OrderStatistics | Refused:
    """Answer costs, needed and used time of an order or one of its lines.

    Refuses with `order-not-found`, `order-line-not-found`.
    """
    found = order_lines(context.connection, upper_case(question.order_no), question.order_line_no)
    if not found:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    if question.order_line_no and found[0].line_no is None:
        facts = {"order_no": question.order_no, "order_line_no": str(question.order_line_no)}
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
    one = question.order_line_no
    lines = [row for row in found if row.line_no is not None and (one or not row.planning_level)]
    numbers = {row.line_no for row in lines}
    setup = context.setup
    code = setup.settings.show_capacity_in
    shown = setup.capacity_units.get(code, CapacityUnitType.MINUTES)
    order_no = found[0].no
    with exact():
        needed = time_of(
            needed_ms(context.connection, order_no, (row.routing_reference_no for row in lines)), shown
        )
        used = ZERO
        for row in used_by_work_center(context.connection, order_no, (each.line_no for each in lines)):
            used += _shown(context, row.work_center_no, row.quantity, shown)
    entries = {"order_no": order_no, "order_line_no": one, "supplying_lines": bool(one)}
    costs = [cost for cost in costs_of_lines(context, order_no) if cost.line["line_no"] in numbers]
    return OrderStatistics(
        expected=round_time(needed),
        actual=round_time(used),
        unit_of_measure_code=code,
        costs=cost_of_parts(costs, entries),
    )


def _shown(context: Context, work_center_no: str, quantity: Decimal, shown: CapacityUnitType) -> Decimal:
    center = context.setup.work_centers.get(work_center_no)
    own = context.setup.capacity_units.get(center.unit_of_measure_code) if center is not None else None
    return quantity if own is None else convert_time(quantity, own, shown)
