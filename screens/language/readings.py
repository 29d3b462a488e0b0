"""What can become of a typed value: taken, taken after a question, or not taken.

Accepted(Decimal("1.5"))                         taken
Doubtful((Decimal("1.5"), Decimal("1500")))      which of the two? never guessed
Confirm(Decimal("1000"), ...)                    so many? taken when it is entered once more
Rejected(Fault.FORMAT)                           not taken; the field keeps what was typed
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Fault(StrEnum):
    """Why a typed quantity or time is not taken."""

    REQUIRED = "required"
    FORMAT = "format"
    GROUPING = "grouping"  # signs between thousands in the wrong places
    DECIMAL_SEPARATOR = "decimal-separator"  # written the way of another locale
    SCALE = "scale"  # more decimals than the unit has; facts: decimals
    ABOVE_LIMIT = "above-limit"  # facts: most
    ZERO = "zero"
    NEGATIVE = "negative"
    TOO_LONG = "too-long"
    LOOKS_LIKE_SCAN = "looks-like-scan"  # a code landed in the field
    MINUTES = "minutes"  # minutes or seconds that are not 00 to 59


class Doubt(StrEnum):
    """Why a value is shown back before it is taken."""

    FAR_ABOVE_REMAINING = "far-above-remaining"  # facts: remaining
    LONGER_THAN_A_DAY = "longer-than-a-day"
    DECIMALS = "decimals"  # only one of two readings fits the unit


@dataclass(frozen=True, slots=True)
class Accepted:
    """The value."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The two values that the text may mean, the smaller first."""

    readings: tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Confirm:
    """The value, to be taken only after a clear yes."""

    value: Decimal
    doubt: Doubt
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not taken, and why."""

    fault: Fault
    facts: Mapping[str, str] = field(default_factory=dict)


Reading = Accepted | Doubtful | Confirm | Rejected
