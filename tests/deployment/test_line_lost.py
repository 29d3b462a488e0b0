"""A terminal whose line breaks leaves nothing running, and goes on where it stood when it is there again."""

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from benchmarks.pty_session import PtySession
from tests.deployment.attempts import wait_until
from tests.deployment.plant_machine import PlantMachine


def connected(machine: PlantMachine) -> PtySession:
    """Connect, and wait for the kiosk."""
    session = PtySession(machine.ssh("kiosk", "-o", "LogLevel=QUIET"))
    session.wait_for("Ready", 60)
    return session


def entering(session: PtySession) -> None:
    """Sign on, open an operation, enter 3 good, no scrap and 12 minutes of setup; the run time is asked for."""
    steps = (
        ("OP01", "signed on"),
        ("101001", "Order 101001 line"),
        ("", "Good quantity >"),
        ("3", "Scrap quantity >"),
        ("", "Setup time >"),
        ("12", "Run time >"),
    )
    for typed, shown in steps:
        session.settle()
        session.type(f"{typed}\r")
        session.wait_for(shown, 30)


def body(session: PtySession) -> list[str]:
    """Answer title, fields and question: neither the clock above them nor what is said of the last value below."""
    session.settle()
    rows = [row.rstrip() for row in session.rows()]
    said = next(at for at, row in enumerate(rows) if row.strip().startswith("-- "))
    return [*rows[1:said], rows[-2]]


@pytest.mark.parametrize("how", ["the client is killed", "the kiosk is killed", "the window is closed"])
def test_the_entry_stands_as_it_was_after_the_line_was_lost(machine: PlantMachine, how: str) -> None:
    """Nothing is left running; after signing on again the same values stand, and the same field is asked for."""
    kept = Path(f"/proc/{machine.sshd.pid}/root/var/lib/kiosk/.local/share/kiosk/terminals/T7")
    for copy in kept.glob("entries.json*"):
        copy.unlink()
    before_us = machine.processes()

    def ours() -> list[psutil.Process]:
        return [each for each in machine.processes() if each not in before_us]

    session = connected(machine)
    try:
        (process,) = ours()
        entering(session)
        before = body(session)
        if how == "the client is killed":
            os.kill(session.pid, signal.SIGKILL)
        elif how == "the kiosk is killed":
            process.kill()
        else:
            session.hang_up()
        wait_until(lambda: not ours(), "the end of all that it ran")
    finally:
        session.end()
    again = connected(machine)
    try:
        again.type("OP01\r")
        again.wait_for("Run time >", 30)
        assert body(again) == before
    finally:
        again.end()


def test_a_terminal_that_waits_costs_nothing(machine: PlantMachine) -> None:
    """With its line silent the kiosk comes to rest: half a second in which it uses no more than a tenth of one."""
    session = connected(machine)
    try:
        process = machine.processes()[-1]

        def rests() -> bool:
            before = sum(process.cpu_times()[:2])
            time.sleep(0.5)
            return sum(process.cpu_times()[:2]) - before <= 0.05

        wait_until(rests, "its rest")
    finally:
        session.end()
