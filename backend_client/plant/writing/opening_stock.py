"""Opening stock: each line posted once, as a positive adjustment with its bin, lot, serial number and cost.

The line is kept with the number of the item ledger entry it became. A line that comes again and is equal is left; one
that has changed is refused, for the ledger only ever grows: stock is corrected by posting, not by import.
"""

from typing import Any

from sqlalchemy import insert, select

from backend_client.messages.base import Refused
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.plant.faults import Faults
from backend_client.plant.format.orders import OPENING_INVENTORY
from backend_client.plant.progress import Progress
from backend_client.plant.report import PlantErrorCode, TableCount
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.plant.writing.transaction import PlantTransaction, as_text, refusal_facts
from backend_client.records.trade import OpeningInventoryLine
from backend_client.store.rows import new_row, table_of
from backend_client.terms import ItemLedgerEntryType

TABLE = table_of(OpeningInventoryLine)


def post_opening_stock(
    transaction: PlantTransaction, plant: PlantRows, faults: Faults, progress: Progress
) -> TableCount:
    """Post every line that is new; an error for each that has changed or that the engine refuses."""
    lines = plant.of(OPENING_INVENTORY.name)
    standing = {
        (row["document_no"], row["line_no"]): row
        for row in transaction.connection.execute(select(TABLE)).mappings()
    }
    posted: list[dict[str, Any]] = []
    for done, line in enumerate(lines, start=1):
        before = standing.get((line.text("document_no"), line.values["line_no"]))
        if before is None:
            entry_no = _post(transaction, line, faults)
            posted.append(new_row(OpeningInventoryLine, **line.values, item_ledger_entry_no=entry_no))
        else:
            for column, value in line.values.items():
                if before[column] != value:
                    expected, found = as_text(before[column]), as_text(value)
                    faults.at(line, PlantErrorCode.POSTED_ON, column, expected=expected, found=found)
        progress(OPENING_INVENTORY.file, done, len(lines))
    if posted:
        transaction.connection.execute(insert(TABLE), posted)
    return TableCount(table=OPENING_INVENTORY.name, added=len(posted), left=len(lines) - len(posted))


def _post(transaction: PlantTransaction, line: PlantRow, faults: Faults) -> int:
    """Post one line; answers its item ledger entry, 0 where it was refused."""
    answer = transaction.post(
        PostItemEntryRequest(
            **transaction.request(f"{line.values['document_no']}-{line.values['line_no']}"),
            posting_date=line.day("posting_date"),
            entry_type=ItemLedgerEntryType.POSITIVE_ADJUSTMENT,
            item_no=line.text("item_no"),
            variant_code=line.text("variant_code"),
            quantity=line.number("quantity"),
            unit_of_measure_code=line.text("unit_of_measure_code"),
            unit_cost=line.number("unit_cost"),
            location_code=line.text("location_code"),
            bin_code=line.text("bin_code"),
            lot_no=line.text("lot_no"),
            serial_no=line.text("serial_no"),
            expiration_date=line.day("expiration_date"),
            document_no=line.text("document_no"),
        )
    )
    if isinstance(answer, Refused):
        field = answer.facts.get("field", "")
        column = field if field in line.values else "quantity"
        faults.at(line, PlantErrorCode.STOCK_REFUSED, column, found=refusal_facts(answer))
        return 0
    return answer.receipt.item_entries[0].entry_no
