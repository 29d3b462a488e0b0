"""Forgotten clocks: swept when their shift is over, then decided by a supervisor; no end is ever made up.

A clock is forgotten when the person's shift at their work center ended after it began and is over now; where no such
shift is known, when it runs longer than the plant's `clock_hours_max` (12 hours unless set). Swept clocks no longer
run and their time is not posted, until a supervisor says when they ended: after the start, not after the sweep, within
the person's presence, and presence not before the work in it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from backend_client.engine.clocks.rows import clock_row, presence_row
from backend_client.engine.clocks.stamps import Stamps
from backend_client.engine.context import Context, Decided
from backend_client.engine.floor.approval import is_supervisor
from backend_client.floor_terms import ClockEnding
from backend_client.messages.base import Refused
from backend_client.messages.clocks import ClockReceipt, DecideForgottenClockRequest, SweepClocksRequest
from backend_client.records.clock import ClockInterval, PresenceInterval
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.clocks import (
    INTERVAL,
    OPEN,
    OPEN_PRESENCE,
    PRESENCE,
    intervals,
    presences,
    shift_spans,
)
from backend_client.store.queries.entries_together import role_of
from backend_client.store.queries.people import known_people
from backend_client.store.rows import Record, Row, new_row

LOOKED_BACK = timedelta(days=31)
BREAK_MAX = timedelta(hours=1)


def sweep_clocks(context: Context, request: SweepClocksRequest) -> Decided[ClockReceipt]:
    """Take every clock whose shift is over out of the running ones; nothing forgotten changes nothing."""
    work = intervals(context.connection, OPEN)
    present = presences(context.connection, OPEN_PRESENCE)
    found = forgotten_among(context, work, present)
    forgotten = [row for row in found if "activity" in row]
    left = [row for row in found if "activity" not in row]
    stamps = Stamps.read(context, request.person_no, ())
    posting = Posting(posting_date=context.today)
    for record, rows in ((ClockInterval, forgotten), (PresenceInterval, left)):
        for row in rows:
            row["swept_at"] = max(stamps.stamp, row["started_at"])
        if rows:
            swept = [{"id": row["id"], "swept_at": row["swept_at"]} for row in rows]
            posting.updates.append(Update(record, ("id",), swept))
    receipt = ClockReceipt(
        stamp=stamps.stamp,
        ended=tuple(clock_row(context.setup, row, stamps.stamp) for row in forgotten),
        presence=tuple(presence_row(context.setup, row, stamps.stamp) for row in left),
    )
    return Decided(posting=posting, receipt=lambda _: receipt)


def decide_forgotten_clock(
    context: Context, request: DecideForgottenClockRequest
) -> Decided[ClockReceipt] | Refused:
    """Give a swept clock the end that a supervisor says.

    Refuses with `not-allowed` (no supervisor), `interval-not-found` (nothing of that name waits),
    `clock-end-out-of-range`.
    """
    if not is_supervisor(role_of(context.connection, request.person_no)):
        return Refused(code=RefusalCode.NOT_ALLOWED, facts={"person_no": request.person_no})
    work = intervals(context.connection, INTERVAL.c.id == request.id, INTERVAL.c.swept_at.is_not(None))
    present = presences(context.connection, PRESENCE.c.id == request.id, PRESENCE.c.swept_at.is_not(None))
    waiting = [row for row in (*work, *present) if row["ended_at"] is None][:1]  # work before presence
    if not waiting:
        return Refused(code=RefusalCode.INTERVAL_NOT_FOUND, facts={"field": "id", "id": request.id})
    row = waiting[0]
    if request.ended_at.tzinfo is None or not _fits(context, request.ended_at, row):
        return Refused(code=RefusalCode.CLOCK_END_OUT_OF_RANGE, facts={"field": "ended_at"})
    stamps = Stamps.read(context, request.person_no, ())
    stamps.stamp = request.ended_at.replace(microsecond=0)
    record: Record = ClockInterval if "activity" in row else PresenceInterval
    end = {"ended_at": stamps.stamp, "ending": ClockEnding.SUPERVISOR}
    row |= {**end, "ended_by_person_no": request.person_no}
    posting = Posting(posting_date=context.today)
    posting.updates.append(
        Update(record, ("id",), [{"id": row["id"], **end, "ended_by_person_no": request.person_no}])
    )
    posting.inserts.append(Insert(AuditEntry, [_audit(context, request, row)]))
    setup, at_work = context.setup, record is ClockInterval
    receipt = ClockReceipt(
        stamp=stamps.stamp,
        ended=(clock_row(setup, row, stamps.stamp),) if at_work else (),
        presence=() if at_work else (presence_row(setup, row, stamps.stamp),),
    )
    return Decided(posting=posting, receipt=lambda _: receipt)


def forgotten_among(context: Context, work: Sequence[Row], present: Sequence[Row]) -> list[Row]:
    """Answer which running clocks, and which stretches of presence, a sweep would find."""
    ends = _shift_ends(context, {row["person_no"] for row in (*work, *present)})
    return [row for row in (*work, *present) if _is_forgotten(context, row, ends)]


def _fits(context: Context, end: datetime, row: Row) -> bool:
    """Say whether an end fits its start and sweep, and the presence around or the work within."""
    if not row["started_at"] <= end <= row["swept_at"]:
        return False
    person_no, start = row["person_no"], row["started_at"]
    if "activity" in row:
        around = presences(
            context.connection, PRESENCE.c.person_no == person_no, PRESENCE.c.started_at <= end
        )
        return not around or around[-1]["ended_at"] is None or end <= around[-1]["ended_at"]
    within = intervals(
        context.connection,
        INTERVAL.c.person_no == person_no,
        INTERVAL.c.started_at >= start,
        INTERVAL.c.started_at <= row["swept_at"],
    )
    return all(each["ended_at"] is not None and each["ended_at"] <= end for each in within)


def _shift_ends(context: Context, people: set[str]) -> Mapping[str, list[datetime]]:
    """Answer the plant-local ends of each person's shifts up to now; breaks within an hour do not end a shift."""
    known = known_people(context.connection, people)
    own = {
        no: (row["work_center_no"], row["work_shift_code"])
        for no, row in known.items()
        if row["work_shift_code"]
    }
    first = context.local_now.date() - LOOKED_BACK
    spans = shift_spans(
        context.connection, {center for center, _ in own.values()}, first, context.local_now.date()
    )
    ends: dict[tuple[str, str], list[datetime]] = {}
    for key, start, end in spans:
        found = ends.setdefault(key, [])
        if found and start - found[-1] <= BREAK_MAX:
            found[-1] = end
        else:
            found.append(end)
    return {no: ends.get(key, []) for no, key in own.items()}


def _is_forgotten(context: Context, row: Row, ends: Mapping[str, list[datetime]]) -> bool:
    began = context.setup.local_time(row["started_at"])
    own = ends.get(row["person_no"], [])
    if any(began < end <= context.local_now for end in own):
        return True
    longest = timedelta(hours=context.setup.settings.clock_hours_max)
    return not own and context.now - row["started_at"] > longest


def _audit(context: Context, request: DecideForgottenClockRequest, row: Row) -> Row:
    return new_row(
        AuditEntry,
        at=context.now,
        person_no=request.person_no,
        terminal_id=request.terminal_id,
        event="forgotten-clock-decided",
        table_name="clock_intervals" if "activity" in row else "presence_intervals",
        row_key=row["id"],
        after=json.dumps(
            {"ended_at": request.ended_at.isoformat(), "comment": request.comment},
            sort_keys=True,
            ensure_ascii=False,
        ),
    )
