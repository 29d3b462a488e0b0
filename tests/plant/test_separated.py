"""Comma-separated text is read as RFC 4180 has it, with the line of each record."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from backend_client.plant.report import PlantErrorCode
from backend_client.plant.separated import Record, records

CELLS = st.lists(
    st.lists(st.text(alphabet='ab,"\n\r é', max_size=6), min_size=1, max_size=4), min_size=1, max_size=5
)


def test_quotes_hold_commas_quotes_and_line_ends() -> None:
    """A quoted cell may hold what otherwise ends it; the next record's line counts the line ends inside."""
    assert list(records('a,"b ""c"", d",\n"x\ny",2\nz,3\n')) == [
        Record(1, ("a", 'b "c", d', "")),
        Record(2, ("x\ny", "2")),
        Record(4, ("z", "3")),
    ]


def test_lines_end_with_lf_or_crlf_and_the_last_may_not() -> None:
    """Both line ends are read, and a file without a last line end loses nothing."""
    assert [record.cells for record in records("a,b\r\nc,d\ne,f")] == [("a", "b"), ("c", "d"), ("e", "f")]


def test_an_open_quote_is_named_with_its_line() -> None:
    """Everything after an open quote would be one cell, so reading ends there."""
    assert list(records('a,b\nc,"d\ne,f\n'))[-1] == Record(2, ("c",), PlantErrorCode.QUOTE_NOT_CLOSED)


def test_a_quote_inside_a_plain_cell_is_a_fault_and_the_next_line_is_read() -> None:
    """RFC 4180 knows quotes around a cell only."""
    assert list(records('a,b"c\nd,e\n')) == [
        Record(1, ("a", "b"), PlantErrorCode.QUOTE_MISPLACED),
        Record(2, ("d", "e")),
    ]


def test_a_carriage_return_alone_ends_nothing() -> None:
    """A file with the line ends of an old Mac is not read as one long record."""
    assert next(records("a\rb\n")).fault is PlantErrorCode.LINE_END_MISPLACED


@given(CELLS)
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    """Any cells survive being written by the standard library and read here."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    assert [list(record.cells) for record in records(written.getvalue())] == rows


@given(st.text(alphabet='ab,"\n\r'))
def test_any_text_is_read_or_refused_without_hanging(text: str) -> None:
    """Every record has cells or a fault, and lines only grow."""
    lines = [record.line for record in records(text)]
    assert lines == sorted(set(lines))
