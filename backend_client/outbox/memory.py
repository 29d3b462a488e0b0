"""What a terminal has seen of the plant: the last answer to each question, with its moment.

A memory is a help and never a record: it is not waited for to reach the disk, an old or a large answer is not kept,
and a file that can't be read is begun anew. Questions are told apart by their canonical text.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from backend_client import limits

BESIDE = ("", "-wal", "-shm")
VERSION = 1
TABLE = """
    CREATE TABLE answers (
        message TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        as_of TEXT NOT NULL,
        PRIMARY KEY (message, question)
    ) STRICT, WITHOUT ROWID
"""


class Memory:
    """Answers in a file of this user's own; safe to call from any thread."""

    def __init__(self, file: Path) -> None:
        """Open the memory, or begin anew; raises OSError where the folder refuses."""
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = Lock()
        try:
            self._connection = _opened(file)
        except sqlite.DatabaseError:
            for end in BESIDE:
                Path(f"{file}{end}").unlink(missing_ok=True)
            self._connection = _opened(file)

    def keep(self, message: str, question: str, answer: str, now: datetime) -> None:
        """Remember an answer; what can't be remembered is not."""
        if len(answer.encode()) > limits.LAST_SEEN_BYTES_MAX:
            return self.forget(message, question)
        return self._change(
            "INSERT OR REPLACE INTO answers (message, question, answer, as_of) VALUES (?, ?, ?, ?)",
            (message, question, answer, now.isoformat()),
        )

    def forget(self, message: str, question: str) -> None:
        """Forget an answer: it is not so any more."""
        self._change("DELETE FROM answers WHERE message = ? AND question = ?", (message, question))

    def seen(self, message: str, question: str, now: datetime) -> tuple[str, datetime] | None:
        """Answer what was last seen, and when; None where it was never seen, or too long ago to help."""
        statement = "SELECT answer, as_of FROM answers WHERE message = ? AND question = ?"
        try:
            with self._lock:
                row = self._connection.execute(statement, (message, question)).fetchone()
        except sqlite.Error:
            return None
        as_of = datetime.fromisoformat(row[1]) if row else now
        is_old = now - as_of > timedelta(days=limits.LAST_SEEN_DAYS_MAX)
        return None if row is None or is_old else (row[0], as_of)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _change(self, statement: str, values: tuple[str, ...]) -> None:
        try:
            with self._lock:
                self._connection.execute(statement, values)
                (count,) = self._connection.execute("SELECT count(*) FROM answers").fetchone()
                if count > limits.LAST_SEEN_ROWS_MAX:
                    self._connection.execute(
                        """DELETE FROM answers WHERE (message, question) IN (
                            SELECT message, question FROM answers ORDER BY as_of LIMIT ?)""",
                        (limits.LAST_SEEN_ROWS_MAX // 10,),
                    )
        except sqlite.Error:  # a full disk, or closed by now: nothing that was promised is lost
            return


def _opened(file: Path) -> Any:
    os.close(os.open(file, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    connection = sqlite.connect(file, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            connection.execute("DROP TABLE IF EXISTS answers")
            connection.execute(TABLE)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("SELECT count(*) FROM answers").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
