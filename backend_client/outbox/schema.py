"""The tables of an outbox, and how a file of an earlier version becomes one of this.

Each version is one script; a new file is made by all of them in turn, so what a new terminal has is what an old one
gets. A version that was released is never changed again. Every script is one transaction: killed in the middle of
it, the file is as it was.

    1  postings, each in one lane
    2  several lanes for one posting, a place in them, and supervisors' decisions
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend_client.outbox.trouble import OutboxDamaged, OutboxNewer

APPLICATION = 0x4B4F5542  # "KOUB"

VERSION_1 = (
    "CREATE TABLE belongings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE postings (
        sequence_no INTEGER PRIMARY KEY AUTOINCREMENT,
        request_id TEXT NOT NULL,
        message TEXT NOT NULL,
        body TEXT NOT NULL,
        seal TEXT NOT NULL,
        lane TEXT NOT NULL,
        kept_at TEXT NOT NULL,
        state TEXT NOT NULL,
        faults INTEGER NOT NULL DEFAULT 0,
        trouble TEXT NOT NULL DEFAULT '',
        outcome TEXT NOT NULL DEFAULT '',
        settled_at TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE UNIQUE INDEX postings_request_id ON postings (request_id) WHERE state <> 'answered'",
    "CREATE INDEX postings_state ON postings (state)",
)
VERSION_2 = (
    "ALTER TABLE postings ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
    "UPDATE postings SET place = sequence_no",
    "ALTER TABLE postings ADD COLUMN replaces INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE postings ADD COLUMN decided_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE postings ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    # a lane holds what is not settled: a waiting posting goes when none of its lanes has an earlier one
    """CREATE TABLE lanes (
        lane TEXT NOT NULL,
        place INTEGER NOT NULL,
        sequence_no INTEGER NOT NULL,
        PRIMARY KEY (lane, place)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX lanes_sequence_no ON lanes (sequence_no)",
    """INSERT INTO lanes (lane, place, sequence_no)
        SELECT lane, place, sequence_no FROM postings WHERE state IN ('waiting', 'refused')""",
    "ALTER TABLE postings DROP COLUMN lane",
    "CREATE INDEX postings_place ON postings (state, place)",
    "DROP INDEX postings_state",
)
VERSIONS = (VERSION_1, VERSION_2)


def bring_up(file: Path, connection: Any, between: Callable[[], None] = lambda: None) -> None:
    """Bring an open file to this version; raises OutboxNewer, OutboxDamaged where it is another program's.

    between  called after each statement
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if version > len(VERSIONS):
        raise OutboxNewer(file, f"version {version}, this program knows {len(VERSIONS)}")
    if version and application != APPLICATION:
        raise OutboxDamaged(file, "it is no outbox")
    for number in range(version, len(VERSIONS)):
        connection.execute("BEGIN IMMEDIATE")
        for statement in VERSIONS[number]:
            connection.execute(statement)
            between()
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
