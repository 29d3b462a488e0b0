"""Which value entries make up which part of a cost, as conditions of the database.

material                 consumption, rounding left out
capacity, subcontracted  direct cost of work, inside and outside
capacity overhead        indirect cost of work
manufacturing overhead   indirect cost of output
work in process          consumption, work and output, as the account of work in process sees them
inventory                whatever belongs to a movement of stock
"""

from sqlalchemy import ColumnElement, and_, case, exists, or_

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import table_of
from backend_client.terms import CostPart, ItemLedgerEntryType, ValueEntryType

VALUE = table_of(ValueEntry)
CAPACITY = table_of(CapacityLedgerEntry)

IS_WORK = VALUE.c.capacity_ledger_entry_no != 0
IS_DIRECT = VALUE.c.entry_type == ValueEntryType.DIRECT_COST
IS_INDIRECT = VALUE.c.entry_type == ValueEntryType.INDIRECT_COST
IS_CONSUMPTION = VALUE.c.item_ledger_entry_type == ItemLedgerEntryType.CONSUMPTION
IS_OUTPUT = VALUE.c.item_ledger_entry_type == ItemLedgerEntryType.OUTPUT
IS_OUTSIDE = exists().where(
    CAPACITY.c.entry_no == VALUE.c.capacity_ledger_entry_no, CAPACITY.c.subcontracting
)

CONSUMED = and_(IS_CONSUMPTION, IS_DIRECT)
WORKED = and_(IS_WORK, IS_DIRECT)
OVERHEAD = and_(IS_WORK, IS_INDIRECT)
PUT_OUT = and_(IS_OUTPUT, IS_DIRECT)

_SHARES: dict[CostPart, ColumnElement[bool]] = {
    CostPart.MATERIAL: and_(IS_CONSUMPTION, VALUE.c.entry_type != ValueEntryType.ROUNDING),
    CostPart.CAPACITY: and_(WORKED, ~IS_OUTSIDE),
    CostPart.SUBCONTRACTED: and_(WORKED, IS_OUTSIDE),
    CostPart.CAPACITY_OVERHEAD: OVERHEAD,
    CostPart.MANUFACTURING_OVERHEAD: and_(IS_OUTPUT, IS_INDIRECT),
}
CONDITIONS: dict[CostPart, ColumnElement[bool]] = {
    **_SHARES,
    CostPart.TOTAL: or_(*_SHARES.values()),
    CostPart.WIP: or_(CONSUMED, WORKED, OVERHEAD, PUT_OUT),
    CostPart.INVENTORY: VALUE.c.item_ledger_entry_no != 0,
}

INTO_WIP = case((IS_WORK, VALUE.c.cost_amount_actual), else_=-VALUE.c.cost_amount_actual)
"""What an entry of the part `wip` adds to work in process: work as it is, consumption and output turned round."""
