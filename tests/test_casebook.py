"""Every worked case of a folder, run through the seam in a fresh plant.

    pytest tests/test_casebook.py --cases DIR --database sqlite|postgresql

Without options: our own cases, on SQLite. Cases are run on both databases besides and have to leave every row of every
table the same on both: all of a folder that is named and all in a full proof, every tenth of our own otherwise. A case that names an action, a question or a table that the product does
not offer fails with a sentence that names it.
"""

import os
from pathlib import Path

import pytest

from backend_client.store.verifying import Finding, FindingCode, verify
from tests.casebook.databases import Plants
from tests.casebook.loading import Case, load_folder
from tests.casebook.plant import plant_of
from tests.casebook.running import CaseFailure, Plant, run
from tests.casebook.values import CaseError
from tests.small_plant import dump_of

FULL = os.environ.get("KIOSK_PROOF") == "full"
EACH = 10
OWN_CASES = Path(__file__).parent / "casebook" / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each case, with the case's id."""
    if "case" in metafunc.fixturenames:
        folder = metafunc.config.getoption("--cases")
        cases = load_folder(Path(folder) if folder else OWN_CASES)
        if "postgresql_plants" in metafunc.fixturenames and not folder and not FULL:
            cases = cases[::EACH]
        metafunc.parametrize("case", cases, ids=[case.id for case in cases])


def test_case(case: Case, plants: Plants) -> None:
    """A worked case gives, step by step, the answers and rows it was worked out to give, and leaves ledgers in order."""
    failure = case.mistake and f"{case.file.name} {case.id}: {case.mistake}"
    if not failure:
        try:
            plant = plants.fresh(plant_of(case))
            run(case, plant)
        except (CaseFailure, CaseError) as differs:
            failure = str(differs)
        else:
            failure = "\n".join(f"{case.id} leaves {finding}" for finding in findings(plant))
    if failure:
        pytest.fail(failure, pytrace=False)


@pytest.mark.proof
def test_case_leaves_the_same_rows_on_both_databases(
    case: Case, sqlite_plants: Plants, postgresql_plants: Plants
) -> None:
    """Ledgers, registers with their hashes, orders and sums: row by row, column by column, equal on both."""
    dumps: list[object] = []
    for plants in (sqlite_plants, postgresql_plants):
        try:
            plant = plants.fresh(plant_of(case))
            run(case, plant)
        except (CaseFailure, CaseError) as differs:
            dumps.append(str(differs))
        else:
            dumps.append(dump_of(plant))
        plants.close()
    on_sqlite, on_postgresql = dumps
    assert on_sqlite == on_postgresql


def findings(plant: Plant) -> list[Finding]:
    """What verify finds; a case names no people, so that they are missing is none."""
    with plant.engine.connect() as connection:
        return [
            found for found in verify(connection) if found.code is not FindingCode.REGISTER_WITHOUT_PERSON
        ]
