"""Wherever an adjustment of costs is killed, another one goes on there, and nothing shows that it was."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from backend_client.cost_terms import AverageCostCalculationType, AverageCostPeriod
from backend_client.terms import CostingMethod
from tests.casebook.databases import NOON, Plants
from tests.proof.any_cost import Story
from tests.proof.any_mix import findings
from tests.proof.conftest import Proof
from tests.proof.reused_plant import Plant, template
from tests.proof.test_any_cost import check_accounts, check_documents, rows_of

ROOT = Path(__file__).parents[2]
ROUNDS_OF_POSTINGS = 15
MADE = ("O1", "O2", "O3", "O4", "O5")
METHODS = (
    CostingMethod.FIFO,
    CostingMethod.AVERAGE,
    CostingMethod.STANDARD,
    CostingMethod.LIFO,
    CostingMethod.FIFO,
)


def posted_at_random(plant: Plant, chance: random.Random) -> None:
    """Fill the ledgers: C is bought dearer and dearer, used up in P before it is paid for, P in Q; charges come late."""
    plant.begin(
        Story(METHODS, AverageCostPeriod.DAY, AverageCostCalculationType.ITEM_LOCATION_VARIANT, steps=[])
    )
    for number in range(ROUNDS_OF_POSTINGS):
        day = NOON.date() + timedelta(days=number % 4)
        for order in MADE:
            plant.make(day, order, Decimal(chance.randint(1, 3)), chance.randint(0, 40))
            plant.consume(day, order, Decimal(chance.randint(1, 5)))
        plant.buy(day, Decimal(chance.randint(5, 20)), Decimal(chance.randint(100, 399)) / 100)
        plant.charge(day, chance.randint(1, 9 * (number + 1)), Decimal(chance.randint(1, 999)) / 100)
    plant.end()


def adjusted(url: str, prefix: str, seconds: float | None) -> bool:
    """Adjust in another process, and kill it so long after it was ready; answers whether it came to an end."""
    command = [sys.executable, "-m", "tests.proof.adjuster", url, prefix]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as adjuster:
        assert adjuster.stdout is not None
        assert adjuster.stdout.readline() == "ready\n"
        if seconds is not None:
            time.sleep(seconds)
            os.kill(adjuster.pid, signal.SIGKILL)
        return adjuster.stdout.read() == "done\n"


@pytest.fixture
def plant(sqlite_plants: Plants, tmp_path: Path) -> Iterator[Plant]:
    """A plant whose ledgers are full and whose costs were never adjusted; `begun` is put aside as where to begin again."""
    made = Plant(template(sqlite_plants, tmp_path), tmp_path / "plant.sqlite")
    posted_at_random(made, random.Random(3))
    made.keep(tmp_path / "posted.sqlite")
    yield made
    made.database.close()


@pytest.mark.proof
def test_a_killed_adjustment_is_gone_on_with(plant: Plant, proof: Proof) -> None:
    """Killed again and again, it ends with the very rows of one that was never killed."""
    kills, cut_off = proof.count(4, full=50), 0
    url = str(plant.database.engine.url)
    started = time.monotonic()
    assert plant.to_the_end() > ROUNDS_OF_POSTINGS
    seconds = time.monotonic() - started
    whole = rows_of(plant)
    check_documents(whole)
    check_accounts(whole)
    plant.put_back()
    chance = random.Random(5)
    for number in range(kills):
        if adjusted(url, f"killed-{number}", chance.uniform(0, seconds / 3)):
            check_end(plant, whole)
            plant.put_back()
        else:
            cut_off += rows_of(plant) != whole
            with plant.database.read() as connection:
                assert findings(connection) == []
    assert adjusted(url, "last", None)
    check_end(plant, whole)
    assert cut_off > kills / 3, "killed before anything was adjusted or after all was: this proves nothing"
    proof.row("kill -9 during cost adjustment", kills, f"{cut_off} cut off, all gone on with to the same end")


def check_end(plant: Plant, whole: dict[str, Any]) -> None:
    """What stands there is what an adjustment leaves that is never killed; another run finds nothing."""
    assert rows_of(plant) == whole
    assert plant.to_the_end() == 0
