"""The product on a file, and the driver alone writing the same rows on another: what a benchmark compares.

    product.post(request)              timed
    statements = noted.noted(request)  the same on a second file, not timed, every statement noted
    raw.execute(statements)            those statements alone on a third file, timed

The three files begin as equal copies.
"""

import shutil
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WRITING = ("INSERT", "UPDATE", "DELETE")

Statement = tuple[str, Any, bool]


def copies(path: Path) -> tuple["Product", "Product", "Raw"]:
    """Answer the product on a file, and the other two on copies of it."""
    others = [path.with_name(f"{name}.sqlite") for name in ("noted", "raw")]
    for other in others:
        shutil.copyfile(path, other)
    return Product(path), Product(others[0]), Raw(others[1])


def elapsed(call: Callable[..., Any], *arguments: Any) -> float:
    """Answer the seconds that a call takes."""
    start = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - start


def rows_of(statements: Sequence[Statement]) -> int:
    """Answer how many rows some statements write."""
    writing = (each for each in statements if each[0].startswith(WRITING))
    return sum(len(parameters) if many else 1 for _, parameters, many in writing)


class Product:
    """The product's own client on one file, or on the database of a URL."""

    def __init__(self, place: Path | str) -> None:
        """Open it, ready to listen to its statements."""
        from sqlalchemy import event

        from backend_client.local import LocalClient
        from backend_client.store.database import open_database

        self.database = open_database(place if isinstance(place, str) else f"sqlite:///{place}")
        self.client = LocalClient(self.database, now=lambda: NOON)
        self._statements: list[Statement] = []
        self._event = event

    def post(self, request: Any) -> Any:
        """Post a request that must be taken; answers its receipt."""
        from backend_client.messages.base import Posted

        answer = self.client.post(request)
        assert isinstance(answer, Posted), answer
        return answer.receipt

    def noted(self, request: Any) -> list[Statement]:
        """Post and answer the statements it took."""
        self._statements.clear()
        engine, name = self.database.engine, "before_cursor_execute"
        self._event.listen(engine, name, self._note)
        self.post(request)
        self._event.remove(engine, name, self._note)
        return list(self._statements)

    def _note(self, _c: Any, _cursor: Any, text: str, parameters: Any, _context: Any, many: bool) -> None:  # noqa: FBT001
        if not text.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            self._statements.append((text, parameters, many))


class Raw:
    """The driver alone, with the product's own settings of a connection."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        from pysqlite3 import dbapi2 as sqlite

        self.connection = sqlite.connect(str(path), isolation_level=None)
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",
            "wal_autocheckpoint=4000",
        ):
            self.connection.execute(f"PRAGMA {pragma}")

    def execute(self, statements: Sequence[Statement]) -> None:
        """Execute the statements of one request as one transaction."""
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        for text, parameters, many in statements:
            if many:
                cursor.executemany(text, parameters)
            else:
                cursor.execute(text, parameters)
                if text.startswith("SELECT"):
                    cursor.fetchall()
        cursor.execute("COMMIT")
