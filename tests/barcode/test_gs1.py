"""A GS1 label is read when it is flagged as one, and a wrong one names its field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.barcode import gs1
from backend_client.barcode.events import Gs1Scan, Rejected, ScanRefusal

GTIN = "09501101530003"


def test_elements_of_fixed_and_of_variable_length_follow_each_other() -> None:
    """The serial ends at its GS, the GTIN after 14 digits."""
    assert gs1.read_elements(f"01{GTIN}21SER7\x1d10lot-a1") == Gs1Scan(gtin=GTIN, serial="SER7", lot="lot-a1")


def test_counts_weights_and_days_are_numbers_and_days() -> None:
    """37 counts, 3103 weighs with three decimals, day 00 is the last of the month."""
    scan = gs1.read_elements(f"01{GTIN}3103001250172702003715")
    assert scan == Gs1Scan(
        gtin=GTIN, net_weight=Decimal("1.250"), expiry=date(2027, 2, 28), count=Decimal(15)
    )


def test_what_this_program_does_not_use_is_kept_under_its_identifier() -> None:
    """90 and 91 to 99 are company internal."""
    assert gs1.read_elements("901010012.10000\x1d99123") == Gs1Scan(
        others=(("90", "1010012.10000"), ("99", "123"))
    )


def test_the_line_below_the_symbol_may_be_typed() -> None:
    """Brackets flag it as GS1."""
    assert gs1.read_brackets(f"(01){GTIN}(10)LOT-A1") == Gs1Scan(gtin=GTIN, lot="LOT-A1")


@pytest.mark.parametrize("text", ["(10)A(B)C", "(10)A(1)", "(10)(A)", "x(10)A", "(10)A)"])
def test_brackets_in_the_data_are_refused_not_guessed(text: str) -> None:
    """(10)A(B)C might be lot A or lot A(B)C."""
    assert gs1.read_brackets(text) == Rejected(ScanRefusal.GS1_BRACKETS)


@pytest.mark.parametrize(
    ("text", "refusal", "field"),
    [
        ("", ScanRefusal.GS1_EMPTY, "scan"),
        ("\x1d", ScanRefusal.GS1_EMPTY, "scan"),
        ("0109501101530004", ScanRefusal.GS1_CHECK_DIGIT, "gtin"),
        ("02095011015300043715", ScanRefusal.GS1_CHECK_DIGIT, "content_gtin"),
        ("010950110153000", ScanRefusal.GS1_LENGTH, "gtin"),
        ("00395011015300000120", ScanRefusal.GS1_CHECK_DIGIT, "sscc"),
        ("0039501101530000012", ScanRefusal.GS1_LENGTH, "sscc"),
        (f"01{GTIN}17271301", ScanRefusal.GS1_DATE, "expiry"),
        (f"01{GTIN}17270231", ScanRefusal.GS1_DATE, "expiry"),
        (f"01{GTIN}10", ScanRefusal.GS1_EMPTY_VALUE, "lot"),
        (f"01{GTIN}10{'X' * 21}", ScanRefusal.GS1_LENGTH, "lot"),
        (f"01{GTIN}37000000000", ScanRefusal.GS1_LENGTH, "count"),
        (f"01{GTIN}37A", ScanRefusal.GS1_CHARACTER, "count"),
        (f"01{GTIN}10Ø", ScanRefusal.GS1_CHARACTER, "lot"),
        (f"01{GTIN}10A B", ScanRefusal.GS1_CHARACTER, "lot"),
        (f"01{GTIN}01{GTIN}", ScanRefusal.GS1_DUPLICATE_IDENTIFIER, "gtin"),
        ("5512", ScanRefusal.GS1_UNKNOWN_IDENTIFIER, "scan"),
        ("٠١", ScanRefusal.GS1_UNKNOWN_IDENTIFIER, "scan"),
    ],
)
def test_a_wrong_label_is_refused_with_its_field(text: str, refusal: ScanRefusal, field: str) -> None:
    """The sentence on the screen says which part of the label is wrong."""
    rejected = gs1.read_elements(text)
    assert isinstance(rejected, Rejected)
    assert (rejected.code, rejected.field) == (refusal, field)


def test_bare_article_numbers_are_padded_and_checked() -> None:
    """EAN-13 and EAN-8 become 14 digits."""
    assert gs1.read_gtin("9501101530003") == Gs1Scan(gtin=GTIN)
    assert gs1.read_gtin("40123455") == Gs1Scan(gtin="00000040123455")
    assert gs1.read_gtin("9501101530004") == Rejected(ScanRefusal.GS1_CHECK_DIGIT, "gtin")
    assert gs1.read_gtin("950110153000") == Rejected(ScanRefusal.GS1_CHECK_DIGIT, "gtin")
    assert gs1.read_gtin("95011") == Rejected(ScanRefusal.GS1_LENGTH, "gtin")
    assert gs1.read_gtin("WO-1000") == Rejected(ScanRefusal.GS1_CHARACTER, "gtin")


@given(st.text(max_size=60) | st.text("0123456789()\x1dA", max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    """biip raises on some texts and guesses at others; here every text is read or refused."""
    assert isinstance(gs1.read_elements(text), Gs1Scan | Rejected)
    assert isinstance(gs1.read_brackets(text), Gs1Scan | Rejected)
    assert isinstance(gs1.read_gtin(text), Gs1Scan | Rejected)
