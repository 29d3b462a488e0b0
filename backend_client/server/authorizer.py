"""Which terminal calls: the one question that the edge asks before anything else is read.

The tokens of a small plant stand in the server's settings, one for each terminal. Only their hashes are kept here,
compared in constant time, so that neither a dump of the process nor a clock tells one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Protocol

BEARER = "bearer "
ANY_TERMINAL = "*"
TOKEN_LENGTH_MAX = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A terminal that is known; `terminal_id` "*" may speak for every terminal."""

    terminal_id: str

    def may_speak_for(self, terminal_id: str) -> bool:
        """Answer whether a request with this terminal may come from here; one without any may."""
        return terminal_id in {"", self.terminal_id} or self.terminal_id == ANY_TERMINAL


class Authorizer(Protocol):
    """Knows terminals by the Authorization header of their calls."""

    def remembered(self, authorization: str) -> Caller | None:
        """Answer who calls where that is known without looking anything up; asked for every call."""
        ...

    def caller(self, authorization: str) -> Caller | None:
        """Answer who calls, or None; runs in a thread, since it may have to ask the database."""
        ...


class StaticTokens:
    """Terminals with a token each, as the server's settings name them."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        """Keep the tokens' hashes."""
        self._hashes = {terminal: _hash(token) for terminal, token in tokens.items() if token}

    def remembered(self, authorization: str) -> Caller | None:
        """Answer the terminal whose token this is; all are known."""
        return self.caller(authorization)

    def caller(self, authorization: str) -> Caller | None:
        """Answer the terminal whose token this is."""
        if len(authorization) > TOKEN_LENGTH_MAX or not authorization.lower().startswith(BEARER):
            return None
        given = _hash(authorization[len(BEARER) :].strip())
        found = [terminal for terminal, known in self._hashes.items() if compare_digest(given, known)]
        return Caller(terminal_id=found[0]) if found else None


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogateescape")).digest()
