"""Key figures and losses through the seam: what was posted, beside what calendar, routing and clocks say.

A works from 8 to 16 on Monday 2026-03-02: 480 minutes; P needs 5 minutes a piece on operation 10 at A and 20 at B.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from backend_client.figure_terms import FigureGroup, Loss, LossGroup
from backend_client.messages.base import Answer
from backend_client.messages.key_figures import KeyFigureLine, KeyFigures, KeyFiguresQuestion, LossesQuestion
from backend_client.messages.postings import PostCapacityRequest, ScrapQuantity
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.terms import CapacityType, Confirmation, Ledger
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import clocked_plant
from tests.features.factory import Factory, refused

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)


def figures(factory: Factory, by: FigureGroup = FigureGroup.CENTER, **fields: Any) -> KeyFigures:
    """The figures of Monday."""
    given = {"first_day": MONDAY, "last_day": MONDAY} | fields
    answer = factory.ask(KeyFiguresQuestion, by=by, **given)
    assert isinstance(answer, KeyFigures), answer
    return answer


def line(factory: Factory, key: str, by: FigureGroup = FigureGroup.CENTER, **fields: Any) -> KeyFigureLine:
    """One line of them."""
    (found,) = [each for each in figures(factory, by, **fields).lines if each.key == key]
    return found


def worked(factory: Factory) -> None:
    """On operation 10: 30 minutes of setup, 240 of run, 60 of stop; 36 good, 4 scrapped."""
    factory.order("O1", 40)
    factory.output(
        "10",
        36,
        setup_time=30,
        run_time=240,
        stop_time=60,
        stop_code="MAINT",
        scrap_quantity=4,
        scrap_code="DENT",
    )


def test_a_center_is_measured_against_its_calendar_and_its_routing(each_plants: Plants) -> None:
    """Of 480 minutes 240 were production: 50 %; 40 pieces of 5 minutes in 240: 83.3 %; 36 of 40 good: OEE 37.5 %."""
    factory = Factory(each_plants)
    worked(factory)
    found = line(factory, "A")
    assert (found.planned_busy_minutes, found.planned_run_minutes) == (480, 200)
    assert (found.availability, found.effectiveness) == (Decimal("0.5"), Decimal("0.83333"))
    assert (found.quality_ratio, found.oee_index) == (Decimal("0.9"), Decimal("0.375"))
    assert found.allocation_efficiency == Decimal("0.6875")
    entries = factory.client.ask(found.entries).entries
    assert sum(each.output_quantity for each in entries) == found.good_quantity == 36


def test_an_idle_center_is_available_for_nothing_and_the_rest_is_not_told(plants: Plants) -> None:
    """B worked at nothing: availability 0, and no quality, no effectiveness, no index rather than 0."""
    factory = Factory(plants)
    worked(factory)
    found = line(factory, "B")
    assert found.availability == 0
    assert (found.effectiveness, found.quality_ratio, found.oee_index) == (None, None, None)


def test_a_center_without_calendar_has_no_availability(plants: Plants) -> None:
    """In 2027 no calendar is calculated: what was posted then has a quality, and no planned time."""
    factory = Factory(plants)
    factory.order("O1", 40)
    later = date(2027, 3, 1)
    factory.output("10", 9, run_time=60, scrap_quantity=1, posting_date=later)
    found = line(factory, "A", first_day=later, last_day=later)
    assert (found.planned_busy_minutes, found.availability, found.oee_index) == (None, None, None)
    assert found.quality_ratio == Decimal("0.9")


def test_an_order_is_the_sum_of_its_operations(each_plants: Plants) -> None:
    """9 of 10 on 10, 8 of 9 on 20: 17 of 19 are good, and 2 of the 10 that began fell off; nothing was planned lost."""
    factory = Factory(each_plants)
    factory.order("O1", 10)
    factory.output("10", 9, run_time=50, scrap_quantity=1)
    factory.output("20", 8, run_time=50, scrap_quantity=1)
    found = line(factory, "O1", FigureGroup.ORDER)
    assert (found.good_quantity, found.scrap_quantity, found.first_quantity) == (17, 2, 10)
    assert (found.quality_ratio, found.fall_off_ratio) == (Decimal("0.89474"), Decimal("0.2"))
    assert (found.last_quantity, figures(factory).total.good_quantity) == (9, 17)
    assert (found.planned_busy_minutes, found.availability) == (None, None)
    assert (found.planned_scrap_quantity, found.actual_to_planned_scrap_ratio) == (0, None)
    on_20 = line(factory, "O1 / 20", FigureGroup.OPERATION)
    assert (on_20.scrap_quantity, on_20.first_quantity, on_20.fall_off_ratio) == (1, 10, Decimal("0.1"))
    total = figures(factory, FigureGroup.OPERATION).total
    assert total is not None
    assert (total.scrap_quantity, total.first_quantity, total.fall_off_ratio) == (2, 10, Decimal("0.2"))


def test_planned_scrap_is_of_the_whole_order(plants: Plants) -> None:
    """10 % of 40 and 2 fixed pieces: 6 planned; 4 scrapped are two thirds of it."""
    scrap = {"scrap_factor_pct": 10, "fixed_scrap_quantity": 2}
    factory = Factory(plants, routing_lines=[{"routing_no": "R", "operation_no": "10", **scrap}])
    worked(factory)
    found = line(factory, "O1", FigureGroup.ORDER)
    assert (found.planned_scrap_quantity, found.actual_to_planned_scrap_ratio) == (6, Decimal("0.66667"))


def test_clocks_tell_how_long_an_order_took(plants: Plants) -> None:
    """A clock from 8 to 10 on operation 20: 10 pieces in 120 minutes are 5 an hour; while it runs nobody can tell."""
    plant = clocked_plant(plants.database())
    plant.run(operation_no="20")
    plant.later(hours=2)
    plant.do("output", order_no="O1", operation_no="20", output_quantity=Decimal(10), run_time=Decimal(60))
    question = KeyFiguresQuestion(by=FigureGroup.ORDER, first_day=MONDAY, last_day=MONDAY)
    (running,) = plant.ask(question).lines
    assert (running.execution_minutes, running.throughput_rate) == (None, None)
    plant.do("end")
    (ended,) = plant.ask(question).lines
    assert (ended.execution_minutes, ended.throughput_rate) == (120, 5)
    assert (ended.allocation_ratio, ended.production_process_ratio) == (Decimal("0.5"), Decimal("0.5"))


def test_days_and_shifts_add_up_to_the_whole(each_plants: Plants) -> None:
    """Monday and Tuesday are lines of their own; the total is made of their sums, not of their ratios."""
    factory = Factory(each_plants)
    worked(factory)
    factory.output("10", 4, run_time=24, posting_date=TUESDAY)
    days = figures(factory, FigureGroup.DAY, last_day=TUESDAY, no="A")
    assert [(each.key, each.run_minutes, each.availability) for each in days.lines] == [
        ("2026-03-02", 240, Decimal("0.5")),
        ("2026-03-03", 24, Decimal("0.05")),
    ]
    assert days.total is not None
    assert (days.total.run_minutes, days.total.availability) == (264, Decimal("0.275"))
    (shift,) = figures(factory, FigureGroup.SHIFT, no="A").lines
    assert (shift.key, shift.run_minutes, shift.planned_busy_minutes) == ("1", 240, 480)


def test_time_without_an_order_is_neither_production_nor_delay(plants: Plants) -> None:
    """45 minutes of maintenance are told beside the figures, which do not move."""
    factory = Factory(plants)
    worked(factory)
    before = line(factory, "A")
    factory.post(PostCapacityRequest, no="A", stop_time=45, stop_code="MAINT")
    after = line(factory, "A")
    assert (after.other_minutes, after.stop_minutes, after.technical_efficiency) == (
        45,
        before.stop_minutes,
        before.technical_efficiency,
    )


def test_what_was_reversed_counts_no_more(plants: Plants) -> None:
    """The entry is taken back: quality cannot be told any more, nothing is scrapped, and nobody ran."""
    factory = Factory(plants)
    factory.order("O1", 40)
    factory.output("10", 9, run_time=60, scrap_quantity=1, scrap_code="DENT")
    answers = (Answer(confirmation=Confirmation.REVERSE_ENTRY, yes=True),)
    factory.post(ReverseEntryRequest, ledger=Ledger.CAPACITY, entry_no=1, answers=answers)
    found = line(factory, "A")
    assert (found.run_minutes, found.availability, found.quality_ratio) == (0, 0, None)
    assert lost(factory, Loss.SCRAP, LossGroup.REASON) == []


def test_lines_come_page_by_page_with_the_total_on_the_first(plants: Plants) -> None:
    """One center a page: A, then B, and no total twice."""
    factory = Factory(plants)
    first = figures(factory, most=1)
    rest = figures(factory, most=1, page=first.next_page)
    assert [each.key for each in (*first.lines, *rest.lines)] == ["A", "B"]
    assert (first.total is None, rest.total is None, rest.next_page) == (False, True, "")


def test_days_that_make_no_sense_and_unknown_centers_are_refused(plants: Plants) -> None:
    """A period ends after it begins; a center exists; a page was named by an answer."""
    factory = Factory(plants)
    days = {"first_day": MONDAY, "last_day": MONDAY}
    assert (
        refused(factory.ask(KeyFiguresQuestion, first_day=TUESDAY, last_day=MONDAY)) == "period-out-of-range"
    )
    assert refused(factory.ask(KeyFiguresQuestion, no="X", **days)) == "center-not-found"
    assert refused(factory.ask(KeyFiguresQuestion, page="[1]", **days)) == "request-malformed"
    assert refused(factory.ask(LossesQuestion, loss=Loss.STOP, no="X", **days)) == "center-not-found"


def lost(factory: Factory, loss: Loss, by: LossGroup, **fields: Any) -> list[tuple[str, int, str]]:
    """Causes, what they lost, and up to how much of all that comes."""
    answer = factory.ask(LossesQuestion, loss=loss, by=by, first_day=MONDAY, last_day=TUESDAY, **fields)
    return [(each.key, int(each.quantity), str(each.cumulated_pct)) for each in answer.lines]


def test_losses_by_reason_center_item_and_week(each_plants: Plants) -> None:
    """6 dented, 3 defective and 1 without a reason; every figure opens the entries it is the sum of."""
    factory = Factory(each_plants)
    factory.order("O1", 40)
    factory.output(
        "10",
        10,
        run_time=50,
        scrap_quantity=6,
        scrap_code="DENT",
        further_scrap=(ScrapQuantity(scrap_code="DEFECT", quantity=Decimal(3)),),
        stop_time=20,
        stop_code="MAINT",
    )
    factory.output("20", 9, scrap_quantity=1, posting_date=TUESDAY)
    scrap, stop = Loss.SCRAP, Loss.STOP
    assert lost(factory, scrap, LossGroup.REASON) == [
        ("DENT", 6, "60.0"),
        ("DEFECT", 3, "90.0"),
        ("", 1, "100.0"),
    ]
    assert lost(factory, scrap, LossGroup.CENTER) == [("A", 9, "90.0"), ("B", 1, "100.0")]
    assert lost(factory, scrap, LossGroup.ITEM) == [("P", 10, "100.0")]
    assert lost(factory, scrap, LossGroup.DAY) == [("2026-03-02", 9, "90.0"), ("2026-03-03", 1, "100.0")]
    assert lost(factory, scrap, LossGroup.WEEK) == [("2026-03-02", 10, "100.0")]
    assert lost(factory, scrap, LossGroup.CENTER, reason_code="DENT") == [("A", 6, "100.0")]
    assert lost(factory, stop, LossGroup.REASON) == [("MAINT", 20, "100.0")]
    for by in LossGroup:
        answer = factory.ask(LossesQuestion, loss=scrap, by=by, first_day=MONDAY, last_day=TUESDAY)
        for each in answer.lines:
            entries = factory.client.ask(each.entries).entries
            assert sum(entry.scrap_quantity for entry in entries) == each.quantity, each


def test_stop_time_of_an_hours_center_counts_in_minutes(plants: Plants) -> None:
    """Half an hour at a center that counts in hours is 30 minutes lost."""
    factory = Factory(plants, work_centers=[{"no": "A", "unit_of_measure_code": "HOURS"}])
    factory.post(
        PostCapacityRequest, no="A", stop_time="0.5", stop_code="MAINT", type=CapacityType.WORK_CENTER
    )
    assert lost(factory, Loss.STOP, LossGroup.REASON) == [("MAINT", 30, "100.0")]
