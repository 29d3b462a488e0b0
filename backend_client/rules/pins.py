"""Which PINs are too easy to guess to be taken at all.

    123123  2580 ...  eight of the first ten tries of whoever guesses; a birthday is the next thing tried

A PIN is text of the digits 0 to 9, so 048291 keeps its zero. Source: NIST SP 800-63B, 5.1.1.2 (a list of values known
to be common, repetitive or sequential characters, and words of the context, such as the person's own number).
"""

from datetime import datetime

from backend_client import limits
from backend_client.people_terms import PinWeakness

RUNS = ("0123456789" * 2, "9876543210" * 2)
KEYPAD = ("147258", "258369", "147369", "159357", "159753", "456852", "789456", "321654")
DATES = {6: ("%d%m%y", "%m%d%y", "%y%m%d", "%Y%m"), 8: ("%d%m%Y", "%m%d%Y", "%Y%m%d")}
PARTS_MAX = 3  # 121212 and 123123 are parts that repeat
NUMBER_DIGITS_MIN = 4  # a shorter number stands in many a good PIN by chance


def pin_weakness(pin: str, *, person_no: str, shortest: int = limits.PIN_LENGTH_MIN) -> PinWeakness | None:
    """Say why a PIN is not taken, None where it is.

    >>> pin_weakness("111111", person_no="OP01").value, pin_weakness("482915", person_no="OP01")
    ('same-digits', None)
    """
    if len(pin) > limits.PIN_LENGTH_MAX:
        return PinWeakness.TOO_LONG
    if not (pin.isascii() and pin.isdigit()):
        return PinWeakness.NOT_DIGITS
    if len(pin) < max(shortest, limits.PIN_LENGTH_MIN):
        return PinWeakness.TOO_SHORT
    if any(_repeats(pin, size) for size in range(1, PARTS_MAX + 1)):
        return PinWeakness.SAME_DIGITS
    if any(pin in run for run in RUNS) or pin in KEYPAD:
        return PinWeakness.RUN
    if any(_is_date(pin, form) for form in DATES.get(len(pin), ())):
        return PinWeakness.DATE
    digits = "".join(sign for sign in person_no if sign.isdigit()).lstrip("0")
    if digits and (pin.lstrip("0") == digits or (len(digits) >= NUMBER_DIGITS_MIN and digits in pin)):
        return PinWeakness.OWN_NUMBER
    return None


def could_be_pin(pin: str) -> bool:
    """Say whether a text has the form of a PIN; what has not is never hashed, however long it is."""
    return limits.PIN_LENGTH_MIN <= len(pin) <= limits.PIN_LENGTH_MAX and pin.isascii() and pin.isdigit()


def _repeats(pin: str, size: int) -> bool:
    return pin == (pin[:size] * len(pin))[: len(pin)]


def _is_date(pin: str, form: str) -> bool:
    try:
        found = datetime.strptime(pin, form)  # noqa: DTZ007 -- only whether it is a day at all
    except ValueError:
        return False
    return "%Y" not in form or 1900 <= found.year < 2100
