"""The first frame: a prompt that keeps every scan, before anything heavy is imported.

Importing what the kiosk needs takes some 300 ms; an operator who wipes the card through the reader at once must
not lose a character. So the terminal goes into raw mode first, the frame below is painted with plain text, and
what is scanned meanwhile waits in the terminal until the kiosk reads it.

    exec -> prompt visible, every character kept      some 30 ms
    exec -> full screen                               some 350 ms
"""

import os

from screens.terminal.takeover import TAKEOVER, terminal_size

PROMPT = " Badge or number > "
KEPT = "   What you scan now is kept."
_RULE = "-"
_STARTING = "-- = Starting "


def opens_the_app(arguments: list[str]) -> bool:
    """Say whether the command opens the kiosk and nothing can be wrong with how it was typed."""
    return arguments in ([], ["demo"])


def show() -> bool:
    """Take the terminal and paint; answers False, with nothing done, when there is no terminal to work on."""
    if not (os.isatty(0) and os.isatty(1)) or not TAKEOVER.take():
        return False
    columns, lines = terminal_size()
    TAKEOVER.paint(rows(columns, lines), (min(len(PROMPT), columns - 1), max(lines - 2, 0)))
    return True


def rows(columns: int, lines: int) -> list[str]:
    """Answer the frame: prompt and message where every screen has them, the prompt in the last row but one."""
    frame = [""] * lines
    if lines >= 6:
        frame[2] = _RULE * columns
        frame[-5] = _STARTING.ljust(columns, _RULE)[:columns]
        frame[-3] = KEPT[:columns]
    if lines >= 2:
        frame[-2] = PROMPT[:columns].rstrip()
    return frame


def end() -> None:
    """Give the terminal back, to print to it as ever; does nothing when it was not taken."""
    TAKEOVER.give_back()
