"""The kiosk as Textual runs it: one glass, one scan line that has the focus for the whole life of the app.

Everything a person does becomes an input of the journey, in order; everything the journey wants to show becomes a
frame. The glass is drawn before the client exists, so the first scan may come while the database is being opened:
it waits in the scan line's queue and is taken then.
"""

import os
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from screens.drawing import draw, plain_rows
from screens.frame import Frame, Role
from screens.intake import Intake, Tick
from screens.language.text import TRANSLATOR
from screens.opening import opening_frame
from screens.station import Look, Station
from screens.terminal.bells import BellPattern
from screens.terminal.colours import ColourDepth, colour_depth
from screens.terminal.terminal_app import TerminalApp
from screens.themes import THEMES, ThemeName
from screens.widgets.frame_view import FrameView
from screens.widgets.scan_framing import ScanFraming
from screens.widgets.scan_line import ScanLine

if TYPE_CHECKING:
    from backend_client.client import BackendClient, Standing
    from screens.journey import Journey
    from screens.kept_entries import EntryKeeper
    from screens.printing import StationPrinters

RENEW_SECONDS = 30
FLASH_SECONDS = 0.3
SILENCE_SECONDS = 2.0
TRAINING_STATUS = 75
"""The exit status of a kiosk that makes room for one on the shadow of the plant."""
_SUPERVISED = "journey"


def local_now() -> datetime:
    """Read this terminal's clock."""
    return datetime.now().astimezone()  # noqa: TID251 -- the clock of the screens


class Glass(Screen[None]):
    """What the person sees: drawn rows, the question, the keys."""

    AUTO_FOCUS = "#question"
    DEFAULT_CSS = """
    Glass { layout: vertical; }
    Glass #keys { height: 1; }
    """
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(self, styles: dict[Role, Style], framing: ScanFraming) -> None:
        super().__init__()
        self.above = FrameView(styles, id="above")
        self.question = ScanLine(framing=framing, id="question")
        self.keys = FrameView(styles, id="keys")

    def compose(self) -> ComposeResult:
        """Stack the three parts."""
        yield self.above
        yield self.question
        yield self.keys


