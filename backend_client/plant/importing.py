"""Import a plant folder: check everything first, then write all of it or nothing.

read the folder -> check form -> check sense -> (any error: stop, nothing opened) -> open or create the database
-> migrate -> write in one transaction
"""

from datetime import datetime
from pathlib import Path

from backend_client.plant.checking import check_rows
from backend_client.plant.faults import Faults
from backend_client.plant.progress import Progress, untold
from backend_client.plant.reading import read_folder
from backend_client.plant.report import PlantReport
from backend_client.plant.rows import PlantRows
from backend_client.plant.writing import write_plant
from backend_client.store.database import open_database
from backend_client.store.migrate import migrate


def import_plant(
    folder: Path,
    database_url: str,
    *,
    at: datetime,
    person_no: str = "",
    terminal_id: str = "",
    progress: Progress = untold,
) -> PlantReport:
    """Import a folder into the database of a URL, which is created or migrated where needed.

    at  aware moment of the import. Raises DatabaseBroken or DatabaseUnsafe as `open_database` does; whatever is wrong
    with the folder, or can't be changed in the database any more, is in the report.
    """
    plant, faults = checked_folder(folder, progress)
    return import_rows(
        plant,
        database_url,
        at=at,
        person_no=person_no,
        terminal_id=terminal_id,
        faults=faults,
        progress=progress,
    )


def checked_folder(folder: Path, progress: Progress = untold) -> tuple[PlantRows, Faults]:
    """Answer the rows of a folder, and everything that is wrong with them; no database is needed."""
    faults = Faults()
    plant = read_folder(folder, faults, progress)
    if plant.tables:
        check_rows(plant, faults)
    return plant, faults


def import_rows(
    plant: PlantRows,
    database_url: str,
    *,
    at: datetime,
    person_no: str = "",
    terminal_id: str = "",
    faults: Faults | None = None,
    progress: Progress = untold,
) -> PlantReport:
    """Write checked rows into the database of a URL; with errors among `faults` it is not even opened."""
    faults = faults or Faults()
    if faults.errors():
        return PlantReport(
            errors=faults.errors(), warnings=faults.warnings(), plant_code=plant.setting("plant_code")
        )
    database = open_database(database_url)
    try:
        migrate(database)
        return write_plant(
            database,
            plant,
            at=at,
            person_no=person_no,
            terminal_id=terminal_id,
            faults=faults,
            progress=progress,
        )
    finally:
        database.close()
