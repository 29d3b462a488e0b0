"""The strict reader of quantities: what is typed is taken as the locale writes it, or not at all.

Python's Decimal takes "1e3", "NaN", "1_000" and digits of any script; lenient parsers read "1,5" as 15. Here a
number is digits, one decimal mark, and signs between thousands in exactly the places where the locale puts them:

    typed       en               nb               nl               de
    1.5         1.5              1.5 (1)          1.5 (1)          grouping
    1,5         grouping         1.5              1.5              1.5
    1,000       1000             1 or 1000? (2)   1 or 1000? (2)   1 or 1000? (2)
    1.500       1.5 or 1500? (2) 1.5 or 1500? (2) 1.5 or 1500? (2) 1500
    1 500,25    format           1500.25          format           format

(1) A point or comma that means nothing in the locale, or that its number pads type, is read as the decimal mark.
(2) One to three digits, a decimal mark and exactly three more: in the next country that is how thousands are written.
"""

import re
from decimal import Decimal

from backend_client.barcode.gs1 import is_gtin
from backend_client.limits import ORDER_QUANTITY_ASK_FACTOR, QUANTITY_MAX, TYPED_LENGTH_MAX
from screens.language.number_symbols import (
    DIGITS,
    MINUS_SIGN,
    NARROW_NO_BREAK_SPACE,
    NO_BREAK_SPACE,
    NumberSymbols,
    symbols_of,
)
from screens.language.readings import Accepted, Confirm, Doubt, Doubtful, Fault, Reading, Rejected

DECIMALS_MAX = 5
BLANKS = f" {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}"
_MARKS = ".,"
_PLAIN_DIGITS = re.compile(r"[0-9]{1,9}", re.ASCII)
_CODE = re.compile(r"[A-Z]{1,10}[-/][0-9A-Z/-]*[0-9][0-9A-Z/-]*", re.ASCII | re.IGNORECASE)
_THOUSAND = Decimal(1000)


def read_quantity(
    text: str,
    locale: str = "en",
    *,
    decimals: int = DECIMALS_MAX,
    remaining: Decimal | None = None,
    zero_allowed: bool = False,
    from_reader: bool = False,
) -> Reading:
    """Read a typed quantity, strictly.

    decimals     of the unit; 0 for pieces
    remaining    what is left of the order: ten times as much and more is shown back first; None asks nothing
    from_reader  the keys came at a reader's pace: eight digits that are an EAN-8 are then a scan, not a quantity

    >>> read_quantity("1,5", "nb"), read_quantity("1.500", "en")
    (Accepted(value=Decimal('1.5')), Doubtful(readings=(Decimal('1.500'), Decimal('1500'))))
    """
    text = text.strip(BLANKS)
    if _looks_like_scan(text, from_reader=from_reader):
        return Rejected(Fault.LOOKS_LIKE_SCAN)
    readings = read_number(text, locale)
    if isinstance(readings, Rejected):
        return readings
    judged = [_judged(value, decimals, zero_allowed=zero_allowed) for value in readings]
    fitting = [value for value, fault in zip(readings, judged, strict=True) if fault is None]
    if not fitting:
        return judged[0] or Rejected(Fault.FORMAT)
    if len(fitting) > 1:
        return Doubtful((fitting[0], fitting[1]))
    value = fitting[0]
    if len(readings) > 1:
        return Confirm(value, Doubt.DECIMALS)
    if remaining is not None and 0 < remaining * ORDER_QUANTITY_ASK_FACTOR <= value:
        return Confirm(value, Doubt.FAR_ABOVE_REMAINING, {"remaining": f"{remaining:f}"})
    return Accepted(value)


def _judged(value: Decimal, decimals: int, *, zero_allowed: bool) -> Rejected | None:
    """Answer why a number is no quantity, None where it is one."""
    if value < 0:
        return Rejected(Fault.NEGATIVE)
    if value == 0 and not zero_allowed:
        return Rejected(Fault.ZERO)
    if value > QUANTITY_MAX:
        return Rejected(Fault.ABOVE_LIMIT, {"most": f"{QUANTITY_MAX:f}"})
    scale = -int(value.as_tuple().exponent)
    if scale > DECIMALS_MAX or (scale > decimals and value != value.quantize(Decimal(1).scaleb(-decimals))):
        return Rejected(Fault.SCALE, {"decimals": str(decimals)})
    return None


