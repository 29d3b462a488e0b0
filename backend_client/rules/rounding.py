"""Rounding: every rounding of the program goes through here.

| what                               | precision                | mode                                      |
| amounts of money                   | 0.01                     | nearest, half away from zero              |
| unit costs, quantities, times      | 0.00001                  | nearest, half away from zero              |
| a component's quantity to its item | the item's own precision | nearest to 0.00001, then up from zero     |
| durations                          | 1 millisecond            | up                                        |

A quotient is kept unrounded until the rule that says round; `half away from zero` turns 2.5 into 3 and -2.5
into -3. The functions round in a context of their own, so the caller's decimal context never matters to them;
`exact()` gives a calculation more digits than the 28 of Python's default.
"""

from contextlib import AbstractContextManager
from decimal import ROUND_CEILING, ROUND_HALF_UP, ROUND_UP, Context, Decimal, localcontext

ZERO = Decimal(0)
QUANTITY_PRECISION = Decimal("0.00001")
TIME_PRECISION = Decimal("0.00001")
UNIT_COST_PRECISION = Decimal("0.00001")
FACTOR_PRECISION = Decimal("0.00001")
AMOUNT_PRECISION = Decimal("0.01")
PERCENT_PRECISION = Decimal("0.1")

_DIGITS = 60  # more than any product of two bounded numbers has
_NEAREST = Context(prec=_DIGITS, rounding=ROUND_HALF_UP)
_UP = Context(prec=_DIGITS, rounding=ROUND_UP)
_CEILING = Context(prec=_DIGITS, rounding=ROUND_CEILING)
_WHOLE = Decimal(1)


def exact() -> AbstractContextManager[Context]:
    """Give the calculations inside `with exact():` 38 digits and rounding half away from zero."""
    return localcontext(Context(prec=38, rounding=ROUND_HALF_UP))


def _to_multiple(value: Decimal, precision: Decimal, context: Context) -> Decimal:
    assert precision > 0, precision
    if precision.as_tuple().digits == (1,):  # a power of ten: the usual case, and the quick one
        return context.quantize(value, precision)
    steps = context.quantize(context.divide(value, precision), _WHOLE)
    return context.multiply(steps, precision)


def round_to(value: Decimal, precision: Decimal) -> Decimal:
    """Round to the nearest multiple of a precision, half away from zero.

    >>> round_to(Decimal("2.125"), Decimal("0.25"))
    Decimal('2.25')
    """
    return _to_multiple(value, precision, _NEAREST)


def round_up_to(value: Decimal, precision: Decimal) -> Decimal:
    """Round away from zero to a multiple of a precision.

    >>> round_up_to(Decimal("1.00001"), Decimal(1)), round_up_to(Decimal("-1.2"), Decimal(1))
    (Decimal('2'), Decimal('-2'))
    """
    return _to_multiple(value, precision, _UP)


def round_quantity(value: Decimal) -> Decimal:
    """Round a quantity to 5 decimals."""
    return _NEAREST.quantize(value, QUANTITY_PRECISION)


def round_time(value: Decimal) -> Decimal:
    """Round a time, in whatever capacity unit it is, to 5 decimals."""
    return _NEAREST.quantize(value, TIME_PRECISION)


def round_unit_cost(value: Decimal) -> Decimal:
    """Round a cost per unit to 5 decimals."""
    return _NEAREST.quantize(value, UNIT_COST_PRECISION)


def round_amount(value: Decimal) -> Decimal:
    """Round an amount of money to 2 decimals."""
    return _NEAREST.quantize(value, AMOUNT_PRECISION)


def round_percent(value: Decimal) -> Decimal:
    """Round a percentage that is shown, such as a load, to 1 decimal."""
    return _NEAREST.quantize(value, PERCENT_PRECISION)


def round_to_item_precision(quantity: Decimal, rounding_precision: Decimal) -> Decimal:
    """Round a component quantity in two steps: nearest to 0.00001, then up to the item's precision.

    The first step takes away what is only noise of a division, so that it can't cost a whole unit:
    1.0000001 with precision 1 is 1, and 1.00001 is 2.
    """
    return round_up_to(round_quantity(quantity), rounding_precision)


def whole_milliseconds(duration: Decimal) -> int:
    """Round a duration in milliseconds up to whole ones."""
    return int(_CEILING.quantize(duration, _WHOLE))
