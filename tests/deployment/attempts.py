"""Attempts to leave the terminal that need no screen: each does what an attacker would, and tells whether it worked.

    attempt(machine, "worker", mark)   True: an ordinary account can, so the attempt is a real one
    attempt(machine, "kiosk", mark)    has to be False

What an attempt leaves behind where it works: the file `mark`, or what came back over the line.
"""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.deployment.plant_machine import PlantMachine

Attempt = Callable[[PlantMachine, str, Path], bool]
PYTHON = "/opt/kiosk/bin/python"
SECONDS = 60


def run(machine: PlantMachine, account: str, *options: str, command: str = "", typed: bytes = b"") -> str:
    """Run a client to its end, nothing or `typed` on its standard input; answers all that it said."""
    line = machine.ssh(account, *options, command=(command,) if command else ())
    done = subprocess.run(
        line, input=typed, capture_output=True, timeout=SECONDS, check=False, env=surroundings()
    )
    return (done.stdout + done.stderr).decode("utf-8", errors="replace")


def surroundings(**more: str) -> dict[str, str]:
    """Answer the environment of a client."""
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "xterm", **more}


def wait_until(come: Callable[[], bool], what: str) -> None:
    """Wait for something that has to come."""
    until = time.monotonic() + SECONDS
    while not come():
        assert time.monotonic() < until, f"{what} did not come"
        time.sleep(0.02)


def command(text: str, *options: str) -> Attempt:
    """A remote command; MARK in it is the file to make."""

    def attempt(machine: PlantMachine, account: str, mark: Path) -> bool:
        run(machine, account, *options, command=text.replace("MARK", str(mark)))
        return mark.exists()

    return attempt


def command_in_a_terminal(machine: PlantMachine, account: str, mark: Path) -> bool:
    """A remote command that asks for a terminal, as the kiosk does; looked at once the kiosk stands."""
    line = machine.ssh(account, "-tt", command=(f"touch {mark}",))
    with subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        said = b""
        while b"Ready" not in said and (piece := process.stdout.read1()):
            said += piece
        process.kill()
    return mark.exists()


def typed_to_no_terminal(machine: PlantMachine, account: str, mark: Path) -> bool:
    """A session without a terminal reads commands from its standard input."""
    run(machine, account, "-T", typed=f"touch {mark}\n".encode())
    return mark.exists()


def variables(command_line: str, **sent: str) -> Attempt:
    """Send environment variables; MARK in a value is the file that would be made, FOLDER has scripts that make it."""

    def attempt(machine: PlantMachine, account: str, mark: Path) -> bool:
        folder = mark.with_name(f"{mark.name}-folder")
        folder.mkdir()
        (folder / "script").write_text(f"touch {mark}\n", "ascii")
        (folder / "script").chmod(0o755)
        (folder / "sitecustomize.py").write_text(f"open({str(mark)!r}, 'w')\n", "ascii")
        told = [
            f"{name}={text.replace('MARK', str(mark)).replace('FOLDER', str(folder))}"
            for name, text in sent.items()
        ]
        said = run(machine, account, "-o", "SetEnv=" + " ".join(told), command=command_line)
        return str(mark) in said or mark.exists() or any(mark.parent.glob(f"{mark.name}.*"))

    return attempt


def sftp_put(machine: PlantMachine, account: str, mark: Path) -> bool:
    """Upload."""
    _copy(machine, account, "sftp", f"put /etc/hostname {mark}\n")
    return mark.exists()


def sftp_get(machine: PlantMachine, account: str, mark: Path) -> bool:
    """Download."""
    _copy(machine, account, "sftp", f"get /etc/hosts {mark}\n")
    return mark.exists()


def _copy(machine: PlantMachine, account: str, program: str, typed: str) -> None:
    line = [program, *machine.options(), "-P", str(machine.port), "-b", "-", f"{account}@127.0.0.1"]
    subprocess.run(line, input=typed.encode(), capture_output=True, timeout=SECONDS, check=False)


def scp(*options: str, upload: bool) -> Attempt:
    """Copy a file."""

    def attempt(machine: PlantMachine, account: str, mark: Path) -> bool:
        here, there = ("/etc/hostname", f"{account}@127.0.0.1:{mark}")
        pair = (here, there) if upload else (f"{account}@127.0.0.1:/etc/hosts", str(mark))
        line = ["scp", *machine.options(), "-P", str(machine.port), *options, *pair]
        subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        return mark.exists()

    return attempt


def sftp_subsystem(machine: PlantMachine, account: str, _mark: Path) -> bool:
    """Ask for the subsystem and say its first word; the file server answers with its version."""
    line = machine.ssh(account, "-s", command=("sftp",))
    with subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"\0\0\0\x05\x01\0\0\0\x03")
        process.stdin.flush()
        said = process.stdout.read(5)
        process.kill()
    return said[4:] == b"\x02"


WORD = b"reached"


