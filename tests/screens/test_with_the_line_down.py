"""A terminal of a server whose line breaks: scanning and posting go on, and the screen says what is kept here."""

from pathlib import Path

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient, OutboxDesk
from backend_client.local import LocalClient
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.messages.orders import BlockOrderRequest
from backend_client.messages.parts import Parts, PartsQuestion
from backend_client.outbox import LastSeenClient, OutboxClient
from backend_client.outbox.file import OutboxFile
from backend_client.outbox.memory import Memory
from screens.terminal.bells import BellPattern
from tests.kept_plants import TERMINAL
from tests.outbox.cutting import Fault, Line
from tests.screens.operator import NOW, Operator, at_kiosk

JOB = "101002/10000/10"


class Terminal:
    """What the program connects: a memory and an outbox before a line."""

    def __init__(self, client: LocalClient, folder: Path) -> None:
        """Begin with the line up."""
        self.line = Line(client)
        self._folder = folder
        self.outbox: OutboxClient | None = None

    def open(self) -> BackendClient:
        """Open both."""
        file = OutboxFile(self._folder / "outbox.sqlite", TERMINAL)
        self.outbox = OutboxClient(self.line, file, lambda: NOW, background=False)
        return LastSeenClient(self.outbox, Memory(self._folder / "last-seen.sqlite"), lambda: NOW)

    def desk(self) -> OutboxDesk | None:
        """Answer the outbox."""
        return self.outbox


def posted_pieces(client: LocalClient) -> int:
    card = client.ask(OrderLineQuestion(order_no="101002", order_line_no=10000))
    assert isinstance(card, OrderLineCard)
    return int(card.operations[0].output_quantity)


def test_scanning_and_posting_go_on_with_the_line_down(client: LocalClient, tmp_path: Path) -> None:
    """A job that was seen is opened with its age, its output is kept here, and posted when the line is back."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        assert "= all posted" in operator.rows[0]
        await operator.enter(JOB)
        await operator.press("f3", "f3")
        terminal.line.afterwards = Fault.CUT_BEFORE
        await operator.enter("2")
        assert "! no line" in operator.rows[0]
        assert "as of 16.11 10:05" in operator.title
        await operator.enter("3")
        await operator.press("f10")
        assert operator.message[0] == "~ Kept here"
        assert "~ 1 kept here, 0 min" in operator.rows[0]
        assert operator.rung[-1] is BellPattern.KEPT
        assert posted_pieces(client) == 0
        terminal.line.afterwards = Fault.NONE
        assert terminal.outbox is not None
        terminal.outbox.send_all()
        await operator.settle()
        assert "= all posted" in operator.rows[0]

    at_kiosk(terminal.open, story, desk=terminal.desk)
    assert posted_pieces(client) == 3


def test_parts_are_kept_with_the_line_down(client: LocalClient, tmp_path: Path) -> None:
    """What lies where is known from memory; a part is taken unchecked, which is said, and posted when the line is back."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101002", "10000", "10"), label("C", "PRT"))
        await operator.press("f3", "f3", "f3")
        terminal.line.afterwards = Fault.CUT_BEFORE
        await operator.scan(
            label("J", "101002", "10000", "10"), label("C", "PRT"), "SP-BOM1107", label("N", "2")
        )
        assert operator.message[1] == "Not checked: no line. It is checked when it is posted."
        assert "as of 16.11 10:05" in operator.title
        await operator.scan(label("C", "OK"))
        assert operator.message[0] == "~ Kept here"
        terminal.line.afterwards = Fault.NONE
        assert terminal.outbox is not None
        terminal.outbox.send_all()
        await operator.settle()
        assert "= all posted" in operator.rows[0]

    at_kiosk(terminal.open, story, desk=terminal.desk)
    told = client.ask(PartsQuestion(order_no="101002"))
    assert isinstance(told, Parts)
    assert [part.used_quantity for part in told.parts if part.item_no == "SP-BOM1107"] == [2]


def test_a_refusal_of_what_was_kept_is_said_in_the_first_row(client: LocalClient, tmp_path: Path) -> None:
    """The person has gone on; the row asks for a supervisor until somebody has decided."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        terminal.line.plan([Fault.CUT_BEFORE])
        await operator.enter("3")
        await operator.press("f10")
        assert operator.message[0] == "~ Kept here"
        assert terminal.outbox is not None
        client.post(BlockOrderRequest(request_id="block", order_no="101002"))
        terminal.outbox.send_all()
        await operator.settle()
        assert "! 1 refused, 1 kept here" in operator.rows[0]
        terminal.outbox.drop(1, decided_by="SUP", reason="counted twice")
        await operator.settle()
        assert "all posted" in operator.rows[0]

    at_kiosk(terminal.open, story, desk=terminal.desk)
    assert posted_pieces(client) == 0
