"""A shift by scanner: clocks at the station, a stop with its reason, hours, undo, handing over.

The clock stands at 10:05 and is moved by hand; clocks of the back end go on with it.
"""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from backend_client.barcode.k1 import label
from backend_client.local import LocalClient
from backend_client.messages.clocks import RunningWork, RunningWorkQuestion
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.store.database import open_database
from screens.terminal.bells import BellPattern
from tests.screens.operator import NOW, Operator, at_kiosk

JOB = label("J", "101002", "10000", "10")
OTHER = label("J", "101001", "10000", "20")
RUN, SETUP, PAUSE, STOP = (label("C", verb) for verb in ("RUN", "SET", "PSE", "STP"))
UNDO, HOURS, HAND_OVER, OK, NO = (label("C", verb) for verb in ("UND", "HRS", "HND", "OK", "NO"))
Story = Callable[[Operator, "Shift"], Awaitable[None]]


class Shift:
    """A plant whose clock is moved by hand."""

    def __init__(self, database: Path) -> None:
        """Begin at 10:05."""
        self.database = database
        self.at = NOW
        self.client: LocalClient | None = None

    def open(self) -> LocalClient:
        """Open the client of the kiosk."""
        self.client = LocalClient(open_database(f"sqlite:///{self.database}"), now=self.now)
        return self.client

    def now(self) -> datetime:
        """What the clock shows."""
        return self.at

    def wait(self, minutes: int) -> None:
        """Let time go by."""
        self.at += timedelta(minutes=minutes)

    @property
    def running(self) -> list[tuple[str, str, str]]:
        """Whose clocks run, on what operation, counting what."""
        assert self.client is not None
        answer = self.client.ask(RunningWorkQuestion())
        assert isinstance(answer, RunningWork)
        return [(row.person_no, row.operation_no, row.activity.value) for row in answer.rows]

    def times(self, operation_no: str) -> tuple[int, int]:
        """Setup and run minutes posted on an operation of order 101002."""
        assert self.client is not None
        card = self.client.ask(OrderLineQuestion(order_no="101002"))
        assert isinstance(card, OrderLineCard)
        row = next(row for row in card.operations if row.operation_no == operation_no)
        return int(row.setup_time), int(row.run_time)


@pytest.fixture
def at_work(database: Path) -> Callable[[Story], None]:
    """Run a story of a shift."""

    def run(story: Story) -> None:
        shift = Shift(database)
        at_kiosk(shift.open, lambda operator: story(operator, shift))

    return run


def test_a_job_is_set_up_run_paused_and_posted_with_its_time(at_work: Callable[[Story], None]) -> None:
    """20 minutes of setup, 30 of run, 10 of pause, 15 of run: posted are setup 20 and run 45, nobody entered them."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, SETUP)
        assert operator.message == (
            "= Setting up",
            "101002 / 10, since 10:05.",
            "Scan PAUSE, STOP or the output.",
        )
        assert operator.rung[-1] is BellPattern.TAKEN
        for command, minutes in ((RUN, 20), (PAUSE, 30), (RUN, 10)):
            shift.wait(minutes)
            await operator.scan(command)
        assert shift.running == [("OP01", "10", "run")]
        shift.wait(15)
        await operator.scan(label("N", "3"))
        assert "time by the clock" in operator.text
        await operator.scan(OK)
        assert operator.message[0].startswith("* Posted at")
        assert shift.times("10") == (20, 45)
        assert shift.running == [("OP01", "10", "run")]

    at_work(story)


def test_times_by_the_clock_are_not_entered_by_hand(at_work: Callable[[Story], None]) -> None:
    """The arrows pass the times by; these show what the clock counts and since when."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN)
        shift.wait(75)
        await operator.press("f3", "f3")
        await operator.scan(JOB)
        assert "1:15" in operator.text
        assert operator.title.endswith("RUN since 10:05")
        await operator.press("up")
        assert "clock, 10:05" in operator.text
        assert operator.rows[-2].startswith(" Operation finished >")
        await operator.press("up", "up")
        assert operator.rows[-2].startswith(" Scrap quantity >")

    at_work(story)


def test_what_runs_stands_first_at_the_station(at_work: Callable[[Story], None]) -> None:
    """Since when, how long and with which letter; a command without a job acts on it."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN)
        shift.wait(65)
        await operator.press("f3", "f3")
        row = next(row for row in operator.rows if "101002" in row)
        assert ("R 10:05" in row, "1:05" in row, row.lstrip("> =")[0]) == (True, True, "1")
        await operator.scan(PAUSE)
        assert operator.message[0] == "= Paused"
        assert shift.running == [("OP01", "10", "pause")]
        await operator.scan(RUN)
        assert shift.running == [("OP01", "10", "run")]

    at_work(story)


def test_which_job_is_asked_where_none_runs(at_work: Callable[[Story], None]) -> None:
    """RUN at the station: a job card, or the number of a row, says which; F2 drops the question."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(RUN)
        assert operator.message[0] == "? Run: which job?"
        assert operator.rung == [BellPattern.LOOK_UP]
        await operator.press("f2")
        await operator.enter("1")
        assert operator.title.startswith("Output"), "a number opens its row again"
        assert shift.running == []
        await operator.press("f3", "f3")
        await operator.scan(RUN, OTHER)
        assert shift.running == [("OP01", "20", "run")]
        assert operator.title.startswith("Station"), "the job card said which, it was not opened"

    at_work(story)


