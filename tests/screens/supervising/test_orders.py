"""Orders changed from the screen, on the demo plant: nothing before F10, and what it comes to is said before."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.order_lists import ProductionOrderQuestion, WholeOrder
from backend_client.terms import OrderStatus
from screens.supervising.choice import Duty
from screens.widgets.scan_framing import ScanSource
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor

Open = Callable[[], BackendClient]


def status_of(client: LocalClient, order_no: str) -> OrderStatus | None:
    """How an order stands in the database."""
    answer = client.ask(ProductionOrderQuestion(order_no=order_no))
    return answer.order.status if isinstance(answer, WholeOrder) else None


async def orders(operator: Operator, number: str = "PL01") -> None:
    """The planner looks at the released orders."""
    await as_supervisor(operator, number)
    await choose_duty(operator, Duty.ORDERS)


def test_an_order_is_made_released_finished_and_reopened(open_client: Open, client: LocalClient) -> None:
    """3 pieces, firm planned; released; 101003 is finished under its list of what is missing, then reopened."""

    async def story(operator: Operator) -> None:
        await orders(operator)
        await operator.enter("1")
        for value in ("SP-SCM1009", "3", "30.11.2026", "", "2", "101900"):
            await operator.enter(value)
        assert "Firm planned" in operator.text
        assert status_of(client, "101900") is None, "made before F10"
        await operator.press("f10")
        assert operator.message[0] == "* Order 101900 is created"
        await choose_duty(operator, Duty.ORDERS)
        await operator.enter("3")
        await operator.enter(
            str(next(index for index, row in enumerate(operator.rows[4:], 1) if "101900" in row))
        )
        await operator.enter("1")
        await operator.enter("1")
        await operator.press("f10")
        assert status_of(client, "101900") is OrderStatus.RELEASED
        await operator.press("f3", "f3")
        await operator.enter("2")
        await operator.enter("1")
        await operator.enter("1")
        await operator.enter("1")
        assert operator.message[1] == "Operations behind: 2. Parts missing: 9."
        assert "20 Electrical wiring" in operator.text
        assert status_of(client, "101003") is OrderStatus.RELEASED
        await operator.press("f10")
        assert operator.message[0] == "* Order 101003 is changed"
        assert status_of(client, "101003") is OrderStatus.FINISHED
        await operator.enter("1")
        await operator.press("f10")
        assert status_of(client, "101003") is OrderStatus.RELEASED

    at_kiosk(open_client, story)


def test_what_may_not_be_done_is_said_before_it_is_asked(open_client: Open) -> None:
    """101003 was posted on: refreshing it is refused at once, and nobody is asked for a yes."""

    async def story(operator: Operator) -> None:
        await orders(operator)
        await operator.enter("2")
        await operator.enter("1")
        await operator.enter("2")
        assert operator.message[0] == "x Something is posted already"
        await operator.press("f10")
        assert operator.message[0] == "> What shall be done?"

    at_kiosk(open_client, story)


def test_a_form_takes_only_what_it_asks_for(open_client: Open) -> None:
    """No day is not taken and stays to be seen; up goes back to the question before; F3 leaves with nothing done."""

    async def story(operator: Operator) -> None:
        await orders(operator)
        await operator.enter("1")
        await operator.enter("SP-SCM1009")
        await operator.enter("-1")
        assert operator.message[0] == "x Quantity not taken"
        await operator.enter("3")
        await operator.enter("31.02.2026")
        assert operator.message[0] == "x Due date not taken"
        await operator.press("up")
        assert operator.message[2] == "Enter takes 3. F3 leaves."
        await operator.press("f3")
        assert operator.title.startswith("Orders")

    at_kiosk(open_client, story)


BLOCKED = "UPDATE items SET blocked = 1 WHERE no = 'SP-SCM1009'"
NOT_CERTIFIED = "UPDATE routings SET status = 'under_development'"


@pytest.mark.parametrize(
    ("plant", "taken", "typed", "said"),
    [
        ("", (), "NOPE", "x Item not known"),
        (BLOCKED, (), "SP-SCM1009", "x Item is blocked"),
        (NOT_CERTIFIED, (), "SP-SCM1009", "x BOM or routing not certified"),
        ("", ("SP-SCM1009",), "99999999999", "x Quantity not taken"),
        ("", ("SP-SCM1009", "3", "30.11.2026"), "NOWHERE", "x Location not known"),
    ],
)
def test_a_new_order_says_what_is_wrong_where_it_is_entered(
    plant: str, taken: tuple[str, ...], typed: str, said: str, open_client: Open, database: Path
) -> None:
    """What the plant would refuse is said at its own question and stays there; nothing is written."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executescript(plant)

    async def story(operator: Operator) -> None:
        await orders(operator)
        await operator.enter("1")
        for value in taken:
            await operator.enter(value)
        asked = operator.rows[-2].partition(">")[0]
        operator.send(typed, ScanSource.TYPED)
        await operator.settle()
        assert operator.message[0] == said
        assert operator.rows[-2].partition(">")[0] == asked
        assert typed in operator.rows[-2]
        await operator.press("f3")
        await operator.enter("5")
        assert "There is none." in operator.text, "a simulated order was written"

    at_kiosk(open_client, story)


def test_the_list_below_knows_what_was_changed_from_it(open_client: Open) -> None:
    """101003 is opened by its number and finished; back at the released orders it is not among them any more."""

    async def story(operator: Operator) -> None:
        await orders(operator)
        await operator.enter("2")
        assert "101003" in operator.text
        await operator.enter("101003")
        assert operator.message[0] == "> What shall be done?"
        await operator.enter("1")
        await operator.enter("1")
        await operator.press("f10")
        assert operator.message[0] == "* Order 101003 is changed"
        await operator.press("f3")
        assert operator.message[0] == "= Which order?"
        assert "101003" not in operator.text

    at_kiosk(open_client, story)


def test_what_was_answered_is_cleared_with_f2(open_client: Open) -> None:
    """Status 2 was chosen: it is marked and Enter takes it; after F2 that is what was offered at first."""

    async def story(operator: Operator) -> None:
        await orders(operator)
        await operator.enter("1")
        for value in ("SP-SCM1009", "3", "30.11.2026", "", "2"):
            await operator.enter(value)
        await operator.press("up")
        assert operator.message[2] == "Enter takes Firm planned. F3 leaves."
        assert any(row.startswith(" > 2  Firm planned") for row in operator.rows)
        await operator.press("f2")
        assert operator.message[2] == "Enter takes Released. F3 leaves."
        assert any(row.startswith(" > 1  Released") for row in operator.rows)

    at_kiosk(open_client, story)


def test_a_refused_value_does_not_follow_to_another_question(open_client: Open) -> None:
    """No day stays in the row of its question, and is gone when F3 has led to another."""

    async def story(operator: Operator) -> None:
        await orders(operator)
        await operator.enter("1")
        await operator.enter("SP-SCM1009")
        await operator.enter("-1")
        assert operator.rows[22].rstrip() == " Quantity > -1"
        await operator.press("f3")
        assert operator.rows[22].rstrip() == " Number >"

    at_kiosk(open_client, story)
