"""A plant whose people have PINs, served to browsers by the real program."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.kiosk.running import ROOT, Home

PIN = "482915"


@dataclass(frozen=True)
class Served:
    """Where the pages are, and the home that they work in."""

    address: str
    home: Home


def environ_of(home: Home) -> dict[str, str]:
    """The settings of such a home, as variables."""
    return {
        "HOME": str(home.folder),
        "PATH": os.environ["PATH"],
        "KIOSK_SERVER_PEPPER_FILE": str(home.database.with_name("pepper")),
        "KIOSK_TERMINAL": "T-100",
        "KIOSK_WORK_CENTER": "100",
        "KIOSK_WEB_PORT": "0",
    }


@pytest.fixture(scope="package")
def with_pins(imported: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the plant in which OP01 and OP02 have a PIN."""
    home = Home(tmp_path_factory.mktemp("pins"))
    home.database.parent.mkdir(parents=True)
    shutil.copyfile(imported.database, home.database)
    assert home.run("people", "make-pepper").returncode == 0
    for person in ("OP01", "OP02"):
        subprocess.run(
            [sys.executable, "-m", "kiosk", "people", "pin", person],
            cwd=ROOT,
            env=environ_of(home),
            input=f"{PIN}\n",
            text=True,
            check=True,
            capture_output=True,
        )
    return home


@pytest.fixture(scope="package")
def served(with_pins: Home) -> Iterator[Served]:
    """The pages of that plant."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "web"],
        cwd=ROOT,
        env=environ_of(with_pins),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield Served(process.stdout.readline().split()[-1], with_pins)
    finally:
        process.stdout.close()
        process.terminate()
        assert process.wait(30) == 0
