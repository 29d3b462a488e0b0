"""The sheet of a machine."""

from decimal import Decimal

from backend_client.barcode.events import (
    Command,
    CommandScanned,
    QuantityScanned,
    Resource,
    ScrapCodeScanned,
    StopCodeScanned,
)
from backend_client.barcode.router import route
from backend_client.messages.order_line import Reason
from backend_client.terms import CapacityType
from screens.command_words import COMMANDS
from screens.paper.sheet import QUANTITIES, Center, few, sheet
from tests.screens.paper.papers import STAMP
from tests.screens.paper.reading import pictures, scans, words

MACHINE = Center(type=CapacityType.MACHINE_CENTER, no="210", name="Packing table 1")
SCRAP = (Reason(code="DENT", description="Dented"), Reason(code="SCR-1", description="Scratched"))
STOP = (Reason(code="TOOL", description="Tool broken"),)


def test_everything_of_a_shift_is_scanned_from_the_sheet(language: str) -> None:
    """The machine's plate, every command, its reasons, quantities and all ten digits, in every language."""
    found = [route(scan) for scan in scans(sheet(MACHINE, SCRAP, STOP, STAMP))]
    expected = {
        Resource(CapacityType.MACHINE_CENTER, "210"),
        *(CommandScanned(command) for command in Command),
        ScrapCodeScanned("DENT"),
        ScrapCodeScanned("SCR-1"),
        StopCodeScanned("TOOL"),
        *(QuantityScanned(quantity) for quantity in QUANTITIES),
    }
    assert (set(found), len(found)) == (expected, len(expected)), language


def test_every_command_has_words() -> None:
    """A command without them could not be printed; digits speak for themselves."""
    assert set(COMMANDS) == {command for command in Command if not command.digit}


def test_at_most_twelve_codes_stand_on_a_page() -> None:
    """Fourteen reasons take two pages; no page has more than twelve codes."""
    many = [Reason(code=f"R{no}", description=f"Reason {no}") for no in range(14)]
    paper = sheet(MACHINE, many, (), STAMP)
    assert len(pictures(paper, dpi=36)) == 2 + 2 + 1 + 1
    assert "Reason 13" in words(paper)


def test_the_few_are_those_given_most() -> None:
    """Of three, the two that were used most, by code; where nothing was used yet the first ones."""
    used = [Reason(code=code, description="", used=times) for code, times in (("A", 0), ("B", 1), ("C", 7))]
    assert [reason.code for reason in few(used, 2)] == ["B", "C"]
    unused = [Reason(code=code, description="") for code in ("A", "B", "C")]
    assert [reason.code for reason in few(unused, 2)] == ["A", "B"]


def test_a_reason_without_a_name_is_told_by_its_code() -> None:
    """And one whose code no bar code holds is left to the keyboard."""
    reasons = (Reason(code="X7", description=""), Reason(code="-" * 16, description="Too long"))
    paper = sheet(MACHINE, reasons, (), STAMP, quantities=(Decimal("2.5"),))
    assert ("X7" in words(paper), "Too long" in words(paper)) == (True, False)
    assert QuantityScanned(Decimal("2.5")) in [route(scan) for scan in scans(paper)]
