"""Can this process post? The database answers, stands at this program's revision, agrees on the time, and has room."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from backend_client import limits
from backend_client.records.register import Register
from backend_client.store.database import Database
from backend_client.store.migrate import is_current
from backend_client.store.rows import table_of

GOOD = "good"
REGISTER = table_of(Register)


def checks(database: Database, now: Callable[[], datetime]) -> dict[str, str]:
    """Answer each check with `good` or with what is wrong; what could not be looked at is not named.

    database    it answers
    migrations  it stands at the revision of this program
    clock       this machine's clock is neither behind the last posting nor away from the database's own
    disk        there is room for what is posted; of a database in a file only, a server's disk is its own
    """
    try:
        found = {"migrations": GOOD if is_current(database) else "another revision", "database": GOOD}
        if found["migrations"] == GOOD:
            found["clock"] = _clock(database, now)
            if database.is_sqlite:
                found["disk"] = _disk(Path(database.engine.url.database or "."))
    except SQLAlchemyError as error:
        return {"database": type(error).__name__}
    return found


def _disk(file: Path) -> str:
    room = os.statvfs(file.parent)
    return GOOD if room.f_bavail * room.f_frsize >= limits.DISK_BYTES_MIN else "nearly full"


def _clock(database: Database, now: Callable[[], datetime]) -> str:
    allowed = timedelta(seconds=limits.CLOCK_OFF_SECONDS_MAX)
    with database.read() as connection:
        last = connection.execute(
            select(REGISTER.c.posted_at).order_by(REGISTER.c.no.desc()).limit(1)
        ).scalar_one_or_none()
        here = now()
        there = here if database.is_sqlite else connection.execute(select(func.now())).scalar_one()
    if last is not None and last > here + allowed:
        return "behind the last posting"
    return GOOD if abs(there.astimezone(UTC) - here) <= allowed else "away from the database's"
