"""A station for one input at a time: the real terminal input, scan line, router and readers, in a running app.

Bytes go into the thread that reads the terminal; what comes out at the other end are the reactions.
"""

import asyncio
import os
import re
import select
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widgets import Static

from backend_client.barcode.double_trigger import DoubleTrigger
from backend_client.barcode.events import PlainText, Rejected
from backend_client.barcode.router import route
from screens import display
from screens.language import readings
from screens.language.durations import read_duration
from screens.language.numbers import read_quantity
from screens.terminal.input import TerminalInput
from screens.widgets.scan_framing import Scan, ScanSource
from screens.widgets.scan_line import ScanLine
from tests.badinputs.cases import Case
from tests.badinputs.plant import ScannedPlant

_KEYS_MAX = 50_000
"""Inputs longer than this come as one paste: a reader that is stuck for a minute would take the test a minute."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the station did with one framed text: accept, confirm, reject or ignore."""

    verdict: str
    value: Any = None
    code: str = ""
    field: str = ""


class Drained(Message):
    """Comes back when everything posted before it has been worked off."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds


class BadInputStation(App[None], inherit_bindings=False):
    """A scan line and one row that says what happened, cleaned as every row is."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, plant: ScannedPlant) -> None:
        super().__init__()
        self.plant = plant
        self.line = ScanLine("Scan or enter")
        self.said = Static(id="said")
        self.case: Case | None = None
        self.reactions: list[Reaction] = []
        self.guard = DoubleTrigger()
        self.drained = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield self.said
        yield self.line

    def on_mount(self) -> None:
        self.line.focus()

    def on_scan_line_scanned(self, message: ScanLine.Scanned) -> None:
        reaction = self.react(message.scan)
        self.reactions.append(reaction)
        self.said.update(display.content(f"{reaction.verdict} {message.scan.text}", 80))

    def react(self, scan: Scan) -> Reaction:
        assert self.case is not None
        if self.case.group.startswith("scan"):
            if self.guard.is_repeat(scan.text, scan.milliseconds):
                return Reaction("ignore", "repeat")
            return reaction_to_scan(scan, self.plant)
        return reaction_to_value(scan, self.case)

    async def run_case(self, case: Case) -> list[Reaction]:
        """Answer all reactions to one input."""
        self.case, self.reactions, self.guard = case, [], DoubleTrigger()
        self.line.clear()
        for message in messages_of(bytes_of(case)):
            self.post_message(message)
        self.drained.clear()
        self.post_message(Drained(rounds=2))
        await self.drained.wait()
        return self.reactions

    def on_drained(self, message: "Drained") -> None:
        """Send the message through the line once more: behind the keys, then behind what they became."""
        message.stop()
        if message.rounds:
            self.line.post_message(Drained(message.rounds - 1))
        else:
            self.drained.set()


def bytes_of(case: Case) -> bytes:
    """Answer what the terminal gets: what has no end of its own gets Enter."""
    data = case.as_bytes
    typed = not case.group.startswith("scan")
    if len(data) > _KEYS_MAX or (typed and re.search(rb"[\r\n\t]", data)):
        data = b"\x1b[200~" + data + b"\x1b[201~"
    return data if data.endswith((b"\r", b"\n", b"\t")) else data + b"\r"


def messages_of(data: bytes) -> Sequence[Message]:
    """Answer the messages that the terminal's reading thread makes of some bytes."""
    end, terminal = os.pipe()
    gone = threading.Event()
    messages: list[Message] = []
    reading = TerminalInput(end, "utf-8", messages.extend, gone.set)
    with os.fdopen(terminal, "wb") as keyboard:
        keyboard.write(data)
        keyboard.flush()
        while select.select([end], [], [], 0)[0] or reading._parser._timeout_time is not None:
            time.sleep(0.005)  # a lone ESC waits for the rest of its sequence
    assert gone.wait(60)
    reading.stop()
    os.close(end)
    return messages


def reaction_to_scan(scan: Scan, plant: ScannedPlant) -> Reaction:
    """Route a scan; what may be an order, an item or a lot is looked up in the plant."""
    event = route(scan.text, gs1_without_prefix=True)
    if isinstance(event, Rejected):
        return Reaction("reject", code=event.code, field=event.field)
    answer = plant.look_up(event)
    return Reaction(answer.verdict, answer.value, answer.code, "scan" if answer.code else "")


def reaction_to_value(scan: Scan, case: Case) -> Reaction:
    """Read a typed value as a form does: a code is no value, and neither is a paste of several lines."""
    field = "quantity" if case.group.startswith("qty") else "run_time"
    if scan.source is ScanSource.PASTE and scan.lines > 1:
        return Reaction("reject", code=readings.Fault.FORMAT, field=field)
    event = route(scan.text) if scan.text else None
    if isinstance(event, PlainText | Rejected | None):
        reading = _reading(scan, case)
    else:
        reading = readings.Rejected(readings.Fault.LOOKS_LIKE_SCAN)
    match reading:
        case readings.Accepted(value):
            return Reaction("accept", value)
        case readings.Confirm(value):
            return Reaction("confirm", value)
        case readings.Doubtful(values):
            return Reaction("confirm", values)
        case readings.Rejected(fault):
            return Reaction("reject", code=fault, field=field)


def _reading(scan: Scan, case: Case) -> readings.Reading:
    if case.group.startswith("duration"):
        return read_duration(scan.text, case.locale)
    ordered = re.search(r"order (\d+)", str(case.value))
    return read_quantity(
        scan.text,
        case.locale,
        remaining=Decimal(ordered[1]) if ordered else None,
        from_reader=scan.source is ScanSource.READER,
    )
