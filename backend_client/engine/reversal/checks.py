"""May these entries be reversed? The facts of each, put to the rules."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from backend_client.engine.context import Context, posting_date_refused
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.reversal.together import Together
from backend_client.messages.base import Refused
from backend_client.rules.reversal import (
    CapacityEntryToReverse,
    ItemEntryToReverse,
    capacity_entry_refused,
    item_entry_refused,
)
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.entries_together import returned_quantities
from backend_client.store.queries.warehouse import has_put_away
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, ItemType, ProductionOutputHandling


def groups_refused(
    context: Context, hand: OrdersInHand, groups: Sequence[Together], *, outside: bool = False
) -> Refused | None:
    """Answer why what stands in some groups can't be reversed, entry by entry; None when all of it can.

    outside  a receipt of outside work is undone; nothing else may take such work back
    """
    consumed = [row["entry_no"] for group in groups for row in group.consumption]
    orders = [group.order_no for group in groups]
    returned = returned_quantities(context.connection, orders, consumed) if consumed else {}
    refusals = (_together_refused(context, hand, group, returned, outside=outside) for group in groups)
    return next((refused for refused in refusals if refused is not None), None)


def _together_refused(
    context: Context,
    hand: OrdersInHand,
    together: Together,
    returned: Mapping[int, Decimal],
    *,
    outside: bool,
) -> Refused | None:
    """Check the work beside the output that it brought: with it, it may go back too."""
    order = hand.order(together.order_no)
    for row in together.capacity:
        refused = capacity_refused(order, row, with_goods=bool(together.outputs), outside=outside)
        if refused is not None:
            return refused
    for row in together.items:
        refused = item_refused(context, hand, order, row, returned, outside=outside)
        if refused is not None:
            return refused
    days = {row["posting_date"] for row in (*together.capacity, *together.items)}
    return next((refused for day in sorted(days) if (refused := posting_date_refused(context, day))), None)


def item_refused(
    context: Context,
    hand: OrdersInHand,
    order: OrderRows | None,
    row: Row,
    returned: Mapping[int, Decimal],
    *,
    outside: bool = False,
) -> Refused | None:
    """Answer why an item ledger entry can't be reversed; None when it can."""
    item = hand.card_of(row) if order is not None else None
    is_output = row["entry_type"] is ItemLedgerEntryType.OUTPUT
    return item_entry_refused(
        ItemEntryToReverse(
            entry_no=row["entry_no"],
            entry_type=row["entry_type"],
            quantity=row["quantity"],
            remaining_quantity=row["remaining_quantity"],
            order_status=None if order is None else order.order["status"],
            kept_in_stock=item is not None and item["type"] is ItemType.INVENTORY,
            returned_quantity=returned.get(row["entry_no"], ZERO),
            warehouse_handled=is_output and _is_put_away(context, row),
            subcontracted=is_output
            and not outside
            and order is not None
            and _is_done_outside(context, order, row),
        )
    )


def capacity_refused(
    order: OrderRows | None, row: Row, *, with_goods: bool, outside: bool = False
) -> Refused | None:
    """Answer why a capacity ledger entry can't be reversed; None when it can."""
    return capacity_entry_refused(
        CapacityEntryToReverse(
            entry_no=row["entry_no"],
            order_status=None if order is None else order.order["status"],
            reversed=row["reversed"],
            is_reversal=bool(row["reversed_entry_no"]) or row["quantity"] < 0,
            subcontracting=row["subcontracting"] and not outside,
            brought_output_into_stock=not with_goods
            and row["last_output_line"]
            and bool(row["output_quantity"]),
        )
    )


def _is_done_outside(context: Context, order: OrderRows, row: Row) -> bool:
    line = next(line for line in order.lines if line["line_no"] == row["order_line_no"])
    centers = context.setup.work_centers
    return any(
        centers[operation["work_center_no"]].subcontractor_no for operation in order.operations_of(line)
    )


def _is_put_away(context: Context, row: Row) -> bool:
    """Say whether the warehouse was asked to put an output away, or has done so."""
    location = context.setup.locations.get(row["location_code"])
    handling = ProductionOutputHandling.WAREHOUSE_PUT_AWAY
    if location is None or location.prod_output_whse_handling is not handling:
        return False
    return has_put_away(context.connection, [row["entry_no"]])
