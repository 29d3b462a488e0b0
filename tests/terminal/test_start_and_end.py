"""The start keeps every scan; the end gives the terminal back, and comes when the terminal is gone."""

import os
import signal
import termios
import threading
import time

import pytest

from kiosk.first_frame import KEPT, PROMPT, opens_the_app, rows
from screens.terminal.input import TerminalInput
from screens.terminal.wall import refused_in
from tests.terminal.terminals import small_app


def test_a_scan_right_after_the_start_arrives_whole() -> None:
    """Scanned 20 ms after the program was started: taken, its Enter included, and so is the next one."""
    with small_app() as session:
        time.sleep(0.02)
        session.type("WO-000001-ABCDEFGHIJ\r")
        session.wait_for("took 1: WO-000001-ABCDEFGHIJ")
        session.type("WO-2\r")
        session.wait_for("took 2: WO-2")


def test_a_scan_typed_before_the_start_arrives_whole() -> None:
    """Even what was typed before the program was there is not lost."""
    with small_app(typed_at_once=b"WO-1\rWO-2\r") as session:
        session.wait_for("took 2: WO-2")


@pytest.mark.parametrize("gap", [0.03, 0.06, 0.1, 0.15, 0.25, 0.4])
def test_a_scan_at_any_moment_of_the_start_arrives_whole(gap: float) -> None:
    """There is no moment between the start and the full screen at which a character goes astray."""
    with small_app() as session:
        time.sleep(gap)
        session.type("WO-1\rWO-2\r", characters_a_second=1000)
        session.wait_for("took 2: WO-2")


def test_the_first_frame_says_that_scans_are_kept() -> None:
    """Prompt and sentence stand before the app does, in their places."""
    frame = rows(80, 24)
    assert len(frame) == 24
    assert frame[22] == PROMPT.rstrip()
    assert frame[21] == KEPT
    assert all(len(row) <= 80 for row in frame)
    with small_app() as session:
        session.wait_for("What you scan now is kept.")
        assert session.rows()[22].startswith(PROMPT)


@pytest.mark.parametrize(("columns", "lines"), [(40, 16), (10, 3), (1, 1), (300, 100)])
def test_the_first_frame_fits_every_size(columns: int, lines: int) -> None:
    """However small the terminal, nothing runs over its edge."""
    frame = rows(columns, lines)
    assert len(frame) == lines
    assert all(len(row) <= columns for row in frame)


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["demo"], True),
        (["--help"], False),
        (["demo", "--help"], False),
        (["doctor"], False),
        (["x"], False),
    ],
)
def test_only_a_command_that_opens_the_kiosk_takes_the_terminal(arguments: list[str], opens: bool) -> None:
    """Everything that prints and ends leaves the screen alone."""
    assert opens_the_app(arguments) is opens


def test_nothing_but_our_own_sequences_is_ever_sent() -> None:
    """From the first byte to the last, scans, a dialog and the end included."""
    with small_app() as session:
        session.wait_for("ready")
        for keys, shown in (("WO-1\r", "took 1"), ("\x1b[15~", "Half of it"), ("x", "took 1")):
            session.type(keys)
            session.wait_for(shown)
        session.type("\x1bOR")
        session.wait_for_end()
        session.settle(0.1)
        assert refused_in(bytes(session.output)) == 0
        assert session.output.endswith(b"\x1b[?25h\x1b[?1049l")


def test_a_text_that_nobody_cleaned_is_stopped_by_the_wall_and_told() -> None:
    """An escape sequence in a shown text does not act: it is counted, and the count is printed at the end."""
    with small_app() as session:
        session.wait_for("ready")
        session.type("a\\x1b[2Jb\\x1b]52;c;QQ\\x07c\r")
        session.wait_for("took 1: a")
        session.settle()
        assert session.rows()[0].startswith(" 100 Assembly")
        session.type("\x1bOR")
        session.wait_for_end()
        session.settle(0.1)
        assert refused_in(bytes(session.output), line_ends=True) == 0
        assert b"foreign control characters kept from the terminal: 2" in session.output


def test_a_terminal_that_does_not_know_its_size_counts_as_80_by_24() -> None:
    """A serial line says 0 by 0."""
    with small_app(columns=0, lines=0) as session:
        session.wait_for_bytes(300)
        session.settle()
        assert b"\x1b[23;20H" in session.output


def test_the_stock_writer_stands_behind_the_same_wall() -> None:
    """With the fall-back, only line ends come on top."""
    with small_app(KIOSK_STOCK_WRITER="1") as session:
        session.wait_for("ready")
        session.type("WO-1\r")
        session.wait_for("took 1")
        session.settle()
        assert refused_in(bytes(session.output), line_ends=True) == 0


