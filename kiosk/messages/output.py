"""An answer as text: each figure on a line of its own, rows of one kind as a table.

register_no  17
order_no     101001
item_entries
  entry_no  entry_type  item_no  quantity
  41        output      SP-100       4.00
  42        consumption SP-200      -2.25

Figures of a column have as many decimals as the one with the most, so that they stand under each other; none loses a
digit. What a row of a report says of the entries behind it is told once, as the command that lists them.
"""

import json
import shlex
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any

from backend_client.messages.base import Question
from backend_client.messages.codec import plain
from kiosk.messages.names import command_name
from screens.display import clean
from screens.language.text import _

CELLS_MAX = 60
COMMAND_CELLS_MAX = 400
INDENT = "  "


class Figure(str):
    """A number as text; stands to the right of its column."""

    __slots__ = ()


class Command(str):
    """The command that asks a question."""

    __slots__ = ()


def as_json(answer: Any) -> str:
    """Write an answer as JSON; figures are texts, exact to the last digit."""
    return json.dumps(plain(answer), indent=2, ensure_ascii=False)


def as_text(answer: Any) -> str:
    """Write an answer; texts that came from elsewhere are cleaned."""
    return "\n".join(_lines(shown(answer))) or "-"


def command_of(question: Question[Any]) -> str:
    """Write a question as the command that asks it: what differs from a field's default as an option."""
    words = ["ask", command_name(type(question))]
    for field in fields(question):
        value = getattr(question, field.name)
        if value == field.default or (field.default is MISSING and value is None):
            continue
        option = f"--{field.name.replace('_', '-')}"
        if isinstance(value, bool):
            words.append(option if value else f"--no-{option[2:]}")
        else:
            words += [option, str(plain(value))]
    return shlex.join(words)


def shown(value: Any) -> Any:
    """Turn an answer into rows and texts that know what they are: a figure, a command, a foreign text."""
    if isinstance(value, Question):
        return Command(command_of(value))
    if isinstance(value, Decimal):
        return Figure(plain(value))
    if is_dataclass(value):
        return {field.name: shown(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [shown(part) for part in value]
    if isinstance(value, dict):
        return {str(name): shown(part) for name, part in value.items()}
    return plain(value)


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
    flat = [
        {name: part for name, part in value.items() if not _is_deep(part) and not isinstance(part, Command)}
        for value in values
    ]
    names = [name for name in (flat[0] if flat else {}) if any(_cell(row.get(name)) for row in flat)]
    columns = [_column(name, [row.get(name) for row in flat]) for name in names]
    lines = [INDENT.join(cells).rstrip() for cells in zip(*columns, strict=True)]
    if any(_is_deep(part) for value in values for part in value.values()):
        whole = lines[:1]
        for line, value in zip(lines[1:], values, strict=True):
            deep = {name: part for name, part in value.items() if _is_deep(part)}
            whole += [line, *(f"{INDENT}{each}" for each in _fields(deep))]
        lines = whole
    commands = [part for part in values[0].values() if isinstance(part, Command)] if values else []
    return [*lines, *(_behind_first(command) for command in commands)]


def _column(name: str, values: list[Any]) -> list[str]:
    """Answer the cells of a column under its name, all of one width."""
    if not all(isinstance(value, Figure) for value in values):
        cells = [name, *map(_cell, values)]
        width = max(map(len, cells))
        return [f"{cell:<{width}}" for cell in cells]
    decimals = max(len(value.partition(".")[2]) for value in values)
    cells = [name, *(format(Decimal(value), f".{decimals}f") for value in values)]
    width = max(map(len, cells))
    return [f"{cell:>{width}}" for cell in cells]


def _behind_first(command: str) -> str:
    return _("entries behind the first line: kiosk %(command)s") % {
        "command": clean(command, COMMAND_CELLS_MAX)
    }


def _is_deep(value: Any) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _cell(value: Any) -> str:
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clean(str(value), COMMAND_CELLS_MAX if isinstance(value, Command) else CELLS_MAX)
