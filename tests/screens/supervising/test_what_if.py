"""From the load board: rows of one kind, the trend of a center, and what moved orders would do, on the demo plant."""

from collections.abc import Callable
from datetime import date

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.order_lists import ProductionOrderQuestion, WholeOrder
from backend_client.messages.orders import ReplanProductionOrderRequest
from backend_client.messages.what_if import ProposalsQuestion
from backend_client.terms import LoadPeriod, LoadScope
from screens.intake import Tick
from screens.load_board import LoadBoardScreen
from screens.supervising.choice import Duty
from screens.supervising.load_trend import LoadTrend
from screens.supervising.what_if import WhatIfScreen
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor

Open = Callable[[], BackendClient]


async def load_board(operator: Operator, choice: str) -> None:
    """The supervisor opens the load board on center 100, and chooses."""
    await operator.enter("SV01")
    await operator.press("f12")
    await operator.enter("2")
    assert isinstance(operator.app.journey.top, LoadBoardScreen)
    await operator.enter("100")
    await operator.press("f4")
    await operator.enter(choice)


def due(client: LocalClient, order_no: str) -> object:
    """When an order is due, as it stands in the plant."""
    whole = client.ask(ProductionOrderQuestion(order_no=order_no))
    assert isinstance(whole, WholeOrder)
    return whole.order.due_date


def test_rows_of_one_kind_are_shown(open_client: Open) -> None:
    """7 goes from all to groups, work centers, machine centers, and back to all; renewing keeps the kind."""

    async def story(operator: Operator) -> None:
        await load_board(operator, "7")
        board = operator.app.journey.top
        assert isinstance(board, LoadBoardScreen)
        kinds = []
        for _turn in range(3):
            kinds.append({row.scope for row in board.board.rows})
            await operator.press("f4")
            await operator.enter("7")
        assert kinds == [
            {LoadScope.WORK_CENTER_GROUP},
            {LoadScope.WORK_CENTER},
            {LoadScope.MACHINE_CENTER},
        ]
        assert len({row.scope for row in board.board.rows}) == 3
        await operator.press("f4")
        await operator.enter("7")
        operator.app.journey.intake.put(Tick.RENEW)
        await operator.settle()
        assert {row.scope for row in board.board.rows} == {LoadScope.WORK_CENTER_GROUP}

    at_kiosk(open_client, story, signed_on=False)


def test_the_trend_shows_the_periods_around_the_marked_one(open_client: Open) -> None:
    """Twelve days, four before Monday 16; its figures are those of the board, and the changes add up."""

    async def story(operator: Operator) -> None:
        await load_board(operator, "8")
        trend = operator.app.journey.top
        assert isinstance(trend, LoadTrend)
        assert [cell.period_start.day for cell in trend.cells] == [12, 13, 14, 15, *range(16, 24)]
        assert trend.cells[trend.marked].period_start.day == 16
        assert trend.question.period is LoadPeriod.DAY
        (marked,) = [row for row in operator.rows if row.startswith(" > ")]
        assert "74 %" in marked
        assert "17:40 of 24:00" in marked
        await operator.press("f3")
        assert isinstance(operator.app.journey.top, LoadBoardScreen)

    at_kiosk(open_client, story, signed_on=False)


def test_a_moved_order_is_seen_and_not_written(open_client: Open, client: LocalClient) -> None:
    """Right makes the first order due a day later: the load then is another, the plant is as it was; F2 puts it back."""

    async def story(operator: Operator) -> None:
        await load_board(operator, "9")
        screen = operator.app.journey.top
        assert isinstance(screen, WhatIfScreen)
        order_no = screen.orders[0].order_no
        before = due(client, order_no)
        await operator.press("right")
        assert screen.then is not None
        assert [each.order_no for each in screen.then.orders] == [order_no]
        assert screen.then.changed
        assert "+1 d" in operator.text
        assert due(client, order_no) == before
        await operator.press("f2")
        assert screen.moves == ()
        assert screen.then is None

    at_kiosk(open_client, story, signed_on=False)


def test_moves_are_proposed_to_a_planner(open_client: Open, client: LocalClient) -> None:
    """F10 keeps them as a proposal of SV01; without a move there is nothing to propose, and no order is changed."""

    async def story(operator: Operator) -> None:
        await load_board(operator, "9")
        screen = operator.app.journey.top
        assert isinstance(screen, WhatIfScreen)
        await operator.press("f10")
        assert operator.message[0] == "x Nothing to propose"
        order_no = screen.orders[0].order_no
        before = due(client, order_no)
        await operator.press("right", "right", "f10")
        assert operator.message[0] == "* Proposed"
        assert operator.rung[-1] is BellPattern.POSTED
        proposals = client.ask(ProposalsQuestion())
        assert isinstance(proposals, tuple)
        (proposal,) = proposals
        assert proposal.proposed_by == "SV01"
        assert [each.move.order_no for each in proposal.moves] == [order_no]
        assert due(client, order_no) == before

    at_kiosk(open_client, story, signed_on=False)