def _looks_like_scan(text: str, *, from_reader: bool) -> bool:
    if len(text) > TYPED_LENGTH_MAX:
        return False
    if text.isdigit() and is_gtin(text):
        return from_reader or len(text) > 8
    return _CODE.fullmatch(text) is not None


def read_number(text: str, locale: str) -> tuple[Decimal, ...] | Rejected:
    """Answer the one number that a text is, the two that it may be, or why it is none; blanks around are cut.

    A sign may stand before it. Nothing is rounded, no limit is looked at but the length.
    """
    if _PLAIN_DIGITS.fullmatch(text):  # the usual case needs no locale
        return (Decimal(text),)
    if not text:
        return Rejected(Fault.REQUIRED)
    if len(text) > TYPED_LENGTH_MAX:
        is_number = text.isascii() and text.isdigit() and text[0] != "0"
        return Rejected(Fault.ABOVE_LIMIT if is_number else Fault.TOO_LONG)
    symbols = symbols_of(locale)
    negative = text[0] in ("-", MINUS_SIGN)
    unsigned = text[1:] if negative or text[0] == "+" else text
    if symbols.digits != DIGITS:
        unsigned = unsigned.translate(str.maketrans(symbols.digits, DIGITS))
    readings = _unsigned(unsigned, symbols)
    if isinstance(readings, Rejected) or not negative:
        return readings
    return tuple(-value for value in readings)


def _unsigned(text: str, symbols: NumberSymbols) -> tuple[Decimal, ...] | Rejected:
    foreign = _foreign_mark(text, symbols)
    if foreign:
        group = symbols.group if symbols.group != foreign else ""
        symbols = NumberSymbols(foreign, group, grouping=symbols.grouping)
    known = set(DIGITS + symbols.decimal + symbols.groups)
    if not set(text) <= known | set(_MARKS) or not set(text) & set(DIGITS):
        return Rejected(Fault.FORMAT)
    whole, mark, fraction = text.partition(symbols.decimal)
    if not set(fraction) <= set(DIGITS):
        return Rejected(Fault.DECIMAL_SEPARATOR if _is_swapped(text, symbols) else Fault.FORMAT)
    digits = _without_groups(whole, symbols)
    if digits is None:
        return Rejected(Fault.GROUPING)
    if foreign and digits != whole:  # thousands as here, decimals as elsewhere
        return Rejected(Fault.DECIMAL_SEPARATOR)
    value = Decimal(f"{digits or '0'}.{fraction}" if fraction else digits or "0")
    if (
        mark in _MARKS
        and len(fraction) == 3
        and digits == whole
        and len(whole) <= 3
        and whole[:1] not in ("", "0")
    ):
        return (value, Decimal(whole + fraction))
    return (value,)


def _foreign_mark(text: str, symbols: NumberSymbols) -> str:
    """Answer the point or comma that can only be a decimal mark, "" where there is none."""
    for mark in _MARKS:
        means_nothing = mark != symbols.decimal and mark not in symbols.groups
        if (means_nothing or mark == symbols.pad) and text.count(mark) == 1 and symbols.decimal not in text:
            return mark
    return ""


def _without_groups(whole: str, symbols: NumberSymbols) -> str | None:
    """Answer the digits of the part before the decimals; None where thousands are parted in wrong places."""
    signs = {character for character in whole if character not in DIGITS}
    if not signs:
        return whole
    if len(signs) > 1 or not signs <= set(symbols.groups):
        return None
    last, before = symbols.grouping
    first, *groups = whole.split(signs.pop())
    if not 1 <= len(first) <= before or first[0] == "0" or len(groups[-1]) != last:
        return None
    return first + "".join(groups) if all(len(group) == before for group in groups[:-1]) else None


def _is_swapped(text: str, symbols: NumberSymbols) -> bool:
    """Tell whether a text is a number where point and comma have changed places."""
    if symbols.decimal not in _MARKS or symbols.group not in _MARKS:
        return False
    swapped = NumberSymbols(symbols.group, symbols.decimal)
    whole, _, fraction = text.partition(swapped.decimal)
    return set(fraction) <= set(DIGITS) and _without_groups(whole, swapped) is not None
