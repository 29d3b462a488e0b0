"""Which PINs are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client import limits
from backend_client.people_terms import PinWeakness
from backend_client.rules.pins import could_be_pin, pin_weakness


@pytest.mark.parametrize(
    ("pin", "weakness"),
    [
        ("482915", None),
        ("048291", None),
        ("48291", PinWeakness.TOO_SHORT),
        ("1" * 13, PinWeakness.TOO_LONG),
        ("٤٨٢٩١٥", PinWeakness.NOT_DIGITS),
        ("482915\0", PinWeakness.NOT_DIGITS),
        ("B7B7B7", PinWeakness.NOT_DIGITS),
        ("000000", PinWeakness.SAME_DIGITS),
        ("121212", PinWeakness.SAME_DIGITS),
        ("1231231", PinWeakness.SAME_DIGITS),
        ("123456", PinWeakness.RUN),
        ("890123", PinWeakness.RUN),
        ("109876", PinWeakness.RUN),
        ("147258", PinWeakness.RUN),
        ("311299", PinWeakness.DATE),
        ("197001", PinWeakness.DATE),
        ("24121985", PinWeakness.DATE),
        ("304217", None),
        ("904217", PinWeakness.OWN_NUMBER),
    ],
)
def test_a_pin_that_is_easily_guessed_is_not_taken(pin: str, weakness: PinWeakness | None) -> None:
    """Repeats, runs, birthdays, patterns and one's own number are named; a leading zero is a digit like any other."""
    person_no = "OP4217" if weakness is PinWeakness.OWN_NUMBER else "OP07"
    assert pin_weakness(pin, person_no=person_no) is weakness


def test_a_plant_may_ask_for_longer_ones() -> None:
    """Eight digits, where the plant says so."""
    assert pin_weakness("482915", person_no="A", shortest=8) is PinWeakness.TOO_SHORT
    assert pin_weakness("48291537", person_no="A", shortest=8) is None


@given(st.text(max_size=20), st.text(max_size=10))
def test_what_is_taken_can_be_used(pin: str, person_no: str) -> None:
    """Any PIN that is taken has the form that sign-on compares."""
    if pin_weakness(pin, person_no=person_no) is None:
        assert could_be_pin(pin)
        assert limits.PIN_LENGTH_MIN <= len(pin) <= limits.PIN_LENGTH_MAX
