"""A movement of stock, and what stops it: too little of it, a lot that is blocked or has expired, a serial number that
is there.

A serial number is taken when it is in stock now; once the piece has left, it may come back under its number. Lots
and serial numbers never go below zero, whatever the plant allows of other stock.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.item_application import Application, OpenEntry
from backend_client.rules.value_entries import Value
from backend_client.store.queries.stock import Number, StockKey
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType

GOES_OUT = frozenset(
    {
        ItemLedgerEntryType.CONSUMPTION,
        ItemLedgerEntryType.SALE,
        ItemLedgerEntryType.NEGATIVE_ADJUSTMENT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement of stock in the base unit, + into stock.

    item        the item's row, with its posting groups and costing method
    applies_to  the open entry that an outbound movement must take from; None = by the costing method
    applies_from_entry_no     the outbound entry whose goods an inbound movement brings back; 0 = none
    capacity_ledger_entry_no  the entry of the work that made the goods or used them up by flushing; 0 = none
    expected    its cost is not known yet
    wip_group   inventory posting group of the item that the order makes
    """

    entry_type: ItemLedgerEntryType
    item: Row
    quantity: Decimal
    value: Value
    variant_code: str = ""
    location_code: str = ""
    bin_code: str = ""
    unit_of_measure_code: str = ""
    qty_per_unit_of_measure: Decimal = Decimal(1)
    order_no: str = ""
    order_line_no: int = 0
    component_line_no: int = 0
    applies_to: OpenEntry | None = None
    applies_from_entry_no: int = 0
    capacity_ledger_entry_no: int = 0
    lot_no: str = ""
    serial_no: str = ""
    expiration_date: date | None = None
    flushed: bool = False
    reversal: bool = False
    expected: bool = False
    wip_group: str = ""


def stock_key(movement: Movement) -> StockKey:
    """Answer the item, variant and location that a movement is of."""
    return (movement.item["no"], movement.variant_code, movement.location_code)


def expiration_date(movement: Movement, open_entries: Mapping[StockKey, Iterable[OpenEntry]]) -> date | None:
    """Answer when the goods expire: as was said, else as what is in stock of the same lot or serial number."""
    if movement.expiration_date is not None:
        return movement.expiration_date
    for entry in open_entries.get(stock_key(movement), ()):
        if (entry.lot_no, entry.serial_no) == (movement.lot_no, movement.serial_no) and entry.expiration_date:
            return entry.expiration_date
    return None


def consumed_by(movement: Movement) -> tuple[str, int] | None:
    """Answer the order line that a movement is consumption of, None for any other movement."""
    if movement.entry_type is not ItemLedgerEntryType.CONSUMPTION:
        return None
    return (movement.order_no, movement.order_line_no)


def application_refused(movement: Movement, applies_to: OpenEntry) -> Refused | None:
    """Refuse to take more from an entry than it has left, or what the same order line has made."""
    facts = {"entry_no": str(applies_to.entry_no), "field": "applies_to_entry"}
    if applies_to.made_by[0] and applies_to.made_by == consumed_by(movement):
        return Refused(code=RefusalCode.APPLICATION_CIRCULAR, facts=facts)
    if applies_to.remaining_quantity < -movement.quantity:
        facts["remaining_quantity"] = str(applies_to.remaining_quantity)
        return Refused(code=RefusalCode.APPLICATION_EXCEEDS_REMAINING, facts=facts)
    return None


def stock_refused(movement: Movement, *, missing: Decimal, may_be_negative: bool) -> Refused | None:
    """Refuse to take what is not there; `missing` is the part that no open entry covers."""
    tracked = movement.lot_no or movement.serial_no
    if movement.quantity > 0 or not missing or (may_be_negative and not tracked):
        return None
    facts = {
        "item_no": movement.item["no"],
        "quantity": str(-movement.quantity),
        "missing": str(missing),
        "location_code": movement.location_code,
    }
    numbers = {"lot_no": movement.lot_no, "serial_no": movement.serial_no}
    facts |= {name: number for name, number in numbers.items() if number}
    return Refused(code=RefusalCode.INSUFFICIENT_STOCK, facts=facts)


def blocked_refused(movement: Movement, is_blocked: Callable[[Number], bool]) -> Refused | None:
    """Refuse goods of a lot or serial number that is blocked; what was posted of it may be taken back."""
    takes_back = (movement.quantity > 0) == (movement.entry_type in GOES_OUT)
    if takes_back or movement.reversal:
        return None
    number = (movement.item["no"], movement.variant_code, movement.lot_no, movement.serial_no)
    return number_refused(number, is_blocked)


def number_refused(number: Number, is_blocked: Callable[[Number], bool]) -> Refused | None:
    """Refuse goods whose lot, or whose serial number, is blocked."""
    item_no, variant_code, lot_no, serial_no = number
    facts = {"item_no": item_no, "variant_code": variant_code}
    if lot_no and is_blocked((item_no, variant_code, lot_no, "")):
        return Refused(code=RefusalCode.LOT_BLOCKED, facts={"field": "lot_no", "lot_no": lot_no} | facts)
    if serial_no and is_blocked((item_no, variant_code, "", serial_no)):
        facts = {"field": "serial_no", "serial_no": serial_no} | facts
        return Refused(code=RefusalCode.SERIAL_BLOCKED, facts=facts)
    return None


def lot_refused(
    movement: Movement, stock: Iterable[OpenEntry], applications: Iterable[Application], day: date
) -> Refused | None:
    """Refuse to consume goods after their expiration date; on that day they are still good."""
    if consumed_by(movement) is None or not movement.item["use_expiration_dates"]:
        return None
    taken = {application.open_entry_no for application in applications}
    for entry in stock:
        if entry.entry_no in taken and entry.expiration_date is not None and entry.expiration_date < day:
            facts = {
                "item_no": movement.item["no"],
                "lot_no": entry.lot_no,
                "serial_no": entry.serial_no,
                "expiration_date": entry.expiration_date.isoformat(),
                "field": "lot_no" if entry.lot_no else "serial_no",
            }
            return Refused(code=RefusalCode.LOT_EXPIRED, facts=facts)
    return None


def serial_refused(
    movement: Movement, open_entries: Mapping[StockKey, Iterable[OpenEntry]]
) -> Refused | None:
    """Refuse a serial number for a piece that comes in while one with that number is in stock, wherever it is."""
    if movement.quantity < 0 or not movement.serial_no:
        return None
    item_no = movement.item["no"]
    for (found, _, location_code), entries in open_entries.items():
        if found == item_no and any(
            each.serial_no == movement.serial_no and each.remaining_quantity > 0 for each in entries
        ):
            facts = {"item_no": item_no, "serial_no": movement.serial_no, "location_code": location_code}
            return Refused(code=RefusalCode.SERIAL_IN_STOCK, facts=facts | {"field": "serial_no"})
    return None
