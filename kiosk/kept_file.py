"""A small file, read whole at the start and written whole at each change, of which no power cut takes all.

    save   hands it to the system, in a moment: it is there again however the program ends
    sync   waits for the disk: it is there again however the machine ends

    entries.json      copy 42, as it was saved last
    entries.json-1    copy 41, as it was synced last
    entries.json-2    copy 39, as it was synced before

Each copy carries its number and its check sum. A power cut may leave the one that was saved last empty or torn, and
one of the two on the disk half written; the other is whole, and is answered then. These two are written over in turn
where they lie: the disk has them in a third of the time that new files and their names take.
Nothing here raises: what can't be read or written is not kept.
"""

import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from screens.disk import Damage

KeptT = TypeVar("KeptT")
BYTES_MAX = 1_000_000
BLOCK = 4_096


class KeptFile:
    """One file, in its two copies."""

    def __init__(self, file: Path) -> None:
        """Take where it is; it need not be there yet."""
        self._saved = file
        self._on_disk = [file.with_name(f"{file.name}-{slot}") for slot in (1, 2)]
        self._number = 0
        self._newest = self._synced = b""
        self._syncing = Lock()

    def load(self, read: Callable[[Any], KeptT]) -> tuple[KeptT | None, Damage]:
        """Answer what the newest copy that can be read holds, and what of it is lost.

        read  makes what is kept out of what JSON holds; raises ValueError, TypeError, KeyError or AttributeError
        """
        saved, *on_disk = (_copy(file, read) for file in (self._saved, *self._on_disk))
        whole = [copy for copy in (saved, *on_disk) if isinstance(copy, tuple)]
        if not whole:
            return None, Damage.ALL if Damage.ALL in {saved, *on_disk} else Damage.NONE
        if isinstance(on_disk[0], tuple) and on_disk[0] is max(on_disk, key=_number):
            self._on_disk.reverse()  # the older of the two is written over first
        self._number, kept = max(whole, key=_number)
        return kept, Damage.NONE if isinstance(saved, tuple) else Damage.NEWEST

    def save(self, told: Any) -> None:
        """Write it; what can't be written is not kept."""
        self._number += 1
        self._newest = with_sum(json.dumps({"number": self._number, "kept": told}))
        beside = self._saved.with_suffix(".new")
        try:
            self._saved.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
                opened.write(self._newest)
            beside.replace(self._saved)
        except OSError:
            return

    def sync(self) -> None:
        """Have on the disk what was saved last; called from any thread."""
        with self._syncing:
            newest = self._newest
            if newest is not self._synced and _synced(self._on_disk[0], newest):
                self._synced = newest
                self._on_disk.reverse()


def with_sum(text: str) -> bytes:
    """Answer a text with its check sum behind it."""
    written = text.encode("utf-8")
    return b"%s\n%08x\n" % (written, zlib.crc32(written))


def _copy(file: Path, read: Callable[[Any], KeptT]) -> tuple[int, KeptT] | Damage:
    """Answer a copy's number and what it holds; NONE where there is no such file, ALL where it can't be read."""
    try:
        with file.open("rb") as opened:
            content = opened.read(BYTES_MAX + 1)
        text = content.partition(b"\n")[0]
        if len(content) > BYTES_MAX or content.rstrip(b"\n") != with_sum(text.decode("utf-8")).rstrip(b"\n"):
            return Damage.ALL
        told = json.loads(text)
        return int(told["number"]), read(told["kept"])
    except (FileNotFoundError, NotADirectoryError):
        return Damage.NONE
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Damage.ALL


def _number(copy: tuple[int, object] | Damage) -> int:
    return copy[0] if isinstance(copy, tuple) else -1


def _synced(file: Path, content: bytes) -> bool:
    """Write over a file where it lies, filled up to whole blocks, and wait for the disk; answers whether it has it."""
    try:
        is_new = not file.exists()
        opened = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            size = max(os.fstat(opened).st_size, -(-len(content) // BLOCK) * BLOCK)
            os.pwrite(opened, content.ljust(size, b"\n"), 0)
            os.fdatasync(opened)
        finally:
            os.close(opened)
        if is_new:
            _sync_folder(file.parent)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
