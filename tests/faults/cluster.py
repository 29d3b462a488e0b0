"""A cluster of PostgreSQL with Patroni, etcd and HAProxy, all on this machine, set up by the files that are shipped for it.

The files name three machines at 10.0.0.11 to 13 and their usual ports; here these are three nodes at 127.0.0.1, each with
ports of its own. Debian has the programs: postgresql, patroni, etcd-server, haproxy.
"""

import os
import pwd
import re
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg

from tests.faults.killable import until

SHIPPED = Path(__file__).parents[2] / "kiosk" / "deployment" / "cluster" / "etc"
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PROGRAMS = ("patroni", "etcd", "haproxy")
NODES = ("db1", "db2", "db3")
USER = "postgres"
PASSWORD = "on-this-machine-only"


def missing_programs() -> list[str]:
    """What is not installed: the names of Debian's packages."""
    packages = {"patroni": "patroni", "etcd": "etcd-server", "haproxy": "haproxy"}
    found = os.environ.get("PATH", "") + ":/usr/sbin"
    missing = [packages[name] for name in PROGRAMS if shutil.which(name, path=found) is None]
    return [*missing, *([] if BINARIES else ["postgresql"])]


class Cluster:
    """Three nodes, one of them the primary, behind one address."""

    def __init__(self, folder: Path) -> None:
        """Start everything in an empty folder, and wait until a primary and a synchronous standby are there."""
        self.folder = folder
        folder.chmod(0o755)
        entry = pwd.getpwnam(USER)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        self._ports = {name: (_free_port(), _free_port()) for name in NODES}
        self._etcd_port, self._proxy_port, self._replicas_port = _free_port(), _free_port(), _free_port()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._start_etcd()
        for name in NODES:
            self.start(name)
        until(lambda: self.primary() is not None and self.synchronous_standbys() > 0)
        self._start_proxy()
        with psycopg.connect(self._url(self.primary() or "", "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE plant")
        until(self._answers)

    @property
    def url(self) -> str:
        """The plant's database, wherever the primary is."""
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self._proxy_port}/plant"

    def primary(self) -> str | None:
        """Name the primary, None while there is none."""
        for name in NODES:
            try:
                if (
                    httpx.get(f"http://127.0.0.1:{self._ports[name][1]}/primary", timeout=1).status_code
                    == 200
                ):
                    return name
            except httpx.HTTPError:
                continue
        return None

    def synchronous_standbys(self) -> int:
        """Count the standbys that have to have what is acknowledged."""
        primary = self.primary()
        if primary is None:
            return 0
        told: dict[str, Any] = httpx.get(
            f"http://127.0.0.1:{self._ports[primary][1]}/cluster", timeout=2
        ).json()
        return sum(member["role"] == "sync_standby" for member in told["members"])

    def start(self, name: str) -> None:
        """Start a node, new or killed."""
        file = self.folder / f"{name}.yml"
        file.write_text(self._node_settings(name))
        os.chown(file, pwd.getpwnam(USER).pw_uid, -1)
        self._run(name, ["patroni", str(file)])

    def kill(self, name: str) -> None:
        """Let a machine lose its power: Patroni and PostgreSQL at one moment."""
        patroni = psutil.Process(self._processes[name].pid)
        data = str(self.folder / name)
        of_node = [
            each for each in psutil.process_iter(["cmdline"]) if data in " ".join(each.info["cmdline"] or ())
        ]
        family = [child for each in of_node for child in each.children(recursive=True)]
        for process in (patroni, *of_node, *family):
            if process.is_running():
                process.kill()
        self._processes[name].wait()
        psutil.wait_procs([*of_node, *family], timeout=60)

    def stop(self) -> None:
        """End everything."""
        for name in NODES:
            if self._processes[name].poll() is None:
                self.kill(name)
        for name in ("haproxy", "etcd"):
            if name in self._processes:
                self._processes[name].kill()
                self._processes[name].wait()

    def _node_settings(self, name: str) -> str:
        port, api = self._ports[name]
        text = (SHIPPED / "patroni" / "config.yml").read_text()
        text = re.sub(r"10\.0\.0\.11:8008", f"127.0.0.1:{api}", text)
        text = re.sub(r"10\.0\.0\.11:5432", f"127.0.0.1:{port}", text)
        text = re.sub(r"\[10\.0\.0\.11:2379.*\]", f"[127.0.0.1:{self._etcd_port}]", text)
        text = text.replace("10.0.0.0/24", "127.0.0.1/32").replace("name: db1", f"name: {name}")
        text = text.replace("/var/lib/postgresql/15/plant", str(self.folder / name))
        text = text.replace("/var/lib/postgresql/.pgpass-patroni", str(self.folder / f"{name}.pgpass"))
        text = text.replace("/usr/lib/postgresql/15/bin", str(BINARIES[-1]))
        text = re.sub(r'password: "[^"]*"', f'password: "{PASSWORD}"', text)
        return f"{text}  parameters:\n    unix_socket_directories: {self.folder}\n"

    def _start_etcd(self) -> None:
        client, peer = f"http://127.0.0.1:{self._etcd_port}", f"http://127.0.0.1:{_free_port()}"
        words = ["etcd", "--name", "one", "--data-dir", str(self.folder / "etcd")]
        words += ["--listen-client-urls", client, "--advertise-client-urls", client]
        words += [
            "--listen-peer-urls",
            peer,
            "--initial-advertise-peer-urls",
            peer,
            "--initial-cluster",
            f"one={peer}",
        ]
        self._run("etcd", words)
        until(lambda: _is_open(self._etcd_port))

    def _start_proxy(self) -> None:
        text = (SHIPPED / "haproxy" / "haproxy.cfg").read_text()
        text = text.replace("127.0.0.1:5000", f"127.0.0.1:{self._proxy_port}")
        text = text.replace("127.0.0.1:5001", f"127.0.0.1:{self._replicas_port}")
        for number, name in enumerate(NODES, start=11):
            port, api = self._ports[name]
            text = text.replace(f"10.0.0.{number}:5432 port 8008", f"127.0.0.1:{port} port {api}")
        file = self.folder / "haproxy.cfg"
        file.write_text(text)
        self._run("haproxy", ["haproxy", "-db", "-f", str(file)])

    def _run(self, name: str, words: list[str]) -> None:
        path = os.environ.get("PATH", "") + ":/usr/sbin"
        program = shutil.which(words[0], path=path)
        assert program is not None, words[0]
        environment = {"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8"}
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [program, *words[1:]], stdout=log, stderr=log, user=USER, cwd=self.folder, env=environment,
                start_new_session=True,
            )  # fmt: skip

    def _url(self, name: str, database: str) -> str:
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self._ports[name][0]}/{database}"

    def _answers(self) -> bool:
        """Say whether the proxy has found out who is no primary: until then it sends some connections there, too."""
        return all(self._reaches_primary() for _ in NODES)

    def _reaches_primary(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=2) as connection:
                told = connection.execute("SELECT pg_is_in_recovery()").fetchone()
        except psycopg.OperationalError:
            return False
        return told == (False,)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _is_open(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0
