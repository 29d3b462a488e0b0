"""What was kept yesterday is posted as of yesterday: the person was told then that it counts."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.casebook.databases import NOON, Plants
from tests.casebook.tables import TABLES
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.small_plant import output, small_plant

TODAY = NOON.date()


@pytest.fixture
def terminal(sqlite_plants: Plants, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal of a fresh plant whose days pass; its server's clock stands at NOON."""
    made = Terminal(small_plant(sqlite_plants, days_pass=True), tmp_path / "outbox.sqlite")
    yield made
    made.stop()
    sqlite_plants.close()


def posting_dates(terminal: Terminal) -> set[date]:
    with terminal.plant.engine.connect() as connection:
        tables: dict[str, list[dict[str, Any]]] = {
            name: TABLES[name](connection) for name in ("capacity_ledger_entries", "item_ledger_entries")
        }
    return {row["posting_date"] for rows in tables.values() for row in rows if row["document_no"] == "O1"}


@pytest.mark.parametrize(
    ("ago", "days"), [(timedelta(hours=1), 0), (timedelta(days=1), 1), (timedelta(days=29), 29)]
)
def test_a_kept_posting_is_of_the_day_on_which_it_was_entered(
    terminal: Terminal, ago: timedelta, days: int
) -> None:
    """Entered without a line, sent hours or weeks later: its day is the one it was entered on."""
    terminal.now = NOON - ago
    terminal.line.plan([Fault.CUT_BEFORE])
    client = terminal.start()
    client.post(output("a", output_quantity=1, run_time=1))
    terminal.now = NOON
    client.send_all()
    assert posting_dates(terminal) == {TODAY - timedelta(days=days)}


def test_a_day_that_is_given_stays(terminal: Terminal) -> None:
    """A person may say which day it is of."""
    terminal.now = NOON - timedelta(days=2)
    client = terminal.start()
    client.post(output("a", output_quantity=1, posting_date=TODAY - timedelta(days=1)))
    assert posting_dates(terminal) == {TODAY - timedelta(days=1)}


@pytest.mark.parametrize("wrong", [timedelta(days=1), timedelta(days=-90)])
def test_a_clock_that_is_wrong_by_far_dates_nothing(terminal: Terminal, wrong: timedelta) -> None:
    """Of tomorrow, or of longer ago than an outbox keeps: then it is of the plant's day."""
    terminal.now = NOON + wrong
    client = terminal.start()
    client.post(output("a", output_quantity=1))
    assert posting_dates(terminal) == {TODAY}
