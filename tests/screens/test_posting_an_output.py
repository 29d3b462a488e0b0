"""From the badge to the receipt, on the demo plant."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.order_line import OperationRow, OrderLineCard, OrderLineQuestion
from screens.terminal.bells import BellPattern
from screens.widgets.scan_framing import ScanSource
from tests.screens.operator import Operator, at_kiosk
from tests.screens.printing_stories import receipt_with_label

JOB = "101002/10000/10"
JOB_LABEL = label("J", "101002", "10000", "10")
OTHER_JOB = label("J", "101003", "10000", "20")
Open = Callable[[], BackendClient]


def first_operation(client: LocalClient) -> OperationRow:
    """The first operation of order 101002, 10 pieces."""
    card = client.ask(OrderLineQuestion(order_no="101002", order_line_no=10000))
    assert isinstance(card, OrderLineCard)
    return card.operations[0]


def test_keys_alone_post_an_output(open_client: Open, client: LocalClient) -> None:
    """3 good, 1 scrap with its reason and an hour: what stood in plain words is what is posted."""

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        assert operator.title.startswith("Output  101002 / 10000 / 10")
        for value in ("3", "1", "2", "", "60"):
            await operator.enter(value)
        assert "Will be posted: 3 good, 1 scrap (MATERIAL), run 1:00 on operation 10." in operator.text
        await operator.press("f10")
        assert operator.title.startswith("Receipt  register")
        assert operator.message[0].startswith("* Posted at 10:05")
        assert operator.rung[-1] is BellPattern.POSTED

    at_kiosk(open_client, story)
    operation = first_operation(client)
    assert (operation.output_quantity, operation.scrap_quantity) == (Decimal(3), Decimal(1))
    assert operation.run_time == Decimal(60)


def test_what_will_be_posted_is_said_whole(open_client: Open) -> None:
    """With setup and run time the row is full: the operation, named in the title, gives way, no figure does."""

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        for value in ("7", "1", "2", "20", "1:45"):
            await operator.enter(value)
        assert operator.message[0] == "= Run time 1:45"
        assert "Will be posted: 7 good, 1 scrap (MATERIAL), setup 0:20, run 1:45." in operator.text

    at_kiosk(open_client, story)


def test_the_receipt_tells_times_as_they_were_entered_and_what_can_start(open_client: Open) -> None:
    """20 and 60 minutes are 1:20 of the planned 2:50; operation 20 can start with the 3 that are good; 2 opens it."""

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        for value in ("3", "1", "2", "20", "60", "", ""):
            await operator.enter(value)
        for title, what in (("What will be posted", "After this"), ("Receipt", "Now")):
            assert operator.title.startswith(title)
            (capacity,) = [row.split() for row in operator.rows if " Capacity " in row and "100 Ass" in row]
            assert capacity[-3:] == ["3", "1", "1:20"]
            assert what in operator.text
            assert "time still planned for it: 1:30" in operator.text
            await operator.press("f10")
        assert "2 operation 20 (3 can start)" in operator.text
        await operator.enter("2")
        assert operator.title.startswith("Output  101002 / 10000 / 20")
        assert operator.title.endswith("at most 3 now")

    at_kiosk(open_client, story)


def test_scans_alone_post_an_output(open_client: Open, client: LocalClient) -> None:
    """Job card, quantity, scrap reason, its quantity, OK: five scans and no key."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "N.3.17", "S.MATERIAL.22", label("N", "1"), "C.OK.12")
        assert operator.title.startswith("Receipt  register")

    at_kiosk(open_client, story)
    operation = first_operation(client)
    assert (operation.output_quantity, operation.scrap_quantity) == (Decimal(3), Decimal(1))


@pytest.mark.parametrize("post", ["f10", "..10", "C.OK.12"])
def test_f10_its_stand_in_and_ok_post(open_client: Open, client: LocalClient, post: str) -> None:
    """Three ways to post, and each posts once although it comes twice within a second."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "N.3.17")
        for _ in range(2):
            if post.startswith("f"):
                await operator.pilot.press(post)
            else:
                operator.send(post, ScanSource.TYPED)
        await operator.settle()
        assert operator.title.startswith("Receipt  register")

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(3)


def test_enter_never_posts(open_client: Open, client: LocalClient) -> None:
    """Enter, however often, ends before the question, and the question is not answered by it."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "N.3.17")
        for _ in range(12):
            await operator.enter()
        assert operator.title.startswith("What will be posted")
        assert operator.message[0].startswith("? Post this?")

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(0)


