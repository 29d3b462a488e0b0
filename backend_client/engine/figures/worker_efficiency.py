"""Worker efficiency by day or person: how much of the time that people attended they worked on orders.

    Ada came at 6 and left at 14: 480 minutes attended; her clocks of setup and run on orders ran from 6:30 to 10:00
    and from 10:30 to 14:00, two of them together at times: 420 minutes worked, 0.875

Work counts with the attendance that it lies in, so it is never more, and a night belongs to the day on which it began.
It is told only where the plant's setting `worker_efficiency` says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import NamedTuple

from backend_client.engine.center_days import days_refused
from backend_client.engine.clocks.rows import WORKED, is_waiting, until
from backend_client.engine.context import Context
from backend_client.engine.costs.pages import page_behind, place_of, rows_of, texts
from backend_client.figure_terms import WorkerGroup
from backend_client.messages.base import Refused
from backend_client.messages.key_figures import (
    WorkerEfficiency,
    WorkerEfficiencyLine,
    WorkerEfficiencyQuestion,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.intervals import covered_seconds, seconds
from backend_client.rules.key_figures import worker_efficiency as efficiency_of
from backend_client.rules.order_dates import days_after
from backend_client.rules.rounding import exact, round_time
from backend_client.store.queries.clocks import INTERVAL, PRESENCE, intervals, presences
from backend_client.store.queries.people import known_people
from backend_client.store.rows import Row

A_MINUTE = 60


class Attended(NamedTuple):
    """Seconds of one attendance, or of several together; None where a forgotten clock waits for its end."""

    worked: int | None
    attended: int | None


def worker_efficiency(context: Context, question: WorkerEfficiencyQuestion) -> WorkerEfficiency | Refused:
    """Answer a page of lines by key.

    Refuses with `worker-efficiency-off`, `period-out-of-range`, `request-malformed` (a page that no answer named).
    """
    if context.setup.settings.others.get("worker_efficiency") != "true":
        return Refused(code=RefusalCode.WORKER_EFFICIENCY_OFF, facts={"field": "worker_efficiency"})
    refused = days_refused(question.first_day, question.last_day)
    if refused is not None:
        return refused
    after = place_of(question.page, texts(1))
    if isinstance(after, Refused):
        return after
    sums = {key: _added(parts) for key, parts in _attendances(context, question).items()}
    keys = [key for key in sorted(sums) if after is None or key > after[0]]
    most = rows_of(question.most)
    by_person = question.by is WorkerGroup.PERSON
    people = known_people(context.connection, keys[:most]) if by_person else {}
    return WorkerEfficiency(
        by=question.by,
        first_day=question.first_day,
        last_day=question.last_day,
        lines=tuple(_line(key, people.get(key, {}).get("name", ""), sums[key]) for key in keys[:most]),
        total=_line("", "", _added(sums.values())) if after is None and sums else None,
        next_page=page_behind(keys[most - 1]) if len(keys) > most else "",
    )


def _attendances(context: Context, question: WorkerEfficiencyQuestion) -> Mapping[str, list[Attended]]:
    """Read who came on the days asked for, and what they worked on while they were there."""
    setup, zone = context.setup, context.now.tzinfo
    earliest = datetime.combine(days_after(question.first_day, -1), time.min, tzinfo=zone)
    latest = datetime.combine(days_after(question.last_day, 2), time.min, tzinfo=zone)
    came = []
    for row in presences(context.connection, PRESENCE.c.started_at.between(earliest, latest)):
        day = setup.local_time(row["started_at"]).date()
        if question.first_day <= day <= question.last_day:
            came.append((day.isoformat(), row))
    work: dict[str, list[Row]] = defaultdict(list)
    if came:
        first = min(row["started_at"] for _day, row in came)
        last = max(until(row, context.now) for _day, row in came)
        on_orders = (INTERVAL.c.order_no != "", INTERVAL.c.activity.in_(sorted(WORKED)))
        for row in intervals(context.connection, *on_orders, INTERVAL.c.started_at.between(first, last)):
            work[row["person_no"]].append(row)
    found: dict[str, list[Attended]] = defaultdict(list)
    for day_text, row in came:
        key = row["person_no"] if question.by is WorkerGroup.PERSON else day_text
        found[key].append(_attended(row, work[row["person_no"]], context.now))
    return found


def _attended(presence: Row, work: Sequence[Row], now: datetime) -> Attended:
    """Sum up an attendance and the work that began in it, as it also ends in it; what runs counts up to now."""
    start, end = presence["started_at"], until(presence, now)
    inside = [row for row in work if start <= row["started_at"] < end]
    stretches = ((row["started_at"], until(row, now)) for row in inside)
    return Attended(
        None if any(map(is_waiting, inside)) else covered_seconds(stretches),
        None if is_waiting(presence) else seconds(start, end),
    )


def _added(parts: Iterable[Attended]) -> Attended:
    worked, attended = zip(*parts, strict=True)
    return Attended(
        None if None in worked else sum(worked),
        None if None in attended else sum(attended),
    )


def _line(key: str, name: str, of: Attended) -> WorkerEfficiencyLine:
    worked, attended = map(_minutes, of)
    known = worked is not None and attended is not None
    return WorkerEfficiencyLine(
        key=key,
        name=name,
        worked_minutes=worked,
        attended_minutes=attended,
        worker_efficiency=efficiency_of(Decimal(of.worked or 0), Decimal(of.attended or 0))
        if known
        else None,
    )


def _minutes(whole_seconds: int | None) -> Decimal | None:
    if whole_seconds is None:
        return None
    with exact():
        return round_time(Decimal(whole_seconds) / A_MINUTE)
