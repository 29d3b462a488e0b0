"""The app class the kiosk stands on: our driver, our writer, and nothing of Textual that a plant floor must not have.

No quit key, no command palette, no way to a shell, to files or to the clipboard; no animation. Only changed
cells are sent (cell_writer.py); with `KIOSK_STOCK_WRITER=1`, or should the private parts of Textual that the
writer reads look otherwise than expected, Textual's own writer is used, and shows the same screen.
"""

import os
import sys
from typing import Any, ClassVar

from rich.color import ColorSystem
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from screens.language.text import _
from screens.terminal.bells import BellPattern, BellPlayer
from screens.terminal.cell_writer import CellWriter, can_read
from screens.terminal.colours import ColourDepth, colour_depth
from screens.terminal.driver import KioskDriver
from screens.terminal.takeover import TAKEOVER

_COLOUR_SYSTEMS = {
    ColourDepth.MONOCHROME: ColorSystem.STANDARD,
    ColourDepth.SIXTEEN: ColorSystem.STANDARD,
    ColourDepth.TWO_HUNDRED_FIFTY_SIX: ColorSystem.EIGHT_BIT,
    ColourDepth.TRUE: ColorSystem.TRUECOLOR,
}


class TerminalApp(App[None], inherit_bindings=False):
    """An app that owns its terminal. Screens set `cursor_position` to where the next key will stand."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(self) -> None:
        super().__init__(driver_class=KioskDriver, ansi_color=True)
        self.theme = "ansi-dark"
        self.animation_level = "none"
        depth = colour_depth(os.environ)
        if depth is ColourDepth.MONOCHROME:
            from screens.terminal.monochrome import Monochrome  # noqa: PLC0415 - where it is needed

            self._filters.append(Monochrome())
        self.cell_writer: CellWriter | None = None
        if os.environ.get("KIOSK_STOCK_WRITER") != "1":
            self.cell_writer = CellWriter(_COLOUR_SYSTEMS[depth])
        self._bells = BellPlayer(ring=self.bell, later=self.set_timer)

    def run_in_terminal(self) -> int:
        """Run until the end and answer the exit status; an error nobody expected is raised here."""
        self.run(mouse=False)
        if self.refused_controls:
            count = {"count": self.refused_controls}
            told = _("kiosk: foreign control characters kept from the terminal: %(count)s") % count
            sys.stderr.write(f"{told}\n")
        if self._exception is not None:
            raise self._exception
        return self.return_code or 0

    @property
    def refused_controls(self) -> int:
        """How many control characters the wall has kept from the terminal: 0 unless a text was not cleaned."""
        return self._driver.wall.refused if isinstance(self._driver, KioskDriver) else 0

    def ring(self, pattern: BellPattern) -> None:
        """Sound a pattern; a newer one replaces what has not yet been rung, save a call to look up."""
        self._bells.play(pattern)

    def terminal_idle(self) -> None:
        """The terminal has taken the last frame: send what has changed since then."""
        self._send_frame()

    def forget_screen(self) -> None:
        """What the terminal shows is not known any more: the next frame draws everything."""
        if self.cell_writer is None:
            return
        if TAKEOVER.painted is None:
            self.cell_writer.forget()
            return
        (width, height), rows = TAKEOVER.painted
        TAKEOVER.painted = None
        rows = [*rows, *[""] * (height - len(rows))][:height]
        self.cell_writer.assume(width, [row.ljust(width)[:width] for row in rows])

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Show an update of the compositor: as changed cells, or the way Textual does it."""
        writer = self.cell_writer
        if writer is None or renderable is None or self._batch_count or not self._can_show:
            super()._display(screen, renderable)
        elif isinstance(renderable, CompositorUpdate) and can_read(renderable):
            writer.take(renderable)
            self._send_frame()
            self.post_display_hook()
        else:
            self._use_stock_writer()
            super()._display(screen, renderable)

    def _use_stock_writer(self) -> None:
        """Go on the way Textual does it: what came was not what our writer can read."""
        self.cell_writer = None
        if isinstance(self._driver, KioskDriver):
            self._driver.let_line_ends_through()
        self.refresh()

    @property
    def _can_show(self) -> bool:
        return self._running and not self._closed and not self.is_headless and self._driver is not None

    def _send_frame(self) -> None:
        driver = self._driver
        if self.cell_writer is None or not self._can_show or not isinstance(driver, KioskDriver):
            return
        if not driver.idle:
            return  # the line is busy: this frame waits and becomes one with the next
        text = self.cell_writer.frame(self._cursor(), driver.at_once)
        if text:
            driver.write(text)

    def _cursor(self) -> tuple[int, int] | None:
        """Answer where the terminal's cursor belongs; None, hidden, on a screen that takes no text."""
        column, row = self.cursor_position
        if (column, row) == (0, 0):
            return None
        width, height = self.size
        return min(column, width - 1), min(row, height - 1)

    def copy_to_clipboard(self, text: str) -> None:
        """Do nothing: the clipboard belongs to whoever owns the terminal."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Do nothing: no address is ever opened."""

    def action_suspend_process(self) -> None:
        """Do nothing: there is no shell behind the kiosk."""

    def save_screenshot(self, *_arguments: Any, **_options: Any) -> str:
        """Write no file."""
        return ""

    def _fatal_error(self) -> None:
        """End without a traceback on the screen: it would show data, and what it shows is not cleaned."""
        self._close_messages_no_wait()

    def _set_pointer_shape(self, shape: str) -> None:
        """Do nothing: there is no mouse."""
