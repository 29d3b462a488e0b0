"""Messages as JSON and back: what is stored beside a posting, kept in an outbox, and sent over the wire.

Decimals, dates and moments are strings, enumerations their word. The canonical text of a message is the same on
every machine and Python version, so its hash is the message's fingerprint:

    >>> from decimal import Decimal
    >>> canonical({"b": Decimal("1.50"), "a": None})
    '{"a":null,"b":"1.5"}'
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum, StrEnum
from functools import partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from backend_client.terms import CapacityUnitType

MessageT = TypeVar("MessageT")
WordT = TypeVar("WordT", bound=StrEnum)
WORD_LENGTH_MAX = 64
RECKONED_BY = frozenset({CapacityUnitType})


def plain(value: Any) -> Any:
    """Turn a message into what JSON can hold; a Decimal loses its trailing zeros, never a digit."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    write = _WRITERS.get(kind)
    if write is None:
        write = _WRITERS[kind] = _writer(kind)
    return write(value)


def _writer(kind: type[Any]) -> Callable[[Any], Any]:
    """Answer what turns values of a kind; asked once for each kind."""
    if is_dataclass(kind):
        return _fields_writer(kind)
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, str):
        return str
    if issubclass(kind, (datetime, date, time)):
        return kind.isoformat
    assert issubclass(kind, Mapping), f"{kind.__name__} does not cross the seam"
    return _plain_mapping


def _fields_writer(kind: type[Any]) -> Callable[[Any], Any]:
    """Answer what turns a message's fields; most are texts and decimals, which need no call of their own."""
    names = _names(kind)
    if not names:
        return lambda _message: {}
    values_of: Callable[[Any], Any] = attrgetter(names[0], *names[1:])
    one = len(names) == 1

    def write(message: Any) -> dict[str, Any]:
        values = (values_of(message),) if one else values_of(message)
        return {
            name: value
            if (of := type(value)) in _AS_THEY_ARE
            else decimal_text(value)
            if of is Decimal
            else plain(value)
            for name, value in zip(names, values, strict=True)
        }

    return write


def _plain_list(parts: Any) -> list[Any]:
    return [plain(part) for part in parts]


def _plain_mapping(parts: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): plain(part) for key, part in parts.items()}


def sparse(message: Any) -> dict[str, Any]:
    """Turn a message into what JSON can hold, without the fields that have their default.

    So a program that knows a field more speaks with one that does not, for as long as nobody uses the field; and what
    was asked for has the same fingerprint in both.
    """
    kind = type(message)
    defaults = _DEFAULTS.get(kind)
    if defaults is None:
        defaults = _DEFAULTS[kind] = tuple((field.name, _default_of(field)) for field in fields(message))
    return {
        name: value if type(value) in _AS_THEY_ARE else _sparse_value(value)
        for name, default in defaults
        if (value := getattr(message, name)) is not default and value != default
    }


def _sparse_value(value: Any) -> Any:
    if type(value) is tuple:
        return [_sparse_value(part) for part in value]
    return sparse(value) if is_dataclass(value) else plain(value)


def _default_of(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def decimal_text(value: Decimal) -> str:
    """Write a Decimal without exponent, without trailing zeros and without a negative zero.

    >>> decimal_text(Decimal("1E+3")), decimal_text(Decimal("-0.00")), decimal_text(Decimal("2.50"))
    ('1000', '0', '2.5')
    """
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def canonical(value: Any) -> str:
    """Write a message as the one JSON text that it has."""
    return _CANONICAL.encode(plain(value))


def parse(kind: type[MessageT], text: str) -> MessageT:
    """Read a message of a known kind; a text that is none raises ValueError, KeyError or TypeError."""
    return cast("MessageT", _reader(kind)(json.loads(text)))


def from_newer(kind: type[MessageT], value: Any) -> MessageT:
    """Read a message from what JSON held, as a newer program may have written it.

    Fields not known here are left out, words not known here stay as they are: see `newer_word`. A value that is none
    of this kind raises ValueError, KeyError, TypeError, ArithmeticError or AttributeError.
    """
    return cast("MessageT", _reader(kind, newer=True)(value))


class WordOutdated(ValueError):  # noqa: N818 -- named by what is the matter
    """A word that this release does not know, of a list that figures are reckoned by: it can't just be shown."""


def newer_word(kind: type[WordT], text: Any) -> WordT:
    """Answer a word of a list that may have grown since this release: equal to no word that is known here.

    Raises WordOutdated where figures are reckoned by it.

    >>> from backend_client.terms import Role
    >>> newer_word(Role, "setter") is Role.SETTER, newer_word(Role, "auditor").value
    (True, 'auditor')
    """
    if not isinstance(text, str) or not text.isprintable() or len(text) > WORD_LENGTH_MAX:
        raise ValueError(f"no word of {kind.__name__}")
    if text in kind._value2member_map_:
        return kind(text)
    if kind in RECKONED_BY:
        raise WordOutdated(text)
    word = str.__new__(kind, text)
    word._name_ = word._value_ = text
    return word


def is_known(word: StrEnum) -> bool:
    """Answer whether a word is of the list as it is here."""
    return word.value in type(word)._value2member_map_


def answer_kind(message: type[Any]) -> type[Any]:
    """Answer what a request's receipt or a question's answer is, from its declaration.

    A message class is declared as `class X(Request[Receipt])` or `class Y(Question[Answer])`; that is read here.
    """
    (base,) = message.__orig_bases__
    (kind,) = base.__args__
    return cast("type[Any]", kind)


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_WRITERS: dict[type[Any], Callable[[Any], Any]] = {
    Decimal: decimal_text,
    tuple: _plain_list,
    list: _plain_list,
}
_AS_THEY_ARE = frozenset({str, int, bool, NoneType})
_NAMES: dict[Any, tuple[str, ...]] = {}
_DEFAULTS: dict[Any, tuple[tuple[str, Any], ...]] = {}
_READERS: dict[tuple[Any, bool], Callable[[Any], Any]] = {}


def _names(kind: Any) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind))
    return _NAMES[kind]


def _reader(kind: Any, *, newer: bool = False) -> Callable[[Any], Any]:
    if (kind, newer) not in _READERS:
        _READERS[kind, newer] = _new_reader(kind, newer=newer)
    return _READERS[kind, newer]


def _new_reader(kind: Any, *, newer: bool) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional_reader(kind, newer=newer)
    if origin is tuple:
        part = _reader(get_args(kind)[0], newer=newer)
        return lambda value: tuple(part(each) for each in value)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return dict
    if kind is Decimal:
        return Decimal
    if isinstance(kind, type) and issubclass(kind, (datetime, date, time)):
        return kind.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return partial(newer_word, kind) if newer and issubclass(kind, StrEnum) else kind
    target = origin or kind
    if is_dataclass(target):
        return _dataclass_reader(cast("type[Any]", target), newer=newer)
    return lambda value: value


def _optional_reader(kind: Any, *, newer: bool) -> Callable[[Any], Any]:
    (one,) = (part for part in get_args(kind) if part is not NoneType)
    read = _reader(one, newer=newer)
    return lambda value: None if value is None else read(value)


def _dataclass_reader(kind: type[Any], *, newer: bool) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    names = _names(kind)
    readers: dict[str, Callable[[Any], Any]] = {name: _reader(hints[name], newer=newer) for name in names}

    def read(value: Any) -> Any:
        if not isinstance(value, dict) or not (newer or value.keys() <= readers.keys()):
            raise ValueError(f"not a {kind.__name__}")
        return kind(**{name: readers[name](part) for name, part in value.items() if name in readers})

    return read
