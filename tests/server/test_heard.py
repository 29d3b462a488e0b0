"""When each terminal was last heard of: a write a minute, what it says of itself, and a terminal that nobody uses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from starlette.datastructures import Headers

from backend_client.local import LocalClient
from backend_client.messages.base import Queued, Refused
from backend_client.messages.terminals import TerminalLine, TerminalsQuestion
from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from backend_client.outbox.sign_of_life import SignOfLife
from backend_client.remote import RemoteClient
from backend_client.server.heard import HeardTerminals
from backend_client.store.database import Database
from backend_client.wire import CLIENT_VERSION, KEPT_POSTINGS, REFUSED_POSTINGS
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import signed_plant
from tests.engine.small_plant import small_plant
from tests.kept_plants import TERMINAL
from tests.server.serving import serving
from tests.small_plant import output

SIX = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
NOBODY = "https://127.0.0.1:1"


def hear(database: Database, *calls: tuple[int, str, str], terminal: str = "T7") -> None:
    """Let one server process hear of a terminal: seconds after six, its version, what it keeps."""
    clock = {"now": SIX}
    process = HeardTerminals(database, lambda: clock["now"])
    for seconds, version, kept in calls:
        clock["now"] = SIX + timedelta(seconds=seconds)
        said = {CLIENT_VERSION: version, KEPT_POSTINGS: kept}
        process.note(terminal, Headers({name: text for name, text in said.items() if text}), float(seconds))
    process.close()


def told_of(database: Database, terminal: str = "T7") -> TerminalLine | None:
    """What is told of a terminal."""
    told = LocalClient(database, trusted=True).ask(TerminalsQuestion())
    assert not isinstance(told, Refused)
    return next((each for each in told.terminals if each.terminal == terminal), None)


def after(database: Database, *calls: tuple[int, str, str]) -> tuple[float, str, int, datetime | None]:
    """Let a process hear; answers seconds after six, version, how many are kept and since when."""
    hear(database, *calls)
    line = told_of(database)
    assert line is not None
    assert line.last_heard_at is not None
    return (
        (line.last_heard_at - SIX).total_seconds(),
        line.client_version,
        line.kept_count,
        line.kept_oldest_at,
    )


def test_a_terminal_that_calls_often_is_written_once_a_minute(each_plants: Plants) -> None:
    """Calls at 0, 30 and 59 seconds leave 0; the one at 60 is written, with what was said at 59."""
    database = signed_plant(each_plants.database()).database
    often = (0, "0.1.0", ""), (30, "0.1.0", ""), (59, "0.1.0", "2 2026-03-02T05:58:00+00:00")
    assert after(database, *often) == (0, "0.1.0", 0, None)
    since = SIX - timedelta(minutes=2)
    assert after(database, *((100 + at, *said) for at, *said in often), (160, "0.2.0", "")) == (
        160,
        "0.2.0",
        2,
        since,
    )
    assert after(database, (300, "0.2.0", "")) == (300, "0.2.0", 2, since)  # it says nothing new of them
    assert after(database, (400, "0.2.0", "0")) == (400, "0.2.0", 0, None)


@pytest.mark.parametrize(
    ("refused", "counted"), [("2", 2), ("0", 0), ("", 0), ("-1", 0), ("999999", 0), ("two", 0)]
)
def test_a_terminal_tells_how_many_it_has_to_decide(each_plants: Plants, refused: str, counted: int) -> None:
    """Two of three are refused; one of an earlier release, or that says what can't be, tells of none."""
    database = signed_plant(each_plants.database()).database
    process = HeardTerminals(database, lambda: SIX)
    said = {KEPT_POSTINGS: "3 2026-03-02T05:58:00+00:00", REFUSED_POSTINGS: refused}
    process.note("T7", Headers({name: text for name, text in said.items() if text}), 0.0)
    process.close()
    line = told_of(database)
    assert line is not None
    assert (line.kept_count, line.refused_count) == (3, counted)


def test_of_two_processes_the_later_moment_stays(each_plants: Plants) -> None:
    """One that was slow to write does not make a terminal silent that another one heard of."""
    database = signed_plant(each_plants.database()).database
    hear(database, (60, "0.2.0", "0"))
    assert after(database, (10, "0.1.0", "7 2026-03-02T05:00:00+00:00")) == (60, "0.2.0", 0, None)


@pytest.mark.parametrize(
    "kept", ["-1", "3 yesterday", "999999", "²", "3 2026-03-02T05:58:00", "3 0001-01-01T00:00:00+23:00"]
)
def test_what_no_terminal_says_is_left_out(plants: Plants, kept: str) -> None:
    """A number or a moment that is none, and a version with a line break, say nothing; it was heard of."""
    database = signed_plant(plants.database()).database
    assert after(database, (0, "9\x1b[2J", kept)) == (0, "", 0, None)


def test_who_may_speak_for_all_terminals_is_none(plants: Plants) -> None:
    """A program of the office is no terminal that falls silent."""
    database = signed_plant(plants.database()).database
    hear(database, (0, "", ""), terminal="*")
    assert told_of(database, "*") is None


def test_a_terminal_that_nobody_uses_is_heard_of_with_what_it_keeps(tmp_path: Path) -> None:
    """One posting is on its disk, nobody scans: the server knows the terminal of its settings, and of one kept."""
    plant = small_plant(tmp_path)
    with serving(tmp_path, f"sqlite:///{tmp_path / 'small.sqlite'}") as server:
        remote, dead = server.client(), RemoteClient(NOBODY, patience_milliseconds=0)
        file = OutboxFile(tmp_path / "outbox.sqlite", TERMINAL)
        outbox = OutboxClient(dead, file, lambda: SIX, background=False, asking=remote)
        assert isinstance(outbox.post(output("kept")), Queued)
        assert told_of(plant.database) is None
        life = SignOfLife(remote, outbox, within=(0.01, 0.02))
        while (line := told_of(plant.database)) is None:
            Event().wait(0.02)
        life.close()
        for client in (outbox, remote, dead):
            client.close()
    assert (line.kept_count, line.kept_oldest_at, line.has_token) == (1, SIX, False)
    assert line.refused_count == 0
    assert line.client_version.startswith("0.")
    plant.database.close()
