"""The program as a person runs it: a process of its own, with a home of its own and no terminal."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLANT = ROOT / "backend_client" / "plant" / "contoso_coffee"


class Home:
    """A home folder in which commands are run."""

    def __init__(self, folder: Path) -> None:
        """Begin with an empty one."""
        self.folder = folder

    @property
    def database(self) -> Path:
        """The file that is used where no database is named."""
        return self.folder / ".local" / "share" / "kiosk" / "plant.sqlite"

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `kiosk` with these arguments to its end; never with a traceback."""
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *arguments],
            cwd=ROOT,
            env=kept | {"HOME": str(self.folder), "LANG": "C.UTF-8"} | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        assert "fault of its own" not in done.stderr, done.stderr
        return done
