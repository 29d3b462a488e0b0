"""Is what stands in the ledgers what the requests make that registers keep? A backup, and everything posted since.

    backup      register 120: its hash is that of register 120 here, so this is the same plant's history
    121 ...     each request is posted again on a copy of the backup
    rows        then every row of every table is the same, in what the ledgers hold and in what is kept beside them

A plant folder that was imported since then wrote master data that no register keeps: the replay ends before it, and
only registers are compared, whose hashes hold the entries of each. Not compared at all is what does not come from
registers: sign-ons that failed, when a session was last used, hashes of PINs, where the audit trail stands.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from backend_client import limits
from backend_client.engine.replay.kept_requests import Replay, Unrepeatable
from backend_client.records.register import Register
from backend_client.store.backup import restore_backup
from backend_client.store.backup_file import reading
from backend_client.store.chain import AUDIT
from backend_client.store.database import Database, open_database
from backend_client.store.rows import table_of
from backend_client.store.verifying.differences import differences, same_registers
from backend_client.store.verifying.finding import Finding, FindingCode

REGISTER = table_of(Register)
IMPORTED = "plant-import"
REGISTERS_AT_ONCE = 200


class Replayed(NamedTuple):
    """What came of it.

    first, last  registers that were posted again; last is below first where there were none
    imported     a plant folder was imported after the last of them: nothing behind it was posted again
    """

    findings: tuple[Finding, ...]
    first: int
    last: int
    imported: bool


def replayed(original: Connection, backup: Path, told: Callable[[str], None]) -> Replayed:
    """Post again what was posted after a backup; nothing of the original is changed.

    original  in a reading transaction
    told      hears how far it is
    Raises what restoring raises: DatabaseUnsafe, OSError.
    """
    with TemporaryDirectory(prefix="kiosk-replay-") as folder:
        scratch = starting_state(backup, Path(folder))
        try:
            with scratch.write() as connection:
                outcome = _replayed(original, connection, told)
                connection.rollback()
        finally:
            scratch.close()
    return outcome


def starting_state(backup: Path, folder: Path) -> Database:
    """Answer a database of its own with what a backup holds: SQLite, whatever the plant runs on."""
    database = open_database(f"sqlite:///{folder / 'plant.sqlite'}")
    with reading(backup) as lines, database.write() as connection:
        restore_backup(connection, lines)
    return database


def _replayed(original: Connection, copy: Connection, told: Callable[[str], None]) -> Replayed:
    start = copy.execute(select(func.max(REGISTER.c.no))).scalar() or 0
    strangers = tuple(same_registers(original, copy, start - 1, start))
    if strangers:
        stranger = Finding(FindingCode.REPLAY_OF_ANOTHER_HISTORY, {"register_no": str(start)})
        return Replayed((stranger,), start + 1, start, imported=False)
    import_at = original.execute(
        select(func.min(AUDIT.c.at)).where(
            AUDIT.c.event == IMPORTED, AUDIT.c.id > (copy.execute(select(func.max(AUDIT.c.id))).scalar() or 0)
        )
    ).scalar()
    wanted = select(REGISTER).where(REGISTER.c.no > start).order_by(REGISTER.c.no)
    if import_at is not None:
        wanted = wanted.where(REGISTER.c.posted_at < import_at)
    replay, last = Replay(copy), start
    with original.execute(wanted.execution_options(yield_per=REGISTERS_AT_ONCE)) as registers:
        for register in registers:
            if register.no % REGISTERS_AT_ONCE == 0:
                told(str(register.no))
            try:
                replay.post(register)
            except Unrepeatable as fault:
                facts = {"register_no": str(register.no), "request_kind": register.request_kind}
                refused = Finding(FindingCode.REPLAY_REFUSED, facts | {"found": str(fault)})
                return Replayed((refused,), start + 1, last, imported=import_at is not None)
            last = register.no
    found: Iterator[Finding] = same_registers(original, copy, start, last)
    if import_at is None:
        found = differences(original, copy)
    findings = tuple(islice(found, limits.FINDINGS_MAX))
    return Replayed(findings, start + 1, last, imported=import_at is not None)
