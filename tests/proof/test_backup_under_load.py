"""A backup that is made while others post holds every posting acknowledged before it began, and no half of any."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from backend_client.backups import By, back_up, restore
from backend_client.manage import make_demo, verify
from tests.casebook.databases import Plants
from tests.proof.conftest import Proof
from tests.proof.test_kill import ROOT, posted

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
BY = By(NOW, "TEST", "TEST")
POSTERS = 2


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demo plant, which fits either kind of database."""
    folder = tmp_path_factory.mktemp("demo")
    make_demo(folder / "plant.sqlite", today=NOW.date(), at=NOW, person_no="TEST", terminal_id="TEST")
    back_up(f"sqlite:///{folder / 'plant.sqlite'}", folder / "demo.kiosk", BY)
    return folder / "demo.kiosk"


@contextmanager
def posting(url: str, prefix: str) -> Iterator[list[str]]:
    """Post in other processes; answers the ids that were acknowledged so far, more as time goes on."""
    acknowledged: list[str] = []
    command = [sys.executable, "-m", "tests.proof.poster", url]
    posters = [
        subprocess.Popen([*command, f"{prefix}-{each}"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for each in range(POSTERS)
    ]

    def read(poster: "subprocess.Popen[str]") -> None:
        assert poster.stdout is not None
        acknowledged.extend(line.strip() for line in poster.stdout if line != "ready\n")

    readers = [Thread(target=read, args=(poster,)) for poster in posters]
    for reader in readers:
        reader.start()
    try:
        yield acknowledged
    finally:
        for poster, reader in zip(posters, readers, strict=True):
            poster.kill()
            poster.wait()
            reader.join()
            assert poster.stdout is not None
            poster.stdout.close()


@pytest.mark.proof
def test_a_backup_while_others_post(
    demo: Path, each_plants: Plants, sqlite_plants: Plants, tmp_path: Path, proof: Proof
) -> None:
    """Restored elsewhere: the registers are the first ones of the plant's, all told before are there, all is in order."""
    rounds = proof.count(1, full=30)
    database = each_plants.database()
    url = database.engine.url.render_as_string(hide_password=False)
    restore(url, demo, BY)
    before = meanwhile = 0
    for number in range(rounds):
        file = tmp_path / f"{number}.kiosk"
        with posting(url, f"load-{number}") as acknowledged:
            while len(acknowledged) < 10:
                time.sleep(0.01)
            told = list(acknowledged)
            back_up(url, file, BY)
            meanwhile += len(acknowledged) - len(told)
        there = sqlite_plants.database().engine.url.render_as_string(hide_password=False)
        restore(there, file, BY)
        kept, all_of_them = posted(there, "load"), posted(url, "load")
        assert set(told) <= set(kept), "acknowledged before the backup began, and not in it"
        assert kept == all_of_them[: len(kept)], "not the beginning of the plant's registers"
        assert list(verify(there)) == []
        before += len(told)
    assert meanwhile or rounds == 1, "nothing was posted while it was made: this proves nothing"
    proof.row(f"backups under load, {database.engine.dialect.name}", rounds, f"{before} told, 0 missing")
