"""Quantities, times and dates as the person's language writes them.

    locale   1234.5       3 November 2026   7:05    1.5 hours
    en       1,234.5      03/11/2026        07:05   1:30
    nb       1 234,5      03.11.2026        07:05   1:30
    fi       1 234,5      3.11.2026         7.05    1:30
    nl       1.234,5      03-11-2026        07:05   1:30

English is that of Europe: day first, 24 hours. Decimals are written as far as they say something, never rounded.
Codes, lots and order numbers are not written here: they are shown exactly as printed. What is put into a field for
editing has no signs between thousands and a plain hyphen for minus (`for_field`), so that it can be read back.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from backend_client.terms import CapacityUnitType
from screens.language.durations import SECONDS
from screens.language.number_symbols import symbols_of

_WHOLE = Decimal(1)
_DATES: dict[str, Callable[[date], str]] = {
    "en": lambda day: f"{day:%d/%m/%Y}",
    "nb": lambda day: f"{day:%d.%m.%Y}",
    "fi": lambda day: f"{day.day}.{day.month}.{day.year}",
    "nl": lambda day: f"{day:%d-%m-%Y}",
}
_TIMES: dict[str, Callable[[time], str]] = {
    "en": lambda at: f"{at:%H:%M}",
    "nb": lambda at: f"{at:%H:%M}",
    "fi": lambda at: f"{at.hour}.{at:%M}",
    "nl": lambda at: f"{at:%H:%M}",
}


def write_quantity(value: Decimal, locale: str = "en", *, for_field: bool = False) -> str:
    """Write a quantity, an amount of time or of money with all decimals that it has.

    >>> write_quantity(Decimal("1234.50000"), "nl"), write_quantity(Decimal("-2"), "en")
    ('1.234,5', '-2')
    """
    symbols = symbols_of(locale)
    whole, _, fraction = f"{abs(value):f}".partition(".")
    fraction = fraction.rstrip("0")
    if not for_field:
        whole = _grouped(whole, symbols.group, symbols.grouping)
    minus = ("-" if for_field else symbols.minus) if value < 0 else ""
    return minus + whole + (symbols.decimal + fraction if fraction else "")


def write_amount(value: Decimal, locale: str = "en") -> str:
    """Write an amount of money, always with two decimals.

    >>> write_amount(Decimal("1200"), "nb")
    '1\\xa0200,00'
    """
    symbols = symbols_of(locale)
    whole, _, fraction = f"{abs(value):.2f}".partition(".")
    sign = symbols.minus if value < 0 else ""
    return sign + _grouped(whole, symbols.group, symbols.grouping) + symbols.decimal + fraction


def _grouped(whole: str, sign: str, grouping: tuple[int, int]) -> str:
    last, before = grouping
    groups = [whole[-last:]]
    rest = whole[:-last]
    while rest:
        groups.append(rest[-before:])
        rest = rest[:-before]
    return sign.join(reversed(groups))


def write_duration(value: Decimal, unit: CapacityUnitType) -> str:
    """Write a time as hours and minutes, rounded to the minute: `1:30`; the same in every language.

    >>> write_duration(Decimal("90"), CapacityUnitType.MINUTES)
    '1:30'
    """
    minutes = int((abs(value) * SECONDS[unit] / 60).quantize(_WHOLE, ROUND_HALF_UP))
    return f"{'-' if value < 0 else ''}{minutes // 60}:{minutes % 60:02}"


def write_date(day: date, locale: str = "en") -> str:
    """Write a day in short form, at most 10 cells.

    >>> write_date(date(2026, 11, 3), "fi")
    '3.11.2026'
    """
    if locale in _DATES:
        return _DATES[locale](day)
    from babel.dates import format_date  # noqa: PLC0415 - our own languages do without it

    return format_date(day, "short", locale.replace("-", "_"))


def write_time(at: time | datetime, locale: str = "en") -> str:
    """Write a time of day in short form, at most 5 cells.

    >>> write_time(time(7, 5), "fi")
    '7.05'
    """
    moment = at.time() if isinstance(at, datetime) else at
    if locale in _TIMES:
        return _TIMES[locale](moment)
    from babel.dates import format_time  # noqa: PLC0415 - our own languages do without it

    return format_time(moment, "short", locale=locale.replace("-", "_"))


def write_date_time(moment: datetime, locale: str = "en") -> str:
    """Write day and time of day, parted by a blank; the moment is in the plant's own time already."""
    return f"{write_date(moment, locale)} {write_time(moment, locale)}"
