"""Stock that comes in or goes out: the item ledger entry, what it is applied to, and its value.

An outbound entry takes from open inbound entries by the item's costing method; an inbound entry first fills what
earlier outbound entries still owe. What finds nothing stays open, below zero where the plant allows it; a lot or a
serial number can't be taken where it is not. Each inbound entry also has an application row of its own, which names
the outbound entry whose goods come back, if they do.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.general_ledger import post_value_to_gl
from backend_client.engine.stock_checks import (
    Movement,
    application_refused,
    blocked_refused,
    consumed_by,
    expiration_date,
    lot_refused,
    serial_refused,
    stock_key,
    stock_refused,
)
from backend_client.messages.base import Refused
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.item_application import (
    Application,
    OpenEntry,
    after_application,
    apply_quantity,
    unapplied,
)
from backend_client.rules.rounding import ZERO
from backend_client.rules.unit_cost import CardCost
from backend_client.rules.value_entries import Value
from backend_client.store.posting import entry
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, ItemType

__all__ = ["Movement", "add_movement", "add_value", "card_cost", "value_columns"]


def add_movement(books: Books, movement: Movement) -> Refused | None:
    """Add the entries of a movement: item ledger, applications, value, general ledger.

    Refuses with `lot-blocked`, `serial-blocked`, `application-exceeds-remaining`, `application-circular`,
    `insufficient-stock`, `lot-expired`, `serial-in-stock`, `posting-setup-missing`. What it leaves open can be used up by the next movement.
    """
    kept = movement.item["type"] is ItemType.INVENTORY
    if movement.lot_no or movement.serial_no:
        refused = blocked_refused(movement, books.is_blocked)
        if refused is not None:
            return refused
        movement = replace(movement, expiration_date=expiration_date(movement, books.open_entries))
    applications: list[Application] = []
    if kept:
        found = _applications(books, movement)
        if isinstance(found, Refused):
            return found
        applications = found
    number = books.posting.add_item_entry(_item_entry(books, movement, kept=kept))
    _add_applications(books, movement, number, applications, kept=kept)
    if not kept:
        return None
    _keep_in_hand(books, movement, number, applications)
    return add_value(books, movement.value, wip_group=movement.wip_group, **value_columns(movement, number))


def value_columns(movement: Movement, item_ledger_entry_no: int) -> dict[str, Any]:
    """Answer what the value entries of a movement say beside its amounts."""
    return {
        "item_ledger_entry_type": movement.entry_type,
        "item_ledger_entry_no": item_ledger_entry_no,
        "item_no": movement.item["no"],
        "location_code": movement.location_code,
        "order_no": movement.order_no,
        "order_line_no": movement.order_line_no,
        "inventory_posting_group": movement.item["inventory_posting_group"],
        "gen_prod_posting_group": movement.item["gen_prod_posting_group"],
    }


def add_value(
    books: Books, value: Value, *, wip_group: str, taken_back: Decimal | None = None, **columns: Any
) -> Refused | None:
    """Add a value entry and its general ledger entries.

    taken_back  what the general ledger holds of the expected cost that this one settles; None = it settles none
    columns     say what it values, and from which day if not the posting date
    """
    if max(abs(value.cost_amount_actual), abs(value.cost_amount_expected)) > limits.AMOUNT_MAX:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "cost_amount"})
    row = entry(
        ValueEntry,
        entry_type=value.entry_type,
        posting_date=books.posting_date,
        valuation_date=columns.pop("valuation_date", books.posting_date),
        document_no=books.document_no,
        valued_quantity=value.valued_quantity,
        invoiced_quantity=value.invoiced_quantity,
        cost_per_unit=value.cost_per_unit,
        cost_amount_actual=value.cost_amount_actual,
        cost_amount_expected=value.cost_amount_expected,
        expected_cost=value.expected_cost,
        **columns,
    )
    books.posting.add_value_entry(row)
    return post_value_to_gl(books, row, wip_group, taken_back)


def card_cost(item: Row) -> CardCost:
    """Answer the costs on an item's card and its stockkeeping unit."""
    return CardCost(
        costing_method=item["costing_method"],
        unit_cost=item["unit_cost"],
        standard_cost=item["standard_cost"],
        sku_unit_cost=item["sku_unit_cost"],
        sku_standard_cost=item["sku_standard_cost"],
    )


