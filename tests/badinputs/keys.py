"""What a person, a stuck key or a cut line types, sent to the kiosk itself in a real terminal, and what came of it.

An entry of 3 good stands open when a case begins; after it the terminal must be alive, the entry as it was, and nothing
posted but what the case says. The file's Enter on Post is our F10: Enter never posts.
"""

import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

from backend_client.barcode.k1 import label
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.messages.postings import PostOutputRequest
from backend_client.refusals import RefusalCode
from backend_client.store.database import Database, open_database
from benchmarks.pty_session import PtySession
from tests.badinputs.cases import CallCase
from tests.badinputs.plant import BADGE_TOKEN, ORDER

ROOT = Path(__file__).parents[2]
OPERATION = "0010"
F1, F2, F3, F10 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1b[21~"
QUESTION_ROW = 22
KEYS = {
    "ctrl+c": "\x03",
    "ctrl+d": "\x04",
    "ctrl+o": "\x0f",
    "ctrl+p": "\x10",
    "ctrl+s": "\x13",
    "ctrl+z": "\x1a",
    "ctrl+]": "\x1d",
    "alt+f4": "\x1b[1;3S",
    "f1": F1,
    "escape escape escape": "\x1b\x1b\x1b",
    "~ .": "~.",
    "enter": F10,
}
QUIET = 0.1
BURST_SECONDS = 0.6  # a control sign and a code that follows it sooner are one scan, and refused


class KeyedKiosk:
    """The kiosk on a terminal, over the small plant in a file, with a second look at what it posts."""

    def __init__(self, database_file: Path, folder: Path) -> None:
        """Start it, and sign on."""
        homes = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
        settings = {"KIOSK_DATABASE": str(database_file), "KIOSK_TERMINAL": "T", "KIOSK_SOUND": "false"}
        self.session = PtySession(
            [sys.executable, "-m", "kiosk"],
            folder=ROOT,
            environment={name: str(folder) for name in homes} | settings,
        )
        self.database: Database = open_database(f"sqlite:///{database_file}")
        self.client = LocalClient(self.database)
        self.session.wait_for("Nobody is signed on.", 60)
        self.scan(label("B", BADGE_TOKEN), "signed on")

    def close(self) -> None:
        """Take the terminal away."""
        self.session.end()
        self.database.close()

    def scan(self, code: str, shown: str) -> None:
        """Scan a code, and wait for what it shows."""
        self.session.type(f"{code}\r")
        self.session.wait_for(shown, 20)
        self.session.settle(QUIET)

    @property
    def made(self) -> Decimal:
        """How much of the operation is posted."""
        card = self.client.ask(OrderLineQuestion(order_no=ORDER))
        assert isinstance(card, OrderLineCard)
        return next(row for row in card.operations if row.operation_no == OPERATION).output_quantity

    def open_entry(self) -> None:
        """Open the operation, whatever stands open, and enter 3 good."""
        self.go_home()
        self.scan(label("J", ORDER, "10000", OPERATION), "Good quantity >")
        self.scan(label("N", "3"), "Will be posted: 3 good")

    def go_home(self) -> None:
        """Go on where the kiosk has stopped, and leave whatever is open; keys pressed before a stop are dropped."""
        for _try in range(100):
            self.session.type(F2 + F3 * 4)
            self.session.settle(QUIET)
            if any("Scan or number >" in row for row in self.session.rows()):
                return
        raise AssertionError("\n".join(self.session.rows()))

    def rows(self) -> list[str]:
        """What stands on the glass, without the clock of the first row."""
        self.session.settle(QUIET)
        return self.session.rows()[1:]


def key_difference(case: CallCase, kiosk: KeyedKiosk) -> str:
    """Answer in words what is not as the case asks, "" when all is."""
    stage = next(STAGES[name] for name in STAGES if name in case.staged)
    kiosk.open_entry()
    return stage(case, kiosk) or _not_alive(kiosk)


def _not_alive(kiosk: KeyedKiosk) -> str:
    """Look whether the next code is still taken, once it is no part of the same burst."""
    time.sleep(BURST_SECONDS)
    kiosk.go_home()
    kiosk.scan(f"{ORDER}/10000/{OPERATION}", "Good quantity >")  # not the code that the next case begins with
    return ""


def _keys(case: CallCase, kiosk: KeyedKiosk) -> str:
    before, made = kiosk.rows(), kiosk.made
    for number, name in enumerate(case.staged["keys"]):
        time.sleep(case.staged.get("gap_ms", 0) / 1000 if number else 0)
        kiosk.session.type(KEYS[name])
    if case.expect == "accept":
        kiosk.session.wait_for("* Posted", 20)
        kiosk.session.settle(QUIET)
        return "" if kiosk.made == made + 3 else f"posted {kiosk.made - made}"
    if case.staged["keys"] == ["f1"]:
        kiosk.session.wait_for("Enter returns", 20)
        kiosk.session.type(F3)
    after = kiosk.rows()
    if after[QUESTION_ROW - 1] != before[QUESTION_ROW - 1]:  # a sign was typed, and not entered
        kiosk.session.type(F2)
        after = kiosk.rows()
    return _unlike(before, after) or ("" if kiosk.made == made else "posted")


def _unlike(before: list[str], after: list[str]) -> str:
    changed = [now for then, now in zip(before, after, strict=True) if then != now]
    return f"changed: {changed}" if changed else ""


def _resize(case: CallCase, kiosk: KeyedKiosk) -> str:
    kiosk.session.type("12")
    before = kiosk.rows()
    lines, columns = case.staged["resize"]
    kiosk.session.resize(columns, lines)
    time.sleep(0.3)  # the driver waits for a burst of sizes to end
    lines, columns = case.staged.get("then", (24, 80))
    kiosk.session.resize(columns, lines)
    kiosk.session.wait_for("Will be posted: 3 good", 20)
    return _unlike(before, kiosk.rows())


def _paste(case: CallCase, kiosk: KeyedKiosk) -> str:
    made = kiosk.made
    kiosk.session.type(f"\x1b[200~{case.staged['paste']}\x1b[201~")
    kiosk.rows()
    return "" if kiosk.made == made else "posted"


def _mouse(case: CallCase, kiosk: KeyedKiosk) -> str:
    before = kiosk.rows()
    kiosk.session.type(case.staged["mouse"])
    after = kiosk.rows()
    if after[QUESTION_ROW - 1] != before[QUESTION_ROW - 1]:
        kiosk.session.type(F2)
        after = kiosk.rows()
    return _unlike(before, after)


def _random_bytes(case: CallCase, kiosk: KeyedKiosk) -> str:
    made = kiosk.made
    kiosk.session.type(random.Random(case.staged["seed"]).randbytes(case.staged["bytes_random"]))
    kiosk.session.settle(0.5, 60)
    kiosk.session.type("\x1b[201~\r")  # the end of a paste that had begun among them
    kiosk.session.settle(QUIET)
    return "" if kiosk.made == made else "posted"


def _two_terminals(_case: CallCase, kiosk: KeyedKiosk) -> str:
    """Post all that is left from two terminals at once: one stands, the other is told that nothing is left."""
    card = kiosk.client.ask(OrderLineQuestion(order_no=ORDER))
    assert isinstance(card, OrderLineCard)
    operation = next(row for row in card.operations if row.operation_no == "0030")
    left = operation.remaining_quantity
    requests = [
        PostOutputRequest(
            request_id=f"race-{number}",
            order_no=ORDER,
            operation_no="0030",
            output_quantity=left,
            terminal_id=f"T{number}",
        )
        for number in (1, 2)
    ]
    with ThreadPoolExecutor(2) as at_once:
        outcomes = list(at_once.map(kiosk.client.post, requests))
    posted = [outcome for outcome in outcomes if isinstance(outcome, Posted)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    told = [(each.code, Decimal(each.facts["made"])) for each in refused if "made" in each.facts]
    return "" if len(posted) == 1 and told == [(RefusalCode.OVER_OUTPUT, left)] else f"got {outcomes}"


STAGES: dict[str, Callable[[CallCase, KeyedKiosk], Any]] = {
    "keys": _keys,
    "two_terminals": _two_terminals,
    "resize": _resize,
    "paste": _paste,
    "mouse": _mouse,
    "bytes_random": _random_bytes,
}
