"""The columns of the load board: which days a board covers, how a column is headed, and the boards beside it.

day, 18 November 2026 (a Wednesday)   16.11 to 22.11, headed Mon 16, Tue 17, ...
week                                  from that Monday, eight weeks, headed w 47, w 48, ...
quarter                               from 1 October, four quarters, headed Q4 26, ...
"""

from datetime import date, timedelta

from backend_client.terms import LoadPeriod
from screens.language.text import _
from screens.language.writing import day, full_day, month, weekday

COLUMNS = {
    LoadPeriod.DAY: 7,
    LoadPeriod.WEEK: 8,
    LoadPeriod.MONTH: 6,
    LoadPeriod.QUARTER: 4,
    LoadPeriod.YEAR: 3,
}
_MONTHS = {LoadPeriod.MONTH: 1, LoadPeriod.QUARTER: 3, LoadPeriod.YEAR: 12}


def first_day(period: LoadPeriod, within: date) -> date:
    """Answer the first day of the board that holds a day: a Monday, or the first of a month, quarter or year."""
    if period in {LoadPeriod.DAY, LoadPeriod.WEEK}:
        return within - timedelta(days=within.weekday())
    months = _MONTHS[period]
    return date(within.year, (within.month - 1) // months * months + 1, 1)


def moved(period: LoadPeriod, first: date, columns: int) -> date:
    """Answer the first day of the board so many columns later, or earlier."""
    if period is LoadPeriod.DAY:
        return first + timedelta(days=columns)
    if period is LoadPeriod.WEEK:
        return first + timedelta(weeks=columns)
    months = first.year * 12 + first.month - 1 + columns * _MONTHS[period]
    return date(months // 12, months % 12 + 1, 1)


def last_day(period: LoadPeriod, first: date) -> date:
    """Answer the last day of a board."""
    return moved(period, first, COLUMNS[period]) - timedelta(days=1)


def heading(period: LoadPeriod, start: date) -> str:
    """Head a column, in at most nine cells."""
    if period is LoadPeriod.DAY:
        return f"{weekday(start)} {start.day:02d}"
    if period is LoadPeriod.WEEK:
        return _("w %(week)s") % {"week": start.isocalendar().week}
    if period is LoadPeriod.MONTH:
        return month(start)
    if period is LoadPeriod.QUARTER:
        return _("Q%(quarter)s %(year)s") % {"quarter": (start.month - 1) // 3 + 1, "year": start.year}
    return str(start.year)


def since(period: LoadPeriod, start: date) -> str:
    """Say from when a board is: Mon 16.11.2026, w 47 2026, or as its first column is headed."""
    if period is LoadPeriod.WEEK:
        return f"{heading(period, start)} {start.isocalendar().year}"
    return name(period, start)


def days(first: date, last: date) -> str:
    """Write the days from one to another: 16.11 to 22.11.2026, or the one day that it is."""
    if first == last:
        return full_day(first)
    texts = {"first": day(first), "last": full_day(last)}
    if first.year != last.year:
        texts["first"] = full_day(first)
    return _("%(first)s to %(last)s") % texts


def name(period: LoadPeriod, start: date) -> str:
    """Name a column in a sentence: Mon 16.11.2026, or as it is headed."""
    if period is LoadPeriod.DAY:
        return f"{weekday(start)} {full_day(start)}"
    return heading(period, start)