def _applications(books: Books, movement: Movement) -> list[Application] | Refused:
    """Answer what a movement is applied to, and take it from the stock in hand."""
    quantity, key = movement.quantity, stock_key(movement)
    stock = books.open_entries.get(key, [])
    if movement.applies_to is not None:
        refused = application_refused(movement, movement.applies_to)
        applications = [Application(movement.applies_to.entry_no, quantity)]
    else:
        applications = apply_quantity(
            quantity,
            [each for each in stock if each.remaining_quantity * quantity < 0],
            movement.item["costing_method"],
            lot_no=movement.lot_no,
            serial_no=movement.serial_no,
            consumed_by=consumed_by(movement),
        )
        refused = stock_refused(
            movement,
            missing=unapplied(quantity, applications),
            may_be_negative=not books.context.setup.settings.prevent_negative_inventory,
        )
    refused = (
        refused
        or lot_refused(movement, stock, applications, books.posting_date)
        or serial_refused(movement, books.open_entries)
    )
    if refused is not None:
        return refused
    if applications:
        books.open_entries[key] = after_application(stock, applications)
    return applications


def _keep_in_hand(books: Books, movement: Movement, number: int, applications: list[Application]) -> None:
    """Let what stays open of a new entry be used by the movements after it."""
    missing = unapplied(movement.quantity, applications)
    if not missing:
        return
    order_line = (movement.order_no, movement.order_line_no)
    opened = OpenEntry(
        entry_no=number,
        posting_date=books.posting_date,
        remaining_quantity=missing if movement.quantity > 0 else -missing,
        lot_no=movement.lot_no,
        serial_no=movement.serial_no,
        expiration_date=movement.expiration_date,
        made_by=order_line if movement.entry_type is ItemLedgerEntryType.OUTPUT else ("", 0),
    )
    key = stock_key(movement)
    books.open_entries[key] = [*books.open_entries.get(key, ()), opened]


def _item_entry(books: Books, movement: Movement, *, kept: bool) -> Row:
    return entry(
        ItemLedgerEntry,
        entry_type=movement.entry_type,
        item_no=movement.item["no"],
        variant_code=movement.variant_code,
        location_code=movement.location_code,
        bin_code=movement.bin_code,
        posting_date=books.posting_date,
        valuation_date=books.posting_date,
        document_no=books.document_no,
        quantity=movement.quantity,
        remaining_quantity=movement.quantity if kept else ZERO,
        invoiced_quantity=ZERO if movement.expected else movement.quantity,
        open=kept,
        positive=movement.quantity > 0,
        completely_invoiced=not movement.expected,
        unit_of_measure_code=movement.unit_of_measure_code or movement.item["base_unit_of_measure"],
        qty_per_unit_of_measure=movement.qty_per_unit_of_measure,
        order_no=movement.order_no,
        order_line_no=movement.order_line_no,
        component_line_no=movement.component_line_no,
        capacity_ledger_entry_no=movement.capacity_ledger_entry_no,
        below_zero_allowed=not books.context.setup.settings.prevent_negative_inventory,
        applies_from_entry=movement.applies_from_entry_no,
        applies_to_entry=0 if movement.applies_to is None else movement.applies_to.entry_no,
        lot_no=movement.lot_no,
        serial_no=movement.serial_no,
        expiration_date=movement.expiration_date,
        flushed=movement.flushed,
        reversal=movement.reversal,
    )


def _add_applications(
    books: Books, movement: Movement, number: int, applications: list[Application], *, kept: bool
) -> None:
    inbound = movement.quantity > 0
    if inbound and kept:
        books.posting.add_application_entry(
            entry(
                ItemApplicationEntry,
                item_ledger_entry_no=number,
                inbound_item_entry_no=number,
                outbound_item_entry_no=movement.applies_from_entry_no,
                quantity=movement.quantity,
                posting_date=books.posting_date,
            )
        )
    for application in applications:
        pair = (number, application.open_entry_no) if inbound else (application.open_entry_no, number)
        books.posting.add_application_entry(
            entry(
                ItemApplicationEntry,
                item_ledger_entry_no=number,
                inbound_item_entry_no=pair[0],
                outbound_item_entry_no=pair[1],
                quantity=application.quantity,
                posting_date=books.posting_date,
            )
        )
