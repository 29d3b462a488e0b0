"""A release can be made again by anybody, holds what is needed and nothing else, installs, and takes an outbox along."""

import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from pysqlite3 import sqlite_version

from backend_client.manage import make_demo
from backend_client.plant.progress import untold
from tests.casebook.databases import NOON
from tests.proof.conftest import Proof
from tests.proof.test_kill import posted
from tests.release.released import Installed, copy_of_the_repository, release_of, wheel_in
from tests.served_plants import TOKEN, ServerProcess

NOT_INSTALLED = ("screens/images/",)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_repository(tmp_path_factory.mktemp("repository") / "kiosk")


@pytest.fixture(scope="module")
def release(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of(repository, tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def installed(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"), release, whole=False)


@pytest.mark.proof
def test_a_release_installs_by_its_own_hashes(release: Path, tmp_path: Path, proof: Proof) -> None:
    """sha256sum finds all files in order; pip, which takes nothing without its hash, installs them; the tour plays."""
    sums = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(sums, cwd=release, check=False).returncode == 0
    times = proof.count(0, full=1)
    for _ in range(times):
        whole = Installed(tmp_path / "whole", release, whole=True)
        assert whole.run("--version") == "kiosk 0.1.0\n"
        assert "Receipt" in whole.run("demo")
    proof.row(
        "release installed by its hashes alone", times, "every part by version and hash, the tour played"
    )


def test_a_release_made_elsewhere_is_the_same_byte_for_byte(release: Path, tmp_path: Path) -> None:
    """Another folder, another moment, files with other rights: the same sums."""
    repository = copy_of_the_repository(tmp_path / "elsewhere")
    for file in repository.rglob("*.py"):
        file.chmod(0o600)
    subprocess.run(["git", "config", "core.fileMode", "false"], cwd=repository, check=True)
    again = release_of(repository, tmp_path / "dist")
    assert (again / "SHA256SUMS").read_text("ascii") == (release / "SHA256SUMS").read_text("ascii")


def test_the_sums_are_those_of_every_file(release: Path) -> None:
    """SHA256SUMS names each file beside it, with its sum."""
    sums = dict(line.split("  ")[::-1] for line in (release / "SHA256SUMS").read_text("ascii").splitlines())
    files = [file for file in release.iterdir() if file.name != "SHA256SUMS"]
    assert sums == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_wheel_holds_the_three_packages_and_nothing_else(release: Path, repository: Path) -> None:
    """Every committed file of theirs is in it: modules, plant, languages, migrations, files to deploy."""
    with zipfile.ZipFile(wheel_in(release)) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    listed = subprocess.run(
        ["git", "ls-files", "kiosk", "screens", "backend_client"],
        cwd=repository,
        check=True,
        capture_output=True,
        text=True,
    )
    wanted = {name for name in listed.stdout.splitlines() if not name.startswith(NOT_INSTALLED)}
    assert held == wanted


def test_the_bill_of_materials_names_every_part(release: Path) -> None:
    """Each locked package with version, hashes and licence, and the SQLite that is carried along."""
    (file,) = release.glob("*.cdx.json")
    bill = json.loads(file.read_text("utf-8"))
    locked = re.findall(
        r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+) ", (release / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    parts = {part["name"]: part for part in bill["components"]}
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {(name, parts[name]["version"]) for name in parts} == {*locked, ("sqlite", sqlite_version)}
    assert {"textual", "sqlalchemy", "fastapi", "uvicorn", "psycopg-binary", "argon2-cffi"} <= parts.keys()
    assert not {"pytest", "mypy", "ruff", "hypothesis", "schemathesis"} & parts.keys()
    for name, _version in locked:
        (distribution,) = parts[name]["externalReferences"]
        assert all(len(each["content"]) == 64 for each in distribution["hashes"]), name
        assert distribution["hashes"], name
        assert parts[name]["licenses"][0]["license"]["name"], name


def test_each_licence_is_told(release: Path) -> None:
    """One line for each part, none without a licence."""
    rows = (release / "licences.txt").read_text("utf-8").splitlines()
    (file,) = release.glob("*.cdx.json")
    assert len(rows) == len(json.loads(file.read_text("utf-8"))["components"])
    assert all(row[44:].strip() for row in rows)


def test_the_installed_program_works_without_its_sources(installed: Installed) -> None:
    """It tells its version, brings the demo plant in, tells its load, verifies, and finds nothing wrong with itself."""
    place = installed.python("-c", "import kiosk; print(kiosk.__file__)")
    assert place.startswith(str(installed.folder))
    assert installed.run("--version") == "kiosk 0.1.0\n"
    plant = Path(place.strip()).parents[1] / "backend_client/plant/contoso_coffee"
    database = str(installed.home / "plant.sqlite")
    assert "Imported: " in installed.run("--database", database, "import", str(plant))
    assert "WRONG" not in installed.run("--database", database, "doctor")
    assert "Production" in installed.run("--database", database, "load")
    installed.run("--database", database, "verify")
    assert "etc/kiosk/terminal-session" in installed.run(
        "deploy", "terminal", "--root", str(installed.home / "root")
    )


def test_an_update_takes_the_outbox_along(
    installed: Installed, repository: Path, tmp_path: Path, server_process: ServerProcess
) -> None:
    """Version 0.1.0 keeps 30 postings; 0.2.0 in its place keeps 5 more, and posts each once, in their order."""
    newer = Installed(
        tmp_path / "newer", release_of(_next_version(repository, tmp_path), tmp_path / "dist"), whole=False
    )
    url = f"sqlite:///{tmp_path / 'plant.sqlite'}"
    make_demo(
        tmp_path / "plant.sqlite",
        today=NOON.date(),
        at=NOON,
        person_no="me",
        terminal_id="T0",
        progress=untold,
    )
    outbox, nobody = str(tmp_path / "outbox"), "http://127.0.0.1:9"

    def keep(program: Installed, address: str, prefix: str, count: int) -> str:
        keeper = str(Path(__file__).parents[1] / "release" / "keeper.py")
        return program.python(keeper, address, outbox, TOKEN, NOON.isoformat(), prefix, str(count)).strip()

    assert keep(installed, nobody, "before", 30) == "0.1.0 30"
    assert keep(newer, nobody, "after", 5) == "0.2.0 35"
    assert keep(newer, server_process.open(url), "last", 1) == "0.2.0 0"
    wanted = [f"before-{n}" for n in range(30)] + [f"after-{n}" for n in range(5)] + ["last-0"]
    assert [each for name in ("before", "after", "last") for each in posted(url, name)] == wanted


def _next_version(repository: Path, folder: Path) -> Path:
    """Answer the same sources as the release that comes next."""
    copy = folder / "next"
    subprocess.run(["git", "clone", "--quiet", str(repository), str(copy)], check=True)
    project = copy / "pyproject.toml"
    project.write_text(project.read_text("utf-8").replace('version = "0.1.0"', 'version = "0.2.0"'), "utf-8")
    who = ["-c", "user.name=me", "-c", "user.email=me@localhost"]
    subprocess.run(["git", *who, "commit", "--quiet", "--all", "--message", "Next"], cwd=copy, check=True)
    return copy
