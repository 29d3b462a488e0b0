"""What goes into an order line: its components, and what lies where of each.

Where a location has bins, their contents tell; elsewhere the open item ledger entries do. When a lot or a serial number
expires, its entries tell in either case.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.order_line import line_asked_for
from backend_client.engine.stock_checks import number_refused
from backend_client.messages.base import Refused
from backend_client.messages.parts import Part, PartPlace, Parts, PartsQuestion
from backend_client.rules.rounding import ZERO
from backend_client.rules.units import quantity_in_unit
from backend_client.store.queries.parts import in_bins, in_stock, parts_of_line
from backend_client.store.queries.stock import Number
from backend_client.store.queries.tracked_numbers import blocked_numbers
from backend_client.terms import FlushingMethod

PER_KILOGRAM = {"KGM": Decimal(1), "GRM": Decimal(1000), "TNE": Decimal("0.001")}
"""How much of a unit a kilogram is, by the unit's UN/ECE code."""
BY_HAND = frozenset({FlushingMethod.MANUAL, FlushingMethod.PICK_MANUAL})
Held = tuple[str, str, str, Decimal]
"""Bin, lot, serial number, base quantity."""


def parts(context: Context, question: PartsQuestion) -> Parts | Refused:
    """Answer the components of an order line; refuses with `order-not-found`, `order-line-not-found`."""
    line = line_asked_for(context, question.order_no, question.order_line_no)
    if isinstance(line, Refused):
        return line
    rows = parts_of_line(context.connection, line.order_no, line.line_no)
    items = {row.item_no for row in rows}
    stock = in_stock(context.connection, items) if items else []
    bins = in_bins(context.connection, items) if items else []
    tracked = {row.item_no for row in (*stock, *bins) if row.lot_no or row.serial_no}
    blocked = blocked_numbers(context.connection, tracked) if tracked else set()
    found = [_part(context, row, stock, bins, blocked) for row in rows]
    return Parts(
        order_no=line.order_no,
        order_line_no=line.line_no,
        parts=tuple(sorted(found, key=lambda part: part.flushed)),
    )


def _part(
    context: Context, row: Any, stock: Sequence[Any], bins: Sequence[Any], blocked: Collection[Number]
) -> Part:
    location = context.setup.locations.get(row.location_code)
    entries = [entry for entry in stock if _is_of(row, entry)]
    if location is not None and location.bin_mandatory:
        contents = (content for content in bins if _is_of(row, content))
        held = _sums((each.bin_code, each.lot_no, each.serial_no, each.quantity) for each in contents)
    else:
        held = _sums(("", each.lot_no, each.serial_no, each.remaining_quantity) for each in entries)
    expiration = {
        (entry.lot_no, entry.serial_no): entry.expiration_date for entry in entries if entry.expiration_date
    }
    return Part(
        line_no=row.line_no,
        item_no=row.item_no,
        description=row.description,
        variant_code=row.variant_code,
        gtin=row.gtin or "",
        unit_of_measure_code=row.unit_of_measure_code,
        per_kilogram=PER_KILOGRAM.get(row.international_standard_code or ""),
        expected_quantity=row.expected_quantity,
        used_quantity=quantity_in_unit(row.actual_consumption_base, row.qty_per_unit_of_measure),
        remaining_quantity=row.remaining_quantity,
        flushing_method=row.flushing_method,
        flushed=row.flushing_method not in BY_HAND,
        routing_link_code=row.routing_link_code,
        location_code=row.location_code,
        bin_code=row.bin_code,
        lot_tracked=bool(row.lot_specific_tracking),
        serial_tracked=bool(row.sn_specific_tracking),
        blocked=bool(row.blocked),
        places=tuple(
            replace(
                _place(each, row.qty_per_unit_of_measure, expiration),
                blocked=number_refused((row.item_no, row.variant_code, *each[1:3]), blocked.__contains__)
                is not None,
            )
            for each in held[: limits.PART_PLACES_MAX]
        ),
        more=len(held) > limits.PART_PLACES_MAX,
    )


def _is_of(row: Any, held: Any) -> bool:
    mine = (row.item_no, row.variant_code, row.location_code)
    return (held.item_no, held.variant_code, held.location_code) == mine


def _sums(held: Iterable[Held]) -> list[Held]:
    """Add up what lies in the same bin under the same number; what is not there is left out."""
    found: dict[tuple[str, str, str], Decimal] = {}
    for bin_code, lot_no, serial_no, quantity in held:
        key = (bin_code, lot_no, serial_no)
        found[key] = found.get(key, ZERO) + quantity
    return [(*key, quantity) for key, quantity in found.items() if quantity > 0]


def _place(held: Held, per_unit: Decimal, expiration: dict[tuple[str, str], date]) -> PartPlace:
    bin_code, lot_no, serial_no, quantity = held
    return PartPlace(
        bin_code=bin_code,
        lot_no=lot_no,
        serial_no=serial_no,
        quantity=quantity_in_unit(quantity, per_unit),
        expiration_date=expiration.get((lot_no, serial_no)) if lot_no or serial_no else None,
    )
