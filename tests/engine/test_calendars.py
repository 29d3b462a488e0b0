"""Calendars of centers: calculated anew, absence taken off, consolidated ones kept true."""

from datetime import date, time
from decimal import Decimal

import pytest

from backend_client.limits import CALENDAR_DAYS_MAX
from backend_client.messages.load import LoadQuestion
from backend_client.messages.planning import (
    CalculateCalendarRequest,
    RegisterAbsenceRequest,
    RemoveAbsenceRequest,
)
from backend_client.terms import CapacityType, LoadScope
from tests.engine.planning_plant import CALENDAR, column, planning_plant, post, posted, refused, rows

MONDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 13)
MACHINE = CapacityType.MACHINE_CENTER
NO_CALENDAR = {"calendar_from": "", "calendar_to": ""}


@pytest.fixture
def plant(plants):
    return planning_plant(
        plants,
        settings=NO_CALENDAR,
        work_centers=[
            {"no": "A"},
            {"no": "W", "consolidated_calendar": True, "unit_of_measure_code": "HOURS"},
        ],
        machine_centers=[
            {"no": "M1", "work_center_no": "W", "efficiency": 80},
            {"no": "M2", "work_center_no": "W", "efficiency": 70},
        ],
    )


def calculate(plant, first=MONDAY, last=MONDAY, **center):
    return post(plant, CalculateCalendarRequest, first_day=first, last_day=last, **center)


def register(plant, start, end, capacity=1, **center):
    given = {"no": "A", "date": MONDAY, "capacity": Decimal(capacity)} | center
    return post(plant, RegisterAbsenceRequest, starting_time=time(start), ending_time=time(end), **given)


def remove(plant, start, **center):
    return post(
        plant, RemoveAbsenceRequest, **({"no": "A", "date": MONDAY} | center), starting_time=time(start)
    )


def entries(plant, no="A"):
    return [
        (row["starting_time"].hour, row["ending_time"].hour, row["capacity_effective"])
        for row in rows(plant, CALENDAR, "date", "starting_time")
        if row["no"] == no
    ]


def capacity_on_the_board(plant, no, scope=LoadScope.WORK_CENTER):
    board = plant.client.ask(LoadQuestion(first_day=MONDAY, last_day=MONDAY, scope=scope, no=no))
    return board.rows[0].cells[0].capacity


def test_one_center_or_all_are_calculated(plant):
    assert posted(calculate(plant, MONDAY, FRIDAY, no="A")).entries == 5
    assert posted(calculate(plant, MONDAY, FRIDAY)).centers == 4
    assert len(rows(plant, CALENDAR)) == 20


def test_calculating_again_replaces_the_range_and_nothing_else(plant):
    posted(calculate(plant, MONDAY, FRIDAY, no="A"))
    posted(calculate(plant, MONDAY, date(2026, 3, 10), no="A"))
    assert len(rows(plant, CALENDAR)) == 5


def test_a_consolidated_calendar_is_the_sum_of_its_machines(plant):
    posted(calculate(plant))
    assert entries(plant, "W") == [(8, 16, 12)]
    posted(calculate(plant, type=CapacityType.WORK_CENTER, no="W"))
    assert entries(plant, "W") == [(8, 16, 12)]


def test_an_absent_machine_is_missing_in_the_consolidated_calendar_at_once(plant):
    posted(calculate(plant))
    posted(register(plant, 8, 12, type=MACHINE, no="M1"))
    assert entries(plant, "M1") == [(8, 12, 0), (12, 16, Decimal("3.2"))]
    assert entries(plant, "W") == [(8, 12, Decimal("2.8")), (12, 16, 6)]
    posted(remove(plant, 8, type=MACHINE, no="M1"))
    assert entries(plant, "W") == [(8, 16, 12)]


def test_absence_is_taken_off_and_given_back(plant):
    posted(calculate(plant))
    assert posted(register(plant, 10, 12)).entries == 3
    assert entries(plant) == [(8, 10, 120), (10, 12, 0), (12, 16, 240)]
    assert capacity_on_the_board(plant, "A") == 360
    posted(remove(plant, 10))
    assert entries(plant) == [(8, 16, 480)]
    assert capacity_on_the_board(plant, "A") == 480


def test_the_same_start_again_replaces_the_absence(plant):
    posted(calculate(plant))
    posted(register(plant, 10, 12))
    posted(register(plant, 10, 11))
    assert entries(plant) == [(8, 10, 120), (10, 11, 0), (11, 16, 300)]


def test_absence_outlives_a_new_calculation(plant):
    posted(calculate(plant))
    posted(register(plant, 8, 16))
    posted(calculate(plant))
    assert entries(plant) == [(8, 16, 0)]


def test_absence_before_any_calculation_counts_once_it_is_made(plant):
    posted(register(plant, 8, 10))
    assert column(plant, CALENDAR, "no") == []
    posted(calculate(plant))
    assert entries(plant) == [(8, 10, 0), (10, 16, 360)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"first": FRIDAY, "last": MONDAY}, "period-out-of-range"),
        ({"first": date.min, "last": date.max}, "period-out-of-range"),
        ({"no": "X"}, "center-not-found"),
        ({"no": "A", "type": MACHINE}, "center-not-found"),
    ],
)
def test_what_cannot_be_calculated_is_refused(plant, values, code):
    assert refused(calculate(plant, **values)) == code
    assert (date.max - date.min).days > CALENDAR_DAYS_MAX


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"start": 12, "end": 10}, "period-out-of-range"),
        ({"start": 10, "end": 10}, "period-out-of-range"),
        ({"start": 10, "end": 12, "capacity": -1}, "quantity-out-of-range"),
        ({"start": 10, "end": 12, "no": "X"}, "center-not-found"),
    ],
)
def test_an_absence_that_means_nothing_is_refused(plant, values, code):
    posted(calculate(plant))
    assert refused(register(plant, **values)) == code


def test_an_absence_that_was_never_registered_cannot_be_removed(plant):
    posted(calculate(plant))
    posted(register(plant, 8, 10))
    assert refused(remove(plant, 9)) == "absence-not-found"
    assert refused(remove(plant, 8, no="W")) == "absence-not-found"
