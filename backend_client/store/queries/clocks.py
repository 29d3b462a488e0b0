"""Clock intervals and presence, as the clocks of the floor read them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from backend_client.records.calendar import CalendarEntry
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.clock import ClockInterval, PresenceInterval
from backend_client.store.rows import Row, table_of
from backend_client.terms import CapacityType

INTERVAL = table_of(ClockInterval)
PRESENCE = table_of(PresenceInterval)
CAPACITY = table_of(CapacityLedgerEntry)
CALENDAR = table_of(CalendarEntry)

OPEN = and_(INTERVAL.c.ended_at.is_(None), INTERVAL.c.swept_at.is_(None))
OPEN_PRESENCE = and_(PRESENCE.c.ended_at.is_(None), PRESENCE.c.swept_at.is_(None))
LAST_STAMPS = select(
    *(
        select(func.max(table.c[name])).scalar_subquery()
        for table in (INTERVAL, PRESENCE)
        for name in ("started_at", "ended_at")
    )
)


def last_stamp(connection: Connection) -> datetime | None:
    """Read the last stamp that any clock was given; one statement."""
    return max((stamp for stamp in connection.execute(LAST_STAMPS).one() if stamp is not None), default=None)


def last_stamp_of(connection: Connection, people: Collection[str]) -> datetime | None:
    """Read the last stamp that a clock of these people was given, a sweep counted; one statement."""
    found = connection.execute(
        select(
            *(
                select(func.max(table.c[name])).where(table.c.person_no.in_(sorted(people))).scalar_subquery()
                for table in (INTERVAL, PRESENCE)
                for name in ("started_at", "ended_at", "swept_at")
            )
        )
    )
    return max((stamp for stamp in found.one() if stamp is not None), default=None)


def intervals(connection: Connection, *conditions: ColumnElement[bool], most: int | None = None) -> list[Row]:
    """Read intervals in the order they began; `most` of them, for a list that is only shown."""
    wanted = select(INTERVAL).where(*conditions).order_by(INTERVAL.c.started_at, INTERVAL.c.id)
    return [dict(row) for row in connection.execute(wanted.limit(most)).mappings()]


def presences(connection: Connection, *conditions: ColumnElement[bool]) -> list[Row]:
    """Read presence in the order it began."""
    wanted = select(PRESENCE).where(*conditions).order_by(PRESENCE.c.started_at, PRESENCE.c.id)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def waiting_for_an_end(connection: Connection) -> int:
    """Count the intervals that were swept and have no end yet, of work and of presence; one statement."""
    counts = [
        select(func.count())
        .select_from(table)
        .where(table.c.ended_at.is_(None), table.c.swept_at.is_not(None))
        .scalar_subquery()
        for table in (INTERVAL, PRESENCE)
    ]
    return sum(connection.execute(select(*counts)).one())


def of_people(people: Iterable[str]) -> ColumnElement[bool]:
    """Fit intervals of these people."""
    return INTERVAL.c.person_no.in_(sorted(set(people)))


def on_operation(order_no: str, reference_no: int, operation_no: str) -> ColumnElement[bool]:
    """Fit intervals on an operation."""
    return and_(
        INTERVAL.c.order_no == order_no,
        INTERVAL.c.routing_reference_no == reference_no,
        INTERVAL.c.operation_no == operation_no,
    )


def overlapping(start: datetime, end: datetime) -> ColumnElement[bool]:
    """Fit intervals that share a moment with a stretch of time; an unended one reaches to its sweep, or to now."""
    until: Any = func.coalesce(INTERVAL.c.ended_at, INTERVAL.c.swept_at)
    return and_(INTERVAL.c.started_at < end, or_(until.is_(None), until > start))


def posted_times(connection: Connection, entry_nos: Iterable[int]) -> Row:
    """Read the times that stand posted by capacity ledger entries: the sums of setup, run and stop time."""
    sums = (func.sum(CAPACITY.c[name]).label(name) for name in ("setup_time", "run_time", "stop_time"))
    wanted = select(*sums).where(CAPACITY.c.entry_no.in_(sorted(set(entry_nos))))
    return dict(connection.execute(wanted).mappings().one())


def shift_spans(
    connection: Connection, work_center_nos: Iterable[str], first: date, last: date
) -> list[tuple[tuple[str, str], datetime, datetime]]:
    """Read (work center, shift), start and end of the working spans of centers, plant-local, in order of time."""
    wanted = (
        select(CALENDAR)
        .where(
            CALENDAR.c.type == CapacityType.WORK_CENTER,
            CALENDAR.c.no.in_(sorted(set(work_center_nos))),
            CALENDAR.c.date.between(first, last),
        )
        .order_by(CALENDAR.c.date, CALENDAR.c.starting_time)
    )
    return [
        (
            (row["no"], row["work_shift_code"]),
            datetime.combine(row["date"], row["starting_time"]),
            datetime.combine(row["date"], row["ending_time"]),
        )
        for row in connection.execute(wanted).mappings()
    ]
