"""The demo: a small factory of coffee makers in a database of this user's own, its dates in this week.

Each week has a file of its own, demo-2026-W47.sqlite, so that its work lies in this week and what was posted in it
stays; it is made the first time it is opened, whole or not at all.
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from kiosk.settings import Settings, data_folder, make_data_folder

Progress = Callable[[str, int, int], None]


def demo_file(today: date) -> Path:
    """Answer this week's demo file, whether it exists or not."""
    year, week, _ = today.isocalendar()
    return data_folder(os.environ) / f"demo-{year}-W{week:02}.sqlite"


def open_demo(
    settings: Settings, *, now: datetime, fresh: bool = False, progress: Progress | None = None
) -> str:
    """Make this week's demo where there is none, or only an empty file, and answer its URL.

    now    aware moment, by this terminal's clock
    fresh  begin again: what was posted in the demo is gone
    Raises Trouble and OSError.
    """
    from backend_client.manage import database_facts, make_demo
    from backend_client.plant.progress import untold

    file = demo_file(now.date())
    url = f"sqlite:///{file}"
    make_data_folder(os.environ)
    if fresh or not file.exists() or not database_facts(url).plant_code:
        for old in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            old.unlink(missing_ok=True)
        make_demo(
            file,
            today=now.date(),
            at=now,
            person_no=user_name(),
            terminal_id=settings.terminal,
            progress=progress or untold,
        )
    return url


def user_name() -> str:
    """Answer who runs the program, as it is recorded with an import: at most 20 plain letters."""
    from getpass import getuser

    try:
        name = getuser()
    except (KeyError, OSError):  # a user number without a name
        name = f"uid{os.getuid()}"
    return "".join(letter for letter in name if letter.isascii() and letter.isprintable())[:20] or "operator"
