"""Whatever a server has lost in a restore is found out by the terminal that posted it, and posted once when it is told to."""

import random
from pathlib import Path

import pytest

from backend_client.backups import By, back_up, restore
from backend_client.kept_terms import KeptState
from backend_client.messages.base import Posted, Queued
from tests.casebook.databases import NOON, Plants
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.proof.conftest import Proof
from tests.small_plant import output, small_plant

BY = By(NOON, "ADA", "T1")


@pytest.mark.proof
def test_every_restore_is_found_out(sqlite_plants: Plants, tmp_path: Path, proof: Proof) -> None:
    """Backed up at a random moment, gone on with, restored, gone on with by others, the line cut or not: all is found."""
    rounds = proof.count(3, full=100)
    found = 0
    for number in range(rounds):
        chance = random.Random(number)
        plant = small_plant(sqlite_plants, orders=3, quantity=1_000)
        url = plant.engine.url.render_as_string(hide_password=False)
        terminal = Terminal(plant, tmp_path / str(number) / "outbox.sqlite")
        client = terminal.start()

        def post(name: str, count: int) -> list[str]:
            ids = [f"{name}-{each}" for each in range(count)]
            for each in ids:
                order_no = f"O{chance.randint(1, 3)}"  # noqa: B023
                outcome = client.post(output(each, order_no=order_no, output_quantity=1))  # noqa: B023
                assert isinstance(outcome, Posted | Queued), outcome
            return ids

        before = post("before", chance.randint(0, 8))
        back_up(url, tmp_path / f"{number}.kiosk", BY)
        lost = post("lost", chance.randint(1, 60))
        restore(url, tmp_path / f"{number}.kiosk", BY, replace=True)
        for each in range(chance.randint(0, 80)):
            plant.client.post(output(f"other-{each}", order_no="O1", output_quantity=1))
        if chance.random() < 0.5:
            terminal.stop()
            client = terminal.start()
        else:
            terminal.line.plan([Fault.CUT_BEFORE])
        after = post("after", chance.randint(1, 4))
        client.send_all()
        assert [each.request_id for each in client.kept_postings() if each.state is KeptState.LOST] == lost, (
            f"round {number}"
        )
        assert client.send_lost_again(decided_by="BOSS") == len(lost)
        client.send_all()
        assert client.kept_here().count == 0
        mine = [each for each in terminal.posted() if not each.startswith("other")]
        assert sorted(mine) == sorted((*before, *lost, *after)), f"round {number}: lost or doubled"
        found += len(lost)
        terminal.stop()
        sqlite_plants.close()
    proof.row("servers restored from a backup", rounds, f"{found} lost, {found} found, posted once")
