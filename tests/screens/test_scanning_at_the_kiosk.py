"""Scans and keys at the real app: what they open, what they may never do, and in which order."""

from collections.abc import Callable

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from screens.station import Station
from screens.terminal.bells import BellPattern
from screens.widgets.scan_framing import ScanSource
from tests.screens.operator import Operator, at_kiosk

Open = Callable[[], BackendClient]
JOB = label("J", "101002", "10000", "10")


def test_a_badge_signs_on_and_its_token_is_never_shown(open_client: Open) -> None:
    """A badge that nobody has is refused with the words for all such cases, and without its token."""

    async def story(operator: Operator) -> None:
        badge = label("B", "2K3RV9TR2D")
        await operator.scan(badge)
        assert operator.message == (
            "x Badge not known",
            "It is not known, or it is blocked.",
            "Scan again, or enter your number.",
        )
        assert operator.rung == [BellPattern.LOOK_UP]
        damaged = badge[:-1] + ("0" if badge[-1] != "0" else "1")
        await operator.scan(damaged)
        assert operator.message[0] == "x Code read wrong"
        assert "2K3RV9TR2D" not in operator.text
        await operator.scan(label("B", "7K3RV9TR2D"))
        assert operator.title.startswith("Station 100")
        assert "Operator 01" in operator.rows[0]

    at_kiosk(open_client, story, signed_on=False)


def test_nothing_but_a_person_is_taken_before_signing_on(open_client: Open) -> None:
    """A job card, OK and the menu key do nothing while nobody is signed on."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, "C.OK.12")
        await operator.press("f12", "f10")
        assert operator.title.startswith("Contoso Coffee")

    at_kiosk(open_client, story, signed_on=False)


def test_a_code_with_its_operation_asks_for_the_quantity(open_client: Open) -> None:
    """Job card, then 3 typed: 3 good, not operation 3; F3 shows the order line, F3 again the station."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        assert operator.rows[-2].strip().startswith("Good quantity >")
        await operator.enter("3")
        assert "Will be posted: 3 good on operation 10." in operator.text
        await operator.press("f3")
        assert operator.title.startswith("Order 101002 line 10000")
        await operator.press("f3")
        assert operator.title.startswith("Station 100")

    at_kiosk(open_client, story)


def test_a_code_without_an_operation_stops_at_the_order_line(open_client: Open) -> None:
    """A label of the line alone: 2 typed there is the second operation, and its entry opens."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101002", "10000"))
        assert operator.title.startswith("Order 101002 line 10000")
        await operator.enter("2")
        assert operator.title.startswith("Output  101002 / 10000 / 20")

    at_kiosk(open_client, story)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("101002", "Order 101002 line 10000"),
        ("101002/10000", "Order 101002 line 10000"),
        ("101002/10000/20", "Output  101002 / 10000 / 20"),
        ("SP-SCM1009", "Which order?"),
        ("2", "Output  101002 / 10000 / 10"),
    ],
)
def test_every_form_of_a_number_finds_its_order(open_client: Open, typed: str, title: str) -> None:
    """Order, order and line, order and line and operation, an item, a row of the list."""

    async def story(operator: Operator) -> None:
        await operator.enter(typed)
        assert operator.title.startswith(title)

    at_kiosk(open_client, story)


def test_one_key_chooses_among_several(open_client: Open) -> None:
    """The item is on four orders: 2 takes the second; a number that is not shown stays in the row."""

    async def story(operator: Operator) -> None:
        await operator.enter("SP-SCM1009")
        await operator.enter("9")
        assert operator.message[0] == "x Number not taken"
        assert operator.app.glass.question.text == "9"
        await operator.enter("2")
        assert operator.title.startswith("Order 101004")

    at_kiosk(open_client, story)


def test_jobs_scanned_back_to_back_all_open_in_order(open_client: Open) -> None:
    """Eight labels in the queue at once: the last one stands on the glass, each was opened before it."""

    async def story(operator: Operator) -> None:
        orders = [f"10100{number}" for number in (1, 2, 3, 4, 5, 7, 1, 2)]
        seen = []
        show = operator.app.show
        operator.app.show = lambda frame: (seen.append(frame.title), show(frame))[1]  # type: ignore[method-assign]
        for order in orders:
            operator.send(label("J", order, "10000"))
        await operator.settle()
        opened = [title.split()[1] for title in seen if title.startswith("Order")]
        assert opened == orders
        assert set(operator.rung) == {BellPattern.TAKEN}

    at_kiosk(open_client, story)


def test_scans_behind_a_refusal_are_dropped_until_f2(open_client: Open) -> None:
    """An unknown code, then two jobs sent before anybody could look: neither opens; after F2 one does."""

    async def story(operator: Operator) -> None:
        for code in ("NO-SUCH-THING", JOB, label("J", "101003")):
            operator.send(code)
        await operator.settle()
        assert operator.title.startswith("Station 100")
        assert operator.message == (
            "x Stopped: scans not taken: 2",
            "NO-SUCH-THING is not known in this plant.",
            "F2 goes on. Then scan them again.",
        )
        await operator.scan(JOB)
        assert operator.message[0] == "x Stopped: scans not taken: 3"
        await operator.press("f2")
        await operator.scan(JOB)
        assert operator.title.startswith("Output  101002")

    at_kiosk(open_client, story)


def test_a_stopped_screen_offers_nothing_but_f2(open_client: Open) -> None:
    """3 good could be posted, then a refusal and two scans behind it: F10 is not offered, posts nothing, and comes back."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"))
        assert "F10 Post" in operator.rows[-1]
        for code in ("NO-SUCH-THING", "C.OK.12", "C.OK.12"):
            operator.send(code)
        await operator.settle()
        assert operator.rows[-1].split() == ["F2", "Clear"]
        assert operator.rows[-2].strip() == "F2 goes on >"
        await operator.press("f10")
        assert operator.title.startswith("Output")
        await operator.press("f2")
        assert "F10 Post" in operator.rows[-1]
        assert "Will be posted: 3 good" in operator.text

    at_kiosk(open_client, story)


