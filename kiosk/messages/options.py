"""A message's fields as options of a command, and the options given as the message.

    --order-no 101001 --output-quantity 2.5 --finished --lines '{"kind": "output", ...}' --lines '...'

Every field has an option of its name. Texts, quantities (a point between whole and decimals), dates and times are
written as they are; what is a message in itself is written as JSON; a field that is a list may be given again and
again. `--body FILE` reads all fields from a JSON file, which options then overrule.
"""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from backend_client.messages.strict import Unreadable, values_of
from screens.language.text import _

BODY_BYTES_MAX = 4_000_000
MADE_HERE = frozenset({"request_id"})
HANDLED_APART = frozenset({"answers"})
SHAPES: dict[Any, str] = {
    str: "TEXT",
    Decimal: "NUMBER",
    int: "COUNT",
    date: "DATE",
    time: "TIME",
    datetime: "MOMENT",
}


def add_options(parser: argparse.ArgumentParser, message: type[Any]) -> None:
    """Give a parser one option for each field of a message."""
    hints = get_type_hints(message)
    for field in fields(message):
        if field.name not in HANDLED_APART:
            _add_option(parser, field, hints[field.name])
    parser.add_argument(
        "--body", metavar="FILE", default="", help=_("all fields from a JSON file; - is standard input")
    )


def values_given(asked: argparse.Namespace, message: type[Any]) -> dict[str, Any]:
    """Answer the fields that were given, as JSON would have them; raises Unreadable and OSError."""
    values = _body(asked.body)
    for field in fields(message):
        given = getattr(asked, f"field_{field.name}", None)
        if given is not None:
            values[field.name] = given
    return values


def _add_option(parser: argparse.ArgumentParser, field: Field[Any], declared: Any) -> None:
    kind, many = _one(declared)
    needed = field.default is MISSING and field.default_factory is MISSING and field.name not in MADE_HERE
    option: dict[str, Any] = {
        "dest": f"field_{field.name}",
        "default": None,
        "help": _("needed") if needed else "",
    }
    name = f"--{field.name.replace('_', '-')}"
    if kind is bool and not many:
        parser.add_argument(name, action=argparse.BooleanOptionalAction, **option)
        return
    if isinstance(kind, type) and issubclass(kind, Enum):
        option["choices"] = [each.value for each in kind]
    else:
        option |= {"type": _typed(kind), "metavar": SHAPES.get(kind, "JSON")}
    if many:
        option["action"] = "append"
    parser.add_argument(name, **option)


def _one(declared: Any) -> tuple[Any, bool]:
    """Answer what a field holds, without None, and whether it holds many of it."""
    origin = get_origin(declared)
    if origin in (Union, UnionType):
        (part,) = (each for each in get_args(declared) if each is not NoneType)
        return _one(part)
    if origin is tuple:
        return get_args(declared)[0], True
    return origin or declared, False


def _typed(kind: Any) -> Any:
    if kind is int:
        return int
    if is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, Mapping)):
        return _json
    return str


def _json(text: str) -> Any:
    try:
        return values_of(text)
    except Unreadable as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _body(file: str) -> dict[str, Any]:
    if not file:
        return {}
    raw = sys.stdin.buffer.read(BODY_BYTES_MAX + 1) if file == "-" else _start_of(Path(file))
    if len(raw) > BODY_BYTES_MAX:
        raise Unreadable("--body", _("longer than %(most)s bytes") % {"most": BODY_BYTES_MAX})
    try:
        values = values_of(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable("--body", "UTF-8") from error
    if not isinstance(values, dict):
        raise Unreadable("--body", "object")
    return values


def _start_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(BODY_BYTES_MAX + 1)
