"""A list of an answer as CSV: all its pages, one line a row, for a spreadsheet.

    "item_no","description","quantity","cost_amount_actual"
    "C","Casing",57,171
    "X","'=HYPERLINK(""http://x"")",-2,-6.5

Figures are exact and bare, texts in quotation marks. A text that a spreadsheet would run as a formula gets an
apostrophe before it; a negative number stays a number. UTF-8, with a byte order mark where the spreadsheet needs one.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

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
    out.write(_line(_names(answer, name)))
    while True:
        for row in _rows(answer, name):
            out.write(_line(getattr(row, field.name) for field in fields(row)))
        page = getattr(answer, "next_page", "")
        if not page:
            break
        answer = client.ask(replace(question, page=page))
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
    found = {}
    for name, declared in get_type_hints(type(answer)).items():
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


def _names(answer: Any, name: str) -> list[str]:
    if name:
        return [field.name for field in fields(_lists(answer)[name])]
    first = next(_rows(answer, name), None)
    return [field.name for field in fields(first)] if first is not None else []


def _line(values: Any) -> bytes:
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
