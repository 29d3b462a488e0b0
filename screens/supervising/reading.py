"""What a form takes: a code as it is printed, a quantity as a person writes it here; None for anything else."""

from collections.abc import Sequence
from decimal import Decimal

from backend_client.barcode.plain import upper_case
from backend_client.limits import CODE_LENGTH_MAX
from screens.language.numbers import read_quantity
from screens.language.readings import Accepted
from screens.language.text import TRANSLATOR, _


def a_code(text: str) -> str | None:
    """Read the number of an item, an order, a bin."""
    code = upper_case(text.strip())
    return code if 0 < len(code) <= CODE_LENGTH_MAX and code.isprintable() else None


def a_quantity(text: str) -> Decimal | None:
    """Read a quantity above 0 that can mean but one thing."""
    return _read(text, zero_allowed=False)


def a_quantity_or_none(text: str) -> Decimal | None:
    """Read a quantity that can mean but one thing; 0 is none."""
    return _read(text, zero_allowed=True)


def a_reason(typed: str, reasons: Sequence[str]) -> str | None:
    """Read a reason: the number of one of these, untranslated, or words of one's own; None for any other number."""
    typed = typed.strip()
    if typed.isascii() and typed.isdigit():
        known = {str(number): reason for number, reason in enumerate(reasons, start=1)}
        return _(known[typed]) if typed in known else None
    return typed or None


def _read(text: str, *, zero_allowed: bool) -> Decimal | None:
    reading = read_quantity(text, TRANSLATOR.numbers, zero_allowed=zero_allowed)
    return reading.value if isinstance(reading, Accepted) else None
