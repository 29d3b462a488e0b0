"""A lot or a piece is blocked from the screen by its label, on the demo plant, and used again when it is freed."""

from collections.abc import Callable

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.tracked_numbers import BlockTrackedNumberRequest, TrackedNumbersQuestion
from screens.supervising.choice import Duty
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor

Open = Callable[[], BackendClient]
PIECE, ITEM = "IOT-2600001", "SP-BOM1207"


def blocked(client: LocalClient) -> list[tuple[str, str]]:
    """What is blocked, and why."""
    answer = client.ask(TrackedNumbersQuestion())
    return [(each.serial_no or each.lot_no, each.description) for each in answer.numbers]


async def scanned(operator: Operator, number: str = PIECE) -> None:
    """A supervisor scans a number."""
    await as_supervisor(operator)
    await choose_duty(operator, Duty.TRACKED_NUMBERS)
    await operator.scan(label("L", number))


def test_a_piece_is_blocked_and_freed_by_its_label(open_client: Open, client: LocalClient) -> None:
    """Nothing before F10; then it is listed with its reason; freed from the list, the list is empty."""

    async def story(operator: Operator) -> None:
        await scanned(operator)
        assert operator.message[0] == "> It is not blocked"
        for value in ("1", "2"):
            await operator.enter(value)
        assert blocked(client) == []
        await operator.press("f10")
        assert operator.message[0] == f"* {PIECE} is blocked"
        assert blocked(client) == [(PIECE, "Damaged")]
        await operator.press("f3")
        await operator.enter("1")
        await operator.press("f10")
        assert operator.message[0] == f"* {PIECE} is free"
        assert blocked(client) == []

    at_kiosk(open_client, story)


def test_a_lot_that_has_not_come_yet_is_blocked_too(open_client: Open, client: LocalClient) -> None:
    """No item has it: the item is asked for, and why, in words of one's own."""

    async def story(operator: Operator) -> None:
        await scanned(operator, "L99")
        assert "No item in stock has this number." in operator.message[1]
        for value in ("1", ITEM, "1", "Letter of the supplier"):
            await operator.enter(value)
        await operator.press("f10")
        assert blocked(client) == [("L99", "Letter of the supplier")]

    at_kiosk(open_client, story)


def test_whoever_is_second_is_told_and_keeps_the_words(open_client: Open, client: LocalClient) -> None:
    """Anna blocks it while the reason is typed: that is said with her number, her block stands there, and nothing is lost."""

    async def story(operator: Operator) -> None:
        await scanned(operator)
        for value in ("1", "My own words"):
            await operator.enter(value)
        client.post(
            BlockTrackedNumberRequest(
                request_id="anna", item_no=ITEM, serial_no=PIECE, description="Recalled", person_no="SV01"
            )
        )
        await operator.press("f10")
        assert operator.message[0] == "x Somebody else was first"
        assert "By " in operator.message[1]
        assert "Recalled" in operator.text
        assert blocked(client) == [(PIECE, "Recalled")]

    at_kiosk(open_client, story)
