"""A server brings what was committed from SQLite's write-ahead log into the file beside its postings, not in one of them.

SQLite does so by itself in whatever commit makes the log long enough: that one posting, and all that wait for it, would
be a tenth of a second late, as often as every 130th. Here a thread does it: nearly all of it while others write, and
what was written meanwhile in a moment without writers, so that the log begins anew and stays short.
"""

import logging
from threading import Event, Thread

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.exc import SQLAlchemyError

from backend_client import limits
from backend_client.store.database import Database

LOG = logging.getLogger(__name__)


class Checkpoints:
    """The thread of one process that keeps a file's log short."""

    def __init__(self, database: Database) -> None:
        """Begin."""
        self._database = database
        self._ended = Event()
        database.leave_log_to_others()
        self._thread = Thread(target=self._work, name="checkpoints", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._ended.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ended.wait(limits.LOG_LOOK_MILLISECONDS / 1000):
            if self._database.rows_in_log > limits.ROWS_IN_LOG:
                self._shorten()

    def _shorten(self) -> None:
        """Shorten the log; where a disk is full or away, the next rows try again: postings tell of it themselves."""
        try:
            self._database.shorten_log()
        except (SQLAlchemyError, sqlite.Error):
            LOG.warning("the write-ahead log was not shortened", exc_info=True)
