"""A person at a kiosk: scans, types and presses, and reads what stands on the glass.

The app is the real one, run without a terminal; the client is a LocalClient on a copy of the demo plant, whose work
date is Monday 16 November 2026; the clock stands at 10:05.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from time import monotonic

from textual import events
from textual.pilot import Pilot

from backend_client.client import BackendClient, OutboxDesk
from backend_client.local import LocalClient
from backend_client.store.database import open_database
from screens.app import KioskApp
from screens.language.text import TRANSLATOR
from screens.printing import StationPrinters
from screens.station import Station
from screens.terminal.bells import BellPattern
from screens.widgets.scan_framing import Scan, ScanSource
from screens.widgets.scan_line import ScanLine

NOW = datetime(2026, 11, 16, 9, 5, tzinfo=UTC)
ZONE = timezone(timedelta(hours=1))
STATION = Station(work_center_no="100", name="Assembly department", terminal_id="T-100")


class QuietApp(KioskApp):
    """The kiosk, with its bells noted in the place of being rung."""

    def __init__(
        self,
        open_client: Callable[[], BackendClient],
        station: Station = STATION,
        desk: Callable[[], OutboxDesk | None] = lambda: None,
        printers: StationPrinters | None = None,
    ) -> None:
        now = NOW.astimezone(ZONE)
        super().__init__(open_client, station, now=lambda: now, desk=desk, printers=lambda: printers)
        self.rung: list[BellPattern] = []

    def ring(self, pattern: BellPattern) -> None:
        self.rung.append(pattern)


class Operator:
    """Works at one app."""

    def __init__(self, app: QuietApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self._last = 0.0

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await self.pilot.pause()
        while not self.app.journey.intake.resting:  # noqa: ASYNC110 -- the queue has no bell
            await asyncio.sleep(0.001)
        await self.pilot.pause()

    def send(self, text: str, source: ScanSource = ScanSource.READER, lines: int = 1) -> None:
        """Hand a whole code to the scan line's owner without waiting for anything."""
        self._last = max(self._last + 2, monotonic())  # so far apart that no trigger bounced
        scan = Scan(text=text, source=source, at=self._last, lines=lines)
        self.app.glass.question.post_message(ScanLine.Scanned(scan))

    async def scan(self, *codes: str) -> None:
        """Scan codes one after the other, each after the screen has answered."""
        for code in codes:
            self.send(code)
            await self.settle()

    async def enter(self, text: str = "") -> None:
        """Type a text on the keys, then Enter."""
        for character in text:
            self.app.post_message(events.Key(character, character))
        await self.pilot.press("enter")
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await self.settle()

    def speak(self, language: str) -> None:
        """Have everything said in another language from now on, as choosing it does."""
        TRANSLATOR.speak(language)
        for screen in self.app.journey.screens:
            screen.spoken_anew()
        self.app.journey.show()

    @property
    def text(self) -> str:
        """All that stands on the glass."""
        return self.app.screen_text()

    @property
    def rows(self) -> list[str]:
        """The rows of the glass."""
        return self.text.split("\n")

    @property
    def title(self) -> str:
        """The second row."""
        return self.rows[1].strip()

    @property
    def message(self) -> tuple[str, str, str]:
        """Sign and title, what happened, what to do."""
        rule, happened, to_do = self.rows[-5:-2]
        return rule.strip("- "), happened.strip(), to_do.strip()

    @property
    def rung(self) -> list[BellPattern]:
        """What was heard since this was last asked."""
        heard, self.app.rung = self.app.rung, []
        return heard


def at_kiosk(
    open_client: Callable[[], BackendClient],
    story: Callable[[Operator], Awaitable[None]],
    *,
    size: tuple[int, int] = (80, 24),
    signed_on: bool = True,
    station: Station = STATION,
    desk: Callable[[], OutboxDesk | None] = lambda: None,
    printers: StationPrinters | None = None,
) -> None:
    """Run a story at a kiosk that has just been opened; by default OP01 has signed on."""

    async def run() -> None:
        app = QuietApp(open_client, station, desk, printers)
        async with app.run_test(size=size) as pilot:
            operator = Operator(app, pilot)
            await operator.settle()
            if signed_on:
                await operator.enter("OP01")
            app.rung = []
            await story(operator)

    asyncio.run(run())


def client_on(database: Path) -> Callable[[], LocalClient]:
    """Answer what opens a client on a database file, its clock standing."""
    return lambda: LocalClient(open_database(f"sqlite:///{database}"), now=lambda: NOW)