def test_the_terminal_is_given_back_as_it_was() -> None:
    """Echo, line mode and signals are on again, and what was scanned at the end does not reach the shell."""
    with small_app() as session:
        terminal = session.terminal_descriptor
        before = termios.tcgetattr(terminal)
        session.wait_for("ready")
        assert termios.tcgetattr(terminal)[0] & (termios.ICRNL | termios.IXON) == 0
        assert termios.tcgetattr(terminal)[3] & (termios.ECHO | termios.ICANON | termios.ISIG) == 0
        session.type("\x1bORrm -rf\r")
        session.wait_for_end()
        assert termios.tcgetattr(terminal)[:4] == before[:4]


@pytest.mark.parametrize("ignore_hang_up", [False, True])
def test_the_process_ends_when_its_terminal_goes(ignore_hang_up: bool) -> None:
    """A broken connection ends the process within two seconds, also where the hang-up signal is ignored."""
    with small_app(ignore_hang_up=ignore_hang_up) as session:
        session.wait_for("ready")
        session.hang_up()
        session.wait_for_end(2)
        assert session.status == 128 + signal.SIGHUP


def test_the_process_ends_when_its_terminal_goes_before_the_screen_stands() -> None:
    """The same while it is still starting."""
    with small_app(ignore_hang_up=True) as session:
        session.wait_for("What you scan now is kept.")
        session.hang_up()
        session.wait_for_end(3)


def test_a_busy_process_ends_when_its_terminal_goes() -> None:
    """The same while the app does not listen: nobody is there to see what it would do next."""
    with small_app() as session:
        session.wait_for("ready")
        session.type("\x1b[21~")
        time.sleep(0.3)
        session.hang_up()
        session.wait_for_end(2)


def test_the_reader_notices_the_end_of_its_input() -> None:
    """Keys that came before the end are delivered, then the end is told once, without a signal."""
    reading, typing = os.pipe()
    delivered: list[str] = []
    gone = threading.Event()
    keys = TerminalInput(
        reading,
        "utf-8",
        lambda messages: delivered.extend(str(message.key) for message in messages),
        gone.set,
    )
    os.write(typing, b"ab\r")
    os.close(typing)
    assert gone.wait(5)
    assert delivered == ["a", "b", "enter"]
    keys.stop()
    os.close(reading)


def test_an_orderly_stop_gives_the_terminal_back() -> None:
    """SIGTERM, as a service manager sends it, ends with the screen restored."""
    with small_app() as session:
        session.wait_for("ready")
        session.signal(signal.SIGTERM)
        session.wait_for_end(2)
        assert session.status == 128 + signal.SIGTERM
        session.settle(0.1)
        assert session.output.endswith(b"\x1b[?1049l")


def test_a_stop_from_the_keyboard_driver_is_ignored() -> None:
    """SIGTSTP does not freeze a kiosk nobody could thaw; after SIGSTOP and SIGCONT the screen is drawn anew."""
    with small_app() as session:
        session.wait_for("ready")
        session.signal(signal.SIGTSTP)
        session.type("WO-1\r")
        session.wait_for("took 1")
        session.settle()
        session.signal(signal.SIGSTOP)
        count = session.bytes_read
        session.signal(signal.SIGCONT)
        session.wait_for_bytes(count + 200)
        session.type("WO-2\r")
        session.wait_for("took 2")


def test_a_fault_shows_no_traceback(tmp_path: os.PathLike[str]) -> None:
    """An error nobody expected ends the app and gives the terminal back; the screen shows no data and no code."""
    with small_app() as session:
        session.wait_for("ready")
        session.type("\x1b[20~")
        session.wait_for_end()
        assert session.status != 0
        session.settle(0.1)
        assert b"locals" not in session.output


def test_a_terminal_that_takes_nothing_does_not_hold_up_scans() -> None:
    """While nobody reads the screen, scans go on being taken; afterwards the last state is shown, not all in between."""
    with small_app(columns=200, lines=60) as session:
        session.wait_for("ready")
        session.pause_reading()
        for number in range(400):
            session.type("\x1b[17~" if number % 2 else "\x1bOQ")
            time.sleep(0.008)
        session.type("WO-1\r")
        time.sleep(1)
        before = session.bytes_read
        session.resume_reading()
        session.wait_for("took 1: WO-1")
        session.settle()
        assert session.bytes_read - before < 40_000
        assert any(f"Good {3 + 200 * 34:>4}" in row for row in session.rows())
