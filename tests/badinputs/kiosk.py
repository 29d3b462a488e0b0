"""The kiosk itself, headless, on the small plant: one input at a time, on the station home or in the entry of output.

What is looked at is what a person would see and what would be posted: which order line opened, which value stands in
the draft, what is asked, what was refused. Nothing here posts, so the registers must not move.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from backend_client.barcode.double_trigger import DoubleTrigger
from backend_client.barcode.k1 import label
from screens.app import KioskApp
from screens.drafts import Field, Question, Sure, Which
from screens.entry import Entry
from screens.frame import Sign
from screens.order_line import OrderLine
from screens.output import Output
from screens.scan import StationHome
from screens.station import Station
from screens.terminal.bells import BellPattern
from tests.badinputs.cases import Case
from tests.badinputs.plant import BADGE_TOKEN, BIG_ORDER, ORDER, ScannedPlant
from tests.badinputs.station import Drained, bytes_of, messages_of

NOW = datetime(2026, 3, 2, 10, 5, tzinfo=UTC)


class InputKiosk(KioskApp):
    """The kiosk with its bells off, and a way to wait until it has worked everything off."""

    def __init__(self, plant: ScannedPlant) -> None:
        station = Station(terminal_id="T", gs1_without_prefix=True)
        super().__init__(lambda: plant.plant.client, station, now=lambda: NOW)
        self.drained = asyncio.Event()

    def ring(self, pattern: BellPattern) -> None:
        """Stay silent."""

    def on_drained(self, message: Drained) -> None:
        """Send the message through the line again, or say that it has come back."""
        message.stop()
        if message.rounds:
            self.glass.question.post_message(Drained(message.rounds - 1))
        else:
            self.drained.set()

    async def settle(self) -> None:
        """Wait until nothing waits and nothing is under way."""
        self.drained.clear()
        self.post_message(Drained(rounds=2))
        await self.drained.wait()
        while not self.journey.intake.resting:  # noqa: ASYNC110 - the queue has no bell
            await asyncio.sleep(0.001)

    async def feed(self, data: bytes) -> None:
        """Give the terminal bytes, and wait until the kiosk has answered."""
        for message in messages_of(data):
            self.post_message(message)
        await self.settle()

    async def sign_on(self) -> None:
        """Scan the badge."""
        await self.settle()
        await self.feed(label("B", BADGE_TOKEN).encode() + b"\r")

    async def open_home(self) -> StationHome:
        """Go back to the station home, with nothing said and nothing dropped."""
        journey = self.journey
        journey.intake.go_on()
        journey._double_trigger = DoubleTrigger()
        self.glass.question.clear()
        del journey.screens[1:]
        home = journey.top
        assert isinstance(home, StationHome)
        home.notice = None
        return home

    async def open_entry(self, order_no: str) -> Entry:
        """Open the entry of output for the first operation of an order."""
        await self.open_home()
        await self.feed(order_no.encode() + b"\r")
        if not isinstance(self.journey.top, Output):
            await self.feed(b"\r")
        entry = self.journey.top
        assert isinstance(entry, Output), self.screen_text()
        return entry


async def scan_difference(kiosk: InputKiosk, case: Case) -> str:
    """Answer what is not as the case asks when it is scanned on the station home, "" when all is."""
    home = await kiosk.open_home()
    await kiosk.feed(bytes_of(case))
    top = kiosk.journey.top
    if case.expect == "reject":
        refused = top is home and (home.notice is not None and home.notice.sign is Sign.REFUSED)
        nothing_scanned = case.error == "scan.empty" and top is home
        return "" if refused or nothing_scanned else f"not refused: {kiosk.screen_text()}"
    named = str(case.value).partition(" operation ")[2]
    wanted = Output if named else OrderLine
    if not isinstance(top, wanted) or top.job.order_no != ORDER:
        return f"the {wanted.__name__} did not open: {kiosk.screen_text()}"
    return "" if not named or top.job.operation_no == named else f"operation {top.job.operation_no} is open"


async def value_difference(kiosk: InputKiosk, case: Case) -> str:
    """Answer what is not as the case asks when it is typed into the entry, "" when all is."""
    entry = await kiosk.open_entry(ORDER if "(order" in str(case.value) else BIG_ORDER)
    field = Field.RUN if case.group.startswith("duration") else Field.GOOD
    entry.locale = case.locale
    entry.draft = replace(entry.draft, output_quantity=None, run_time=None)
    entry.go_to(field)
    await kiosk.feed(bytes_of(case))
    verdict, values = _found(kiosk, entry, field, case)
    if verdict != case.expect:
        return f"wanted {case.expect}, got {verdict}: {kiosk.screen_text()}"
    if case.expect == "reject" or Decimal(str(case.value).split()[0]) in values:
        return ""
    return f"wanted {case.value}, got {values}"


def _found(kiosk: InputKiosk, entry: Entry, field: Field, case: Case) -> tuple[str, tuple[Decimal, ...]]:
    if kiosk.journey.top is not entry:
        return "left", ()
    value = entry.draft.number(field)
    if value is not None:
        return "accept", (value,)
    if isinstance(entry.pending, Sure):
        # more than is left of this order: a question of the order, not of the number
        above = entry.pending.question is Question.ABOVE_REMAINING
        return "accept" if above else "confirm", (entry.pending.value,)
    if isinstance(entry.pending, Which):
        return "confirm", entry.pending.readings
    refused = entry.notice is not None and entry.notice.sign is Sign.REFUSED
    # Enter on an empty row goes on without a value: nothing is taken, and nothing is wrong
    return ("reject", ()) if refused or not case.as_text.strip() else ("nothing", ())
