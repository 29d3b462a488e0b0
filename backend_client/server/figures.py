"""What a server has done, as Prometheus text: calls by route and status, and how long they took.

Each worker counts for itself and lays its counts down in a folder of the server, at most once a second; whichever
worker is asked adds up what lies there. A worker's counts stay when it has ended, so no counter goes back.

    kiosk_calls_total{method="POST",route="/api/v1/postings/output",status="201"} 1042
    kiosk_call_seconds_bucket{route="/api/v1/postings/output",le="0.05"} 1040
"""

import json
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

BUCKETS = (5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
"""Milliseconds; Prometheus is told seconds."""
MILLISECONDS_BETWEEN_WRITES = 1_000
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
CallKey = tuple[str, str, int]


class Figures:
    """The counts of one worker, and the sum over all of them."""

    def __init__(self, folder: str) -> None:
        """Keep counts in memory, and in a file of `folder` where one is named."""
        self._file = Path(folder) / f"{os.getpid()}.json" if folder else None
        self._lock = Lock()
        self._calls: Counter[CallKey] = Counter()
        self._took: dict[str, list[int]] = {}
        self._written = 0

    def count(self, method: str, route: str, status: int, milliseconds: int, now: int) -> None:
        """Count a call; `now` of a clock that only goes forward says when to lay down."""
        with self._lock:
            self._calls[method, route, status] += 1
            took = self._took.setdefault(route, [0] * (len(BUCKETS) + 2))
            took[bisect_left(BUCKETS, milliseconds)] += 1
            took[-1] += milliseconds
            due = now - self._written >= MILLISECONDS_BETWEEN_WRITES
            self._written = now if due else self._written
        if due:
            self.lay_down()

    def lay_down(self) -> None:
        """Write this worker's counts where the others find them."""
        if self._file is None:
            return
        with self._lock:
            content = json.dumps([[[*key, count] for key, count in self._calls.items()], self._took])
        beside = self._file.with_suffix(".new")
        beside.write_text(content, "utf-8")
        beside.replace(self._file)

    def text(self) -> str:
        """Answer the sum over all workers in Prometheus' text format."""
        self.lay_down()
        calls, took = Counter(self._calls), {route: list(row) for route, row in self._took.items()}
        if self._file is not None:
            calls, took = _summed(self._file.parent)
        return "\n".join([*_calls_text(calls), *_took_text(took), ""])


def _summed(folder: Path) -> tuple[Counter[CallKey], dict[str, list[int]]]:
    calls: Counter[CallKey] = Counter()
    took: dict[str, list[int]] = {}
    for file in folder.glob("*.json"):
        counts, rows = json.loads(file.read_text("utf-8"))
        for method, route, status, count in counts:
            calls[method, route, status] += count
        for route, row in rows.items():
            before = took.get(route, [0] * len(row))
            took[route] = [old + new for old, new in zip(before, row, strict=True)]
    return calls, took


def _calls_text(calls: Counter[CallKey]) -> Iterator[str]:
    yield "# HELP kiosk_calls_total Calls answered."
    yield "# TYPE kiosk_calls_total counter"
    for (method, route, status), count in sorted(calls.items()):
        yield f'kiosk_calls_total{{method="{method}",route="{route}",status="{status}"}} {count}'


def _took_text(took: dict[str, list[int]]) -> Iterator[str]:
    yield "# HELP kiosk_call_seconds Seconds from the first byte of a call to the last of its answer."
    yield "# TYPE kiosk_call_seconds histogram"
    for route, row in sorted(took.items()):
        total = 0
        for bound, count in zip((*(str(each / 1000) for each in BUCKETS), "+Inf"), row, strict=False):
            total += count
            yield f'kiosk_call_seconds_bucket{{route="{route}",le="{bound}"}} {total}'
        yield f'kiosk_call_seconds_sum{{route="{route}"}} {row[-1] / 1000:.3f}'
        yield f'kiosk_call_seconds_count{{route="{route}"}} {total}'
