"""Costs and ledgers on the demo plant: a figure opens what it is the sum of, and both agree."""

from collections.abc import Callable
from decimal import Decimal

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.postings import PostOutputRequest
from backend_client.terms import ReportedLedger
from screens.reports.choice import ReportChoice, ReportNumber
from screens.reports.report import Report, ReportScreen, ReportWanted
from tests.screens.operator import Operator, at_kiosk

Open = Callable[[], BackendClient]


async def open_report(operator: Operator, number: int, of: str = "") -> Report:
    """Choose a report from the menu, and enter what it is of."""
    await operator.press("f12")
    await operator.enter("3")
    await operator.enter(str(number))
    if of:
        await operator.enter(of)
    top = operator.app.journey.top
    assert isinstance(top, ReportScreen), type(top)
    return top.report


def read(amount: str) -> Decimal:
    """An amount as English writes it."""
    return Decimal(amount.replace(",", ""))


def test_a_balance_opens_the_entries_it_is_the_sum_of(open_client: Open) -> None:
    """The raw materials account of the trial balance, and its general ledger entries, come to the same amount."""

    async def story(operator: Operator) -> None:
        balance = await open_report(operator, 7)
        place = next(place for place, line in enumerate(balance.lines, start=1) if line.texts[0] == "2130")
        shown = balance.lines[place - 1].texts[-1]
        await operator.enter(str(place))
        entries = operator.app.journey.top
        assert isinstance(entries, ReportScreen)
        assert sum(read(line.texts[-1]) for line in entries.report.lines) == read(shown) > 0
        await operator.press("f3", "f3")
        assert isinstance(operator.app.journey.top, ReportChoice)

    at_kiosk(open_client, story)


def test_statistics_show_what_was_just_posted(open_client: Open, client: LocalClient) -> None:
    """An hour posted on an order is in its actual cost, and the share opens the value entries of that work."""
    posted = client.post(
        PostOutputRequest(
            request_id="x", order_no="101002", order_line_no=10000, operation_no="10", run_time=Decimal(60)
        )
    )
    assert isinstance(posted, Posted), posted
    worked = sum((line.cost_amount_actual for line in posted.receipt.value_entries), Decimal(0))

    async def story(operator: Operator) -> None:
        report = await open_report(operator, 1, "101002")
        total = next(line for line in report.lines if line.texts[0] == "Total")
        assert Decimal(total.texts[3]) == worked > 0
        await operator.enter("2")
        opened = operator.app.journey.top
        assert isinstance(opened, ReportScreen)
        assert opened.report.lines

    at_kiosk(open_client, story)


def test_the_order_that_is_open_is_at_hand(open_client: Open) -> None:
    """Asked from an order line, Enter alone takes its order."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101002", "10000"))
        await operator.press("f12")
        await operator.enter("3")
        await operator.enter("3")
        assert isinstance(operator.app.journey.top, ReportNumber)
        await operator.enter()
        top = operator.app.journey.top
        assert isinstance(top, ReportScreen)
        assert "101002" in top.report.title

    at_kiosk(open_client, story)


def test_an_unknown_order_is_refused_and_asked_again(open_client: Open) -> None:
    """The question stays, with a sentence that names the order."""

    async def story(operator: Operator) -> None:
        await operator.press("f12")
        await operator.enter("3")
        await operator.enter("2")
        await operator.enter("NOBODY")
        assert isinstance(operator.app.journey.top, ReportNumber)
        assert "NOBODY" in operator.text

    at_kiosk(open_client, story)


def test_a_long_list_goes_on_behind_its_last_row(open_client: Open) -> None:
    """Two entries a page: the row behind them opens the next page, until the last one."""

    async def story(operator: Operator) -> None:
        await open_report(operator, 7)
        wanted = LedgerEntriesQuestion(ledger=ReportedLedger.GL, account_no="2130", most=2)
        await operator.app.journey.follow(ReportWanted(wanted, lambda: "Raw materials"))
        pages = 1
        top = operator.app.journey.top
        while isinstance(top, ReportScreen) and top.report.next_page is not None:
            assert len(top.report.lines) == 2
            await operator.enter("3")
            top, pages = operator.app.journey.top, pages + 1
        assert pages > 2

    at_kiosk(open_client, story)
