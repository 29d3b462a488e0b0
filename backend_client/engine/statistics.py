"""Time statistics of an order: the capacity it needs against the time used on it.

Both are in the plant's Show Capacity In unit, 5 decimals; outside work counts for neither:

    need 60 min of setup and 600 of run, posted 30 and 200  ->  expected 660, actual 230
"""

from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.messages.order_line import StatisticsQuestion, TimeStatistics
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, round_time
from backend_client.rules.units import convert_time, time_of
from backend_client.store.queries import statistics as stored
from backend_client.store.queries import whole_order
from backend_client.terms import CapacityUnitType


def time_statistics(context: Context, question: StatisticsQuestion) -> TimeStatistics | Refused:
    """Answer needed and used time of an order or of one of its lines.

    Refusals: order-not-found, order-line-not-found.
    """
    if whole_order.order(context.connection, question.order_no) is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    lines = whole_order.lines(context.connection, question.order_no)
    wanted = [line for line in lines if question.order_line_no in {0, line["line_no"]}]
    if question.order_line_no and not wanted:
        facts = {"order_no": question.order_no, "order_line_no": str(question.order_line_no)}
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
    setup = context.setup
    outside = {no for no, center in setup.work_centers.items() if center.subcontractor_no}
    code = setup.settings.show_capacity_in
    shown = setup.capacity_units.get(code, CapacityUnitType.MINUTES)
    references = {line["routing_reference_no"] for line in wanted}
    needed_ms = sum(
        need["needed_time_ms"]
        for need in whole_order.needs(context.connection, question.order_no)
        if need["routing_reference_no"] in references and need["work_center_no"] not in outside
    )
    used = ZERO
    for work_center_no, time in stored.time_used(
        context.connection, question.order_no, {line["line_no"] for line in wanted}
    ):
        center = setup.work_centers.get(work_center_no)
        if work_center_no not in outside and center is not None:
            used += convert_time(time, setup.capacity_units[center.unit_of_measure_code], shown)
    return TimeStatistics(
        expected=round_time(time_of(needed_ms, shown)), actual=round_time(used), unit_of_measure_code=code
    )
