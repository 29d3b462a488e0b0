"""A request of any kind, with something in every field that has to have something."""

from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, get_origin, get_type_hints

VALUES: dict[Any, Any] = {
    str: "O1",
    int: 1,
    bool: True,
    Decimal: Decimal(1),
    date: date(2026, 3, 2),
    time: time(8),
    datetime: datetime(2026, 3, 2, 8, tzinfo=UTC),
}


def any_request(kind: type[Any], given: dict[str, Any]) -> Any:
    """Make one; what it asks for need make no sense."""
    hints = get_type_hints(kind)
    values = dict(given)
    for field in fields(kind):
        if field.name not in values and field.default is MISSING and field.default_factory is MISSING:
            values[field.name] = _value(hints[field.name])
    return kind(**values)


def _value(kind: Any) -> Any:
    if kind in VALUES:
        return VALUES[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return () if get_origin(kind) is tuple else {}
