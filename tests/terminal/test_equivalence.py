"""Our cell-difference writer and Textual's own writer leave the same screen, cell by cell."""

import pytest

from benchmarks.pty_session import Cell, PtySession
from tests.terminal.terminals import small_app

Screenshot = list[list[Cell]]


def screens_of_a_session(session: PtySession, columns: int, lines: int) -> list[Screenshot]:
    """Play a session with scans, paging, a dialog and a resize; answer the screen after each step."""
    session.wait_for("Good    3")
    shots = []
    for keys, shown in (
        ("WO-1\r", "took 1: WO-1"),
        ("\x1bOQ", "Good   37"),
        ("\x1b[17~", " 5 plain"),
        ("\x1b[18~", "6789012345"),
        ("\x1b[15~", "Half of it"),
        ("x", " 5 plain"),
        ("ab", "> ab"),
    ):
        session.type(keys)
        if keys == "x":
            session.wait_until_gone("Half of it")
        session.wait_for(shown)
        session.settle(0.15)
        shots.append(session.cells())
    session.resize(columns + 15, lines + 6)
    session.settle(0.4)
    shots.append(session.cells())
    session.resize(columns, lines)
    session.settle(0.4)
    shots.append(session.cells())
    return shots


@pytest.mark.parametrize(
    ("columns", "lines", "colours"), [(80, 24, "mono"), (80, 24, "16"), (120, 40, "16"), (80, 24, "256")]
)
def test_both_writers_leave_the_same_screens(columns: int, lines: int, colours: str) -> None:
    """Text, colours and attributes of every cell agree after scans, paging, a dialog and resizes."""
    with (
        small_app(columns=columns, lines=lines, KIOSK_COLOURS=colours) as ours,
        small_app(columns=columns, lines=lines, KIOSK_COLOURS=colours, KIOSK_STOCK_WRITER="1") as stock,
    ):
        our_shots = screens_of_a_session(ours, columns, lines)
        stock_shots = screens_of_a_session(stock, columns, lines)
        assert ours.bytes_read * 3 < stock.bytes_read
    for step, (our_shot, stock_shot) in enumerate(zip(our_shots, stock_shots, strict=True)):
        for y, (our_row, stock_row) in enumerate(zip(our_shot, stock_shot, strict=True)):
            assert our_row == stock_row, f"step {step}, row {y}"


def test_another_form_of_updates_brings_the_stock_writer_back() -> None:
    """Should the library's updates look otherwise than the writer reads, Textual's own writer shows the same screens."""
    with small_app(OTHER_LIBRARY="1") as other, small_app() as ours:
        assert screens_of_a_session(other, 80, 24) == screens_of_a_session(ours, 80, 24)
        assert other.bytes_read > 3 * ours.bytes_read
