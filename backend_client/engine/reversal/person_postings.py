"""What a person posted on a day, and what of it was taken back.

    08:20  101002 / 10   setup 20
    09:50  101002 / 10   6 good, run 90
    13:05  101002 / 20   5 good, run 110      undone

Each is one register: what one request wrote, whatever it holds; it is undone as a whole.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.reversal.undo import UNDOABLE
from backend_client.messages.reversals import PersonPosting, PersonPostings, PersonPostingsQuestion
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.entries_together import (
    RegisterToUndo,
    entries_of_registers,
    registers_of_person,
    returned_quantities,
)
from backend_client.store.rows import Row
from backend_client.terms import CapacityUnitType, ItemLedgerEntryType

A_DAY = timedelta(days=1)


def person_postings(context: Context, question: PersonPostingsQuestion) -> PersonPostings:
    """Answer a person's postings of a plant-local day: output, time and consumption, in one register each."""
    day = question.day or context.setup.local_time(context.now).date()
    start = _begins(context, datetime.combine(day, datetime.min.time()))
    registers = registers_of_person(
        context.connection,
        question.person_no,
        UNDOABLE,
        start=start,
        end=_begins(context, datetime.combine(day + A_DAY, datetime.min.time())),
        most=limits.PERSON_POSTINGS_MAX,
    )
    capacity, items = entries_of_registers(context.connection, registers)
    used = [row for row in items if row["entry_type"] is ItemLedgerEntryType.CONSUMPTION]
    returned = (
        returned_quantities(
            context.connection, {row["order_no"] for row in used}, [row["entry_no"] for row in used]
        )
        if used
        else {}
    )
    return PersonPostings(
        day=day,
        postings=tuple(
            _posting(
                context,
                register,
                _within(capacity, register.capacity),
                _within(used, register.items),
                returned,
            )
            for register in registers
        ),
    )


def _begins(context: Context, local: datetime) -> datetime:
    """Answer the moment of a plant-local wall-clock time: as far from UTC as the plant is then.

    That is first looked up for the same time in UTC, then for the moment so found: in between a clock may be moved.
    """
    moment = utc = local.replace(tzinfo=UTC)
    for _ in range(2):
        moment = utc - (context.setup.local_time(moment).replace(tzinfo=UTC) - moment)
    return moment


def _within(rows: Sequence[Row], run: tuple[int, int]) -> list[Row]:
    return [row for row in rows if run[0] < row["entry_no"] <= run[1]]


def _posting(
    context: Context,
    register: RegisterToUndo,
    capacity: Sequence[Row],
    used: Sequence[Row],
    returned: Mapping[int, Decimal],
) -> PersonPosting:
    first = next(iter((*capacity, *used)), {})
    work_center = context.setup.work_centers.get(first.get("work_center_no", ""))
    units = context.setup.capacity_units
    unit = units.get(work_center.unit_of_measure_code) if work_center is not None else None

    def total(name: str) -> Decimal:
        return sum((row[name] for row in capacity), ZERO)

    if capacity:
        undone = all(row["reversed"] for row in capacity)
    else:
        undone = bool(used) and all(returned.get(row["entry_no"], ZERO) >= -row["quantity"] for row in used)
    minutes = context.setup.settings.undo_minutes
    return PersonPosting(
        register_no=register.no,
        request_kind=register.request_kind,
        posted_at=register.posted_at,
        order_no=first.get("order_no", ""),
        order_line_no=first.get("order_line_no", 0),
        operation_no=first.get("operation_no", ""),
        no=first.get("no", ""),
        orders=len({row["order_no"] for row in (*capacity, *used)} - {""}),
        setup_time=total("setup_time"),
        run_time=total("run_time"),
        stop_time=total("stop_time"),
        time_unit_type=unit or CapacityUnitType.MINUTES,
        output_quantity=total("output_quantity"),
        scrap_quantity=total("scrap_quantity"),
        rework_quantity=total("rework_quantity"),
        parts=len(used),
        undone=undone,
        own_until=register.posted_at + timedelta(minutes=minutes),
    )
