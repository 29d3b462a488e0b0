"""The strict reader of times: how long, in the unit of the field or as hours and minutes.

    90          90 of the field's unit (here minutes)
    1:30        an hour and a half; minutes are two digits, 00 to 59
    1:30:30     90.5 minutes
    1h30  1h 30m  1.5h  90 min  30s
    1:75        minutes: never turned into 2:15
    1.30        1.3 minutes, never 1:30

Hours have the letter of the language: h everywhere, besides it t in Norwegian and Finnish, u in Dutch.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from backend_client.limits import RUN_TIME_ASK_MINUTES, TIME_MAX, TYPED_LENGTH_MAX
from backend_client.terms import CapacityUnitType
from screens.language.number_symbols import MINUS_SIGN
from screens.language.numbers import BLANKS, DECIMALS_MAX, read_number
from screens.language.readings import Accepted, Confirm, Doubt, Doubtful, Fault, Reading, Rejected

SECONDS: dict[CapacityUnitType, Decimal] = {
    CapacityUnitType.SECONDS: Decimal(1),
    CapacityUnitType.HUNDREDTH_HOURS: Decimal(36),
    CapacityUnitType.MINUTES: Decimal(60),
    CapacityUnitType.HOURS: Decimal(3_600),
    CapacityUnitType.DAYS: Decimal(86_400),
}
_PRECISION = Decimal("0.00001")
_HOUR_LETTERS = {"nb": "[ht]", "fi": "[ht]", "nl": "[hu]"}
_CLOCK = re.compile(r"([0-9]{1,5}):([0-9]+)(?::([0-9]+))?", re.ASCII)
_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)\s?"


def read_duration(
    text: str,
    locale: str = "en",
    *,
    unit: CapacityUnitType = CapacityUnitType.MINUTES,
    zero_allowed: bool = False,
) -> Reading:
    """Read a typed time, strictly; the value is in the unit of the field, rounded to 5 decimals.

    >>> read_duration("1:30"), read_duration("1:30", unit=CapacityUnitType.HOURS)
    (Accepted(value=Decimal('90')), Accepted(value=Decimal('1.5')))
    """
    text = text.strip(BLANKS)
    if not text:
        return Rejected(Fault.REQUIRED)
    if len(text) > TYPED_LENGTH_MAX:
        return Rejected(Fault.TOO_LONG)
    negative = text[0] in ("-", MINUS_SIGN)
    readings = _readings(text[1:].lstrip(BLANKS) if negative else text, locale, unit)
    if isinstance(readings, Rejected):
        return readings
    values = [value for value in readings if value <= TIME_MAX]
    if not values:
        return Rejected(Fault.ABOVE_LIMIT, {"most": f"{TIME_MAX:f}"})
    if values[0] == 0 and not zero_allowed:
        return Rejected(Fault.ZERO)
    if negative and values[0]:
        return Rejected(Fault.NEGATIVE)
    if len(values) > 1:
        return Doubtful((values[0], values[1]))
    if values[0] * SECONDS[unit] > RUN_TIME_ASK_MINUTES * 60:
        return Confirm(values[0], Doubt.LONGER_THAN_A_DAY)
    return Accepted(values[0])


def _readings(text: str, locale: str, unit: CapacityUnitType) -> tuple[Decimal, ...] | Rejected:
    """Answer the times that a text without a sign may mean, in the field's unit."""
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = clock.groups(default="00")
        if not (_is_sixtieth(minutes) and _is_sixtieth(seconds)):
            return Rejected(Fault.MINUTES)
        return (_in_unit(Decimal(int(hours) * 3_600 + int(minutes) * 60 + int(seconds)), unit),)
    worded = _worded(text, locale, unit)
    if worded is not None:
        return worded
    if text[:1] in ("+", "-", MINUS_SIGN):
        return Rejected(Fault.FORMAT)
    readings = read_number(text, locale)
    if isinstance(readings, Rejected):
        known = readings.fault is Fault.ABOVE_LIMIT
        return readings if known else Rejected(Fault.FORMAT)
    if -int(readings[0].as_tuple().exponent) > DECIMALS_MAX:
        return Rejected(Fault.SCALE, {"decimals": str(DECIMALS_MAX)})
    return readings


def _worded(text: str, locale: str, unit: CapacityUnitType) -> tuple[Decimal, ...] | Rejected | None:
    """Read hours, minutes and seconds with their letters; None where there are none."""
    hour = _HOUR_LETTERS.get(locale.partition("-")[0], "h")
    form = rf"(?:{_NUMBER}{hour}\s?)?(?:{_NUMBER}(?:m|min)\s?)?(?:{_NUMBER}(?:s|sek)\s?)?"
    match = re.fullmatch(form, text, re.ASCII | re.IGNORECASE) or re.fullmatch(
        rf"([0-9]+)\s?{hour}\s?([0-9]+)()", text, re.ASCII | re.IGNORECASE
    )
    if not match or not text:
        return None
    parts = [part for part in match.groups() if part]
    if any("." in part or "," in part for part in parts[:-1]):
        return Rejected(Fault.FORMAT)  # "1.5h 30m": a part of an hour twice
    hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in match.groups())
    if (match[1] and minutes >= 60) or ((match[1] or match[2]) and seconds >= 60):
        return Rejected(Fault.MINUTES)
    return (_in_unit(hours * 3_600 + minutes * 60 + seconds, unit),)


def _is_sixtieth(digits: str) -> bool:
    return len(digits) == 2 and int(digits) < 60


def _in_unit(seconds: Decimal, unit: CapacityUnitType) -> Decimal:
    value = (seconds / SECONDS[unit]).quantize(_PRECISION, ROUND_HALF_UP)
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
