"""What the kiosk costs on a real terminal: time, bytes, processor, memory, and its end.

    python benchmarks/ terminal

The real `kiosk demo` on 80 by 24 cells with sixteen colours, its own folder, compiled files in place. Times are
from the program's start, or from the last byte typed, to the piece of output that shows what is waited for.
"""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, median, percentile
from benchmarks.pty_session import PtySession

ROOT = Path(__file__).parents[1]
STARTS, SCANS, MANY_SCANS = 7, 40, 1_000
IDLE_SECONDS = 10
SCANNER = 200  # characters a second

PROMPT = "Badge or number >"
FULL_SCREEN = "Scan your badge"
NUMBER, SIGNED_ON = "OP01", "Operator 01"


@contextlib.contextmanager
def demo_folder() -> Iterator[dict[str, str]]:
    """A home of its own for the demo plant; answers the environment."""
    folder = tempfile.mkdtemp(prefix="kiosk-terminal-")
    try:
        yield {
            "HOME": folder,
            "XDG_DATA_HOME": f"{folder}/data",
            "XDG_STATE_HOME": f"{folder}/state",
            "XDG_CONFIG_HOME": f"{folder}/config",
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def demo(environment: dict[str, str]) -> PtySession:
    """Start the kiosk on the demo plant."""
    return PtySession([sys.executable, "-m", "kiosk", "demo"], folder=ROOT, environment=environment)


def signed_on(environment: dict[str, str]) -> PtySession:
    """Start the kiosk and sign on."""
    session = demo(environment)
    session.wait_for(FULL_SCREEN, 60)
    session.type(f"{NUMBER}\r")
    session.wait_for(SIGNED_ON, 60)
    session.settle(0.5)
    return session


def unknown_code(number: int) -> str:
    """A code that no order has: it is refused, and the refusal shows it."""
    return f"WO-{number:06d}"


def figures() -> Iterator[Figure]:
    """Measure everything of this file."""
    with demo_folder() as environment:
        with demo(environment) as first:  # makes the plant, and the compiled files
            first.wait_for(FULL_SCREEN, 120)
            first.type(f"{NUMBER}\r")
            first.wait_for(SIGNED_ON, 120)
        yield from _start(environment)
        with signed_on(environment) as session:
            yield from _scans(session)
            yield from _idle(session)
            yield from _memory(session)
        yield from _end(environment)


def _start(environment: dict[str, str]) -> Iterator[Figure]:
    prompts, screens, sizes = [], [], []
    for _ in range(STARTS):
        with demo(environment) as session:
            prompts.append((session.wait_for(PROMPT) - session.started) * 1000)
            screens.append((session.wait_for(FULL_SCREEN) - session.started) * 1000)
            session.settle(0.05)
            sizes.append(session.bytes_read)
    yield Figure("exec -> prompt that keeps every scan", median(prompts), "ms", 120, 50)
    yield Figure("exec -> full screen", median(screens), "ms", 600, 350)
    yield Figure("first screen", median(sizes), "bytes", 6_000, 2_500)


def _scans(session: PtySession) -> Iterator[Figure]:
    times, sizes, work = [], [], []
    for number in range(SCANS):
        code, before, cpu = unknown_code(number), session.bytes_read, session.cpu_seconds()
        typed = session.type(f"{code}\r", SCANNER)
        times.append((session.wait_for(f'"{code}"') - typed) * 1000)
        session.settle(0.08)
        sizes.append(session.bytes_read - before)
        work.append((session.cpu_seconds() - cpu) * 1000)
    yield Figure("scan -> screen, median", median(times), "ms", 25, 6)
    yield Figure("scan -> screen, 95 of 100", percentile(times, 95), "ms", 60, 15)
    yield Figure("bytes a scan", median(sizes), "bytes", 400, 120)
    yield Figure("processor a scan", median(work), "ms", 25, 12)
    sizes.clear()
    for digit in "1234567":
        before = session.bytes_read
        session.type(digit)
        session.wait_for_bytes(before)
        session.settle(0.08)
        sizes.append(session.bytes_read - before)
    session.type("\x1bOQ")
    session.settle()
    yield Figure("bytes a typed key", median(sizes), "bytes", 120, 55)


def _idle(session: PtySession) -> Iterator[Figure]:
    session.settle(1)
    cpu, size = session.cpu_seconds(), session.bytes_read
    session.settle(IDLE_SECONDS, IDLE_SECONDS)
    yield Figure("idle, processor", (session.cpu_seconds() - cpu) / IDLE_SECONDS * 100, "%", 0.3, 0.12)
    yield Figure(
        "idle, bytes in 10 s", session.bytes_read - size, "bytes", 0, 0, note="a clock of minutes may tick"
    )


def _memory(session: PtySession) -> Iterator[Figure]:
    def scan(first: int, count: int) -> None:
        for number in range(first, first + count):
            session.type(f"{unknown_code(number)}\r")
            session.wait_for(f'"{unknown_code(number)}"')

    scan(10_000, MANY_SCANS // 2)
    half = session.memory_bytes()
    scan(20_000, MANY_SCANS // 2)
    full = session.memory_bytes()
    yield Figure(f"memory after {MANY_SCANS} scans", full / 2**20, "MiB", note="database engine included")
    yield Figure("growth over the last 500 scans", (full - half) / 2**20, "MiB")


def _end(environment: dict[str, str]) -> Iterator[Figure]:
    with signed_on(environment) as session:
        gone = session.hang_up()
        yield Figure("terminal gone -> process ended", session.wait_for_end(10) - gone, "s", 2, 2)
