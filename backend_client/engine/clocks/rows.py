"""Clocks as they are told: stamps beside the plant's wall clock, seconds so far."""

from datetime import datetime
from typing import Any

from backend_client.engine.clocks.stamps import Stamps
from backend_client.engine.context import Context, Decided
from backend_client.floor_terms import ClockActivity, TimeSplit
from backend_client.messages.clocks import ClockReceipt, ClockRow, PresenceRow
from backend_client.rules.intervals import Span, seconds
from backend_client.store.posting import Posting
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType

WORKED = (ClockActivity.SETUP, ClockActivity.RUN)
TOLD = [
    "id",
    "person_no",
    "order_no",
    "order_line_no",
    "operation_no",
    "type",
    "no",
    "activity",
    "stop_code",
    "group_code",
    "started_at",
    "ended_at",
    "ending",
]


def until(row: Row, now: datetime) -> datetime:
    """Answer up to when an interval counts: its end, its sweep while a supervisor decides, or now."""
    end: datetime = row["ended_at"] or row["swept_at"] or now
    start: datetime = row["started_at"]
    return max(end, start)


def clock_row(setup: Setup, row: Row, now: datetime) -> ClockRow:
    """Answer an interval as it is told."""
    return ClockRow(
        **{name: row[name] for name in TOLD},
        started_local=setup.local_time(row["started_at"]),
        ended_local=None if row["ended_at"] is None else setup.local_time(row["ended_at"]),
        seconds=seconds(row["started_at"], until(row, now)),
        posted=row["capacity_ledger_entry_no"] != 0,
        waiting=is_waiting(row),
    )


def presence_row(setup: Setup, row: Row, now: datetime) -> PresenceRow:
    """Answer presence as it is told."""
    return PresenceRow(
        id=row["id"],
        person_no=row["person_no"],
        started_at=row["started_at"],
        started_local=setup.local_time(row["started_at"]),
        ended_at=row["ended_at"],
        ended_local=None if row["ended_at"] is None else setup.local_time(row["ended_at"]),
        seconds=seconds(row["started_at"], until(row, now)),
        waiting=is_waiting(row),
    )


def is_waiting(row: Row) -> bool:
    """Say whether a supervisor has to decide when a clock ended."""
    return row["ended_at"] is None and row["swept_at"] is not None


def split_of(setup: Setup, row: Row) -> TimeSplit:
    """Answer how time of an interval's center is split."""
    rule = setup.center_rules.get((CapacityType(row["type"]), row["no"]))
    return TimeSplit.EQUAL if rule is None else rule.time_split


def span_of(setup: Setup, row: Row, now: datetime) -> Span:
    """Answer the worked time of an interval."""
    return Span(row["id"], row["started_at"], until(row, now), split_of(setup, row), row["standard_time_ms"])


def decided(context: Context, stamps: Stamps, *, running: tuple[Row, ...] = ()) -> Decided[ClockReceipt]:
    """Answer the decision about clocks; `running`: what ran already and was to be started."""
    posting = Posting(posting_date=context.today)
    stamps.write(posting)
    setup, stamp = context.setup, stamps.stamp

    def told(rows: list[Row] | tuple[Row, ...]) -> tuple[ClockRow, ...]:
        return tuple(clock_row(setup, row, stamp) for row in rows)

    presence: list[Any] = [*stamps.came, *(row for row in stamps.left if row not in stamps.came)]
    receipt = ClockReceipt(
        stamp=stamp,
        started=told(stamps.begun),
        running=told(running),
        ended=told(stamps.ended),
        presence=tuple(presence_row(setup, row, stamp) for row in presence),
    )
    return Decided(posting=posting, receipt=lambda _: receipt)