def test_a_paste_never_posts(open_client: Open, client: LocalClient) -> None:
    """A pasted OK, alone or behind a quantity, is refused, and everything entered is still there."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "N.3.17")
        operator.send("C.OK.12", ScanSource.PASTE)
        await operator.settle()
        assert operator.message[0] == "x Paste not taken"
        assert "Will be posted: 3 good" in operator.text
        operator.send("..10", ScanSource.PASTE)
        await operator.settle()
        assert operator.title.startswith("Output")

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(0)


def test_ok_scanned_behind_typed_digits_takes_the_digits_first(
    open_client: Open, client: LocalClient
) -> None:
    """37 typed and OK scanned into the same row: the 37 is taken as Enter takes it, only the next OK posts."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        operator.send("4C.OK.12")
        await operator.settle()
        assert "Will be posted: 4 good" in operator.text
        await operator.scan("C.OK.12")
        assert operator.title.startswith("Receipt")

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(4)


def test_f10_behind_typed_digits_takes_the_digits_first(open_client: Open, client: LocalClient) -> None:
    """3 typed and not entered, then F10: the 3 is taken, and stands in the line that the next F10 posts."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.press("3", "f10")
        assert operator.title.startswith("Output")
        assert "Will be posted: 3 good on operation 10." in operator.text
        await operator.press("f10")
        assert operator.title.startswith("Receipt")

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(3)


def test_digit_cards_type_a_number(open_client: Open, client: LocalClient) -> None:
    """Digits 0 and 7 on paper are 07, taken by the first OK and posted by the second."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.scan("C.3.23")
        assert operator.app.glass.question.text == "3"
        await operator.scan("C.OK.12")
        assert "Will be posted: 3 good" in operator.text

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(0)


def test_a_value_that_is_not_taken_stays_and_the_others_too(open_client: Open) -> None:
    """A letter in the quantity: two bells, the field named, the text still in the row, the rest as it was."""

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        await operator.enter("3")
        await operator.press("up")
        operator.app.rung = []
        await operator.enter("1o")
        assert operator.message == (
            "x Good quantity not taken",
            "1o is not a quantity.",
            "Scan or enter the quantity, such as 12 or 1.5.",
        )
        assert operator.app.glass.question.text == "1o"
        assert "Will be posted: 3 good" in operator.text
        assert operator.rung == [BellPattern.LOOK_UP]
        await operator.enter("4")
        assert "Will be posted: 4 good" in operator.text

    at_kiosk(open_client, story)


@pytest.mark.parametrize(
    ("person", "typed", "asked", "posted", "after"),
    [
        ("OP01", "1.5", "such as 12 or 1.5.", "Will be posted: 1.5 good on operation 10.", "good 1.5,"),
        ("OP02", "1,5", "som 12 eller 1,5.", "Bokføres: 1,5 gode på operasjon 10.", "gode 1,5,"),
        ("OP03", "1,5", "esim. 12 tai 1,5.", "Kirjataan: 1,5 hyvää, operaatio 10.", "hyvät 1,5,"),
        ("OP04", "1,5", "zoals 12 of 1,5.", "Wordt geboekt: 1,5 goed op bewerking 10.", "goed 1,5,"),
    ],
)
def test_texts_and_numbers_are_those_of_the_persons_language(
    open_client: Open, client: LocalClient, person: str, typed: str, asked: str, posted: str, after: str
) -> None:
    """English, Norwegian, Finnish, Dutch: who signs on reads, types and posts as the own language has it."""

    async def story(operator: Operator) -> None:
        await operator.enter(person)
        await operator.scan(JOB_LABEL)
        assert operator.message[1].endswith(asked)
        await operator.enter(typed)
        assert posted in operator.text
        await operator.press("f10")
        assert after in operator.text

    at_kiosk(open_client, story, signed_on=False)
    assert first_operation(client).output_quantity == Decimal("1.5")


