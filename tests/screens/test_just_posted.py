"""The same posting twice within a minute is asked about: nothing is posted before a yes."""

from collections.abc import Callable

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk

Open = Callable[[], BackendClient]
JOB = label("J", "101002", "10000", "10")
THREE, FOUR = label("N", "3"), label("N", "4")
OK, NO, UNDO, OFF = (label("C", verb) for verb in ("OK", "NO", "UND", "OFF"))


@pytest.fixture
def made(open_client: Open) -> Callable[[], int]:
    """Answer how many the books hold of operation 10."""

    def count() -> int:
        card = open_client().ask(OrderLineQuestion(order_no="101002"))
        assert isinstance(card, OrderLineCard)
        return int(card.operations[0].output_quantity)

    return count


def test_the_same_within_a_minute_is_asked_about(open_client: Open, made: Callable[[], int]) -> None:
    """3 good, and 3 good again: asked; Enter and the arrows answer nothing; OK posts it."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, THREE, OK, JOB, THREE)
        operator.app.rung = []
        await operator.scan(OK)
        assert operator.message == (
            "? The same once more?",
            "Posted less than a minute ago: 3 good.",
            "Scan OK if you made it once more, NO if not.",
        )
        assert operator.rung == [BellPattern.LOOK_UP]
        await operator.enter()
        await operator.press("down")
        assert operator.message[0] == "? The same once more?"
        assert made() == 3
        await operator.scan(OK)
        assert operator.message[0].startswith("* Posted")
        assert made() == 6

    at_kiosk(open_client, story)


def test_no_keeps_what_is_entered(open_client: Open, made: Callable[[], int]) -> None:
    """It was posted the first time: NO, then the entry is cleared by UNDO, and the books hold 3."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, THREE, OK, JOB, THREE, OK, NO)
        assert operator.message[1] == "Nothing is posted. All is kept."
        await operator.scan(UNDO)
        assert operator.message[0] == "= Entry cleared"
        assert made() == 3

    at_kiosk(open_client, story)


def test_an_ok_scanned_ahead_is_no_yes(open_client: Open, made: Callable[[], int]) -> None:
    """Job, 3, OK, OK in one go: the second OK was scanned before the question stood there."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, THREE, OK)
        for code in (JOB, THREE, OK, OK):
            operator.send(code)
        await operator.settle()
        assert operator.message[0] == "x Stopped: scans not taken: 1"
        assert made() == 3

    at_kiosk(open_client, story)


@pytest.mark.parametrize("other", ["a quantity", "a person", "a minute", "undone"])
def test_what_is_not_the_same_is_posted_at_once(
    open_client: Open, made: Callable[[], int], other: str
) -> None:
    """Another quantity, another person, a minute later, or the first taken back: no question."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, THREE, OK)
        if other == "a person":
            await operator.scan(OFF)
            await operator.enter("ST01")
        if other == "a minute":
            moment = operator.app.moment
            operator.app.moment = lambda: moment() + 60
        if other == "undone":
            await operator.scan(UNDO, OK)
        await operator.scan(JOB, FOUR if other == "a quantity" else THREE, OK)
        assert operator.message[0].startswith("* Posted")
        assert made() == {"a quantity": 7, "undone": 3}.get(other, 6)

    at_kiosk(open_client, story)
