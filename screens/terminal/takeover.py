r"""Takes the terminal over before the program is ready for it, and gives it back.

A terminal starts in line mode: it echoes what is scanned over the screen, turns the Enter of a scan (CR) into
LF, and lets Ctrl-C end the program. `take` switches that off as the first thing the program does, so a code
scanned while Python still imports waits in the terminal whole, its Enter included, until the kiosk reads it.
`paint` shows a first screen with the prompt in its place.

Standard library only, and little of it: nothing else is imported before the prompt stands.
"""

import os
import termios

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

START = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?1l\x1b>"
"""Other screen, no wrap at the last column, pastes are marked, cursor and number keys send plain codes."""
END = "\x1b[m\x1b[2J\x1b[H\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l"

COLUMNS_MOST, LINES_MOST = 500, 200

_IFLAG, _LFLAG, _CC = 0, 3, 6


class Takeover:
    """The state of the one terminal this process has: raw or not, what has been painted on it."""

    def __init__(self) -> None:
        self._before: list[Any] | None = None
        self.on = False
        """True from `take` to `give_back`."""
        self.painted: tuple[tuple[int, int], list[str]] | None = None
        """Size (columns, rows) and the rows of the first screen while nothing else has been drawn."""

    def take(self, keys: int = 0, screen: int = 1) -> bool:
        """Switch to raw mode and to the other screen; bytes already typed stay.

        Answers False when descriptor `keys` is no terminal; nothing is written then.
        """
        if not self._enter_raw_mode(keys):
            return False
        if not self.on:
            self.on = True
            _write(screen, START)
        return True

    def paint(self, rows: list[str], cursor: tuple[int, int], screen: int = 1) -> None:
        """Show plain rows from the top, then put the cursor at column and row (counted from 0)."""
        size = terminal_size(screen)
        pieces = ["\x1b[m\x1b[2J"]
        for number, row in enumerate(rows, 1):
            if row.strip():
                indent = len(row) - len(row.lstrip())
                pieces.append(f"\x1b[{number};{indent + 1}H{row.strip()}")
        pieces.append(f"\x1b[{cursor[1] + 1};{cursor[0] + 1}H")
        _write(screen, "".join(pieces))
        self.painted = (size, rows)

    def give_back(self, keys: int = 0, screen: int = 1) -> None:
        """Leave the other screen and raw mode; does nothing when the terminal is not taken."""
        if self.on:
            self.on = False
            self.painted = None
            _write(screen, END)
        self.leave_raw_mode(keys)

    def leave_raw_mode(self, keys: int = 0) -> None:
        """Set the terminal as it was found; what was scanned and not read is dropped.

        Codes left in the terminal would otherwise be typed into the shell that gets it next.
        """
        if self._before is None:
            return
        try:
            termios.tcflush(keys, termios.TCIFLUSH)
            termios.tcsetattr(keys, termios.TCSANOW, self._before)
        except termios.error:
            return  # the terminal is gone: there is nothing to give back
        finally:
            self._before = None

    def _enter_raw_mode(self, keys: int) -> bool:
        try:
            attributes = termios.tcgetattr(keys)
            if self._before is None:
                self._before = [*attributes[:_CC], list(attributes[_CC])]
            attributes[_IFLAG] &= ~(
                termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR | termios.ISTRIP
            )
            attributes[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            attributes[_CC][termios.VMIN] = 1
            attributes[_CC][termios.VTIME] = 0
            termios.tcsetattr(keys, termios.TCSANOW, attributes)
        except termios.error:
            return False
        return True


def terminal_size(screen: int = 1) -> tuple[int, int]:
    """Answer columns and rows; 80 by 24 where the terminal does not know, as on a serial line.

    Never more than a wall of screens has: whoever connects may call a window 65535 by 65535, and drawing that would
    take the machine's memory.
    """
    try:
        size = os.get_terminal_size(screen)
    except OSError:
        return 80, 24
    return min(size.columns or 80, COLUMNS_MOST), min(size.lines or 24, LINES_MOST)


def _write(screen: int, text: str) -> None:
    try:
        os.write(screen, text.encode("ascii", "replace"))
    except OSError:
        return  # the terminal is gone; whoever reads from it finds out


TAKEOVER = Takeover()
"""The one terminal of this process."""
