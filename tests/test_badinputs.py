"""Every hostile or odd input has the reaction that the file of bad inputs asks for.

pytest tests -k badinputs                  our own file
pytest tests -k badinputs --inputs FILE    any other of the same form
"""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backend_client.text import TextRefused, stored_text
from benchmarks.pty_session import PtySession
from screens.terminal.wall import refused_in
from tests.badinputs.calls import CallStation, call_difference
from tests.badinputs.cases import (
    FILES,
    KEYS,
    OUR_FILE,
    PINS,
    CallCase,
    Case,
    DatedCase,
    read_calls,
    read_cases,
    read_dates,
)
from tests.badinputs.dates import date_difference
from tests.badinputs.files import Disk, file_difference
from tests.badinputs.judging import difference
from tests.badinputs.keys import KeyedKiosk, key_difference
from tests.badinputs.kiosk import InputKiosk, scan_difference, value_difference
from tests.badinputs.plant import scanned_plant
from tests.badinputs.sign_on import sign_on_difference
from tests.badinputs.station import BadInputStation, Reaction
from tests.badinputs.words import LIMITS, OTHERWISE, OURS
from tests.engine.people.signed_plant import ALL_ON, signed_plant

if TYPE_CHECKING:
    from tests.casebook.databases import Plants
    from tests.served_plants import ServedPlants, ServerProcess

