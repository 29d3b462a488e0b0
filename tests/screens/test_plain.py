"""The kiosk a line at a time: the same journey, readable from above to below."""

import io
import re
import sqlite3
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from benchmarks.pty_session import PtySession
from screens.language.text import NAMES
from screens.menu import Place
from screens.plain import PlainKiosk
from tests.kiosk.running import ROOT
from tests.screens.operator import NOW, STATION, ZONE

JOB = label("J", "101002", "10000", "10")
OK = label("C", "OK")
Open = Callable[[], BackendClient]


def said(open_client: Open, *lines: str) -> list[str]:
    """What is written while these lines are answered, one block for each question."""
    out = io.StringIO()
    read = io.StringIO("".join(f"{line}\n" for line in lines))
    PlainKiosk(open_client, STATION, now=lambda: NOW.astimezone(ZONE), lines=read, out=out).run()
    return out.getvalue().lstrip("\n").split("\n\n")


def test_an_output_is_posted_line_by_line(open_client: Open) -> None:
    """Sign on, job card, 3 good, OK: each answer is title, message and the next question."""
    blocks = said(open_client, "OP01", JOB, "3", OK)
    assert blocks[0].endswith("Badge or number > OP01")
    assert blocks[2] == (
        "\aOutput  101002 / 10000 / 10  Body assembly, at most 10 now\n"
        "= Good quantity. Left: 10 PCS. Scan or enter the quantity, such as 12 or 1.5. "
        "F4: 1 scrap 2 pause 3 stop 4 setup 5 finish ...\n"
        "Good quantity > 3"
    )
    assert "* Posted at 10:05. 3 good." in blocks[4]
    assert "\a\a\a" in blocks[4], "three bells: it stands in the ledger"


def test_a_question_mark_lists_the_rest(open_client: Open) -> None:
    """The rows of the station, the person and the line to the back end; then the question again."""
    _opening, _home, listed, again = said(open_client, "OP01", "?")
    assert "Operator 01, = connected, 10:05" in listed
    assert "101002 Airpot" in listed
    assert again.endswith("Scan or number > ")


def test_function_keys_are_typed(open_client: Open) -> None:
    """..12 opens the menu, ..3 leaves it; a refused value stands behind the question once."""
    blocks = said(open_client, "OP01", "..12", "77", "..3")
    assert blocks[2].startswith("Menu")
    assert blocks[3].endswith("Number (77) > ..3")
    assert blocks[4].startswith("Station 100")


def test_arrows_are_typed(open_client: Open) -> None:
    """..> goes to the next day of the load board, ..+ to the next center, ..- and ..< back."""
    blocks = said(open_client, "OP01", "..12", "2", "..>", "..+", "..-", "..<")
    told = [block.split("\n")[1] for block in blocks[3:]]
    assert ["Tue" in each for each in told] == [False, True, True, True, False]
    assert told[1] == told[3] != told[2]


@pytest.mark.parametrize("language", ["en", "fi"])
def test_what_is_read_out_is_words_and_figures(language: str, open_client: Open) -> None:
    """Load board, job, notes, calls, floor: no bar of blocks, no steps beside parts, each row within 80 cells."""
    speak = ["..12", "9", str(list(NAMES).index(language) + 1)]
    lines = [
        "OP01",
        *speak,
        "..12",
        "2",
        "?",
        JOB,
        "?",
        "..8",
        "?",
        "..3",
        "..9",
        "?",
        "..3",
        label("C", "OFF"),
    ]
    lines += ["SV01", *speak, "..12", str(list(Place).index(Place.SUPERVISION) + 1), "1", "?"]
    blocks = said(open_client, *lines)
    text = "\n".join(blocks)
    assert not set(text) & set("█·▓░")
    assert "X" * 3 not in text, "a full bar is drawn with X"
    listed = [row for block in blocks for row in block.split("\n")[1:] if "SP-BOM1101" in row]
    assert listed
    assert not any("Set the housing" in row for row in listed)
    rows = [row for before, block in pairwise(blocks) if before.endswith("?") for row in block.split("\n")]
    assert len(rows) > 50
    assert max(map(len, rows)) <= 80


def test_nothing_foreign_reaches_the_terminal(open_client: Open, database: Path) -> None:
    """An escape sequence as an item's name is shown as signs."""
    with sqlite3.connect(database) as plain:
        for table in ("production_order_lines", "items", "work_centers"):
            column = "name" if table == "work_centers" else "description"
            plain.execute(f"UPDATE {table} SET {column} = ?", ("\x1b[2J\u202eX",))
    plain.close()
    text = "\n".join(said(open_client, "OP01", "?", JOB, "?", "\x1b[31mred"))
    assert ("\x1b" in text, "\u202e" in text, "␛[2J" in text) == (False, False, True)


def test_lines_fit_80_cells_where_they_are_rows(open_client: Open) -> None:
    """What `?` lists are the rows of the screen; sentences may be longer, they are read."""
    blocks = said(open_client, "OP01", "?")
    assert max(len(row) for row in blocks[2].split("\n")) <= 80


def test_no_key_ends_it_on_a_terminal(database: Path, tmp_path: Path) -> None:
    """Ctrl-C, Ctrl-Z, Ctrl-backslash and Ctrl-D are signs of a line; Tab ends one; what is scanned ahead is posted."""
    environment = {"HOME": str(tmp_path), "TERM": "dumb", "LANG": "C.UTF-8", "KIOSK_DATABASE": str(database)}
    command = [sys.executable, "-m", "kiosk", "--plain"]
    with PtySession(command, environment=environment, folder=ROOT, lines=60) as terminal:
        terminal.wait_for("Badge or number >", 60)
        terminal.type("\x03\x1a\x1c\x04\r")
        terminal.wait_for("Code not taken", 30)
        terminal.type("OP01\t")  # a reader that ends its codes with Tab
        terminal.wait_for("Operator 01 signed on", 30)
        terminal.type(f"{JOB}\r{label('N', '3')}\r{OK}\r")
        terminal.wait_for("Posted at", 30)
        written = bytes(terminal.output).decode()
    assert not re.search("\x1b", written), "no control sequence: any terminal understands it"


def test_a_pin_is_not_echoed(database: Path, tmp_path: Path) -> None:
    """Where the plant asks for a PIN, what is typed then is not seen."""
    with sqlite3.connect(database) as plain:
        plain.execute("INSERT INTO plant_setup (key, value) VALUES ('pin_required', 'true')")
    plain.close()
    pepper = tmp_path / "pepper"
    pepper.write_text("0f" * 32)
    pepper.chmod(0o600)
    environment = {
        "HOME": str(tmp_path),
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "KIOSK_DATABASE": str(database),
        "KIOSK_SERVER_PEPPER_FILE": str(pepper),
    }
    command = [sys.executable, "-m", "kiosk", "--plain"]
    with PtySession(command, environment=environment, folder=ROOT, lines=60) as terminal:
        terminal.wait_for("Badge or number >", 60)
        terminal.type("OP01\r")
        terminal.wait_for("Enter your PIN", 30)
        terminal.wait_for("PIN >", 30)
        terminal.settle()
        terminal.type("482915\r")
        terminal.wait_for("Badge or number", 30)
        terminal.settle()
        assert b"482915" not in bytes(terminal.output)
