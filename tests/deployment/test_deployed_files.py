"""The files of a server and of terminals are what systemd and sshd understand, and go where nobody's work is lost."""

import configparser
import subprocess
from pathlib import Path

import pytest

from kiosk.deploying import FOLDER, place
from kiosk.settings import read_settings
from tests.deployment.plant_machine import PlantMachine
from tests.kiosk.running import Home

UNITS = sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.service"))
MOST_EXPOSED = 20
"""Tenths of the figure of `systemd-analyze security`: 96 for a unit that limits nothing."""


def lines(unit: Path) -> dict[str, str]:
    """Answer the settings of a unit's service."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(FOLDER / unit)
    return dict(parser["Service"])


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_systemd_understands_each_unit(unit: Path, tmp_path: Path) -> None:
    """systemd-analyze verify has nothing to say, once the program stands where the unit names it."""
    text = (FOLDER / unit).read_text("ascii")
    program = lines(unit)["ExecStart"].split()[0]
    copy = tmp_path / unit.name
    copy.write_text(text.replace(program, "/bin/true"), "ascii")
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_each_unit_may_do_little(unit: Path) -> None:
    """systemd-analyze security rates it at most 2.0 of 10; it gains no rights and writes nowhere but its own folder."""
    line = [
        "systemd-analyze",
        "security",
        "--offline=true",
        f"--threshold={MOST_EXPOSED}",
        str(FOLDER / unit),
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = lines(unit)
    assert (told["NoNewPrivileges"], told["ProtectSystem"], told["CapabilityBoundingSet"]) == (
        "yes",
        "strict",
        "",
    )
    assert (told["Restart"], told["RestartSec"], told["LimitCORE"]) == ("always", "1", "0")


def test_sshd_reads_the_block_as_it_is_meant(machine: PlantMachine) -> None:
    """Asked what holds for an account of the group, sshd itself says: the kiosk, a key, one session, no forwarding."""
    asked = "user=kiosk,host=localhost,addr=127.0.0.1"
    inside = ["nsenter", f"--mount=/proc/{machine.sshd.pid}/ns/mnt", "/usr/sbin/sshd", "-T", "-C", asked]
    done = subprocess.run(inside, capture_output=True, text=True, check=True)
    holds = dict(line.partition(" ")[::2] for line in done.stdout.splitlines())
    expected = {
        "forcecommand": "/etc/kiosk/terminal-session",
        "authenticationmethods": "publickey",
        "authorizedkeysfile": "/etc/kiosk/authorized_keys/%u",
        "acceptenv": "LANG",
        "maxsessions": "1",
    }
    for name in (
        "allowtcpforwarding",
        "allowagentforwarding",
        "x11forwarding",
        "permittunnel",
        "permituserrc",
    ):
        expected[name] = "no"
    assert {name: holds[name] for name in expected} == expected


def test_deploying_again_keeps_what_was_set(tmp_path: Path) -> None:
    """A file that says something else stays as it is, and the shipped one is put beside it."""
    assert {placed.outcome for placed in place("server", [], tmp_path)} == {"new"}
    settings = tmp_path / "etc/kiosk/server.toml"
    shipped = settings.read_text("ascii")
    settings.write_text("# ours\n", "ascii")
    assert {placed.file.name: placed.outcome for placed in place("server", [], tmp_path)} == {
        "server.toml": "kept",
        "kiosk-server.service": "as it was",
        "kiosk-server.conf": "as it was",
    }
    assert settings.read_text("ascii") == "# ours\n"
    assert settings.with_name("server.toml.new").read_text("ascii") == shipped


def test_each_account_gets_files_of_its_own(tmp_path: Path) -> None:
    """Accounts, keys and settings carry its name; one with another name than an account may have is refused."""
    home = Home(tmp_path / "home")
    root = tmp_path / "root"
    done = home.run(
        "deploy", "terminal", "--account", "kiosk-t7", "--account", "kiosk-t8", "--root", str(root)
    )
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in (root / "etc/kiosk/authorized_keys").iterdir()) == [
        "kiosk-t7",
        "kiosk-t8",
    ]
    assert "u kiosk-t7 " in (root / "etc/sysusers.d/kiosk-t7.conf").read_text("ascii")
    assert "systemd-sysusers" in done.stdout
    refused = home.run("deploy", "terminal", "--account", "../../etc/x", "--root", str(root))
    assert (refused.returncode, refused.stdout) == (2, "")


@pytest.mark.parametrize("name", ["server/etc/kiosk/server.toml", "account/etc/kiosk/ACCOUNT.toml"])
def test_the_shipped_settings_are_read(name: str) -> None:
    """No key in them is unknown to the program."""
    settings = read_settings({"KIOSK_SETTINGS": str(FOLDER / name), "HOME": "/nonexistent"})
    assert settings.database.startswith(("postgresql://", "https://"))


def test_only_root_and_the_server_read_the_servers_secrets(tmp_path: Path) -> None:
    """Its settings are no longer readable by everybody the moment they are written; programs are executable."""
    list(place("server", [], tmp_path))
    list(place("terminal", ["kiosk"], tmp_path))
    assert (tmp_path / "etc/kiosk/server.toml").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "etc/kiosk/terminal-session").stat().st_mode & 0o777 == 0o755