@pytest.mark.parametrize(("typed", "readings"), [("1.500", ("1.5", "1500")), ("2,000", None)])
def test_a_doubtful_thousandfold_is_asked(
    open_client: Open, typed: str, readings: tuple[str, str] | None
) -> None:
    """1.500 is one and a half here and fifteen hundred next door: the person says which; 2,000 is plain."""

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        await operator.enter(typed)
        if readings is None:
            assert operator.message[0] == "? So many?"
            return
        assert operator.message[:2] == ("? Which number do you mean?", "1 means 1.5.   2 means 1500.")
        await operator.scan("C.OK.12")
        assert operator.message[0] == "? Which number do you mean?"
        await operator.enter("1")
        assert "Will be posted: 1.5 good" in operator.text

    at_kiosk(open_client, story)


def test_far_more_than_ordered_is_asked_and_taken_only_after_a_yes(open_client: Open) -> None:
    """1000 of an order of 10 is shown back; entered once more it is taken, another number takes its place."""

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        await operator.enter("1000")
        assert operator.message[:2] == ("? So many?", "Entered: 1000. Left: 10.")
        await operator.press("f2", "f2")
        await operator.enter("11")
        assert operator.message[0] == "? More than ordered"
        await operator.enter("11")
        assert "Will be posted: 11 good" in operator.text

    at_kiosk(open_client, story)


def test_a_time_longer_than_a_day_is_shown_back_in_hours(open_client: Open) -> None:
    """1500 minutes are 25:00: asked first, taken when OK is scanned."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB_LABEL)
        await operator.press("down", "down", "down")
        await operator.enter("1500")
        assert operator.message[:2] == ("? So long?", "Entered: 25:00. It is more than a day.")
        await operator.scan("C.OK.12")
        assert "Will be posted: run 25:00 on operation 10." in operator.text

    at_kiosk(open_client, story)


def test_scrap_without_a_reason_is_asked_for_it(open_client: Open, client: LocalClient) -> None:
    """F10 with scrap and no reason posts nothing and asks for the reason."""

    async def story(operator: Operator) -> None:
        await operator.enter(JOB)
        await operator.enter("3")
        await operator.enter("1")
        await operator.press("f10")
        assert operator.message[0] == "x Scrap reason missing"
        assert operator.rows[-2].strip().startswith("Scrap reason >")

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(0)


def test_an_entry_is_kept_while_something_else_is_opened(open_client: Open) -> None:
    """Leave with F3, open another order, come back: the 3 good are there."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "N.3.17")
        await operator.press("f3", "f3")
        await operator.scan(OTHER_JOB, JOB_LABEL)
        assert "Will be posted: 3 good" in operator.text

    at_kiosk(open_client, story)


def test_another_job_asks_before_an_entry_is_left(open_client: Open, client: LocalClient) -> None:
    """A job label over an open entry asks; NO keeps the entry and opens the job, OK posts it and opens the job."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "N.3.17", OTHER_JOB)
        assert operator.message[0] == "? Not posted yet"
        await operator.scan("C.NO.09")
        assert operator.title.startswith("Output  101003")
        await operator.scan(JOB_LABEL, OTHER_JOB, "C.OK.12")
        assert operator.title.startswith("Output  101003")

    at_kiosk(open_client, story)
    assert first_operation(client).output_quantity == Decimal(3)


def test_undo_clears_what_is_entered(open_client: Open) -> None:
    """UNDO over an entry empties all its fields; nothing was posted."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "N.3.17", label("C", "UND"))
        assert operator.message[0] == "= Entry cleared"
        assert "Nothing is entered yet." in operator.text

    at_kiosk(open_client, story)


@pytest.mark.parametrize("language", ["en", "nb", "fi", "nl"])
def test_a_small_window_shows_each_number_that_the_receipt_takes(open_client: Open, language: str) -> None:
    """At 40x16 the numbers stand, whatever rows go: 1 the same again, 2 my station, 3 Undo, 4 label again."""

    async def story(operator: Operator) -> None:
        operator.speak(language)
        await receipt_with_label(operator)
        shown = " ".join(operator.rows[3:-6])
        assert all(f" {number} " in shown for number in (1, 2, 3, 4)), operator.text
        last = next(row for row in operator.rows if " 4 " in row and " 3 " in row)
        assert not last.endswith("..")

    at_kiosk(open_client, story, size=(40, 16))
