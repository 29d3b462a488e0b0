"""Each command does what it says, and whatever a person can get wrong is one sentence and an exit status."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kiosk.running import PLANT, ROOT, Home
from tests.screens.paper.label_printer import LabelPrinter

DONE, FOUND, USAGE, DATABASE, SETTING = range(5)
UNCHECKED = USAGE


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose database holds the demo plant; not to be written to."""
    home = Home(tmp_path_factory.mktemp("imported"))
    done = home.run("import", str(PLANT))
    assert done.returncode == DONE, done.stderr
    assert "items" in done.stderr  # progress, a line for each file and table
    assert "Imported: CONTOSO-COFFEE." in done.stdout
    return home


def test_importing_again_leaves_every_row(imported, tmp_path):
    file = tmp_path / "again.sqlite"
    shutil.copyfile(imported.database, file)
    done = imported.run("--database", str(file), "import", str(PLANT))
    rows = [line.split() for line in done.stdout.splitlines() if line.startswith("items ")]
    assert rows == [["items", "0", "0", "0", "34"]]


def test_a_wrong_folder_is_named_and_makes_no_database(home):
    done = home.run("import", str(home.folder / "nowhere"))
    assert (done.returncode, done.stdout) == (FOUND, "")
    assert "nowhere: there is no such folder" in done.stderr
    assert not home.database.exists()


def test_every_fault_is_told_by_file_row_and_column(home):
    folder = home.folder / "plant"
    shutil.copytree(PLANT, folder)
    scrap = folder / "scrap_codes.csv"
    scrap.write_text(scrap.read_text("utf-8").replace("MATERIAL", "MAT\x1b[2J"), "utf-8")
    (folder / "bins.csv").write_bytes(b"\xff\xfe")
    done = home.run("import", str(folder))
    assert done.returncode == FOUND
    assert "scrap_codes.csv, row 3, code: holds a control character" in done.stderr
    assert "bins.csv, row 1: the text is not UTF-8" in done.stderr
    assert "Nothing was imported" in done.stderr
    assert "\x1b" not in done.stderr


def test_doctor_makes_the_database_and_says_what_it_stands_on(home):
    done = home.run("doctor")
    assert done.returncode == DONE
    assert home.database.exists()
    assert home.database.parent.stat().st_mode & 0o077 == 0
    assert "SQLite 3.5" in done.stdout
    assert "journal mode WAL, synchronous FULL" in done.stdout
    assert "kiosk import FOLDER" in done.stdout  # the plant is missing, and this is what to do


def test_doctor_counts_what_is_in_the_plant(imported):
    done = imported.run("doctor")
    assert "Contoso Coffee: people 8, released orders 8" in done.stdout


def test_doctor_finds_a_wrong_terminal_only_where_there_is_one(home):
    done = home.run("doctor", TERM="dumb", LC_ALL="C")
    assert done.returncode == DONE
    assert "none attached" in done.stdout
    assert "ASCII" in done.stdout


def test_doctor_asks_the_printers(imported):
    """A label printer that answers, and a queue on a machine without CUPS; nothing is printed."""
    printer = LabelPrinter()
    address = f"127.0.0.1:{printer.port}"
    here = imported.run("doctor", KIOSK_PRINTER_LABEL=address, KIOSK_PRINTER_PAPER="Office", PATH="/nowhere")
    assert here.returncode == FOUND
    assert f"ok    labels      {address} is ready" in here.stdout
    assert "WRONG paper       Office: This machine has no CUPS: the program lpstat is missing." in here.stdout
    assert printer.printed() == b""
    printer.turn_off()


def test_load_is_a_table_of_every_center(imported):
    done = imported.run("load", "--from", "2026-11-16", "--to", "2026-11-20")
    assert done.returncode == DONE, done.stderr
    rows = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    assert "Assembly department" in rows["100"]
    assert "16.11." in done.stdout


def test_load_of_one_center_shows_every_figure(imported):
    done = imported.run("load", "--no", "100", "--from", "2026-11-16", "--to", "2026-11-16")
    figures = next(line for line in done.stdout.splitlines() if line.startswith("16.11.2026")).split()
    assert len(figures) >= 5
    assert int(figures[1]) - int(figures[2]) == int(figures[3])


def test_load_as_json_is_exact_and_complete(imported):
    done = imported.run("load", "--json", "--no", "100", "--from", "2026-11-16", "--to", "2026-11-16")
    (row,) = json.loads(done.stdout)["rows"]
    (cell,) = row["cells"]
    assert {"capacity", "allocated_time", "availability_after_orders", "load_pct"} < cell.keys()
    assert isinstance(cell["capacity"], str)


