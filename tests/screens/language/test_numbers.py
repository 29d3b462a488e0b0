"""A quantity is taken as the locale writes it, asked about where it may be a thousand times another, or not taken."""

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.language.numbers import read_quantity
from screens.language.readings import Accepted, Confirm, Doubt, Doubtful, Fault, Rejected
from screens.language.text import TRANSLATOR
from screens.language.writing import figure

OUR_LANGUAGES = ("en", "nb", "fi", "nl")


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("12", "en", "12"),
        (" 12 ", "en", "12"),
        ("1.5", "en", "1.5"),
        ("1,000", "en", "1000"),
        ("1,5", "nb", "1.5"),
        ("1.5", "nb", "1.5"),
        ("1 500,25", "nb", "1500.25"),
        ("1\u00a0500,25", "fi", "1500.25"),
        ("1\u202f500,25", "fi", "1500.25"),
        ("1.500,25", "nl", "1500.25"),
        ("1.5", "nl", "1.5"),
        ("1'500.25", "de-CH", "1500.25"),
        ("12,34,567.8", "en-IN", "1234567.8"),
        ("١٫٥", "ar-EG", "1.5"),
        ("۱۲", "fa-IR", "12"),
        ("0.500", "en", "0.5"),
        ("1234.500", "en", "1234.5"),
    ],
)
def test_a_number_is_read_as_its_locale_writes_it(text: str, locale: str, value: str) -> None:
    """1,5 is one and a half in Norwegian, 1,000 a thousand in English."""
    assert read_quantity(text, locale) == Accepted(Decimal(value))


@pytest.mark.parametrize(
    ("text", "locale"),
    [("1.500", "en"), ("1.500", "nb"), ("1,500", "nb"), ("1,500", "nl"), ("1.500", "nl"), ("1,500", "de-DE")],
)
def test_a_doubtful_thousandfold_is_asked_never_taken(text: str, locale: str) -> None:
    """1.500 may be one and a half or one and a half thousand: both are shown."""
    assert read_quantity(text, locale) == Doubtful((Decimal("1.5"), Decimal(1500)))


def test_in_whole_pieces_a_doubtful_thousandfold_still_is_shown_back() -> None:
    """Only 1500 pieces are possible; whoever typed 1.500 says so once more."""
    assert read_quantity("1.500", "en", decimals=0) == Confirm(Decimal(1500), Doubt.DECIMALS)


@pytest.mark.parametrize(
    ("text", "locale", "fault"),
    [
        ("", "en", Fault.REQUIRED),
        ("   ", "en", Fault.REQUIRED),
        ("0", "en", Fault.ZERO),
        ("-0", "en", Fault.ZERO),
        ("-5", "en", Fault.NEGATIVE),
        ("\u22125", "nb", Fault.NEGATIVE),
        ("1,5", "en", Fault.GROUPING),
        ("0,500", "en", Fault.GROUPING),
        ("1.5", "de-DE", Fault.GROUPING),
        ("1.500,25", "en", Fault.DECIMAL_SEPARATOR),
        ("1 500.25", "nb", Fault.DECIMAL_SEPARATOR),
        ("1..2", "en", Fault.FORMAT),
        ("1e3", "en", Fault.FORMAT),
        ("NaN", "en", Fault.FORMAT),
        ("1_000", "en", Fault.FORMAT),
        ("١٢", "en", Fault.FORMAT),
        ("12 PCS", "en", Fault.FORMAT),
        ("1.123456", "en", Fault.SCALE),
        ("1000000000", "en", Fault.ABOVE_LIMIT),
        ("9" * 5_000, "en", Fault.ABOVE_LIMIT),
        ("0" * 5_000, "en", Fault.TOO_LONG),
        ("WO-1000", "en", Fault.LOOKS_LIKE_SCAN),
        ("9501101530003", "en", Fault.LOOKS_LIKE_SCAN),
    ],
)
def test_what_is_no_quantity_is_refused_by_its_reason(text: str, locale: str, fault: Fault) -> None:
    """Each reason has its own sentence on the screen."""
    reading = read_quantity(text, locale)
    assert isinstance(reading, Rejected)
    assert reading.fault is fault


def test_an_ean_8_is_a_quantity_when_typed_and_a_scan_when_it_came_from_a_reader() -> None:
    """Forty million pieces may be typed; eight digits with a right check digit at a reader's pace are a label."""
    assert read_quantity("40123455") == Accepted(Decimal(40123455))
    assert read_quantity("40123455", from_reader=True) == Rejected(Fault.LOOKS_LIKE_SCAN)


def test_whole_pieces_take_no_decimals_but_zeros() -> None:
    """5.0 pieces are 5, 5.5 are none."""
    assert read_quantity("5.0", decimals=0) == Accepted(Decimal("5.0"))
    assert read_quantity("5.5", decimals=0) == Rejected(Fault.SCALE, {"decimals": "0"})


def test_ten_times_what_is_left_is_shown_back() -> None:
    """With 10 left, 99 are taken and 100 are asked about."""
    left = Decimal(10)
    assert read_quantity("99", remaining=left) == Accepted(Decimal(99))
    assert read_quantity("100", remaining=left) == Confirm(
        Decimal(100), Doubt.FAR_ABOVE_REMAINING, {"remaining": "10"}
    )


def test_nothing_may_be_left_to_do_without_a_question_about_it() -> None:
    """An order with nothing left is the engine's matter: ten times nothing is no measure."""
    assert read_quantity("5", remaining=Decimal(0)) == Accepted(Decimal(5))


@given(st.text(max_size=80), st.sampled_from([*OUR_LANGUAGES, "de-DE", "ar-EG", "xx", ""]))
def test_any_text_gets_an_answer(text: str, locale: str) -> None:
    """No text raises, and what is taken lies within the limits."""
    reading = read_quantity(text, locale)
    if isinstance(reading, Accepted):
        assert 0 < reading.value <= Decimal("999999999.99999")


@given(
    st.decimals(min_value=Decimal("0.00001"), max_value=999_999_999, places=5), st.sampled_from(OUR_LANGUAGES)
)
def test_what_is_shown_is_read_back_or_asked_about_never_another_number(
    value: Decimal, language: str
) -> None:
    """The same number, or both readings with the right one among them."""
    before, TRANSLATOR.language = TRANSLATOR.language, language
    try:
        shown = figure(value)
    finally:
        TRANSLATOR.language = before
    reading = read_quantity(shown, language)
    if isinstance(reading, Doubtful):
        assert value in reading.readings
    else:
        assert reading == Accepted(value)


def test_plain_digits_never_load_babel() -> None:
    """A terminal that takes 125 and 12,5 has not waited for Babel's data."""
    code = (
        "import sys; from screens.language.numbers import read_quantity as read; "
        "read('125'); read('12,5', 'nb'); read('12.5', 'en'); print('babel' in sys.modules, 'biip' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.split() == ["False", "False"]