def test_enter_behind_a_question_stops_nothing(open_client: Open) -> None:
    """More than ordered, and Enter before anybody could read it: the question stands, no scan is said to be lost."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        for code in (label("N", "12"), "", ""):
            operator.send(code)
        await operator.settle()
        assert operator.message[0] == "? More than ordered"
        assert operator.rows[-2].strip().startswith("Good quantity")

    at_kiosk(open_client, story)


def test_an_ok_scanned_ahead_never_answers_a_question(open_client: Open) -> None:
    """More than ordered, OK, OK in one go: the question was not on the screen when OK was scanned."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        for code in (label("N", "12"), "C.OK.12", "C.OK.12"):
            operator.send(code)
        await operator.settle()
        assert operator.message[:2] == ("x Stopped: scans not taken: 2", "Entered: 12. Left: 10.")
        assert "Nothing is entered yet." in operator.text
        await operator.press("f2")
        assert operator.message[0] == "? More than ordered"

    at_kiosk(open_client, story)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (label("T", "MACHINE"), "x Not now"),
        (label("S", "MATERIAL"), "x Not now"),
        (label("N", "3"), "x Not now"),
        (label("C", "UND"), "x Nothing to undo"),
        ("C.OK.13", "x Code read wrong"),
        ("\x01\x02", "x Code not taken"),
    ],
)
def test_a_scan_that_does_not_fit_changes_nothing(open_client: Open, code: str, title: str) -> None:
    """On the station home each says what it is and rings twice; the screen stays."""

    async def story(operator: Operator) -> None:
        await operator.scan(code)
        assert operator.message[0] == title
        assert operator.title.startswith("Station 100")
        assert operator.rung == [BellPattern.LOOK_UP]

    at_kiosk(open_client, story)


