"""The file of an outbox: made once, opened by one process at a time, believed only after it was looked through.

    outbox.sqlite        WAL, synchronous FULL, mode 0600: what stands in it survives a power cut
    outbox.sqlite.lock   held while the outbox is open; names the process, and that there is an outbox

Nothing that is found wrong is mended by itself: the file stays as it is and an OutboxTrouble says what it is.
"""

import fcntl
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pysqlite3 import dbapi2 as sqlite

from backend_client.outbox.identity import Identity
from backend_client.outbox.schema import bring_up
from backend_client.outbox.trouble import (
    OutboxCopied,
    OutboxDamaged,
    OutboxInUse,
    OutboxMissing,
    OutboxUnsafe,
    OutboxUnusable,
)

SYNCHRONOUS_FULL = 2
BESIDE = ("-wal", "-shm")
LOCK_BYTES_MAX = 200


class OutboxFile:
    """An open outbox: its connection, and the lock that keeps others out."""

    def __init__(
        self,
        file: Path,
        identity: Identity,
        *,
        adopt: bool = False,
        between: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the outbox of a terminal, making it where there never was one; raises OutboxTrouble.

        adopt    it was copied or moved on purpose, and the other one is no more: from now on it belongs here
        between  called after each statement that brings the file to this version
        """
        self.file = file
        with _disk_trouble(file):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = _locked(file)
        try:
            with _disk_trouble(file):
                self.connection = self._opened(identity, adopt=adopt, between=between)
        except BaseException:
            os.close(self._lock)
            raise

    def close(self) -> None:
        """Close the file, and let others have it."""
        self.connection.close()
        os.close(self._lock)

    def _opened(self, identity: Identity, *, adopt: bool, between: Callable[[], None]) -> Any:
        known = _generation_of(self._lock)
        is_new = not self.file.exists()
        if is_new and known:
            raise OutboxMissing(self.file, "the outbox is gone; what was kept in it is gone with it")
        if is_new:
            os.close(os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW, 0o600))
            _sync_folder(self.file.parent)
        inode = _checked_mode(self.file)
        if known and not self.file.stat().st_size:
            raise OutboxDamaged(self.file, "it was emptied")
        connection = connected(f"file:{_quoted(self.file)}?mode=rw")
        try:
            _look_through(self.file, connection)
            bring_up(self.file, connection, between)
            generation = _belongs(self.file, connection, identity, inode, known=None if adopt else known)
        except BaseException:
            connection.close()
            raise
        _tell_lock(self._lock, generation)
        return connection


def read_only(file: Path) -> Any:
    """Open an outbox to look into, whoever holds it; raises OutboxTrouble."""
    with _disk_trouble(file):
        if not file.exists():
            raise OutboxMissing(file, "there is no outbox")
        connection = sqlite.connect(f"file:{_quoted(file)}?mode=ro", uri=True, isolation_level=None)
        connection.row_factory = sqlite.Row
        connection.execute("SELECT count(*) FROM postings").fetchone()
        return connection


def connected(uri: str) -> Any:
    """Connect as an outbox must be: acknowledged only when it is on the disk. Raises OutboxUnsafe."""
    connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
    connection.row_factory = sqlite.Row
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # of a supervisor's badge nothing stays behind
    return connection


def set_aside(file: Path, moment: str) -> Path:
    """Move an outbox out of the way, whole, so that a new one can begin; raises OutboxTrouble.

    Answers where it lies now. Only for an outbox that can't be used: what is kept in it is not sent any more.
    """
    with _disk_trouble(file):
        lock = _locked(file)
        aside = file.with_name(f"{file.name}.aside-{moment}")
        for end in ("", *BESIDE):
            if Path(f"{file}{end}").exists():
                Path(f"{file}{end}").rename(f"{aside}{end}")
        os.ftruncate(lock, 0)
        _sync_folder(file.parent)
        os.close(lock)
    return aside


@contextmanager
def _disk_trouble(file: Path) -> Iterator[None]:
    """Tell what the disk or SQLite raises inside the block as an OutboxTrouble."""
    try:
        yield
    except sqlite.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            raise OutboxDamaged(file, str(error)) from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise OutboxInUse(file, str(error)) from error
        raise OutboxUnusable(file, str(error)) from error
    except OSError as error:
        raise OutboxUnusable(file, error.strerror or str(error)) from error


def _locked(file: Path) -> int:
    """Take the lock; it is let go of when its descriptor is closed, however the process ends."""
    lock = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        process = _words_of(lock)[:1] or ["unknown"]
        os.close(lock)
        raise OutboxInUse(file, f"process {process[0]} has it open") from error
    return lock


def _words_of(lock: int) -> list[str]:
    return os.pread(lock, LOCK_BYTES_MAX, 0).decode("ascii", "replace").split()


def _generation_of(lock: int) -> str:
    """Answer which outbox belongs to a lock, "" where there never was one."""
    words = _words_of(lock)
    return words[1] if len(words) > 1 else ""


def _tell_lock(lock: int, generation: str) -> None:
    text = f"{os.getpid()} {generation}\n".encode("ascii")
    os.pwrite(lock, text, 0)
    os.ftruncate(lock, len(text))
    os.fsync(lock)


def _checked_mode(file: Path) -> int:
    """Answer the file's inode; raises OutboxUnsafe where it is more than this user's own plain file."""
    opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        found = os.fstat(opened)
    finally:
        os.close(opened)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        raise OutboxUnsafe(file, "it is no plain file with one name")
    if found.st_uid != os.geteuid():
        raise OutboxUnsafe(file, "it belongs to another user")
    if stat.S_IMODE(found.st_mode) & 0o177:
        raise OutboxUnsafe(file, f"its mode is {stat.S_IMODE(found.st_mode):04o}, not 0600")
    return found.st_ino


def _look_through(file: Path, connection: Any) -> None:
    """Read every page before any is written."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise OutboxDamaged(file, "; ".join(found))
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    if mode != "wal" or synchronous != SYNCHRONOUS_FULL:
        raise OutboxUnsafe(file, f"journal mode {mode}, synchronous {synchronous}")


def _belongs(file: Path, connection: Any, identity: Identity, inode: int, *, known: str | None) -> str:
    """Answer the outbox's generation; raises OutboxCopied where it belongs to another machine, terminal or place.

    known  the generation that the lock names, "" = none; None makes the outbox this machine's and terminal's own
    """
    rows = {row["name"]: row["value"] for row in connection.execute("SELECT name, value FROM belongings")}
    if rows and known is not None:
        kept = Identity(
            terminal_id=rows["terminal"],
            machine=rows["machine"],
            hardware=frozenset(rows["hardware"].split()),
        )
        differs = identity.differs_from(kept)
        if not differs and rows["inode"] != str(inode):
            differs = "it is a copy of the file that it was made as"
        if not differs and known not in {"", rows["generation"]}:
            differs = "another outbox was put in its place"
        if differs:
            raise OutboxCopied(file, differs)
        return str(rows["generation"])
    new = {
        "terminal": identity.terminal_id,
        "machine": identity.machine,
        "hardware": " ".join(sorted(identity.hardware)),
        "inode": str(inode),
        "generation": secrets.token_hex(16),
    }
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT OR REPLACE INTO belongings (name, value) VALUES (?, ?)", list(new.items()))
    connection.execute("COMMIT")
    return new["generation"]


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _quoted(file: Path) -> str:
    return quote(str(file.absolute()))
