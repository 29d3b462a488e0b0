"""A release of what is committed, made from a copy of the repository, and environments that it is installed in."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def copy_of_the_repository(folder: Path) -> Path:
    """Clone what is committed."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def release_of(repository: Path, target: Path) -> Path:
    """Make a release as `make release` does."""
    subprocess.run(
        [sys.executable, "-m", "release", str(target)], cwd=repository, check=True, stdout=subprocess.DEVNULL
    )
    return target


def wheel_in(release: Path) -> Path:
    """Answer its wheel."""
    (wheel,) = release.glob("*.whl")
    return wheel


class Installed:
    """An environment with the wheel in it, in which commands are run away from the sources."""

    def __init__(self, folder: Path, release: Path, *, whole: bool) -> None:
        """Install as deployment/README.md says; not whole: the wheel alone, beside the packages that are here."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        venv.create(folder / "env", with_pip=whole, symlinks=True)
        self.home = folder / "home"
        self.home.mkdir()
        if whole:
            pip = [str(folder / "env/bin/pip"), "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, "--require-hashes", "-r", "requirements.txt"], cwd=release, check=True)
            return
        (packages,) = (folder / "env").glob("lib/python*/site-packages")
        with zipfile.ZipFile(wheel_in(release)) as wheel:
            wheel.extractall(packages)  # all that installing a wheel without programs of its own comes to
        # last in the path, its own .pth files not read: what is under test comes out of the wheel
        (packages / "beside.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    def run(self, *arguments: str, **environment: str) -> str:
        """Run the installed program; answers what it prints."""
        return self.python("-m", "kiosk", *arguments, **environment)

    def python(self, *arguments: str, **environment: str) -> str:
        """Run the installed environment's Python, isolated."""
        done = subprocess.run(
            [str(self.folder / "env/bin/python"), "-I", *arguments],
            cwd=self.home,
            env={"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"} | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
