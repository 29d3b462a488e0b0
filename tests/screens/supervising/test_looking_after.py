"""Orders to look after, an order's page, odd entries and calls, on the demo plant."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from backend_client.client import BackendClient
from backend_client.floor_terms import HelpKind
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.odd_entries import OddEntries, OddEntriesQuestion
from backend_client.messages.orders import BlockOrderRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.shift import CallForHelpRequest
from screens.call import Call
from screens.supervising.choice import Duty
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import open_duty

Open = Callable[[], BackendClient]


def post(client: LocalClient, request: Any, **fields: Any) -> Any:
    """Post as OP01."""
    outcome = client.post(request(**({"person_no": "OP01", "terminal_id": "T-100"} | fields)))
    assert isinstance(outcome, Posted), outcome
    return outcome.receipt


def much_scrap(client: LocalClient) -> None:
    """OP01 posts 3 good and 4 scrap on operation 10 of 101002."""
    post(
        client,
        PostOutputRequest,
        request_id="odd",
        order_no="101002",
        order_line_no=10000,
        operation_no="10",
        output_quantity=Decimal(3),
        scrap_quantity=Decimal(4),
        scrap_code="MATERIAL",
        run_time=Decimal(30),
    )


def odd(client: LocalClient) -> list[int]:
    """The odd entries that nobody has looked at."""
    answer = client.ask(OddEntriesQuestion())
    assert isinstance(answer, OddEntries)
    return [row.entry_no for row in answer.rows]


def test_f4_chooses_which_orders(open_client: Open, client: LocalClient) -> None:
    """101002 is blocked: choice 3 lists it alone, and says so; choice 5 lists all that are released."""
    post(client, BlockOrderRequest, request_id="b", order_no="101002", blocked=True)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.WATCHED_ORDERS)
        await operator.press("f4")
        await operator.enter("3")
        assert operator.title.startswith("Orders to look after: blocked")
        assert operator.message[0].startswith("! 101002")
        await operator.press("f4")
        await operator.enter("9")
        assert operator.message[0] == "x Number not taken"
        await operator.enter("5")
        listed = [row[4:].split()[1] for row in operator.rows if row[6:].startswith("10100")]
        assert sorted(listed) == [f"10100{number}" for number in range(1, 9)]
        assert operator.message[0].startswith("! 101002")

    at_kiosk(open_client, story, signed_on=False)


def test_an_orders_page_leads_to_all_of_it(open_client: Open) -> None:
    """Its number opens the page with the statistics; 1 to 6 open entries, parts, operations, lots, cost and what may be done."""

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.WATCHED_ORDERS)
        await operator.enter("101002")
        assert operator.title.startswith("Order 101002")
        assert "Standard" in operator.text
        for number, title in (
            ("1", "All entries of 101002"),
            ("2", "Parts of 101002"),
            ("4", "Lots and serial numbers of 101002"),
            ("5", "Cost of 101002"),
            ("6", "Order 101002"),
        ):
            await operator.enter(number)
            assert operator.title.startswith(title)
            await operator.press("f3")
        await operator.enter("3")
        assert operator.title.startswith("Order 101002 line 10000")

    at_kiosk(open_client, story, signed_on=False)


def test_an_order_that_is_none_is_said_so(open_client: Open) -> None:
    """The list stays."""

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.WATCHED_ORDERS)
        await operator.enter("999999")
        assert operator.message[0].startswith("x ")
        assert operator.title.startswith("Orders to look after")

    at_kiosk(open_client, story, signed_on=False)


def test_an_odd_entry_is_found_right(open_client: Open, client: LocalClient) -> None:
    """Listed with what is odd about it; 1 takes it off the list, and no next number is asked for where none is left."""
    much_scrap(client)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.ODD_ENTRIES)
        assert "much scrap" in operator.text
        await operator.enter("1")
        assert "A fifth or more of the pieces is scrap." in operator.text
        await operator.enter("1")
        assert operator.message[0] == "* Found right"
        assert operator.message[-1] == "F3 goes back."
        assert odd(client) == []
        assert operator.rung[-1] is BellPattern.POSTED

    at_kiosk(open_client, story, signed_on=False)


def test_an_odd_entry_is_taken_back(open_client: Open, client: LocalClient) -> None:
    """2 shows what would be written against it; F10 writes it, and nothing is listed."""
    much_scrap(client)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.ODD_ENTRIES)
        await operator.enter("1")
        await operator.enter("2")
        assert operator.title.startswith("Undo")
        assert len(odd(client)) == 1
        await operator.press("f10")
        assert operator.message[0] == "* Undone"
        assert odd(client) == []

    at_kiosk(open_client, story, signed_on=False)


def test_calls_for_help_are_a_duty(open_client: Open, client: LocalClient) -> None:
    """Where somebody has called from 100, the duty opens the call."""
    post(client, CallForHelpRequest, request_id="h", kind=HelpKind.SETTER, no="100", terminal_id="T-9")

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.CALLS)
        assert "Setter" in operator.text
        assert isinstance(operator.app.journey.top, Call)

    at_kiosk(open_client, story, signed_on=False)


def test_nothing_to_decide_is_said_so(open_client: Open) -> None:
    """Nothing is odd."""

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.ODD_ENTRIES)
        assert operator.message[0] == "= Nothing odd"

    at_kiosk(open_client, story, signed_on=False)
