"""What the kiosk costs on a real terminal: time, bytes, processor, memory, and its end.

    python benchmarks/ terminal

The real `kiosk demo` on 80 by 24 cells with sixteen colours, its own folder, compiled files in place. Times are
from the program's start, or from the last byte typed, to the piece of output that shows what is waited for. The memory of
a terminal that has no database is measured on a server beside it.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, median, percentile
from benchmarks.pty_session import PtySession
from benchmarks.serving import TOKEN, serving

ROOT = Path(__file__).parents[1]
STARTS, SCANS, MANY_SCANS = 7, 40, 1_000
IDLE_SECONDS = 10
SCANNER = 200  # characters a second

PROMPT = "Badge or number >"
FULL_SCREEN = "Scan your badge"
NUMBER, SIGNED_ON = "OP01", "Operator 01"
REFUSED = "is not known"
ORDERS, SCREEN_CHANGES = ("101002", "101003"), 4
CLEAR, BACK = "\x1bOQ", "\x1bOR"


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
    return _signed_on(demo(environment))


def _signed_on(session: PtySession) -> PtySession:
    session.wait_for(FULL_SCREEN, 60)
    session.type(f"{NUMBER}\r")
    session.wait_for(SIGNED_ON, 60)
    session.settle(0.5)
    return session


@contextlib.contextmanager
def terminal_of_a_server(environment: dict[str, str]) -> Iterator[PtySession]:
    """Start a server, and the kiosk on it; sign on.

    The kiosk is as it is installed without the extra `server`: click, which httpx loads where it is there, is not.
    """
    folder = Path(environment["HOME"]) / "terminal"
    missing = folder / "missing"
    missing.mkdir(parents=True)
    (missing / "click.py").write_text("raise ImportError\n", "utf-8")
    url = f"sqlite:///{folder / 'plant.sqlite'}"
    plant = ROOT / "backend_client" / "plant" / "contoso_coffee"
    importing = [sys.executable, "-m", "kiosk", "--database", url, "import", str(plant)]
    subprocess.run(importing, cwd=ROOT, check=True, capture_output=True)
    with serving(folder, url, 1) as port:
        settings = folder / "terminal.toml"
        station = f'[station]\nterminal = "T7"\nwork_center = "100"\ntoken = "{TOKEN}"\n'
        settings.write_text(f'database = "http://127.0.0.1:{port}"\n{station}', "utf-8")
        started = [sys.executable, "-m", "kiosk", "--settings", str(settings)]
        environment = environment | {"PYTHONPATH": str(missing)}
        with PtySession(started, folder=ROOT, environment=environment) as session:
            yield _signed_on(session)


def modules_loaded(environment: dict[str, str]) -> list[str]:
    """Answer the names of all modules loaded when the first full frame stands."""
    file = Path(environment["HOME"]) / "modules.txt"
    script = str(Path(__file__).with_name("modules_at_first_frame.py"))
    with PtySession([sys.executable, script, str(file)], folder=ROOT, environment=environment) as session:
        session.wait_for_end(60)
    return file.read_text("utf-8").split()


def figures() -> Iterator[Figure]:
    """Measure everything of this file."""
    with demo_folder() as environment:
        with demo(environment) as first:  # makes the plant, and the compiled files
            first.wait_for(FULL_SCREEN, 120)
            first.type(f"{NUMBER}\r")
            first.wait_for(SIGNED_ON, 120)
        yield from _start(environment)
        yield Figure("modules loaded at the first full frame", len(modules_loaded(environment)), "", 420, 390)
        with signed_on(environment) as session:
            yield from _scans(session)
            yield from _idle(session)
            yield from _memory(session)
        with terminal_of_a_server(environment) as session:
            yield from _memory(session, "a server's terminal: ", must=60, aim=45)
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
        before, cpu = session.bytes_read, session.cpu_seconds()
        times.append(_refused(session, number) * 1000)
        session.settle(0.08)
        sizes.append(session.bytes_read - before)
        work.append((session.cpu_seconds() - cpu) * 1000)
        session.type(CLEAR)  # the next message changes in full again
        session.wait_until_gone(REFUSED)
        session.settle(0.08)
    yield Figure("scan -> screen, median", median(times), "ms", 25, 6)
    yield Figure("scan -> screen, 95 of 100", percentile(times, 95), "ms", 60, 15)
    yield Figure("bytes a scan, sign and message changed", median(sizes), "bytes", 400, 120)
    yield Figure("processor a scan", median(work), "ms", 25, 12)
    yield from _keys(session)
    yield from _orders(session)


def _refused(session: PtySession, number: int) -> float:
    """Scan a code that no order has; answers the seconds until the refusal that names it is shown."""
    code = f"WO-{number:06d}"
    typed = session.type(f"{code}\r", SCANNER)
    return session.wait_for(f"{code} {REFUSED}") - typed


def _keys(session: PtySession) -> Iterator[Figure]:
    times, sizes = [], []
    for digit in "1234567890":
        before = session.bytes_read
        typed = session.type(digit)
        times.append((session.wait_for_bytes(before) - typed) * 1000)
        session.settle(0.15)
        sizes.append(session.bytes_read - before)
    session.type(CLEAR)
    session.settle()
    yield Figure("typed key -> screen", median(times), "ms", 30, 10)
    yield Figure("bytes a typed key", median(sizes), "bytes", 120, 55)


def _orders(session: PtySession) -> Iterator[Figure]:
    times, there, back = [], [], []
    for _ in range(SCREEN_CHANGES):
        for order in ORDERS:
            before = session.bytes_read
            typed = session.type(f"{order}\r", SCANNER)
            times.append((session.wait_for(f"Order {order}") - typed) * 1000)
            session.settle(0.15)
            there.append(session.bytes_read - before)
            before = session.bytes_read
            session.type(BACK)
            session.wait_until_gone(f"Order {order}")
            session.settle(0.15)
            back.append(session.bytes_read - before)
    yield Figure("order scanned -> its lines on the screen", median(times), "ms")
    yield Figure("bytes a change of screen", median(there), "bytes", 6_000, 2_000)
    yield Figure("bytes of the way back", median(back), "bytes", 6_000, 2_000)


def _idle(session: PtySession) -> Iterator[Figure]:
    session.settle(3, 10)  # bells of the last scans
    until_minute = 60 - time.localtime().tm_sec
    if until_minute < IDLE_SECONDS + 2:  # a minute's clock ticks once, outside of what is measured
        session.settle(until_minute + 2, until_minute + 2)
    cpu, size = session.cpu_seconds(), session.bytes_read
    session.settle(IDLE_SECONDS, IDLE_SECONDS)
    yield Figure("idle, processor", (session.cpu_seconds() - cpu) / IDLE_SECONDS * 100, "%", 0.3, 0.12)
    yield Figure("idle, bytes in 10 s", session.bytes_read - size, "bytes", 0, 0)


def _memory(
    session: PtySession, of: str = "", must: float | None = None, aim: float | None = None
) -> Iterator[Figure]:
    for number in range(MANY_SCANS // 2):
        _refused(session, 10_000 + number)
    half = session.memory_bytes()
    for number in range(MANY_SCANS // 2):
        _refused(session, 20_000 + number)
    full = session.memory_bytes()
    note = "" if of else "database engine included"
    yield Figure(f"{of}memory after {MANY_SCANS} scans", full / 2**20, "MiB", must, aim, note=note)
    yield Figure(f"{of}growth over the last 500 scans", (full - half) / 2**20, "MiB")


def _end(environment: dict[str, str]) -> Iterator[Figure]:
    with signed_on(environment) as session:
        gone = session.hang_up()
        yield Figure("terminal gone -> process ended", session.wait_for_end(10) - gone, "s", 2, 2)
