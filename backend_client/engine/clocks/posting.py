"""Posting clocked time: intervals become setup, run and stop time of an entry, and are marked with it.

    Ada ran operation 10 from 8:00 to 8:50 and Bo joined from 8:20 to 8:50, at a center that splits labour:
        run time 50 + 30 = 80 minutes; at a machine_time center 50
Running clocks are cut at the stamp of the posting, so all time until then is in it. Seconds become the center's unit
in the posting alone, and the remainder is carried: all that was posted of an operation's clocks is always all their
seconds, rounded once. Setup and run time are told apart by activity; a machine that one person sets up while another
runs it counts as both. A posting of stop time alone would post no quantities, so stop time without setup and run
time waits where quantities are posted. Pauses are never posted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from backend_client.engine.capacity import post_capacity
from backend_client.engine.clocks.places import center_of
from backend_client.engine.clocks.rows import WORKED, span_of, split_of
from backend_client.engine.clocks.stamps import Stamps
from backend_client.engine.context import Context, Decided
from backend_client.engine.output import post_output
from backend_client.floor_terms import ClockActivity, ClockEnding, TimeSplit
from backend_client.messages.base import Refused
from backend_client.messages.clocks import PostClockedCapacityRequest, PostClockedOutputRequest
from backend_client.messages.postings import PostCapacityRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.records.clock import ClockInterval
from backend_client.refusals import RefusalCode
from backend_client.rules.intervals import BookedBefore, covered_seconds, labour_shares, time_to_post
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Posting, Update
from backend_client.store.queries.clocks import (
    INTERVAL,
    intervals,
    of_people,
    on_operation,
    overlapping,
    posted_times,
)
from backend_client.store.queries.floor import lines_and_operations
from backend_client.store.rows import Row
from backend_client.terms import CapacityUnitType

TIMES = {
    ClockActivity.SETUP: "setup_time",
    ClockActivity.RUN: "run_time",
    ClockActivity.STOP: "stop_time",
}


def post_clocked_output(
    context: Context, request: PostClockedOutputRequest
) -> Decided[PostingReceipt] | Refused:
    """Post output of an operation with its clocked time.

    Refuses with `request-malformed` where a time is given beside the clocks, and with all that posting output
    refuses with: an operation without clocked time is posted without time.
    """
    for field in ("setup_time", "run_time", "stop_time", "starting_time", "stop_code"):
        if getattr(request, field):
            return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": field, "what": "clocked"})
    operation = _operation(context, request)
    if operation is None:
        return post_output(context, request)
    at = on_operation(request.order_no, operation["routing_reference_no"], request.operation_no)
    of_operation = [row for row in intervals(context.connection, at) if row["activity"] in TIMES]
    stamps = _cut(context, request, of_operation)
    found = _unposted(of_operation, stamps)
    unit = _unit(context, operation)
    shares = _shares(context, [row for row in found if row["activity"] in WORKED], stamps)
    posted = [row for row in of_operation if row["capacity_ledger_entry_no"]]
    clocked = _Clocked(unit, split_of(context.setup, operation), posted, found, shares)
    times = {name: _time(context, clocked, activity) for activity, name in TIMES.items()}
    if not (times["setup_time"] or times["run_time"]) and (request.output_quantity or request.scrap_quantity):
        times["stop_time"] = ZERO
        found = [row for row in found if row["activity"] is not ClockActivity.STOP]
    codes = sorted({row["stop_code"] for row in found if row["activity"] is ClockActivity.STOP})
    made = replace(
        request,
        setup_time=times["setup_time"],
        run_time=times["run_time"],
        stop_time=times["stop_time"],
        stop_code=codes[0] if codes else "",
    )
    decided = post_output(context, made)
    if isinstance(decided, Refused):
        return decided
    _told_apart(decided.posting, found, unit, codes)
    _mark(decided.posting, found, shares)
    stamps.write(decided.posting)
    return decided


def post_clocked_capacity(
    context: Context, request: PostClockedCapacityRequest
) -> Decided[PostingReceipt] | Refused:
    """Post time clocked at a center without an order as its stop time.

    Only ended clocks are posted. Refuses with `center-not-found`, `machine-center-blocked`, `work-center-blocked`,
    `nothing-clocked`, and what posting capacity refuses with.
    """
    center = center_of(context.setup, request.type, request.no)
    if isinstance(center, Refused):
        return center
    at = (INTERVAL.c.order_no == "", INTERVAL.c.type == request.type, INTERVAL.c.no == request.no)
    ended = (INTERVAL.c.stop_code == request.stop_code, INTERVAL.c.ended_at.is_not(None))
    kept = [row for row in intervals(context.connection, *at, *ended) if row["activity"] in TIMES]
    found = [row for row in kept if not row["capacity_ledger_entry_no"]]
    if not found:
        return Refused(code=RefusalCode.NOTHING_CLOCKED, facts={"field": "no", "no": request.no})
    stamps = Stamps.read(context, request.person_no, ())
    shares = _shares(context, [row for row in found if row["activity"] in WORKED], stamps)
    whole = {row["id"]: shares.get(row["id"], _length(row)) for row in found}
    posted = [row for row in kept if row["capacity_ledger_entry_no"]]
    before = sum(row["labour_seconds"] if row["activity"] in WORKED else _length(row) for row in posted)
    sums = posted_times(context.connection, {row["capacity_ledger_entry_no"] for row in posted})
    unit = context.setup.capacity_units[center[1].unit_of_measure_code]
    made = PostCapacityRequest(
        request_id=request.request_id,
        person_no=request.person_no,
        posting_date=request.posting_date,
        type=request.type,
        no=request.no,
        stop_code=request.stop_code,
        stop_time=time_to_post(
            before + sum(whole.values()), unit, BookedBefore(before, sums["stop_time"] or ZERO)
        ),
    )
    decided = post_capacity(context, made)
    if isinstance(decided, Decided):
        entry_no = decided.posting.capacity_entries[0]["entry_no"]
        _update(decided.posting, [(row, shares.get(row["id"], 0), entry_no) for row in found])
    return decided


def _operation(context: Context, request: PostClockedOutputRequest) -> Row | None:
    lines, operations = lines_and_operations(context.connection, [request.order_no])
    line = next((row for row in lines if request.order_line_no in {0, row["line_no"]}), None)
    if line is None:
        return None
    key = (line["routing_reference_no"], request.operation_no)
    return next(
        (row for row in operations if (row["routing_reference_no"], row["operation_no"]) == key), None
    )


def _cut(context: Context, request: PostClockedOutputRequest, of_operation: Sequence[Row]) -> Stamps:
    """End the clocks that run on the operation, and begin each anew at the same stamp where work goes on."""
    unended = {row["id"] for row in of_operation if row["ended_at"] is None and row["swept_at"] is None}
    people = {row["person_no"] for row in of_operation if row["id"] in unended}
    stamps = Stamps.of(context, request, people)
    for row in [row for row in stamps.running if row["id"] in unended]:
        stamps.end(row, ClockEnding.POSTING)
        if request.keep_running and not request.finished:
            names = (
                "order_no order_line_no routing_reference_no operation_no type no work_center_no activity "
                "stop_code group_code standard_time_ms"
            )
            work = {name: row[name] for name in names.split()}
            stamps.begin(request.request_id, row["person_no"], terminal_id=request.terminal_id, **work)
    return stamps


def _unposted(of_operation: Sequence[Row], stamps: Stamps) -> list[Row]:
    """Answer the ended intervals that no entry was made of yet, those that end now as they will be."""
    now_ended = {row["id"]: row for row in stamps.ended}
    rows = [now_ended.get(row["id"], row) for row in of_operation]
    return [row for row in rows if row["ended_at"] is not None and not row["capacity_ledger_entry_no"]]


def _shares(context: Context, found: Sequence[Row], stamps: Stamps) -> dict[str, int]:
    """Answer each interval's share of its person's time; one statement for all that ran at the same time."""
    if not found:
        return {}
    first = min(row["started_at"] for row in found)
    last = max(
        stamps.stamp, *(row["ended_at"] or stamps.stamp for row in found)
    )  # others' may end after a kept one
    people = {row["person_no"] for row in found}
    beside = intervals(context.connection, of_people(people), overlapping(first, last))
    rows = {row["id"]: row for row in (*beside, *found) if row["activity"] in WORKED}
    shares: dict[str, int] = {}
    for person_no in people:
        own = [row for row in rows.values() if row["person_no"] == person_no]
        shares |= labour_shares([span_of(context.setup, row, last) for row in own])
    return {row["id"]: shares[row["id"]] for row in found}


class _Clocked(NamedTuple):
    """The clocks of one operation: posted before, to be posted now, and each one's share of its person's time."""

    unit: CapacityUnitType
    split: TimeSplit
    posted: Sequence[Row]
    new: Sequence[Row]
    shares: dict[str, int]


def _time(context: Context, clocked: _Clocked, activity: ClockActivity) -> Decimal:
    """Answer the time of one activity that is to be posted now."""
    new = [row for row in clocked.new if row["activity"] is activity]
    posted = [row for row in clocked.posted if row["activity"] is activity]
    if activity is ClockActivity.STOP or clocked.split is TimeSplit.MACHINE_TIME:
        total, before = covered_seconds(_stretches((*posted, *new))), covered_seconds(_stretches(posted))
    else:
        before = sum(row["labour_seconds"] for row in posted)
        total = before + sum(clocked.shares[row["id"]] for row in new)
    if total == before:
        return ZERO
    sums = posted_times(context.connection, {row["capacity_ledger_entry_no"] for row in posted})
    return time_to_post(total, clocked.unit, BookedBefore(before, sums[TIMES[activity]] or ZERO))


def _stretches(rows: Iterable[Row]) -> list[tuple[datetime, datetime]]:
    return [(row["started_at"], row["ended_at"]) for row in rows]


def _length(row: Row) -> int:
    return covered_seconds(_stretches([row]))


def _unit(context: Context, operation: Row) -> CapacityUnitType:
    center = context.setup.work_centers[operation["work_center_no"]]
    return context.setup.capacity_units.get(center.unit_of_measure_code, CapacityUnitType.MINUTES)


def _told_apart(posting: Posting, found: Sequence[Row], unit: CapacityUnitType, codes: Sequence[str]) -> None:
    """Give each stop code an entry of its own: what the first entry holds of the others' time is taken from it."""
    stops = [row for row in posting.capacity_entries if row["stop_time"]]
    if len(codes) < 2 or not stops:
        return
    first = stops[0]
    for code in codes[1:]:
        rows = [row for row in found if row["activity"] is ClockActivity.STOP and row["stop_code"] == code]
        time = min(time_to_post(covered_seconds(_stretches(rows)), unit, BookedBefore()), first["stop_time"])
        if time:
            entry = {**first, "stop_code": code}
            for name in ("quantity", "invoiced_quantity", "stop_time"):
                entry[name] = time
                first[name] -= time
            posting.add_capacity_entry(entry)


def _mark(posting: Posting, found: Sequence[Row], shares: dict[str, int]) -> None:
    """Name to each interval the entry it became: by stop code, or the entry of setup and run time."""
    work = [row["entry_no"] for row in posting.capacity_entries if not row["stop_time"]]
    stops = {row["stop_code"]: row["entry_no"] for row in posting.capacity_entries if row["stop_time"]}
    marked = []
    for row in found:
        is_stop = row["activity"] is ClockActivity.STOP
        entry_no = stops.get(row["stop_code"]) if is_stop else next(iter(work), None)
        if entry_no is not None:
            marked.append((row, shares.get(row["id"], 0), entry_no))
    _update(posting, marked)


def _update(posting: Posting, marked: Sequence[tuple[Row, int, int]]) -> None:
    rows = [
        {"id": row["id"], "labour_seconds": labour, "capacity_ledger_entry_no": entry_no}
        for row, labour, entry_no in marked
    ]
    if rows:
        posting.updates.append(Update(ClockInterval, ("id",), rows))
