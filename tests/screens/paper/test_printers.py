"""Where papers go: real files, a real program in the place of lp, a real socket in the place of a label printer."""

import os
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screens.paper.printers import (
    FileTarget,
    NetworkTarget,
    PrinterError,
    PrinterFault,
    QueueTarget,
    network_target,
    refuse_unready,
)
from tests.screens.paper.label_printer import NO_PAPER, READY, LabelPrinter


@pytest.fixture
def printer() -> Iterator[Callable[[bytes | None], LabelPrinter]]:
    """Printers that are turned off again."""
    made: list[LabelPrinter] = []

    def make(answer: bytes | None) -> LabelPrinter:
        made.append(LabelPrinter(answer))
        return made[-1]

    yield make
    for each in made:
        each.turn_off()


def fault_of(send: Callable[[], None]) -> PrinterFault:
    """Why something was not printed."""
    with pytest.raises(PrinterError) as caught:
        send()
    return caught.value.fault


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """The paper stands under its name, nothing else is left, and the one before is replaced."""
    target = FileTarget(tmp_path / "card.pdf")
    target.send(b"old", "card")
    target.send(b"new", "card")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("card.pdf", b"new")]


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    """No such folder."""
    assert (
        fault_of(lambda: FileTarget(tmp_path / "none" / "card.pdf").send(b"", "")) is PrinterFault.NOT_WRITTEN
    )


