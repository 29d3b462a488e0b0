"""The plug is pulled at any moment of an entry: signed on again, everything stands as it stood, and is posted once.

A real kiosk in a real terminal. It is killed after each key of one entry as soon as that key is seen, and started again;
what it shows then has to be what it showed before, the row that is being typed and the question that waits included.
The next key goes into the kiosk that came back, so that the whole entry is made without one that lived longer than a key.
What is made gets its label: one original, whenever the plug is pulled.
"""

import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from backend_client.barcode.k1 import label
from backend_client.local import LocalClient
from backend_client.manage import make_demo, verify
from backend_client.messages.base import Posted, Question, Refused
from backend_client.messages.ledger_entries import LedgerEntries, LedgerEntriesQuestion
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.messages.output_labels import MadeGoods, OutputLabelsQuestion
from backend_client.messages.postings import PostOutputRequest
from backend_client.store.database import open_database
from backend_client.terms import ItemLedgerEntryType, ReportedLedger
from benchmarks.pty_session import PtySession
from screens.paper.zpl import label_zpl
from tests.faults.killable import forked_server
from tests.proof.conftest import Proof
from tests.screens.paper.label_printer import LabelPrinter
from tests.server.serving import TOKEN

AnswerT = TypeVar("AnswerT")
ROOT = Path(__file__).parents[2]
TERMINAL = "T7"
PERSON = "OP01"
ORDER, OPERATION = "101002", "10"
JOB = f"{ORDER}/10000/{OPERATION}"
LABELLED = "101001"
DOWN, UP, F3, F10 = "\x1b[B", "\x1b[A", "\x1bOR", "\x1b[21~"
PATIENCE_SECONDS = 60
QUIET_SECONDS = 0.1
LONGEST_SECONDS = 0.2


class Step(NamedTuple):
    """A key, and what the screen shows once it is taken; `question` = its message is one that has to come back, too."""

    key: str
    shown: str
    question: bool = False


OUTPUT = (
    Step("5", "Good quantity > 5"),
    Step("0", "Good quantity > 50"),
    Step("0", "Good quantity > 500"),
    Step("\r", "Entered: 500. Left: 10.", question=True),
    Step("4", "Good quantity or OK > 4", question=True),
    Step("\r", "4 good"),
    Step("2", "Scrap quantity > 2"),
    Step("\r", "Scrap quantity 2"),
    Step("1", "Scrap reason > 1"),
    Step("\r", "Scrap reason EQUIPMENT"),
    Step("1", "Setup time > 1"),
    Step("\x7f", "Setup time >  "),
    Step(DOWN, "Run time >"),
    Step("1", "Run time > 1"),
    Step(":", "Run time > 1:"),
    Step("3", "Run time > 1:3"),
    Step("0", "Run time > 1:30"),
    Step("\r", "Run time 1:30"),
    Step(UP, "Run time >"),
    Step("\r", "Stop time >"),
    Step("\r", "Post this?", question=True),
    Step(F3, "Stop time >"),
    Step("\r", "Post this?", question=True),
)
PARTS_USED = (
    Step(DOWN, "= SP-BOM2000 Reservoir"),
    Step("S-02-01\r", "from bin S-02-01"),
    Step("SP-BOM1107\r", "How much >"),
    Step("5", "How much > 5"),
    Step("\r", "Entered: 5. Left: 4.", question=True),
    Step(F10, "SP-BOM1107 is in bin S-02-01.", question=True),
    Step(F10, "Will be posted: 5 PCS SP-BOM1107"),
    Step("SP-BOM1207\r", "Lot or serial >"),
    Step("IOT-26", "Lot or serial > IOT-26"),
    Step("00002\r", "Will be posted: 5 PCS SP-BOM1107, 1 PCS SP-BOM1207."),
    Step(DOWN, "= SP-BOM1208"),
    Step("\r", "How much >"),
    Step(F3, "Part, lot or serial >"),
    Step("\r", "Post this?", question=True),
)
CENTER_TIME = (
    Step("1", "What it is > 1"),
    Step("\r", "How long >"),
    Step("1:", "How long > 1:"),
    Step("30\r", "Will be posted: 100: 1:30 (MACHINE)."),
    Step(UP, "What it is >"),
    Step(DOWN, "How long >"),
    Step("25:00\r", "Entered: 25:00.", question=True),
    Step(F3, "How long >"),
    Step("\r", "Post this?", question=True),
)
TELLING = {"database": (4, 20), "outbox": (15, 17)}
"""What `make test` has time for: a question that waits, between two fields, half typed, all that will be posted."""
TELLING_PARTS, TELLING_TIME = (8,), (4,)
"""Half a serial number at the part that was scanned; a field that was gone back to."""


