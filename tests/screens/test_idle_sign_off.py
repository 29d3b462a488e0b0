"""A terminal that somebody walked away from: signed off after the plant's time, the entry kept as it stood."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.people import Plant, PlantQuestion
from backend_client.records.posting_setup import PlantSetting
from backend_client.store.database import open_database
from backend_client.store.rows import new_row, table_of
from kiosk.entry_file import EntryFile
from screens.intake import Tick
from tests.screens.operator import NOW, Operator, at_kiosk

JOB = label("J", "101002", "10000", "10")
Open = Callable[[], BackendClient]


@pytest.fixture
def open_client(database: Path) -> Open:
    """A client on the demo plant, which lets nobody be away for longer than two minutes."""
    opened = open_database(f"sqlite:///{database}")
    with opened.write() as connection:
        row = new_row(PlantSetting, key="sign_off_idle_minutes", value="2")
        connection.execute(insert(table_of(PlantSetting)), [row])
    return lambda: LocalClient(opened, now=lambda: NOW)


class Watch:
    """The clock that scans carry, moved by hand."""

    def __init__(self, operator: Operator) -> None:
        """Begin where the app stands."""
        self.operator = operator
        self.at = operator.app.moment()
        operator.app.moment = lambda: self.at

    async def away(self, seconds: float) -> None:
        """Let the time go by in which nobody does anything; then the terminal looks."""
        self.at += seconds
        self.operator.app.intake.put(Tick.RENEW)
        await self.operator.settle()


def test_the_plant_says_after_how_long(open_client: Open) -> None:
    """Two minutes here; a plant that says nothing means never."""
    answer = open_client().ask(PlantQuestion())
    assert isinstance(answer, Plant)
    assert answer.sign_off_idle_minutes == 2


def test_who_left_is_signed_off_and_finds_the_entry_again(open_client: Open, tmp_path: Path) -> None:
    """After 119 seconds still there, after 120 not; the badge again: the same values, and what was typed in the same field."""

    async def story(operator: Operator) -> None:
        operator.app.journey.keep_entries(EntryFile(tmp_path / "entries.json"))
        watch = Watch(operator)
        await operator.scan(JOB, label("N", "3"))
        await operator.press("down", "down")
        await operator.pilot.press("1", "2")
        before = operator.rows
        await watch.away(119)
        assert operator.title.startswith("Output")
        assert "Operator 01" in operator.rows[0]
        await watch.away(1)
        assert operator.message == (
            "= Signed off after a pause",
            "What you entered is kept.",
            "Scan your badge to go on.",
        )
        assert "nobody signed on" in operator.rows[0]
        assert operator.rows[-2].strip() == "Badge or number >"
        await operator.enter("OP02")
        assert operator.title.startswith("Stasjon 100"), "a colleague is not led to it"
        await operator.scan(label("C", "OFF"))
        await operator.enter("OP01")
        assert operator.rows[1:15] == before[1:15]
        assert operator.rows[-2] == before[-2]

    at_kiosk(open_client, story)


def test_every_scan_and_key_begins_the_time_anew(open_client: Open) -> None:
    """A minute and a half, a key, a minute and a half: still signed on."""

    async def story(operator: Operator) -> None:
        watch = Watch(operator)
        await operator.scan(JOB)
        for _ in range(3):
            await watch.away(90)
            await operator.press("down")
        assert "Operator 01" in operator.rows[0]
        await watch.away(90)
        await watch.away(90)
        assert "nobody signed on" in operator.rows[0]

    at_kiosk(open_client, story)


def test_the_next_person_is_not_stopped_by_what_the_last_one_scanned(open_client: Open) -> None:
    """Walked away from a refusal with a scan behind it: the next badge signs on."""

    async def story(operator: Operator) -> None:
        watch = Watch(operator)
        operator.send("NO-SUCH-THING")
        operator.send(JOB)
        await operator.settle()
        assert operator.message[0] == "x Stopped: scans not taken: 1"
        await watch.away(121)
        await operator.enter("OP01")
        assert operator.title.startswith("Station 100")

    at_kiosk(open_client, story)


def test_nobody_is_signed_off_where_the_plant_says_nothing(database: Path) -> None:
    """A day later the same person stands there."""

    async def story(operator: Operator) -> None:
        watch = Watch(operator)
        await watch.away(86_400)
        assert "Operator 01" in operator.rows[0]

    at_kiosk(lambda: LocalClient(open_database(f"sqlite:///{database}"), now=lambda: NOW), story)
