"""The floor now on the demo plant: who runs what, renewed in place, and the ways to what waits."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from backend_client.barcode.k1 import label
from backend_client.messages.base import Posted
from backend_client.messages.clocks import StartWorkRequest
from backend_client.records.people import Terminal
from backend_client.store.database import open_database
from backend_client.store.heard import Kept, write_heard
from backend_client.store.rows import new_row, table_of
from screens.intake import Tick
from screens.supervising.choice import Duty
from screens.supervising.floor import Floor
from tests.screens.operator import NOW, Operator, at_kiosk
from tests.screens.supervising.duties import open_duty
from tests.screens.test_a_shift import Shift


def start(shift: Shift, person_no: str, operation_no: str = "10") -> None:
    """Somebody starts a clock at another station."""
    assert shift.client is not None
    outcome = shift.client.post(
        StartWorkRequest(
            request_id=f"{person_no}-{operation_no}",
            person_no=person_no,
            order_no="101002",
            order_line_no=10000,
            operation_no=operation_no,
        )
    )
    assert isinstance(outcome, Posted), outcome


def rows_of(operator: Operator, text: str) -> list[str]:
    """The rows that hold a text."""
    return [row for row in operator.rows if text in row]


def test_the_floor_renews_in_place(database: Path) -> None:
    """110 is marked; OP01 starts at 100: its row says so, 110 is still marked, and nothing rings."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.FLOOR)
        await operator.enter("110")
        assert rows_of(operator, "[R] RUN") == []
        start(shift, "OP01")
        operator.rung  # noqa: B018 -- what was heard so far
        operator.app.journey.intake.put(Tick.RENEW)
        await operator.settle()
        (running,) = rows_of(operator, "[R] RUN")
        assert " 100 Assembly" in running
        assert "101002 / 10" in running
        assert "Operator 01" in running
        board = operator.app.journey.top
        assert isinstance(board, Floor)
        assert board.rows[board.marked].no == "110"
        assert operator.rung == []

    at_kiosk(shift.open, story, signed_on=False)


def test_what_stands_still_can_stand_first(database: Path) -> None:
    """F4 sorts by trouble, F4 again by number; the marked center stays marked."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.FLOOR)
        start(shift, "OP03", "30")
        await operator.press("f5")
        board = operator.app.journey.top
        assert isinstance(board, Floor)
        await operator.enter("200")
        by_number = [each.no for each in board.rows]
        await operator.press("f4")
        assert board.rows[0].order_no == "101002"
        assert board.rows[board.marked].no == "200"
        await operator.press("f4")
        assert [each.no for each in board.rows] == by_number

    at_kiosk(shift.open, story, signed_on=False)


def test_a_center_is_found_and_opened(database: Path) -> None:
    """Its number marks it, Enter opens the jobs that wait there."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.FLOOR)
        await operator.enter("200")
        await operator.enter()
        assert operator.title.startswith("Jobs of 200 Packing department")

    at_kiosk(shift.open, story, signed_on=False)


def test_a_forgotten_clock_waits_and_is_one_number_away(database: Path) -> None:
    """22 hours later the last row counts it; its number opens the list."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await operator.enter("OP01")
        start(shift, "OP01")
        await operator.scan(label("C", "OFF"))
        shift.wait(22 * 60)
        await open_duty(operator, Duty.FLOOR)
        (waiting,) = rows_of(operator, "Waiting:")
        assert "clocks 2" in waiting
        number = waiting.split("clocks")[0].split()[-1]
        await operator.enter(number)
        assert operator.title.startswith("Forgotten clocks")

    at_kiosk(shift.open, story, signed_on=False)


def heard(database: Path, terminal: str, at: datetime, *, refused: int = 0, place: str = "") -> None:
    """The server hears of a terminal, which stands at a center and keeps refused postings."""
    opened = open_database(f"sqlite:///{database}")
    with opened.write(alone=False) as connection:
        write_heard(connection, terminal, at, client_version="0.3.0", kept=Kept(refused, at, refused))
        if place:
            row = new_row(Terminal, id=terminal, work_center_no=place, first_seen_at=at)
            connection.execute(insert(table_of(Terminal)), row)
    opened.close()


def test_a_silent_terminal_is_seen_at_a_glance(database: Path) -> None:
    """T-110 stands at 110 and is heard of at 9:55, T-200 now: at 10:05 110 has no word since, and 6 lists both.

    Its two refused postings are counted, and told with its name where refused postings are decided. T-100 has a database
    of its own: nobody is sent there.
    """
    shift = Shift(database)
    heard(database, "T-110", NOW - timedelta(minutes=10), refused=2, place="110")
    heard(database, "T-200", NOW)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.FLOOR)
        (silent,) = rows_of(operator, "[?] no word")
        assert " 110 Flushing" in silent
        assert "09:55" in silent
        assert rows_of(operator, "6 terminals silent 1")
        assert rows_of(operator, "1 refused 2")
        await operator.enter("110")
        assert operator.message[:2] == (
            "! 110: no word since 09:55",
            "Its terminal is silent: what is shown may be over.",
        )
        await operator.enter("6")
        assert operator.title.startswith("Terminals")
        assert operator.message == (
            "x T-110: no word since 09:55",
            "It keeps 2 postings since 09:55.",
            "Go and look. What is entered there is kept there.",
        )
        heard(database, "T-110", NOW, refused=1)
        operator.app.journey.intake.put(Tick.RENEW)
        await operator.settle()
        assert operator.message[0] == "! T-110: 1 to decide"
        await operator.press("down")
        assert operator.message[0] == "= T-200"
        await operator.press("down")
        assert operator.message[:2] == ("= T-100", "It never calls: it has a database of its own.")
        await operator.press("f3")
        await operator.enter("1")
        assert rows_of(operator, "To decide at other terminals: T-110 1")

    at_kiosk(shift.open, story, signed_on=False)
