"""From checked rows to the database, in one transaction: all of a plant, or nothing of it.

    master data    new rows added, equal ones left, changed ones updated with an audit entry (before -> after)
    calendars      of every center, over a range around the plant's date
    opening stock  posted line by line as positive adjustments
    orders         created and refreshed; a released order is released in full

A row that postings hold on to can't be changed any more; each such row is named, and then nothing is written.
"""

from datetime import datetime

from backend_client.plant.faults import Faults
from backend_client.plant.progress import Progress, untold
from backend_client.plant.report import PlantReport, TableCount
from backend_client.plant.rows import PlantRows
from backend_client.plant.writing.calendars import calculate_calendars
from backend_client.plant.writing.master_data import write_master_data, write_what_is_said_of_stock
from backend_client.plant.writing.notes import stored_only
from backend_client.plant.writing.opening_stock import post_opening_stock
from backend_client.plant.writing.orders import write_orders
from backend_client.plant.writing.transaction import PlantTransaction
from backend_client.store.database import Database


def write_plant(
    database: Database,
    plant: PlantRows,
    *,
    at: datetime,
    person_no: str = "",
    terminal_id: str = "",
    faults: Faults | None = None,
    progress: Progress = untold,
) -> PlantReport:
    """Write rows into a database with the schema in place; answers what became of them.

    at      aware moment of the import
    faults  what was found before, such as warnings of the checks; an error among them stops the import here
    """
    faults = faults or Faults()
    counts: list[TableCount] = []
    if not faults.errors():
        with database.write() as connection:
            transaction = PlantTransaction(connection, at=at, person_no=person_no, terminal_id=terminal_id)
            counts += write_master_data(transaction, plant, faults, progress)
            if not faults.errors():
                counts.append(calculate_calendars(transaction, plant, faults, counts))
                counts.append(post_opening_stock(transaction, plant, faults, progress))
                counts.append(write_orders(transaction, plant, faults, progress))
                counts += write_what_is_said_of_stock(transaction, plant, faults, progress)
            if faults.errors():
                connection.rollback()
                counts = []
            elif any(count.added or count.changed or count.removed for count in counts):
                written = {
                    count.table: f"+{count.added} ~{count.changed} -{count.removed}" for count in counts
                }
                transaction.audit("", plant.setting("plant_code"), {}, written)
                transaction.write_audit()
    return PlantReport(
        errors=faults.errors(),
        warnings=faults.warnings(),
        counts=tuple(counts),
        stored_only=stored_only(plant) if not faults.errors() else (),
        plant_code=plant.setting("plant_code"),
    )
