"""A small app on the terminal's own classes, run in a real terminal by the tests beside it.

Enter takes the typed line (and shows what its \\x1b stand for, uncleaned), F2 changes one number, F3 leaves, F5 opens a dialog over the screen and closes it,
F6 pages the list, F7 writes a lot, F8 rings posted, F9 fails, F10 is busy for a minute; every other key shows its name.
"""

import codecs
import os
import sys
import time
from typing import Any

from screens.terminal.environment import prepare

prepare(os.environ)

from rich.cells import set_cell_size  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.segment import Segment  # noqa: E402
from rich.style import Style  # noqa: E402
from textual import events  # noqa: E402
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.geometry import Offset  # noqa: E402
from textual.screen import ModalScreen  # noqa: E402
from textual.strip import Strip  # noqa: E402
from textual.widget import Widget  # noqa: E402
from textual.widgets import Static  # noqa: E402

from kiosk import first_frame  # noqa: E402 - the environment comes first
from screens.terminal.bells import BellPattern  # noqa: E402
from screens.terminal.terminal_app import TerminalApp  # noqa: E402

PROMPT = " Badge or number > "
LISTED = (
    "Airpot",
    "Airpot Duo, 板金 cover",
    "Müller é e\u0301",
    "Tray 😀 boxed",
    "█▓▓··· 52 %",
    "plain",
    "",
    "last ✓ one",
)


class Prompt(Widget, can_focus=True):
    """One row that takes every key."""

    DEFAULT_CSS = "Prompt { dock: bottom; height: 1; width: 100%; }"
    typed = ""

    def render_line(self, y: int) -> Strip:
        """Draw prompt and what is typed."""
        strip = Strip([Segment(PROMPT, Style(bold=True)), Segment(self.typed)])
        self.app.cursor_position = Offset(len(PROMPT) + len(self.typed), self.region.y)
        return strip.adjust_cell_length(self.size.width)

    def on_key(self, event: events.Key) -> None:
        """Take a key."""
        event.stop()
        app = self.app
        assert isinstance(app, SmallApp)
        if event.character in {"\r", "\n"}:
            app.take(self.typed)
            self.typed = ""
        elif event.key == "f3":
            app.exit()
        elif event.key == "f5":
            app.push_screen(Dialog())
        elif event.key == "f9":
            raise ZeroDivisionError("f9 fails")
        elif not app.command(event.key):
            if event.is_printable and event.character:
                self.typed += event.character
            else:
                app.say(f"key {event.key}")
        self.refresh()


class Dialog(ModalScreen[None]):
    """A box in the middle of the screen; any key closes it."""

    CSS = "Dialog { align: center middle; } #box { width: 30; height: 5; border: round ansi_yellow; }"

    def compose(self) -> ComposeResult:
        """Show the question."""
        yield Static("Half of it 板? [not markup]", id="box", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Close."""
        event.stop()
        self.dismiss()


class SmallApp(TerminalApp):
    """Status row, list, message and prompt."""

    CSS = """
    Screen { background: ansi_default; }
    #status { background: ansi_white; color: ansi_black; height: 1; }
    #list { height: 12; color: ansi_green; }
    #message { height: 6; text-style: bold; }
    """
    taken = 0
    page = 0
    number = 3

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(" 100 Assembly department  Operator 01        = connected", id="status", markup=False)
        yield Static(id="list", markup=False)
        yield Static("ready", id="message", markup=False)
        yield Prompt()

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(Prompt).focus()
        self.show_list()

    def show_list(self) -> None:
        """Show one page of the list."""
        numbers = [(row + self.page) for row in range(12)]
        rows = [
            f" {number % 10} {set_cell_size(LISTED[number % len(LISTED)], 40)}Good {self.number:>4}"
            for number in numbers
        ]
        self.query_one("#list", Static).update("\n".join(rows))

    def say(self, text: str) -> None:
        """Show a message."""
        self.query_one("#message", Static).update(text)

    def take(self, code: str) -> None:
        """Take a scanned code."""
        self.taken += 1
        shown = codecs.decode(code, "unicode_escape") if "\\x" in code else code
        self.say(f"took {self.taken}: {shown}")
        self.ring(BellPattern.TAKEN)

    def command(self, key: str) -> bool:
        """Do what a key stands for; answers False when it stands for nothing."""
        if key == "f2":
            self.number += 34
        elif key == "f6":
            self.page += 5
        elif key == "f7":
            self.say("0123456789" * 48)
        elif key == "f8":
            self.ring(BellPattern.POSTED)
        elif key == "f10":
            time.sleep(60)
        else:
            return False
        self.show_list()
        return True


class OtherUpdate(CompositorUpdate):
    """A small change in a form that another version of the library might use."""

    def __init__(self, *parts: Any) -> None:
        self._update = ChopsUpdate(*parts)

    def render_segments(self, console: Console) -> str:
        """Draw as ever."""
        return self._update.render_segments(console)


if __name__ == "__main__":
    if os.environ.get("OTHER_LIBRARY"):
        Compositor.render_partial_update.__globals__["ChopsUpdate"] = OtherUpdate
    first_frame.show()
    status = SmallApp().run_in_terminal()
    first_frame.end()
    sys.exit(status)
