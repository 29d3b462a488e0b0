"""Stock: the item ledger against its own applications."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, case, func, not_, or_, select, type_coerce, union_all

from backend_client.records.columns import QUANTITY
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rollup import ZERO
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by
from backend_client.store.verifying.kinds import is_day
from backend_client.terms import ItemType, ValueEntryType

ENTRY = table_of(ItemLedgerEntry)
APPLICATION = table_of(ItemApplicationEntry)
VALUE = table_of(ValueEntry)
ITEMS = table_of(Item)
KEPT_IN_STOCK = func.coalesce(ITEMS.c.type, ItemType.INVENTORY.value) == ItemType.INVENTORY.value


def stock_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each entry, stock and serial number that does not add up."""
    yield from _remaining(connection)
    yield from _valued(connection)
    yield from _contradictions(connection)
    yield from _stock(connection)
    yield from _applications(connection)
    on_hand = func.sum(ENTRY.c.quantity).label("on_hand")
    serials = (
        select(ENTRY.c.item_no, ENTRY.c.serial_no, on_hand)
        .where(ENTRY.c.serial_no != "")
        .group_by(ENTRY.c.item_no, ENTRY.c.serial_no)
        .having(on_hand.not_in([0, 1]))
    )
    yield from found_by(connection, FindingCode.SERIAL_TWICE, serials)


def _remaining(connection: Connection) -> Iterator[Finding]:
    """An outbound of 3 from an inbound of 10 (quantity -3): 7 and 0 remain; a return (+3) changes neither. What is not kept in stock keeps nothing."""
    taken = and_(APPLICATION.c.outbound_item_entry_no != 0, APPLICATION.c.quantity < ZERO)
    changes = union_all(
        select(APPLICATION.c.inbound_item_entry_no.label("entry_no"), APPLICATION.c.quantity).where(taken),
        select(APPLICATION.c.outbound_item_entry_no, -APPLICATION.c.quantity).where(taken),
    ).subquery("changes")
    applied = (
        select(changes.c.entry_no, func.sum(changes.c.quantity).label("quantity"))
        .group_by(changes.c.entry_no)
        .subquery("applied")
    )
    left: Any = type_coerce(
        case((KEPT_IN_STOCK, ENTRY.c.quantity + func.coalesce(applied.c.quantity, ZERO)), else_=ZERO),
        QUANTITY,
    )
    statement = (
        select(ENTRY.c.entry_no, ENTRY.c.item_no, ENTRY.c.remaining_quantity, left.label("expected"))
        .outerjoin_from(ENTRY, applied, applied.c.entry_no == ENTRY.c.entry_no)
        .outerjoin(ITEMS, ITEMS.c.no == ENTRY.c.item_no)
        .where(ENTRY.c.remaining_quantity != left)
    )
    yield from found_by(connection, FindingCode.REMAINING_DIFFERS, statement)


def _valued(connection: Connection) -> Iterator[Finding]:
    """An entry counts from its posting date, or the later one of what fills it or what its cost depends on; a revaluation counts from its own."""
    values = (
        select(VALUE.c.item_ledger_entry_no.label("entry_no"), func.max(VALUE.c.valuation_date).label("day"))
        .where(VALUE.c.item_ledger_entry_no != 0, VALUE.c.entry_type != ValueEntryType.REVALUATION)
        .group_by(VALUE.c.item_ledger_entry_no)
    )
    filled = (
        select(APPLICATION.c.outbound_item_entry_no, func.max(APPLICATION.c.posting_date))
        .where(APPLICATION.c.outbound_item_entry_no != 0, APPLICATION.c.quantity < ZERO)
        .group_by(APPLICATION.c.outbound_item_entry_no)
    )
    own = select(ENTRY.c.entry_no, ENTRY.c.posting_date)
    days = union_all(own, values, filled).subquery("days")
    latest = (
        select(days.c.entry_no, func.max(days.c.posting_date).label("day"))
        .group_by(days.c.entry_no)
        .subquery("latest")
    )
    statement = (
        select(ENTRY.c.entry_no, ENTRY.c.valuation_date, latest.c.day.label("expected"))
        .join_from(ENTRY, latest, latest.c.entry_no == ENTRY.c.entry_no)
        .where(ENTRY.c.valuation_date != latest.c.day)
    )
    if connection.dialect.name == "sqlite":  # what is no day is told of as such, and ends nothing here
        statement = statement.where(is_day(ENTRY.c.valuation_date))
    yield from found_by(connection, FindingCode.VALUATION_DATE_DIFFERS, statement)


def _contradictions(connection: Connection) -> Iterator[Finding]:
    quantity, remaining = ENTRY.c.quantity, ENTRY.c.remaining_quantity
    statement = select(ENTRY.c.entry_no, quantity, remaining, ENTRY.c.open, ENTRY.c.positive).where(
        or_(
            and_(ENTRY.c.open, remaining == ZERO),
            and_(not_(ENTRY.c.open), remaining != ZERO),
            and_(quantity > ZERO, or_(remaining < ZERO, remaining > quantity, not_(ENTRY.c.positive))),
            and_(quantity < ZERO, or_(remaining > ZERO, remaining < quantity, ENTRY.c.positive)),
        )
    )
    yield from found_by(connection, FindingCode.ITEM_ENTRY_CONTRADICTS, statement)


def _stock(connection: Connection) -> Iterator[Finding]:
    place = (ENTRY.c.item_no, ENTRY.c.variant_code, ENTRY.c.location_code)
    quantity = func.sum(ENTRY.c.quantity).label("quantity")
    remaining = func.sum(ENTRY.c.remaining_quantity).label("remaining")
    statement = (
        select(*place, quantity, remaining)
        .outerjoin_from(ENTRY, ITEMS, ITEMS.c.no == ENTRY.c.item_no)
        .where(KEPT_IN_STOCK)
        .group_by(*place)
        .having(quantity != remaining)
    )
    yield from found_by(connection, FindingCode.STOCK_DIFFERS, statement)


def _applications(connection: Connection) -> Iterator[Finding]:
    inbound, outbound = ENTRY.alias("inbound"), ENTRY.alias("outbound")
    statement = (
        select(
            APPLICATION.c.entry_no,
            APPLICATION.c.inbound_item_entry_no,
            APPLICATION.c.outbound_item_entry_no,
        )
        .outerjoin_from(APPLICATION, inbound, inbound.c.entry_no == APPLICATION.c.inbound_item_entry_no)
        .outerjoin(outbound, outbound.c.entry_no == APPLICATION.c.outbound_item_entry_no)
        .where(
            or_(
                and_(APPLICATION.c.inbound_item_entry_no != 0, inbound.c.entry_no.is_(None)),
                and_(APPLICATION.c.outbound_item_entry_no != 0, outbound.c.entry_no.is_(None)),
                inbound.c.item_no != outbound.c.item_no,
            )
        )
    )
    yield from found_by(connection, FindingCode.APPLICATION_UNFOUNDED, statement)