ROOT = Path(__file__).parents[1]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one test of each case of the file."""
    file = Path(metafunc.config.getoption("--inputs") or OUR_FILE)
    if "call_case" in metafunc.fixturenames:
        calls = read_calls(file)
        metafunc.parametrize("call_case", calls, ids=[case.id for case in calls])
    if "pin_case" in metafunc.fixturenames:
        pins = read_calls(file, PINS)
        metafunc.parametrize("pin_case", pins, ids=[case.id for case in pins])
    if "key_case" in metafunc.fixturenames:
        keys = read_calls(file, KEYS)
        metafunc.parametrize("key_case", keys, ids=[case.id for case in keys])
    if "file_case" in metafunc.fixturenames:
        files = read_calls(file, FILES)
        metafunc.parametrize("file_case", files, ids=[case.id for case in files])
    if "dated_case" in metafunc.fixturenames:
        dates = read_dates(file)
        metafunc.parametrize("dated_case", dates, ids=[case.id for case in dates])
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


@pytest.fixture(scope="module")
def kiosk_differences(request: pytest.FixtureRequest, sqlite_plants: "Plants") -> Iterator[dict[str, str]]:
    """Give all scans and typed values to the kiosk itself, one after the other."""
    file = Path(request.config.getoption("--inputs") or OUR_FILE)
    cases = [case for case in read_cases(file) if not case.group.startswith("text") and case.text is not None]

    async def run() -> dict[str, str]:
        plant = scanned_plant(sqlite_plants)
        before = plant.plant.last_entries()
        kiosk = InputKiosk(plant)
        async with kiosk.run_test(size=(80, 24)):
            await kiosk.sign_on()
            differences = {}
            for case in cases:
                look = scan_difference if case.group.startswith("scan") else value_difference
                differences[case.id] = await look(kiosk, case)
        assert plant.plant.last_entries() == before, "an input has posted something"
        return differences

    yield asyncio.run(run())
    sqlite_plants.close()


def test_the_kiosk_itself_reacts_so(typed_case: Case, kiosk_differences: dict[str, str]) -> None:
    """The order line opens, the value stands in its field, or the refusal is on the glass; nothing is posted."""
    assert kiosk_differences[typed_case.id] == ""


def test_a_stored_text_gets_its_reaction(text_case: Case) -> None:
    """Stored as it is, or refused with the reason."""
    kept = stored_text(text_case.as_text, LIMITS["comment"])
    if text_case.expect == "accept":
        assert isinstance(kept, str)
    else:
        assert isinstance(kept, TextRefused)
        assert kept.fault in OURS[text_case.error]


@pytest.fixture(scope="module")
def call_station(
    served_sqlite_plants: "ServedPlants", server_process: "ServerProcess"
) -> Iterator[CallStation]:
    """A plant behind a real server process, with all rules of the floor switched on."""
    station = CallStation(served_sqlite_plants, server_process)
    yield station
    station.close()
    served_sqlite_plants.close()


def test_a_call_to_the_server_gets_its_reaction(call_case: CallCase, call_station: CallStation) -> None:
    """Posted once, or refused with a code and the field named; never a fault of the server, never a posting more."""
    assert call_difference(call_case, call_station) == ""


def test_a_badge_with_its_pin_gets_its_reaction(pin_case: CallCase, sqlite_plants: "Plants") -> None:
    """Signed on, or refused alike; told how long to wait, locked, limited; never hashed where it can be no PIN."""
    plant = signed_plant(sqlite_plants.database(), **ALL_ON)
    assert sign_on_difference(pin_case, plant) == ""


def test_a_typed_moment_gets_its_reaction(dated_case: DatedCase) -> None:
    """Read as one day or moment, asked about where the clock showed it twice, or refused with the reason."""
    assert date_difference(dated_case) == ""


def test_a_file_gets_its_reaction(file_case: CallCase, sqlite_plants: "Plants", tmp_path: Path) -> None:
    """Read as it is meant, or refused with its place and nothing changed; nothing of it is ever run."""
    try:
        assert file_difference(file_case, Disk(tmp_path, sqlite_plants)) == ""
    finally:
        sqlite_plants.close()


@pytest.fixture(scope="module")
def keyed_kiosk(sqlite_plants: "Plants", tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyedKiosk]:
    """The kiosk on a terminal, signed on; no more may be made than is ordered."""
    plant = scanned_plant(
        sqlite_plants, {"over_output_tolerance_pct": "0", "over_output_supervisor_pct": "0"}
    )
    file = plant.plant.engine.url.database
    assert file is not None
    kiosk = KeyedKiosk(Path(file), tmp_path_factory.mktemp("keys"))
    yield kiosk
    kiosk.close()
    sqlite_plants.close()


def test_what_a_keyboard_sends_gets_its_reaction(key_case: CallCase, keyed_kiosk: KeyedKiosk) -> None:
    """Nothing leaves the kiosk, nothing is lost, and nothing is posted but what was asked for, once."""
    assert key_difference(key_case, keyed_kiosk) == ""


def shown_in_a_terminal(file: Path, folder: Path, *more: str) -> tuple[PtySession, str]:
    """Show every input on the real glass; answer the ended session, and how many characters the wall stopped."""
    result = folder / "result.txt"
    script = Path(__file__).parent / "badinputs" / "show_texts.py"
    arguments = [sys.executable, str(script), str(file), str(result), *more]
    session = PtySession(arguments, environment={"PYTHONPATH": str(ROOT)})
    with session:
        session.wait_for_end(120)
        session.settle()
    return session, result.read_text("utf-8")


def test_no_control_sequence_of_an_input_reaches_the_terminal(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every input as a text of the plant, in every place of the glass: only our own sequences in the stream."""
    file = Path(request.config.getoption("--inputs") or OUR_FILE)
    session, stopped = shown_in_a_terminal(file, tmp_path)
    assert session.status == 0
    assert refused_in(bytes(session.output)) == 0
    assert stopped == "0 stopped, 0 not shown"
    if file == OUR_FILE:  # what is hostile was drawn, as signs
        assert session.output.decode().count("␛") > 50


def test_without_the_cleaner_the_same_inputs_do_reach_the_wall(tmp_path: Path) -> None:
    """The scan above finds what it looks for: with the cleaner taken away, the wall has much to stop."""
    _, stopped = shown_in_a_terminal(OUR_FILE, tmp_path, "bare")
    assert int(stopped.split()[0]) > 100


def test_every_exception_to_the_file_says_why() -> None:
    """Where we do otherwise, the table holds a sentence."""
    assert all(len(reason) > 40 for _, reason in OTHERWISE.values())
