"""Every worked case of a folder, run through the seam in a fresh plant.

    pytest tests/test_casebook.py --cases DIR --database sqlite|postgresql

Without options: our own cases, on SQLite. A case that names an action, a question or a table that the product does
not offer fails with a sentence that names it.
"""

from pathlib import Path

import pytest

from backend_client.store.verifying import Finding, FindingCode, verify
from tests.casebook.databases import Plants
from tests.casebook.loading import Case, load_folder
from tests.casebook.plant import plant_of
from tests.casebook.running import CaseFailure, Plant, run
from tests.casebook.values import CaseError

OWN_CASES = Path(__file__).parent / "casebook" / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each case, with the case's id."""
    if "case" in metafunc.fixturenames:
        folder = metafunc.config.getoption("--cases")
        cases = load_folder(Path(folder) if folder else OWN_CASES)
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


def findings(plant: Plant) -> list[Finding]:
    """What verify finds; a case names no people, so that they are missing is none."""
    with plant.engine.connect() as connection:
        return [
            found for found in verify(connection) if found.code is not FindingCode.REGISTER_WITHOUT_PERSON
        ]
