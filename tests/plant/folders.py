"""Copies of the demo plant's folder, whole or with something spoiled."""

import csv
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from backend_client.plant.demo import FOLDER
from backend_client.plant.importing import checked_folder
from backend_client.plant.report import PlantError, PlantErrorCode

AT = datetime(2026, 11, 18, 6, 0, tzinfo=UTC)  # a Wednesday, the demo plant's own week
Place = tuple[PlantErrorCode, str, int, str]


def demo_copy(folder: Path) -> Path:
    """Answer a copy of the demo plant's folder that a test may spoil."""
    return Path(shutil.copytree(FOLDER, folder / "plant"))


def table(folder: Path, file: str) -> list[list[str]]:
    """Answer the cells of a file, column names first."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def rewrite(folder: Path, file: str, rows: list[list[str]]) -> None:
    """Write a file's cells."""
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def line_of(folder: Path, file: str, **named: str) -> int:
    """Answer the line of the one row with these values."""
    head, *rows = table(folder, file)
    (line,) = (
        line
        for line, row in enumerate(rows, start=2)
        if all(row[head.index(column)] == value for column, value in named.items())
    )
    return line


def change(folder: Path, file: str, line: int, **cells: str) -> None:
    """Change named cells of the row on a line."""
    rows = table(folder, file)
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    rewrite(folder, file, rows)


def add(folder: Path, file: str, *rows: Mapping[str, str]) -> None:
    """Add rows; columns not named are empty."""
    standing = table(folder, file)
    rewrite(folder, file, [*standing, *([row.get(column, "") for column in standing[0]] for row in rows)])


def drop(folder: Path, file: str, line: int) -> None:
    """Take the row on a line away."""
    rows = table(folder, file)
    del rows[line - 1]
    rewrite(folder, file, rows)


def errors_of(folder: Path) -> tuple[PlantError, ...]:
    """Answer what is wrong with a folder."""
    return checked_folder(folder)[1].errors()


def places(errors: tuple[PlantError, ...]) -> list[Place]:
    """Answer code, file, row and column of each error."""
    return [(error.code, error.file, error.row, error.column) for error in errors]
