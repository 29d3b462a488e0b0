"""A label of ours says what was printed, or nothing."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backend_client.barcode import k1
from backend_client.barcode.events import (
    Badge,
    Command,
    CommandScanned,
    Event,
    Job,
    Lot,
    QuantityScanned,
    Rejected,
    Resource,
    ScanRefusal,
    ScrapCodeScanned,
    StopCodeScanned,
    TestCode,
)
from backend_client.limits import BARCODE_LENGTH_MAX
from backend_client.terms import CapacityType
from backend_client.text import fault_of

PRINTED: list[tuple[str, Event]] = [
    ("B.7K3RV9TR2D.09", Badge("7K3RV9TR2D")),
    ("J.1010012.35", Job("1010012")),
    ("J.1010012.10000.46", Job("1010012", 10000)),
    ("J.1010012.10000.10.41", Job("1010012", 10000, "10")),
    ("J.RPO1010012.20000.30.57", Job("RPO1010012", 20000, "30")),
    ("R.1.210.47", Resource(CapacityType.MACHINE_CENTER, "210")),
    ("R.0.100.35", Resource(CapacityType.WORK_CENTER, "100")),
    ("S.110.42", ScrapCodeScanned("110")),
    ("S.SCRX2D1.81", ScrapCodeScanned("SCR-1")),
    ("T.110.90", StopCodeScanned("110")),
    ("N.125.69", QuantityScanned(Decimal(125))),
    ("N.125.1.92", QuantityScanned(Decimal("12.5"))),
    ("C.OUT.51", CommandScanned(Command.OUTPUT)),
    ("C.3.23", CommandScanned(Command.DIGIT_3)),
    ("C.FUL.27", CommandScanned(Command.ALL_THAT_IS_LEFT)),
    ("L.LOT0007.02", Lot("LOT0007")),
    ("K.0123456789.ABCDEFGHIJKLMNOPQRSTUVWXXYZ.61", TestCode(("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXXYZ"))),
]


@pytest.mark.parametrize(("code", "event"), PRINTED)
def test_each_kind_of_label_says_what_it_is(code: str, event: Event) -> None:
    """Seventeen labels with the check digits on their paper."""
    assert k1.parse(code) == event


@pytest.mark.parametrize(("code", "event"), PRINTED)
def test_caps_lock_changes_nothing(code: str, event: Event) -> None:
    """Case carries no meaning."""
    assert k1.parse(code.lower()) == event


@pytest.mark.parametrize(("code", "event"), PRINTED)
def test_every_single_wrong_character_is_refused(code: str, event: Event) -> None:
    """One character typed or read wrong, anywhere: never another label's meaning."""
    for place in range(len(code)):
        for wrong in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-+/ ":
            if wrong != code[place]:
                assert isinstance(k1.parse(code[:place] + wrong + code[place + 1 :]), Rejected)


@pytest.mark.parametrize(("code", "event"), PRINTED)
def test_neighbours_exchanged_and_characters_lost_are_refused(code: str, event: Event) -> None:
    """Two characters swapped, or one missing."""
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or isinstance(k1.parse(swapped), Rejected)
        assert isinstance(k1.parse(code[:place] + code[place + 1 :]), Rejected)


PRINTABLE = st.text(min_size=1, max_size=12).filter(lambda text: not any(map(fault_of, text)))


@given(PRINTABLE)
def test_any_text_is_printed_and_read_back(text: str) -> None:
    """Norwegian letters, Chinese, blanks and dots: escaped, checked, the same again."""
    assert k1.unescape(k1.escape(text)) == text
    assume(len(k1.escape(text)) <= BARCODE_LENGTH_MAX - 5)
    assert k1.parse(k1.label("S", text)) == ScrapCodeScanned(text)


@given(PRINTABLE, st.integers(0, 999_999_999), st.text("0123456789AXØ", max_size=4))
def test_a_job_is_printed_and_read_back(order_no: str, line_no: int, operation_no: str) -> None:
    """Order, line and operation; without a line there is no operation on the label."""
    job = Job(order_no, line_no, operation_no if line_no else "")
    values = [k1.escape(part) for part in (order_no, str(line_no), operation_no)]
    assume(sum(map(len, values)) <= BARCODE_LENGTH_MAX - 7)
    assert k1.parse(k1.job_label(job)) == job


@given(st.decimals(min_value=0, max_value=999_999_999, places=5))
def test_a_quantity_is_printed_and_read_back(quantity: Decimal) -> None:
    """To the fifth decimal."""
    assert k1.parse(k1.quantity_label(quantity)) == QuantityScanned(quantity)


def test_a_code_that_does_not_fit_is_not_printed() -> None:
    """48 characters are what a label of 80 mm holds."""
    with pytest.raises(k1.LabelTooLongError):
        k1.label("L", "-" * 20)


def checked(body: str) -> str:
    return f"{body}.{k1.check_digits(body)}"


@pytest.mark.parametrize(
    "body",
    [
        "J.A.B",
        "J.A.0",
        "J.A.1.2.3",
        "J.A.1234567890",
        "R.2.100",
        "R.1",
        "N.A",
        "N.1.6",
        "N.1000000000",
        "C.XYZ",
        "B.SHORT",
        "B.AAAAAAAAAA",
        "S.1.2",
        "S.X1",
        "S.XC3",
        "S.XFF",
        "S.X41",
        "L.X1B",
    ],
)
def test_right_check_digits_do_not_save_fields_that_mean_nothing(body: str) -> None:
    """A line 0, a resource of kind 2, an unknown command, an escape that nobody writes, an ESC inside."""
    assert k1.parse(checked(body)) == Rejected(ScanRefusal.FORM_WRONG)


def test_a_code_longer_than_a_label_is_refused() -> None:
    """49 characters with right check digits."""
    assert k1.parse(checked("L." + "A" * 44)) == Rejected(ScanRefusal.TOO_LONG)


def test_a_badge_token_is_never_shown() -> None:
    """Not in a log, not in a traceback."""
    assert "7K3RV9TR2D" not in repr(Badge("7K3RV9TR2D"))
