"""`kiosk print` as a person runs it, and what it printed scanned back into a kiosk in a real terminal."""

import socket
import sys
import threading

import pytest

from backend_client.barcode.events import Badge, Job, Resource
from backend_client.barcode.router import route
from benchmarks.pty_session import PtySession
from tests.kiosk.running import ROOT, Home
from tests.screens.paper.reading import scans, words


def printed(home: Home, *asked: str) -> bytes:
    """The paper that a command writes."""
    file = home.folder / "paper"
    done = home.run("print", *asked, "--to", str(file))
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert str(file) in done.stdout
    return file.read_bytes()


def test_each_paper_is_printed(home: Home) -> None:
    """A job card, the sheet of a machine, a badge that signs on, the scanner test."""
    assert Job("101001", 10000, "10") in [
        route(scan) for scan in scans(printed(home, "job-card", "--order", "101001"))
    ]
    sheet = printed(home, "sheet", "--machine", "110")
    assert any(isinstance(event, Resource) and event.no == "110" for event in map(route, scans(sheet)))
    assert "Flushing Manual" in words(sheet)
    badges = [route(scan) for scan in scans(printed(home, "badge", "--person", "OP01"))]
    assert [type(badge) for badge in badges] == [Badge, Badge]
    assert len(scans(printed(home, "scanner-test"))) == 4


def test_labels_go_to_a_label_printer(home: Home) -> None:
    """Nothing made: said, nothing sent. Then six made: one label in ZPL, the word copy on it unless it is the first."""
    empty = home.run("print", "label", "--order", "101001")
    assert (empty.returncode, "nothing was made" in empty.stderr) == (1, True)
    for operation in ("10", "20", "30"):
        done = home.run(
            "post", "output", "--order-no", "101001", "--order-line-no", "10000", "--operation-no", operation,
            "--output-quantity", "6",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    with socket.create_server(("127.0.0.1", 0)) as listening:
        got: list[bytes] = []
        thread = threading.Thread(target=_print, args=(listening, got), daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        sent = home.run("print", "label", "--order", "101001", "--original", "--printer", f"127.0.0.1:{port}")
        assert (sent.returncode, sent.stderr) == (0, "")
        thread.join(timeout=30)
    zpl = b"".join(got).decode("ascii")
    assert ("^FD6 PCS^FS" in zpl, "COPY" in zpl) == (True, False)
    assert "COPY" in words(printed(home, "label", "--order", "101001"))


def _print(listening: socket.socket, got: list[bytes]) -> None:
    line, _address = listening.accept()
    with line:
        assert line.recv(3) == b"~HS"
        line.sendall(b"\x02030,0,0\x03\x02000,0,0,0\x030\x03")
        while more := line.recv(4096):
            got.append(more)


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        (("job-card", "--order", "9"), 1, "Order not found"),
        (("sheet", "--machine", "999"), 1, "Center not known"),
        (("job-card", "--order", "101001", "--to", "/nowhere/x.pdf"), 1, "was not written"),
        (("job-card", "--order", "101001", "--printer", "x"), 2, "labels only"),
    ],
)
def test_what_can_not_be_printed_is_said(home: Home, asked: tuple[str, ...], status: int, said: str) -> None:
    """One sentence and a status; no file is left."""
    done = home.run("print", *asked)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr


def test_the_name_of_a_file_leads_nowhere_else(home: Home) -> None:
    """An order called ../x is asked for as it is, and its file would stand here."""
    from kiosk.printing.papers import _file

    assert _file("job-card", "../x/y", "10") == "job-card-_X_Y-10.pdf"


def test_a_printed_card_opens_its_operation(home: Home) -> None:
    """The code of operation 20, read from the paper at 300 dots an inch, scanned into the kiosk: its entry stands there."""
    card = printed(home, "job-card", "--order", "101001")
    (code,) = [scan for scan in scans(card) if ".20." in scan]
    command = [sys.executable, "-m", "kiosk"]
    environment = {"HOME": str(home.folder), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": ""}
    with PtySession(command, environment=environment, folder=ROOT) as terminal:
        terminal.wait_for("Scan your badge", 60)
        terminal.type("OP01\r")
        terminal.wait_for("Scan", 30)
        terminal.type(code + "\r")
        terminal.wait_for("Electrical wiring", 30)
