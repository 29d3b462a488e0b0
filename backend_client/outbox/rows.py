"""The postings in an outbox: kept, sent in order, settled; each change one transaction that is on the disk at its end.

    waiting --> posted                          the server's receipt is stored beside it
            --> answered                        refused to the person who waits for it: nothing is left to decide
            --> refused --> waiting             sent again as it is
                        --> replaced            a corrected one takes its place in the lane
                        --> dropped             with a reason
    posted  --> lost                            the server knows it no more: decided on as a refused one is

A posting may be sent when none of its lanes holds an earlier one. A row is deleted only long after it was settled.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from backend_client import limits
from backend_client.kept_terms import KeptState
from backend_client.messages.base import Posted, Refused, Request
from backend_client.messages.codec import canonical, parse, sparse
from backend_client.outbox.kinds import BY_NAME, lanes_of
from backend_client.outbox.trouble import OutboxDamaged

OPEN = (KeptState.WAITING, KeptState.REFUSED, KeptState.LOST)
SETTLED = tuple(state for state in KeptState if state not in OPEN)
NEXT = """
    SELECT * FROM postings AS mine WHERE state = 'waiting' AND NOT EXISTS (
        SELECT 1 FROM lanes AS here JOIN lanes AS before ON before.lane = here.lane AND before.place < here.place
        WHERE here.sequence_no = mine.sequence_no
    ) ORDER BY place
"""
INSERT = """
    INSERT INTO postings (request_id, message, body, seal, kept_at, state, replaces, decided_by, reason)
    VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?)
