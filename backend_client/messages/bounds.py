"""The bounds that every request and question keeps, checked once at the seam for all of them.

Numbers are finite, within limits.py and have at most five decimals; whole numbers are such that databases hold
them; texts are short and hold no control characters; lists are short. The first field that does not fit is refused by name.
"""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any
from unicodedata import category

from backend_client import limits
from backend_client.messages.base import Refused, Request
from backend_client.refusals import RefusalCode

DECIMALS_MAX = 5
TEXT_LENGTHS = {
    "description": limits.DESCRIPTION_LENGTH_MAX,
    "comment": limits.COMMENT_LENGTH_MAX,
    "note": limits.NOTE_LENGTH_MAX,
    "document_no": limits.CODE_LENGTH_MAX,
    "lot_no": limits.TRACKING_NO_LENGTH_MAX,
    "serial_no": limits.TRACKING_NO_LENGTH_MAX,
    "person_no": limits.CODE_LENGTH_MAX,
    "session_id": limits.REQUEST_ID_LENGTH_MAX,
    "terminal_id": limits.REQUEST_ID_LENGTH_MAX,
    "page": limits.PAGE_LENGTH_MAX,
}
"""Texts that are written as they come, with what their columns hold."""

TEXT_LENGTH_MAX = 128
WHOLE_NUMBER_MAX = 2**31 - 1  # of lines, places, counts; entries have more
LIST_LENGTH_MAX = 10_000
CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})


def not_postable(request: Request[Any]) -> Refused | None:
    """Answer the refusal of a request whose id or whose first bad field keeps it from being posted, or None."""
    name = request.request_id
    if not name or not name.isascii() or len(name) > limits.REQUEST_ID_LENGTH_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "request_id"})
    if request.recorded_at is not None and request.recorded_at.tzinfo is None:
        return _refused("recorded_at", "moment")  # without an offset nobody knows which
    return out_of_bounds(request)


def out_of_bounds(message: Any) -> Refused | None:
    """Answer the refusal of the first field that is out of bounds, or None."""
    for name in _field_names(type(message)):
        refused = _check(name, getattr(message, name))
        if refused is not None:
            return refused
    return None


_NAMES: dict[Any, tuple[str, ...]] = {}


def _field_names(kind: Any) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind))
    return _NAMES[kind]


def _check(name: str, value: Any) -> Refused | None:
    if isinstance(value, Decimal):
        return _check_number(name, value)
    if isinstance(value, str):
        return _check_text(name, value)
    if isinstance(value, int):
        most = limits.ENTRY_NO_MAX if "entry" in name else WHOLE_NUMBER_MAX
        least = 0 if name == "most" else -most  # rows of a page
        return None if least <= value <= most else _refused(name, "whole-number")
    if isinstance(value, tuple):
        if len(value) > LIST_LENGTH_MAX:
            return _refused(name, "list")
        return next((refused for part in value if (refused := _check(name, part)) is not None), None)
    if isinstance(value, dict):
        texts = [*value, *value.values()]
        return next((refused for part in texts if (refused := _check(name, part)) is not None), None)
    return out_of_bounds(value) if is_dataclass(value) else None


def _check_number(name: str, value: Decimal) -> Refused | None:
    if not value.is_finite() or abs(value) > limits.QUANTITY_MAX:
        code = RefusalCode.TIME_OUT_OF_RANGE if name.endswith("_time") else RefusalCode.QUANTITY_OUT_OF_RANGE
        return Refused(code=code, facts={"field": name})
    exponent = value.normalize().as_tuple().exponent
    return _refused(name, "decimals") if isinstance(exponent, int) and -exponent > DECIMALS_MAX else None


def _check_text(name: str, value: str) -> Refused | None:
    if len(value) > TEXT_LENGTHS.get(name, TEXT_LENGTH_MAX):
        return _refused(name, "length")
    return _refused(name, "control") if holds_control(value) else None


def holds_control(text: str) -> bool:
    """Say whether a text holds a sign that none may hold: a control character, half of a pair, a line separator."""
    if text.isascii() and text.isprintable():
        return False
    return any(category(sign) in CONTROL for sign in text)


def _refused(name: str, what: str) -> Refused:
    return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": name, "what": what})
