"""The file of a backup: every row of every table as text, whatever kind of database it comes from.

    {"format": "kiosk backup 1", "revision": "0001", "head": {...}, ...}            what it is, and the ledgers' end
    {"table": "items", "columns": [["no", "text"], ["unit_cost", "decimal 5"]]}     then the rows of that table
    ["F-100", "12.5"]
    {"end": {"rows": 1204, "sha256": "..."}}                                        of all lines before it

The lines are packed by gzip. A file that was cut off has no end, one that was changed another hash; neither is restored.
A file gets its name only once it is whole, read again and on the disk; others than its owner can't read it.
"""

import fcntl
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from backend_client.store.trouble import DatabaseUnsafe, Problem

FORMAT = "kiosk backup 1"
LINE_BYTES_MAX = 16_777_216
FAST = 1  # of gzip's levels: the others take many times as long for little

BROKEN = (OSError, EOFError, zlib.error, ValueError)
"""What reading a file may raise that is not what was written."""


class BackupWriter:
    """Lines on their way into a file."""

    def __init__(self, packed: gzip.GzipFile) -> None:
        """Begin."""
        self._packed = packed
        self._digest = hashlib.sha256()
        self.rows = 0

    def head(self, values: dict[str, Any]) -> None:
        """Write the first line."""
        self._line({"format": FORMAT, **values})

    def table(self, name: str, columns: list[tuple[str, str]]) -> None:
        """Begin a table: names and kinds of its columns."""
        self._line({"table": name, "columns": columns})

    def row(self, values: list[Any]) -> None:
        """Write a row of the table that was begun."""
        self._line(values)
        self.rows += 1

    def end(self) -> None:
        """Write the last line."""
        self._line({"end": {"rows": self.rows, "sha256": self._digest.hexdigest()}})

    def _line(self, value: Any) -> None:
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        # a lone surrogate that found its way into a text is kept as it is
        line = text.encode("utf-8", "surrogatepass") + b"\n"
        self._digest.update(line)
        self._packed.write(line)


class BackupReader:
    """A file that is read from its beginning to its end once; raises DatabaseUnsafe where it is not what was written."""

    def __init__(self, packed: gzip.GzipFile) -> None:
        """Read the head."""
        self._packed = packed
        self._digest = hashlib.sha256()
        self._rows = 0
        try:
            self.head: dict[str, Any] = json.loads(packed.readline(LINE_BYTES_MAX))
            is_ours = self.head["format"] == FORMAT
        except (*BROKEN, TypeError, KeyError) as error:
            raise DatabaseUnsafe("it is no backup", Problem.NOT_A_BACKUP) from error
        if not is_ours:
            raise DatabaseUnsafe(f"another format: {self.head['format']!s:.60}", Problem.NOT_A_BACKUP)
        packed.seek(0)
        self._line()

    def lines(self) -> Iterator[dict[str, Any] | list[Any]]:
        """Answer each table's line and its rows; the end is checked."""
        while True:
            hashed = self._digest.hexdigest()
            line = self._line()
            if isinstance(line, dict) and "end" in line:
                if line["end"] != {"rows": self._rows, "sha256": hashed} or self._goes_on():
                    raise _damaged("its end does not fit what stands before it")
                return
            if isinstance(line, list):
                self._rows += 1
            yield line

    def _goes_on(self) -> bool:
        try:
            return bool(self._packed.read(1))  # and what gzip itself keeps of the whole file is checked
        except BROKEN as error:
            raise _damaged(str(error)) from error

    def _line(self) -> Any:
        try:
            line = self._packed.readline(LINE_BYTES_MAX)
            self._digest.update(line)
            return json.loads(line.decode("utf-8", "surrogatepass"))
        except BROKEN as error:
            raise _damaged(str(error) or "it was cut off") from error


@contextmanager
def writing(file: Path) -> Iterator[BackupWriter]:
    """Write a backup; at the end of the block it has its name, unless something was raised.

    Raises OSError: FileExistsError where there is a file of that name, BlockingIOError where another process writes it.
    """
    if file.exists():
        raise FileExistsError(17, os.strerror(17), str(file))
    part = file.with_name(f"{file.name}.part")
    opened = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(opened, 0)  # what a process that was killed left
        os.fchmod(opened, 0o600)
        with open(opened, "wb", closefd=False) as raw:
            with gzip.GzipFile("", "wb", FAST, raw, mtime=0) as packed:
                writer = BackupWriter(packed)
                yield writer
                writer.end()
            raw.flush()
            os.fsync(opened)
        look_through(part)
        part.rename(file)
        _sync_folder(file.parent)
    except BaseException as error:
        if not isinstance(error, BlockingIOError):
            part.unlink(missing_ok=True)
        raise
    finally:
        os.close(opened)


@contextmanager
def reading(file: Path) -> Iterator[BackupReader]:
    """Open a backup; raises DatabaseUnsafe (no backup), OSError."""
    with gzip.GzipFile(file, "rb") as packed:
        yield BackupReader(packed)


def look_through(file: Path) -> dict[str, Any]:
    """Read a backup to its end; answers its head. Raises DatabaseUnsafe (damaged, no backup), OSError."""
    with reading(file) as backup:
        for _line in backup.lines():
            pass
        return backup.head


def _damaged(text: str) -> DatabaseUnsafe:
    return DatabaseUnsafe(f"the backup is damaged: {text[:120]}", Problem.BACKUP_DAMAGED)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
