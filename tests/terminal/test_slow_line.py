"""Behind a slow line in a real terminal: the newest screen wins, and nothing old is waited for."""

from benchmarks.slow_line import Line
from tests.terminal.terminals import small_app

SLOW = Line(round_trip=0.15, baud=9_600)
PAGE, NUMBER = "\x1b[17~", "\x1bOQ"
A_SCREEN = 80 * 24


def test_frames_of_a_slow_line_do_not_queue() -> None:
    """A hundred pages and numbers in a row: the last one is shown after less than one screen, not after a hundred."""
    with small_app(line=SLOW) as session:
        session.wait_for("ready", 30)
        session.settle(0.5)
        for _ in range(50):
            session.type(PAGE + NUMBER)
            session.settle(0.01)
        session.type("WO-1\r")
        before = session.bytes_read
        session.wait_for("took 1: WO-1", 30)
        session.settle(0.6, 30)
        assert session.bytes_read - before < A_SCREEN
        assert any(f"Good {3 + 50 * 34:>4}" in row for row in session.rows())


def test_a_fast_line_is_sent_everything_at_once() -> None:
    """The same on a terminal that tells no speed: one frame, whole."""
    with small_app() as session:
        session.wait_for("ready", 30)
        session.settle()
        session.type(NUMBER)
        session.wait_for("Good   37")
        assert all("Good   37" in row for row in session.rows()[1:13])