def test_load_of_one_kind_of_center(imported):
    done = imported.run("load", "--json", "--scope", "work_center_group")
    assert {row["scope"] for row in json.loads(done.stdout)["rows"]} == {"work_center_group"}


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("load", "--no", "999"), FOUND, "999"),
        (("load", "--from", "2026-11-20", "--to", "2026-11-16"), FOUND, "Period not taken"),
        (("load", "--from", "16.11.2026"), USAGE, "not a date such as 2026-11-16: 16.11.2026"),
        (("load", "--period", "fortnight"), USAGE, "fortnight"),
        (("load", "--status", "finished"), USAGE, "finished"),
        (("fly",), USAGE, "fly"),
        (("--colour",), USAGE, "--colour"),
        (("import",), USAGE, "FOLDER"),
        ((), USAGE, "no terminal"),
    ],
)
def test_a_wrong_command_is_told_and_does_nothing(imported, arguments, status, words):
    done = imported.run(*arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert done.stdout == ""


def test_help_and_version_are_there(home):
    assert home.run("--version").stdout.startswith("kiosk ")
    assert "import" in home.run("--help").stdout


def no_database(folder: Path) -> str:
    (folder / "text.sqlite").write_text("a shopping list, and rather a long one\n" * 200)
    return str(folder / "text.sqlite")


def foreign_database(folder: Path) -> str:
    with sqlite3.connect(folder / "foreign.sqlite") as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    return str(folder / "foreign.sqlite")


def newer_database(folder: Path) -> str:
    with sqlite3.connect(folder / "newer.sqlite") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    return str(folder / "newer.sqlite")


def damaged_database(folder: Path) -> str:
    file = folder / "damaged.sqlite"
    assert Home(folder).run("--database", str(file), "doctor").returncode == DONE
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 40] = b"\xa5" * (4096 * 39)
    file.write_bytes(content)
    return str(file)


