"""Training at a station: the badge for training leads to a shadow of the plant, signing off there leads back.

    kiosk print training-badge        the badge, the same on every terminal
    kiosk training BACKUP             on a terminal of a server: the copy to train on, made from a backup

A kiosk with an SQLite plant of its own needs no such copy: it copies the plant. The shadow is another program with
another database, which takes the terminal over (exec), so nothing of a training can reach the plant: there is no way.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from kiosk.settings import Settings, data_folder

VARIABLE = "KIOSK_TRAINING"


def is_on(environ: Mapping[str, str]) -> bool:
    """Whether this program works on a shadow."""
    return bool(environ.get(VARIABLE))


def is_possible(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Whether there is something to train on."""
    return _prepared(environ).is_file() or _own_file(settings) is not None


def begin(environ: Mapping[str, str]) -> NoReturn:
    """Make room for a kiosk on the shadow."""
    _become({**environ, VARIABLE: "1"})


def end(environ: Mapping[str, str]) -> NoReturn:
    """Make room for the kiosk on the plant."""
    shutil.rmtree(_folder(environ) / "now", ignore_errors=True)
    _become({name: value for name, value in environ.items() if name != VARIABLE})


def on_shadow(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """Answer the settings of a training. Raises what making its copy raises."""
    from backend_client.shadows import shadow_of_file

    folder = _folder(environ) / "now"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    shadow = folder / "plant.sqlite"
    own = _own_file(settings)
    if _prepared(environ).is_file():
        shadow.unlink(missing_ok=True)
        shutil.copyfile(_prepared(environ), shadow)
    else:
        assert own is not None, "asked for where there is nothing to train on"
        shadow_of_file(own, shadow)
    terminal = f"{settings.terminal[:50]}-training"
    return replace(
        settings, database=f"sqlite:///{shadow}", database_is_own=False, token="", terminal=terminal
    )


def prepare(environ: Mapping[str, str], backup: Path, now: datetime, terminal: str) -> Path:
    """Make the copy to train on from a backup; answers where it is. Raises Trouble and OSError."""
    from backend_client.backups import By
    from backend_client.shadows import shadow_of_backup
    from kiosk.demo import user_name

    file = _prepared(environ)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = file.with_suffix(".new")
    shadow_of_backup(backup, new, By(now, user_name(), terminal))
    new.replace(file)
    return file


def _folder(environ: Mapping[str, str]) -> Path:
    return data_folder(environ) / "training"


def _prepared(environ: Mapping[str, str]) -> Path:
    return _folder(environ) / "plant.sqlite"


def _own_file(settings: Settings) -> Path | None:
    kind, _sign, path = settings.database.partition(":///")
    return Path(path) if kind == "sqlite" and Path(path).is_file() else None


def _become(environ: Mapping[str, str]) -> NoReturn:
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", "kiosk"], dict(environ))  # noqa: S606 -- our own program
