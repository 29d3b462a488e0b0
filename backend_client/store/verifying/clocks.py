"""Clocks against presence and against the entries that were made of them.

present 8:00 to 16:00, labour booked on work begun in that time 8 h 01 min -> labour-exceeds-presence
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.clock import ClockInterval, PresenceInterval
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by

INTERVAL = table_of(ClockInterval)
PRESENCE = table_of(PresenceInterval)
CAPACITY = table_of(CapacityLedgerEntry)
SECOND = timedelta(seconds=1)

Stretch = tuple[datetime, datetime]


def clock_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each clock that contradicts itself, its person's presence, or the entry it was posted with."""
    backwards = select(INTERVAL.c.id, INTERVAL.c.person_no).where(INTERVAL.c.ended_at < INTERVAL.c.started_at)
    yield from found_by(connection, FindingCode.CLOCK_RUNS_BACK, backwards)
    yield from _open_twice(connection)
    yield from _unfounded(connection)
    yield from _beyond_presence(connection)


def _open_twice(connection: Connection) -> Iterator[Finding]:
    """The database has an index that lets nobody do it; who takes the index away is found here."""
    key = [
        INTERVAL.c[name]
        for name in ("person_no", "order_no", "routing_reference_no", "operation_no", "type", "no")
    ]
    still_open = and_(INTERVAL.c.ended_at.is_(None), INTERVAL.c.swept_at.is_(None))
    clocks = func.count().label("clocks")
    twice = select(*key, clocks).where(still_open).group_by(*key).having(clocks > 1)
    yield from found_by(connection, FindingCode.OPENED_TWICE, twice)


def _unfounded(connection: Connection) -> Iterator[Finding]:
    joined = INTERVAL.outerjoin(CAPACITY, CAPACITY.c.entry_no == INTERVAL.c.capacity_ledger_entry_no)
    wrong = or_(
        CAPACITY.c.entry_no.is_(None),
        CAPACITY.c.reversed,
        CAPACITY.c.order_no != INTERVAL.c.order_no,
        CAPACITY.c.operation_no != INTERVAL.c.operation_no,
        INTERVAL.c.ended_at.is_(None),
    )
    posted = select(INTERVAL.c.id, INTERVAL.c.capacity_ledger_entry_no).select_from(joined)
    unfounded = posted.where(and_(INTERVAL.c.capacity_ledger_entry_no != 0, wrong))
    yield from found_by(connection, FindingCode.CLOCK_POSTED_UNFOUNDED, unfounded)


def _beyond_presence(connection: Connection) -> Iterator[Finding]:
    """Person by person: labour of work begun in a stretch of presence is no more than the stretch is long."""
    by_person = groupby(_booked(connection), key=lambda row: row.person_no)
    for person_no, rows in by_person:
        booked = list(rows)
        present = _stretches(connection, person_no, max(row.ended_at for row in booked))
        for start, end in present:
            own = [row for row in booked if start <= row.started_at < end]
            labour = sum(row.labour_seconds for row in own)
            if labour > (end - start) // SECOND:
                yield _beyond(person_no, start, labour, (end - start) // SECOND)
        for row in booked:
            inside = any(start <= row.started_at and row.ended_at <= end for start, end in present)
            if not inside or row.labour_seconds > (row.ended_at - row.started_at) // SECOND:
                yield _beyond(person_no, row.started_at, row.labour_seconds, 0)


def _booked(connection: Connection) -> Iterator[Row[Any]]:
    names = ("person_no", "started_at", "ended_at", "labour_seconds")
    wanted = select(*(INTERVAL.c[name] for name in names)).where(
        INTERVAL.c.labour_seconds != 0, INTERVAL.c.ended_at.is_not(None)
    )
    ordered = wanted.order_by(INTERVAL.c.person_no, INTERVAL.c.started_at)
    yield from connection.execute(ordered, execution_options={"yield_per": 500})


def _stretches(connection: Connection, person_no: str, latest: datetime) -> Sequence[Stretch]:
    """Answer a person's presence as stretches that do not touch; one that has no end yet reaches to the last work."""
    wanted = select(PRESENCE).where(PRESENCE.c.person_no == person_no).order_by(PRESENCE.c.started_at)
    merged: list[Stretch] = []
    for row in connection.execute(wanted):
        end = row.ended_at or row.swept_at or max(latest, row.started_at)
        if merged and row.started_at <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((row.started_at, end))
    return merged


def _beyond(person_no: str, start: datetime, labour: int, presence: int) -> Finding:
    facts = {"person_no": person_no, "started_at": start.isoformat()}
    seconds = {"labour_seconds": str(labour), "presence_seconds": str(presence)}
    return Finding(FindingCode.LABOUR_EXCEEDS_PRESENCE, facts | seconds)
