"""What is the matter with orders: components of which too little is in stock, and days without a posting."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, type_coerce

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder
from backend_client.records.order_detail import ProductionOrderComponent
from backend_client.store.queries.stock import OPEN
from backend_client.store.rows import table_of
from backend_client.terms import ItemType

ORDER = table_of(ProductionOrder)
COMPONENT = table_of(ProductionOrderComponent)
ITEM = table_of(Item)
ENTRY = table_of(ItemLedgerEntry)
CAPACITY = table_of(CapacityLedgerEntry)
LEDGERS = (CAPACITY, ENTRY)


def _short() -> Select[Any]:
    """Answer order and item of the components that want more than is in stock at their location.

    Lines that supply each other on one order are left out: what they need is being made.
    """
    part = [COMPONENT.c[name] for name in ("order_no", "item_no", "variant_code", "location_code")]
    stock: Any = (
        select(func.coalesce(func.sum(ENTRY.c.remaining_quantity), 0))
        .where(
            ENTRY.c.item_no == COMPONENT.c.item_no,
            ENTRY.c.variant_code == COMPONENT.c.variant_code,
            ENTRY.c.location_code == COMPONENT.c.location_code,
            OPEN,
        )
        .correlate(COMPONENT)
        .scalar_subquery()
    )
    needed = func.sum(COMPONENT.c.remaining_qty_base)
    return (
        select(COMPONENT.c.order_no, COMPONENT.c.item_no)
        .join(ITEM, ITEM.c.no == COMPONENT.c.item_no)
        .where(
            ITEM.c.type == ItemType.INVENTORY,
            COMPONENT.c.supplied_by_line_no == 0,
            COMPONENT.c.remaining_qty_base > 0,
        )
        .group_by(*part)
        .having(needed > type_coerce(stock, COMPONENT.c.remaining_qty_base.type))
    )


IS_SHORT: ColumnElement[bool] = _short().where(COMPONENT.c.order_no == ORDER.c.no).correlate(ORDER).exists()
"""Fits an order that is short of something."""


def unposted_since(day: date) -> ColumnElement[bool]:
    """Fit an order that was to be begun by a day, and on which nothing is posted on a later one."""
    posted = [
        select(ledger.c.entry_no)
        .where(ledger.c.order_no == ORDER.c.no, ledger.c.posting_date > day)
        .correlate(ORDER)
        .exists()
        for ledger in LEDGERS
    ]
    begun = or_(
        ORDER.c.starting_date_time.is_(None), ORDER.c.starting_date_time <= datetime.combine(day, time.max)
    )
    return and_(begun, *(~each for each in posted))


def short_items(connection: Connection, order_nos: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read what each of these orders is short of, by item number; one statement."""
    wanted = (
        _short()
        .where(COMPONENT.c.order_no.in_(order_nos))
        .order_by(COMPONENT.c.order_no, COMPONENT.c.item_no)
    )
    found: dict[str, tuple[str, ...]] = {}
    for order_no, item_no in connection.execute(wanted):
        known = found.get(order_no, ())
        found[order_no] = known if item_no in known else (*known, item_no)
    return found


def last_posted(connection: Connection, order_nos: Sequence[str]) -> dict[str, date]:
    """Read the day of the last posting on each of these orders; a statement for each ledger."""
    found: dict[str, date] = {}
    for ledger in LEDGERS:
        wanted = (
            select(ledger.c.order_no, func.max(ledger.c.posting_date))
            .where(ledger.c.order_no.in_(order_nos))
            .group_by(ledger.c.order_no)
        )
        for order_no, day in connection.execute(wanted):
            found[order_no] = max(day, found.get(order_no, day))
    return found
