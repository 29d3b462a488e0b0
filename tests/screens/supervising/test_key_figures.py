"""Key figures and losses from the screen, on the demo plant: the days asked for, and the entries behind a figure."""

from collections.abc import Callable
from decimal import Decimal

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.postings import PostOutputRequest
from screens.reports.report import ReportScreen
from screens.supervising.choice import Duty
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor

Open = Callable[[], BackendClient]


def scrapped(client: LocalClient, quantity: int, code: str) -> None:
    """So many pieces of order 101002 are lost on operation 10, for a reason."""
    request = PostOutputRequest(
        request_id=f"scrap-{code}",
        order_no="101002",
        order_line_no=10000,
        operation_no="10",
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
        await operator.enter("5")
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
        await operator.enter("5")
        assert operator.message[1] == "Nothing was posted that fits."
        await operator.press("f3", "right", "f4")
        assert "01.11 to 30.11.2026" in operator.title
        await operator.enter("5")
        assert report_on(operator).report.lines[0].texts[1] == "3"

    at_kiosk(open_client, story)
