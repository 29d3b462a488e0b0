"""The put-away that output makes at a location where goods from production are put away by the warehouse."""

from collections.abc import Iterable

from backend_client.engine.books import Books
from backend_client.records.warehouse import WarehouseActivity, WarehouseActivityLine
from backend_client.store.posting import Insert
from backend_client.store.queries.warehouse import documents_of_order
from backend_client.store.rows import Row, new_row
from backend_client.terms import ProductionOutputHandling, WarehouseAction, WarehouseActivityType

LINE_STEP = 10000


def put_away_output(books: Books, entries: Iterable[Row]) -> None:
    """Ask for new output entries to be taken from their bin and placed; one statement, at such locations only."""
    for row in entries:
        location = books.context.setup.locations.get(row["location_code"])
        handling = ProductionOutputHandling.WAREHOUSE_PUT_AWAY
        if location is not None and location.prod_output_whse_handling is handling and row["quantity"] > 0:
            _put_away(books, row)


def _put_away(books: Books, row: Row) -> None:
    made = [
        each for insert in books.posting.inserts if insert.record is WarehouseActivity for each in insert.rows
    ]
    earlier = sum(each["order_no"] == row["order_no"] for each in made)
    place = documents_of_order(books.context.connection, row["order_no"]) + earlier + 1
    no = f"{row['order_no']}-{place}"
    head = new_row(
        WarehouseActivity,
        no=no,
        type=WarehouseActivityType.PUT_AWAY,
        location_code=row["location_code"],
        order_no=row["order_no"],
        created_at=books.context.now,
    )
    lines = [
        new_row(
            WarehouseActivityLine,
            activity_no=no,
            line_no=number * LINE_STEP,
            action=action,
            order_line_no=row["order_line_no"],
            item_no=row["item_no"],
            variant_code=row["variant_code"],
            bin_code=row["bin_code"] if action is WarehouseAction.TAKE else "",
            lot_no=row["lot_no"],
            serial_no=row["serial_no"],
            quantity_base=row["quantity"],
            item_ledger_entry_no=row["entry_no"],
        )
        for number, action in enumerate((WarehouseAction.TAKE, WarehouseAction.PLACE), start=1)
    ]
    books.posting.inserts += [Insert(WarehouseActivity, [head]), Insert(WarehouseActivityLine, lines)]