def test_a_stop_is_kept_before_its_reason(at_work: Callable[[Story], None]) -> None:
    """STOP stops at once; the reason follows by scan, and its time is posted with the next output."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN)
        shift.wait(10)
        await operator.scan(STOP)
        assert operator.message[0] == "? Reason for the stop"
        assert shift.running == [("OP01", "10", "stop")]
        await operator.scan(label("T", "MACHINE"))
        assert operator.title.startswith("Output")
        assert operator.message[0] == "= Stopped"
        shift.wait(18)
        await operator.scan(RUN)
        shift.wait(5)
        await operator.scan(label("N", "1"), OK)
        assert operator.message[0].startswith("* Posted")
        with closing(sqlite3.connect(shift.database)) as plain:
            stops = plain.execute(
                "SELECT stop_code, CAST(stop_time AS REAL) FROM capacity_ledger_entries WHERE stop_code <> ''"
            ).fetchall()
        assert [(code, time > 0) for code, time in stops] == [("MACHINE", True)]

    at_work(story)


def test_a_stop_without_a_reason_is_a_stop(at_work: Callable[[Story], None]) -> None:
    """The last row, or Enter alone: it stands still, why is told later."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN, STOP)
        await operator.scan(label("T", "NOWHY"))
        assert operator.message[0].startswith("x "), "no such reason"
        await operator.enter()
        assert operator.title.startswith("Output")
        assert shift.running == [("OP01", "10", "stop")]

    at_work(story)


def test_my_last_posting_is_undone_after_a_yes(at_work: Callable[[Story], None]) -> None:
    """UNDO shows the entries first; NO leaves all as it is; OK posts them, and the piece is not made any more."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, label("N", "3"), OK, UNDO)
        assert operator.message[0] == "? Undo this?"
        assert "-3" in operator.text
        assert operator.title.startswith("Undo  101002 / 10")
        await operator.scan(NO)
        assert operator.title.startswith("Receipt")
        (said,) = [row for row in operator.rows if row.strip().startswith("Undo ")]
        await operator.enter(
            said.split()[1].rstrip(",")
        )  # the receipt names the number, for who has no sheet
        assert operator.message[0] == "? Undo this?"
        await operator.enter()
        assert operator.message[0] == "? Undo this?", "Enter never posts"
        await operator.scan(OK)
        assert operator.message[0] == "* Undone"
        assert operator.rung[-1] is BellPattern.POSTED
        assert shift.client is not None
        card = shift.client.ask(OrderLineQuestion(order_no="101002"))
        assert isinstance(card, OrderLineCard)
        assert card.operations[0].output_quantity == 0

    at_work(story)


def test_undo_after_the_time_for_it_is_a_supervisor_s(at_work: Callable[[Story], None]) -> None:
    """Half a day later the person is told, and nothing is written."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, label("N", "3"), OK)
        shift.wait(600)
        await operator.scan(UNDO)
        assert operator.message[0].startswith("x ")
        assert operator.title.startswith("Receipt")

    at_work(story)


def test_my_hours_are_shown_with_what_is_posted(at_work: Callable[[Story], None]) -> None:
    """20 minutes of setup, posted; 30 of run, not posted yet."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, SETUP)
        shift.wait(20)
        await operator.scan(RUN, label("N", "3"), OK, RUN)
        shift.wait(30)
        await operator.scan(HOURS)
        assert operator.title.startswith("My hours  Operator 01")
        assert "Here 0:50   at work 0:50   posted 0:20   not posted 0:30" in operator.text
        await operator.press("f3")
        assert operator.title.startswith("Receipt")

    at_work(story)


def test_a_colleague_takes_over(at_work: Callable[[Story], None]) -> None:
    """The clock of OP01 ends and that of OP02 starts; what OP01 entered is there when OP01 comes back."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN, label("N", "3"), HAND_OVER)
        assert operator.message[:2] == ("? Who takes over?", "1 clock moves.")
        assert "101002 / 10000 / 10: 3 good" in operator.text
        shift.wait(5)
        await operator.enter("OP99")
        assert operator.message[0].startswith("x "), "nobody has this number"
        assert shift.running == [("OP01", "10", "run")]
        await operator.enter("OP02")
        assert operator.message[0].startswith("= Operator 02")
        assert shift.running == [("OP02", "10", "run")]
        await operator.scan(JOB)
        assert "3 good" not in operator.text, "nobody posts what another person has entered"
        await operator.scan(label("C", "OFF"))
        await operator.enter("OP01")
        await operator.scan(JOB)
        assert "3 good" in operator.text

    at_work(story)


def test_the_menu_leads_to_all_of_it(at_work: Callable[[Story], None]) -> None:
    """Without a sheet to scan from: hours, undo and hand-over by number."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN)
        shift.wait(90)
        await operator.scan(label("N", "3"), OK)
        for number, title in (("4", "My hours"), ("5", "Undo"), ("6", "Hand over")):
            await operator.press("f12")
            await operator.enter(number)
            assert operator.title.startswith(title)
            assert title != "Undo" or "-1:30" in operator.text, "minutes of the center as hours"
            await operator.press("f3")

    at_work(story)


def test_a_hand_over_may_be_left(at_work: Callable[[Story], None]) -> None:
    """F3: nothing moved, and whoever signs on later takes nothing over."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN, HAND_OVER)
        await operator.press("f3")
        await operator.scan(label("C", "OFF"))
        await operator.enter("OP02")
        assert shift.running == [("OP01", "10", "run")]

    at_work(story)
