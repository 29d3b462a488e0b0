"""Where a paper goes: a file, a queue of CUPS, or a label printer on the network.

    FileTarget(Path("card.pdf"))          written whole or not at all
    QueueTarget("Office")                 lp -d Office: media as it is, not scaled, so that bar codes keep their size
    NetworkTarget("10.0.0.7", 9100)       raw bytes; asks the printer first whether it can print (~HS)

All three raise PrinterError where it did not work, with a code that the screens have words for.
"""

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

CONNECT_SECONDS = 3.0
SEND_SECONDS = 10.0
QUEUE_SECONDS = 20.0
RAW_PORT = 9100
_STATUS = b"~HS"
_STATUS_BYTES_MAX = 1024
_STATUS_SECONDS = 2.0
_QUEUE_NAME = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_.@-]{0,126}", re.ASCII)
_STX, _ETX = b"\x02", b"\x03"


class PrinterFault(StrEnum):
    """What was wrong with a printer."""

    NOT_WRITTEN = "not-written"  # the file could not be written
    NO_PRINTING = "no-printing"  # this machine has no lp
    QUEUE_REFUSED = "queue-refused"  # lp said no: what it said is the detail
    QUEUE_UNKNOWN = "queue-unknown"  # lpstat said no: what it said is the detail
    QUEUE_STOPPED = "queue-stopped"  # it takes no papers, or prints none
    NO_ANSWER = "no-answer"  # nobody answers at the address, or not in time
    PAPER_OUT = "paper-out"
    PAUSED = "paused"
    HEAD_OPEN = "head-open"
    RIBBON_OUT = "ribbon-out"
    BUSY = "busy"  # its buffer is full
    CUT_OFF = "cut-off"  # the connection ended before all was sent


AT_THE_PRINTER = frozenset(
    {
        PrinterFault.PAPER_OUT,
        PrinterFault.PAUSED,
        PrinterFault.HEAD_OPEN,
        PrinterFault.RIBBON_OUT,
        PrinterFault.BUSY,
    }
)
"""What whoever stands at it can set right."""


class PrinterError(Exception):
    """A paper that did not get printed; `fault` says why, `detail` is what the system said."""

    def __init__(self, fault: PrinterFault, detail: str = "") -> None:
        """Keep both."""
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail


