"""Units of time and of quantity.

A capacity unit has a length: a second, a minute, an hour, a day of 24 hours (not a shift), or the hundredth
part of an hour. A time in one unit times `conversion_factor` is the time in another:

    30 minutes at a center that counts in hours: 30 x 60,000 / 3,600,000 = 0.5

Scheduling and costing use the exact factor. A journal line stores it as "qty. per capacity unit" with 5
decimals and posts with that one: 60 minutes on an hours center become 60 x 0.01667 = 1.0002 hours, as
Business Central does. Times given in the center's own unit lose nothing.
"""

from decimal import Decimal

from backend_client.rules.rounding import FACTOR_PRECISION, round_quantity, round_time, round_to
from backend_client.terms import CapacityUnitType

MILLISECONDS: dict[CapacityUnitType, int] = {
    CapacityUnitType.SECONDS: 1_000,
    CapacityUnitType.HUNDREDTH_HOURS: 36_000,
    CapacityUnitType.MINUTES: 60_000,
    CapacityUnitType.HOURS: 3_600_000,
    CapacityUnitType.DAYS: 86_400_000,
}


def milliseconds(time: Decimal, unit: CapacityUnitType) -> Decimal:
    """Answer how many milliseconds a time in a capacity unit has, exactly."""
    return time * MILLISECONDS[unit]


def time_of(duration_ms: Decimal | int, unit: CapacityUnitType) -> Decimal:
    """Answer how many of a capacity unit some milliseconds make, unrounded."""
    return Decimal(duration_ms) / MILLISECONDS[unit]


def conversion_factor(from_unit: CapacityUnitType, to_unit: CapacityUnitType) -> Decimal:
    """Answer what a time in one unit is multiplied with to have it in another, unrounded."""
    return Decimal(MILLISECONDS[from_unit]) / MILLISECONDS[to_unit]


def convert_time(time: Decimal, from_unit: CapacityUnitType, to_unit: CapacityUnitType) -> Decimal:
    """Answer a time in another unit, unrounded; multiplied before it is divided, so whole results stay whole."""
    return time * MILLISECONDS[from_unit] / MILLISECONDS[to_unit]


def journal_factor(from_unit: CapacityUnitType, to_unit: CapacityUnitType) -> Decimal:
    """Answer the 5-decimal "qty. per capacity unit" of a journal line.

    >>> journal_factor(CapacityUnitType.MINUTES, CapacityUnitType.HOURS)
    Decimal('0.01667')
    """
    return round_to(conversion_factor(from_unit, to_unit), FACTOR_PRECISION)


def journal_time(time: Decimal, from_unit: CapacityUnitType, to_unit: CapacityUnitType) -> Decimal:
    """Answer a journal line's time in the work center's unit, 5 decimals, by the 5-decimal factor.

    >>> journal_time(Decimal(60), CapacityUnitType.MINUTES, CapacityUnitType.HOURS)
    Decimal('1.00020')
    """
    return round_time(time * journal_factor(from_unit, to_unit))


def base_quantity(quantity: Decimal, qty_per_unit_of_measure: Decimal) -> Decimal:
    """Answer a quantity in the item's base unit, 5 decimals: 3 boxes of 12 are 36 pieces."""
    return round_quantity(quantity * qty_per_unit_of_measure)


def quantity_in_unit(base: Decimal, qty_per_unit_of_measure: Decimal) -> Decimal:
    """Answer a base quantity in a unit, 5 decimals: 36 pieces are 3 boxes of 12."""
    assert qty_per_unit_of_measure > 0, qty_per_unit_of_measure
    return round_quantity(base / qty_per_unit_of_measure)
