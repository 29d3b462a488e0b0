"""Questions that a replica of the database answers: those that add up many rows, and may be a moment old.

A plant with PostgreSQL and a streaming replica names it as `[server] replica`. The load board, statistics and the
reports of costs are then asked there, so that a month's end is no burden on those who post. A replica that does not
answer, or that receives nothing from its primary, is left alone for a while; the primary answers meanwhile.

    load board   ->  replica, as of some milliseconds ago      order line, task list   ->  always the primary
                 ->  primary while the replica is away
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend_client.client import BackendError
from backend_client.local import LocalClient
from backend_client.messages.base import Question, Refused
from backend_client.messages.cost_reports import (
    InventoryValuationQuestion,
    TrialBalanceQuestion,
    WorkInProcessQuestion,
)
from backend_client.messages.load import LoadQuestion
from backend_client.messages.order_costs import OrderCostQuestion, StatisticsQuestion
from backend_client.store.database import Database, open_database
from backend_client.store.trouble import Trouble

AnswerT = TypeVar("AnswerT")
OF_REPLICA = (
    LoadQuestion,
    StatisticsQuestion,
    OrderCostQuestion,
    TrialBalanceQuestion,
    InventoryValuationQuestion,
    WorkInProcessQuestion,
)
SECONDS_LEFT_ALONE = 5.0
SECONDS_BETWEEN_LOOKS = 1.0
FOLLOWS = text("SELECT NOT pg_is_in_recovery() OR EXISTS (SELECT FROM pg_stat_wal_receiver)")


class WithReplica:
    """Asks a replica what it may answer, and the primary everything else."""

    def __init__(self, primary: LocalClient, url: str, now: Callable[[], datetime]) -> None:
        """Take the primary's client, and the replica's URL; it is opened when it is first needed."""
        self._primary = primary
        self._url = url
        self._now = now
        self._database: Database | None = None
        self._replica: LocalClient | None = None
        self._looked = 0.0
        self._left_alone_until = 0.0

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Answer a question. See BackendClient."""
        if type(question) in OF_REPLICA and time.monotonic() >= self._left_alone_until:
            try:
                return self._following().ask(question)
            except (BackendError, Trouble, SQLAlchemyError):
                self._left_alone_until = time.monotonic() + SECONDS_LEFT_ALONE
        return self._primary.ask(question)

    def close(self) -> None:
        """Close the replica's connections."""
        if self._database is not None:
            self._database.close()

    def _following(self) -> LocalClient:
        """Answer the replica's client; raises Trouble where it does not follow its primary."""
        if self._database is None or self._replica is None:
            self._database = open_database(self._url)
            self._replica = LocalClient(self._database, self._now)
        if time.monotonic() - self._looked > SECONDS_BETWEEN_LOOKS:
            with self._database.read() as connection:
                if not connection.execute(FOLLOWS).scalar_one():
                    raise Trouble("the replica receives nothing from its primary")
            self._looked = time.monotonic()
        return self._replica