class KioskApp(TerminalApp):
    """The kiosk. `open_client` is called once, in a thread, after the first frame stands; then `desk`."""

    CSS = """
    * { scrollbar-size: 0 0; }
    """

    def __init__(
        self,
        open_client: "Callable[[], BackendClient]",
        station: Station,
        *,
        now: Callable[[], datetime] = local_now,
        moment: Callable[[], float] = monotonic,
        framing: ScanFraming | None = None,
        desk: "Callable[[], Standing | None]" = lambda: None,
        keeper: "Callable[[], EntryKeeper] | None" = None,
        can_train: "Callable[[], bool]" = lambda: False,
        printers: "Callable[[], StationPrinters | None]" = lambda: None,
    ) -> None:
        super().__init__()
        TRANSLATOR.speak(station.language)
        self.station = station
        self.look = station.look
        self.now = now
        self.moment = moment
        """The clock that scans carry: it only goes forward."""
        self._framing = framing or ScanFraming()
        self._frame: Frame | None = None
        self._glass: Glass | None = None
        self._open_client = open_client
        self._desk = desk
        self._keeper = keeper
        self._can_train = can_train
        self._printers = printers
        self._listening: Timer | None = None
        self.intake = Intake()
        self._early: list[events.Event] | None = []
        """Keys and pastes that came before the scan line could take them; None from then on."""

    @cached_property
    def journey(self) -> "Journey":
        """The way through the screens; imported, with all of them, after the first frame stands."""
        from screens.backend import Backend  # noqa: PLC0415 -- see above
        from screens.journey import Journey  # noqa: PLC0415

        journey = Journey(self, Backend(self._open_client, self._desk, self._kept_changed), self.station)
        journey.intake = self.intake
        if self._keeper is not None:
            journey.keep_entries(self._keeper())
        journey.print_on(self._printers())
        journey.columns = self.size.width
        return journey

    def get_default_screen(self) -> Glass:
        """Answer the one screen that there is."""
        self._glass = Glass(self._styles, self._framing)
        self._glass.question.before_drawing = self._keep_what_is_typed
        return self._glass

    @property
    def _styles(self) -> dict[Role, Style]:
        monochrome = colour_depth(os.environ) is ColourDepth.MONOCHROME
        return THEMES[ThemeName.MONOCHROME if monochrome else self.look.theme]

    def on_mount(self) -> None:
        """Show the first frame; what needs more comes after it."""
        self.show(opening_frame(self.station.title))
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Begin the journey and the clock."""
        self.run_worker(self.journey.run(), name=_SUPERVISED, exit_on_error=True)
        self.set_interval(RENEW_SECONDS, self._renew)
        self._next_minute()

    async def on_event(self, event: events.Event) -> None:
        """Hold what is scanned before the scan line stands: Textual would give it to nobody."""
        if isinstance(event, events.Key | events.Paste) and self._early is not None:
            self._early.append(event)
        else:
            await super().on_event(event)

    def on_scan_line_ready(self) -> None:
        """Hand on what was held, before anything that comes later."""
        early, self._early = self._early or [], None
        for event in early:
            self.glass.question.post_message(event)

    def on_unmount(self) -> None:
        """Take no more calls of the back end."""
        if self._has_begun:
            self.journey.end()

    def on_scan_line_scanned(self, message: ScanLine.Scanned) -> None:
        """Hand a scan on."""
        self.intake.put(message.scan)

    def on_scan_line_pressed(self, message: ScanLine.Pressed) -> None:
        """Hand a key on."""
        from screens.base import key_of  # noqa: PLC0415 -- not before the first frame

        key = key_of(message.key)
        if key is not None:
            self.intake.put(key)

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size; what is entered stays."""
        if self._has_begun:
            self.journey.columns = event.size.width
            self.intake.put(Tick.SIZE)
        self._draw()

    # What the journey asks of the glass.

    def show(self, frame: Frame) -> None:
        """Show a frame from now on."""
        self._frame = frame
        if frame.raw and self._listening is None:
            self._listening = self.set_interval(SILENCE_SECONDS / 2, self._listen)
        elif not frame.raw and self._listening is not None:
            self._listening.stop()
            self._listening = None
        self._draw()

    def _listen(self) -> None:
        if self.typed and monotonic() - self.glass.question.framing.last_at > SILENCE_SECONDS:
            self.intake.put(Tick.SILENCE)

    def leave(self) -> None:
        """End the program in order."""
        self.exit()

    def train(self) -> bool:
        """End the program for one on the shadow of the plant; False where there is none."""
        if not self._can_train():
            return False
        self.exit(return_code=TRAINING_STATUS)
        return True

    def dress(self, look: Look) -> None:
        """Look and sound like this from now on."""
        self.look = look
        for view in (self.glass.above, self.glass.keys):
            view.dress(self._styles)

    def ring(self, pattern: BellPattern) -> None:
        """Sound a pattern, where there is to be sound; turn two rows where there is to be a flash."""
        if self.look.sound:
            super().ring(pattern)
        if self.look.flash:
            self._draw(turned=True)
            self.set_timer(FLASH_SECONDS, self._draw)

    @property
    def typed(self) -> str:
        """What is being typed in the question's row and has no end yet; a refused value is not."""
        return "" if self.glass.question.framing.kept else self.glass.question.text

    def clear_line(self) -> bool:
        """Empty the question's row; answers whether anything stood there."""
        stood = bool(self.glass.question.text)
        self.glass.question.clear()
        return stood

    def keep_line(self, text: str) -> None:
        """Leave a refused value in the question's row, marked; the next key replaces it."""
        self.glass.question.keep(text)

    def type_again(self, text: str) -> None:
        """Put there what had been typed and had no end; not where something is typed already."""
        self.glass.question.type_again(text)

    @property
    def _has_begun(self) -> bool:
        return "journey" in vars(self)

    @property
    def glass(self) -> Glass:
        """The one screen."""
        assert self._glass is not None, "asked before the first frame"
        return self._glass

    def screen_text(self) -> str:
        """Answer what stands on the glass, as plain rows: for tours and tests."""
        if self._frame is None:
            return ""
        size = self.size
        return "\n".join(plain_rows(self._frame, size.width, size.height, self.glass.question.text))

    def _draw(self, *, turned: bool = False) -> None:
        if self._frame is None or self._glass is None:
            return
        picture = draw(self._frame, self.size.width, self.size.height)
        if self._has_begun:
            self.journey.page_rows = picture.listed
        self.glass.above.show(picture.turned() if turned else picture.above)
        self.glass.keys.show((picture.keys,))
        self.glass.question.prompt = f" {self._frame.prompt}"
        self.glass.question.secret = self._frame.secret

    def _keep_what_is_typed(self) -> None:
        if self._has_begun:
            self.journey.keep_open()

    def _kept_changed(self) -> None:
        self.intake.put(Tick.KEPT)

    def _renew(self) -> None:
        self.intake.put(Tick.RENEW)

    def _next_minute(self) -> None:
        now = self.now()
        self.set_timer(60 - now.second - now.microsecond / 1_000_000 + 0.01, self._minute)

    def _minute(self) -> None:
        self.intake.put(Tick.MINUTE)
        self._next_minute()
