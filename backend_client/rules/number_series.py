"""The next numbers of a number series: of orders, lots, serial numbers.

The last group of digits counts, with its leading zeros; what stands around it stays. A series that was never drawn
from begins with its starting number.

    LOT0009  ->  LOT0010        A-99-X  ->  A-100-X        9 by 10  ->  19

A number longer than a code may be, or beyond the ending number, does not exist: the series is used up.
"""

import re
from dataclasses import dataclass

from backend_client import limits

LAST_DIGITS = re.compile(r"^(.*?)([0-9]+)([^0-9]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A number series as it stands; "" = never drawn from, no ending number."""

    starting_no: str
    last_no_used: str = ""
    ending_no: str = ""
    increment_by_no: int = 1
    blocked: bool = False


def next_numbers(series: Series, count: int) -> list[str] | None:
    """Answer the next so many numbers; None where the series has not so many left, or may not be drawn from."""
    if series.blocked:
        return None
    numbers: list[str] = []
    last = series.last_no_used
    for _ in range(count):
        following = increased(last, series.increment_by_no) if last else series.starting_no
        if following is None or not following or is_beyond(following, series.ending_no):
            return None
        numbers.append(following)
        last = following
    return numbers


def increased(number: str, by: int) -> str | None:
    """Answer the number that follows; None where it has no digits to count, or would be too long.

    >>> increased("LOT0099", 1), increased("LOT", 1)
    ('LOT0100', None)
    """
    found = LAST_DIGITS.match(number)
    if found is None or by < 1:
        return None
    before, digits, after = found.groups()
    text = f"{before}{int(digits) + by:0{len(digits)}d}{after}"
    return text if len(text) <= limits.CODE_LENGTH_MAX else None


def is_beyond(number: str, ending_no: str) -> bool:
    """Compare as counted: LOT10 comes after LOT9; nothing is beyond no number."""
    return bool(ending_no) and (len(number), number) > (len(ending_no), ending_no)
