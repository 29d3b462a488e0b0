"""Every worked case of a folder, run through the seam in a fresh plant.

    pytest tests/test_casebook.py --cases DIR --database sqlite|postgresql|served_sqlite|served_postgresql

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
        some = {"postgresql_plants", "served_sqlite_plants"} & set(metafunc.fixturenames)
        if some and not folder and not FULL:
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
def test_case_comes_out_the_same_behind_a_server(
    case: Case, sqlite_plants: Plants, served_sqlite_plants: Plants
) -> None:
    """Answers, refusals and every row of every table are the same whether a request goes over HTTP or not."""
    same_rows(case, sqlite_plants, served_sqlite_plants)


@pytest.mark.proof
def test_case_leaves_the_same_rows_on_both_databases(
    case: Case, sqlite_plants: Plants, postgresql_plants: Plants
) -> None:
    """Ledgers, registers with their hashes, orders and sums: row by row, column by column, equal on both."""
    same_rows(case, sqlite_plants, postgresql_plants)


def same_rows(case: Case, *two: Plants) -> None:
    """Run a case in two places; what comes out of it has to be the same."""
    dumps: list[object] = []
    for plants in two:
        try:
            plant = plants.fresh(plant_of(case))
            run(case, plant)
        except (CaseFailure, CaseError) as differs:
            dumps.append(str(differs))
        else:
            dumps.append(dump_of(plant))
        plants.close()
    here, there = dumps
    assert here == there


def findings(plant: Plant) -> list[Finding]:
    """What verify finds; a case names no people, so that they are missing is none."""
    with plant.engine.connect() as connection:
        return [
            found for found in verify(connection) if found.code is not FindingCode.REGISTER_WITHOUT_PERSON
        ]
