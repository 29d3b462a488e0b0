"""Terminals that are enrolled: their tokens are known to the database, so one that is revoked is out at once everywhere.

Authorization: Bearer kt1.T7.Jx0...     terminal, and 256 random bits that only the terminal has
"""

import time
from collections import OrderedDict
from threading import Lock

from backend_client import limits
from backend_client.messages.terminals import secret_hash
from backend_client.server.authorizer import BEARER, TOKEN_LENGTH_MAX, Authorizer, Caller
from backend_client.store.database import Database
from backend_client.store.queries.terminals import terminal_by_token

KIND = "kt1."
SECONDS_KNOWN = 2.0
"""How long a token is taken without asking again: no longer may a revoked terminal go on."""


class EnrolledTerminals:
    """Knows the tokens of the settings, and those of the database."""

    def __init__(self, database: Database, of_settings: Authorizer) -> None:
        """Take both."""
        self._database = database
        self._of_settings = of_settings
        self._lock = Lock()
        self._known: OrderedDict[str, tuple[float, Caller]] = OrderedDict()

    def remembered(self, authorization: str) -> Caller | None:
        """Answer the terminal whose token this is, where the settings or the last two seconds know it."""
        known = self._of_settings.remembered(authorization)
        if known is not None or not _may_be_one(authorization):
            return known
        until, caller = self._known.get(_hash_of(authorization), (0.0, None))
        return caller if time.monotonic() < until else None

    def caller(self, authorization: str) -> Caller | None:
        """Answer the terminal whose token this is; asks the database."""
        known = self._of_settings.caller(authorization)
        if known is not None or not _may_be_one(authorization):
            return known
        token_hash, now = _hash_of(authorization), time.monotonic()
        with self._database.read() as connection:
            terminal = terminal_by_token(connection, token_hash)
        with self._lock:
            self._known.pop(token_hash, None)
            if terminal is None:
                return None
            if len(self._known) >= limits.TERMINALS_REMEMBERED:
                self._known.popitem(last=False)
            found = Caller(terminal_id=terminal)
            self._known[token_hash] = (now + SECONDS_KNOWN, found)
        return found


def _may_be_one(authorization: str) -> bool:
    return len(authorization) <= TOKEN_LENGTH_MAX and authorization.lower().startswith(BEARER + KIND)


def _hash_of(authorization: str) -> str:
    return secret_hash(authorization[len(BEARER) :].strip())
