"""A message read from a source that nobody trusts: a script's options, a file, the body of an HTTP request.

Every value must be what its field is declared to be; nothing is guessed or converted. The first field that is not
is refused by its path, so that whoever wrote it finds it:

    {"lines": [{"kind": "output", "quantity": 5.0}]}   request-malformed, field lines[0].quantity, what number-as-text

`what` says what was found: unknown, missing, duplicate, text, number, number-as-text, whole-number, yes-or-no, word,
date, time, moment, list, object.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode

MessageT = TypeVar("MessageT")
NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", re.ASCII)
DEPTH_MAX = 8


class Unreadable(ValueError):  # noqa: N818 -- named by what is wrong
    """A value that does not fit its field: where it stands, and what was wrong with it."""

    def __init__(self, field: str, what: str) -> None:
        """Keep both."""
        super().__init__(f"{field}: {what}")
        self.field = field
        self.what = what

    def refused(self) -> Refused:
        """Answer it as the refusal of its request."""
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": self.field, "what": self.what})


class Inexact:
    """NaN, or a number with a point: it fits no field, and whatever field it stands in is named."""

    def __init__(self, text: str) -> None:
        """Take the text, of which nothing is kept."""


def read_text(kind: type[MessageT], text: str) -> MessageT | Refused:
    """Read a message from JSON text; keys that stand twice, NaN and numbers with a point are refused."""
    try:
        return _read(kind, values_of(text))
    except Unreadable as error:
        return error.refused()


def read_values(kind: type[MessageT], values: Mapping[str, Any]) -> MessageT | Refused:
    """Read a message from values as JSON has them; decimals, dates and times are texts."""
    try:
        return _read(kind, values)
    except Unreadable as error:
        return error.refused()


def values_of(text: str) -> Any:
    """Read JSON text strictly; raises Unreadable."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=Inexact, parse_float=Inexact)
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:  # also a whole number of more than 4,300 digits
        raise Unreadable("", "json") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Unreadable(next(name for name in names if names.count(name) > 1), "duplicate")
    return found


def _read(kind: type[MessageT], values: Any) -> MessageT:
    return cast("MessageT", _value(kind, values, "", 0))


def _value(kind: Any, value: Any, path: str, depth: int) -> Any:
    if depth > DEPTH_MAX:
        raise Unreadable(path, "depth")
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (one,) = (part for part in get_args(kind) if part is not NoneType)
        return None if value is None else _value(one, value, path, depth)
    if origin is tuple:
        if not isinstance(value, list):
            raise Unreadable(path, "list")
        part = get_args(kind)[0]
        return tuple(_value(part, each, f"{path}[{place}]", depth + 1) for place, each in enumerate(value))
    target = origin or kind
    if is_dataclass(target):
        return _message(cast("type[Any]", target), value, path, depth)
    if isinstance(value, Inexact):
        raise Unreadable(path, "number-as-text")
    if isinstance(target, type) and issubclass(target, Mapping):
        return _texts(value, path)
    return _scalar(target, value, path)


def _message(kind: type[Any], value: Any, path: str, depth: int) -> Any:
    if not isinstance(value, Mapping):
        raise Unreadable(path, "object")
    hints, known = hints_of(kind), {field.name: field for field in fields(kind)}
    dot = f"{path}." if path else ""
    for name in value:
        if name not in known:
            raise Unreadable(f"{dot}{str(name)[:64]}", "unknown")
    read = {name: _value(hints[name], part, f"{dot}{name}", depth + 1) for name, part in value.items()}
    for name, field in known.items():
        if name not in value and field.default is MISSING and field.default_factory is MISSING:
            raise Unreadable(f"{dot}{name}", "missing")
    return kind(**read)


_HINTS: dict[type[Any], dict[str, Any]] = {}


def hints_of(kind: type[Any]) -> dict[str, Any]:
    """Answer the types of a message's fields."""
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _texts(value: Any, path: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise Unreadable(path, "object")
    for name, part in value.items():
        if not (isinstance(name, str) and isinstance(part, str)):
            raise Unreadable(f"{path}.{str(name)[:64]}", "text")
    return dict(value)


def _scalar(kind: Any, value: Any, path: str) -> Any:
    if kind is bool or kind is int:
        if type(value) is not kind:
            raise Unreadable(path, "yes-or-no" if kind is bool else "whole-number")
        return value
    if type(value) is not str:
        raise Unreadable(path, "number-as-text" if kind is Decimal else "text")
    if kind is str:
        return value
    read, what = _readers(kind)
    try:
        return read(value)
    except ValueError as error:
        raise Unreadable(path, what) from error


def _readers(kind: Any) -> tuple[Callable[[str], Any], str]:
    if kind is Decimal:
        return _decimal, "number"
    if kind is datetime:
        return datetime.fromisoformat, "moment"
    if kind is date:
        return date.fromisoformat, "date"
    if kind is time:
        return time.fromisoformat, "time"
    assert issubclass(kind, Enum), f"{kind.__name__} does not cross the seam"
    return kind, "word"


def _decimal(text: str) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise ValueError
    read = Decimal(text)
    if read.is_zero() and read.is_signed():
        raise ValueError
    return read
