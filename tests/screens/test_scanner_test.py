"""The scanner test says what a scanner sends, and lets nothing that is scanned do anything."""

from collections.abc import Callable

from textual import events

from backend_client.barcode.k1 import label
from backend_client.barcode.reader_test import LETTERS, SIGNS
from backend_client.client import BackendClient
from screens.intake import Tick
from tests.screens.operator import Operator, at_kiosk

GS1 = "]d2010703206980498810LOT7\x1d21SER9"


async def at_test(operator: Operator) -> None:
    """Open it from the menu."""
    await operator.press("f12")
    number = next(row.split()[0].strip("> ") for row in operator.rows if "Scanner test" in row)
    await operator.enter(number)
    assert operator.title.startswith("Scanner test")


def test_three_right_codes_make_a_right_scanner(open_client: Callable[[], BackendClient]) -> None:
    """Each is told as it arrives; at the end all three are right."""

    async def story(operator: Operator) -> None:
        await at_test(operator)
        for code, title in (
            (LETTERS, "= Letters and digits"),
            (SIGNS, "= Signs"),
            (GS1, "= All three are right"),
        ):
            await operator.scan(code)
            assert operator.message[0] == title

    at_kiosk(open_client, story)


def test_two_layouts_are_named_and_what_to_do(open_client: Callable[[], BackendClient]) -> None:
    """A US scanner at a Norwegian computer: both are said, what was sent and what came, and the same code is asked."""

    async def story(operator: Operator) -> None:
        await at_test(operator)
        await operator.scan(LETTERS, "+-Ø?%¤")
        assert operator.message == (
            "x Scanner and computer differ",
            "Scanner: US. This computer: Norwegian.",
            "Set the scanner's country to Norwegian, then scan again.",
        )
        assert "sent  -  /  +  :  _  %  $" in operator.text
        assert "came  +  -  Ø  ?  %  ¤" in operator.text
        await operator.scan(SIGNS)
        assert operator.message[0] == "= Signs"

    at_kiosk(open_client, story)


def test_nothing_scanned_here_does_anything(open_client: Callable[[], BackendClient]) -> None:
    """Sign-off, a job card, CLEAR: named as another code; the test stays, the person too."""

    async def story(operator: Operator) -> None:
        await at_test(operator)
        for code in (label("C", "OUT"), label("J", "101002", "10000", "10"), label("C", "CLR"), "[bold]x"):
            await operator.scan(code)
            assert operator.title.startswith("Scanner test")
            assert operator.message[0] == "x This is another code"
        assert "Operator 01" in operator.rows[0]

    at_kiosk(open_client, story)


def test_a_missing_end_is_noticed(open_client: Callable[[], BackendClient]) -> None:
    """A code without Enter stands in the row; after a silence it is judged, and the end is asked for."""

    async def story(operator: Operator) -> None:
        await at_test(operator)
        for character in LETTERS:
            operator.app.post_message(events.Key(character, character))
        await operator.settle()
        assert operator.app.typed == LETTERS
        operator.app.intake.put(Tick.SILENCE)
        await operator.settle()
        assert operator.message[0] == "x The scanner sends no end"
        assert operator.app.typed == ""

    at_kiosk(open_client, story)


def test_a_code_can_be_skipped_and_all_begun_again(open_client: Callable[[], BackendClient]) -> None:
    """Enter goes on, F2 begins anew, F3 leaves."""

    async def story(operator: Operator) -> None:
        await at_test(operator)
        for _ in range(3):
            await operator.enter()
        assert operator.message[0] == "! Not all is right"
        await operator.press("f2")
        assert "step 1 of 3" in operator.title
        await operator.press("f3")
        assert not operator.title.startswith("Scanner test")

    at_kiosk(open_client, story)
