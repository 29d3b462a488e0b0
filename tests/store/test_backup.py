"""A backup holds the whole plant, from either kind of database into either; what is not whole is not restored."""

import gzip
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend_client.backups import By, back_up, facts_of, restore
from backend_client.local import LocalClient
from backend_client.manage import Problem, Trouble, verify
from backend_client.messages.base import Posted, Refused
from backend_client.messages.people import SignOnRequest
from backend_client.records.people import SignOnAttempt
from backend_client.store.backup_file import writing
from backend_client.store.database import Database, open_database
from backend_client.store.rows import table_of
from tests.casebook.databases import NOON, Plants
from tests.casebook.running import Plant
from tests.small_plant import output, small_plant

ROOT = Path(__file__).parents[2]
BY = By(datetime(2026, 3, 3, 6, tzinfo=UTC), "ADA", "T1")
REGISTERS = 8  # calendar, opening stock of two components, two orders, three outputs
AFTER_IT = {"audit_entries", "ledger_head"}
"""What a restore itself adds to."""


def url_of(database: Database | Plant) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def lines_of(file: Path) -> list[Any]:
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def tables_in(file: Path) -> dict[str, list[Any]]:
    """Answer the tables of a backup, each with its columns and rows."""
    found: dict[str, list[Any]] = {}
    for line in lines_of(file)[1:-1]:
        if isinstance(line, dict):
            found[line["table"]] = [line["columns"]]
        else:
            found[list(found)[-1]].append(line)
    return found


def worked_plant(plants: Plants) -> Plant:
    """A plant with orders, output, scrap, flushed components and hostile texts."""
    plant = small_plant(plants, components=2, orders=2)
    for number in range(1, 4):
        outcome = plant.client.post(
            output(f"r{number}", output_quantity=number, scrap_quantity=1, run_time=5, person_no="ADA")
        )
        assert isinstance(outcome, Posted), outcome
    with plant.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO scrap_codes (code, description) VALUES ('É', 'a\"b\\c \n''✗')"
        )
    return plant


