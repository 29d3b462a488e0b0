"""The newest entries of work, with what the order's routing says of them and who entered them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.records.people import Person
from backend_client.records.register import LedgerHead, Register
from backend_client.records.review import EntryReview
from backend_client.store.rows import Row, table_of

ENTRY = table_of(CapacityLedgerEntry)
OPERATION = table_of(ProductionOrderRoutingLine)
REGISTER = table_of(Register)
REVIEW = table_of(EntryReview)
HEAD = table_of(LedgerHead)
PERSON = table_of(Person)
OF_OPERATION = ("input_quantity", "posted_output_quantity", "lot_size", "run_time_unit")
OF_ENTRY = (
    "entry_no",
    "register_no",
    "order_no",
    "order_line_no",
    "routing_reference_no",
    "operation_no",
    "no",
    "work_center_no",
    "item_no",
    "output_quantity",
    "scrap_quantity",
    "run_time",
    "unit_of_measure_code",
    "posting_date",
)


def newest_work(connection: Connection, *, among: int, since: datetime) -> list[Row]:
    """Read the entries of orders among the newest of the ledger that stand and that nobody has looked at; one statement."""
    first: Any = select(HEAD.c.capacity_entry_no - among).scalar_subquery()
    wanted = (
        select(
            *(ENTRY.c[name] for name in OF_ENTRY),
            *(OPERATION.c[name] for name in OF_OPERATION),
            OPERATION.c.run_time.label("run_time_per_lot"),
            REGISTER.c.recorded_at,
            REGISTER.c.person_no,
            PERSON.c.name.label("person_name"),
        )
        .join(REGISTER, REGISTER.c.no == ENTRY.c.register_no)
        .join(
            OPERATION,
            and_(
                *(
                    OPERATION.c[name] == ENTRY.c[name]
                    for name in ("order_no", "routing_reference_no", "operation_no")
                )
            ),
            isouter=True,
        )
        .join(PERSON, PERSON.c.no == REGISTER.c.person_no, isouter=True)
        .join(REVIEW, REVIEW.c.entry_no == ENTRY.c.entry_no, isouter=True)
        .where(
            ENTRY.c.entry_no > first,
            REGISTER.c.recorded_at >= since,
            ENTRY.c.order_no != "",
            ENTRY.c.flushed.is_(False),
            ENTRY.c.subcontracting.is_(False),
            ENTRY.c.reversed.is_(False),
            ENTRY.c.reversed_entry_no == 0,
            REVIEW.c.entry_no.is_(None),
        )
        .order_by(ENTRY.c.entry_no.desc())
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]


def who_posted(connection: Connection, entry_no: int) -> str | None:
    """Read whose posting an entry is, None where there is no such entry."""
    wanted = (
        select(REGISTER.c.person_no)
        .join(ENTRY, ENTRY.c.register_no == REGISTER.c.no)
        .where(ENTRY.c.entry_no == entry_no)
    )
    found: str | None = connection.execute(wanted).scalar()
    return found


def is_reviewed(connection: Connection, entry_no: int) -> bool:
    """Say whether somebody has looked at an entry."""
    return (
        connection.execute(select(REVIEW.c.entry_no).where(REVIEW.c.entry_no == entry_no)).first() is not None
    )
