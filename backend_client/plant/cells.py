"""One cell: from its text to its value, or what is wrong with it.

decimal, > 0      "2.50"         -> Decimal("2.50")
                  "1e3", "1,5"   -> not-a-decimal
                  "0"            -> too-small, expected "> 0"
date              "2026-11-16"   -> date(2026, 11, 16)
                  "16.11.2026"   -> not-a-date, expected "YYYY-MM-DD"
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from backend_client import limits
from backend_client.plant.format.columns import Column, ColumnKind, Least, Value
from backend_client.plant.report import PlantErrorCode
from backend_client.text import TextFault, TextRefused, stored_text

_DECIMAL = re.compile(r"-?[0-9]+(\.([0-9]+))?", re.ASCII)
QUANTITY_PLACES = 5
_INTEGER = re.compile(r"[0-9]{1,9}", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}", re.ASCII)
_TEXT_KINDS = (ColumnKind.CODE, ColumnKind.TEXT)
_FAULTS = {
    TextFault.TOO_LONG: PlantErrorCode.CELL_TOO_LONG,
    TextFault.CONTROL_CHARACTER: PlantErrorCode.CONTROL_CHARACTER,
    TextFault.BIDIRECTIONAL_CONTROL: PlantErrorCode.CONTROL_CHARACTER,
}


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell."""

    code: PlantErrorCode
    expected: str = ""


def parse_cell(column: Column, text: str) -> Value | CellFault:
    """Answer the value of a cell that is not empty."""
    if column.kind in _TEXT_KINDS:
        return _text(column, text)
    if column.kind is ColumnKind.DECIMAL:
        return _decimal(column, text)
    if column.kind is ColumnKind.WORD:
        return (
            text if text in column.words else CellFault(PlantErrorCode.NOT_A_WORD, " | ".join(column.words))
        )
    if column.kind is ColumnKind.TRUE_FALSE:
        if text in ("true", "false"):
            return text == "true"
        return CellFault(PlantErrorCode.NOT_TRUE_FALSE, "true | false")
    if column.kind is ColumnKind.INTEGER:
        if _INTEGER.fullmatch(text) and int(text) > 0:
            return int(text)
        return CellFault(PlantErrorCode.NOT_AN_INTEGER, "1 ... 999999999")
    return _moment(column.kind, text)


def _text(column: Column, text: str) -> str | CellFault:
    if text.isascii() and text.isprintable() and len(text) <= column.length:
        stored: str | TextRefused = text
    elif "\n" in text or "\t" in text:
        return CellFault(PlantErrorCode.CONTROL_CHARACTER, column.kind)
    else:
        stored = stored_text(text, column.length)
    if isinstance(stored, TextRefused):
        code = _FAULTS.get(stored.fault, PlantErrorCode.TEXT_NOT_STORABLE)
        return CellFault(code, f"<= {column.length}" if code is PlantErrorCode.CELL_TOO_LONG else column.kind)
    if text != text.strip():
        return CellFault(PlantErrorCode.BLANKS_AT_END, text.strip())
    return stored


def _decimal(column: Column, text: str) -> Decimal | CellFault:
    number = _DECIMAL.fullmatch(text) if len(text) <= limits.TYPED_LENGTH_MAX else None
    if number is None or len(number[2] or "") > column.places:
        return CellFault(PlantErrorCode.NOT_A_DECIMAL, "0." + "0" * column.places)
    value = Decimal(text)
    most = limits.QUANTITY_MAX if column.places <= QUANTITY_PLACES else limits.QUANTITY_PER_MAX
    if abs(value) > most:
        return CellFault(PlantErrorCode.TOO_LARGE, f"<= {most}")
    if (column.least is Least.ZERO and value < 0) or (column.least is Least.ABOVE_ZERO and value <= 0):
        return CellFault(PlantErrorCode.TOO_SMALL, column.least)
    return value


def _moment(kind: ColumnKind, text: str) -> date | time | datetime | CellFault:
    day, _, clock = text.partition("T")
    try:
        if kind is ColumnKind.DATE and _DATE.fullmatch(text):
            return _bounded(date.fromisoformat(text))
        if kind is ColumnKind.TIME and _TIME.fullmatch(text):
            return time.fromisoformat(text)
        if kind is ColumnKind.DATE_TIME and _DATE.fullmatch(day) and _TIME.fullmatch(clock):
            return _bounded(datetime.fromisoformat(text))
    except ValueError:
        pass  # the right shape, but no such day or time: month 13, 25 o'clock
    return {
        ColumnKind.DATE: CellFault(PlantErrorCode.NOT_A_DATE, "YYYY-MM-DD"),
        ColumnKind.TIME: CellFault(PlantErrorCode.NOT_A_TIME, "hh:mm:ss"),
        ColumnKind.DATE_TIME: CellFault(PlantErrorCode.NOT_A_DATE_TIME, "YYYY-MM-DDThh:mm:ss"),
    }[kind]


def _bounded(moment: date) -> date | CellFault:
    day = moment.date() if isinstance(moment, datetime) else moment
    if day < limits.PLANT_DATE_FIRST:
        return CellFault(PlantErrorCode.TOO_SMALL, f">= {limits.PLANT_DATE_FIRST}")
    if day > limits.PLANT_DATE_LAST:
        return CellFault(PlantErrorCode.TOO_LARGE, f"<= {limits.PLANT_DATE_LAST}")
    return moment
