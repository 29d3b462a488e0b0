"""`kiosk print` as a person runs it, and what it printed scanned back into a kiosk in a real terminal."""

import sys
from collections.abc import Iterator

import pytest

from backend_client.barcode.events import Badge, Job, Resource
from backend_client.barcode.k1 import label
from backend_client.barcode.router import route
from benchmarks.pty_session import PtySession
from tests.kiosk.running import ROOT, Home
from tests.screens.paper.label_printer import LabelPrinter
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


def at_terminal(home: Home, **environment: str) -> PtySession:
    """The kiosk in a real terminal."""
    known = {"HOME": str(home.folder), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": ""}
    return PtySession([sys.executable, "-m", "kiosk"], environment=known | environment, folder=ROOT)


@pytest.fixture
def printer() -> Iterator[LabelPrinter]:
    """A label printer that is ready."""
    made = LabelPrinter()
    yield made
    made.turn_off()


def test_labels_go_to_a_label_printer(home: Home, printer: LabelPrinter) -> None:
    """Nothing made: said, nothing sent. Six posted at the kiosk: their label comes by itself; by the command as a copy."""
    empty = home.run("print", "label", "--order", "101001")
    assert (empty.returncode, "nothing was made" in empty.stderr) == (1, True)
    for operation in ("10", "20"):
        done = home.run(
            "post", "output", "--order-no", "101001", "--order-line-no", "10000", "--operation-no", operation,
            "--output-quantity", "6",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    address = f"127.0.0.1:{printer.port}"
    with at_terminal(home, KIOSK_PRINTER_LABEL=address) as terminal:
        terminal.wait_for("Scan your badge", 60)
        terminal.type("OP01\r")
        terminal.wait_for("signed on", 30)
        for scan, shown in (
            (label("J", "101001", "10000", "30"), "Output  101001"),
            (label("N", "6"), "6 good"),
            (label("C", "OK"), "label again"),
        ):
            terminal.type(scan + "\r")
            terminal.wait_for(shown, 30)
        original = printer.printed().decode("ascii")
    assert ("^FD6 PCS^FS" in original, "COPY" in original) == (True, False)
    for asked in ((), ("--original",)):
        sent = home.run("print", "label", "--order", "101001", "--printer", address, *asked)
        assert (sent.returncode, sent.stderr) == (0, "")
        assert ("COPY" in printer.printed().decode("ascii")) == (not asked)
    assert "COPY" in words(printed(home, "label", "--order", "101001"))


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
    with at_terminal(home) as terminal:
        terminal.wait_for("Scan your badge", 60)
        terminal.type("OP01\r")
        terminal.wait_for("Scan", 30)
        terminal.type(code + "\r")
        terminal.wait_for("Electrical wiring", 30)
