"""The load board on the demo plant: what is marked stays marked, and the tasks add up to the figure."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.terms import CapacityUnitType, LoadPeriod, OrderStatus
from screens.intake import Tick
from screens.language.writing import duration
from screens.load_board import LoadBoardScreen
from screens.load_periods import COLUMNS
from screens.tasks import Tasks
from tests.screens.operator import Operator, at_kiosk

Open = Callable[[], BackendClient]


async def open_board(operator: Operator) -> LoadBoardScreen:
    """The board, on the station's center."""
    await operator.press("f12")
    await operator.enter("2")
    board = operator.app.journey.top
    assert isinstance(board, LoadBoardScreen)
    return board


def test_a_posting_changes_the_figure_and_not_the_cursor(open_client: Open, client: LocalClient) -> None:
    """Somebody posts an hour at center 100; after renewal less is planned, and 110 is still marked."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        await operator.press("down", "right")
        marked = (board.marked, board.period_start)
        before = operator.text
        posted = client.post(
            PostOutputRequest(
                request_id="x",
                order_no="101002",
                order_line_no=10000,
                operation_no="10",
                output_quantity=10,  # type: ignore[arg-type]
                finished=True,
            )
        )
        assert isinstance(posted, Posted), posted
        operator.app.journey.intake.put(Tick.RENEW)
        await operator.settle()
        assert (board.marked, board.period_start) == marked
        assert operator.text != before
        assert operator.rung == []

    at_kiosk(open_client, story)


def test_tasks_add_up_to_the_figure(open_client: Open) -> None:
    """The sum row of the tasks is what the cell says is planned."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        center, cell = board._marked()
        assert center is not None
        assert cell is not None
        assert center.no == "100"
        await operator.enter()
        assert operator.title.startswith("Tasks of 100 Assembly department")
        (total,) = [row.split()[-1] for row in operator.rows if row.split()[:1] == ["sum"]]
        assert total == duration(cell.allocated_time, CapacityUnitType.MINUTES)
        await operator.enter("1")
        assert operator.title.startswith("Output  101001")

    at_kiosk(open_client, story)


@pytest.mark.parametrize(("choice", "period"), list(enumerate(COLUMNS, start=1)))
def test_f4_chooses_the_columns(open_client: Open, choice: int, period: LoadPeriod) -> None:
    """1 to 5: day, week, month, quarter, year."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        await operator.press("f4")
        await operator.enter(str(choice))
        assert board.board.period is period
        assert board._marked()[1] is not None

    at_kiosk(open_client, story)


def test_balance_at_date_counts_all_that_came_before(open_client: Open) -> None:
    """6 turns net change into balance at date: the second day then holds the first day too."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        first, second = (board.board.rows[board.marked].cells[index].allocated_time for index in (0, 1))
        await operator.press("f4")
        await operator.enter("6")
        assert "balance at date" in operator.text
        assert board.board.rows[board.marked].cells[1].allocated_time >= first + second

    at_kiosk(open_client, story)


def test_a_center_is_found_by_its_number_and_its_plate(open_client: Open) -> None:
    """Type 210, or scan the plate of work center 200."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        await operator.enter("210")
        assert board.board.rows[board.marked].no == "210"
        await operator.scan(label("R", "0", "200"))
        assert operator.app.journey.top.board.rows[operator.app.journey.top.marked].no == "200"

    at_kiosk(open_client, story)


def test_left_and_right_move_by_periods_beyond_the_edge(open_client: Open) -> None:
    """Seven times Right is the same weekday a week later; seven times Left is back."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        start = board.period_start
        await operator.press("right")
        assert (board.period_start - start).days == 1
        await operator.press(*["right"] * 6)
        assert (board.period_start - start).days == 7
        assert board._marked()[1] is not None
        await operator.press(*["left"] * 7)
        assert board.period_start == start

    at_kiosk(open_client, story)


def test_left_and_right_edit_what_is_typed(open_client: Open) -> None:
    """With 20 in the row, Left and 1 make it 210: the marked period stays, and center 210 is found."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        start = board.period_start
        await operator.press("2", "0", "left", "1", "enter")
        assert board.period_start == start
        assert board.board.rows[board.marked].no == "210"

    at_kiosk(open_client, story)


@pytest.mark.parametrize(("choice", "days"), [("1", 7), ("2", 56)])
def test_f7_and_f6_turn_whole_boards(open_client: Open, choice: str, days: int) -> None:
    """The second column stays the second: Tuesday a week later, or the second of the next eight weeks."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        await operator.press("f4")
        await operator.enter(choice)
        await operator.press("right")
        start = board.period_start
        await operator.press("f7")
        assert (board.period_start - start).days == days
        assert board.board.first_day <= board.period_start <= board.board.last_day
        await operator.press("f6")
        assert board.period_start == start

    at_kiosk(open_client, story)


