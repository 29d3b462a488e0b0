"""A whole shift by scanner alone in a real terminal: is every event right, how fast is it seen, what does it cost?

    python benchmarks/shift.py             both lines; ends with 0 only if every event was right
    python benchmarks/shift.py --faults    print what was wrong with each

The script of shift_events.py runs once with nothing between program and person, and once over a slow line (150 ms there
and back, 9,600 baud). After every scan the screen is read and the books are compared: what was to change has changed,
and nothing else. Times are from the last character of a code to the piece of output that shows what is waited for.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.figures import Figure, median, percentile, table
from benchmarks.pty_session import PtySession
from benchmarks.shift_events import ORDER_NO, Event, shift
from benchmarks.shift_plant import Books, make_plant
from benchmarks.slow_line import Line

ROOT = Path(__file__).parents[1]
SCANNER = 200  # characters a second
SLOW = Line(round_trip=0.150, baud=9_600)
QUIET = 0.1  # seconds without output: the frame is whole


@dataclass(slots=True)
class Run:
    """What one run of the script came to: a row for each event, and what was wrong."""

    events: int = 0
    milliseconds: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def right(self) -> int:
        """How many events were right."""
        return self.events - len(self.faults)


def run(folder: Path, line: Line | None = None) -> Run:
    """Work the whole shift on a plant of its own, made in this folder."""
    database, pepper = folder / "plant.sqlite", folder / "pepper"
    make_plant(database, pepper)
    settings = {
        "KIOSK_DATABASE": str(database),
        "KIOSK_SERVER_PEPPER_FILE": str(pepper),
        "KIOSK_TERMINAL": "T1",
        "KIOSK_WORK_CENTER": "100",
    }
    homes = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
    environment = {name: str(folder) for name in homes} | settings
    books = Books(database)
    arguments = [sys.executable, "-m", "kiosk"]
    with PtySession(arguments, folder=ROOT, environment=environment, line=line) as session:
        session.wait_for("Nobody is signed on.", 60)
        session.settle(1, 20)
        came = _work(session, books, line)
    books.close()
    return came


def _work(session: PtySession, books: Books, line: Line | None) -> Run:
    came = Run()
    quiet = QUIET if line is None else QUIET + 2 * line.round_trip
    facts = books.facts(ORDER_NO)
    for number, event in enumerate(shift(), start=1):
        time.sleep(event.pause)
        came.events += 1
        already, size = _shows(session, event.shown[0]), session.bytes_read
        pace = SCANNER if len(event.codes) == 1 else None
        typed = session.type("".join(f"{_label(code)}\r" for code in event.codes), pace)
        wrong = [f"{event.shown[0]!r} stood there before"] if already else []
        try:
            seen = session.wait_for(event.shown[0], 15)
            if event.timed and len(event.codes) == 1:
                came.milliseconds.append(max(seen - typed, 0) * 1000)
        except AssertionError as error:
            wrong.append(str(error))
        session.settle(quiet)
        came.sizes.append(session.bytes_read - size)
        wrong += [f"{text!r} is not shown" for text in event.shown[1:] if not _shows(session, text)]
        now = books.facts(ORDER_NO)
        wrong += _wrongly_written(event, facts, now)
        facts = now
        if wrong:
            came.faults.append(f"{number} {' '.join(event.codes)}: {'; '.join(wrong)}")
    return came


def _shows(session: PtySession, text: str) -> bool:
    return any(text in row for row in session.rows())


def _label(code: str) -> str:
    from backend_client.barcode.k1 import label

    return code if code.startswith("]") else label(*code.split("."))


def _wrongly_written(event: Event, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """Compare the books with what the event was to write."""
    wanted = {**before, **event.writes, "postings": str(int(before["postings"]) + event.postings)}
    for name in sorted({*wanted, *after}):
        if wanted.get(name) != after.get(name):
            yield f"{name} is {after.get(name)}, not {wanted.get(name)}"


def figures(told: list[str] | None = None) -> Iterator[Figure]:
    """Measure both runs; what was wrong is added to `told`."""
    for name, line, bounds in (("local", None, (25, 6, 60, 15)), ("slow line", SLOW, (400, 220, None, None))):
        folder = Path(tempfile.mkdtemp(prefix="kiosk-shift-"))
        try:
            came = run(folder, line)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if told is not None:
            told += [f"{name}: {fault}" for fault in came.faults]
        yield Figure(
            f"{name}: events right, of {came.events}", came.right, "", came.events, more_is_better=True
        )
        yield Figure(f"{name}: scan -> screen, median", median(came.milliseconds), "ms", *bounds[:2])
        yield Figure(
            f"{name}: scan -> screen, 95 of 100", percentile(came.milliseconds, 95), "ms", *bounds[2:]
        )
        yield Figure(f"{name}: bytes a scan, median", median(came.sizes), "bytes", 400, 120)
        yield Figure(f"{name}: bytes a scan, 95 of 100", percentile(came.sizes, 95), "bytes")


def main() -> int:
    """Run the shift and print its figures."""
    parser = argparse.ArgumentParser(description="A shift by scanner alone, checked event by event.")
    parser.add_argument("--faults", action="store_true", help="print what was wrong with each event")
    arguments = parser.parse_args()
    faults: list[str] = []
    print(table(("shift", figure) for figure in figures(faults)))
    print(f"\n{len(faults)} events wrong" if faults else "\nevery event right")
    if arguments.faults:
        print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
