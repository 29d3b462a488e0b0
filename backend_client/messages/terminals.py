"""Terminals of a server: invited with a code, enrolled with a token of their own, revoked.

    a supervisor   InviteTerminalRequest(terminal="T7", code_hash=...)     the code itself is only shown to people
    the terminal   EnrolTerminalRequest(terminal="T7", code="7K3R-V9TR-2DXB", token_hash=...)

The terminal makes its own token, 256 random bits, and sends its hash: no server, database or log ever holds one.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from backend_client.messages.base import Question, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalInvited:
    """The terminal may enrol until then."""

    terminal: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteTerminalRequest(Request[TerminalInvited]):
    """Let a terminal enrol once within the next minutes; a code of before is worth nothing from then on."""

    terminal: str
    code_hash: str
    description: str = ""
    work_center_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalEnrolled:
    """The terminal is known by its token from now on."""

    terminal: str
    work_center_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolTerminalRequest(Request[TerminalEnrolled]):
    """Enrol a terminal by its code; the token that it had is worth nothing from then on."""

    terminal: str
    code: str = field(repr=False)
    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalRevoked:
    """The terminal is known no more."""

    terminal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeTerminalRequest(Request[TerminalRevoked]):
    """Let a terminal in no more, and end the sessions there."""

    terminal: str
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalLine:
    """One terminal; without a token of its own it was only seen, is one of the server's settings, or is revoked.

    last_heard_at   when it last called its server, to the minute: silent since then; None = never, as one with a
                    database of its own
    client_version  of its program; "" = not known
    kept_count      postings that it keeps because no server has answered them, as it last said
    kept_oldest_at  when the oldest of them was kept, by the terminal's clock
    refused_count   those of them that were refused and wait for a supervisor's decision at that terminal
    silent          no word of it for longer than limits.SILENT_SECONDS: it is off, or its line is down
    """

    terminal: str
    description: str
    work_center_no: str
    has_token: bool
    first_seen_at: datetime
    enrolled_at: datetime | None
    revoked_at: datetime | None
    last_heard_at: datetime | None = None
    client_version: str = ""
    kept_count: int = 0
    kept_oldest_at: datetime | None = None
    refused_count: int = 0
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminals:
    """Terminals in the order of their names; `next_page` is "" on the last page."""

    terminals: tuple[TerminalLine, ...]
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalsQuestion(Question[Terminals]):
    """Which terminals are there, and since when is each of them silent?

    troubled  only those that are silent, since limits.SILENT_DAYS_MAX days at most, or have refused postings
    """

    page: str = ""
    most: int = 100
    troubled: bool = False


def secret_hash(secret: str) -> str:
    """Answer how a token or a code is kept; both are random, so a plain hash is enough: there is no list to try.

    >>> secret_hash("7k3r-v9tr-2dxb") == secret_hash("7K3RV9TR2DXB")
    False
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def code_text(code: str) -> str:
    """Answer a code as it is hashed, however it was typed: capitals, without strokes and spaces.

    >>> code_text(" 7k3r-v9tr-2dxb ")
    '7K3RV9TR2DXB'
    """
    return "".join(sign for sign in code.upper() if sign.isalnum())
