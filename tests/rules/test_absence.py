"""Absence: takes its places off the part of the day it covers, and gives them back."""

from datetime import date, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.absence import Absence, register_absence, remove_absence, with_absences
from backend_client.rules.calendar_entries import CalendarEntry, end_ms, start_ms, time_at

MONDAY = date(2026, 3, 9)


def entry(start: time, end: time, capacity: int = 1, shift: str = "1") -> CalendarEntry:
    return CalendarEntry(
        date=MONDAY,
        starting_time=start,
        ending_time=end,
        capacity=Decimal(capacity),
        efficiency=Decimal(100),
        work_shift_code=shift,
    )


def absence(start: time, end: time, capacity: int = 1) -> Absence:
    return Absence(date=MONDAY, starting_time=start, ending_time=end, capacity=Decimal(capacity))


def pieces(entries: tuple[CalendarEntry, ...]) -> list[tuple[int, int, int]]:
    return [(each.starting_time.hour, each.ending_time.hour, int(each.absence_capacity)) for each in entries]


def test_an_absence_cuts_the_entry_at_its_edges():
    assert pieces(register_absence([entry(time(7), time(15))], absence(time(8), time(10)))) == [
        (7, 8, 0),
        (8, 10, 1),
        (10, 15, 0),
    ]


def test_an_absence_of_no_places_takes_nothing_away():
    whole = (entry(time(7), time(15)),)
    assert register_absence(whole, absence(time(8), time(10), capacity=0)) == whole


def test_no_more_places_are_absent_than_there_are():
    shut = register_absence([entry(time(7), time(15), capacity=2)], absence(time(7), time(15), capacity=5))
    assert pieces(shut) == [(7, 15, 2)]


def test_overlapping_absences_add_up_and_one_stays_when_the_other_goes():
    first, second = absence(time(8), time(12)), absence(time(10), time(14))
    one = register_absence([entry(time(7), time(15), capacity=3)], first)
    both = register_absence(one, second, [first])
    assert pieces(both) == [(7, 8, 0), (8, 10, 1), (10, 12, 2), (12, 14, 1), (14, 15, 0)]
    assert remove_absence(both, second, [first]) == one


def test_two_absences_of_the_only_place_leave_it_absent_until_both_are_gone():
    first, second = absence(time(8), time(12)), absence(time(10), time(14))
    both = register_absence(register_absence([entry(time(7), time(15))], first), second, [first])
    assert pieces(remove_absence(both, first, [second])) == [(7, 10, 0), (10, 14, 1), (14, 15, 0)]


def test_two_shifts_stay_two_entries():
    shifts = (entry(time(7), time(12)), entry(time(12), time(15), shift="2"))
    off = absence(time(11), time(13))
    assert remove_absence(register_absence(shifts, off), off) == shifts


def test_an_absence_outside_working_time_changes_nothing():
    whole = (entry(time(7), time(15)),)
    assert register_absence(whole, absence(time(18), time(20))) == whole


def test_recalculating_takes_all_absences_off_again():
    absences = [absence(time(8), time(10)), absence(time(9), time(11))]
    whole = [entry(time(7), time(15), capacity=2)]
    in_steps = register_absence(register_absence(whole, absences[0]), absences[1], absences[:1])
    assert with_absences(whole, absences) == in_steps


times = st.integers(0, 95).map(lambda quarter: time_at(quarter * 900_000))
absences = st.tuples(times, times, st.integers(0, 3)).filter(lambda a: start_ms(a[0]) < end_ms(a[1]))


@given(st.lists(absences, max_size=4, unique_by=lambda a: a[0]), absences)
def test_registering_and_removing_an_absence_changes_nothing(others, one):
    before = [absence(*each) for each in others if each[0] != one[0]]
    entries = (entry(time(6), time(14), capacity=2), entry(time(14), time(22), capacity=2, shift="2"))
    standing: tuple[CalendarEntry, ...] = entries
    for number, each in enumerate(before):
        standing = register_absence(standing, each, before[:number])
    changed = absence(*one)
    with_one = register_absence(standing, changed, before)
    back = remove_absence(with_one, changed, before)
    assert _by_minute(back) == _by_minute(standing)
    for each in reversed(before):
        back = remove_absence(back, each, before[: before.index(each)])
    assert back == entries


def _by_minute(entries: tuple[CalendarEntry, ...]) -> dict[int, Decimal]:
    return {
        minute: each.absence_capacity
        for each in entries
        for minute in range(start_ms(each.starting_time) // 60_000, end_ms(each.ending_time) // 60_000)
    }


def test_spans_that_meet_stay_apart_when_an_absence_elsewhere_goes():
    spans = (entry(time(7), time(12)), entry(time(12), time(15)))
    off = absence(time(8), time(9))
    assert remove_absence(register_absence(spans, off), off) == spans