"""


class Counts(NamedTuple):
    """How many postings are kept, and since when; "" = none."""

    waiting: int
    refused: int
    lost: int
    oldest: str
    oldest_waiting: str


class Rows:
    """All that is done with the rows of one open file; safe to call from any thread."""

    def __init__(self, file: Path, connection: Any) -> None:
        """Take an open file; raises OutboxDamaged where a row that is still needed is not as it was written."""
        self._file = file
        self._connection = connection
        self._lock = RLock()
        for row in self.open_rows():
            if seal_of(row) != row["seal"]:
                raise OutboxDamaged(file, f"posting {row['sequence_no']} is not as it was kept")

    def keep(self, request: Request[Any], now: datetime) -> int:
        """Put a request on the disk, last in its lanes; answers its sequence number."""
        with self._writing():
            return self._insert(request, now)

    def _insert(
        self,
        request: Request[Any],
        now: datetime,
        *,
        place: int = 0,
        replaces: int = 0,
        decided_by: str = "",
        reason: str = "",
    ) -> int:
        row = {
            "request_id": request.request_id,
            "message": type(request).__name__,
            "body": canonical(sparse(request)),
            "kept_at": now.isoformat(),
        }
        values = (*row.values(), replaces, decided_by, reason)
        inserted = self._connection.execute(INSERT, (*values[:3], seal_of(row), *values[3:]))
        sequence_no = int(inserted.lastrowid)
        place = place or sequence_no
        self._connection.execute("UPDATE postings SET place = ? WHERE sequence_no = ?", (place, sequence_no))
        self._connection.executemany(
            "INSERT INTO lanes (lane, place, sequence_no) VALUES (?, ?, ?)",
            [(lane, place, sequence_no) for lane in lanes_of(request)],
        )
        return sequence_no

    def next(self, resting: Sequence[int] = ()) -> Any | None:
        """Answer the row to be sent next, None where nothing may be sent; those that rest are passed over."""
        with self._lock:
            for row in self._connection.execute(NEXT):
                if row["sequence_no"] not in resting:
                    return row
        return None

    def settle(
        self, sequence_no: int, outcome: Posted[Any] | Refused, state: KeptState, now: datetime
    ) -> None:
        """Store the server's answer; a lane goes on unless the posting is refused and left to a supervisor."""
        with self._writing():
            row = self.row(sequence_no)
            assert row is not None
            assert row["state"] == KeptState.WAITING, f"{sequence_no} is settled already"
            self._connection.execute(
                "UPDATE postings SET outcome = ?, trouble = '' WHERE sequence_no = ?",
                (canonical(outcome), sequence_no),
            )
            self._become(sequence_no, state, now)

    def fault(self, sequence_no: int, trouble: str) -> int:
        """Note that the server failed over a posting; answers how often it has."""
        with self._writing():
            self._connection.execute(
                "UPDATE postings SET faults = faults + 1, trouble = ? WHERE sequence_no = ?",
                (trouble, sequence_no),
            )
            row = self.row(sequence_no)
            assert row is not None
            return int(row["faults"])

    def send_again(self, sequence_no: int, decided_by: str) -> None:
        """Let a refused posting wait again, where it stands."""
        with self._writing():
            self._connection.execute(
                "UPDATE postings SET state = 'waiting', faults = 0, decided_by = ? WHERE sequence_no = ?",
                (decided_by, sequence_no),
            )

    def send_lost_again(self, decided_by: str) -> int:
        """Let all lost postings wait again, each where it stood; answers how many."""
        with self._writing():
            changed = self._connection.execute(
                "UPDATE postings SET state = 'waiting', faults = 0, decided_by = ? WHERE state = 'lost'",
                (decided_by,),
            )
            return int(changed.rowcount)

    def lose(self, sequence_nos: Sequence[int], now: datetime) -> int:
        """Note that the server no longer knows postings: each stands in its lanes again, where it stood."""
        with self._writing():
            for sequence_no in sequence_nos:
                row = self.row(sequence_no)
                assert row is not None
                self._connection.execute(
                    "UPDATE postings SET state = 'lost', outcome = '', settled_at = ? WHERE sequence_no = ?",
                    (now.isoformat(), sequence_no),
                )
                self._connection.executemany(
                    "INSERT OR IGNORE INTO lanes (lane, place, sequence_no) VALUES (?, ?, ?)",
                    [(lane, row["place"], sequence_no) for lane in _lanes_of(row)],
                )
        return len(sequence_nos)

    def newest_posted(self, before: tuple[str, int] | None, most: int) -> list[Any]:
        """Answer at most so many posted rows, the one settled last first; `before` continues after a row."""
        with self._lock:
            return list(
                self._connection.execute(
                    "SELECT * FROM postings WHERE state = 'posted' AND (? OR (settled_at, sequence_no) < (?, ?))"
                    " ORDER BY settled_at DESC, sequence_no DESC LIMIT ?",
                    (before is None, *(before or ("", 0)), most),
                )
            )

    def repost(
        self, sequence_no: int, request: Request[Any], now: datetime, *, decided_by: str, reason: str
    ) -> int:
        """Put a corrected posting in the place of a refused one; answers its sequence number."""
        with self._writing():
            row = self.row(sequence_no)
            assert row is not None
            self._decide(sequence_no, KeptState.REPLACED, now, decided_by, reason)
            return self._insert(
                request,
                now,
                place=row["place"],
                replaces=sequence_no,
                decided_by=decided_by,
                reason=reason,
            )

    def drop(self, sequence_no: int, now: datetime, *, decided_by: str, reason: str) -> None:
        """Give a refused posting up."""
        with self._writing():
            self._decide(sequence_no, KeptState.DROPPED, now, decided_by, reason)

    def _decide(
        self, sequence_no: int, state: KeptState, now: datetime, decided_by: str, reason: str
    ) -> None:
        self._become(sequence_no, state, now)
        self._connection.execute(
            "UPDATE postings SET decided_by = ?, reason = ? WHERE sequence_no = ?",
            (decided_by, reason, sequence_no),
        )

    def _become(self, sequence_no: int, state: KeptState, now: datetime) -> None:
        self._connection.execute(
            "UPDATE postings SET state = ?, settled_at = ? WHERE sequence_no = ?",
            (state.value, now.isoformat(), sequence_no),
        )
        if state in SETTLED:
            self._connection.execute("DELETE FROM lanes WHERE sequence_no = ?", (sequence_no,))
            self._without_badge(sequence_no)

    def _without_badge(self, sequence_no: int) -> None:
        """Forget a supervisor's badge as soon as nobody has to be shown it."""
        row = self.row(sequence_no)
        assert row is not None
        values = json.loads(row["body"])
        if not (values.get("approval") or {}).get("badge_token"):
            return
        values["approval"]["badge_token"] = ""
        body = canonical(values)
        self._connection.execute(
            "UPDATE postings SET body = ?, seal = ? WHERE sequence_no = ?",
            (body, seal_of({**dict(row), "body": body}), sequence_no),
        )

    # What is asked of them.

    def row(self, sequence_no: int) -> Any | None:
        """Answer a row by its number."""
        return self._one("SELECT * FROM postings WHERE sequence_no = ?", sequence_no)

    def by_request(self, request_id: str) -> Any | None:
        """Answer the row that an id stands for; one that was refused to the person's face frees its id."""
        return self._one("SELECT * FROM postings WHERE request_id = ? AND state <> 'answered'", request_id)

    def open_rows(self) -> list[Any]:
        """Answer what is not settled, in the order in which it is sent."""
        with self._lock:
            return list(
                self._connection.execute(
                    "SELECT * FROM postings WHERE state IN ('waiting', 'refused', 'lost') ORDER BY place"
                )
            )

    def counts(self) -> "Counts":
        """Answer how many wait, are refused and lost, and since when: the oldest of all, and of those waiting."""
        row = self._one(
            """SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,
                count(*) FILTER (WHERE state = 'refused') AS refused,
                count(*) FILTER (WHERE state = 'lost') AS lost,
                coalesce(min(kept_at), '') AS oldest,
                coalesce(min(kept_at) FILTER (WHERE state = 'waiting'), '') AS oldest_waiting
            FROM postings WHERE state IN ('waiting', 'refused', 'lost')"""
        )
        assert row is not None
        return Counts(*row)

    def lanes(self) -> dict[int, tuple[str, ...]]:
        """Answer the lanes of all postings that are not settled."""
        found: dict[int, tuple[str, ...]] = {}
        with self._lock:
            for row in self._connection.execute("SELECT sequence_no, lane FROM lanes ORDER BY lane"):
                found[row["sequence_no"]] = (*found.get(row["sequence_no"], ()), row["lane"])
        return found

    def place_in_queue(self, sequence_no: int) -> int:
        """Answer how many postings go before one, itself counted."""
        row = self._one(
            """SELECT count(*) AS place FROM postings WHERE state IN ('waiting', 'refused', 'lost')
            AND place <= (SELECT place FROM postings WHERE sequence_no = ?)""",
            sequence_no,
        )
        assert row is not None
        return int(row["place"])

    def trim(self, now: datetime) -> None:
        """Delete what was settled long ago: from then on the server answers for it."""
        before = (now - timedelta(days=limits.RECEIPT_DAYS)).isoformat()
        with self._writing():
            self._connection.execute(
                "DELETE FROM postings WHERE state NOT IN ('waiting', 'refused', 'lost') AND settled_at < ?",
                (before,),
            )

    def _one(self, statement: str, *values: Any) -> Any | None:
        with self._lock:
            return self._connection.execute(statement, values).fetchone()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _lanes_of(row: Any) -> tuple[str, ...]:
    """Answer the lanes of a row that was settled; none where this release no longer understands it."""
    try:
        return lanes_of(parse(BY_NAME[row["message"]], row["body"]))
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError):
        return ()


def seal_of(row: Any) -> str:
    """Answer by what a row that was changed on the disk, or by hand, is told from one that was written here."""
    text = "\0".join(row[name] for name in ("request_id", "message", "body", "kept_at"))
    return hashlib.sha256(text.encode()).hexdigest()


def stamped(request: Request[Any], now: datetime) -> Request[Any]:
    """Answer a request with the moment of its entry: it may be sent much later."""
    return request if request.recorded_at is not None else replace(request, recorded_at=now)
