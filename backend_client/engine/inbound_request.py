"""Asking the warehouse to expect what a released order makes, at the locations that put output away."""

from datetime import date

from backend_client.engine.context import Context
from backend_client.engine.order_rows import OrderRows
from backend_client.records.warehouse_request import WarehouseRequest
from backend_client.store.posting import Delete, Insert, Posting
from backend_client.store.rows import new_row
from backend_client.terms import OrderStatus, ProductionOutputHandling, WarehouseRequestType

KEY = ("type", "order_no")


def expect_output(context: Context, posting: Posting, order: OrderRows) -> None:
    """Add an inbound request for each such location, in place of earlier ones; none for an order not released."""
    posting.deletes.append(
        Delete(
            WarehouseRequest,
            KEY,
            [{"type": WarehouseRequestType.INBOUND, "order_no": order.order_no}],
        )
    )
    if order.order["status"] is not OrderStatus.RELEASED:
        return
    ends: dict[str, date] = {}
    for line in order.lines:
        location = context.setup.locations.get(line["location_code"])
        if location is not None and location.prod_output_whse_handling is not ProductionOutputHandling.NONE:
            earlier = ends.get(location.code)
            ends[location.code] = min(earlier, line["due_date"]) if earlier else line["due_date"]
    if ends:
        rows = [
            new_row(
                WarehouseRequest,
                type=WarehouseRequestType.INBOUND,
                order_no=order.order_no,
                location_code=location_code,
                expected_date=day,
            )
            for location_code, day in sorted(ends.items())
        ]
        posting.inserts.append(Insert(WarehouseRequest, rows))
