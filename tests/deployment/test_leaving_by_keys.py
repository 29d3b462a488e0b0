r"""Nobody leaves the terminal by what a keyboard, a scanner or a terminal can send.

Each attempt is typed into a session over a real sshd, followed by Ctrl-C, Enter and a command for a shell. An ordinary
account runs it; on the terminal nothing does: no process but the kiosk lives, it is the same one, and it goes on
answering.
"""

import fcntl
import struct
import termios
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from benchmarks.pty_session import PtySession
from tests.deployment.attempts import wait_until
from tests.deployment.plant_machine import PlantMachine

CALM = 0.1
TYPED = {
    "interrupt (Ctrl-C)": b"\x03",
    "suspend (Ctrl-Z)": b"\x1a",
    "delayed suspend (Ctrl-Y)": b"\x19",
    "quit with a memory image (Ctrl-\\)": b"\x1c",
    "end of input (Ctrl-D)": b"\x04\x04\x04",
    "command palette (Ctrl-P)": b"\x10screenshot\r",
    "quit by Textual's key (Ctrl-Q)": b"\x11",
    "stop and start of output (Ctrl-S, Ctrl-Q)": b"\x13\x11",
    "literal next (Ctrl-V, Ctrl-C)": b"\x16\x03",
    "every other control key": bytes(
        code for code in range(1, 32) if code not in b"\x0d\x0a\x1b\x16\x0e\x0f\x12\x13"
    ),
    "function keys F1 to F12": b"\x1bOP\x1bOQ\x1bOR\x1bOS"
    + b"".join(b"\x1b[%d~" % n for n in (15, 17, 18, 19, 20, 21, 23, 24)),
    "function keys with Shift, Alt and Ctrl": b"".join(
        b"\x1b[1;%d%c" % (n, c) for n in range(2, 9) for c in b"PQRS"
    ),
    "Escape and a command of vi": b"\x1b\x1b:!sh\r!sh\r",
    "Alt-x and a command of Emacs": b"\x1bxshell\r",
    "prefix of screen (Ctrl-A c)": b"\x01c",
    "prefix of tmux (Ctrl-B :)": b"\x02:new-window\r",
    "escape of telnet (Ctrl-])": b"\x1d!sh\r",
    "an answer of the terminal that was never asked": b"\x1b[?64;1;2c\x1b[24;80R\x1bP1$r0m\x1b\\\x1b]11;rgb:0/0/0\x07",
    "the clipboard written (OSC 52)": b"\x1b]52;c;dG91Y2g=\x07",
    "a link (OSC 8)": b"\x1b]8;;file:///etc/passwd\x07open\x1b]8;;\x07",
    "a file to open by its address": b"file:///etc/passwd\rhttps://127.0.0.1/\r",
    "a paste that holds a command": b"\x1b[200~sh\rtouch MARK\r\x1b[201~",
    "a paste without an end": b"\x1b[200~sh\r" + b"x" * 3000 + b"\x1b[201~",
    "clicks of a mouse": b"\x1b[<0;1;1M\x1b[<0;1;1m\x1b[M   ",
    "keys of another protocol": b"\x1b[99;5u\x1b[122;5u\x1b[113;5u",
    "a focus lost and won": b"\x1b[O\x1b[I",
    "a scan with control characters": b"B.\x03\x1a\x04WO-1\r",
    "a scan that is a command line": b";sh\r|sh\r&sh&\r`sh`\r$(sh)\r",
    "a scan of a menu command": b"C.MENU\rC.QUIT\rC.EXIT\rC.SHELL\r",
    "a scan with markup": b"[@click=app.quit]x[/]\r[link=file:///etc/passwd]x[/]\r",
    "a scan without an end": b"9" * 20_000 + b"\x15\r",
    "bytes that are no text": bytes(range(128, 256)) + b"\xff\xfe\xc0\xaf\r",
    "nothing, many times": b"\x00" * 500 + b"\r" * 50,
}


class Session:
    """A client that is signed on."""

    def __init__(self, machine: PlantMachine, account: str) -> None:
        """Connect."""
        self.machine = machine
        self.account = account
        wait_until(lambda: not machine.processes(account), "the end of earlier sessions")
        self.terminal = PtySession(machine.ssh(account, "-o", "LogLevel=QUIET"))
        self.terminal.wait_for("Ready" if account == "kiosk" else "$", 60)
        (self.process,) = machine.processes(account)

    def answers(self) -> None:
        """Wait until everything typed so far was taken."""
        self.press_clear()
        self.terminal.type("ALIVE7")
        self.terminal.wait_for("ALIVE7", 30)
        self.press_clear()
        if self.account == "kiosk":
            self.terminal.wait_until_gone("ALIVE7", 30)

    def press_clear(self) -> None:
        """Press F2, apart from what was typed: within a scan it would be taken for a part of it."""
        self.terminal.settle(CALM)
        self.terminal.type("\x1bOQ" if self.account == "kiosk" else "\x03")
        self.terminal.settle(CALM)

    def try_to_leave(self, keys: bytes, mark: Path) -> None:
        """Type an attempt, then what a shell would do."""
        self.terminal.type(keys.replace(b"MARK", bytes(mark)))
        self.terminal.type(b"\x03\rtouch " + bytes(mark) + b"\r")


