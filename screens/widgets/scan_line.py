"""The scan line: one row, `prompt > ` and what is being typed, and whole codes out of it in the order they came.

Textual's own Input hears Enter and Tab later than the characters behind them (they travel up to the app first), so
codes sent back to back are cut in the wrong places. Here every key is taken in the widget's own `_on_key`, framed
at once (scan_framing.py), and what comes out are messages, all in one order:

    ScanLine.Scanned(scan)    a code or a typed value is complete; the screen decides what it means
    ScanLine.Pressed(key)     a key that is not for the line: up, down, pageup, pagedown, f1 to f10, f12

Keep one scan line for the whole life of the app and change what stands above it: keys that wait for a widget are
lost or reordered when the focus moves to another. A screen that pushes another first lets this one be empty.

A burst is drawn with its first key and then at most every 50 ms; only this row is drawn, nothing is laid out, and
nothing blinks. The text is never masked. A paste is framed like scans and marked (`ScanSource.PASTE`): it never
answers a confirmation.
"""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from screens import display
from screens.widgets.scan_framing import Scan, ScanFraming

_DRAW_EVERY = 0.05  # seconds
_HIDDEN = "*"
_PROMPT_END = " > "


class ScanLine(Widget, can_focus=True):
    """The one field of a screen. `prompt` says what is asked, without its end sign."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"scan-line--prompt", "scan-line--text", "scan-line--kept"}
    DEFAULT_CSS = """
    ScanLine {
        height: 1;
        width: 1fr;
    }
    ScanLine > .scan-line--text {
        text-style: bold;
    }
    ScanLine > .scan-line--kept {
        text-style: reverse;
    }
    """

    class Scanned(Message):
        """A code or a typed value is complete."""

        def __init__(self, scan: Scan) -> None:
            super().__init__()
            self.scan = scan

    class Pressed(Message):
        """A key that is not for the line."""

        def __init__(self, key: str, at: float) -> None:
            super().__init__()
            self.key = key
            self.at = at

    class Ready(Message):
        """It has the focus: keys reach it from now on."""

    def __init__(
        self,
        prompt: str = "",
        framing: ScanFraming | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str = "",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.framing = framing or ScanFraming()
        self.before_drawing: Callable[[], None] = lambda: None
        """Called before what was typed is seen."""
        self._prompt = prompt
        self._secret = False
        self._drawn_at = 0.0
        self._draw_later: Timer | None = None

    @property
    def prompt(self) -> str:
        """What is asked, such as "Quantity"."""
        return self._prompt

    @prompt.setter
    def prompt(self, prompt: str) -> None:
        if prompt != self._prompt:
            self._prompt = prompt
            self.refresh()

    @property
    def secret(self) -> bool:
        """Whether what is typed is shown as signs only."""
        return self._secret

    @secret.setter
    def secret(self, secret: bool) -> None:
        if secret != self._secret:
            self._secret = secret
            self.refresh()

    @property
    def text(self) -> str:
        """What is typed and not yet complete."""
        return self.framing.text

    def clear(self) -> None:
        """Empty the line."""
        self.framing.clear()
        self.refresh()

    def keep(self, text: str) -> None:
        """Show a refused value, marked; the next key replaces it. A code begun meanwhile is left alone."""
        if self.framing.keep(text):
            self.refresh()

    def type_again(self, text: str) -> None:
        """Go on with a text that had no end when the program ended; a code begun meanwhile is left alone."""
        if self.framing.begin(text):
            self.refresh()

    async def _on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        taken, scan = self.framing.key(event.key, event.character, event.time)
        if scan is not None:
            self.post_message(self.Scanned(scan))
        elif not taken:
            self.post_message(self.Pressed(event.key, event.time))
            return
        self._draw()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        for scan in self.framing.paste(event.text, event.time):
            self.post_message(self.Scanned(scan))
        self._draw()

    def _on_focus(self, event: events.Focus) -> None:
        super()._on_focus(event)
        self.post_message(self.Ready())
        self.refresh()

    def _draw(self) -> None:
        """Draw now, or once a little later for all keys of a burst."""
        if self._draw_later is not None:
            return
        now = monotonic()
        wait = self._drawn_at + _DRAW_EVERY - now
        if wait <= 0:
            self._drawn_at = now
            self.before_drawing()
            self.refresh()
        else:
            self._draw_later = self.set_timer(wait, self._draw_burst)

    def _draw_burst(self) -> None:
        self._draw_later = None
        self._drawn_at = monotonic()
        self.before_drawing()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        if y or not width:
            return Strip.blank(width, base)
        prompt = display.clean(self._prompt, max(width // 2, 8)) + _PROMPT_END
        text, cursor = self._shown(max(width - cell_len(prompt) - 1, 1))
        if self.has_focus:
            region = self.content_region
            self.app.cursor_position = Offset(region.x + cell_len(prompt) + cursor, region.y)
        state = "scan-line--kept" if self.framing.kept else "scan-line--text"
        prompt_style = self.get_component_rich_style("scan-line--prompt")
        segments = [Segment(prompt, prompt_style), Segment(text, self.get_component_rich_style(state))]
        return Strip(segments).adjust_cell_length(width, base)

    def _shown(self, room: int) -> tuple[str, int]:
        """Answer the part of the text that fits, and the cell of the cursor in it."""
        framing = self.framing
        text = _HIDDEN * len(framing.text) if self._secret else framing.text
        before = display.replace_hostile(text[: framing.cursor])
        after = display.replace_hostile(text[framing.cursor :])
        cut = False
        while before and cell_len(before) > room:
            before = before[max(cell_len(before) - room, 1) :]
            cut = True
        if cut:  # the beginning is out of sight: say so in the place of two characters
            before = ".." + before[2:]
        cursor = cell_len(before)
        return before + display.cut(after, max(room - cursor, 0)), cursor
