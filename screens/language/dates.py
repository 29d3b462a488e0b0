"""The reader of typed days and times of day: as a person writes them here, with whatever stands between the figures.

18.11   18-11   18/11   18.11.   18.11.2026   2026-11-18      the day; without a year the one nearest to today
8:00    8.30    24:00                                         the time of day; 24:00 ends it
"""

import re
from datetime import date, time

_DAY = re.compile(r"([0-9]{1,2})[.\-/]([0-9]{1,2})(?:[.\-/]([0-9]{4})?)?", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_TIME = re.compile(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])", re.ASCII)


def read_day(text: str, today: date) -> date | None:
    """Answer the day that a text means, None for none.

    >>> read_day("2.1", date(2026, 11, 16)), read_day("31.02", date(2026, 11, 16))
    (datetime.date(2027, 1, 2), None)
    """
    text = text.strip()
    iso = _ISO.fullmatch(text)
    if iso:
        return _day(*map(int, iso.groups()))
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    if match[3]:
        return _day(int(match[3]), month, day)
    years = (_day(year, month, day) for year in (today.year - 1, today.year, today.year + 1))
    return min((each for each in years if each is not None), key=lambda each: abs(each - today), default=None)


def read_time(text: str) -> time | None:
    """Answer the time of day that a text means, None for none; 24:00 is midnight.

    >>> read_time("8.30"), read_time("24:00"), read_time("24:10")
    (datetime.time(8, 30), datetime.time(0, 0), None)
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes = int(match[1]), int(match[2])
    return None if (hours == 24 and minutes) else time(hours % 24, minutes)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
