"""The put-away that output makes at a location where goods from production are put away by the warehouse."""

from collections.abc import Iterable

from backend_client.engine.books import Books
from backend_client.engine.warehouse.documents import add_document
from backend_client.store.rows import Row
from backend_client.terms import ProductionOutputHandling, WarehouseAction, WarehouseActivityType


def put_away_output(books: Books, entries: Iterable[Row]) -> None:
    """Ask for new output entries to be taken from their bin and placed; one statement an order, at such locations only."""
    for row in entries:
        location = books.context.setup.locations.get(row["location_code"])
        handling = ProductionOutputHandling.WAREHOUSE_PUT_AWAY
        if location is not None and location.prod_output_whse_handling is handling and row["quantity"] > 0:
            _put_away(books, row)


def _put_away(books: Books, row: Row) -> None:
    what = {
        "order_line_no": row["order_line_no"],
        "item_no": row["item_no"],
        "variant_code": row["variant_code"],
        "lot_no": row["lot_no"],
        "serial_no": row["serial_no"],
        "quantity_base": row["quantity"],
        "item_ledger_entry_no": row["entry_no"],
    }
    take = {"action": WarehouseAction.TAKE, "bin_code": row["bin_code"]}
    add_document(
        books.context,
        books.posting,
        WarehouseActivityType.PUT_AWAY,
        order_no=row["order_no"],
        location_code=row["location_code"],
        lines=(what | take, what | {"action": WarehouseAction.PLACE}),
    )