@pytest.fixture(scope="module")
def terminal(machine: PlantMachine) -> Iterator[Session]:
    """The kiosk, which stands through all attempts."""
    session = Session(machine, "kiosk")
    yield session
    session.terminal.end()


@pytest.mark.parametrize("name", TYPED)
def test_it_fails_at_the_terminal(terminal: Session, machine: PlantMachine, name: str) -> None:
    """No command runs, no process is begun, none is stopped, and the kiosk answers."""
    mark = machine.marks / f"typed-{list(TYPED).index(name)}"
    terminal.try_to_leave(TYPED[name], mark)
    terminal.answers()
    assert not mark.exists()
    wait_until(lambda: machine.processes() == [terminal.process], "the kiosk alone")
    assert terminal.process.status() in {psutil.STATUS_SLEEPING, psutil.STATUS_RUNNING}


def test_what_is_typed_runs_on_an_ordinary_account(machine: PlantMachine) -> None:
    """A shell runs the command that every attempt ends with."""
    mark = machine.marks / "typed-by-worker"
    session = Session(machine, "worker")
    try:
        session.try_to_leave(b"", mark)
        session.answers()
        session.terminal.settle(0.2)
        assert mark.exists()
    finally:
        session.terminal.end()


@pytest.mark.parametrize(("columns", "lines"), [(0, 0), (1, 1), (65535, 65535), (80, 24)])
def test_a_window_of_any_size_leaves_the_kiosk_standing(
    terminal: Session, machine: PlantMachine, columns: int, lines: int
) -> None:
    """It is the same process before and after, and answers in a window of ordinary size."""
    size = struct.pack("HHHH", lines, columns, 0, 0)
    fcntl.ioctl(terminal.terminal.terminal_descriptor, termios.TIOCSWINSZ, size)
    terminal.terminal.settle(0.3)
    terminal.terminal.resize(80, 24)
    terminal.answers()
    wait_until(lambda: machine.processes() == [terminal.process], "the kiosk alone")


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "dumb",
        "x" * 5000,
        "$(touch MARK)",
        "../../../etc/passwd",
        "x; touch MARK",
        "\x1b]0;x\x07",
        "unknown",
    ],
)
def test_a_terminal_of_any_kind_gets_the_kiosk(machine: PlantMachine, kind: str) -> None:
    """What a client calls its terminal is taken only as a plain word."""
    mark = machine.marks / f"kind-{len(kind)}"
    environment = {"TERM": kind.replace("MARK", str(mark))}
    before = machine.processes()
    with PtySession(machine.ssh("kiosk", "-tt", "-o", "LogLevel=QUIET"), environment=environment) as session:
        session.wait_for("Badge or number", 60)
        (process,) = (each for each in machine.processes() if each not in before)
        assert process.environ()["TERM"] in {"xterm", "dumb", "unknown"}
    assert not mark.exists()


def test_nothing_of_the_client_reaches_the_kiosk(terminal: Session) -> None:
    """Its environment is the shipped one, its memory is never written to disk, and it is isolated from its home."""
    assert set(terminal.process.environ()) <= {
        *("PATH", "HOME", "USER", "LOGNAME", "LANG", "TERM", "KIOSK_SETTINGS", "SSH_CONNECTION"),
    }
    assert terminal.process.cmdline() == ["/opt/kiosk/bin/python", "-I", "-m", "kiosk"]
    limits = Path(f"/proc/{terminal.process.pid}/limits").read_text("ascii")
    assert next(line for line in limits.splitlines() if line.startswith("Max core")).split()[4:6] == [
        "0",
        "0",
    ]


def test_the_account_writes_nothing_but_its_own_folders(machine: PlantMachine, terminal: Session) -> None:
    """Home, keys, settings and program belong to root; what the kiosk writes is read by nobody else."""
    inside = Path(f"/proc/{terminal.process.pid}/root")
    user = terminal.process.uids().real
    home = inside / "var/lib/kiosk"
    for place in (
        home,
        home / ".local",
        inside / "etc/kiosk",
        inside / "opt/kiosk",
        inside / "etc/kiosk/kiosk.toml",
    ):
        assert place.stat().st_uid == 0
        assert place.stat().st_mode & 0o022 == 0
    own = home / ".local/share/kiosk"
    assert (own.stat().st_uid, own.stat().st_mode & 0o777) == (user, 0o700)
