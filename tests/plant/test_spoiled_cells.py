"""Any one cell of the demo plant spoiled in any way: an error that names a place, or a plant that is imported.

Never a crash, and with an error nothing is written.
"""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from backend_client.plant.demo import FOLDER
from backend_client.plant.format import BY_FILE
from backend_client.plant.importing import import_plant
from tests.plant.folders import AT, rewrite, table

CELLS = {
    (path.name, row, column): cell
    for path in sorted(FOLDER.glob("*.csv"))
    for row, cells in enumerate(table(FOLDER, path.name))
    if row
    for column, cell in enumerate(cells)
}
ODD = st.sampled_from(
    ["", "0", "-1", "1", "100", "99999999999", "1.123456", "1e9", "NaN", "true", "2026-11-16", "2026-02-30",
     "08:00:00", "25:00:00", "PCS", "MAIN", "10|20", "|", "||", "[/]", "=1+1", '"', "a,b", " x", "\x1b[2J", "\x00",
     "\u202e", "x" * 21, "x" * 2000, "é", "J.1010012.10000.10.41"]
)  # fmt: skip
ANYTHING = st.text(max_size=30).filter(
    lambda text: not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)
)


@pytest.fixture(scope="module")
def spoiled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the demo plant, spoiled and mended for each example."""
    return Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("spoiled") / "plant"))


@seed(20261116)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(sorted(CELLS)),
    other=st.sampled_from(sorted(CELLS)),
    odd=ODD | ANYTHING,
    swap=st.booleans(),
)
def test_a_spoiled_cell_is_reported_or_means_something(
    spoiled_folder: Path, tmp_path_factory: pytest.TempPathFactory, place, other, odd: str, swap: bool
) -> None:
    """Half of the cells take another cell's value, which may well be right; the others something odd."""
    file, row, column = place
    rows = table(spoiled_folder, file)
    whole = [list(cells) for cells in rows]
    rows[row][column] = CELLS[other] if swap else odd
    rewrite(spoiled_folder, file, rows)
    database = tmp_path_factory.mktemp("spoiled") / "plant.sqlite"
    try:
        report = import_plant(spoiled_folder, f"sqlite:///{database}", at=AT)
    finally:
        rewrite(spoiled_folder, file, whole)
    for error in report.errors:
        assert error.file in BY_FILE
        assert all(text.isprintable() for text in (error.file, error.column, error.expected, error.found))
        assert error.row == 0 or error.row <= len(table(FOLDER, error.file))
    if report.errors:
        assert not report.counts
    else:
        assert database.exists()
    shutil.rmtree(database.parent)
