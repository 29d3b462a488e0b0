"""Calendar entries: one for each working span of each weekday, holidays taken out."""

from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.calendar_entries import (
    DAY_MS,
    CalendarEntry,
    Capacity,
    Holiday,
    WorkingDay,
    calculate_entries,
    capacity_time,
    end_ms,
    start_ms,
    time_at,
)
from backend_client.terms import CapacityUnitType, Weekday

MONDAY = date(2026, 3, 9)
ONE = Capacity(capacity=Decimal(1), efficiency=Decimal(100))
PRECISION = Decimal("0.00001")

times = st.builds(time_at, st.integers(0, 1439).map(lambda minute: minute * 60_000))


def span(start: time, end: time, day: Weekday = Weekday.MONDAY, shift: str = "1") -> WorkingDay:
    return WorkingDay(day=day, starting_time=start, ending_time=end, work_shift_code=shift)


def made(*rows: WorkingDay, holidays: tuple[Holiday, ...] = (), days: int = 1) -> list[tuple[time, time]]:
    entries = calculate_entries(
        first_day=MONDAY,
        last_day=MONDAY + timedelta(days=days - 1),
        working_days=rows,
        holidays=holidays,
        center=ONE,
    )
    return [(entry.starting_time, entry.ending_time) for entry in entries]


@pytest.mark.parametrize(
    ("capacity", "efficiency", "unit", "total", "effective"),
    [
        ("1", "100", CapacityUnitType.MINUTES, "480", "480"),
        ("2", "85", CapacityUnitType.MINUTES, "960", "816"),
        ("1", "90", CapacityUnitType.HOURS, "8", "7.2"),
        ("1", "100", CapacityUnitType.DAYS, "0.33333", "0.33333"),
    ],
)
def test_capacity_is_the_span_times_the_places_and_the_efficiency(
    capacity, efficiency, unit, total, effective
):
    entry = CalendarEntry(
        date=MONDAY,
        starting_time=time(7),
        ending_time=time(15),
        capacity=Decimal(capacity),
        efficiency=Decimal(efficiency),
    )
    offered = capacity_time(entry, unit, PRECISION)
    assert (offered.capacity_total, offered.capacity_effective) == (Decimal(total), Decimal(effective))


def test_absent_places_offer_no_time():
    entry = CalendarEntry(
        date=MONDAY,
        starting_time=time(7),
        ending_time=time(15),
        capacity=Decimal(3),
        efficiency=Decimal(90),
        absence_capacity=Decimal(1),
    )
    offered = capacity_time(entry, CapacityUnitType.MINUTES, PRECISION)
    assert (offered.capacity_total, offered.capacity_effective) == (960, 864)


def test_only_the_weekdays_of_the_calendar_work():
    assert made(span(time(7), time(15)), days=14) == [(time(7), time(15))] * 2


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ((12, 14), [(8, 12), (14, 16)]),
        ((6, 9), [(9, 16)]),
        ((15, 18), [(8, 15)]),
        ((8, 16), []),
        ((0, 0), []),
        ((17, 18), [(8, 16)]),
    ],
)
def test_a_holiday_takes_its_part_out(off, left):
    holiday = Holiday(date=MONDAY, starting_time=time(off[0]), ending_time=time(off[1]))
    assert made(span(time(8), time(16)), holidays=(holiday,)) == [(time(a), time(b)) for a, b in left]


def test_two_holidays_of_a_day_leave_three_pieces():
    holidays = tuple(
        Holiday(date=MONDAY, starting_time=time(hour), ending_time=time(hour + 1)) for hour in (13, 10)
    )
    left = made(span(time(8), time(16)), holidays=holidays)
    assert left == [(time(8), time(10)), (time(11), time(13)), (time(14), time(16))]


def test_a_shift_until_midnight_ends_the_day():
    assert made(span(time(16), time(0))) == [(time(16), time(0))]
    assert end_ms(time(0)) == DAY_MS


@given(
    st.lists(st.tuples(times, times).filter(lambda pair: start_ms(pair[0]) < end_ms(pair[1])), max_size=5),
    st.lists(st.tuples(times, times).filter(lambda pair: start_ms(pair[0]) < end_ms(pair[1])), max_size=3),
)
def test_entries_never_overlap_and_never_touch_a_holiday(spans, off):
    rows = [span(start, end, shift=str(number)) for number, (start, end) in enumerate(spans)]
    holidays = tuple(Holiday(date=MONDAY, starting_time=start, ending_time=end) for start, end in off)
    found = [(start_ms(start), end_ms(end)) for start, end in made(*rows, holidays=holidays)]
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    worked = {m for s, e in spans for m in range(start_ms(s) // 60_000, end_ms(e) // 60_000)}
    free = {m for s, e in off for m in range(start_ms(s) // 60_000, end_ms(e) // 60_000)}
    assert {m for s, e in found for m in range(s // 60_000, e // 60_000)} == worked - free
