"""A supervisor's yes to one posting, and one's own signature under it, at the real app; no PIN is ever shown or kept."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from backend_client.engine.pins import Pins
from backend_client.local import LocalClient
from backend_client.records.people import Person
from backend_client.records.posting_setup import PlantSetting
from backend_client.store.database import Database, open_database
from backend_client.store.rows import new_row, table_of
from backend_client.store.schema import METADATA
from tests.screens.operator import NOW, Operator, at_kiosk

PICTURES = Path(__file__).with_name("snapshots")
PINS = {"OP01": "482915", "SV01": "048291"}
PEPPER = bytes(range(32))
JOB = label("J", "101002", "10000", "10")
SUPERVISOR, SETTER = label("B", "3F9TB6KN5J"), label("B", "8P2VC7HD4R")
NO_MORE = {"over_output_tolerance_pct": "0", "approval_pin_required": "true"}


@pytest.fixture
def opened(database: Path) -> Database:
    """The demo plant, with PINs of OP01 and SV01."""
    made = open_database(f"sqlite:///{database}")
    people, pins = table_of(Person), Pins(PEPPER)
    with made.write() as connection:
        for no, pin in PINS.items():
            kept = pins.hashed(no, pin)
            connection.execute(update(people).where(people.c.no == no).values(pin_hash=kept))
    return made


def asking(opened: Database, **settings: str) -> Callable[[], BackendClient]:
    """A client of the plant with these settings."""
    with opened.write() as connection:
        rows = [new_row(PlantSetting, key=key, value=value) for key, value in settings.items()]
        connection.execute(insert(table_of(PlantSetting)), rows)
    return lambda: LocalClient(opened, now=lambda: NOW, pins=Pins(PEPPER))


def kept(opened: Database) -> str:
    """All that the database holds, as one text."""
    with opened.read() as connection:
        return "\n".join(str(list(connection.execute(select(table)))) for table in METADATA.sorted_tables)


def compared(request: pytest.FixtureRequest, name: str, shown: str) -> None:
    """Hold a screen against its picture."""
    file = PICTURES / f"{name}-80x24.txt"
    if request.config.getoption("--update-snapshots"):
        file.write_text(shown, "utf-8")
    assert shown == file.read_text("utf-8")


async def too_many(operator: Operator) -> None:
    """Enter far more than was ordered, and post."""
    await operator.scan(JOB)
    await operator.enter("100")
    await operator.scan(label("C", "OK"))
    await operator.press("f10")


def test_a_supervisor_lets_one_posting_pass(opened: Database, request: pytest.FixtureRequest) -> None:
    """Too many pieces: their badge, their PIN as dots, posted in the operator's name; nobody else is signed on by it."""

    async def story(operator: Operator) -> None:
        await too_many(operator)
        assert operator.title.startswith("Approval")
        compared(request, "approval-badge", operator.text)
        await operator.scan(SUPERVISOR)
        assert operator.message[0].endswith("PIN of the supervisor")
        await operator.enter("730519")
        assert operator.message[0] == "x Approval not taken"
        await operator.pilot.press(*"0482")
        await operator.settle()
        assert "0482" not in operator.text
        compared(request, "approval-pin", operator.text)
        await operator.enter("91")
        assert operator.title.startswith("Receipt  register")
        assert "Operator 01" in operator.rows[0]

    at_kiosk(asking(opened, **NO_MORE), story)
    assert not any(pin in kept(opened) for pin in PINS.values())
    assert '"rule":' in kept(opened)


def test_nobody_approves_what_they_may_not(opened: Database) -> None:
    """A setter's badge: not taken. F3: the entry is there as it was, and nothing is posted."""

    async def story(operator: Operator) -> None:
        await too_many(operator)
        await operator.scan(SETTER)
        assert operator.message[0] == "x Approval not taken"
        assert operator.title.startswith("Approval")
        await operator.press("f2", "f3")
        assert operator.title.startswith("Output")
        assert "Will be posted: 100 good on operation 10." in operator.text

    at_kiosk(asking(opened, **NO_MORE), story)
    assert '"rule":' not in kept(opened)


def test_a_posting_is_signed_with_its_meaning(opened: Database, request: pytest.FixtureRequest) -> None:
    """The plant wants signatures: one's own PIN, a wrong one is not taken, then posted; the register says `performed`."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB)
        await operator.enter("3")
        await operator.press("f10")
        assert operator.title.startswith("Signature")
        compared(request, "signature", operator.text)
        await operator.enter(PINS["SV01"])
        assert operator.message[0] == "x Signature not taken"
        await operator.enter(PINS["OP01"])
        assert operator.title.startswith("Receipt  register")

    at_kiosk(asking(opened, signature_required="true"), story)
    assert '"meaning":"performed"' in kept(opened)
    assert not any(pin in kept(opened) for pin in PINS.values())


def test_a_posting_that_needs_both_gets_both(opened: Database) -> None:
    """The operator signs, then the supervisor approves: one posting, one register."""

    async def story(operator: Operator) -> None:
        await too_many(operator)
        seen = []
        for _step in range(2):
            seen.append(operator.title.split()[0])
            if seen[-1] == "Signature":
                await operator.enter(PINS["OP01"])
            else:
                await operator.scan(SUPERVISOR)
                await operator.enter(PINS["SV01"])
        assert sorted(seen) == ["Approval", "Signature"]
        assert operator.title.startswith("Receipt  register")

    at_kiosk(asking(opened, signature_required="true", **NO_MORE), story)
    assert kept(opened).count('"meaning":"performed"') == 1


def test_the_session_may_end_while_a_supervisor_is_fetched(opened: Database) -> None:
    """The entry is kept: signed on again, the job scanned, it is there as it was."""
    now = [NOW]
    asking(opened, sign_on_required="true", pin_required="true", **NO_MORE)

    async def story(operator: Operator) -> None:
        await operator.enter("OP01")
        await operator.enter(PINS["OP01"])
        await too_many(operator)
        now[0] += timedelta(hours=1)
        await operator.scan(SUPERVISOR)
        assert operator.message[0].endswith("Your session has ended")
        await operator.enter("OP01")
        await operator.enter(PINS["OP01"])
        await operator.scan(JOB)
        assert "Will be posted: 100 good on operation 10." in operator.text

    client = LocalClient(opened, now=lambda: now[0], pins=Pins(PEPPER))
    at_kiosk(lambda: client, story, signed_on=False)
