"""When each terminal was last heard of, with a write a minute at most, however much it calls.

    06:00:00  T7 asks, version 0.3.0, 0 kept      written
    06:00:05  T7 posts                            nothing
    06:01:02  T7 asks, "2 05:58", 1 refused       written: 06:01:02, 0.3.0, two kept since 05:58, one to be decided

What a call waits for is never this: one thread writes beside the calls, and what can't be written is written with the
next minute's call. A terminal that nobody uses calls by itself (outbox/sign_of_life.py), so silence means something.
"""

import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers

from backend_client import limits
from backend_client.server.authorizer import ANY_TERMINAL
from backend_client.store.database import Database
from backend_client.store.heard import Kept, write_heard
from backend_client.wire import CLIENT_VERSION, KEPT_POSTINGS, REFUSED_POSTINGS, count_of, kept_of

LOG = logging.getLogger(__name__)
VERSION = re.compile(rf"[0-9A-Za-z.+-]{{1,{limits.CLIENT_VERSION_LENGTH_MAX}}}", re.ASCII)


class HeardTerminals:
    """What one process has heard of terminals."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Take the database and what answers aware UTC moments."""
        self._database = database
        self._now = now
        self._noted: OrderedDict[str, tuple[float, Kept | None]] = OrderedDict()
        self._writing = ThreadPoolExecutor(1, "heard")

    def note(self, terminal_id: str, headers: Headers, now: float) -> None:
        """Note a call of a terminal that is known; called by one thread. `now` of a clock that only goes forward."""
        if terminal_id == ANY_TERMINAL:
            return
        written, kept = self._noted.pop(terminal_id, (None, None))
        kept = _said(headers) or kept
        if written is not None and now - written < limits.HEARD_SECONDS:
            self._noted[terminal_id] = (written, kept)
            return
        self._noted[terminal_id] = (now, None)
        if len(self._noted) > limits.TERMINALS_REMEMBERED:
            self._noted.popitem(last=False)
        version = headers.get(CLIENT_VERSION, "")
        self._writing.submit(
            self._write, terminal_id, self._now(), version if VERSION.fullmatch(version) else "", kept
        )

    def close(self) -> None:
        """Write what is still to be written."""
        self._writing.shutdown()

    def _write(self, terminal_id: str, at: datetime, client_version: str, kept: Kept | None) -> None:
        try:
            with self._database.write(alone=False) as connection:
                write_heard(connection, terminal_id, at, client_version=client_version, kept=kept)
        except SQLAlchemyError:  # two processes made its row at once, or the database is away
            LOG.warning("not noted that a terminal was heard of", exc_info=True)


def _said(headers: Headers) -> Kept | None:
    """Answer what a call said of kept postings; a terminal of an earlier release does not say how many are refused."""
    kept = kept_of(headers.get(KEPT_POSTINGS, ""))
    return None if kept is None else Kept(*kept, count_of(headers.get(REFUSED_POSTINGS, "")) or 0)
