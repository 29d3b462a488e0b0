"""Keys that occur once, and cells that name rows of other tables."""

from backend_client.plant.faults import Faults
from backend_client.plant.format import BY_NAME, TABLES
from backend_client.plant.format.columns import Column, Reference
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import Key, PlantRow, PlantRows


def check_keys(plant: PlantRows, faults: Faults) -> None:
    """Every key occurs once; the second row of two is at fault, at the last column of the key."""
    for table in TABLES:
        seen: dict[Key, int] = {}
        for row in plant.of(table.name):
            if not row.sound(*table.key):
                continue
            key = row.key
            if key in seen:
                found = " | ".join("" if part is None else str(part) for part in key)
                faults.at(
                    row, PlantErrorCode.KEY_TWICE, table.key[-1], expected=f"<> {seen[key]}", found=found
                )
            seen.setdefault(key, row.line)


def check_references(plant: PlantRows, faults: Faults) -> None:
    """Every cell that names a row of another table names one that is there."""
    for table in TABLES:
        for column in table.columns:
            for reference in column.references:
                for row in plant.of(table.name):
                    _check(row, column, reference, plant, faults)


def _check(row: PlantRow, column: Column, reference: Reference, plant: PlantRows, faults: Faults) -> None:
    if row.values[column.name] == "" or reference.table in plant.unread:
        return
    if reference.if_kept and not plant.of(reference.table):
        return
    if reference.when is not None:
        decider, word = reference.when
        if not row.sound(decider) or row.values[decider] != word:
            return
    if not row.sound(*(part for part in reference.key if not part.startswith("="))):
        return
    key = tuple(part[1:] if part.startswith("=") else row.values[part] for part in reference.key)
    if key not in plant.by_key(reference.table):
        faults.at(
            row,
            PlantErrorCode.UNKNOWN_REFERENCE,
            column.name,
            expected=BY_NAME[reference.table].file,
            found=" | ".join(str(part) for part in key),
        )