def program(folder: Path, text: str, name: str = "lp") -> str:
    """A program in the place of lp, or of another of CUPS."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(stat.S_IRWXU)
    return str(file)


def test_a_queue_gets_the_paper_unscaled(tmp_path: Path) -> None:
    """The bytes on standard input; never a shell, so a name with signs of one is a name."""
    lp = program(tmp_path, f'cat > "{tmp_path}/paper"; printf "%s|" "$@" > "{tmp_path}/words"')
    QueueTarget("Office", program=lp).send(b"%PDF", "card $(reboot)")
    assert (tmp_path / "paper").read_bytes() == b"%PDF"
    assert (tmp_path / "words").read_text() == "-d|Office|-t|card $(reboot)|-o|print-scaling=none|-|"
    QueueTarget("Labels", raw=True, program=lp).send(b"^XA", "label")
    assert "-o|raw|" in (tmp_path / "words").read_text()


def test_what_the_queue_says_is_told(tmp_path: Path) -> None:
    """An unknown queue: its words are the detail."""
    lp = program(tmp_path, 'cat >/dev/null; echo "The printer or class does not exist." >&2; exit 1')
    with pytest.raises(PrinterError) as caught:
        QueueTarget("Nowhere", program=lp).send(b"", "")
    assert (caught.value.fault, caught.value.detail) == (
        PrinterFault.QUEUE_REFUSED,
        "The printer or class does not exist.",
    )


@pytest.mark.parametrize("name", ["-o", "", "a b", "x;y", "ø", "q" * 128])
def test_no_name_of_a_queue_is_an_option(name: str) -> None:
    """It never reaches the program."""
    assert (
        fault_of(lambda: QueueTarget(name, program="/bin/false").send(b"", "")) is PrinterFault.QUEUE_REFUSED
    )


def test_a_machine_without_cups_is_told(tmp_path: Path) -> None:
    """There is no such program."""
    missing = str(tmp_path / "lp")
    assert fault_of(lambda: QueueTarget("Q", program=missing).send(b"", "")) is PrinterFault.NO_PRINTING


def test_a_label_printer_gets_every_byte(printer: Callable[[bytes | None], LabelPrinter]) -> None:
    """Asked how it is first; 300,000 bytes arrive as they were."""
    machine = printer(READY)
    paper = os.urandom(300_000)
    NetworkTarget("127.0.0.1", machine.port).send(paper, "label")
    assert machine.printed() == paper


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (NO_PAPER, PrinterFault.PAPER_OUT),
        (READY.replace(b"030,0,0", b"030,0,1"), PrinterFault.PAUSED),
        (READY.replace(b"0400,000,0", b"0400,000,1"), PrinterFault.BUSY),
        (READY.replace(b"000,0,0,0,0,2", b"000,0,1,0,0,2"), PrinterFault.HEAD_OPEN),
        (READY.replace(b"000,0,0,0,0,2", b"000,0,0,1,0,2"), PrinterFault.RIBBON_OUT),
    ],
)
def test_a_printer_that_can_not_print_gets_nothing(
    printer: Callable[[bytes | None], LabelPrinter], answer: bytes, fault: PrinterFault
) -> None:
    """No paper, paused, full, open, no ribbon: told, and not a byte was sent."""
    machine = printer(answer)
    assert fault_of(lambda: NetworkTarget("127.0.0.1", machine.port).send(b"^XA^XZ", "label")) is fault
    assert machine.printed() == b""


@pytest.mark.parametrize("answer", [b"", b"\x02\x03", b"hello", b"\x02030", b"\x02" * 50, READY])
def test_an_answer_that_says_nothing_wrong_is_no_fault(answer: bytes) -> None:
    """Odd, cut or empty: the printer is sent to."""
    refuse_unready(answer)


def test_nobody_there_is_told() -> None:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert fault_of(lambda: NetworkTarget("127.0.0.1", port).send(b"", "")) is PrinterFault.NO_ANSWER


def test_a_printer_that_hangs_up_is_told(printer: Callable[[bytes | None], LabelPrinter]) -> None:
    """It ends the line before it has the label."""
    machine = printer(None)
    paper = b"^" * 5_000_000
    assert fault_of(lambda: NetworkTarget("127.0.0.1", machine.port).send(paper, "")) is PrinterFault.CUT_OFF


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("10.0.0.7", "10.0.0.7", 9100),
        ("zebra.plant:6101", "zebra.plant", 6101),
        ("[fe80::7]:6101", "fe80::7", 6101),
        ("[fe80::7]", "fe80::7", 9100),
        ("fe80::7", "fe80::7", 9100),
    ],
)
def test_an_address_is_a_host_and_perhaps_a_port(address: str, host: str, port: int) -> None:
    """Without a port it is the one on which label printers listen."""
    assert network_target(address) == NetworkTarget(host, port)


def test_a_name_that_no_machine_has_is_told() -> None:
    """A label of 70 letters: it is not even looked for."""
    assert fault_of(lambda: NetworkTarget("a" * 70 + ".x").send(b"", "")) is PrinterFault.NO_ANSWER


def test_a_label_printer_is_asked_and_prints_nothing(
    printer: Callable[[bytes | None], LabelPrinter],
) -> None:
    """Ready: nothing is said and nothing sent. Out of paper, or turned off: why."""
    ready, empty = printer(READY), printer(NO_PAPER)
    NetworkTarget("127.0.0.1", ready.port).check()
    assert ready.printed() == b""
    assert fault_of(NetworkTarget("127.0.0.1", empty.port).check) is PrinterFault.PAPER_OUT
    empty.turn_off()
    assert fault_of(NetworkTarget("127.0.0.1", empty.port).check) is PrinterFault.NO_ANSWER


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ("Office not accepting requests since today -\\n\\tRejecting Jobs", PrinterFault.QUEUE_STOPPED),
        (
            "Office accepting requests since today\\nprinter Office disabled since today -",
            PrinterFault.QUEUE_STOPPED,
        ),
        ('" >&2; echo "lpstat: Unknown destination Office!" >&2; exit 1; : "', PrinterFault.QUEUE_UNKNOWN),
    ],
)
def test_a_queue_is_asked_for(tmp_path: Path, told: str, fault: PrinterFault) -> None:
    """lpstat knows the queues: it is stopped, it takes no papers, there is none."""
    lp = program(tmp_path, f'printf "{told}"', name="lpstat").removesuffix("stat")
    assert fault_of(QueueTarget("Office", program=lp).check) is fault


def test_a_queue_that_prints_has_no_fault(tmp_path: Path) -> None:
    """Asked for by its name; without CUPS it is said that there is none."""
    told = "Office accepting requests since today\\nprinter Office is idle.  enabled since today"
    lp = program(tmp_path, f'printf "%s " "$@" > "{tmp_path}/words"; printf "{told}"', name="lpstat")
    QueueTarget("Office", program=lp.removesuffix("stat")).check()
    assert (tmp_path / "words").read_text() == "-a Office -p Office "
    nowhere = QueueTarget("Office", program=str(tmp_path / "none"))
    assert fault_of(nowhere.check) is PrinterFault.NO_PRINTING
