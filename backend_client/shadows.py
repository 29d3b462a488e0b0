"""A shadow of a plant: a copy to train on, in which nobody is asked for a PIN and nothing reaches the plant.

own SQLite file    copied page by page while others post, a moment of a second a 100 MB
a backup           restored into a file: for terminals whose plant is behind a server
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from backend_client.backups import By, restore
from backend_client.store.trouble import told_as_trouble

_OPEN_TO_ALL = ("pin_required", "approval_pin_required", "signature_required")


def shadow_of_file(file: Path, shadow: Path) -> None:
    """Copy a plant's SQLite file, as it is at this moment, to one to train on. Raises Trouble and OSError."""
    shadow.unlink(missing_ok=True)
    with (
        told_as_trouble(),
        closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as plant,
        closing(sqlite3.connect(shadow)) as copy,
    ):
        plant.backup(copy)
        _open_to_all(copy)


def shadow_of_backup(backup: Path, shadow: Path, by: By) -> None:
    """Restore a backup into a file to train on. Raises Trouble and OSError."""
    shadow.unlink(missing_ok=True)
    restore(f"sqlite:///{shadow}", backup, by)
    with told_as_trouble(), closing(sqlite3.connect(shadow)) as copy:
        _open_to_all(copy)


def _open_to_all(copy: sqlite3.Connection) -> None:
    marks = ", ".join("?" for _ in _OPEN_TO_ALL)
    copy.execute(f"UPDATE plant_setup SET value = 'false' WHERE key IN ({marks})", _OPEN_TO_ALL)  # noqa: S608 -- marks
    copy.commit()
