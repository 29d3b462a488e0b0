"""Any text that a reader or a person can send becomes exactly one event, and none is guessed."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.barcode.events import Gs1Scan, Job, PlainText, Rejected, ScanRefusal, ScrapCodeScanned
from backend_client.barcode.router import route
from backend_client.limits import SCAN_LENGTH_MAX

GTIN = "09501101530003"


def code_of(text: str, *, gs1_without_prefix: bool = False) -> ScanRefusal:
    event = route(text, gs1_without_prefix=gs1_without_prefix)
    assert isinstance(event, Rejected), event
    return event.code


@pytest.mark.parametrize(
    "text", ["S.110.42", "s.110.42\r\n", "\ufeffS.110.42", "]C0S.110.42", "]Q1s.110.42", " S.110.42\t"]
)
def test_a_label_of_ours_is_itself_however_the_reader_wraps_it(text: str) -> None:
    """Suffix, byte-order mark, identifier and blanks are no part of it."""
    assert route(text) == ScrapCodeScanned("110")


def test_wrong_check_digits_never_fall_through_to_text() -> None:
    """S.110.43 has the shape of a label: it is refused, not looked up."""
    assert code_of("S.110.43") is ScanRefusal.CHECK_CHARACTERS_WRONG
    assert code_of("]C0S.110.43") is ScanRefusal.CHECK_CHARACTERS_WRONG


@pytest.mark.parametrize("number", ["1010012", "10000", "101001", "2100123", "210", "1896-S", f"01{GTIN}"])
def test_numbers_of_business_central_are_text_unless_flagged(number: str) -> None:
    """Read as GS1, 1010012 would be the lot 10012."""
    assert route(number) == PlainText(number, (Job(number),))


@pytest.mark.parametrize(
    "text",
    [
        f"]C101{GTIN}",
        f"]d201{GTIN}",
        f"]Q301{GTIN}",
        f"]e001{GTIN}",
        f"01{GTIN}\x1d",
        f"(01){GTIN}",
        "]E09501101530003",
    ],
)
def test_gs1_is_read_when_something_flags_it(text: str) -> None:
    """An identifier, a GS behind digits, or the printed brackets."""
    assert route(text) == Gs1Scan(gtin=GTIN)


def test_a_station_may_take_gs1_without_a_flag_when_the_article_number_is_right() -> None:
    """Only then: another number that begins with 01 stays an order number."""
    assert route(f"01{GTIN}10LOT-A1", gs1_without_prefix=True) == Gs1Scan(gtin=GTIN, lot="LOT-A1")
    assert route("0109501101530004", gs1_without_prefix=True) == PlainText(
        "0109501101530004", (Job("0109501101530004"),)
    )
    assert isinstance(route("1010012", gs1_without_prefix=True), PlainText)


@pytest.mark.parametrize("text", ["]Z9WO-1000", "]c101", "]", "]C", "]D2", "]E"])
def test_an_identifier_that_is_not_on_the_list_is_refused(text: str) -> None:
    """Caps Lock makes ]c1 of ]C1: guessing would lose the lot."""
    assert code_of(text) is ScanRefusal.UNKNOWN_SYMBOLOGY


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", ScanRefusal.EMPTY),
        (" \r", ScanRefusal.EMPTY),
        ("\ufeff", ScanRefusal.EMPTY),
        ("WO\x11-1000", ScanRefusal.CONTROL_CHARACTER),
        ("\x1bWO-1000", ScanRefusal.CONTROL_CHARACTER),
        ("WO\x1d1000", ScanRefusal.CONTROL_CHARACTER),
        ("]C0WO\x1d1000", ScanRefusal.CONTROL_CHARACTER),
        ("WO\u202e1000", ScanRefusal.BIDIRECTIONAL_CONTROL),
        ("WO\u200b1000", ScanRefusal.INVISIBLE_CHARACTER),
        ("WO\ufffd1000", ScanRefusal.BROKEN_ENCODING),
        ("WO\ufffe1000", ScanRefusal.BROKEN_ENCODING),
        ("W\u041e-1000", ScanRefusal.MIXED_SCRIPTS),
        ("A" * (SCAN_LENGTH_MAX + 1), ScanRefusal.TOO_LONG),
        ("]C1", ScanRefusal.GS1_EMPTY),
        ("]E0", ScanRefusal.GS1_EMPTY),
        ("]C0", ScanRefusal.EMPTY),
    ],
)
def test_what_is_no_code_is_refused_by_its_reason(text: str, refusal: ScanRefusal) -> None:
    """Each reason has its own sentence on the screen."""
    assert code_of(text) is refusal


@given(
    st.text(max_size=SCAN_LENGTH_MAX + 10) | st.text("JSNBCK.0123456789X]C1\x1d()/* -", max_size=60),
    st.booleans(),
)
def test_any_text_gets_exactly_one_event(text: str, gs1_without_prefix: bool) -> None:
    """No text raises, and plain text holds no control character."""
    event = route(text, gs1_without_prefix=gs1_without_prefix)
    if isinstance(event, PlainText):
        assert event.text == event.text.strip() != ""
        assert event.jobs
        assert not any(character < " " for character in event.text)


def test_biip_is_loaded_with_the_first_gs1_scan_and_not_before() -> None:
    """It would cost a terminal 80 ms at its start."""
    code = (
        "import sys; from backend_client.barcode.router import route; route('S.110.42'); route('WO-1000'); "
        "before = 'biip' in sys.modules; route(']C19912'); print(before, 'biip' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.split() == ["False", "True"]
