"""What the clocks say: who runs what, a person's day, an operation's time, what was forgotten.

Time is never counted up anywhere: each figure is worked out from the stamps when it is asked for.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from backend_client import limits
from backend_client.engine.clocks.rows import WORKED, clock_row, presence_row, span_of, until
from backend_client.engine.context import Context
from backend_client.floor_terms import ClockExceptionKind
from backend_client.messages.base import Refused
from backend_client.messages.clocks import (
    ClockException,
    ClockExceptions,
    ClockExceptionsQuestion,
    OperationTime,
    OperationTimeQuestion,
    PersonTime,
    PersonTimeQuestion,
    RunningWork,
    RunningWorkQuestion,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.intervals import (
    Span,
    TimeFigures,
    covered_seconds,
    figures,
    labour_shares,
    next_stamp,
    seconds,
)
from backend_client.store.queries.clocks import (
    INTERVAL,
    OPEN,
    PRESENCE,
    intervals,
    last_stamp,
    of_people,
    on_operation,
    overlapping,
    presences,
)
from backend_client.store.queries.floor import lines_and_operations
from backend_client.store.queries.people import known_people
from backend_client.store.rows import Row

DAY = timedelta(days=1)


def running_work(context: Context, question: RunningWorkQuestion) -> RunningWork:
    """Answer the clocks that run at a center, of a person or on an order."""
    conditions = [OPEN]
    if question.no:
        conditions.append((INTERVAL.c.no == question.no) | (INTERVAL.c.work_center_no == question.no))
    if question.person_no:
        conditions.append(INTERVAL.c.person_no == question.person_no)
    if question.order_no:
        conditions.append(INTERVAL.c.order_no == question.order_no)
    now = _now(context)
    rows = intervals(context.connection, *conditions, most=limits.CLOCK_ROWS_MAX)
    return RunningWork(as_of=now, rows=tuple(clock_row(context.setup, row, now) for row in rows))


def person_time(context: Context, question: PersonTimeQuestion) -> PersonTime:
    """Answer a person's plant-local day; an interval belongs to the day on which it began."""
    now, setup = _now(context), context.setup
    day = question.day or setup.local_time(now).date()
    first = datetime.combine(day, datetime.min.time(), tzinfo=now.tzinfo) - DAY
    around = (first, first + 3 * DAY)
    found = intervals(context.connection, of_people({question.person_no}), overlapping(*around))
    rows = [row for row in found if setup.local_time(row["started_at"]).date() == day]
    presence = [
        row
        for row in presences(
            context.connection,
            PRESENCE.c.person_no == question.person_no,
            PRESENCE.c.started_at.between(*around),
        )
        if setup.local_time(row["started_at"]).date() == day
    ]
    told = _figures(context, rows, now)
    return PersonTime(
        as_of=now,
        rows=tuple(clock_row(setup, row, now) for row in rows),
        presence=tuple(presence_row(setup, row, now) for row in presence),
        **told._asdict(),
        presence_seconds=covered_seconds((row["started_at"], until(row, now)) for row in presence),
    )


def operation_time(context: Context, question: OperationTimeQuestion) -> OperationTime | Refused:
    """Answer the clocks of an operation. Refuses with `order-line-not-found`."""
    lines, _ = lines_and_operations(context.connection, [question.order_no])
    line = next((row for row in lines if question.order_line_no in {0, row["line_no"]}), None)
    if line is None:
        facts = {"order_no": question.order_no, "order_line_no": str(question.order_line_no)}
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
    now, setup = _now(context), context.setup
    at = on_operation(question.order_no, line["routing_reference_no"], question.operation_no)
    rows = intervals(context.connection, at)
    worked = [row for row in rows if row["activity"] in WORKED]
    shares = _shares(context, worked, now)
    posted = [row for row in worked if row["capacity_ledger_entry_no"]]
    labour = {**shares, **{row["id"]: row["labour_seconds"] for row in posted}}
    told = _figures(context, rows, now)
    return OperationTime(
        as_of=now,
        rows=tuple(clock_row(setup, row, now) for row in rows[: limits.CLOCK_ROWS_MAX]),
        elapsed_seconds=told.elapsed_seconds,
        labour_seconds=sum(labour.values()),
        machine_seconds=told.machine_seconds,
        unposted_seconds=sum(labour.values()) - sum(row["labour_seconds"] for row in posted),
    )


def clock_exceptions(context: Context, _question: ClockExceptionsQuestion) -> ClockExceptions:
    """Answer the swept clocks that wait for a supervisor, and whether stamps are ahead of the clock."""
    work = intervals(
        context.connection,
        INTERVAL.c.ended_at.is_(None),
        INTERVAL.c.swept_at.is_not(None),
        most=limits.CLOCK_ROWS_MAX,
    )
    present = presences(context.connection, PRESENCE.c.ended_at.is_(None), PRESENCE.c.swept_at.is_not(None))
    last = last_stamp(context.connection)
    ahead = 0 if last is None else seconds(context.now, last)
    people = known_people(context.connection, {row["person_no"] for row in (*work, *present)})
    return ClockExceptions(
        rows=tuple(_exception(context, row, people) for row in (*work, *present)),
        ahead_seconds=ahead if ahead > limits.CLOCK_AHEAD_SECONDS else 0,
    )


def _exception(context: Context, row: Row, people: Mapping[str, Row]) -> ClockException:
    at_work = "activity" in row
    return ClockException(
        kind=ClockExceptionKind.FORGOTTEN_WORK if at_work else ClockExceptionKind.FORGOTTEN_PRESENCE,
        id=row["id"],
        person_no=row["person_no"],
        person_name=people.get(row["person_no"], {}).get("name", ""),
        order_no=row.get("order_no", ""),
        operation_no=row.get("operation_no", ""),
        no=row.get("no", ""),
        started_at=row["started_at"],
        started_local=context.setup.local_time(row["started_at"]),
        swept_at=row["swept_at"],
        swept_local=context.setup.local_time(row["swept_at"]),
    )


def _now(context: Context) -> datetime:
    return next_stamp(context.now, last_stamp(context.connection))


def _figures(context: Context, rows: Sequence[Row], now: datetime) -> TimeFigures:
    worked = [row for row in rows if row["activity"] in WORKED]
    by_person: dict[str, list[Span]] = {}
    for row in worked:
        by_person.setdefault(row["person_no"], []).append(span_of(context.setup, row, now))
    return figures(by_person, {row["id"]: f"{row['type']} {row['no']}" for row in worked})


def _shares(context: Context, worked: Sequence[Row], now: datetime) -> dict[str, int]:
    """Answer each interval's share of its person's time, beside whatever else ran."""
    if not worked:
        return {}
    people = {row["person_no"] for row in worked}
    first = min(row["started_at"] for row in worked)
    beside = intervals(context.connection, of_people(people), overlapping(first, max(now, first) + DAY))
    found: dict[str, int] = {}
    for person_no in people:
        own = [row for row in beside if row["person_no"] == person_no and row["activity"] in WORKED]
        found |= labour_shares([span_of(context.setup, row, now) for row in own])
    return {row["id"]: found.get(row["id"], 0) for row in worked}
