"""Refusals, confirmations, a lost answer, a plant full of hostile texts: nothing is lost and nothing posted twice."""

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient, BackendUnreachable
from backend_client.local import LocalClient
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.messages.orders import BlockOrderRequest
from backend_client.messages.postings import PostOutputRequest
from screens.widgets.scan_framing import ScanSource
from tests.screens.operator import Operator, at_kiosk, client_on

Open = Callable[[], BackendClient]
JOB = label("J", "101002", "10000", "10")
OK, NO = label("C", "OK"), label("C", "NO")


def output_of(client: LocalClient, operation: int = 0) -> Decimal:
    """What was posted as good on an operation of order 101002."""
    card = client.ask(OrderLineQuestion(order_no="101002", order_line_no=10000))
    assert isinstance(card, OrderLineCard)
    return card.operations[operation].output_quantity


def test_output_on_a_finished_operation_asks_first(open_client: Open, client: LocalClient) -> None:
    """Finished with 3, then 2 more: asked; NO posts nothing and keeps the 2, OK posts them."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"), label("C", "FIN"))
        assert "Will be posted: 3 good, finished on operation 10." in operator.text
        await operator.scan(OK)
        assert operator.title.startswith("Receipt"), operator.text
        await operator.scan(JOB, label("N", "2"), OK)
        assert operator.message[0] == "? Operation is finished"
        await operator.scan(NO)
        assert "Will be posted: 2 good" in operator.text
        assert output_of(client) == 3
        await operator.scan(OK, OK)
        assert operator.title.startswith("Receipt")

    at_kiosk(open_client, story)
    assert output_of(client) == 5


def test_a_blocked_order_is_refused_before_anything_is_typed(open_client: Open, client: LocalClient) -> None:
    """The order line says it, and no entry opens."""
    client.post(BlockOrderRequest(request_id="b", order_no="101002"))

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        assert "Released, blocked" in operator.rows[1]
        assert operator.message[0] == "x Order is blocked"
        assert operator.title.startswith("Order 101002")

    at_kiosk(open_client, story)


def test_an_order_blocked_meanwhile_keeps_the_entry(open_client: Open, client: LocalClient) -> None:
    """Blocked between entry and F10: refused by name, and all that was entered is still there."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"))
        client.post(BlockOrderRequest(request_id="b", order_no="101002"))
        await operator.press("f10")
        assert operator.message[0] == "x Order is blocked"
        assert "Will be posted: 3 good" in operator.text
        client.post(BlockOrderRequest(request_id="c", order_no="101002", blocked=False))
        await operator.press("f10")
        assert operator.title.startswith("Receipt")

    at_kiosk(open_client, story)
    assert output_of(client) == 3


def test_an_operation_that_is_not_in_the_routing_is_refused(open_client: Open) -> None:
    """A job label of operation 99 opens nothing."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101002", "10000", "99"))
        assert operator.message[0] == "x Operation not on this order"
        assert operator.title.startswith("Station")

    at_kiosk(open_client, story)


class LosesAnswers(LocalClient):
    """A client whose line drops after the posting was written, as often as it is told to."""

    drops = 1

    def post(self, request: Any) -> Any:
        """Post, and lose the answer."""
        answer = super().post(request)
        if isinstance(request, PostOutputRequest) and self.drops:
            self.drops -= 1
            raise BackendUnreachable("gone")
        return answer


def test_a_lost_answer_asked_again_counts_once(database: Path, client: LocalClient) -> None:
    """The posting was written, its answer lost: F10 again answers the first receipt and posts nothing new."""

    def open_losing() -> BackendClient:
        honest = client_on(database)()
        return LosesAnswers(honest.database, now=honest._now)

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"))
        await operator.press("f10")
        assert operator.message[0] == "x No answer yet"
        assert "Will be posted: 3 good" in operator.text
        await operator.press("f10")
        assert operator.message[0] == "* Posted already"

    at_kiosk(open_losing, story)
    assert output_of(client) == 3


def test_a_plant_full_of_hostile_texts_is_shown_as_it_is(database: Path, open_client: Open) -> None:
    """Escape sequences and markup in descriptions: each screen shows signs and brackets, none obeys them."""
    hostile = "\x1b[2J[/][@click=app.bell]x[/]\u202e"
    with sqlite3.connect(database) as plain:
        for table in ("production_order_lines", "production_order_routing_lines"):
            plain.execute(f"UPDATE {table} SET description = ?", (hostile,))
        plain.execute("UPDATE work_centers SET name = ?", (hostile,))
        plain.execute("UPDATE scrap_codes SET description = ?", (hostile,))
        plain.execute("UPDATE people SET name = ?", (hostile,))
    plain.close()

    async def story(operator: Operator) -> None:
        for step in (JOB, label("N", "3"), label("S", "MATERIAL"), label("N", "1"), "..12", "2", ""):
            await (operator.scan(step) if step else operator.enter())
            for row in operator.rows:
                assert "\x1b" not in row
                assert "\u202e" not in row
            assert "␛[2J" in operator.text

    at_kiosk(open_client, story, size=(120, 40))


def test_commands_go_straight_to_their_field(open_client: Open) -> None:
    """SCRAP asks for scrap, OUTPUT for good pieces; a stop reason first makes stop time the question."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        for command, asked in (("SCR", "Scrap quantity"), ("OUT", "Good quantity")):
            await operator.scan(label("C", command))
            assert operator.rows[-2].startswith(f" {asked} >")
        await operator.scan(label("T", "MACHINE"))
        assert operator.rows[-2].startswith(" Stop time >")
        await operator.enter("0:15")
        assert "Will be posted: stop 0:15 (MACHINE) on operation 10." in operator.text

    at_kiosk(open_client, story)


def test_f2_clears_the_row_then_the_field(open_client: Open) -> None:
    """Digits in the row go first; F2 on an empty row empties the field; Escape never touches the field."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"))
        await operator.press("up", "7", "escape")
        assert operator.app.glass.question.text == ""
        assert "3 good" in operator.text
        await operator.press("7", "f2")
        assert "3 good" in operator.text
        await operator.press("f2")
        assert "Nothing is entered yet." in operator.text

    at_kiosk(open_client, story)


def test_nobody_posts_what_another_person_has_entered(open_client: Open) -> None:
    """OP01 enters 3 and signs off; OP02, who reads Norwegian, finds an empty entry; OP01 finds the 3 again."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"), label("C", "OFF"))
        assert operator.message[0] == "? Not posted yet"
        await operator.scan(NO)
        assert "nobody signed on" in operator.rows[0]
        for person, stands in (("OP02", "Ingenting er tastet ennå."), ("OP01", "Will be posted: 3 good")):
            await operator.enter(person)
            await operator.scan(JOB)
            assert stands in operator.text
            await operator.scan(label("C", "OFF"))

    at_kiosk(open_client, story)


def test_a_paste_never_answers_a_question(open_client: Open) -> None:
    """12 of 10 is asked; pasting 12 once more is no yes."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.enter("12")
        operator.send("12", ScanSource.PASTE)
        await operator.settle()
        assert operator.message[0] == "x Paste not taken"
        assert "Nothing is entered yet." in operator.text
        await operator.enter("12")
        assert "Will be posted: 12 good" in operator.text

    at_kiosk(open_client, story)
