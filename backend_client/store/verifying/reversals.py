"""Entries that were reversed against their opposites.

50 minutes of run, reversed: the opposite holds -50 and names the original, the original names the opposite, and what
both cost is 0.00 together. 7 C consumed and reversed: 7 C came back from that very entry, not 14.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rollup import ZERO
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by
from backend_client.terms import ItemLedgerEntryType

CAPACITY = table_of(CapacityLedgerEntry)
ITEM_ENTRY = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
ORIGINAL = CAPACITY.alias("original")
OPPOSITE = CAPACITY.alias("opposite")

SAME_WORK = ("order_no", "order_line_no", "operation_no", "type", "no", "posting_date", "document_no")
OPPOSED = (
    "quantity",
    "setup_time",
    "run_time",
    "stop_time",
    "output_quantity",
    "scrap_quantity",
    "rework_quantity",
)


def reversal_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each reversal that names no original, or is not its opposite, and each original without its reversal."""
    yield from _links(connection)
    yield from _figures(connection)
    yield from _costs(connection)
    yield from _goods(connection)


def _links(connection: Connection) -> Iterator[Finding]:
    """Both name each other, so no entry is reversed twice and no reversal is itself reversed."""
    of_reversals = (
        select(OPPOSITE.c.entry_no, OPPOSITE.c.reversed_entry_no)
        .outerjoin_from(OPPOSITE, ORIGINAL, ORIGINAL.c.entry_no == OPPOSITE.c.reversed_entry_no)
        .where(
            OPPOSITE.c.reversed_entry_no != 0,
            or_(
                ORIGINAL.c.entry_no.is_(None),
                ORIGINAL.c.reversed_by_entry_no != OPPOSITE.c.entry_no,
                ORIGINAL.c.reversed_entry_no != 0,
                OPPOSITE.c.reversed_by_entry_no != 0,
                OPPOSITE.c.reversed.is_(False),
                *(ORIGINAL.c[name] != OPPOSITE.c[name] for name in SAME_WORK),
            ),
        )
    )
    marked = and_(ORIGINAL.c.reversed, ORIGINAL.c.reversed_entry_no == 0)
    of_originals = (
        select(ORIGINAL.c.entry_no, ORIGINAL.c.reversed_by_entry_no)
        .outerjoin_from(ORIGINAL, OPPOSITE, OPPOSITE.c.entry_no == ORIGINAL.c.reversed_by_entry_no)
        .where(
            or_(marked, ORIGINAL.c.reversed_by_entry_no != 0),
            or_(
                OPPOSITE.c.entry_no.is_(None),
                OPPOSITE.c.reversed_entry_no != ORIGINAL.c.entry_no,
                ORIGINAL.c.reversed.is_(False),
            ),
        )
    )
    for statement in (of_reversals, of_originals):
        yield from found_by(connection, FindingCode.REVERSAL_UNFOUNDED, statement)


def _figures(connection: Connection) -> Iterator[Finding]:
    """Quantities and times of the two are 0 together, each of them."""
    statement = (
        select(OPPOSITE.c.entry_no, OPPOSITE.c.reversed_entry_no)
        .join_from(OPPOSITE, ORIGINAL, ORIGINAL.c.entry_no == OPPOSITE.c.reversed_entry_no)
        .where(
            OPPOSITE.c.reversed_entry_no != 0,
            or_(*(ORIGINAL.c[name] + OPPOSITE.c[name] != ZERO for name in OPPOSED)),
        )
    )
    yield from found_by(connection, FindingCode.REVERSAL_NOT_OPPOSITE, statement)


def _costs(connection: Connection) -> Iterator[Finding]:
    """What the two cost is 0.00 together."""
    cost: Any = func.sum(VALUE.c.cost_amount_actual)
    costs = (
        select(VALUE.c.capacity_ledger_entry_no.label("no"), cost.label("cost"))
        .where(VALUE.c.capacity_ledger_entry_no != 0)
        .group_by(VALUE.c.capacity_ledger_entry_no)
    )
    own, taken_back = costs.subquery("own"), costs.subquery("taken_back")
    together: Any = func.coalesce(own.c.cost, ZERO) + func.coalesce(taken_back.c.cost, ZERO)
    statement = (
        select(OPPOSITE.c.entry_no, OPPOSITE.c.reversed_entry_no)
        .outerjoin_from(OPPOSITE, own, own.c.no == OPPOSITE.c.reversed_entry_no)
        .outerjoin(taken_back, taken_back.c.no == OPPOSITE.c.entry_no)
        .where(OPPOSITE.c.reversed_entry_no != 0, together != ZERO)
    )
    yield from found_by(connection, FindingCode.REVERSAL_NOT_OPPOSITE, statement)


def _goods(connection: Connection) -> Iterator[Finding]:
    """Reversed output goes from the entry that it came with, consumption comes back to where it went out: whole."""
    for kind, named in (
        (ItemLedgerEntryType.OUTPUT, "applies_to_entry"),
        (ItemLedgerEntryType.CONSUMPTION, "applies_from_entry"),
    ):
        original = ITEM_ENTRY.alias("original")
        taken_back = (
            select(
                ITEM_ENTRY.c[named].label("no"),
                func.min(ITEM_ENTRY.c.entry_no).label("entry_no"),
                func.sum(ITEM_ENTRY.c.quantity).label("quantity"),
            )
            .where(ITEM_ENTRY.c.entry_type == kind, ITEM_ENTRY.c.reversal, ITEM_ENTRY.c[named] != 0)
            .group_by(ITEM_ENTRY.c[named])
            .subquery("taken_back")
        )
        pairs = select(taken_back.c.entry_no, taken_back.c.no.label(named)).outerjoin_from(
            taken_back, original, and_(original.c.entry_no == taken_back.c.no, original.c.entry_type == kind)
        )
        unfounded = pairs.where(original.c.entry_no.is_(None))
        yield from found_by(connection, FindingCode.REVERSAL_UNFOUNDED, unfounded)
        unequal = pairs.where(original.c.quantity + taken_back.c.quantity != ZERO)
        yield from found_by(connection, FindingCode.REVERSAL_NOT_OPPOSITE, unequal)
