"""Where a message goes over HTTP, and back: names in the path are filled from its fields, a question's other fields
are its query.

    OrderLineQuestion(order_no="A/1", order_line_no=10000)
    GET /api/v1/production-orders/A%2F1?order_line_no=10000

A session stands in a header, never in an address, which proxies log. A field that has its default is left out. Numbers, dates and words stand as they are written in JSON, without quotes;
an empty value is None where the field may be None, but for a text, which may be empty itself; a list is its JSON text:
order_nos=["A","B"].
"""

import json
import re
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin
from urllib.parse import parse_qsl, quote, unquote

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.codec import plain, sparse
from backend_client.messages.strict import Unreadable, hints_of, read_values, values_of

MessageT = TypeVar("MessageT")
IN_HEADER = ("session_id",)
NAME_IN_PATH = re.compile(r"\{([a-z_]+)\}")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,19}", re.ASCII)


def names_in(path: str) -> tuple[str, ...]:
    """Answer the fields that a path of the catalogue names.

    >>> names_in("/api/v1/production-orders/{order_no}/operations/{operation_no}/notes")
    ('order_no', 'operation_no')
    """
    return tuple(NAME_IN_PATH.findall(path))


def path_of(path: str, message: Any) -> str:
    """Fill a path of the catalogue from a message's fields; each is one segment, whatever signs it holds."""
    return NAME_IN_PATH.sub(lambda name: _segment(str(plain(getattr(message, name[1])))), path)


def target_of(path: str, question: Any) -> str:
    """Answer the path of a question with its query."""
    in_path = names_in(path)
    parts = [
        f"{name}={quote(_text_of(value), safe='')}"
        for name, value in sparse(question).items()
        if name not in in_path and name not in IN_HEADER
    ]
    query = f"?{'&'.join(parts)}" if parts else ""
    return path_of(path, question) + query


def read_question(kind: type[MessageT], path_values: Mapping[str, str], query: str) -> MessageT | Refused:
    """Read a question from the values of its path (as texts) and the query as it came; refuses as strict.py does."""
    try:
        texts = _once([*path_values.items(), *_pairs_of(query)])
        if not texts.keys().isdisjoint(IN_HEADER):
            return Unreadable(*IN_HEADER, "unknown").refused()
        hints = hints_of(kind)
        return read_values(
            kind, {name: value_of(hints.get(name, str), text, name) for name, text in texts.items()}
        )
    except Unreadable as error:
        return error.refused()


def value_of(kind: Any, text: str, name: str) -> Any:
    """Answer what JSON would hold in place of a text, by the kind of its field; raises Unreadable."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (one,) = (part for part in get_args(kind) if part is not NoneType)
        return None if text == "" and one is not str else value_of(one, text, name)
    if origin is tuple:
        return _list_of(text, name)
    if kind is int:
        if not WHOLE_NUMBER.fullmatch(text):
            raise Unreadable(name, "whole-number")
        return int(text)
    if kind is bool:
        if text not in {"true", "false"}:
            raise Unreadable(name, "yes-or-no")
        return text == "true"
    return text


def _list_of(text: str, name: str) -> Any:
    try:
        return values_of(text)
    except Unreadable as error:
        raise Unreadable(error.field or name, error.what) from error


def decoded(segment: str) -> str:
    """Decode one segment of a path; raises ValueError where it is no text."""
    return unquote(segment, errors="strict")


def _pairs_of(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            query, keep_blank_values=True, errors="strict", max_num_fields=limits.QUERY_FIELDS_MAX
        )
    except ValueError as error:
        raise Unreadable("query", "text") from error


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    given = dict(pairs)
    if len(given) < len(pairs):
        names = [name for name, _ in pairs]
        raise Unreadable(next(name for name in names if names.count(name) > 1)[:64], "duplicate")
    return given


def _segment(text: str) -> str:
    coded = quote(text, safe="")
    return coded.replace(".", "%2E") if text in {".", ".."} else coded


def _text_of(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)
