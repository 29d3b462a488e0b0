"""Planning: the load of centers, their calendars, what waits at them and what was posted there."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.center_days import (
    AbsenceEntriesQuestion,
    CalendarEntriesQuestion,
    CapacityEntriesQuestion,
)
from backend_client.messages.load import LoadQuestion, TaskListQuestion
from backend_client.messages.planning import (
    CalculateCalendarRequest,
    ChangeMasterDataRequest,
    ConstrainedCapacityQuestion,
    RegisterAbsenceRequest,
    RemoveAbsenceRequest,
)
from backend_client.messages.postings import PostCapacityRequest
from backend_client.messages.shop_calendars import RegisterHolidayRequest, SetWorkingDayRequest
from backend_client.terms import CapacityType, LoadPeriod, LoadScope, LoadView, Weekday
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)
SATURDAY = date(2026, 3, 14)
MACHINE = CapacityType.MACHINE_CENTER


def at_a(minutes: int, *, no: str = "A", kind: CapacityType = CapacityType.WORK_CENTER) -> dict[str, Any]:
    """Answer a plant whose one operation runs so many minutes a piece at a center."""
    line = {"routing_no": "S", "operation_no": "10", "type": kind.value, "no": no, "run_time": minutes}
    return {
        "routings": [{"no": "S"}],
        "routing_lines": [line],
        "items": [{"no": "S", "replenishment_system": "prod_order", "routing_no": "S"}],
    }


def load(factory: Factory, no: str = "A", day: date = MONDAY, last: date | None = None, **fields: Any) -> Any:
    """Ask for the cells of one row of the load board."""
    (row,) = factory.ask(LoadQuestion, no=no, first_day=day, last_day=last or day, **fields).rows
    return row.cells


def figures(cell: Any) -> tuple[Decimal, ...]:
    """Capacity, allocated time, what is available, load in percent."""
    return cell.capacity, cell.allocated_time, cell.availability_after_orders, cell.load_pct


def absence(factory: Factory, starting: int, ending: int, **fields: Any) -> Any:
    """Take one place of a center away on Monday, from hour to hour."""
    given = {"no": "A", "date": MONDAY, "capacity": Decimal(1)} | fields
    return factory.post(
        RegisterAbsenceRequest, starting_time=time(starting), ending_time=time(ending), **given
    )


def spans(factory: Factory, no: str = "A", day: date = MONDAY, **fields: Any) -> list[tuple[Any, ...]]:
    """When a center works on a day, and its effective capacity."""
    found = factory.ask(CalendarEntriesQuestion, no=no, first_day=day, last_day=day, **fields)
    return [(each.starting_time.hour, each.ending_time.hour, each.capacity_effective) for each in found]


def test_row_66_load_of_a_day(plants: Plants) -> None:
    """A day of 480 minutes with 405 allocated: 75 are available, load 84.4 %; by week, month, quarter and year the same 405."""
    factory = Factory(plants, **at_a(405))
    factory.order(quantity=1, source_no="S", due_date=MONDAY)
    (cell,) = load(factory)
    assert figures(cell) == (480, 405, 75, Decimal("84.4"))
    for period in set(LoadPeriod) - {LoadPeriod.ACCOUNTING_PERIOD}:
        cells = load(factory, last=WEDNESDAY, period=period)
        assert len(cells) == (3 if period is LoadPeriod.DAY else 1)
        assert sum(cell.capacity for cell in cells) == 3 * 480
        assert sum(cell.allocated_time for cell in cells) == 405


def test_row_66_load_by_accounting_period(plants: Plants) -> None:
    """Periods from 2 and 11 March: 405 minutes on Monday 9 are of the first, 60 on Wednesday 11 of the second."""
    plant = at_a(405)
    starts = [{"starting_date": "2026-03-02", "name": "P3"}, {"starting_date": "2026-03-11", "name": "P4"}]
    factory = Factory(plants, accounting_periods=starts, **plant)
    factory.order(quantity=1, source_no="S", due_date=MONDAY)
    factory.order("O2", 1, "S", due_date=WEDNESDAY)
    factory.output("10", run_time=345, order_no="O2")
    period = LoadPeriod.ACCOUNTING_PERIOD
    cells = load(factory, day=date(2026, 3, 2), last=date(2026, 3, 13), period=period)
    assert [(cell.period_start.day, cell.period_end.day) for cell in cells] == [(2, 10), (11, 13)]
    assert [(cell.capacity, cell.allocated_time) for cell in cells] == [(7 * 480, 405), (3 * 480, 60)]
    summed = load(factory, day=WEDNESDAY, last=WEDNESDAY, period=period, view=LoadView.BALANCE_AT_DATE)
    assert [cell.allocated_time for cell in summed] == [465]
    question = LoadQuestion(no="A", first_day=MONDAY, last_day=MONDAY, period=period)
    assert refused(Factory(plants).client.ask(question)) == "master-data-not-found"


def test_row_67_net_change_or_balance_at_date(plants: Plants) -> None:
    """Two weeks with 450 and 405 minutes allocated: net change shows 450 and 405, balance at date 450 and 855."""
    factory = Factory(plants, **at_a(1))
    factory.order("O1", 450, "S", due_date=date(2026, 3, 3))
    factory.order("O2", 405, "S", due_date=MONDAY)
    weeks = {"day": date(2026, 3, 2), "last": date(2026, 3, 15), "period": LoadPeriod.WEEK}
    alone = load(factory, view=LoadView.NET_CHANGE, **weeks)
    summed = load(factory, view=LoadView.BALANCE_AT_DATE, **weeks)
    assert [cell.allocated_time for cell in alone] == [450, 405]
    assert [cell.allocated_time for cell in summed] == [450, 855]


def test_row_68_a_work_center_includes_its_machine_centers(plants: Plants) -> None:
    """100 minutes at machine M are 100 of the machine, of its work center A and of the group."""
    factory = Factory(
        plants,
        machine_centers=[{"no": "M", "work_center_no": "A"}],
        **at_a(100, no="M", kind=MACHINE),
    )
    factory.order(quantity=1, source_no="S", due_date=MONDAY)
    board = factory.ask(LoadQuestion, first_day=MONDAY, last_day=MONDAY).rows
    loaded = {
        (row.scope, row.no): row.cells[0].allocated_time for row in board if row.cells[0].allocated_time
    }
    assert loaded[LoadScope.MACHINE_CENTER, "M"] == loaded[LoadScope.WORK_CENTER, "A"] == 100
    assert [value for (scope, _), value in loaded.items() if scope is LoadScope.WORK_CENTER_GROUP] == [100]


def test_row_69_effective_capacity(plants: Plants) -> None:
    """Two places at 90 % for eight hours are 864 minutes; two hours of one place absent leave 756."""
    factory = Factory(plants, work_centers=[{"no": "A", "capacity": 2, "efficiency": 90}])
    assert load(factory)[0].capacity == 864
    absence(factory, 9, 11)
    assert load(factory)[0].capacity == 756


def test_row_70_load_falls_with_time_posted_and_with_finishing(plants: Plants) -> None:
    """Of 405 minutes 100 are posted: 305 are allocated; the operation finished: none."""
    factory = Factory(plants, **at_a(405))
    factory.order(quantity=1, source_no="S", due_date=MONDAY)
    factory.output("10", 0, run_time=100)
    assert load(factory)[0].allocated_time == 305
    factory.output("10", 1, finished=True)
    assert load(factory)[0].allocated_time == 0


def test_row_71_infinite_and_finite_loading(plants: Plants) -> None:
    """A bottleneck (80 %, dampener 10 %) takes 384 of a day of 480 minutes, or 432 if that is all; any other center takes 480."""
    bottleneck = {
        "capacity_constrained_resources": [{"capacity_no": "A", "critical_load_pct": 80, "dampener_pct": 10}]
    }
    finite = Factory(plants, **bottleneck, **at_a(300))
    finite.order("O1", 1, "S", due_date=TUESDAY)
    left = finite.ask(ConstrainedCapacityQuestion, no="A", date=TUESDAY)
    assert (left.available_time, left.load_pct, left.dampener_time) == (84, Decimal("62.5"), 48)
    finite.order("O2", 1, "S", due_date=TUESDAY)
    assert [cell.allocated_time for cell in load(finite, day=MONDAY, last=TUESDAY)] == [216, 384]
    infinite = Factory(plants, **at_a(300))
    infinite.order("O1", 1, "S", due_date=TUESDAY)
    infinite.order("O2", 1, "S", due_date=TUESDAY)
    assert [cell.allocated_time for cell in load(infinite, day=MONDAY, last=TUESDAY)] == [0, 600]


def test_row_72_task_list(plants: Plants) -> None:
    """Operations wait at A sorted by start; a finished one is no longer among them."""
    factory = Factory(plants, **at_a(60))
    factory.order("O2", 2, "S", due_date=WEDNESDAY)
    factory.order("O1", 3, "S", due_date=TUESDAY)
    tasks = factory.ask(TaskListQuestion, no="A").tasks
    assert [(task.order_no, task.starting_date_time.hour) for task in tasks] == [("O1", 13), ("O2", 14)]
    assert [(task.run_time, task.send_ahead_quantity, task.concurrent_capacities) for task in tasks] == [
        (60, 0, 1),
        (60, 0, 1),
    ]
    factory.output("10", 3, finished=True)
    assert [task.order_no for task in factory.ask(TaskListQuestion, no="A").tasks] == ["O2"]


def test_row_73_overload_is_shown_not_blocked(plants: Plants) -> None:
    """405 minutes on a day that absence leaves 360: load 112.5 %, 45 too many, and nothing is refused."""
    factory = Factory(plants, **at_a(405))
    factory.order(quantity=1, source_no="S", due_date=MONDAY)
    absence(factory, 9, 11)
    (cell,) = load(factory)
    assert figures(cell) == (360, 405, -45, Decimal("112.5"))


def test_row_74_maintenance_time_without_an_order(plants: Plants) -> None:
    """45 minutes of stop time at A: one capacity entry of 45, no value entry, no cost."""
    factory = Factory(plants)
    factory.post(PostCapacityRequest, no="A", stop_time=45, stop_code="MAINT")
    found = factory.rows("capacity_ledger_entries", "no", "stop_time", "stop_code", "order_no")
    assert found == [("A", 45, "MAINT", "")]
    assert factory.rows("value_entries", "entry_no") == []


def test_row_75_the_capacity_ledger_of_a_center(plants: Plants) -> None:
    """The ledger of A lists output and scrap of all orders in posting order; the maintenance entry is last."""
    factory = Factory(plants)
    factory.order("O1", 10)
    factory.order("O2", 10)
    factory.output("10", 4, run_time=20)
    factory.output("10", 3, scrap_quantity=1, run_time=15, order_no="O2")
    factory.output("20", 2)
    factory.post(PostCapacityRequest, no="A", stop_time=45, stop_code="MAINT")
    found = factory.ask(CapacityEntriesQuestion, no="A")
    assert [
        (each.order_no, each.output_quantity, each.scrap_quantity, each.run_time, each.stop_time)
        for each in found.entries
    ] == [("O1", 4, 0, 20, 0), ("O2", 3, 1, 15, 0), ("", 0, 0, 0, 45)]
    first = factory.ask(CapacityEntriesQuestion, no="A", most=2)
    rest = factory.ask(CapacityEntriesQuestion, no="A", most=2, after_entry_no=first.next_after_entry_no)
    assert (*first.entries, *rest.entries) == found.entries
    assert rest.next_after_entry_no == 0


@pytest.mark.parametrize("after", [-1, 2**60])
def test_an_entry_beyond_the_ledger_is_no_fault(plants: Plants, after: int) -> None:
    """An entry number that no answer gave is answered with what lies behind it: all, or nothing."""
    factory = Factory(plants)
    factory.post(PostCapacityRequest, no="A", stop_time=45)
    assert len(factory.ask(CapacityEntriesQuestion, no="A", after_entry_no=after).entries) == (after < 0)
    assert refused(factory.ask(CapacityEntriesQuestion, no="NONE")) == "center-not-found"


def test_row_94_absence_feeds_the_calendar(plants: Plants) -> None:
    """Absence from 9 to 11 cuts Monday at A in three pieces and is listed; taken away, the day is whole again."""
    factory = Factory(plants)
    absence(factory, 9, 11, description="Maintenance")
    assert spans(factory) == [(8, 9, 60), (9, 11, 0), (11, 16, 300)]
    (listed,) = factory.ask(AbsenceEntriesQuestion, no="A", first_day=MONDAY, last_day=MONDAY)
    assert (listed.starting_time, listed.capacity, listed.description) == (time(9), 1, "Maintenance")
    factory.post(RemoveAbsenceRequest, no="A", date=MONDAY, starting_time=time(9))
    assert spans(factory) == [(8, 16, 480)]
    assert factory.ask(AbsenceEntriesQuestion, no="A", first_day=MONDAY, last_day=MONDAY) == ()


def test_the_days_of_a_center_are_asked_for_within_bounds(plants: Plants) -> None:
    """A list of days ends after it begins and is of at most 400 days, at a center that exists."""
    factory = Factory(plants)
    for kind in (AbsenceEntriesQuestion, CalendarEntriesQuestion):
        for first, last in ((TUESDAY, MONDAY), (date.min, date.max)):
            assert refused(factory.ask(kind, no="A", first_day=first, last_day=last)) == "period-out-of-range"
        assert refused(factory.ask(kind, no="X", first_day=MONDAY, last_day=MONDAY)) == "center-not-found"


def test_row_95_unit_cost_of_a_center(plants: Plants) -> None:
    """Direct 1.20, 15 % indirect, 0.16 overhead: unit cost 1.54; another direct cost is worked out again."""
    factory = Factory(
        plants,
        work_centers=[
            {"no": "A", "direct_unit_cost": "1.2", "indirect_cost_pct": 15, "overhead_rate": "0.16"}
        ],
    )
    assert factory.rows("work_centers", "unit_cost", no="A") == [Decimal("1.54")]
    change = {"table": "work_centers", "key": {"no": "A"}}
    factory.post(ChangeMasterDataRequest, values={"direct_unit_cost": "2"}, **change)
    assert factory.rows("work_centers", "unit_cost", no="A") == [Decimal("2.46")]
    factory.post(ChangeMasterDataRequest, values={"capacity": "2", "efficiency": "50"}, **change)
    factory.post(CalculateCalendarRequest, no="A", first_day=MONDAY, last_day=MONDAY)
    assert spans(factory) == [(8, 16, 480)]
    factory.order()
    factory.post(ChangeMasterDataRequest, values={"blocked": "true"}, **change)
    assert refused(factory.output("10", 1)) == "work-center-blocked"


def test_row_94_holidays_and_shifts_feed_the_calendar(plants: Plants) -> None:
    """A holiday from 12 to 14 leaves 360 minutes of Monday; working on Saturdays gives Saturday its 240."""
    factory = Factory(plants)
    calendar = {"shop_calendar_code": "ONE SHIFT"}
    factory.post(
        RegisterHolidayRequest, date=MONDAY, starting_time=time(12), ending_time=time(14), **calendar
    )
    assert spans(factory) == [(8, 12, 240), (14, 16, 120)]
    assert load(factory)[0].capacity == 360
    factory.post(
        SetWorkingDayRequest,
        day=Weekday.SATURDAY,
        starting_time=time(8),
        ending_time=time(12),
        work_shift_code="1",
        first_day=MONDAY,
        last_day=SATURDAY,
        **calendar,
    )
    assert spans(factory, day=SATURDAY) == [(8, 12, 240)]