class Target(Protocol):
    """Something that takes a finished paper."""

    def send(self, paper: bytes, name: str) -> None:
        """Hand a paper over; `name` is what a queue shows."""

    def check(self) -> None:
        """Raise PrinterError where a paper would not be printed now; none is."""


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A file, for a person to open or a program to fetch."""

    path: Path

    def send(self, paper: bytes, name: str) -> None:
        """Write the file beside its place and move it there, so that nobody reads half of it."""
        del name
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            beside.write_bytes(paper)
            beside.replace(self.path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise PrinterError(PrinterFault.NOT_WRITTEN, error.strerror or str(error)) from error

    def check(self) -> None:
        """Look whether its folder is there to be written into."""
        if not os.access(self.path.parent, os.W_OK | os.X_OK):
            raise PrinterError(PrinterFault.NOT_WRITTEN, str(self.path))


@dataclass(frozen=True, slots=True)
class QueueTarget:
    """A queue of CUPS. `raw` hands the bytes to the printer as they are, as label printers want them.

    program  lp; beside it lpstat, which knows the queues
    """

    queue: str
    raw: bool = False
    program: str = "lp"

    def send(self, paper: bytes, name: str) -> None:
        """Give the paper to lp; answers when the queue has it, not when it is printed."""
        scaling = ["-o", "raw"] if self.raw else ["-o", "print-scaling=none"]
        done = self._run(self.program, "-d", self.queue, "-t", name[:60], *scaling, "-", paper=paper)
        if done.returncode:
            raise PrinterError(PrinterFault.QUEUE_REFUSED, _said(done.stderr))

    def check(self) -> None:
        """Ask lpstat whether there is such a queue, whether it takes papers and whether it prints them."""
        done = self._run(f"{self.program}stat", "-a", self.queue, "-p", self.queue)
        if done.returncode:
            raise PrinterError(PrinterFault.QUEUE_UNKNOWN, _said(done.stderr) or self.queue)
        told = done.stdout.decode(errors="replace")
        if f"{self.queue} not accepting" in told or f"{self.queue} disabled" in told:
            raise PrinterError(PrinterFault.QUEUE_STOPPED, self.queue)

    def _run(self, *words: str, paper: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """Run a program of CUPS to its end; it speaks English."""
        if not _QUEUE_NAME.fullmatch(self.queue):
            raise PrinterError(PrinterFault.QUEUE_REFUSED, self.queue)
        english = os.environ | {"LC_ALL": "C"}
        try:
            return subprocess.run(  # noqa: S603 -- words of our own, no shell
                words, input=paper, capture_output=True, timeout=QUEUE_SECONDS, check=False, env=english
            )
        except FileNotFoundError as error:
            raise PrinterError(PrinterFault.NO_PRINTING, words[0]) from error
        except OSError as error:
            raise PrinterError(PrinterFault.QUEUE_REFUSED, error.strerror or str(error)) from error
        except subprocess.TimeoutExpired as error:
            raise PrinterError(PrinterFault.NO_ANSWER, self.queue) from error


def _said(text: bytes) -> str:
    return text.decode(errors="replace").strip()


@dataclass(frozen=True, slots=True)
class NetworkTarget:
    """A label printer that listens for raw bytes."""

    host: str
    port: int = RAW_PORT

    def send(self, paper: bytes, name: str) -> None:
        """Ask how the printer is, then send all of it.

        A printer that does not answer the question is sent to all the same: not all of them know it.
        """
        del name
        with self._line() as line:
            line.settimeout(SEND_SECONDS)
            line.sendall(paper)
            line.shutdown(socket.SHUT_WR)

    def check(self) -> None:
        """Ask how the printer is."""
        with self._line():
            pass

    @contextmanager
    def _line(self) -> Iterator[socket.socket]:
        """A line to a printer that is ready."""
        try:
            with socket.create_connection((self.host, self.port), timeout=CONNECT_SECONDS) as line:
                refuse_unready(_status(line))
                yield line
        except (BrokenPipeError, ConnectionResetError) as error:
            raise PrinterError(PrinterFault.CUT_OFF, self.host) from error
        except (OSError, UnicodeError) as error:  # the latter: no name of a machine can look like this
            raise PrinterError(PrinterFault.NO_ANSWER, self.host) from error


def network_target(address: str) -> NetworkTarget:
    """Read an address: 10.0.0.7, zebra.plant:9100, [fe80::7]:9100; without a port the raw one."""
    host, _sign, port = address.rpartition(":")
    if host and port.isdigit() and (":" not in host or host.endswith("]")):
        return NetworkTarget(host.strip("[]"), int(port))
    return NetworkTarget(address.strip("[]"))


def refuse_unready(status: bytes) -> None:
    """Raise PrinterError where a host status says that nothing will be printed.

    status  what ~HS answers: three lines between STX and ETX, figures with commas between; of the first the second
            figure is paper out, the third paused, the sixth buffer full; of the second the third is head open, the
            fourth ribbon out (ZPL II Programming Guide, ~HS)
    """
    lines = [part.split(_ETX)[0].split(b",") for part in status.split(_STX)[1:]]
    told = (
        (PrinterFault.PAPER_OUT, 0, 1),
        (PrinterFault.PAUSED, 0, 2),
        (PrinterFault.BUSY, 0, 5),
        (PrinterFault.HEAD_OPEN, 1, 2),
        (PrinterFault.RIBBON_OUT, 1, 3),
    )
    for fault, line, at in told:
        if line < len(lines) and at < len(lines[line]) and lines[line][at].strip() == b"1":
            raise PrinterError(fault)


def _status(line: socket.socket) -> bytes:
    """Ask for the host status; b"" where the printer does not tell."""
    line.sendall(_STATUS)
    line.settimeout(_STATUS_SECONDS)
    told = b""
    try:
        while told.count(_ETX) < 3 and len(told) < _STATUS_BYTES_MAX:
            more = line.recv(_STATUS_BYTES_MAX)
            if not more:
                break
            told += more
    except TimeoutError:
        return b""
    return told
