"""Dates of an order: the safety lead time lies between its end and its due date."""

from datetime import date, datetime, time

from backend_client.rules.order_dates import PlantTimes, days_after, due_after, ending_for, starting_for

PLANT = PlantTimes(normal_starting_time=time(8), normal_ending_time=time(16), safety_lead_time_days=1)


def test_an_order_ends_the_safety_lead_time_before_it_is_due():
    assert ending_for(date(2026, 1, 11), PLANT) == datetime(2026, 1, 10, 16)


def test_an_order_starts_at_the_normal_starting_time():
    assert starting_for(date(2026, 1, 10), PLANT) == datetime(2026, 1, 10, 8)


def test_a_late_end_moves_the_due_date_and_an_early_one_does_not():
    assert due_after(datetime(2026, 1, 14, 9), date(2026, 1, 11), PLANT) == date(2026, 1, 15)
    assert due_after(datetime(2026, 1, 5, 9), date(2026, 1, 11), PLANT) == date(2026, 1, 11)


def test_days_stop_at_the_ends_of_the_calendar():
    assert days_after(date(2026, 1, 1), -1) == date(2025, 12, 31)
    assert days_after(date.min, -5) == date.min
    assert days_after(date.max, 5) == date.max