class Terminal:
    """A kiosk that is killed and started again, and the database that it posts to."""

    def __init__(self, folder: Path, database: Path, settings: dict[str, str]) -> None:
        """Take a home for it, and where it posts."""
        homes = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
        self._environment = {name: str(folder) for name in homes} | {
            "KIOSK_TERMINAL": TERMINAL,
            "KIOSK_SOUND": "false",
        }
        self._environment |= settings
        self._database = database
        self.kills = 0
        self.usable: list[float] = []
        """Seconds from a start to the first frame, which takes keys."""
        self.back: list[float] = []
        """Seconds from a start to the entry, its person's number typed at once."""
        self._start()

    def type(self, step: Step) -> None:
        """Press a key, and wait until it is seen."""
        self._session.type(step.key)
        self._session.wait_for(step.shown, PATIENCE_SECONDS)

    def picture(self, *, question: bool) -> list[str]:
        """Answer what stands on the screen, without its clock, and without a message that only said what was taken."""
        self._session.settle(QUIET_SECONDS)
        rows = [row.rstrip() for row in self._session.rows()]
        return rows[1:] if question else [*rows[1:-5], *rows[-2:]]

    def comes_back(self, before: list[str], *, question: bool) -> None:
        """Pull the plug: what was seen is seen again."""
        self.pull_the_plug()
        latest = time.monotonic() + PATIENCE_SECONDS
        while (now := self.picture(question=question)) != before and time.monotonic() < latest:
            pass
        assert now == before

    def pull_the_plug(self) -> None:
        """Kill it, start it again, and wait until its person has signed on."""
        self._session.signal(signal.SIGKILL)
        self._session.end()
        self.kills += 1
        self._start()

    def post(self, seconds: float | None) -> None:
        """Press F10, and pull the plug so long afterwards, None = never; what comes back unposted is posted again."""
        self._session.type(F10)
        if seconds is None:
            self._session.wait_for("* POSTED", PATIENCE_SECONDS)
            return
        time.sleep(seconds)
        self.pull_the_plug()
        if "Station" not in self.picture(question=False)[0]:
            self._session.type(F10)
            self._session.wait_for("* POSTED", PATIENCE_SECONDS)  # now, or before the plug was pulled

    def opens(self, job: str) -> None:
        """Open an entry."""
        self.type(Step(f"{job}\r", "Good quantity >"))

    def makes(self, entry: Sequence[Step], killed_after: Container[int]) -> None:
        """Make an entry; after these of its keys the plug is pulled."""
        for number, step in enumerate(entry):
            self.type(step)
            if number in killed_after:
                self.comes_back(self.picture(question=step.question), question=step.question)

    def entries(self, ledger: ReportedLedger) -> LedgerEntries:
        """Answer the entries of a ledger."""
        answer = self._ask(LedgerEntriesQuestion(ledger=ledger))
        assert isinstance(answer, LedgerEntries)
        return answer

    def made(self) -> Decimal:
        """How much of the operation is posted, looked up past the terminal."""
        card = self._ask(OrderLineQuestion(order_no=ORDER))
        assert isinstance(card, OrderLineCard)
        return next(row for row in card.operations if row.operation_no == OPERATION).output_quantity

    def goods(self) -> tuple[MadeGoods, ...]:
        """Answer what LABELLED has made, each with its label."""
        answer = self._ask(OutputLabelsQuestion(order_no=LABELLED))
        assert isinstance(answer, tuple)
        return answer

    def _ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        database = open_database(f"sqlite:///{self._database}")
        answer = LocalClient(database).ask(question)
        database.close()
        return answer

    def end(self) -> None:
        """Take its terminal away."""
        self._session.end()

    def _start(self) -> None:
        command = [sys.executable, "-m", "kiosk"]
        self._session = PtySession(
            command, folder=ROOT, environment=self._environment, typed_at_once=f"{PERSON}\r".encode()
        )
        self.usable.append(
            self._session.wait_for("Badge or number >", PATIENCE_SECONDS) - self._session.started
        )
        self.back.append(self._session.wait_for("Operator 01", PATIENCE_SECONDS) - self._session.started)


def _half_made(database: Path) -> None:
    """Take LABELLED through the operations before its last, which makes goods."""
    opened = open_database(f"sqlite:///{database}")
    for operation_no in ("10", "20"):
        request = PostOutputRequest(
            request_id=f"before {operation_no}",
            person_no=PERSON,
            terminal_id="TEST",
            order_no=LABELLED,
            order_line_no=10000,
            operation_no=operation_no,
            output_quantity=Decimal(6),
        )
        assert isinstance(LocalClient(opened).post(request), Posted)
    opened.close()


