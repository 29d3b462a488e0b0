"""How the arguments of a step become fields of a message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from backend_client.terms import CapacityType
from tests.casebook.values import as_text, number

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """Where an argument goes: the field of the message and how its value is read."""

    name: str
    read: Callable[[Any], Any] = as_text


def as_decimal(value: Any) -> Decimal:
    """Read a number."""
    return number(value)


def as_whole(value: Any) -> int:
    """Read a whole number."""
    return int(value)


def as_flag(value: Any) -> bool:
    """Read true or false."""
    assert isinstance(value, bool), f"{value!r} is neither true nor false"
    return value


def as_moment(value: Any) -> datetime:
    """Read a date-time of the plant's wall clock."""
    return datetime.fromisoformat(value)


POSTING_DATE = {"posting_date": Field("posting_date", date.fromisoformat)}
DOCUMENT = {**POSTING_DATE, "document_no": Field("document_no")}
ORDER = {"order": Field("order_no")}
ORDER_LINE = {**ORDER, "line": Field("order_line_no", as_whole)}
CENTER = {"type": Field("type", CapacityType), "no": Field("no")}
TIMES = {
    "setup": Field("setup_time", as_decimal),
    "run": Field("run_time", as_decimal),
    "stop": Field("stop_time", as_decimal),
    "time_unit": Field("time_unit_code"),
    "scrap_code": Field("scrap_code"),
    "stop_code": Field("stop_code"),
}
STARTING_TIME = {"starting_time": Field("starting_time", time.fromisoformat)}
ABSENCE = {**CENTER, "date": Field("date", date.fromisoformat), **STARTING_TIME}
ENTRY = {"applies_to": Field("applies_to_entry", as_whole)}
