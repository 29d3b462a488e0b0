"""What somebody posted today, taken back by number; what a station keeps, seen without a line."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.messages.orders import BlockOrderRequest
from screens.terminal.bells import BellPattern
from tests.outbox.cutting import Fault
from tests.screens.operator import NOW, Operator, at_kiosk
from tests.screens.test_with_the_line_down import Terminal

JOB = label("J", "101002", "10000", "10")
OK = label("C", "OK")


def good(client: LocalClient) -> int:
    """Good pieces of the operation."""
    card = client.ask(OrderLineQuestion(order_no="101002", order_line_no=10000))
    assert isinstance(card, OrderLineCard)
    return int(card.operations[0].output_quantity)


async def post(operator: Operator, pieces: int) -> None:
    """Post good pieces."""
    await operator.scan(JOB, label("N", str(pieces)), OK)


async def entries(operator: Operator) -> None:
    """Open one's own entries, by the row of the menu."""
    await operator.press("f12")
    row = next(row for row in operator.rows if "My entries" in row)
    await operator.enter(row.split()[0].strip(">"))


def test_an_entry_is_taken_back_by_its_number(
    open_client: Callable[[], BackendClient], client: LocalClient
) -> None:
    """3 and 2 good are posted; 1, OK takes the 3 back by scanner alone. Then it is undone already, and 2 still stands."""

    async def story(operator: Operator) -> None:
        await post(operator, 3)
        await post(operator, 2)
        await entries(operator)
        assert "3 good" in operator.text
        assert operator.text.count("undo until 10:20") == 2
        await operator.enter()
        assert operator.title.startswith("My entries")
        await operator.scan(label("C", "1"), OK)
        assert operator.title.startswith("Undo")
        await operator.scan(OK)
        assert operator.message[0] == "* Undone"
        await entries(operator)
        await operator.enter("1")
        assert operator.message[0] == "x Undone already"
        await operator.press("f6")
        assert "Sun 15.11" in operator.title
        await operator.press("f7", "f7")
        assert "2 good" in operator.text

    at_kiosk(open_client, story)
    assert good(client) == 2


def test_too_late_takes_a_supervisor_s_badge(
    open_client: Callable[[], BackendClient], client: LocalClient
) -> None:
    """What OP01 posted an hour ago: an operator's badge does not do, a supervisor's undoes it."""
    earlier = LocalClient(client.database, now=lambda: NOW - timedelta(hours=1))
    at_kiosk(lambda: earlier, lambda operator: post(operator, 3))

    async def story(operator: Operator) -> None:
        await entries(operator)
        await operator.enter("1")
        assert operator.message[0] == "? A supervisor is needed"
        assert "101002 / 10   3 good" in operator.text
        await operator.scan(label("B", "9B4CH6PN3G"))
        assert operator.message[0].startswith("x ")
        assert good(client) == 3
        await operator.scan(label("B", "3F9TB6KN5J"))
        assert operator.message[0] == "* Undone"
        assert operator.rung[-1] is BellPattern.POSTED

    at_kiosk(open_client, story)
    assert good(client) == 0


def test_what_is_kept_is_seen_without_a_line(client: LocalClient, tmp_path: Path) -> None:
    """Two entries are kept; with the line back the first is refused, and holds the second: both say so, with the reason."""
    terminal = Terminal(client, tmp_path)

    async def kept(operator: Operator) -> None:
        await operator.press("f12")
        row = next(row for row in operator.rows if "Kept here" in row)
        await operator.enter(row.split()[0].strip(">"))

    async def story(operator: Operator) -> None:
        await kept(operator)
        assert operator.message[1] == "Nothing is kept here: all is posted."
        await operator.scan(JOB)
        terminal.line.afterwards = Fault.CUT_BEFORE
        await operator.scan(label("N", "3"), OK)
        await post(operator, 2)
        await entries(operator)
        assert operator.text.count("kept here") >= 2
        assert operator.message[0] == "x No answer"
        await operator.press("f3")
        await kept(operator)
        assert "not posted yet: 2" in operator.title
        assert operator.message[1] == "The oldest has waited for 0 min. It is sent by itself."
        block = BlockOrderRequest(request_id="B-1", order_no="101002", blocked=True)
        client.post(block)
        terminal.line.afterwards = Fault.NONE
        assert terminal.outbox is not None
        terminal.outbox.send_all()
        await operator.settle()
        assert operator.message[0] == "! 1 waits for a supervisor"
        assert "x Order is blocked" in operator.text
        assert "~ waits" in operator.text
        await operator.enter("1")
        assert operator.message[0] == "! A supervisor decides"
        assert "x Order is blocked" in operator.text

    at_kiosk(terminal.open, story, desk=terminal.desk)
    assert good(client) == 0
