"""A machine as `kiosk deploy terminal` leaves it, with Debian's own sshd, seen by nobody but these tests.

It is this machine in a mount namespace of its own: /etc is a copy into which the files are deployed, accounts come
from systemd-sysusers and folders from systemd-tmpfiles, /opt/kiosk is a Python environment of this project. sshd is
the installed one with Debian's sshd_config. Two accounts with the same key can be reached on 127.0.0.1:

    kiosk    a terminal
    worker   an ordinary account with bash, in a machine that allows everything: what an attempt is tried on first

sshd is told to accept every variable and to forward everything, and both homes have files in ~/.ssh that open more, so
that only the shipped block stands in the way.
"""

import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from kiosk.deploying import place

ROOT = Path(__file__).parents[2]
APART = ("/usr/bin/unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")
SSHD = "/usr/sbin/sshd"
OPEN_TO_ALL = """
AcceptEnv *
AllowTcpForwarding yes
AllowAgentForwarding yes
AllowStreamLocalForwarding yes
GatewayPorts clientspecified
PermitTunnel yes
X11Forwarding yes
X11UseLocalhost yes
XAuthLocation /usr/bin/true
MaxStartups 100
"""
SET_UP = """
set -e
mount --bind {folder}/etc /etc
for place in /opt /run /var/lib /var/log /home; do mount -t tmpfs -o mode=755 tmpfs $place; done
mkdir -p /run/sshd /opt/python /opt/project /opt/packages /opt/kiosk/bin /opt/kiosk/lib/{python}/site-packages
mount --rbind {base} /opt/python
mount --bind {root} /opt/project
mount --bind {packages} /opt/packages
ln -s /opt/python/bin/{python} /opt/kiosk/bin/python
printf 'home = /opt/python/bin\\n' > /opt/kiosk/pyvenv.cfg
printf '/opt/project\\n/opt/packages\\n' > /opt/kiosk/lib/{python}/site-packages/kiosk.pth
systemd-sysusers /etc/sysusers.d/kiosk-terminals.conf /etc/sysusers.d/kiosk.conf
useradd --create-home --shell /bin/bash worker
systemd-tmpfiles --create /etc/tmpfiles.d/kiosk.conf
mkdir -m 700 /home/worker/.ssh
cp {folder}/key.pub /home/worker/.ssh/authorized_keys
chown -R worker: /home/worker
cp {folder}/plant.sqlite /var/lib/kiosk/.local/share/kiosk/plant.sqlite
chown kiosk: /var/lib/kiosk/.local/share/kiosk/plant.sqlite
for home in /home/worker /var/lib/kiosk; do
    account=$(basename $home)
    mkdir -p -m 755 $home/.ssh
    echo "touch {folder}/marks/rc-$account" > $home/.ssh/rc
    cat {folder}/second.pub >> $home/.ssh/authorized_keys
    chmod -R a+rX $home/.ssh
done
exec {sshd} -D -e -p {port} -o ListenAddress=127.0.0.1
"""


class PlantMachine:
    """Where sshd listens, the key that opens both accounts, and a folder that everybody may write."""

    def __init__(self, folder: Path, port: int, sshd: psutil.Process) -> None:
        """Keep where things are."""
        self.folder = folder
        self.port = port
        self.marks = folder / "marks"
        self._sshd = sshd

    def ssh(self, account: str, *options: str, command: tuple[str, ...] = ()) -> list[str]:
        """Answer the command line of a client."""
        return [
            "/usr/bin/ssh",
            *self.options(),
            "-p",
            str(self.port),
            *options,
            f"{account}@127.0.0.1",
            *command,
        ]

    @property
    def sshd(self) -> psutil.Process:
        """The process that listens."""
        return next(process for process in self._sshd.children() if process.name() in {"sshd", "sh"})

    def options(self) -> list[str]:
        """Answer what every client of ssh is told: this key, this machine, nobody else's settings."""
        told = {
            "IdentityFile": str(self.folder / "key"),
            "IdentitiesOnly": "yes",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": "/dev/null",
            "LogLevel": "INFO",
            "BatchMode": "yes",
            "ConnectTimeout": "20",
        }
        return ["-F", "/dev/null", *(part for name in told for part in ("-o", f"{name}={told[name]}"))]

    def processes(self, account: str = "kiosk") -> list[psutil.Process]:
        """Answer what runs now for an account, sshd's own part left out."""
        found = []
        for process in self._sshd.children(recursive=True):
            try:
                mine = process.username() != "root" and process.name() != "sshd"
                if mine and self._home(process) == account and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except psutil.NoSuchProcess:
                continue
        return found

    def _home(self, process: psutil.Process) -> str:
        return Path(process.environ().get("HOME", "")).name


@contextmanager
def plant_machine(plant: Path) -> Iterator[PlantMachine]:
    """Set the machine up, with a plant's database for the terminal, and end all of it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-machine-"))
    try:
        _lay_out(folder, plant)
        yield from _serving(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(folder: Path, plant: Path) -> None:
    folder.chmod(0o755)
    shutil.copytree("/etc", folder / "etc", symlinks=True, ignore_dangling_symlinks=True)
    for old in ("etc/ssh/sshd_config.d", "etc/sysusers.d", "etc/kiosk"):
        shutil.rmtree(folder / old, ignore_errors=True)
    list(place("terminal", ["kiosk"], folder))
    for name in ("key", "second", "etc/ssh/ssh_host_ed25519_key"):
        (folder / name).unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    public = (folder / "key.pub").read_text("ascii")
    (folder / "etc/kiosk/authorized_keys/kiosk").write_text(f"restrict,pty {public}", "ascii")
    (folder / "etc/kiosk/kiosk.toml").write_text('[station]\nterminal = "T7"\nsound = false\n', "ascii")
    (folder / "etc/ssh/sshd_config.d/zz-open.conf").write_text(OPEN_TO_ALL, "ascii")
    shutil.copy(plant, folder / "plant.sqlite")
    (folder / "marks").mkdir()
    (folder / "marks").chmod(0o777)


def _serving(folder: Path) -> Iterator[PlantMachine]:
    for _attempt in range(5):
        port = _free_port()
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*APART, "sh", "-c", _script(folder, port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            if _answers(port, process):
                yield PlantMachine(folder, port, psutil.Process(process.pid))
                return
        finally:
            process.kill()
            process.wait()
    raise AssertionError((folder / "log").read_text("utf-8", errors="replace"))


def _script(folder: Path, port: int) -> str:
    return SET_UP.format(
        folder=folder,
        base=sys.base_prefix,
        python=f"python{sys.version_info.major}.{sys.version_info.minor}",
        root=ROOT,
        packages=sysconfig.get_path("purelib"),
        sshd=SSHD,
        port=port,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait until sshd says its name, or has ended."""
    while process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=20) as asked:
                if asked.recv(4) == b"SSH-":
                    return True
        except OSError:
            time.sleep(0.02)
    return False