def test_a_move_that_cannot_be_made_is_taken_back(open_client: Open) -> None:
    """Due years ago there is no calendar for it: it is said why, and the order is where it was."""

    async def story(operator: Operator) -> None:
        await load_board(operator, "9")
        screen = operator.app.journey.top
        assert isinstance(screen, WhatIfScreen)
        screen.by[screen.orders[0].order_no] = -2000
        await operator.press("left")
        assert operator.message[0].startswith("x ")
        assert screen.moves == ()

    at_kiosk(open_client, story, signed_on=False)


async def propose(operator: Operator) -> None:
    """The supervisor moves the first two orders at center 100 by two days and one, and leaves."""
    await load_board(operator, "9")
    await operator.press("right", "right", "down", "right", "f10")
    assert operator.message[0] == "* Proposed"


async def proposals(operator: Operator, number: str) -> None:
    """Somebody else looks at what is proposed, and opens the newest."""
    await as_supervisor(operator, number)
    await choose_duty(operator, Duty.PROPOSALS)
    await operator.enter("1")


def test_a_planner_makes_what_was_proposed(open_client: Open, client: LocalClient) -> None:
    """Shown order by order before F10; then both are due as proposed, and nothing is left to decide; F4 lists it."""

    async def story(operator: Operator) -> None:
        await propose(operator)
        (proposed,) = client.ask(ProposalsQuestion())
        wanted = {each.move.order_no: each.move.due_date for each in proposed.moves}
        await proposals(operator, "PL01")
        assert operator.title.startswith("Proposal 1  100")
        await operator.enter("2")
        assert operator.title.startswith("Proposal 1  100")
        assert "100 Assembly department" in operator.text
        assert operator.rows[1].endswith(" h:mm")
        await operator.press("f3")
        await operator.enter("1")
        assert operator.message[0] == "? Move these orders?"
        assert all(due(client, no) != day for no, day in wanted.items()), "moved before F10"
        await operator.press("f10")
        assert operator.message[0] == "* Decided"
        assert {no: due(client, no) for no in wanted} == wanted
        assert client.ask(ProposalsQuestion()) == ()
        await operator.press("f4")
        assert operator.rows[4].rstrip().endswith("moved")
        await operator.enter("1")
        assert operator.message[0] == "= It is decided"
        assert "Decided by PL01" in operator.text

    at_kiosk(open_client, story, signed_on=False)


def test_a_proposal_is_changed_and_dropped(open_client: Open, client: LocalClient) -> None:
    """One order due on another day, the other left where it is: a new proposal in its place; then it is dropped."""

    async def story(operator: Operator) -> None:
        await propose(operator)
        await proposals(operator, "PL01")
        await operator.enter("4")
        await operator.enter("30.11.2026")
        await operator.press("f10")
        (changed,) = client.ask(ProposalsQuestion())
        assert (changed.proposal, changed.moves[0].move.due_date) == (2, date(2026, 11, 30))
        await operator.enter("1")
        await operator.enter("5")
        await operator.enter("0")
        await operator.press("f10")
        (alone,) = client.ask(ProposalsQuestion())
        assert [each.move for each in alone.moves] == [changed.moves[0].move]
        await operator.enter("1")
        await operator.enter("4")
        await operator.enter("0")
        assert operator.message[0] == "? Drop the proposal?"
        await operator.press("f10")
        assert client.ask(ProposalsQuestion()) == ()
        assert operator.message[0] == "* Decided"

    at_kiosk(open_client, story, signed_on=False)


def test_what_was_moved_since_is_said_and_not_made(open_client: Open, client: LocalClient) -> None:
    """An order is planned anew meanwhile: the page names it, making it is refused, and nothing is moved."""

    async def story(operator: Operator) -> None:
        await propose(operator)
        (proposed,) = client.ask(ProposalsQuestion())
        order_no = proposed.moves[1].move.order_no
        client.post(
            ReplanProductionOrderRequest(request_id="since", order_no=order_no, due_date=date(2026, 11, 30))
        )
        await proposals(operator, "PL01")
        assert operator.message[:2] == ("! Out of date", f"Moved since: {order_no}.")
        await operator.enter("1")
        assert operator.message[0] == "x Proposal is out of date"
        assert due(client, order_no) == date(2026, 11, 30)

    at_kiosk(open_client, story, signed_on=False)