@pytest.fixture(scope="module")
def backup(sqlite_plants: Plants, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a worked plant."""
    file = tmp_path_factory.mktemp("backup") / "plant.kiosk"
    back_up(url_of(worked_plant(sqlite_plants)), file, BY)
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def other_plants(request: pytest.FixtureRequest) -> Iterator[Plants]:
    """Databases of either kind to restore into."""
    made: Plants = request.getfixturevalue(f"{request.param}_plants")
    yield made
    made.close()


def test_a_restored_plant_is_the_one_that_was_backed_up(
    each_plants: Plants, other_plants: Plants, tmp_path: Path
) -> None:
    """Each row of each table, whatever the two kinds of database; backed up again it is the same file but for its end."""
    plant = worked_plant(each_plants)
    findings = [str(each) for each in verify(url_of(plant))]
    facts = back_up(url_of(plant), tmp_path / "first", BY)
    assert facts.register_no == REGISTERS
    there = other_plants.database()
    assert restore(url_of(there), tmp_path / "first", BY) == facts
    back_up(url_of(there), tmp_path / "second", BY)
    first, second = tables_in(tmp_path / "first"), tables_in(tmp_path / "second")
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == AFTER_IT
    rows = len(first["audit_entries"])
    assert second["audit_entries"][:rows] == first["audit_entries"]
    assert [str(each) for each in verify(url_of(there))] == findings


def test_work_goes_on_where_the_backup_ended(backup: Path, other_plants: Plants) -> None:
    """What was posted is known, what is posted next has the next numbers, and all that the database keeps true is kept so."""
    database = other_plants.database()
    restore(url_of(database), backup, BY)
    client = LocalClient(database, now=lambda: NOON)
    replayed = client.post(output("r3", output_quantity=3, scrap_quantity=1, run_time=5, person_no="ADA"))
    assert isinstance(replayed, Posted)
    assert replayed.replayed
    posted = client.post(output("r4", output_quantity=2, person_no="ADA"))
    assert isinstance(posted, Posted)
    assert posted.receipt.register_no == REGISTERS + 1
    with pytest.raises(Exception, match="only ever added"), database.write() as connection:
        connection.exec_driver_sql("DELETE FROM gl_entries")
    kinds = {each.code.value for each in verify(url_of(database))}
    assert kinds <= {"register-without-person"}, "the plant's own orders have none"


def test_numbers_that_the_database_gives_go_on(backup: Path, postgresql_plants: Plants) -> None:
    """On PostgreSQL, which counts by itself beside the rows."""
    database = postgresql_plants.database()
    restore(url_of(database), backup, BY)
    table = table_of(SignOnAttempt)
    row = {"at": NOON, "subject": "s", "terminal_id": "T1", "outcome": "failed"}
    with database.write() as connection:
        connection.execute(table.insert(), [row, row])
        assert connection.execute(select(table.c.id).order_by(table.c.id)).scalars().all() == [1, 2]
    postgresql_plants.close()


def test_a_file_that_is_not_whole_is_refused(backup: Path, tmp_path: Path, sqlite_plants: Plants) -> None:
    """Cut anywhere, one bit changed anywhere, something behind its end, or no backup at all: nothing is restored."""
    whole = backup.read_bytes()
    cuts = [whole[:length] for length in range(0, len(whole), len(whole) // 40)]
    flips = []
    for place in range(12, len(whole), len(whole) // 40):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        flips.append(bytes(changed))
    lines = gzip.decompress(whole).splitlines(keepends=True)
    rows = [place for place, line in enumerate(lines) if line.startswith(b"[")]
    less = gzip.compress(b"".join(lines[: rows[9]] + lines[rows[10] :]))
    more = gzip.compress(b"".join(lines) + b"[]\n")
    database = sqlite_plants.database()
    for content in (
        *cuts,
        *flips,
        less,
        more,
        b"",
        b"PK\x03\x04",
        gzip.compress(b'{"format": "of another"}\n'),
    ):
        file = tmp_path / "spoiled"
        file.write_bytes(content)
        with pytest.raises(Trouble) as refused:
            restore(url_of(database), file, BY)
        assert refused.value.problem in {Problem.BACKUP_DAMAGED, Problem.NOT_A_BACKUP}
    restore(url_of(database), backup, BY)  # it is empty still


def test_a_backup_of_other_ledgers_is_refused(backup: Path, tmp_path: Path, each_plants: Plants) -> None:
    """Whole by its own hash, but not ending where its head says: whoever wrote it wrote something else."""
    with writing(tmp_path / "other") as forged:
        for line in lines_of(backup)[:-1]:
            if isinstance(line, list):
                forged.row(line)
            elif "table" in line:
                forged.table(line["table"], line["columns"])
            else:
                head = line["head"] | {"register_no": 5}
                forged.head(
                    {name: value for name, value in line.items() if name != "format"} | {"head": head}
                )
    database = each_plants.database()
    with pytest.raises(Trouble) as refused:
        restore(url_of(database), tmp_path / "other", BY)
    assert refused.value.problem is Problem.BACKUP_DAMAGED
    restore(url_of(database), backup, BY)


def test_what_is_there_is_thrown_away_only_when_told(backup: Path, each_plants: Plants) -> None:
    """A plant that stands there stays; told to, it is replaced, and whoever still runs on it reads its setup anew."""
    plant = small_plant(each_plants)
    assert isinstance(plant.client, LocalClient)
    with pytest.raises(Trouble) as refused:
        restore(url_of(plant), backup, BY)
    assert refused.value.problem is Problem.NOT_EMPTY
    assert isinstance(plant.client.post(output("mine", output_quantity=1)), Posted)
    restore(url_of(plant), backup, BY, replace=True)
    known = plant.client.post(output("r3", output_quantity=3, scrap_quantity=1, run_time=5, person_no="ADA"))
    assert isinstance(known, Posted)
    assert known.replayed


def test_a_backup_of_a_later_release_is_refused(backup: Path, tmp_path: Path, sqlite_plants: Plants) -> None:
    """By its revision, before anything of it is read."""
    with writing(tmp_path / "later") as later:
        later.head({**lines_of(backup)[0], "revision": "0099"})
    with pytest.raises(Trouble) as refused:
        restore(url_of(sqlite_plants.database()), tmp_path / "later", BY)
    assert refused.value.problem is Problem.NEWER


def test_only_its_owner_reads_it_and_nothing_is_overwritten(backup: Path, sqlite_plants: Plants) -> None:
    """Mode 0600; a file of the name, or another process that writes it, is refused."""
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    before = backup.read_bytes()
    database = sqlite_plants.database()
    with pytest.raises(FileExistsError):
        back_up(url_of(database), backup, BY)
    assert backup.read_bytes() == before
    other = backup.with_name("other")
    with writing(other) as written:
        written.head({})
        with pytest.raises(BlockingIOError):
            back_up(url_of(database), other, BY)
        assert not other.exists()
    assert list(backup.parent.glob("*.part")) == []


def test_a_killed_backup_leaves_no_file_of_its_name(tmp_path: Path, sqlite_plants: Plants) -> None:
    """Killed while it writes; the next one is made as if there had been none."""
    file = tmp_path / "plant.kiosk"
    program = (
        "import sys, pathlib; from backend_client.store.backup_file import writing\n"
        "with writing(pathlib.Path(sys.argv[1])) as backup:\n"
        "    backup.head({'a': 'x' * 100000}); print('half', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        os.kill(writer.pid, signal.SIGKILL)
    assert not file.exists()
    facts = back_up(url_of(sqlite_plants.database()), file, BY)
    assert facts_of(file) == facts
    assert list(tmp_path.glob("*.part")) == []
    sqlite_plants.close()


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Whatever is raised on the way: no file of the name, and none beside it."""

    def write_and_stumble() -> None:
        with writing(tmp_path / "plant.kiosk") as backup:
            backup.head({})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_stumble()
    assert list(tmp_path.iterdir()) == []


def test_backups_and_restores_stand_in_the_audit_trail(backup: Path, each_plants: Plants) -> None:
    """Who, when, and up to which register; a database that was only opened counts as empty."""
    database = each_plants.database()
    restore(url_of(database), backup, BY)
    with database.read() as connection:
        entry = "SELECT event, person_no, row_key FROM audit_entries ORDER BY id DESC LIMIT 1"
        assert tuple(connection.exec_driver_sql(entry).one()) == ("restored", "ADA", str(REGISTERS))
    again = open_database(url_of(database))
    refused = LocalClient(again, now=lambda: NOON).post(SignOnRequest(request_id="s1", number="NOBODY"))
    again.close()
    assert isinstance(refused, Refused)
