"""Consolidated calendar: a work center works as its machine centers together."""

from datetime import date, time
from decimal import Decimal

from backend_client.rules.calendar_entries import CalendarEntry, capacity_time
from backend_client.rules.consolidated_calendar import consolidate
from backend_client.terms import CapacityUnitType

MONDAY = date(2026, 3, 9)


def machine(start: int, end: int, efficiency: int = 100, absent: int = 0, capacity: int = 1) -> CalendarEntry:
    return CalendarEntry(
        date=MONDAY,
        starting_time=time(start),
        ending_time=time(end),
        capacity=Decimal(capacity),
        efficiency=Decimal(efficiency),
        work_shift_code="1",
        absence_capacity=Decimal(absent),
    )


def slices(*entries: CalendarEntry) -> list[tuple[int, int, Decimal]]:
    return [(one.starting_time.hour, one.ending_time.hour, one.capacity) for one in consolidate(entries)]


def test_efficiency_becomes_capacity():
    (whole,) = consolidate([machine(7, 15, 80), machine(7, 15, 70)])
    assert (whole.capacity, whole.efficiency, whole.work_shift_code) == (Decimal("1.5"), 100, "")
    assert capacity_time(whole, CapacityUnitType.HOURS, Decimal("0.00001")).capacity_total == 12


def test_each_slice_of_time_has_the_machines_that_work_then():
    assert slices(machine(7, 12), machine(9, 15)) == [(7, 9, 1), (9, 12, 2), (12, 15, 1)]


def test_an_absent_machine_is_left_out():
    assert slices(machine(7, 9), machine(9, 15, absent=1), machine(7, 15)) == [(7, 9, 2), (9, 15, 1)]


def test_a_gap_in_all_machines_stays_a_gap():
    assert slices(machine(7, 9), machine(11, 15)) == [(7, 9, 1), (11, 15, 1)]


def test_no_machines_give_no_calendar():
    assert slices() == []
