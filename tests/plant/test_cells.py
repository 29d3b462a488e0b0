"""One cell: a value of its kind, or what is wrong with it."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from backend_client.plant.cells import CellFault, parse_cell
from backend_client.plant.format.columns import (
    Column,
    Least,
    Value,
    clock,
    code,
    day,
    decimal,
    integer,
    moment,
    text,
    true_false,
    word,
)
from backend_client.plant.report import PlantErrorCode as Code

ANY = decimal("d", least=Least.ANY)
NOT_NEGATIVE = decimal("d")
ABOVE_ZERO = decimal("d", least=Least.ABOVE_ZERO)
FINE = decimal("d", places=10)
STATUS = word("w", ("new", "certified"))


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (ABOVE_ZERO, "2.50", Decimal("2.5")),
        (ANY, "-0.00001", Decimal("-0.00001")),
        (NOT_NEGATIVE, "0", Decimal(0)),
        (FINE, "1.0000000001", Decimal("1.0000000001")),
        (integer("n"), "10000", 10000),
        (true_false("b"), "false", False),
        (day("d"), "2026-11-16", date(2026, 11, 16)),
        (clock("t"), "08:00:00", time(8)),
        (moment("m"), "2026-11-16T08:00:00", datetime(2026, 11, 16, 8)),
        (STATUS, "certified", "certified"),
        (code("c"), "05", "05"),
        (code("c"), "RAW MAT", "RAW MAT"),
        (text("t"), "=1+1", "=1+1"),
        (text("t"), "[/] Ärmel", "[/] Ärmel"),
    ],
)
def test_a_good_cell_is_its_value(column: Column, cell: str, value: Value) -> None:
    """Leading zeros, blanks inside, formulas and markup are text like any other."""
    assert parse_cell(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "code_expected"),
    [
        (ANY, "1,5", Code.NOT_A_DECIMAL),
        (ANY, "1e3", Code.NOT_A_DECIMAL),
        (ANY, "1.123456", Code.NOT_A_DECIMAL),
        (FINE, "1.00000000001", Code.NOT_A_DECIMAL),
        (FINE, "900000001", Code.TOO_LARGE),
        (ANY, ".5", Code.NOT_A_DECIMAL),
        (ANY, "+1", Code.NOT_A_DECIMAL),
        (ANY, "1 000", Code.NOT_A_DECIMAL),
        (ANY, "NaN", Code.NOT_A_DECIMAL),
        (ANY, "٣", Code.NOT_A_DECIMAL),
        (ANY, "9" * 5000, Code.NOT_A_DECIMAL),
        (ANY, "1000000000", Code.TOO_LARGE),
        (NOT_NEGATIVE, "-1", Code.TOO_SMALL),
        (ABOVE_ZERO, "0", Code.TOO_SMALL),
        (integer("n"), "0", Code.NOT_AN_INTEGER),
        (integer("n"), "1.0", Code.NOT_AN_INTEGER),
        (true_false("b"), "TRUE", Code.NOT_TRUE_FALSE),
        (day("d"), "16.11.2026", Code.NOT_A_DATE),
        (day("d"), "2026-02-29", Code.NOT_A_DATE),
        (day("d"), "20261116", Code.NOT_A_DATE),
        (day("d"), "1899-12-31", Code.TOO_SMALL),
        (day("d"), "2200-01-01", Code.TOO_LARGE),
        (moment("m"), "9999-12-31T00:00:00", Code.TOO_LARGE),
        (clock("t"), "24:00:00", Code.NOT_A_TIME),
        (clock("t"), "08:00", Code.NOT_A_TIME),
        (moment("m"), "2026-11-16 08:00:00", Code.NOT_A_DATE_TIME),
        (moment("m"), "2026-11-16T08:00:00Z", Code.NOT_A_DATE_TIME),
        (STATUS, "Certified", Code.NOT_A_WORD),
        (code("c"), "x" * 21, Code.CELL_TOO_LONG),
        (code("c"), " A", Code.BLANKS_AT_END),
        (code("c"), "Å ", Code.BLANKS_AT_END),
        (text("t"), "a\x1b[2Jb", Code.CONTROL_CHARACTER),
        (text("t"), "a\nb", Code.CONTROL_CHARACTER),
        (text("t"), "a\tb", Code.CONTROL_CHARACTER),
        (text("t"), "a\x00", Code.CONTROL_CHARACTER),
        (text("t"), "a\u202eb", Code.CONTROL_CHARACTER),
        (text("t"), "a\u200bb", Code.TEXT_NOT_STORABLE),
        (text("t"), "a\ufdd0", Code.TEXT_NOT_STORABLE),
    ],
)
def test_a_wrong_cell_is_named_by_what_is_wrong(column: Column, cell: str, code_expected: Code) -> None:
    """No cell is guessed at, rounded or trimmed."""
    fault = parse_cell(column, cell)
    assert isinstance(fault, CellFault)
    assert fault.code is code_expected


def test_what_was_expected_is_said() -> None:
    """A fault carries what would have been right."""
    assert parse_cell(ABOVE_ZERO, "0") == CellFault(Code.TOO_SMALL, "> 0")
    assert parse_cell(STATUS, "old") == CellFault(Code.NOT_A_WORD, "new | certified")
    assert parse_cell(day("d"), "x") == CellFault(Code.NOT_A_DATE, "YYYY-MM-DD")
