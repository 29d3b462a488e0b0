"""Migrates with whichever release its current folder holds, as its standard input says, and kills what it is told to.

run URL              migrates; answers "migrated 212", the count of its statements, or "nothing to do"
kill URL 5 17 213    a process for each number, killed before that statement, the commit being the last; answers
                     how many were killed
pause URL 5          migrates, but tells "paused" before statement 5 and waits for a line
open URL             opens it as any process does: "opened", or the kind of trouble
restore URL FILE     puts a backup into it
verify URL           answers "in order", or what was found
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command  # noqa: F401 -- before the processes part, so that each has it already
from sqlalchemy import event

from backend_client.backups import By, restore
from backend_client.manage import Trouble, database_facts, verify
from backend_client.store.database import open_database
from backend_client.store.migrate import upgrade


def main() -> None:
    """Do as told, line by line."""
    for line in sys.stdin:
        word, url, *numbers = line.split()
        tell(str(WORDS[word](url, *(int(each) if each.isdigit() else each for each in numbers))))


def opened(url: str) -> str:
    """Open a database, and tell what became of it."""
    try:
        database_facts(url)
    except Trouble as trouble:
        return trouble.problem.value
    return "opened"


def paused(url: str, number: int) -> str:
    """Migrate, and wait on the way."""

    def at(count: int) -> None:
        if count == number:
            tell("paused")
            sys.stdin.readline()

    return migrated(url, at)


def migrated(url: str, at: Callable[[int], None] = lambda _count: None) -> str:
    """Migrate; `at` is called before each statement, and before the commit."""
    count = 0

    def step(*_told: object) -> None:
        nonlocal count
        count += 1
        at(count)

    database = open_database(url)
    event.listen(database.engine, "before_cursor_execute", step)
    event.listen(database.engine, "commit", step)
    done = upgrade(database)
    database.close()
    return f"migrated {count}" if done else "nothing to do"


def killed(url: str, *numbers: int) -> int:
    """Migrate in processes that are killed; answers how many were."""
    count = 0
    for number in numbers:
        child = os.fork()
        if not child:
            migrated(url, lambda count: os.kill(os.getpid(), signal.SIGKILL) if count == number else None)  # noqa: B023
            os._exit(0)
        _, status = os.waitpid(child, 0)
        count += os.WIFSIGNALED(status)
    return count


def restored(url: str, file: str) -> str:
    """Restore a backup."""
    by = By(datetime(2026, 3, 4, tzinfo=UTC), "ADA", "T1")
    return f"restored register {restore(url, Path(file), by).register_no}"


def verified(url: str) -> str:
    """Verify; answers what was found."""
    found = [f"{each.code} {each.facts}" for each in verify(url)]
    return " ".join(found) or "in order"


def tell(text: str) -> None:
    """Write a line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


WORDS: dict[str, Callable[..., Any]] = {
    "run": migrated,
    "kill": killed,
    "pause": paused,
    "open": opened,
    "restore": restored,
    "verify": verified,
}

if __name__ == "__main__":
    main()
