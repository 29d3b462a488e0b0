"""Key figures and losses from the screen, on the demo plant: the days asked for, and the entries behind a figure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from backend_client.client import BackendClient
from backend_client.figure_terms import FigureGroup, WorkerGroup
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.key_figures import (
    KeyFiguresQuestion,
    WorkerEfficiency,
    WorkerEfficiencyLine,
    WorkerEfficiencyQuestion,
)
from backend_client.messages.postings import PostOutputRequest
from screens.reports.report import ReportScreen
from screens.reports.tables import report_of
from screens.supervising.choice import Duty
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor

Open = Callable[[], BackendClient]
MONDAY = date(2026, 11, 16)
OUTPUT = PostOutputRequest(request_id="", order_no="101002", order_line_no=10000, operation_no="10")


def scrapped(client: LocalClient, quantity: int, code: str) -> None:
    """So many pieces of order 101002 are lost on operation 10, for a reason."""
    request = replace(
        OUTPUT,
        request_id=f"scrap-{code}",
        scrap_quantity=Decimal(quantity),
        scrap_code=code,
        run_time=Decimal(5),
    )
    assert isinstance(client.post(request), Posted)


async def choice(operator: Operator) -> None:
    """The supervisor opens the choice of figures."""
    await as_supervisor(operator)
    await choose_duty(operator, Duty.KEY_FIGURES)


def report_on(operator: Operator) -> ReportScreen:
    """The table on top."""
    top = operator.app.journey.top
    assert isinstance(top, ReportScreen), type(top)
    return top


def test_the_largest_cause_stands_first_and_opens_its_entries(open_client: Open, client: LocalClient) -> None:
    """3 pieces for material, 1 for the operator: 75 %, then 100 % together; the first row opens the entry of 3."""
    scrapped(client, 1, "OPERATOR")
    scrapped(client, 3, "MATERIAL")

    async def story(operator: Operator) -> None:
        await choice(operator)
        await operator.enter("8")
        lines = report_on(operator).report.lines
        assert [line.texts[1:4] for line in lines] == [("3", "75.0", "75.0"), ("1", "25.0", "100.0")]
        assert len(lines[0].texts[5]) > len(lines[1].texts[5]) > 0
        await operator.enter("1")
        (entry,) = report_on(operator).report.lines
        assert entry.texts[7] == "3"

    at_kiosk(open_client, story)


def test_other_days_are_asked_for_by_the_arrows(open_client: Open, client: LocalClient) -> None:
    """The week before has no scrap; by month the scrap of today is found again."""
    scrapped(client, 3, "MATERIAL")

    async def story(operator: Operator) -> None:
        await choice(operator)
        await operator.press("left")
        assert "09.11 to 15.11.2026" in operator.title
        await operator.enter("8")
        assert operator.message[1] == "Nothing was posted that fits."
        await operator.press("f3", "right", "f4")
        assert "01.11 to 30.11.2026" in operator.title
        await operator.enter("8")
        assert report_on(operator).report.lines[0].texts[1] == "3"

    at_kiosk(open_client, story)


def test_where_time_went_is_drawn_and_failures_are_told(client: LocalClient) -> None:
    """60 minutes of run and one failure of 20: bars of 20 and 6 of 27 cells, 60 minutes between failures, 20 to restore."""
    stop = replace(
        OUTPUT, request_id="stop", run_time=Decimal(60), stop_time=Decimal(20), stop_code="MACHINE"
    )
    assert isinstance(client.post(stop), Posted)
    question = KeyFiguresQuestion(by=FigureGroup.ORDER, first_day=MONDAY, last_day=MONDAY, order_no="101002")
    report = report_of(question, client.ask(question), "101002")
    told = {line.texts[0]: line.texts[1:] for line in report.lines}
    assert [(len(told[name][0]), told[name][1]) for name in ("Run time", "Stop time")] == [
        (20, "60 min"),
        (6, "20 min"),
    ]
    assert told["MTBF, minutes between failures"] == ("60 min, failures: 1", "60")
    assert told["MTTR, minutes to restoration"] == ("20 min, failures: 1", "20")
    assert told["First pass yield: good at once"] == ("no serial numbers", "-")
    assert [(line.texts[0], line.opens) for line in report.lines[-3:]] == [
        ("By center", replace(question, by=FigureGroup.CENTER)),
        ("By shift", replace(question, by=FigureGroup.SHIFT)),
        ("By day", replace(question, by=FigureGroup.DAY)),
    ]


def test_worker_efficiency_is_drawn_and_a_day_opens_its_people() -> None:
    """Half of 480 minutes fill half of the bar, 960 no more than all of it; where a clock waits nothing is told, never 0."""
    half = WorkerEfficiencyLine(
        key="2026-11-16",
        name="",
        worked_minutes=Decimal(240),
        attended_minutes=Decimal(480),
        worker_efficiency=Decimal("0.5"),
    )
    twice = replace(half, worked_minutes=Decimal(960), worker_efficiency=Decimal(2))
    waits = replace(half, key="2026-11-17", worked_minutes=None, worker_efficiency=None)
    tuesday = date(2026, 11, 17)
    question = WorkerEfficiencyQuestion(first_day=MONDAY, last_day=tuesday)
    answer = WorkerEfficiency(
        by=WorkerGroup.DAY, first_day=MONDAY, last_day=tuesday, lines=(half, waits, twice), total=waits
    )
    report = report_of(question, answer, "Worker efficiency")
    assert [line.texts[1:4] for line in report.lines] == [
        ("240", "480", "50.0"),
        ("-", "480", "-"),
        ("960", "480", "200.0"),
    ]
    assert [len(line.texts[5]) for line in report.lines] == [11, 0, 22]
    people = WorkerEfficiencyQuestion(by=WorkerGroup.PERSON, first_day=tuesday, last_day=tuesday)
    assert report.lines[1].opens == people
    assert report.sums[0][3] == "-"