@pytest.mark.parametrize("size", [(40, 16), (80, 24), (120, 40)])
def test_the_marked_figure_stands_in_brackets(open_client: Open, size: tuple[int, int]) -> None:
    """One column is headed in brackets, one figure stands in them, in one row that begins with >."""

    async def story(operator: Operator) -> None:
        await open_board(operator)
        await operator.press("right")
        (headed,) = [row for row in operator.rows if "[Tue 17]" in row]
        (marked,) = [row for row in operator.rows if "41 ]" in row]
        assert marked.startswith(" >  100 Assembly")
        assert marked.index("[") == headed.index("[")
        await operator.press("right", "right", "right")
        (last,) = [row for row in operator.rows if "64 ]" in row]
        assert last.startswith(" >  100 Assembly")

    at_kiosk(open_client, story, size=size)


def test_balance_at_date_opens_the_tasks_it_counts(open_client: Open) -> None:
    """On the second day the tasks are those of both days, and add up to the figure."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        await operator.press("f4")
        await operator.enter("6")
        await operator.press("right")
        _center, cell = board._marked()
        assert cell is not None
        await operator.enter()
        tasks = operator.app.journey.top
        assert isinstance(tasks, Tasks)
        assert sum(task.allocated_time for task in tasks.tasks) == cell.allocated_time

    at_kiosk(open_client, story)


@pytest.mark.parametrize(
    ("no", "title"),
    [("1", "Tasks of 1 Production department"), ("110", "Tasks of 110 Flushing Manual")],
)
def test_enter_opens_a_group_and_a_machine_too(open_client: Open, no: str, title: str) -> None:
    """A group's tasks are those of all its centers, a machine's its own; both add up to the figure."""

    async def story(operator: Operator) -> None:
        board = await open_board(operator)
        await operator.enter(no)
        _center, cell = board._marked()
        assert cell is not None
        await operator.enter()
        tasks = operator.app.journey.top
        assert isinstance(tasks, Tasks)
        assert operator.title.startswith(title)
        assert sum(task.allocated_time for task in tasks.tasks) == cell.allocated_time

    at_kiosk(open_client, story)


def test_the_board_says_what_it_shows_and_when(open_client: Open) -> None:
    """Period, group, kinds of centers and moment in the title; times as hours and minutes, loads as percent."""

    async def story(operator: Operator) -> None:
        await open_board(operator)
        assert operator.title.startswith("Load by day, Mon 16.11.2026, group 1 work/machine centers")
        assert operator.title.endswith("as of 16.11 10:05")
        assert "net change" in operator.text
        assert "capacity 24:00  allocated 17:40  available 6:20 h:mm  load 73.6 %" in operator.text
        await operator.enter("500")
        assert "group 5 work/machine centers" in operator.title

    at_kiosk(open_client, story)


def test_only_the_orders_of_some_statuses_count(open_client: Open, client: LocalClient) -> None:
    """Firm planned orders left out, then released ones: the board and its tasks tell the rest; the last can't be left out.

    All that allocate time taken in again, nobody has chosen; what is tried with moves counts them all.
    """
    made = client.post(
        CreateProductionOrderRequest(
            request_id="firm",
            order_no="101901",
            source_no="SP-SCM1009",
            quantity=Decimal(5),
            due_date=date(2026, 11, 18),
            status=OrderStatus.FIRM_PLANNED,
        )
    )
    assert isinstance(made, Posted), made
    released, firm, planned = OrderStatus.RELEASED, OrderStatus.FIRM_PLANNED, OrderStatus.PLANNED

    async def story(operator: Operator) -> None:
        board = await open_board(operator)

        def need() -> Decimal:
            return sum((cell.allocated_time for cell in board.board.rows[board.marked].cells), Decimal())

        async def turn(*numbers: str) -> None:
            await operator.press("f4")
            await operator.enter("10")
            for number in numbers:
                await operator.enter(number)
            await operator.enter()

        everything = need()
        await turn("2")
        assert board.question.statuses == (released, planned)
        assert "! Only orders: Released, Planned" in operator.text
        without_firm = need()
        assert 0 < without_firm < everything
        await turn("2", "1", "3")
        assert board.question.statuses == (firm,)
        assert need() == everything - without_firm
        await turn("2")
        assert board.question.statuses == (firm,)
        await operator.press("f4")
        await operator.enter("9")
        assert operator.message[0] == "x Choose no status first"
        await turn("1", "3")
        assert board.question.statuses == ()
        assert need() == everything
        await turn("4", "1", "2")
        assert board.question.statuses == (planned, OrderStatus.SIMULATED)
        await operator.enter()
        assert isinstance(operator.app.journey.top, Tasks)
        assert "1019" not in operator.text

    at_kiosk(open_client, story)