@pytest.mark.parametrize(
    ("database", "words"),
    [
        (no_database, "not a database"),
        (foreign_database, "another program"),
        (newer_database, "another version"),
        (damaged_database, "damaged"),
        (lambda folder: f"sqlite:///{folder}/missing/plant.sqlite", "There is no such folder"),
        (str, "can't be opened"),
        (lambda _folder: "sqlite://", "Name a file"),
        (lambda _folder: "mysql://root@somewhere/plant", "sqlite or postgresql"),
        (lambda _folder: "://", "no database URL"),
        (lambda _folder: "postgresql://kiosk:secret@127.0.0.1:1/plant", "can't be used"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_apart(home, database, words):
    done = home.run("verify", KIOSK_DATABASE=database(home.folder))
    assert done.returncode == UNCHECKED, done.stdout
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "secret" not in done.stderr


def test_verify_of_ledgers_in_order_and_of_others(imported, tmp_path):
    assert imported.run("verify").stdout == "The ledgers are in order.\n"
    file = tmp_path / "tampered.sqlite"
    shutil.copyfile(imported.database, file)
    with sqlite3.connect(file) as connection:
        connection.execute(
            "UPDATE production_order_lines SET finished_qty_base = 100000 WHERE order_no = '101001'"
        )
        connection.execute("UPDATE capacity_load_days SET allocated_time = allocated_time + 1")
    connection.close()
    done = imported.run("verify", KIOSK_DATABASE=str(file))
    assert done.returncode == FOUND
    assert "finished-quantity-differs" in done.stdout
    assert "load-differs" in done.stdout
    again = imported.run("verify", "--rebuild-load", KIOSK_DATABASE=str(file))
    assert "finished-quantity-differs" in again.stdout
    assert "load-differs" not in again.stdout


def test_an_exported_head_tells_a_cut_tail_and_another_file(imported, tmp_path):
    """Exported, compared: in order; registers taken away since: a cut tail; a file that is no head: not checked."""
    head, key, file = tmp_path / "head.json", tmp_path / "key", tmp_path / "cut.sqlite"
    key.write_text("a secret\n")
    assert imported.run("verify", "--export-head", str(head), "--key", str(key)).returncode == 0
    assert imported.run("verify", "--head", str(head), "--key", str(key)).returncode == 0
    key.write_text("another secret\n")
    assert "head-file-changed" in imported.run("verify", "--head", str(head), "--key", str(key)).stdout
    shutil.copyfile(imported.database, file)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER registers_no_delete")
        connection.execute("DELETE FROM registers WHERE no = (SELECT max(no) FROM registers)")
    connection.close()
    cut = imported.run("verify", "--level", "fast", "--head", str(head), KIOSK_DATABASE=str(file))
    assert cut.returncode == FOUND
    assert "tail-cut" in cut.stdout
    head.write_text("{}")
    assert imported.run("verify", "--head", str(head)).returncode == UNCHECKED


def test_what_was_posted_since_a_backup_is_posted_again(imported, tmp_path):
    """The same rows, or a finding for the one that no posting made; another plant's backup, or none, is told."""
    file, backup = tmp_path / "plant.sqlite", tmp_path / "plant.kiosk"
    shutil.copyfile(imported.database, file)
    where = {"KIOSK_DATABASE": str(file)}
    assert imported.run("backup", str(backup), **where).returncode == 0
    since = ("verify", "--level", "deep", "--from", str(backup))
    nothing = imported.run(*since, **where)
    assert (nothing.returncode, "Nothing was posted since" in nothing.stdout) == (0, True), nothing
    posted = imported.run("post", "item-entry", *STOCK, **where)
    assert posted.returncode == 0, posted
    again = imported.run(*since, **where)
    assert again.returncode == 0, again
    assert "posted again from" in again.stdout
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE production_orders SET description = 'x' WHERE no = '101001'")
    connection.close()
    found = imported.run(*since, **where)
    assert found.returncode == FOUND
    assert "replay-differs" in found.stdout
    assert "table production_orders, key 101001, column description" in found.stdout
    assert imported.run(*since[:-1], str(tmp_path / "none.kiosk"), **where).returncode == UNCHECKED


STOCK = (
    "--entry-type",
    "positive_adjustment",
    "--item-no",
    "SP-SCM1009",
    "--quantity",
    "3",
    "--bin-code",
    "RECV-01",
)


def test_the_result_of_a_verification_is_in_the_audit_trail(imported):
    """Who looked, how thoroughly, and what was found; the trail is still in order after it."""
    imported.run("verify", "--level", "deep")
    with sqlite3.connect(imported.database) as connection:
        rows = "SELECT person_no, event, after FROM audit_entries ORDER BY id DESC LIMIT 1"
        person_no, event, after = connection.execute(rows).fetchone()
    connection.close()
    assert person_no
    assert event == "ledgers-verified"
    assert json.loads(after)["level"] == "deep"
    assert json.loads(after)["findings"] == 0
    assert imported.run("verify").returncode == 0


def test_a_wrong_settings_file_is_named_with_the_key(home):
    folder = home.folder / ".config" / "kiosk"
    folder.mkdir(parents=True)
    (folder / "kiosk.toml").write_text('[station]\nthema = "dark"\n')
    done = home.run("verify")
    assert done.returncode == SETTING
    assert "kiosk.toml: [station] thema" in done.stderr
    assert "theme" in done.stderr


def test_a_settings_file_asked_for_has_to_be_there(home):
    done = home.run("--settings", "/nowhere/kiosk.toml", "verify")
    assert done.returncode == SETTING
    assert "/nowhere/kiosk.toml" in done.stderr


def test_a_pipe_that_is_closed_early_is_no_fault(imported):
    """`kiosk load --json | head -1` ends quietly."""
    command = f"'{sys.executable}' -m kiosk load --json --from 2026-01-01 --to 2026-12-31 | head -1"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={"HOME": str(imported.folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_a_backup_is_made_looked_through_and_restored(imported, tmp_path):
    """Into another database; neither over a plant nor from a cut file; a file of that name stays as it is."""
    file, restored = tmp_path / "plant.kiosk", tmp_path / "restored.sqlite"
    made = imported.run("backup", str(file))
    assert made.returncode == 0
    assert made.stdout.startswith("Plant CONTOSO-COFFEE as of 20")
    assert made.stdout.endswith(f"Written and read again: {file}\n")
    assert imported.run("backup", str(file)).stderr == f"kiosk: {file}: File exists\n"
    done = imported.run("restore", str(file), KIOSK_DATABASE=str(restored))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Restored. The ledgers are in order.")
    again = imported.run("restore", str(file), KIOSK_DATABASE=str(restored))
    assert (again.returncode, "--replace" in again.stderr) == (DATABASE, True)
    file.write_bytes(file.read_bytes()[:-40])
    cut = imported.run("restore", "--check", str(file))
    assert (cut.returncode, cut.stderr.split(":")[1]) == (
        DATABASE,
        " The backup can't be used, and nothing was restored",
    )
