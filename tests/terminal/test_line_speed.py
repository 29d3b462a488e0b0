"""How fast a line is taken to be: what its terminal was told, or the person who set it up; else as fast as it takes it."""

import os
import termios
from collections.abc import Iterator

import pytest

from screens.terminal.output import line_speed


@pytest.fixture
def terminal() -> Iterator[int]:
    """A terminal's end of a pseudo-terminal."""
    keyboard, end = os.openpty()
    yield end
    os.close(end)
    os.close(keyboard)


def set_speed(terminal: int, speed: int) -> None:
    """Do as `stty` or sshd does."""
    attributes = termios.tcgetattr(terminal)
    attributes[4] = attributes[5] = speed
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


@pytest.mark.parametrize(
    ("speed", "carried"),
    [
        (termios.B300, 30),
        (termios.B9600, 960),
        (termios.B19200, 1920),
        (termios.B38400, None),
        (termios.B115200, None),
        (termios.B0, None),
    ],
)
def test_a_terminal_tells_its_speed(terminal: int, speed: int, carried: float | None) -> None:
    """9,600 baud carry 960 bytes a second; 38,400 is what every terminal says that nobody told."""
    set_speed(terminal, speed)
    assert line_speed(terminal, {}) == carried


def test_what_is_set_counts_more(terminal: int) -> None:
    """The variable overrules the terminal; what is no number does not, and nothing is slower than 300 baud."""
    set_speed(terminal, termios.B9600)
    assert line_speed(terminal, {"KIOSK_LINE_SPEED": "2400"}) == 240
    assert line_speed(terminal, {"KIOSK_LINE_SPEED": "0"}) == 30
    for told in ("", "fast", "-1", "٣٠٠", "9" * 400):
        assert line_speed(terminal, {"KIOSK_LINE_SPEED": told}) == 960


def test_a_pipe_has_no_speed() -> None:
    """What is no terminal is as fast as it takes it."""
    reading, writing = os.pipe()
    assert line_speed(writing, {}) is None
    os.close(reading)
    os.close(writing)
