"""An archive of a closed year is its backup, restored into a file beside the plant: it answers as the plant did then."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backend_client.backups import By, back_up, restore
from backend_client.local import LocalClient
from backend_client.manage import Level, verify
from backend_client.messages.base import Posted, Refused
from backend_client.messages.cost_reports import TrialBalanceQuestion
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.order_costs import StatisticsQuestion
from backend_client.store.database import open_database
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.small_plant import output, small_plant

BY = By(datetime(2026, 12, 31, 18, tzinfo=UTC), "ADA", "T1")
QUESTIONS = (
    TrialBalanceQuestion(),
    LedgerEntriesQuestion(order_no="O1"),
    StatisticsQuestion(order_no="O1"),
)


def answers(client: Any) -> list[Any]:
    """What an auditor asks; every question is answered."""
    found = [client.ask(question) for question in QUESTIONS]
    assert not any(isinstance(answer, Refused) for answer in found), found
    return found


def post(plant: Plant, *ids: str) -> None:
    for each in ids:
        posted = plant.client.post(output(each, output_quantity=1, scrap_quantity=1, run_time=5))
        assert isinstance(posted, Posted), posted


def test_an_archive_answers_as_the_plant_did_when_it_was_made(each_plants: Plants, tmp_path: Path) -> None:
    """Of either kind of database, into a file; the plant goes on, the archive stays, and both verify to their entries."""
    plant = small_plant(each_plants, components=1)
    post(plant, "a", "b", "c")
    then = answers(plant.client)
    url = plant.engine.url.render_as_string(hide_password=False)
    found_then = [str(each) for each in verify(url, level=Level.FULL)]
    back_up(url, tmp_path / "2026.kiosk", BY)
    post(plant, "d")
    archive = f"sqlite:///{tmp_path / 'archive-2026.sqlite'}"
    restore(archive, tmp_path / "2026.kiosk", BY)
    with closing(open_database(archive)) as opened:
        assert answers(LocalClient(opened, trusted=True)) == then
    assert answers(plant.client) != then
    assert [str(each) for each in verify(archive, level=Level.FULL)] == found_then
