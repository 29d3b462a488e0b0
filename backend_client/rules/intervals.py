"""Time from clock intervals: whole seconds, told apart as elapsed, labour and machine time.

    Ada tends A from 0 to 600 s and B from 0 to 300 s.
        elapsed  600 s   what went by while she worked at anything
        labour   A 450 + B 150 = 600 s: while she tends both, each gets half
        machine  A 600 + B 300 = 900 s: each machine's own time, once, whoever tends it
    Bo joins her on B from 100 to 300 s: labour of B 150 + 200, machine time of B still 300.

A second is never lost nor made: the shares of a moment add up to it (an odd second goes to whoever is due the larger
part, then to who began first), and stretches that meet are not overlaps. By standard time the shares are in
proportion to what the operations are expected to need; only where every piece of work of that moment is split so,
else they are equal. Stamps come from one clock that never runs back: `next_stamp` is the last one until the wall
clock has caught up, so no interval is shorter than nothing, whatever is done to the clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from backend_client.floor_terms import TimeSplit
from backend_client.rules.rounding import exact, round_time
from backend_client.rules.units import MILLISECONDS
from backend_client.terms import CapacityUnitType

SECOND = timedelta(seconds=1)
MILLISECONDS_OF_SECOND = 1000


class Span(NamedTuple):
    """Worked time of one person on one thing, from start to end (an open one: to now).

    standard_time_ms  its weight where time is split by standard time
    """

    id: str
    start: datetime
    end: datetime
    split: TimeSplit = TimeSplit.EQUAL
    standard_time_ms: int = 0


def next_stamp(now: datetime, last: datetime | None) -> datetime:
    """Answer the stamp of this moment: the whole second of the clock, never before the last stamp given."""
    whole = now.replace(microsecond=0)
    return whole if last is None else max(whole, last)


def seconds(start: datetime, end: datetime) -> int:
    """Answer the whole seconds between two stamps, never below zero."""
    return max((end - start) // SECOND, 0)


def covered_seconds(stretches: Iterable[tuple[datetime, datetime]]) -> int:
    """Answer the seconds that stretches of time cover together, each moment once."""
    total, until = 0, None
    for start, end in sorted(stretches):
        begin = start if until is None or start > until else until
        if end > begin:
            total += seconds(begin, end)
            until = end
    return total


def labour_shares(spans: Sequence[Span]) -> dict[str, int]:
    """Answer how many seconds of one person's time each of the spans gets; together what they cover."""
    shares = {span.id: 0 for span in spans}
    moments = sorted({moment for span in spans for moment in (span.start, span.end)})
    for start, end in pairwise(moments):
        running = [span for span in spans if span.start <= start and span.end >= end]
        for name, share in _shared(seconds(start, end), running).items():
            shares[name] += share
    return shares


def _shared(length: int, running: Sequence[Span]) -> dict[str, int]:
    if not running:
        return {}
    by_standard = all(span.split is TimeSplit.STANDARD_TIME and span.standard_time_ms > 0 for span in running)
    weights = {span.id: span.standard_time_ms if by_standard else 1 for span in running}
    whole = sum(weights.values())
    shares = {name: length * weight // whole for name, weight in weights.items()}
    due = sorted(running, key=lambda span: (-(length * weights[span.id] % whole), span.start, span.id))
    for span in due[: length - sum(shares.values())]:
        shares[span.id] += 1
    return shares


class BookedBefore(NamedTuple):
    """What stands posted from clocks: whole seconds, and the time they became in the center's unit."""

    seconds: int = 0
    time: Decimal = Decimal(0)


def time_to_post(total_seconds: int, unit: CapacityUnitType, before: BookedBefore) -> Decimal:
    """Answer the time to post now so that all that is posted is all the seconds there are, 5 decimals.

    Three postings of 1 second at a center of minutes are 0.01667, 0.01666 and 0.01667: together 0.05000, not 0.05001.

    >>> time_to_post(2, CapacityUnitType.MINUTES, BookedBefore(1, Decimal("0.01667")))
    Decimal('0.01666')
    """
    with exact():
        whole = Decimal(total_seconds * MILLISECONDS_OF_SECOND) / MILLISECONDS[unit]
        return round_time(whole) - before.time


def figures(spans_of_person: Mapping[str, Sequence[Span]], places: Mapping[str, str]) -> "TimeFigures":
    """Answer the three figures of some work: spans by person, and the place (machine) of each span by its id."""
    spans = [span for own in spans_of_person.values() for span in own]
    by_place: dict[str, list[tuple[datetime, datetime]]] = {}
    for span in spans:
        by_place.setdefault(places[span.id], []).append((span.start, span.end))
    return TimeFigures(
        elapsed_seconds=covered_seconds((span.start, span.end) for span in spans),
        labour_seconds=sum(sum(labour_shares(own).values()) for own in spans_of_person.values()),
        machine_seconds=sum(covered_seconds(stretches) for stretches in by_place.values()),
    )


class TimeFigures(NamedTuple):
    """Elapsed, labour and machine time, in whole seconds."""

    elapsed_seconds: int
    labour_seconds: int
    machine_seconds: int
