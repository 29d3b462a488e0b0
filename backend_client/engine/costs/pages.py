"""Pages of reports: a page is the place of the last row of the page before, written as JSON.

The rows that follow are read by that place, not counted off, so a page costs the same wherever it lies.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.bounds import holds_control
from backend_client.refusals import RefusalCode

PlaceT = TypeVar("PlaceT")


def place_of(page: str, read: Callable[[Any], PlaceT]) -> PlaceT | Refused | None:
    """Answer the place that a page begins behind; None is the beginning. Refuses with `request-malformed`."""
    if not page:
        return None
    try:
        return read(json.loads(page))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return malformed("page")


def page_behind(*place: str) -> str:
    """Write the page that begins behind a place."""
    return json.dumps(place, ensure_ascii=False, separators=(",", ":"))


def texts(count: int) -> Callable[[Any], tuple[str, ...]]:
    """Read a place of so many texts."""

    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) != count:
            raise ValueError(value)
        if not all(isinstance(each, str) and not holds_control(each) for each in value):
            raise ValueError(value)
        return tuple(value)

    return read


def entry_number(value: Any) -> int:
    """Read a place that is an entry's number."""
    if type(value) is not int or not 0 <= value <= limits.ENTRY_NO_MAX:
        raise ValueError(value)
    return value


def rows_of(most: int, at_most: int = limits.REPORT_ROWS_MAX) -> int:
    """Answer how many rows a page holds."""
    return min(most, at_most) if most > 0 else at_most


def malformed(field: str) -> Refused:
    """Refuse a field that makes no sense where it stands."""
    return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field})
