"""The plug is pulled at any moment of an entry: signed on again, everything stands as it stood, and is posted once.

A real kiosk in a real terminal. It is killed after each key of one entry as soon as that key is seen, and started again;
what it shows then has to be what it showed before, the row that is being typed and the question that waits included.
The next key goes into the kiosk that came back, so that the whole entry is made without one that lived longer than a key.
"""

import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from backend_client.local import LocalClient
from backend_client.manage import make_demo, verify
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.store.database import open_database
from benchmarks.pty_session import PtySession
from tests.faults.killable import forked_server
from tests.proof.conftest import Proof
from tests.server.serving import TOKEN

ROOT = Path(__file__).parents[2]
TERMINAL = "T7"
PERSON = "OP01"
ORDER, OPERATION = "101002", "10"
JOB = f"{ORDER}/10000/{OPERATION}"
DOWN, UP, F3, F10 = "\x1b[B", "\x1b[A", "\x1bOR", "\x1b[21~"
PATIENCE_SECONDS = 60
QUIET_SECONDS = 0.1
LONGEST_SECONDS = 0.2


class Step(NamedTuple):
    """A key, and what the screen shows once it is taken; `question` = its message is one that has to come back, too."""

    key: str
    shown: str
    question: bool = False


ENTRY = (
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
TELLING = {"database": (2, 4, 7, 20), "outbox": (15, 17)}
"""What `make test` has time for: half typed, a question that waits, between two fields, all that will be posted."""


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

    def post(self, seconds: float) -> None:
        """Press F10, and pull the plug so long afterwards; what comes back unposted is posted with another F10."""
        self._session.type(F10)
        time.sleep(seconds)
        self.pull_the_plug()
        if "Station" not in self.picture(question=False)[0]:
            self._session.type(F10)
            self._session.wait_for("* POSTED", PATIENCE_SECONDS)  # now, or before the plug was pulled

    def opens(self, job: str) -> None:
        """Open an entry."""
        self.type(Step(f"{job}\r", "Good quantity >"))

    def made(self) -> Decimal:
        """How much of the operation is posted, looked up past the terminal."""
        database = open_database(f"sqlite:///{self._database}")
        card = LocalClient(database).ask(OrderLineQuestion(order_no=ORDER))
        database.close()
        assert isinstance(card, OrderLineCard)
        return next(row for row in card.operations if row.operation_no == OPERATION).output_quantity

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


@contextmanager
def terminal(folder: Path, kind: str) -> Iterator[Terminal]:
    """A terminal on a database of its own, or on a server's with an outbox between them."""
    database, now = folder / "plant.sqlite", datetime(2026, 11, 16, 6, tzinfo=UTC)
    make_demo(database, today=now.date(), at=now, person_no="TEST", terminal_id="TEST")
    with ExitStack() as stack:
        settings = {"KIOSK_DATABASE": str(database)}
        if kind == "outbox":
            server = stack.enter_context(forked_server(f"sqlite:///{database}"))
            settings = {"KIOSK_DATABASE": server.address, "KIOSK_TOKEN": TOKEN}
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
    """Killed after each key of it: the same field, the same draft, the same row, the same question; then posted once."""
    killed_after = range(len(ENTRY)) if proof.is_full else TELLING[kind]
    posts = proof.count(1, full=20)
    with terminal(tmp_path, kind) as kiosk:
        kiosk.opens(JOB)
        for number, step in enumerate(ENTRY):
            kiosk.type(step)
            if number in killed_after:
                kiosk.comes_back(kiosk.picture(question=step.question), question=step.question)
        kiosk.post(0)
        made = Decimal(4)
        assert kiosk.made() == made
        for number in range(1, posts):
            kiosk.opens(JOB)
            kiosk.type(Step("0.1\r", "Will be posted: 0.1 good"))
            kiosk.post(random.Random(number).uniform(0, LONGEST_SECONDS))
            made += Decimal("0.1")
            assert kiosk.made() == made
    proof.row(
        f"plug pulled in an entry, terminal on its {kind}",
        kiosk.kills,
        f"all as it stood, posted once; takes keys after {max(kiosk.usable):.1f} s, the entry back after {max(kiosk.back):.1f} s",
    )
