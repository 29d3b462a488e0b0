"""Time of a center that belongs to no order, by scanner alone: entered, by the clock, and taken back."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.center_days import CapacityEntries, CapacityEntriesQuestion
from backend_client.terms import CapacityType
from tests.screens.operator import Operator, at_kiosk
from tests.screens.test_a_shift import Shift

Open = Callable[[], BackendClient]
TIME, OK, NO, UNDO, RUN, PAUSE = (label("C", verb) for verb in ("CTM", "OK", "NO", "UND", "RUN", "PSE"))
BROKEN = label("T", "MACHINE")
Story = Callable[[Operator, Shift], Awaitable[None]]


def stops(client: LocalClient | None, no: str) -> list[tuple[str, int]]:
    """Reason and minutes of each entry of stop time at a center."""
    assert client is not None
    kind = CapacityType.MACHINE_CENTER if no == "210" else CapacityType.WORK_CENTER
    answer = client.ask(CapacityEntriesQuestion(type=kind, no=no))
    assert isinstance(answer, CapacityEntries)
    return [(row.stop_code, int(row.stop_time)) for row in answer.entries if row.stop_time]


@pytest.fixture
def at_work(database: Path) -> Callable[[Story], None]:
    """Run a story of a shift."""

    def run(story: Story) -> None:
        shift = Shift(database)
        at_kiosk(shift.open, lambda operator: story(operator, shift))

    return run


def test_a_reason_and_a_time_are_one_capacity_entry(open_client: Open, client: LocalClient) -> None:
    """45 minutes of MACHINE at the station's center, posted by OK; UNDO takes it back."""

    async def story(operator: Operator) -> None:
        await operator.scan(TIME, BROKEN)
        assert operator.rows[-2].startswith(" How long >")
        for digit in ("4", "5"):
            await operator.scan(label("C", digit))
        await operator.scan(OK)
        assert "Will be posted: 100: 0:45 (MACHINE)." in operator.text
        await operator.scan(OK)
        assert operator.message[0].startswith("* Posted at")
        assert stops(client, "100") == [("MACHINE", 45)]
        await operator.scan(UNDO, OK)
        assert operator.message[0] == "* Undone"
        assert sum(minutes for _code, minutes in stops(client, "100")) == 0

    at_kiosk(open_client, story)


def test_a_plate_says_which_machine(open_client: Open, client: LocalClient) -> None:
    """The plate of machine 210, scanned in the entry, makes it the time of 210; Enter shows the entry first."""

    async def story(operator: Operator) -> None:
        await operator.scan(TIME, label("R", "1", "210"))
        assert "210" in operator.title
        for typed in ("2", "1:30", ""):
            await operator.enter(typed)
        assert operator.title.startswith("What will be posted  210")
        await operator.scan(OK)
        assert stops(client, "210") == [("MATERIAL", 90)]

    at_kiosk(open_client, story)


def test_nothing_is_posted_without_a_reason_and_a_time(open_client: Open) -> None:
    """OK asks for the reason, then for the time; no reason, 75 minutes past the hour, nothing, more than a day are told."""

    async def story(operator: Operator) -> None:
        await operator.scan(TIME, OK)
        assert operator.message[0] == "x Stop reason missing"
        await operator.scan(label("T", "NOWHY"))
        assert operator.message[0].startswith("x Code not known")
        await operator.scan(BROKEN, OK)
        assert operator.message[0] == "x Nothing to post"
        for typed, title in (
            ("1:75", "x Stop time not taken"),
            ("0", "x Stop time not taken"),
            ("1441", "? So long?"),
        ):
            await operator.press("f2")
            await operator.enter(typed)
            assert operator.message[0] == title

    at_kiosk(open_client, story)


def test_a_clock_counts_it_while_the_screen_is_left(at_work: Callable[[Story], None]) -> None:
    """RUN, half an hour elsewhere, back by the row of the station: OK ends the clock and posts its 30 minutes, once."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(TIME, BROKEN, RUN)
        assert operator.message[0] == "= Running"
        await operator.press("f3")
        shift.wait(30)
        await operator.press("f5")
        assert "MACHINE" in next(row for row in operator.rows if "R 10:05" in row)
        await operator.enter("1")
        assert "0:30 by the clock, since 10:05" in operator.text
        await operator.scan(OK)
        assert operator.message[0].startswith("* Posted at")
        assert (stops(shift.client, "100"), shift.running) == ([("MACHINE", 30)], [])
        await operator.scan(UNDO, OK)
        assert operator.message[0] == "* Undone"

    at_work(story)


def test_a_clock_that_has_ended_is_still_there_to_be_posted(at_work: Callable[[Story], None]) -> None:
    """PAUSE ends it; an hour later its 20 minutes are posted, not 80."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(TIME, BROKEN, RUN)
        shift.wait(20)
        await operator.scan(PAUSE)
        assert shift.running == []
        await operator.press("f3")
        shift.wait(60)
        await operator.scan(TIME, OK)
        assert operator.message[0].startswith("* Posted at")
        assert stops(shift.client, "100") == [("MACHINE", 20)]

    at_work(story)
