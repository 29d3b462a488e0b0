"""The variables that Textual reads while it is imported, set before that happens.

Whatever TEXTUAL... variables the terminal's owner has are dropped first: one of them writes every key to a
file (a PIN among them), one types keys by itself, one lets another driver in.
"""

from collections.abc import MutableMapping

from screens.terminal.colours import COLOUR_SYSTEM, colour_depth

ESCAPE_DELAY_LOCAL = "100"
ESCAPE_DELAY_REMOTE = "400"
"""Milliseconds after which a lone ESC is the Escape key: over a network one key can come in two packets."""

FRAMES_A_SECOND = "250"
"""The compositor waits for the next tick of this clock before it draws: 4 ms at most instead of 17."""


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what the kiosk needs; to be called before Textual is imported. May be called twice."""
    depth = colour_depth(environ)
    for name in [name for name in environ if name == "TEXTUAL" or name.startswith("TEXTUAL_")]:
        del environ[name]
    for name in ("NO_COLOR", "COLUMNS", "LINES"):  # kept as our own; the terminal itself knows its size
        environ.pop(name, None)
    remote = "SSH_CONNECTION" in environ or "SSH_TTY" in environ
    environ.setdefault("ESCDELAY", ESCAPE_DELAY_REMOTE if remote else ESCAPE_DELAY_LOCAL)
    environ["KIOSK_COLOURS"] = depth
    environ["TEXTUAL_COLOR_SYSTEM"] = COLOUR_SYSTEM[depth]
    environ["TEXTUAL_THEME"] = "ansi-dark"
    environ["TEXTUAL_ANIMATIONS"] = "none"
    environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    environ["TEXTUAL_FPS"] = FRAMES_A_SECOND
