"""Comma-separated text as RFC 4180 has it, read strictly, with the line each record starts on.

    a,"b ""c"", d",     -> ["a", 'b "c", d', ""]
    a,b"c               -> quote-misplaced: a quote inside a cell that was not opened with one
    a,"bc               -> quote-not-closed: everything after it would be one cell, so reading ends here

Lines end with LF or CR LF. The standard library's reader takes the second line of these for granted, which is why
this one exists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend_client.plant.report import PlantErrorCode

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_PLAIN = re.compile(r'[^",\r\n]*')
_END = re.compile(r",|\r?\n|\Z")


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, or what is wrong with it."""

    line: int
    cells: tuple[str, ...]
    fault: PlantErrorCode | None = None


def records(text: str) -> Iterator[Record]:
    """Yield every record; one with a fault has the cells before the fault, and the next line is tried again."""
    position, line = 0, 1
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        plain = text[position:end].removesuffix("\r")
        if '"' not in plain and "\r" not in plain:
            yield Record(line, tuple(plain.split(",")))
            position, line = end + 1, line + 1
            continue
        record, after = _quoted_record(text, position, line)
        yield record
        if record.fault is PlantErrorCode.QUOTE_NOT_CLOSED:
            return
        if record.fault:
            after = end + 1
        line += text.count("\n", position, after)
        position = after


def _quoted_record(text: str, position: int, line: int) -> tuple[Record, int]:
    cells: list[str] = []
    while True:
        if text.startswith('"', position):
            match = _QUOTED.match(text, position)
            if match is None:
                return Record(line, tuple(cells), PlantErrorCode.QUOTE_NOT_CLOSED), position
            cells.append(match.group(1).replace('""', '"'))
        else:
            match = _PLAIN.match(text, position)
            assert match is not None
            cells.append(match.group())
        position = match.end()
        end = _END.match(text, position)
        if end is None:
            wrong = text[position]
            fault = PlantErrorCode.LINE_END_MISPLACED if wrong == "\r" else PlantErrorCode.QUOTE_MISPLACED
            return Record(line, tuple(cells), fault), position
        position = end.end()
        if end.group() != ",":
            return Record(line, tuple(cells)), position
