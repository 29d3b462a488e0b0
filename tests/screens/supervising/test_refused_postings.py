"""Refused postings of this terminal, decided by a supervisor at the station: 3 good of 101002 / 10 while it was blocked."""

from pathlib import Path

import pytest

from backend_client.barcode.k1 import label
from backend_client.kept_terms import KeptState
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.orders import BlockOrderRequest
from screens.supervising.choice import Duty
from tests.outbox.cutting import Fault
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import open_duty
from tests.screens.test_with_the_line_down import JOB, Terminal, posted_pieces


def block(client: LocalClient, request_id: str, *, blocked: bool) -> None:
    """Block 101002, or let it go on."""
    outcome = client.post(BlockOrderRequest(request_id=request_id, order_no="101002", blocked=blocked))
    assert isinstance(outcome, Posted), outcome


async def refused(operator: Operator, terminal: Terminal, client: LocalClient) -> None:
    """OP01 posts 3 good without a line; the order is blocked meanwhile; somebody opens the list."""
    await operator.enter(JOB)
    terminal.line.plan([Fault.CUT_BEFORE])
    await operator.enter("3")
    await operator.press("f10")
    block(client, "block", blocked=True)
    assert terminal.outbox is not None
    terminal.outbox.send_all()
    await operator.settle()
    await operator.scan(label("C", "OFF"))
    await open_duty(operator, Duty.REFUSED)
    assert operator.title.startswith("Refused postings")
    assert "x Order is blocked" in operator.text


def state_of(terminal: Terminal, sequence_no: int = 1) -> KeptState:
    """What became of a kept posting."""
    assert terminal.outbox is not None
    kept = terminal.outbox.kept_posting(sequence_no)
    assert kept is not None
    return kept.state


def test_a_refused_posting_is_sent_again(client: LocalClient, tmp_path: Path) -> None:
    """The order goes on again; 1 and 1 send it, and it is posted."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        await refused(operator, terminal, client)
        block(client, "unblock", blocked=False)
        await operator.enter("1")
        assert "It takes no postings now. Order: 101002." in operator.text
        await operator.enter("1")
        assert operator.message[0] == "= Decided"
        assert terminal.outbox is not None
        terminal.outbox.send_all()
        await operator.settle()
        assert state_of(terminal) is KeptState.POSTED

    at_kiosk(terminal.open, story, desk=terminal.desk)
    assert posted_pieces(client) == 3


def test_a_refused_posting_is_given_up_with_a_reason(client: LocalClient, tmp_path: Path) -> None:
    """3, then reason 1: it is never posted, and the reason and who gave it stay with it."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        await refused(operator, terminal, client)
        await operator.enter("1")
        await operator.enter("3")
        assert state_of(terminal) is KeptState.REFUSED
        await operator.enter("1")
        assert operator.message[0] == "= Decided"
        assert state_of(terminal) is KeptState.DROPPED
        assert terminal.outbox is not None
        dropped = terminal.outbox.kept_posting(1)
        assert dropped is not None
        assert (dropped.decided_by, dropped.reason) == ("SV01", "Counted twice")

    at_kiosk(terminal.open, story, desk=terminal.desk)
    assert posted_pieces(client) == 0


def test_a_refused_posting_is_corrected(client: LocalClient, tmp_path: Path) -> None:
    """Good 2 in the place of 3, with words of one's own; what does not fit the field is not taken."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        await refused(operator, terminal, client)
        block(client, "unblock", blocked=False)
        await operator.enter("1")
        await operator.enter("2")
        good = next(row for row in operator.rows if " Good " in row).replace(">", " ").split()[0]
        last = next(row for row in operator.rows if "Send it corrected" in row).replace(">", " ").split()[0]
        await operator.enter(last)
        assert operator.message[0] == "x Nothing is corrected"
        await operator.enter(good)
        await operator.enter("many")
        assert operator.message[0] == "x Value not taken"
        await operator.press("f2")
        await operator.enter("2")
        assert "was 3" in operator.text
        await operator.enter(last)
        await operator.enter("Counted again")
        assert operator.message[0] == "= Decided"
        assert terminal.outbox is not None
        terminal.outbox.send_all()
        await operator.settle()
        assert state_of(terminal) is KeptState.REPLACED
        assert state_of(terminal, 2) is KeptState.POSTED

    at_kiosk(terminal.open, story, desk=terminal.desk)
    assert posted_pieces(client) == 2


def test_without_a_line_nothing_is_decided(client: LocalClient, tmp_path: Path) -> None:
    """The server has to know who decides: it does not answer, so the posting waits as it did."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        await refused(operator, terminal, client)
        await operator.enter("1")
        terminal.line.afterwards = Fault.CUT_BEFORE
        await operator.enter("1")
        assert operator.message[0].startswith("x ")
        assert state_of(terminal) is KeptState.REFUSED

    at_kiosk(terminal.open, story, desk=terminal.desk)


@pytest.mark.parametrize("has_outbox", [True, False])
def test_nothing_refused_is_said_so(client: LocalClient, tmp_path: Path, *, has_outbox: bool) -> None:
    """With an outbox that is empty, and on a terminal that needs none."""
    terminal = Terminal(client, tmp_path)

    async def story(operator: Operator) -> None:
        await operator.scan(label("C", "OFF"))
        await open_duty(operator, Duty.REFUSED)
        assert operator.message[0] == "= Nothing to decide"

    if has_outbox:
        at_kiosk(terminal.open, story, desk=terminal.desk)
    else:
        at_kiosk(lambda: client, story)