@contextmanager
def terminal(folder: Path, kind: str, printer: LabelPrinter) -> Iterator[Terminal]:
    """A terminal on a database of its own, or on a server's with an outbox between them."""
    database, now = folder / "plant.sqlite", datetime(2026, 11, 16, 6, tzinfo=UTC)
    make_demo(database, today=now.date(), at=now, person_no="TEST", terminal_id="TEST")
    _half_made(database)
    with ExitStack() as stack:
        stack.callback(printer.turn_off)
        settings = {"KIOSK_DATABASE": str(database)}
        if kind == "outbox":
            server = stack.enter_context(forked_server(f"sqlite:///{database}"))
            settings = {"KIOSK_DATABASE": server.address, "KIOSK_TOKEN": TOKEN}
        settings["KIOSK_PRINTER_LABEL"] = f"127.0.0.1:{printer.port}"
        made = Terminal(folder, database, settings)
        stack.callback(made.end)
        yield made
    assert list(verify(f"sqlite:///{database}")) == []


@pytest.mark.proof
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("kind", ["database", "outbox"])
def test_an_entry_stands_as_it_stood_when_the_plug_was_pulled(
    kind: str, tmp_path: Path, proof: Proof
) -> None:
    """Killed after each key of it: the same field, the same draft, the same row, the same question; then posted once.

    An output; parts used and time without an order, which `make test` walks on a terminal with its own database only.
    """
    posts = proof.count(1, full=20)
    printer = LabelPrinter()
    with terminal(tmp_path, kind, printer) as kiosk:
        kiosk.opens(JOB)
        kiosk.makes(OUTPUT, range(len(OUTPUT)) if proof.is_full else TELLING[kind])
        kiosk.post(0)
        made = Decimal(4)
        assert kiosk.made() == made
        for number in range(1, posts):
            kiosk.opens(JOB)
            kiosk.type(Step("0.1\r", "Will be posted: 0.1 good"))
            kiosk.post(random.Random(number).uniform(0, LONGEST_SECONDS))
            made += Decimal("0.1")
            assert kiosk.made() == made
        if proof.is_full or kind == "database":
            _parts_and_time(kiosk, full=proof.is_full)
            _labels(kiosk, printer, posts)
    proof.row(
        f"plug pulled in an entry, terminal on its {kind}",
        kiosk.kills,
        f"all as it stood, posted once; takes keys after {max(kiosk.usable):.1f} s, the entry back after {max(kiosk.back):.1f} s",
    )


def _parts_and_time(kiosk: Terminal, *, full: bool) -> None:
    kiosk.opens("101005/10000/30")
    kiosk.type(Step(f"{label('C', 'PRT')}\r", "Part, lot or serial >"))
    kiosk.makes(PARTS_USED, range(len(PARTS_USED)) if full else TELLING_PARTS)
    kiosk.post(0 if full else None)
    used = Counter[str]()
    for row in kiosk.entries(ReportedLedger.ITEM).item_entries:
        if row.order_no == "101005" and row.entry_type is ItemLedgerEntryType.CONSUMPTION:
            used[row.item_no] += int(row.quantity)
    assert used == {"SP-BOM1107": -5, "SP-BOM1207": -1}
    kiosk.type(Step(f"{label('C', 'CTM')}\r", "What it is >"))
    kiosk.makes(CENTER_TIME, range(len(CENTER_TIME)) if full else TELLING_TIME)
    kiosk.post(0 if full else None)
    times = [
        row.stop_time for row in kiosk.entries(ReportedLedger.CAPACITY).capacity_entries if not row.order_no
    ]
    assert times == [Decimal(90)]


def _labels(kiosk: Terminal, printer: LabelPrinter, posts: int) -> None:
    """Pull the plug right after F10: what was made has one original of its label, or, begun when it went, a COPY."""
    for number in range(1, posts + 1):
        kiosk.opens(f"{LABELLED}/10000/30")
        kiosk.type(Step(f"0.{number:02}\r", f"Will be posted: {Decimal(number) / 100} good"))
        kiosk.post(random.Random(number).uniform(0, LONGEST_SECONDS))
    goods = kiosk.goods()
    assert [made.quantity for made in goods] == [Decimal(number) / 100 for number in range(1, posts + 1)]
    labels = {made.register_no: [label_zpl((made,), copy=copy) for copy in (False, True)] for made in goods}
    got = Counter[bytes]()
    while not all(got[original] + got[copy] for original, copy in labels.values()):
        got[printer.printed()] += 1
    while not printer.waits():
        got[printer.printed()] += 1
    assert all(got[original] <= 1 and got[copy] <= 1 for original, copy in labels.values())
    parts = got.keys() - {each for both in labels.values() for each in both}
    assert all(any(original.startswith(part) for original, _copy in labels.values()) for part in parts)
