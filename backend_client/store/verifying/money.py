"""The general ledger, and the cost that it was given."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, case, func, literal, or_, select, type_coerce

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.columns import AMOUNT
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by

GL = table_of(GLEntry)
VALUE = table_of(ValueEntry)
ITEM = table_of(ItemLedgerEntry)
CAPACITY = table_of(CapacityLedgerEntry)
NOTHING: Any = type_coerce(literal(0), AMOUNT)


def money_findings(connection: Connection) -> Iterator[Finding]:
    """Answer what does not balance, what stands without its origin, and cost that was posted otherwise."""
    amount = func.sum(GL.c.amount).label("amount")
    unbalanced = (
        select(GL.c.register_no, GL.c.document_no, GL.c.posting_date, amount)
        .group_by(GL.c.register_no, GL.c.document_no, GL.c.posting_date)
        .having(amount != NOTHING)
    )
    yield from found_by(connection, FindingCode.DOCUMENT_UNBALANCED, unbalanced)
    unfounded = (
        select(GL.c.entry_no, GL.c.value_entry_no)
        .outerjoin_from(GL, VALUE, VALUE.c.entry_no == GL.c.value_entry_no)
        .where(VALUE.c.entry_no.is_(None))
    )
    yield from found_by(connection, FindingCode.GL_ENTRY_UNFOUNDED, unfounded)
    yield from _cost_posted(connection)
    yield from _values(connection)


def _cost_posted(connection: Connection) -> Iterator[Finding]:
    """G/L entries come in pairs, the first with the amount that is posted: 10.00, -10.00 stand for cost 10.00."""
    first = GL.c.entry_no % 2 == 1
    posted = (
        select(
            GL.c.value_entry_no,
            func.sum(case((first, GL.c.amount), else_=NOTHING), type_=AMOUNT).label("amount"),
            func.sum(GL.c.amount).label("rest"),
        )
        .where(GL.c.write_off.is_(False))
        .group_by(GL.c.value_entry_no)
        .subquery("posted")
    )
    in_gl: Any = func.coalesce(posted.c.amount, NOTHING, type_=AMOUNT)
    statement = (
        select(
            VALUE.c.entry_no,
            VALUE.c.cost_posted_to_gl,
            VALUE.c.expected_cost_posted_to_gl,
            in_gl.label("gl_amounts"),
        )
        .outerjoin_from(VALUE, posted, posted.c.value_entry_no == VALUE.c.entry_no)
        .where(
            or_(
                VALUE.c.cost_posted_to_gl + VALUE.c.expected_cost_posted_to_gl != in_gl,
                posted.c.rest != NOTHING,
            )
        )
    )
    yield from found_by(connection, FindingCode.COST_POSTED_DIFFERS, statement)


def _values(connection: Connection) -> Iterator[Finding]:
    of_item = VALUE.c.item_ledger_entry_no != 0
    of_capacity = VALUE.c.capacity_ledger_entry_no != 0
    statement = (
        select(VALUE.c.entry_no, VALUE.c.item_ledger_entry_no, VALUE.c.capacity_ledger_entry_no)
        .outerjoin_from(VALUE, ITEM, ITEM.c.entry_no == VALUE.c.item_ledger_entry_no)
        .outerjoin(CAPACITY, CAPACITY.c.entry_no == VALUE.c.capacity_ledger_entry_no)
        .where(
            or_(
                of_item & of_capacity,
                ~of_item & ~of_capacity,
                of_item & ITEM.c.entry_no.is_(None),
                of_capacity & CAPACITY.c.entry_no.is_(None),
            )
        )
    )
    yield from found_by(connection, FindingCode.VALUE_ENTRY_UNFOUNDED, statement)
