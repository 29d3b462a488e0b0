"""Values of case files and of the database, brought to one form to be compared exactly.

>>> canonical("1.50", Kind.NUMBER) == canonical(Decimal("1.5"), Kind.NUMBER)
True
>>> canonical(None, Kind.DATE)
''
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from tests.casebook.columns import Kind

Value = str | bool | int | Decimal

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class CaseError(Exception):
    """A case file says something that its format does not know."""


def canonical(value: Any, kind: Kind) -> Value:
    """Answer the value in the form in which it is compared; CaseError where it is not of that kind."""
    match kind:
        case Kind.NUMBER:
            return number(value)
        case Kind.ENTRY:
            return _entry(value)
        case Kind.FLAG:
            return _flag(value)
        case Kind.TEXT:
            return "" if value is None else str(value)
        case Kind.DATE:
            return _iso(value, date)
        case Kind.TIME:
            return _iso(value, time)
        case Kind.MOMENT:
            return _iso(value, datetime)


def number(value: Any) -> Decimal:
    """Answer an exact number; None, as the database's "no value", is 0."""
    if value is None:
        return Decimal(0)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    raise CaseError(f"{value!r} is not a decimal: write an integer or a text such as '12.5'")


def as_text(value: Any) -> str:
    """Answer a value of a case as text: a code, or the cell of a plant file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | str):
        return str(value)
    raise CaseError(f"{value!r} can't stand as text")


def _entry(value: Any) -> int:
    exact = number(value)
    if exact != int(exact):
        raise CaseError(f"{value!r} is not a whole number")
    return int(exact)


def _flag(value: Any) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise CaseError(f"{value!r} is neither true nor false")
    return value


def _iso(value: Any, kind: type[date | time]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        try:
            value = kind.fromisoformat(value)
        except ValueError as error:
            raise CaseError(f"{value!r} is not a {kind.__name__}: {error}") from error
    if not isinstance(value, kind) or (kind is date and isinstance(value, datetime)):
        raise CaseError(f"{value!r} is not a {kind.__name__}")
    return value.isoformat()


def shown(value: Value) -> str:
    """Answer a value as a difference shows it: numbers plain, texts as they are, none as ''."""
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return (plain.rstrip("0").rstrip(".") or "0") if "." in plain else plain
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) or "''"
