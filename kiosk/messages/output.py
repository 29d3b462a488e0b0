"""An answer as text: each figure on a line of its own, rows of one kind as a table.

register_no  17
order_no     101001
item_entries
  entry_no  entry_type  item_no  quantity
  41        output      SP-100   4
"""

import json
from typing import Any

from backend_client.messages.codec import plain
from screens.display import clean

CELLS_MAX = 60
INDENT = "  "


def as_json(answer: Any) -> str:
    """Write an answer as JSON; figures are texts, exact to the last digit."""
    return json.dumps(plain(answer), indent=2, ensure_ascii=False)


def as_text(answer: Any) -> str:
    """Write an answer; texts that came from elsewhere are cleaned."""
    return "\n".join(_lines(plain(answer))) or "-"


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        return _fields(value)
    if isinstance(value, list):
        return _rows(value)
    return [_cell(value)]


def _fields(values: dict[str, Any]) -> list[str]:
    width = max((len(name) for name, value in values.items() if not _is_deep(value)), default=0)
    lines = []
    for name, value in values.items():
        if _is_deep(value):
            lines += [name, *(f"{INDENT}{line}" for line in _lines(value))]
        elif _cell(value):
            lines.append(f"{name:<{width}}  {_cell(value)}".rstrip())
    return lines


def _rows(values: list[Any]) -> list[str]:
    if not all(isinstance(value, dict) for value in values):
        return [line for value in values for line in _lines(value)]
    flat = [{name: part for name, part in value.items() if not _is_deep(part)} for value in values]
    names = [name for name in (flat[0] if flat else {}) if any(_cell(row.get(name)) for row in flat)]
    table = [names, *([_cell(row.get(name)) for name in names] for row in flat)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    if all(len(value) == len(row) for value, row in zip(values, flat, strict=True)):
        return lines
    whole = [lines[0]]
    for line, value in zip(lines[1:], values, strict=True):
        deep = {name: part for name, part in value.items() if _is_deep(part)}
        whole += [line, *(f"{INDENT}{each}" for each in _fields(deep))]
    return whole


def _is_deep(value: Any) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _cell(value: Any) -> str:
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clean(str(value), CELLS_MAX)
