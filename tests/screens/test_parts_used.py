"""Parts used, by scanner alone: serial numbers, bins, quantities, what is refused, and taking it back.

Order 101005 makes 4 Airpot Duo; each takes one IoT Sensor with a serial number, 12 of which lie in bin S-02-02.
"""

from collections.abc import Callable

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.parts import Part, Parts, PartsQuestion
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk

Open = Callable[[], BackendClient]
JOB = label("J", "101005", "10000", "30")
PARTS, OK, NO, UNDO, ALL = (label("C", verb) for verb in ("PRT", "OK", "NO", "UND", "FUL"))
SENSOR = "SP-BOM1207"


def sensor(number: str) -> str:
    """The GS1 label on a sensor: its item number, as it has no GTIN, and its serial number."""
    return f"]d2241{SENSOR}\x1d21{number}"


def part(client: LocalClient, item_no: str) -> Part:
    """A component of order 101005 as it stands."""
    told = client.ask(PartsQuestion(order_no="101005"))
    assert isinstance(told, Parts)
    return next(each for each in told.parts if each.item_no == item_no)


def test_a_part_is_posted_by_two_scans(open_client: Open, client: LocalClient) -> None:
    """Its label and OK, after a yes to its bin; UNDO, OK brings it back."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, sensor("IOT-2600002"))
        assert operator.title.startswith("Parts used  101005 / 10000 / 30")
        assert operator.message[0] == "? It lies in another bin"
        await operator.scan(OK)
        assert operator.message[0] == "= IOT-2600002"
        assert "Will be posted: 1 PCS SP-BOM1207 IOT-2600002 from S-02-02." in operator.text
        await operator.scan(sensor("IOT-2600003"))
        assert operator.message[0] == "= IOT-2600003", "the bin is not asked about twice"
        await operator.scan(OK)
        assert operator.message[0].startswith("* Posted at")
        assert part(client, SENSOR).used_quantity == 2
        assert {each.serial_no for each in part(client, SENSOR).places}.isdisjoint(
            {"IOT-2600002", "IOT-2600003"}
        )
        await operator.scan(UNDO)
        assert operator.message[0] == "? Undo this?"
        await operator.scan(OK)
        assert operator.message[0] == "* Undone"
        assert part(client, SENSOR).used_quantity == 0
        assert "IOT-2600002" in {each.serial_no for each in part(client, SENSOR).places}

    at_kiosk(open_client, story)


def test_a_part_without_a_number_is_counted(open_client: Open, client: LocalClient) -> None:
    """PARTS, its item number, a quantity label; the next one by its row, all that is left; one journal for both."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, PARTS, "SP-BOM1107")
        assert operator.rows[-2].startswith(" How much >")
        await operator.scan(label("N", "3"))
        assert operator.message[0] == "= SP-BOM1107"
        for digit in ("9", "OK"):
            await operator.scan(label("C", digit))
        assert operator.rows[-2].startswith(" How much >"), "the digit chose row 9"
        await operator.scan(ALL, OK)
        assert operator.message[0].startswith("* Posted at")
        assert (part(client, "SP-BOM1107").used_quantity, part(client, "SP-BOM1208").used_quantity) == (3, 4)

    at_kiosk(open_client, story)


def test_a_bin_is_scanned_before_its_parts(open_client: Open, client: LocalClient) -> None:
    """From S-02-01 instead of the assembly bin: asked once, then taken from there."""

    async def story(operator: Operator) -> None:
        before = sum(
            place.quantity for place in part(client, "SP-BOM1107").places if place.bin_code == "S-02-01"
        )
        await operator.scan(JOB, PARTS, "S-02-01", "SP-BOM1107", label("N", "2"))
        assert operator.message[:2] == ("? It lies in another bin", "SP-BOM1107 is in bin S-02-01.")
        await operator.scan(OK, OK)
        assert operator.message[0].startswith("* Posted at")
        after = sum(
            place.quantity for place in part(client, "SP-BOM1107").places if place.bin_code == "S-02-01"
        )
        assert before - after == 2

    at_kiosk(open_client, story)


WRONG = {
    sensor("IOT-9999999"): "x Not enough in stock",
    "]d20109501101530003\x1d10LOT-A": "x Part not on this order",
    "SP-BOM1301": "x Part not on this order",
    label("L", "LOT0007"): "x Part not on this order",
    "99": "x Number not taken",
}


def test_what_does_not_go_in_is_told_at_once(open_client: Open, client: LocalClient) -> None:
    """An unknown serial number, the label and the number of another part, a lot nobody has, a row that is not there.

    The same sensor twice counts once; without a job there are no parts.
    """

    async def story(operator: Operator) -> None:
        await operator.scan(PARTS)
        assert operator.message[0] == "x Which job?"
        await operator.scan(JOB, PARTS)
        for scanned, title in WRONG.items():
            operator.rung  # noqa: B018 -- what was heard before
            await operator.scan(scanned)
            assert (operator.message[0], operator.rung) == (title, [BellPattern.LOOK_UP])
            assert "Nothing is entered yet." in operator.text
        await operator.scan(sensor("IOT-2600002"), OK, "IOT-2600002")
        assert operator.message[0] == "x Scanned already"
        assert "Entered: 1" in operator.text
        assert part(client, SENSOR).used_quantity == 0

    at_kiosk(open_client, story)


def test_more_than_needed_is_asked_and_the_last_part_can_go(open_client: Open) -> None:
    """5 of 4 circuit boards: NO leaves them out, OK takes them, F2 takes them out again; Enter shows, never posts."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, PARTS, "SP-BOM1107", label("N", "5"))
        assert operator.message[:2] == ("? More than needed", "Entered: 5. Left: 4.")
        await operator.scan(NO)
        assert "Nothing is entered yet." in operator.text
        await operator.scan("SP-BOM1107", label("N", "5"), OK)
        assert "Will be posted: 5 PCS SP-BOM1107." in operator.text
        await operator.enter()
        assert operator.title.startswith("What will be posted")
        await operator.press("f3", "f2")
        assert "Nothing is entered yet." in operator.text

    at_kiosk(open_client, story)


def test_what_is_consumed_by_itself_is_asked_for(open_client: Open) -> None:
    """Order 101003 takes its housing with the output: entered by hand it is taken besides, after a yes."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("J", "101003", "10000", "10"), PARTS, "SP-BOM1301", label("N", "1"))
        assert operator.message[0] == "? Besides what is taken?"
        await operator.scan(OK, OK)
        assert operator.message[0].startswith("* Posted at")

    at_kiosk(open_client, story)


def test_parts_stay_with_their_job_while_another_thing_is_done(open_client: Open) -> None:
    """F3 and another way back: the part is still entered; another job asks first; UNDO clears it."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB, PARTS, "SP-BOM1107", label("N", "3"))
        await operator.press("f3")
        assert operator.title.startswith("Output")
        await operator.scan(PARTS)
        assert "Entered: 1" in operator.text
        await operator.scan(label("J", "101002", "10000", "10"))
        assert operator.message[0] == "? Not posted yet"
        await operator.scan(NO)
        assert operator.title.startswith("Output  101002")
        await operator.scan(JOB, PARTS, UNDO)
        assert "Nothing is entered yet." in operator.text

    at_kiosk(open_client, story)
