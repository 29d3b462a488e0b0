"""Every worked case of a folder, run through the seam in a fresh plant.

    pytest tests/test_casebook.py --cases DIR --database sqlite|postgresql

Without options: our own cases, on SQLite. A case that names an action, a question or a table that the product does
not offer fails with a sentence that names it.
"""

from pathlib import Path

import pytest

from tests.casebook.databases import Plants
from tests.casebook.loading import Case, load_folder
from tests.casebook.plant import plant_of
from tests.casebook.running import CaseFailure, run
from tests.casebook.values import CaseError

OWN_CASES = Path(__file__).parent / "casebook" / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each case, with the case's id."""
    if "case" in metafunc.fixturenames:
        folder = metafunc.config.getoption("--cases")
        cases = load_folder(Path(folder) if folder else OWN_CASES)
        metafunc.parametrize("case", cases, ids=[case.id for case in cases])


def test_case(case: Case, plants: Plants) -> None:
    """A worked case gives, step by step, the answers and the rows it was worked out to give."""
    failure = case.mistake and f"{case.file.name} {case.id}: {case.mistake}"
    if not failure:
        try:
            run(case, plants.fresh(plant_of(case)))
        except (CaseFailure, CaseError) as differs:
            failure = str(differs)
    if failure:
        pytest.fail(failure, pytrace=False)
