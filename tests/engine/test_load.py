"""The load board: whose capacity and whose need a figure counts, over which days, in which unit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.load import LoadBoard, LoadQuestion, LoadRow, TaskListQuestion
from backend_client.messages.planning import ConstrainedCapacity, ConstrainedCapacityQuestion
from backend_client.records.center import CapacityConstrainedResource
from backend_client.records.order_detail import CapacityNeed
from backend_client.refusals import RefusalCode
from backend_client.store.rows import table_of
from backend_client.terms import CapacityType, LoadPeriod, LoadScope, LoadView, OrderStatus
from tests.casebook.databases import Plants
from tests.engine.load_plant import MONDAY, LoadPlant

SUNDAY = MONDAY + timedelta(days=6)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def plant(plants: Plants) -> LoadPlant:
    return LoadPlant(plants.database())


def board(plant: LoadPlant, **asked: object) -> LoadBoard:
    question = LoadQuestion(**{"first_day": MONDAY, "last_day": MONDAY, **asked})
    answer = plant.client.ask(question)
    assert isinstance(answer, LoadBoard), answer
    return answer


def row(plant: LoadPlant, no: str, **asked: object) -> LoadRow:
    (found,) = board(plant, no=no, **asked).rows
    return found


def figures(found: LoadRow) -> list[tuple[date, int, int]]:
    return [(cell.period_start, int(cell.capacity), int(cell.allocated_time)) for cell in found.cells]


def refusal(plant: LoadPlant, question: object) -> tuple[RefusalCode, str]:
    answer = plant.client.ask(question)
    assert isinstance(answer, Refused)
    return answer.code, answer.facts["field"]


def test_a_day_is_capacity_need_what_is_left_and_percent(plant):
    plant.need("W", MONDAY, "405")
    (cell,) = row(plant, "W").cells
    assert (cell.capacity, cell.allocated_time, cell.availability_after_orders) == (480, 405, 75)
    assert cell.load_pct == Decimal("84.4")


def test_only_the_orders_of_some_statuses_count(each_plants):
    """Released 100, firm planned 10, simulated 5: each alone or together, by any period, up to its end, in the tasks.

    A simulated order allocates nothing, so it counts where it is asked for and nowhere else.
    """
    plant = LoadPlant(each_plants.database())
    plant.need("W", MONDAY, "100")
    plant.need("W", MONDAY, "10", status=OrderStatus.FIRM_PLANNED)
    plant.need("M1", MONDAY, "5", status=OrderStatus.SIMULATED, allocated_time=Decimal(0))
    plant.need("W", TUESDAY, "7")
    released, firm, simulated = OrderStatus.RELEASED, OrderStatus.FIRM_PLANNED, OrderStatus.SIMULATED
    monday = {"first_day": MONDAY, "last_day": MONDAY}
    for statuses, allocated in (
        ((), 110),
        ((released,), 100),
        ((simulated, firm), 15),
        ((released, released, firm), 110),
        ((OrderStatus.PLANNED,), 0),
    ):
        for period in LoadPeriod:
            (cell,) = row(plant, "W", period=period, statuses=statuses).cells
            assert (cell.capacity, cell.allocated_time) == (480, allocated), (statuses, period)
        up_to = {"view": LoadView.BALANCE_AT_DATE, "first_day": TUESDAY, "last_day": TUESDAY}
        (after,) = row(plant, "W", statuses=statuses, **up_to).cells
        assert after.allocated_time == allocated + (7 if not statuses or released in statuses else 0)
        listed = plant.client.ask(
            TaskListQuestion(no="W", with_machine_centers=True, statuses=statuses, **monday)
        )
        assert sum(task.allocated_time for task in listed.tasks) == allocated


def test_a_work_center_counts_the_time_at_its_machines_but_only_its_own_calendar(plant):
    for no, time in (("W", "100"), ("M1", "80"), ("M2", "60")):
        plant.need(no, MONDAY, time)
    assert figures(row(plant, "W")) == [(MONDAY, 480, 240)]
    assert figures(row(plant, "M1", scope=LoadScope.MACHINE_CENTER)) == [(MONDAY, 0, 80)]


def test_a_group_counts_its_work_centers_in_one_unit(plant):
    plant.need("W", MONDAY, "240")
    plant.need("V", MONDAY, "2")
    group = row(plant, "1", scope=LoadScope.WORK_CENTER_GROUP, unit_of_measure_code="HOURS")
    assert (group.unit_of_measure_code, figures(group)) == ("HOURS", [(MONDAY, 16, 6)])
    assert group.cells[0].load_pct == Decimal("37.5")


def test_a_group_of_several_units_is_shown_as_the_plant_shows_capacity(plant):
    plant.need("V", MONDAY, "2")
    group = row(plant, "1", scope=LoadScope.WORK_CENTER_GROUP)
    assert (group.unit_of_measure_code, figures(group)) == ("MINUTES", [(MONDAY, 960, 120)])


def test_a_converted_time_is_rounded_to_five_decimals(plant):
    plant.need("W", MONDAY, "100")
    (cell,) = row(plant, "W", unit_of_measure_code="HOURS").cells
    assert (cell.capacity, cell.allocated_time) == (8, Decimal("1.66667"))


def test_a_week_adds_up_its_days_from_monday_to_sunday(plant):
    plant.need("W", MONDAY, "100")
    plant.need("W", SUNDAY, "20")
    plant.need("W", SUNDAY + timedelta(days=1), "7")
    weeks = row(plant, "W", last_day=SUNDAY + timedelta(days=7), period=LoadPeriod.WEEK)
    assert figures(weeks) == [(MONDAY, 2400, 120), (SUNDAY + timedelta(days=1), 2400, 7)]


def test_the_outer_periods_are_cut_at_the_two_days(plant):
    plant.need("W", MONDAY, "100")
    plant.need("W", TUESDAY, "10")
    weeks = row(plant, "W", first_day=TUESDAY, last_day=SUNDAY + timedelta(days=1), period=LoadPeriod.WEEK)
    assert figures(weeks) == [(TUESDAY, 1920, 10), (SUNDAY + timedelta(days=1), 480, 0)]
    assert weeks.cells[1].period_end == SUNDAY + timedelta(days=1)


@pytest.mark.parametrize("length", list(LoadPeriod))
def test_balance_at_date_counts_everything_up_to_the_periods_end(plant, length):
    """480 minutes a weekday since Monday the 2nd: on Monday the 9th there were six of them."""
    plant.need("W", MONDAY, "450")
    plant.need("W", MONDAY + timedelta(days=7), "30")
    (cell,) = row(
        plant,
        "W",
        first_day=MONDAY + timedelta(days=7),
        last_day=MONDAY + timedelta(days=7),
        period=length,
        view=LoadView.BALANCE_AT_DATE,
    ).cells
    assert (cell.capacity, cell.allocated_time, cell.load_pct) == (2880, 480, Decimal("16.7"))


def test_balance_at_date_grows_from_period_to_period(plant):
    plant.need("W", TUESDAY, "60")
    found = row(plant, "W", last_day=TUESDAY, view=LoadView.BALANCE_AT_DATE)
    assert figures(found) == [(MONDAY, 480, 0), (TUESDAY, 960, 60)]


def test_without_capacity_the_load_is_zero_percent_and_the_need_is_lacking(plant):
    plant.need("W", SUNDAY, "100")
    found = row(plant, "W", first_day=SUNDAY, last_day=SUNDAY)
    (cell,) = found.cells
    assert (cell.capacity, cell.availability_after_orders, cell.load_pct) == (0, -100, 0)
    assert found.has_calendar  # it does have one; this is its day off


def test_a_center_that_never_had_a_calendar_says_so(plant):
    plant.need("N", MONDAY, "10")
    assert not row(plant, "N").has_calendar
    assert not row(plant, "2", scope=LoadScope.WORK_CENTER_GROUP).has_calendar
    assert row(plant, "V", first_day=SUNDAY, last_day=SUNDAY).has_calendar


def test_the_whole_board_has_every_row_under_its_head(plant):
    found = board(plant).rows
    assert [each.no for each in found] == ["1", "V", "W", "M1", "M2", "2", "N"]
    assert [each.group_code for each in found] == ["1", "1", "1", "1", "1", "2", "2"]
    assert [each.work_center_no for each in found][3:5] == ["W", "W"]


def test_a_need_that_is_only_requested_does_not_load(plant):
    plant.need("W", MONDAY, "100", requested_only=True)
    assert figures(row(plant, "W")) == [(MONDAY, 480, 0)]


@given(
    needs=st.lists(
        st.tuples(
            st.sampled_from(["W", "V", "M1", "M2", "N"]),
            st.integers(0, 27),
            st.decimals(min_value=0, max_value=500, places=5),
        ),
        max_size=8,
    ),
    length=st.sampled_from(list(LoadPeriod)),
    first=st.integers(0, 13),
    days=st.integers(0, 13),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_periods_of_any_length_add_up_to_the_same_days(plants, needs, length, first, days):
    """Whatever the needs, a coarser board is the finer one added up, and the group is its work centers."""
    plant = LoadPlant(plants.database())
    for no, day, time in needs:
        plant.need(no, MONDAY + timedelta(days=day), str(time))
    span = {"first_day": MONDAY + timedelta(days=first), "last_day": MONDAY + timedelta(days=first + days)}
    coarse = board(plant, period=length, unit_of_measure_code="MINUTES", **span)
    fine = board(plant, period=LoadPeriod.DAY, unit_of_measure_code="MINUTES", **span)
    for one, other in zip(coarse.rows, fine.rows, strict=True):
        assert sum(cell.capacity for cell in one.cells) == sum(cell.capacity for cell in other.cells)
        assert sum(cell.allocated_time for cell in one.cells) == sum(
            cell.allocated_time for cell in other.cells
        )
    rows = {each.no: each for each in fine.rows}
    for group, one, other in zip(rows["1"].cells, rows["V"].cells, rows["W"].cells, strict=True):
        assert group.allocated_time == one.allocated_time + other.allocated_time
    plants.close()


def test_both_databases_answer_the_same_board(each_plants):
    plant = LoadPlant(each_plants.database())
    for no, day in (("W", 0), ("M1", 8), ("V", 16), ("W", 24)):
        plant.need(no, MONDAY + timedelta(days=day), "60.5")
    ends = {"first_day": date(2025, 11, 5), "last_day": date(2026, 5, 20)}
    months = row(plant, "W", period=LoadPeriod.MONTH, **ends)
    assert [int(cell.capacity) for cell in months.cells] == [0, 0, 0, 0, 9600, 0, 0]
    quarters = row(plant, "W", period=LoadPeriod.QUARTER, **ends)
    assert figures(quarters)[1] == (date(2026, 1, 1), 9600, 181)
    years = row(plant, "1", scope=LoadScope.WORK_CENTER_GROUP, period=LoadPeriod.YEAR, **ends)
    assert [cell.allocated_time for cell in years.cells] == [0, Decimal("3811.5")]
    weeks = row(plant, "W", period=LoadPeriod.WEEK, view=LoadView.BALANCE_AT_DATE, **ends)
    assert (weeks.cells[-1].capacity, weeks.cells[-1].allocated_time) == (9600, Decimal("181.5"))


def test_a_range_that_is_empty_too_long_or_at_the_end_of_time_is_refused(plant):
    for first, last in (
        (TUESDAY, MONDAY),
        (MONDAY, MONDAY + timedelta(days=limits.LOAD_PERIODS_MAX)),
        (date.min, date.max),
        (date(9999, 12, 30), date.max),
    ):
        question = LoadQuestion(first_day=first, last_day=last, no="W")
        assert refusal(plant, question) == (RefusalCode.PERIOD_OUT_OF_RANGE, "last_day")
    longest = MONDAY + timedelta(days=limits.LOAD_PERIODS_MAX - 1)
    assert len(row(plant, "W", last_day=longest).cells) == limits.LOAD_PERIODS_MAX


def test_an_unknown_center_and_an_unknown_unit_are_refused_by_name(plant):
    for scope in LoadScope:
        question = LoadQuestion(first_day=MONDAY, last_day=MONDAY, no="X", scope=scope)
        assert refusal(plant, question) == (RefusalCode.CENTER_NOT_FOUND, "no")
    question = LoadQuestion(first_day=MONDAY, last_day=MONDAY, unit_of_measure_code="PARSEC")
    assert refusal(plant, question) == (RefusalCode.UNIT_NOT_ALLOWED, "unit_of_measure_code")


def test_a_bottleneck_has_its_critical_share_less_what_is_allocated(plant):
    """480 minutes, critical 80 %, 300 allocated: 384 - 300 = 84 left, load 62.5 %, dampener 10 % = 48."""
    plant.add(
        CapacityConstrainedResource,
        {
            "capacity_type": CapacityType.WORK_CENTER,
            "capacity_no": "W",
            "critical_load_pct": Decimal(80),
            "dampener_pct": Decimal(10),
        },
    )
    plant.need("W", MONDAY, "300")
    answer = plant.client.ask(ConstrainedCapacityQuestion(no="W", date=MONDAY))
    expected = ConstrainedCapacity(
        available_time=Decimal(84), load_pct=Decimal("62.5"), dampener_time=Decimal(48)
    )
    assert answer == expected
    question = ConstrainedCapacityQuestion(no="V", date=MONDAY)
    assert refusal(plant, question) == (RefusalCode.CENTER_NOT_FOUND, "no")


def test_what_is_posted_lowers_the_board_at_once(plant):
    """The sums follow a need in the transaction that changes it, whoever changes it."""
    order = plant.need("W", MONDAY, "300")
    needs = table_of(CapacityNeed)
    with plant.database.write() as connection:
        statement = update(needs).where(needs.c.order_no == order).values(allocated_time=Decimal(40))
        connection.execute(statement)
    assert figures(row(plant, "W")) == [(MONDAY, 480, 40)]