def test_the_same_code_within_a_moment_is_one_scan(open_client: Open) -> None:
    """A trigger that bounces is said, not sounded."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        operator.app.rung = []
        operator._last -= 2
        operator.send(JOB)
        await operator.settle()
        assert operator.message[0] == "= Same code twice"
        assert operator.rung == []

    at_kiosk(open_client, story)


def test_function_keys_have_stand_ins(open_client: Open) -> None:
    """..12 and ,,12 are F12; a paste of them is not."""

    async def story(operator: Operator) -> None:
        for keys in ("..12", ",,12"):
            await operator.enter(keys)
            assert operator.title == "Menu"
            await operator.enter("..3")
        operator.send("..12", ScanSource.PASTE)
        await operator.settle()
        assert operator.title != "Menu"

    at_kiosk(open_client, story)


def test_job_cards_in_one_paste_all_open(open_client: Open) -> None:
    """Three cards with their operation, pasted together: each opens its entry, the last one stands."""

    async def story(operator: Operator) -> None:
        for order in ("101001", "101003", "101002"):
            operator.send(label("J", order, "10000", "20"), ScanSource.PASTE, lines=3)
        await operator.settle()
        assert operator.title.startswith("Output  101002 / 10000 / 20")
        assert operator.rung == [BellPattern.TAKEN] * 3

    at_kiosk(open_client, story)


def test_several_codes_in_one_paste_are_no_value(open_client: Open) -> None:
    """A paste of two lines into the quantity: neither is taken."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        for text in ("3", "4"):
            operator.send(text, ScanSource.PASTE, lines=2)
        await operator.settle()
        assert operator.message[1] == "A pasted text never answers and never posts."
        assert "Nothing is entered yet." in operator.text

    at_kiosk(open_client, story)


def test_a_resize_keeps_what_is_entered(open_client: Open) -> None:
    """Smaller, too small, and back: the same question with the same values."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"))
        before = operator.text
        for size in ((40, 16), (30, 10), (120, 40)):
            await operator.pilot.resize_terminal(*size)
            await operator.settle()
            assert len(operator.rows) == size[1]
        await operator.pilot.resize_terminal(80, 24)
        await operator.settle()
        assert operator.text == before

    at_kiosk(open_client, story)


def test_a_station_is_named_by_its_center(open_client: Open) -> None:
    """A terminal that was told nothing: OP03 works at center 200, and both rows name it; signed off, none does."""

    async def story(operator: Operator) -> None:
        assert "T-9" in operator.rows[0]
        await operator.enter("OP03")
        assert operator.rows[0].strip().startswith("200 Packing department")
        assert operator.title.startswith("Asema 200 Packing department"), "OP03 reads Finnish"
        await operator.scan(label("C", "OFF"))
        assert "200" not in operator.rows[0]

    at_kiosk(open_client, story, signed_on=False, station=Station(terminal_id="T-9"))


def test_an_operation_without_a_description_is_named_by_its_center(open_client: Open) -> None:
    """Operation 05 of 101007 says nothing about itself: list, order line and entry say where it is done."""

    async def story(operator: Operator) -> None:
        assert "05 Assembly de.." in operator.text
        await operator.scan(label("J", "101007", "10000", "05"))
        assert operator.title.startswith("Output  101007 / 10000 / 05  Assembly department")
        await operator.press("f3")
        assert " 05  Assembly depa.. 100 Assembly" in operator.text

    at_kiosk(open_client, story)


def test_a_wide_terminal_shows_times_and_parts(open_client: Open) -> None:
    """At 120 columns the order line tells when each operation starts and what its parts' bins hold; at 80 it does not."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101002", "10000"))
        assert "16.11 10:50  16.11 14:10" in operator.text
        assert "Parts: 13" in operator.text
        (screws,) = [row for row in operator.rows if "SP-BOM1110" in row]
        assert screws.split()[-4:] == ["ASM-IN", "0", "!", "short"]
        await operator.pilot.resize_terminal(80, 24)
        await operator.settle()
        assert "Parts" not in operator.text

    at_kiosk(open_client, story, size=(120, 40))


def test_sign_off_forgets_the_person(open_client: Open) -> None:
    """The scan SIGN OFF: nobody is signed on, and a job card is not taken any more."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("C", "OFF"))
        assert "nobody signed on" in operator.rows[0]
        await operator.scan(JOB)
        assert operator.title.startswith("Contoso Coffee")

    at_kiosk(open_client, story)


def test_help_and_menu_return_to_the_question(open_client: Open) -> None:
    """F1 and F12 over an entry, then back: nothing of it is lost."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, label("N", "3"))
        before = operator.rows[1]
        for key in ("f1", "f12"):
            await operator.press(key)
            assert operator.rows[1] != before
            await operator.press("f3")
            assert operator.rows[1] == before
            assert "Will be posted: 3 good" in operator.text

    at_kiosk(open_client, story)
