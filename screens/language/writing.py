"""Figures, times and dates as they are shown.

    figure(Decimal("1.50000"))        1.5         no digits that say nothing, no signs between thousands; 1,5 in Dutch
    amount(Decimal("1072"))           1,072.00      1.072,00 in Dutch, 1 072,00 in Norwegian and Finnish
    duration(Decimal(90), MINUTES)    1:30        hours and minutes, whatever the unit of the center
    day(date(2026, 11, 18))           18.11         18.11. in Finnish, where 18.11 is a time of day; 18-11 in Dutch
    moment(datetime(2026, 11, 18, 8)) 18.11 08:00   18.11. 08.00 in Finnish

Codes, lots and order numbers are shown exactly as they are printed; nothing here touches them.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from backend_client.terms import CapacityUnitType
from screens.language.durations import SECONDS
from screens.language.text import ENGLISH, TRANSLATOR, _, marked

_WEEKDAYS = (
    marked("Mon"),
    marked("Tue"),
    marked("Wed"),
    marked("Thu"),
    marked("Fri"),
    marked("Sat"),
    marked("Sun"),
)

_DAY = "{:02d}.{:02d}"
_DAYS = {"fi": "{:02d}.{:02d}.", "nl": "{:02d}-{:02d}"}


def figure(value: Decimal) -> str:
    """Write a quantity: every digit that it has and no others."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return _marked_decimal("0" if text in {"-0", ""} else text)


def amount(value: Decimal, places: int = 2) -> str:
    """Write an amount of money, two decimals, or those of a unit cost."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    if TRANSLATOR.numbers == ENGLISH:
        return text
    from screens.language.number_symbols import symbols_of  # noqa: PLC0415 -- English does without the tables

    symbols = symbols_of(TRANSLATOR.numbers)
    return text.translate({ord(","): symbols.group, ord("."): symbols.decimal})


def places_of(*unit_costs: Decimal) -> int:
    """Answer how many decimals show all of these unit costs whole, two at least.

    >>> places_of(Decimal("285.94600"), Decimal(15))
    3
    """
    return max([2, *(-int(each.normalize().as_tuple().exponent) for each in unit_costs)])


def whole(value: Decimal) -> str:
    """Write a figure for a board, without decimals."""
    return f"{value.quantize(Decimal(1), ROUND_HALF_UP):f}"


def percent(value: Decimal) -> str:
    """Write a share with one decimal, as the back end rounds it."""
    return _marked_decimal(f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP):f}")


def _marked_decimal(text: str) -> str:
    if TRANSLATOR.numbers == ENGLISH or "." not in text:
        return text
    from screens.language.number_symbols import symbols_of  # noqa: PLC0415 -- English does without the tables

    return text.replace(".", symbols_of(TRANSLATOR.numbers).decimal)


def duration(value: Decimal, unit: CapacityUnitType) -> str:
    """Write a time as hours and minutes, to the nearest minute.

    >>> duration(Decimal("1.5"), CapacityUnitType.HOURS)
    '1:30'
    """
    minutes = int((value * SECONDS[unit] / 60).quantize(Decimal(1), ROUND_HALF_UP))
    sign = "-" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


def day(value: date | None) -> str:
    """Write a day and month, "" for none."""
    return _DAYS.get(TRANSLATOR.numbers, _DAY).format(value.day, value.month) if value else ""


def full_day(value: date) -> str:
    """Write a day with its year."""
    between = "-" if TRANSLATOR.numbers == "nl" else "."
    return f"{value.day:02d}{between}{value.month:02d}{between}{value.year}"


def month(value: date) -> str:
    """Write a month with its year."""
    return f"{value.month:02d}{'-' if TRANSLATOR.numbers == 'nl' else '.'}{value.year}"


def weekday(value: date) -> str:
    """Write the short name of the day of the week."""
    return _(_WEEKDAYS[value.weekday()])


def full_moment(value: datetime) -> str:
    """Write a day with its year, and the time of day."""
    return f"{full_day(value)} {clock(value)}"


def day_and_week(value: date) -> str:
    """Write the day as a heading: Mon 16.11, week 47."""
    return _("%(weekday)s %(day)s, week %(week)s") % {
        "weekday": weekday(value),
        "day": day(value),
        "week": value.isocalendar().week,
    }


def clock(value: datetime) -> str:
    """Write the time of day of a moment."""
    return time_of_day(value.time())


def time_of_day(value: time) -> str:
    """Write a time of day."""
    return f"{value.hour:02d}{'.' if TRANSLATOR.numbers == 'fi' else ':'}{value.minute:02d}"


def moment(value: datetime | None) -> str:
    """Write day and time of day, "" for none."""
    return f"{day(value)} {clock(value)}" if value else ""
