"""Which lots and serial numbers are taken when a tracked component is consumed without anybody naming them.

    first in       as they came: Monday's lot before Tuesday's
    first expired  the one that expires first; what never expires comes last

Lots that have expired before the day are passed over. 8 are needed, lot A holds 5 (expires in June), lot B 10 (expires
in May): first in takes A 5 and B 3, first expired takes B 8. What no lot covers stays missing.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.item_application import OpenEntry
from backend_client.rules.rounding import ZERO
from backend_client.terms import TrackingChoice


class Tracked(NamedTuple):
    """A quantity of one lot or serial number, in the base unit."""

    lot_no: str
    serial_no: str
    quantity: Decimal


def choose_tracked(
    quantity: Decimal, open_entries: Iterable[OpenEntry], choice: TrackingChoice, day: date
) -> tuple[list[Tracked], Decimal]:
    """Answer what is taken of each lot or serial number for a positive quantity, and what is missing."""
    left = quantity
    taken: dict[tuple[str, str], Decimal] = {}
    for entry in sorted(open_entries, key=lambda entry: _place(entry, choice)):
        if not left:
            break
        if entry.remaining_quantity <= 0 or _has_expired(entry, day):
            continue
        part = min(left, entry.remaining_quantity)
        number = (entry.lot_no, entry.serial_no)
        taken[number] = taken.get(number, ZERO) + part
        left -= part
    return [Tracked(*number, part) for number, part in taken.items()], left


def _has_expired(entry: OpenEntry, day: date) -> bool:
    return entry.expiration_date is not None and entry.expiration_date < day


def _place(entry: OpenEntry, choice: TrackingChoice) -> tuple[date, date, bool, int]:
    by_expiration = choice is TrackingChoice.FIRST_EXPIRED
    expires = (entry.expiration_date or date.max) if by_expiration else date.max
    return (expires, entry.posting_date, entry.entry_no < 0, abs(entry.entry_no))