@contextmanager
def listener(family: socket.AddressFamily, address: str | tuple[str, int]) -> Iterator[socket.socket]:
    """Somebody on the machine who says a word to whoever reaches him."""
    with socket.socket(family) as listening:
        listening.bind(address)
        listening.listen()
        if family is socket.AF_UNIX:
            Path(str(address)).chmod(0o777)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    reached, _address = listening.accept()
                    reached.sendall(WORD)
                    reached.close()

        threading.Thread(target=serve, daemon=True).start()
        yield listening
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


@contextmanager
def client(
    machine: PlantMachine, account: str, *options: str, **environment: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """A client that stays, ended at the end."""
    process = subprocess.Popen(
        machine.ssh(account, *options),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=surroundings(**environment),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said_to(family: socket.AddressFamily, address: str | tuple[str, int], first: bytes = b"") -> bytes:
    """Connect as soon as somebody listens; answers all that is said until the end."""
    until = time.monotonic() + SECONDS
    while True:
        with socket.socket(family) as asking:
            asking.settimeout(SECONDS)
            try:
                asking.connect(address)
            except OSError:
                assert time.monotonic() < until, "the client never listened"
                time.sleep(0.02)
                continue
            with suppress(OSError):
                asking.sendall(first)
                said = b""
                while piece := asking.recv(4096):
                    said += piece
                return said
            return b""


def local_forward(machine: PlantMachine, account: str, mark: Path) -> bool:
    """-L: through the machine to a port that only it reaches."""
    here = f"{mark}.here"
    with listener(socket.AF_INET, ("127.0.0.1", 0)) as there:
        way = f"{here}:127.0.0.1:{there.getsockname()[1]}"
        with client(machine, account, "-N", "-L", way):
            return WORD in said_to(socket.AF_UNIX, here)


def local_forward_to_socket(machine: PlantMachine, account: str, mark: Path) -> bool:
    """-L: to a socket file of the machine, such as PostgreSQL's."""
    here, path = f"{mark}.here", f"{mark}.there"
    with listener(socket.AF_UNIX, path), client(machine, account, "-N", "-L", f"{here}:{path}"):
        return WORD in said_to(socket.AF_UNIX, here)


def standard_forward(machine: PlantMachine, account: str, _mark: Path) -> bool:
    """-W: standard input and output become a connection of the machine."""
    with listener(socket.AF_INET, ("127.0.0.1", 0)) as there:
        return WORD.decode() in run(machine, account, "-W", f"127.0.0.1:{there.getsockname()[1]}")


def dynamic_forward(machine: PlantMachine, account: str, _mark: Path) -> bool:
    """-D: the machine as a SOCKS proxy."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        here = taken.getsockname()
    with listener(socket.AF_INET, ("127.0.0.1", 0)) as there:
        port = there.getsockname()[1].to_bytes(2, "big")
        with client(machine, account, "-N", "-D", f"127.0.0.1:{here[1]}"):
            return WORD in said_to(socket.AF_INET, here, b"\x04\x01" + port + b"\x7f\0\0\x01x\0")


def remote_forward(*options: str) -> Attempt:
    """-R: the machine listens for us; the client tells the port, or that it was refused."""

    def attempt(machine: PlantMachine, account: str, _mark: Path) -> bool:
        with client(machine, account, "-N", "-o", "ExitOnForwardFailure=yes", *options) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if b"Allocated port" in line:
                    return True
        return False

    return attempt


def remote_forward_of_socket(machine: PlantMachine, account: str, mark: Path) -> bool:
    """-R: a socket file on the machine."""
    way = f"{mark}:127.0.0.1:9"
    with client(machine, account, "-N", "-o", "ExitOnForwardFailure=yes", "-R", way) as process:
        while process.poll() is None and not mark.exists():
            time.sleep(0.02)
    return mark.exists()


def agent(machine: PlantMachine, account: str, mark: Path) -> bool:
    """-A: the keys of whoever signs on, usable on the machine; sshd makes a socket for them in /tmp."""
    path = f"{mark}.agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.DEVNULL) as keys:
        wait_until(Path(path).exists, "the agent")
        with client(machine, account, "-A", "-tt", SSH_AUTH_SOCK=path):
            wait_until(lambda: bool(machine.processes(account)), "the session")
            user = machine.processes(account)[0].uids().real
            made = [file for file in Path("/tmp").glob("ssh-*/agent.*") if file.stat().st_uid == user]
        keys.kill()
    return bool(made)


def x11(machine: PlantMachine, account: str, _mark: Path) -> bool:
    """-Y: windows of the machine on our display; refused, the client says so."""
    line = machine.ssh(account, "-Y", command=("true",))
    done = subprocess.run(
        line,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        env=surroundings(DISPLAY="127.0.0.1:0"),
    )
    return b"X11 forwarding request failed" not in done.stderr


def second_session(machine: PlantMachine, account: str, mark: Path) -> bool:
    """A second session in a connection that has one."""
    path = f"{mark}.control"
    with client(machine, account, "-M", "-S", path, "-tt") as master:
        wait_until(Path(path).exists, "the connection")
        wait_until(lambda: bool(machine.processes(account)), "the session")
        line = ["/usr/bin/ssh", "-F", "/dev/null", "-S", path, "-o", "BatchMode=yes", "x@y", f"touch {mark}"]
        subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        assert master.poll() is None
    return mark.exists()


def file_in_home(machine: PlantMachine, account: str, mark: Path) -> bool:
    """~/.ssh/rc, which sshd runs before the session, if somebody got one there."""
    run(machine, account, command="true")
    left = mark.parent / f"rc-{account}"
    return left.exists()


def key_in_home(machine: PlantMachine, account: str, _mark: Path) -> bool:
    """A second key in ~/.ssh/authorized_keys, if somebody got one there."""
    line = machine.ssh(account, command=("true",))
    line[line.index(f"IdentityFile={machine.folder / 'key'}")] = f"IdentityFile={machine.folder / 'second'}"
    done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
    return b"Permission denied" not in done.stderr


NOT_SCREENS: dict[str, Attempt] = {
    "a remote command": command("touch MARK"),
    "a remote command in a terminal": command_in_a_terminal,
    "a command behind another": command("kiosk; touch MARK"),
    "a command in a substitution": command("kiosk --settings $(touch MARK)"),
    "a command in backquotes": command("`touch MARK`"),
    "a command on a second line": command("kiosk\ntouch MARK"),
    "a command in the background": command("kiosk & touch MARK"),
    "a shell by name": command("/bin/sh -c 'touch MARK'"),
    "a shell by option": command("exec -c /bin/bash -c 'touch MARK'"),
    "Python by name": command(f"{PYTHON} -c \"open('MARK', 'w')\""),
    "another command of the kiosk": command(f"{PYTHON} -m kiosk deploy terminal --root MARK"),
    "commands to a session without a terminal": typed_to_no_terminal,
    "a library loaded before all others": variables("true", LD_PRELOAD="MARK"),
    "a report of the loader": variables("true", LD_DEBUG="libs", LD_DEBUG_OUTPUT="MARK"),
    "a start-up file of bash": variables("env -u SSH_CLIENT bash -c true", BASH_ENV="FOLDER/script"),
    "a path of Python's modules": variables(f"{PYTHON} -c pass", PYTHONPATH="FOLDER"),
    "a start-up file of Python": variables(f"{PYTHON} -i", PYTHONSTARTUP="FOLDER/sitecustomize.py"),
    "an editor": variables("$EDITOR", EDITOR="FOLDER/script", VISUAL="FOLDER/script"),
    "a pager": variables("$PAGER", PAGER="FOLDER/script", LESSOPEN="|FOLDER/script"),
    "a browser": variables("$BROWSER", BROWSER="FOLDER/script"),
    "settings of the kiosk": variables(f"{PYTHON} -m kiosk doctor", KIOSK_SETTINGS="MARK"),
    "a log of keys by Textual": variables("touch $TEXTUAL_LOG", TEXTUAL_LOG="MARK", TEXTUAL="devtools"),
    "sftp, upload": sftp_put,
    "sftp, download": sftp_get,
    "sftp, as a subsystem": sftp_subsystem,
    "scp, upload": scp(upload=True),
    "scp, download": scp(upload=False),
    "scp of old, upload": scp("-O", upload=True),
    "scp of old, download": scp("-O", upload=False),
    "a port forwarded (-L)": local_forward,
    "a socket forwarded (-L)": local_forward_to_socket,
    "standard input forwarded (-W)": standard_forward,
    "a SOCKS proxy (-D)": dynamic_forward,
    "a port of the machine (-R)": remote_forward("-R", "127.0.0.1:0:127.0.0.1:9"),
    "a port of all its addresses (-R)": remote_forward("-R", "0.0.0.0:0:127.0.0.1:9"),
    "a SOCKS proxy on the machine (-R)": remote_forward("-R", "0"),
    "a socket of the machine (-R)": remote_forward_of_socket,
    "the agent (-A)": agent,
    "windows (-Y)": x11,
    "a second session in one connection": second_session,
    "~/.ssh/rc": file_in_home,
    "a key in ~/.ssh/authorized_keys": key_in_home,
}
"""Those that an ordinary account succeeds with."""


def tunnel(machine: PlantMachine, account: str, _mark: Path) -> bool:
    """-w: a network interface on both sides. Nobody but root may have one."""
    with client(machine, account, "-N", "-o", "ExitOnForwardFailure=yes", "-w", "any:any") as process:
        assert process.stderr is not None
        said = process.stderr.read()
    return b"open failed" not in said and b"Tunnel" not in said and b"tunnel" not in said


def a_password(machine: PlantMachine, account: str, _mark: Path) -> bool:
    """Without a key: nothing else is offered."""
    options = (
        "-o",
        "PubkeyAuthentication=no",
        "-o",
        "PreferredAuthentications=password,keyboard-interactive",
    )
    return "Permission denied (publickey)." not in run(machine, account, *options, command="true")
