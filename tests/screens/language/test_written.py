"""Numbers, dates and times stand on the screen as the person's language writes them."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from backend_client.terms import CapacityUnitType
from screens.language.number_symbols import OURS, symbols_of
from screens.language.written import (
    write_amount,
    write_date,
    write_date_time,
    write_duration,
    write_quantity,
    write_time,
)

CLDR = {"en": "en_GB", "nb": "nb", "fi": "fi", "nl": "nl"}


@pytest.mark.parametrize("language", OURS)
def test_our_own_table_is_what_the_unicode_locale_data_say(language: str) -> None:
    """The four languages are written down in the code; this is where they would be found out of date."""
    locale = Locale.parse(CLDR[language])
    symbols = locale.number_symbols["latn"]
    ours = symbols_of(language)
    assert (ours.decimal, ours.group, ours.minus) == (
        symbols["decimal"],
        symbols["group"],
        symbols["minusSign"],
    )
    for day in (date(2026, 11, 3), date(2026, 1, 31)):
        assert write_date(day, language) == format_date(day, "short", locale)
    for at in (time(7, 5), time(0, 0), time(23, 59)):
        assert write_time(at, language) == format_time(at, "short", locale=locale)


@given(st.decimals(min_value=0, max_value=999_999_999, places=5), st.sampled_from(sorted(OURS)))
def test_quantities_are_written_as_babel_writes_them(value: Decimal, language: str) -> None:
    """All decimals that say something, none that do not."""
    expected = format_decimal(value.normalize() + 0, locale=CLDR[language], decimal_quantization=False)
    assert write_quantity(value, language) == expected


def test_another_locale_is_written_with_its_own_signs() -> None:
    """Swiss thousands have an apostrophe, Indian ones groups of two."""
    assert write_quantity(Decimal("1234567.5"), "de-CH") == "1\u2019234\u2019567.5"
    assert write_quantity(Decimal("1234567.5"), "en-IN") == "12,34,567.5"
    assert write_date(date(2026, 11, 3), "sv-SE") == "2026-11-03"
    assert write_time(time(7, 5), "sv-SE") == "07:05"


def test_an_unknown_locale_is_written_in_english() -> None:
    """A terminal whose language is a misspelling still shows numbers."""
    assert write_quantity(Decimal("1234.5"), "xx-YY") == "1,234.5"


def test_what_goes_into_a_field_can_be_typed_by_a_person() -> None:
    """No signs between thousands, and a hyphen that the keyboard has."""
    assert write_quantity(Decimal("-1234.5"), "nb", for_field=True) == "-1234,5"


def test_amounts_have_two_decimals_always() -> None:
    """1200 in money is 1,200.00."""
    assert write_amount(Decimal(1200), "en") == "1,200.00"
    assert write_amount(Decimal("-0.5"), "nl") == "-0,50"


def test_times_are_hours_and_minutes_and_moments_day_and_time() -> None:
    """90 minutes are 1:30; in Finnish five past seven is 7.05."""
    assert write_duration(Decimal("1.5"), CapacityUnitType.HOURS) == "1:30"
    assert write_duration(Decimal(-5), CapacityUnitType.MINUTES) == "-0:05"
    assert write_date_time(datetime(2026, 11, 3, 7, 5), "fi") == "3.11.2026 7.05"
