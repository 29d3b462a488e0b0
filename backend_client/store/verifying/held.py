"""What postings were held against, looked at again: stock, tolerance of output, sequence of operations, closed periods.

An entry keeps what held when it was posted, since a plant may change its mind and an order its quantity:

    output of 60 and 50, each posted while 105 were fine: 110 in all, and no supervisor approved the second -> found
    8 taken from stock that held 5, while the plant did not let stock go below zero -> found
    an entry dated in March, posted by register 90, March closed by register 80 -> found

What a supervisor approved is in the audit trail under the register's number, and is no finding.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)

from backend_client.records.calendar import AccountingPeriod
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.store.chain import AUDIT
from backend_client.store.rollup import ZERO
from backend_client.store.rows import table_of
from backend_client.store.verifying.chain import LEDGERS
from backend_client.store.verifying.finding import Finding, FindingCode, found_by
from backend_client.store.verifying.stock import KEPT_IN_STOCK
from backend_client.terms import ItemLedgerEntryType

CAPACITY = table_of(CapacityLedgerEntry)
ENTRY = table_of(ItemLedgerEntry)
APPLICATION = table_of(ItemApplicationEntry)
ITEMS = table_of(Item)
PERIOD = table_of(AccountingPeriod)
OPERATION = ("order_no", "routing_reference_no", "operation_no")
LINE = ("order_no", "order_line_no")


def held_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each entry that something should have stopped when it was posted."""
    yield from _below_zero(connection)
    yield from _over_output(connection)
    yield from _out_of_sequence(connection)
    yield from _in_closed_periods(connection)


def _below_zero(connection: Connection) -> Iterator[Finding]:
    """What goes out is covered by what was there, in its own posting; of lots and serial numbers always."""
    covered = (
        select(
            APPLICATION.c.outbound_item_entry_no.label("entry_no"),
            APPLICATION.c.register_no,
            func.sum(APPLICATION.c.quantity).label("quantity"),
        )
        .where(APPLICATION.c.outbound_item_entry_no != 0, APPLICATION.c.quantity < ZERO)
        .group_by(APPLICATION.c.outbound_item_entry_no, APPLICATION.c.register_no)
        .subquery("covered")
    )
    there: Any = func.coalesce(covered.c.quantity, ZERO)
    tracked = or_(ENTRY.c.lot_no != "", ENTRY.c.serial_no != "")
    own = and_(covered.c.entry_no == ENTRY.c.entry_no, covered.c.register_no == ENTRY.c.register_no)
    statement = (
        select(ENTRY.c.entry_no, ENTRY.c.item_no, ENTRY.c.quantity, there.label("covered"))
        .outerjoin_from(ENTRY, covered, own)
        .outerjoin(ITEMS, ITEMS.c.no == ENTRY.c.item_no)
        .where(
            ENTRY.c.quantity < ZERO,
            or_(ENTRY.c.below_zero_allowed.is_(False), tracked),
            KEPT_IN_STOCK,
            ENTRY.c.quantity != there,
        )
    )
    yield from found_by(connection, FindingCode.STOCK_BELOW_ZERO, statement)


class Limit(NamedTuple):
    """A column that keeps the most there might be in all, of what, and by which columns that is added up."""

    most: Column[Any]
    key: tuple[str, ...]
    moved: Select[Any]
    judged: ColumnElement[bool]


def _over_output(connection: Connection) -> Iterator[Finding]:
    """Good pieces of an operation; of the last one, what came into stock of the line."""
    made = select(
        *(CAPACITY.c[name] for name in OPERATION), CAPACITY.c.register_no, CAPACITY.c.output_quantity
    )
    stocked = select(*(ENTRY.c[name] for name in LINE), ENTRY.c.register_no, ENTRY.c.quantity).where(
        ENTRY.c.entry_type == ItemLedgerEntryType.OUTPUT, ENTRY.c.order_no != ""
    )
    most, last = CAPACITY.c.most_output, CAPACITY.c.last_output_line
    yield from _beyond(connection, FindingCode.OVER_OUTPUT, Limit(most, OPERATION, made, last.is_(False)))
    yield from _beyond(connection, FindingCode.OVER_OUTPUT, Limit(most, LINE, stocked, last.is_(True)))


def _out_of_sequence(connection: Connection) -> Iterator[Finding]:
    """Pieces of an operation, good or scrap, against what was passed on to it by then."""
    pieces = CAPACITY.c.output_quantity + CAPACITY.c.scrap_quantity
    moved = select(*(CAPACITY.c[name] for name in OPERATION), CAPACITY.c.register_no, pieces)
    limit = Limit(CAPACITY.c.most_passed_on, OPERATION, moved, true())
    yield from _beyond(connection, FindingCode.OUT_OF_SEQUENCE, limit)


def _beyond(connection: Connection, code: FindingCode, limit: Limit) -> Iterator[Finding]:
    """Answer each register after which there was more than it was held against, and nobody approved it."""
    limited = limit.most.is_not(None)
    if connection.execute(select(CAPACITY.c.entry_no).where(limited).limit(1)).first() is None:
        return
    made = limit.moved.subquery("made")
    operation = (*(CAPACITY.c[name] for name in limit.key), CAPACITY.c.register_no)
    judged = (
        select(*operation, func.min(limit.most).label("most"))
        .where(limited, limit.judged)
        .group_by(*operation)
        .subquery("judged")
    )
    total = func.sum(made.c[made.c.keys()[-1]])
    same = (made.c[name] == judged.c[name] for name in limit.key)
    approved = exists().where(AUDIT.c.register_no == judged.c.register_no, AUDIT.c.event == "approved")
    statement = (
        select(*judged.c, total.label("made"))
        .join_from(judged, made, and_(*same, made.c.register_no <= judged.c.register_no))
        .where(~approved)
        .group_by(*judged.c)
        .having(total > judged.c.most)
    )
    yield from found_by(connection, code, statement)


def _in_closed_periods(connection: Connection) -> Iterator[Finding]:
    """A period that came closed, with the plant, names no register: what was posted into it before is not told apart."""
    periods = select(
        PERIOD.c.starting_date,
        PERIOD.c.closed_register_no,
        func.lead(PERIOD.c.starting_date).over(order_by=PERIOD.c.starting_date).label("next_date"),
    ).subquery("periods")
    closed = periods.c.closed_register_no != 0
    if connection.execute(select(periods.c.starting_date).where(closed)).first() is None:
        return
    for name, record in LEDGERS:
        table = table_of(record)
        statement = (
            select(literal(name).label("ledger"), table.c.entry_no, table.c.posting_date, table.c.register_no)
            .join_from(
                table,
                periods,
                and_(
                    table.c.posting_date >= periods.c.starting_date,
                    or_(periods.c.next_date.is_(None), table.c.posting_date < periods.c.next_date),
                ),
            )
            .where(closed, table.c.register_no > periods.c.closed_register_no)
        )
        yield from found_by(connection, FindingCode.POSTED_INTO_CLOSED_PERIOD, statement)
