"""Every hostile or odd input has the reaction that the file of bad inputs asks for.

pytest tests -k badinputs                  our own file
pytest tests -k badinputs --inputs FILE    any other of the same form
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backend_client.text import TextRefused, stored_text
from tests.badinputs.cases import OUR_FILE, Case, read_cases
from tests.badinputs.judging import difference
from tests.badinputs.plant import scanned_plant
from tests.badinputs.station import BadInputStation, Reaction
from tests.badinputs.words import LIMITS, OTHERWISE, OURS

if TYPE_CHECKING:
    from tests.casebook.databases import Plants


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one test of each case of the file."""
    file = Path(metafunc.config.getoption("--inputs") or OUR_FILE)
    for argument, is_text in (("text_case", True), ("typed_case", False)):
        if argument in metafunc.fixturenames:
            cases = [case for case in read_cases(file) if case.group.startswith("text") is is_text]
            metafunc.parametrize(argument, cases, ids=[case.id for case in cases])


@pytest.fixture(scope="module")
def reactions(request: pytest.FixtureRequest, sqlite_plants: "Plants") -> Iterator[dict[str, list[Reaction]]]:
    """Run all scans and typed values through one station, one after the other."""
    file = Path(request.config.getoption("--inputs") or OUR_FILE)
    cases = [case for case in read_cases(file) if not case.group.startswith("text") and case.text is not None]

    async def run() -> dict[str, list[Reaction]]:
        app = BadInputStation(scanned_plant(sqlite_plants))
        async with app.run_test(size=(80, 24)):
            return {case.id: await app.run_case(case) for case in cases}

    yield asyncio.run(run())
    sqlite_plants.close()


def test_a_scan_or_typed_value_gets_its_reaction(
    typed_case: Case, reactions: dict[str, list[Reaction]]
) -> None:
    """Accepted, asked about, refused with the field named, or ignored: as the file says."""
    assert typed_case.text is not None, "the file has a form of input that this run does not know"
    assert difference(typed_case, reactions[typed_case.id]) == ""


def test_a_stored_text_gets_its_reaction(text_case: Case) -> None:
    """Stored as it is, or refused with the reason."""
    kept = stored_text(text_case.as_text, LIMITS["comment"])
    if text_case.expect == "accept":
        assert isinstance(kept, str)
    else:
        assert isinstance(kept, TextRefused)
        assert kept.fault in OURS[text_case.error]


def test_every_exception_to_the_file_says_why() -> None:
    """Where we do otherwise, the table holds a sentence."""
    assert all(len(reason) > 40 for _, reason in OTHERWISE.values())
