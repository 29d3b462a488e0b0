"""What ledger entries say is invoiced, against their value entries.

Goods of 10 with value entries of 10 invoiced: 10, completely. Work done outside is invoiced as its invoices come; any
other work, and goods that are not kept in stock, at once.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Subquery, case, func, or_, select, type_coerce

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.columns import QUANTITY
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rollup import ZERO
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by

ITEM = table_of(ItemLedgerEntry)
CAPACITY = table_of(CapacityLedgerEntry)
VALUE = table_of(ValueEntry)


def invoiced_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each entry of which more or less is invoiced than it says."""
    values = _values(VALUE.c.item_ledger_entry_no)
    invoiced: Any = type_coerce(func.coalesce(values.c.invoiced, ITEM.c.quantity), QUANTITY)
    whole = ITEM.c.invoiced_quantity == ITEM.c.quantity
    goods = (
        select(ITEM.c.entry_no, ITEM.c.invoiced_quantity, invoiced.label("expected"))
        .outerjoin_from(ITEM, values, values.c.entry_no == ITEM.c.entry_no)
        .where(or_(ITEM.c.invoiced_quantity != invoiced, ITEM.c.completely_invoiced != whole))
    )
    yield from found_by(connection, FindingCode.INVOICED_DIFFERS, goods)
    values = _values(VALUE.c.capacity_ledger_entry_no)
    by_invoice = func.coalesce(values.c.invoiced, ZERO)
    due: Any = type_coerce(case((CAPACITY.c.subcontracting, by_invoice), else_=CAPACITY.c.quantity), QUANTITY)
    work = (
        select(CAPACITY.c.entry_no, CAPACITY.c.invoiced_quantity, due.label("expected"))
        .outerjoin_from(CAPACITY, values, values.c.entry_no == CAPACITY.c.entry_no)
        .where(CAPACITY.c.invoiced_quantity != due)
    )
    yield from found_by(connection, FindingCode.INVOICED_DIFFERS, work)


def _values(of: Column[int]) -> Subquery:
    total = func.sum(VALUE.c.invoiced_quantity).label("invoiced")
    return select(of.label("entry_no"), total).where(of != 0).group_by(of).subquery("values_of_entry")
