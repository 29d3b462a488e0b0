"""A list of an answer as CSV: all its pages, one line a row, for a spreadsheet.

    "item_no","description","quantity","cost_amount_actual"
    "C","Casing",57,171
    "X","'=HYPERLINK(""http://x"")",-2,-6.5

Figures are exact and bare, texts in quotation marks. A text that a spreadsheet would run as a formula gets an
apostrophe before it; a negative number stays a number. UTF-8, with a byte order mark where the spreadsheet needs one.
A row without figures of its own that holds a list of them, such as a center on the load board with a cell for each
period, is a line for each of these; any other list within a row is JSON in its cell.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from backend_client.client import BackendClient
from backend_client.messages.base import Question, Refused
from backend_client.messages.codec import decimal_text, plain
from backend_client.messages.strict import Unreadable
from backend_client.people_terms import ExportForm
from kiosk.messages.output import command_of
from screens.display import replace_hostile
from screens.language.text import _

Recorded = Callable[[Any, ExportForm], Refused | None]
"""Tells the audit trail that the answer to a question is written to a file; a refusal forbids it."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_END = "\r\n"
RUN_AS_FORMULA = frozenset(
    "=+-@\uff1d\uff0b\uff0d\uff20"
)  # with the full-width signs of East Asian keyboards
LEADING_CONTROLS = frozenset("\t\r\n")


def add_csv_options(parser: argparse.ArgumentParser) -> None:
    """Let the answer be asked for as CSV."""
    parser.add_argument("--csv", action="store_true", help=_("a list of the answer as CSV, all its pages"))
    parser.add_argument("--list", metavar="NAME", default="", help=_("which list; the first without it"))
    parser.add_argument("--bom", action="store_true", help=_("CSV with a byte order mark"))


def write_csv(
    client: BackendClient, question: Any, asked: argparse.Namespace, recorded: Recorded
) -> Refused | None:
    """Ask for every page and write its rows as they come; raises Unreadable where there is no such list.

    Nothing is written before `recorded` has told the audit trail of it.
    """
    answer = client.ask(question)
    if isinstance(answer, Refused):
        return answer
    name = _list_of(answer, asked.list)
    refused = recorded(question, ExportForm.CSV)
    if refused is not None:
        return refused
    out = sys.stdout.buffer
    out.write(BYTE_ORDER_MARK if asked.bom else b"")
    columns = _columns(answer, name)
    out.write(csv_line([*columns.own, *columns.inner]))
    while True:
        for row in _rows(answer, name):
            out.writelines(map(csv_line, _values(row, columns)))
        following = _following(question, answer)
        if following is None:
            break
        answer = client.ask(following)
        if isinstance(answer, Refused):
            return answer
    out.flush()
    return None


def harmless(text: str) -> str:
    """Answer a text that a spreadsheet takes as a text.

    >>> harmless("=1+1"), harmless(" -2+3"), harmless("M8 bolt")
    ("'=1+1", "' -2+3", 'M8 bolt')
    """
    drawn = replace_hostile(text)
    runs = text[:1] in LEADING_CONTROLS or drawn.lstrip()[:1] in RUN_AS_FORMULA
    return f"'{drawn}" if runs and drawn else drawn


def _lists(answer: Any) -> dict[str, Any]:
    """Answer the kind of row of each list that an answer has."""
    return _lists_of(type(answer))


def _lists_of(kind: type[Any]) -> dict[str, Any]:
    found = {}
    for name, declared in get_type_hints(kind).items():
        parts = get_args(declared)
        if get_origin(declared) is tuple and is_dataclass(parts[0]):
            found[name] = parts[0]
    return found


def _list_of(answer: Any, wanted: str) -> str:
    """Answer the list to write: the one named, the first that has rows, or "" where the answer is a row itself."""
    lists = _lists(answer) if is_dataclass(answer) else {}
    if wanted and wanted not in lists:
        raise Unreadable("--list", ", ".join(lists) or _("the answer has no lists"))
    return wanted or next((name for name in lists if getattr(answer, name)), next(iter(lists), ""))


def _rows(answer: Any, name: str) -> Iterator[Any]:
    rows = getattr(answer, name) if name else answer if isinstance(answer, tuple) else (answer,)
    yield from rows


def _following(question: Any, answer: Any) -> Any:
    """Answer the question for the next page, None behind the last one."""
    if getattr(answer, "next_page", ""):
        return replace(question, page=answer.next_page)
    if getattr(answer, "next_after_entry_no", 0):
        return replace(question, after_entry_no=answer.next_after_entry_no)
    return None


class _Columns(NamedTuple):
    """A row's own columns; the list within it that it is written out by, if any, and the columns of that."""

    own: list[str]
    within: str = ""
    inner: Sequence[str] = ()


def _columns(answer: Any, name: str) -> _Columns:
    """Answer the columns of an answer's rows.

    They are written out by the only list within them, where they have no figures of their own.
    """
    kind: Any = _lists(answer)[name] if name else type(next(_rows(answer, name), None))
    own = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    within = _lists_of(kind) if own else {}
    hints = get_type_hints(kind).values() if own else ()
    if len(within) != 1 or any(Decimal in (hint, *get_args(hint)) for hint in hints):
        return _Columns(own)
    ((held, part),) = within.items()
    inner = [field.name for field in fields(part)]
    return (
        _Columns(own)
        if set(own) & set(inner)
        else _Columns([each for each in own if each != held], held, inner)
    )


def _values(row: Any, columns: _Columns) -> Iterator[list[Any]]:
    """Answer the lines of a row: one, or one for each row within it."""
    own = [getattr(row, each) for each in columns.own]
    parts = getattr(row, columns.within) if columns.within else ()
    for part in parts:
        yield own + [getattr(part, each) for each in columns.inner]
    if not parts:
        yield own + [None] * len(columns.inner)


def csv_line(values: Any) -> bytes:
    """Write the cells of one line."""
    return (",".join(map(_cell, values)) + LINE_END).encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    return _quoted(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Question):
        return command_of(value)
    if isinstance(value, str):
        return value
    return json.dumps(plain(value), ensure_ascii=False) if value else ""


def _quoted(text: str) -> str:
    return f'"{harmless(text).replace(chr(34), chr(34) * 2)}"' if text else ""
