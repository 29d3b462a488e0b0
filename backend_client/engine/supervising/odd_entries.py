"""Odd entries: posted as they were entered, listed for somebody else to look at, and found right, or undone.

Only odd ones are listed: a person who posts what anybody would expect is nobody's work.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from backend_client import limits
from backend_client.engine.context import Context, Decided
from backend_client.floor_terms import Oddity
from backend_client.messages.base import Refused
from backend_client.messages.odd_entries import (
    EntryFoundRight,
    FindEntryRightRequest,
    OddEntries,
    OddEntriesQuestion,
    OddEntry,
)
from backend_client.records.review import EntryReview
from backend_client.refusals import RefusalCode
from backend_client.rules.odd_entries import PostedWork, oddities
from backend_client.rules.rounding import ZERO, round_time
from backend_client.rules.units import milliseconds, time_of
from backend_client.store.posting import Insert, Posting
from backend_client.store.queries.odd_entries import is_reviewed, newest_work, who_posted
from backend_client.store.rows import Row, new_row

LOOKED_BACK = timedelta(days=limits.ODD_ENTRY_DAYS)
COPIED = (
    "entry_no",
    "register_no",
    "order_no",
    "order_line_no",
    "operation_no",
    "no",
    "item_no",
    "output_quantity",
    "scrap_quantity",
    "run_time",
    "unit_of_measure_code",
    "posting_date",
    "person_no",
)


def odd_entries(context: Context, _question: OddEntriesQuestion) -> OddEntries:
    """Answer the odd entries that nobody has looked at; one statement."""
    return OddEntries(rows=tuple(_told(context, row, odd) for row, odd in found_odd(context)))


def found_odd(context: Context) -> list[tuple[Row, tuple[Oddity, ...]]]:
    """Answer entries with what is odd about them, the newest first."""
    rows = newest_work(context.connection, among=limits.ODD_ENTRIES_AMONG, since=context.now - LOOKED_BACK)
    odd = ((row, oddities(work)) for row, work in _work(context, rows))
    return [(row, found) for row, found in odd if found][: limits.ODD_ENTRIES_MAX]


def find_entry_right(context: Context, request: FindEntryRightRequest) -> Decided[EntryFoundRight] | Refused:
    """Note that somebody has looked at an entry; a second time changes nothing.

    Refuses with `entry-not-found`, `not-allowed` (it is the person's own).
    """
    posted_by = who_posted(context.connection, request.entry_no)
    if posted_by is None:
        facts = {"field": "entry_no", "entry_no": str(request.entry_no)}
        return Refused(code=RefusalCode.ENTRY_NOT_FOUND, facts=facts)
    if request.person_no and posted_by == request.person_no:
        return Refused(code=RefusalCode.NOT_ALLOWED, facts={"person_no": request.person_no})
    posting = Posting(posting_date=context.today)
    if not is_reviewed(context.connection, request.entry_no):
        row = new_row(
            EntryReview,
            entry_no=request.entry_no,
            person_no=request.person_no,
            terminal_id=request.terminal_id,
            reviewed_at=context.now,
            comment=request.comment,
        )
        posting.inserts.append(Insert(EntryReview, [row]))
    return Decided(posting=posting, receipt=lambda _: EntryFoundRight(entry_no=request.entry_no))


def _work(context: Context, rows: list[Row]) -> Iterator[tuple[Row, PostedWork]]:
    """Answer each entry as the rule looks at it; of an operation that made too much, its newest output is beyond."""
    seen: set[tuple[str, int, str]] = set()
    for row in rows:
        operation = (row["order_no"], row["routing_reference_no"], row["operation_no"])
        beyond = ZERO
        if row["output_quantity"] > 0 and operation not in seen and row["input_quantity"] is not None:
            seen.add(operation)
            beyond = row["posted_output_quantity"] - row["input_quantity"]
        yield (
            row,
            PostedWork(
                good=row["output_quantity"],
                scrap=row["scrap_quantity"],
                run_ms=_run_ms(context, row, "unit_of_measure_code", row["run_time"]),
                standard_ms=_standard_ms(context, row),
                beyond=beyond,
                posting_date=row["posting_date"],
                entered_on=context.setup.today(row["recorded_at"]),
            ),
        )


def _standard_ms(context: Context, row: Row) -> Decimal:
    if not row["run_time_per_lot"]:
        return ZERO
    pieces = row["output_quantity"] + row["scrap_quantity"]
    lot_size: Decimal = row["lot_size"] or Decimal(1)
    per_lot = _run_ms(context, row, "run_time_unit", row["run_time_per_lot"])
    return per_lot * Decimal(pieces) / lot_size


def _run_ms(context: Context, row: Row, unit: str, time: Decimal) -> Decimal:
    """Answer a time in milliseconds; one without a unit is in that of its center."""
    center = context.setup.work_centers.get(row["work_center_no"])
    code = row[unit] or (center.unit_of_measure_code if center is not None else "")
    kind = context.setup.capacity_units.get(code)
    return ZERO if kind is None else milliseconds(time, kind)


def _told(context: Context, row: Row, odd: tuple[Oddity, ...]) -> OddEntry:
    kind = context.setup.capacity_units.get(row["unit_of_measure_code"])
    standard = ZERO if kind is None else round_time(time_of(_standard_ms(context, row), kind))
    return OddEntry(
        **{name: row[name] for name in COPIED},
        oddities=odd,
        standard_time=standard,
        entered_at=row["recorded_at"],
        person_name=row["person_name"] or "",
    )
