"""Signing on with a PIN at the real app: asked for, never shown, and the way back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.engine.pins import Pins
from backend_client.local import LocalClient
from backend_client.records.people import Person
from backend_client.records.posting_setup import PlantSetting
from backend_client.store.database import open_database
from backend_client.store.rows import new_row, table_of
from screens.terminal.bells import BellPattern
from tests.screens.operator import NOW, Operator, at_kiosk

PIN, PEPPER = "482915", bytes(range(32))
JOB = label("J", "101002", "10000", "10")


class Wall:
    """A clock that a story moves."""

    def __init__(self) -> None:
        self.now = NOW


@pytest.fixture
def wall() -> Wall:
    """The clock on the wall."""
    return Wall()


@pytest.fixture
def open_client(database: Path, wall: Wall) -> Callable[[], BackendClient]:
    """A client on the demo plant, which asks for badge and PIN."""
    pins = Pins(PEPPER)
    opened = open_database(f"sqlite:///{database}")
    people = table_of(Person)
    settings = {"sign_on_required": "true", "pin_required": "true"}
    with opened.write() as connection:
        rows = [new_row(PlantSetting, key=key, value=value) for key, value in settings.items()]
        connection.execute(insert(table_of(PlantSetting)), rows)
        kept = pins.hashed("OP01", PIN)
        connection.execute(update(people).where(people.c.no == "OP01").values(pin_hash=kept))
    return lambda: LocalClient(opened, now=lambda: wall.now, pins=pins)


def test_the_pin_is_asked_for_and_not_shown(open_client: Callable[[], BackendClient]) -> None:
    """Badge, a wrong PIN, the right one: signed on; no digit of it stands on the glass."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("B", "7K3RV9TR2D"))
        assert operator.rows[-2].strip().startswith("PIN >")
        await operator.enter("730519")
        assert operator.message[0] == "x Not signed on"
        await operator.pilot.press(*"4829")
        await operator.settle()
        assert operator.rows[-2].strip().startswith("PIN > ****")
        assert "4829" not in operator.text
        assert operator.app.glass.question._shown(20) == ("****", 4)
        await operator.pilot.press("1", "5", "enter")
        await operator.settle()
        assert operator.title.startswith("Station 100")

    at_kiosk(open_client, story, signed_on=False)


def test_a_pin_is_scanned_digit_by_digit(open_client: Callable[[], BackendClient]) -> None:
    """From a sheet with ten digits and OK: each is seen as one star and heard as taken; OK signs on."""

    async def story(operator: Operator) -> None:
        await operator.scan(label("B", "7K3RV9TR2D"))
        for count, digit in enumerate(PIN, start=1):
            await operator.scan(label("C", digit))
            assert operator.rows[-2].strip() == "PIN > " + "*" * count
            assert operator.rung[-1] is BellPattern.TAKEN
        await operator.scan(label("C", "OK"))
        assert operator.title.startswith("Station 100")

    at_kiosk(open_client, story, signed_on=False)


def test_digits_that_were_not_taken_answer_nothing_later(open_client: Callable[[], BackendClient]) -> None:
    """Scanned before any badge, each is refused; OK behind them is refused too, and tries nobody's number."""

    async def story(operator: Operator) -> None:
        for digit in PIN:
            await operator.scan(label("C", digit))
            assert operator.message[0] == "x Not now"
        await operator.scan(label("C", "OK"))
        assert operator.message[0] == "x Not now"

    at_kiosk(open_client, story, signed_on=False)


def test_the_way_back_leads_to_nobody(open_client: Callable[[], BackendClient]) -> None:
    """F3 from the PIN asks for a badge again; an unknown number is asked for its PIN too, and refused alike."""

    async def story(operator: Operator) -> None:
        await operator.enter("NOBODY")
        await operator.enter(PIN)
        assert operator.message[0] == "x Not signed on"
        await operator.press("f3")
        assert operator.rows[-2].strip().startswith("Badge or number >")
        assert "nobody signed on" in operator.rows[0]

    at_kiosk(open_client, story, signed_on=False)


def test_an_entry_is_there_after_signing_on_again(
    open_client: Callable[[], BackendClient], wall: Wall
) -> None:
    """Three pieces entered, then an hour at lunch: refused, kept; signed on again, the job scanned, F10: posted."""

    async def story(operator: Operator) -> None:
        await operator.enter("OP01")
        await operator.enter(PIN)
        await operator.scan(JOB)
        await operator.enter("3")
        wall.now += timedelta(hours=1)
        await operator.press("f10")
        assert operator.message[0].endswith("Your session has ended")
        assert operator.rows[-2].strip().startswith("Badge or number >")
        await operator.scan(label("B", "7K3RV9TR2D"))
        await operator.enter(PIN)
        await operator.scan(JOB)
        assert "Will be posted: 3 good on operation 10." in operator.text
        await operator.press("f10")
        assert operator.title.startswith("Receipt  register")

    at_kiosk(open_client, story, signed_on=False)
