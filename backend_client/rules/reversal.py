"""Reversing what was posted: which entries may be, and what their opposites are.

An entry is never changed or taken away; it gets an exact opposite of its own kind, under the same posting date and
document, and both name each other. 6 good, 1 scrap, 10 setup and 50 run become -6, -1, -10 and -50.

    output of the last operation   from its item ledger entry, whole: the goods must all be there still
    other work                     from its capacity ledger entry
    consumption                    from its item ledger entry: the goods come back at the cost they went out at

What was posted together goes together: output with its time and scrap, the serial numbers of one line with one
another. Components that the work flushed come back only if asked for. An entry is reversed once, a reversal never,
and nothing of an order that is not released.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.messages.codec import decimal_text
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO
from backend_client.rules.value_entries import Value
from backend_client.terms import ItemLedgerEntryType, OrderStatus, Role

REVERSIBLE = frozenset({ItemLedgerEntryType.OUTPUT, ItemLedgerEntryType.CONSUMPTION})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.PLANNER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntryToReverse:
    """An item ledger entry; quantities in the base unit, + into stock.

    order_status         None: it belongs to no production order
    returned_quantity    of consumption, what came back from it already
    subcontracted        an operation of its line is done outside
    warehouse_handled    a put-away of it is outstanding or done
    """

    entry_no: int
    entry_type: ItemLedgerEntryType
    quantity: Decimal
    remaining_quantity: Decimal
    order_status: OrderStatus | None
    kept_in_stock: bool = True
    returned_quantity: Decimal = ZERO
    subcontracted: bool = False
    warehouse_handled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityEntryToReverse:
    """A capacity ledger entry; `order_status` None: it was posted on a center without an order."""

    entry_no: int
    order_status: OrderStatus | None
    reversed: bool
    is_reversal: bool
    subcontracting: bool
    brought_output_into_stock: bool


def item_entry_refused(entry: ItemEntryToReverse) -> Refused | None:
    """Answer why an item ledger entry can't be reversed; None when it can."""
    if entry.entry_type not in REVERSIBLE or entry.order_status is None:
        return _refused(RefusalCode.ENTRY_TYPE_NOT_REVERSIBLE, entry.entry_no)
    is_output = entry.entry_type is ItemLedgerEntryType.OUTPUT
    if (entry.quantity > 0) is not is_output:
        return _refused(RefusalCode.ENTRY_IS_REVERSAL, entry.entry_no)
    if entry.order_status is not OrderStatus.RELEASED:
        return _refused(RefusalCode.ORDER_NOT_RELEASED, entry.entry_no)
    if not is_output:
        return _returned(entry)
    if entry.subcontracted:
        return _refused(RefusalCode.SUBCONTRACTED_ENTRY, entry.entry_no)
    if entry.warehouse_handled:
        return _refused(RefusalCode.WAREHOUSE_HANDLING_REQUIRED, entry.entry_no)
    if entry.kept_in_stock and entry.remaining_quantity != entry.quantity:
        remaining = {"remaining_quantity": decimal_text(entry.remaining_quantity)}
        return _refused(RefusalCode.ENTRY_APPLIED, entry.entry_no, remaining)
    return None


def _returned(entry: ItemEntryToReverse) -> Refused | None:
    if entry.returned_quantity >= -entry.quantity:
        return _refused(RefusalCode.ALREADY_REVERSED, entry.entry_no)
    if entry.returned_quantity:
        returned = {"quantity": decimal_text(entry.returned_quantity)}
        return _refused(RefusalCode.ENTRY_APPLIED, entry.entry_no, returned)
    return None


def capacity_entry_refused(entry: CapacityEntryToReverse) -> Refused | None:
    """Answer why a capacity ledger entry can't be reversed by itself; None when it can."""
    if entry.is_reversal:
        return _refused(RefusalCode.ENTRY_IS_REVERSAL, entry.entry_no)
    if entry.reversed:
        return _refused(RefusalCode.ALREADY_REVERSED, entry.entry_no)
    if entry.order_status not in {None, OrderStatus.RELEASED}:
        return _refused(RefusalCode.ORDER_NOT_RELEASED, entry.entry_no)
    if entry.subcontracting:
        return _refused(RefusalCode.SUBCONTRACTED_ENTRY, entry.entry_no)
    if entry.brought_output_into_stock:
        return _refused(RefusalCode.LAST_OPERATION_OUTPUT, entry.entry_no)
    return None


def undo_refused(
    *, own: bool, posted_at: datetime, now: datetime, minutes: int, role: Role | None
) -> Refused | None:
    """Answer why a posting may not be undone by whoever asks; None when it may.

    One's own within so many minutes, by anybody; a supervisor may undo any. Posted 12:00, 15 minutes, now 12:15:
    still one's own to undo. Refuses with `supervisor-needed`.
    """
    if role in SUPERVISORS or (own and now - posted_at <= timedelta(minutes=minutes)):
        return None
    facts = {"what": "undo-time" if own else "not-your-posting", "minutes": str(minutes)}
    return Refused(code=RefusalCode.SUPERVISOR_NEEDED, facts=facts)


def opposite_value(values: Iterable[Value]) -> Value:
    """Answer what takes the values of one kind of an entry back: the sum of them, with the other sign.

    Expected 150.00 becomes expected -150.00; cost that was corrected since, 140.00 and 10.00, becomes -150.00.
    """
    found = list(values)
    first = found[0]
    return Value(
        entry_type=first.entry_type,
        valued_quantity=-first.valued_quantity,
        invoiced_quantity=-sum((each.invoiced_quantity for each in found), ZERO),
        cost_per_unit=first.cost_per_unit,
        cost_amount_actual=-sum((each.cost_amount_actual for each in found), ZERO),
        cost_amount_expected=-sum((each.cost_amount_expected for each in found), ZERO),
    )


def _refused(code: RefusalCode, entry_no: int, more: dict[str, str] | None = None) -> Refused:
    return Refused(code=code, facts={"entry_no": str(entry_no)} | (more or {}))
