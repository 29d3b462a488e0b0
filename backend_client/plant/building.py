"""A plant from rows in memory: what tests, benchmarks and worked cases start from.

Rows hold values or texts as a plant file would hold them; columns left out take the format's defaults, so that

    build_plant(database, {"plant_setup": [...], "items": [{"no": "BOLT"}]}, at=moment)

makes a bought, stocked item in PCS with its base unit. Rows are checked for form, not for sense: a worked case may
well lack a BOM on purpose.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from backend_client.plant.checking.settings import check_values
from backend_client.plant.defaults import filled
from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantError, PlantReport
from backend_client.plant.writing import write_plant
from backend_client.store.database import Database


class PlantRowsWrong(Exception):  # noqa: N818 -- named by what is wrong, not by what it is
    """Rows in memory that are not of the format; `errors` names table, row (from 1) and column of each."""

    def __init__(self, errors: tuple[PlantError, ...]) -> None:
        """Keep the errors."""
        super().__init__(
            "; ".join(f"{error.file} {error.row} {error.column}: {error.code}" for error in errors)
        )
        self.errors = errors


def build_plant(
    database: Database, rows: Mapping[str, Sequence[Mapping[str, Any]]], *, at: datetime
) -> PlantReport:
    """Write a plant into a database with the schema in place; opening stock is posted, calendars are calculated.

    Tables and columns are those of `backend_client.plant.format`; `at` is the aware moment of writing. Raises
    PlantRowsWrong for rows that are not of the format.
    """
    plant, errors = filled(rows)
    faults = Faults()
    check_values(plant, faults)
    errors += faults.errors()
    if errors:
        raise PlantRowsWrong(tuple(errors))
    return write_plant(database, plant, at=at)
