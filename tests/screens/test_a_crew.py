"""A crew by badges: who joins, who leaves, what the station shows, and whose minutes are posted."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from backend_client.barcode.k1 import label
from tests.screens.operator import Operator, at_kiosk
from tests.screens.test_a_shift import Shift

JOB = label("J", "101002", "10000", "10")
CREW, RUN, SETUP, OK = (label("C", verb) for verb in ("CRE", "RUN", "SET", "OK"))
Story = Callable[[Operator, Shift], Awaitable[None]]


@pytest.fixture
def at_work(database: Path) -> Callable[[Story], None]:
    """Run a story of a shift."""

    def run(story: Story) -> None:
        shift = Shift(database)
        at_kiosk(shift.open, lambda operator: story(operator, shift))

    return run


def badge(no: str) -> str:
    """The badge of a person of the demo plant."""
    return label("B", {"OP02": "9B4CH6PN3G"}[no])


def test_the_time_of_everybody_is_posted(at_work: Callable[[Story], None]) -> None:
    """An hour of one and half an hour of the other are 90 minutes of run time; both go on."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(JOB, RUN)
        shift.wait(30)
        await operator.scan(CREW, badge("OP02"))
        assert operator.message[0] == "= Operator 02 joins"
        assert "2 people" in operator.text
        assert sorted(shift.running) == [("OP01", "10", "run"), ("OP02", "10", "run")]
        shift.wait(30)
        await operator.scan(OK, label("N", "2"), OK)
        assert operator.message[0].startswith("* Posted at")
        assert shift.times("10") == (0, 90)
        assert sorted(row[0] for row in shift.running) == ["OP01", "OP02"]
        await operator.press("f3")
        assert len([row for row in operator.rows if "R 11:05" in row and "x2" in row]) == 1, (
            "one row for both"
        )
        assert "x2 two people" in operator.text

    at_work(story)


def test_the_same_badge_leaves(at_work: Callable[[Story], None]) -> None:
    """OP02 joins by number and leaves by badge; OP01's clock goes on. Without a job there is no crew; nobody's badge changes nothing."""

    async def story(operator: Operator, shift: Shift) -> None:
        await operator.scan(CREW)
        assert operator.message[0] == "x Which job?"
        await operator.scan(JOB, SETUP, CREW, label("B", "BBBBBBBBBB"))
        assert operator.message[0] == "x Badge not known"
        await operator.enter("OP02")
        assert sorted(shift.running) == [("OP01", "10", "setup"), ("OP02", "10", "setup")]
        await operator.scan(badge("OP02"))
        assert operator.message[0] == "= Operator 02 leaves"
        assert shift.running == [("OP01", "10", "setup")]

    at_work(story)
