"""Which entries of stock belong together: what goes out takes from what is open, and what comes in fills what is owed.

    FIFO, average   the oldest open entry first
    LIFO            the newest first
    specific        the entry with the same serial number (other tracked items likewise keep to their lot)

Open 5 (Monday) and 10 (Tuesday), 8 go out: FIFO takes 5 and 3, LIFO takes 8 of Tuesday's. 20 go out: 15 are
applied, and an entry of -5 stays open until something comes in. What an order line has made is never consumed by
that line again: its cost would depend on itself. All quantities in the base unit.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.rounding import ZERO
from backend_client.terms import CostingMethod


class OpenEntry(NamedTuple):
    """An item ledger entry that is not used up; what remains has the sign of the entry.

    entry_no   below 0 for an entry of the posting that is being decided: -1 is its first, and newer than any posted
    made_by    the order line whose output it is: ("O1", 10000); ("", 0) for anything else
    """

    entry_no: int
    posting_date: date
    remaining_quantity: Decimal
    lot_no: str = ""
    serial_no: str = ""
    expiration_date: date | None = None
    made_by: tuple[str, int] = ("", 0)


class Application(NamedTuple):
    """A quantity that an outbound entry takes from an inbound one; always negative."""

    open_entry_no: int
    quantity: Decimal


def apply_quantity(
    quantity: Decimal,
    open_entries: Iterable[OpenEntry],
    costing_method: CostingMethod = CostingMethod.FIFO,
    *,
    lot_no: str = "",
    serial_no: str = "",
    consumed_by: tuple[str, int] | None = None,
) -> list[Application]:
    """Apply a new entry to open entries of the other sign; what they can't cover stays open.

    quantity      of the new entry: negative takes from stock, positive fills entries that are open below zero
    open_entries  of the item at the location, of the other sign; entries of another lot or serial are passed over
    consumed_by   order line that consumes: its own output is passed over
    """
    left = abs(quantity)
    applied: list[Application] = []
    for entry in _in_order(open_entries, costing_method):
        if not left:
            break
        if (lot_no and entry.lot_no != lot_no) or (serial_no and entry.serial_no != serial_no):
            continue
        if consumed_by is not None and entry.made_by == consumed_by:
            continue
        part = min(left, abs(entry.remaining_quantity))
        if part:
            applied.append(Application(entry.entry_no, -part))
            left -= part
    return applied


def unapplied(quantity: Decimal, applications: Iterable[Application]) -> Decimal:
    """Answer what of a quantity found no entry to be applied to; positive or zero."""
    return abs(quantity) + sum((application.quantity for application in applications), ZERO)


def after_application(
    open_entries: Iterable[OpenEntry], applications: Iterable[Application]
) -> list[OpenEntry]:
    """Answer the entries that are still open, for what else the same posting takes."""
    taken = {application.open_entry_no: -application.quantity for application in applications}
    still_open = []
    for entry in open_entries:
        part = taken.get(entry.entry_no)
        if part is None:
            still_open.append(entry)
            continue
        remaining = entry.remaining_quantity
        left = remaining - part if remaining > 0 else remaining + part
        if left:
            still_open.append(entry._replace(remaining_quantity=left))
    return still_open


def _in_order(entries: Iterable[OpenEntry], costing_method: CostingMethod) -> list[OpenEntry]:
    newest_first = costing_method is CostingMethod.LIFO
    return sorted(
        entries,
        key=lambda entry: (entry.posting_date, entry.entry_no < 0, abs(entry.entry_no)),
        reverse=newest_first,
    )
