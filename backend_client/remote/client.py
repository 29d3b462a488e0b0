"""The client that sends everything to the plant's server.

A call is tried again, after a random pause that grows, only where trying again is safe: a question changes nothing,
and a request posts once however often it arrives. When patience ends, BackendUnreachable says what is known:

    no connection was made in any try     Sent.NOTHING: certainly not posted
    the line broke after it was sent      Sent.MAYBE: it may be posted; the same request again answers its receipt
"""

import time
from collections.abc import Mapping
from copy import copy
from datetime import datetime
from importlib.metadata import version
from random import SystemRandom
from typing import NamedTuple, Self, TypeVar
from uuid import uuid4  # noqa: TID251 -- names a call in the logs of both sides, nothing that is posted

import httpx

from backend_client import limits
from backend_client.catalogue import BY_MESSAGE
from backend_client.client import BackendBroken, BackendUnreachable, Sent, TerminalNotRecognised
from backend_client.messages.addresses import path_of, target_of
from backend_client.messages.base import Posted, Question, Queued, Refused, Request
from backend_client.messages.bounds import not_postable, out_of_bounds
from backend_client.messages.codec import canonical, sparse
from backend_client.refusals import RefusalCode
from backend_client.remote.address import checked_address, verifying
from backend_client.remote.answers import answer_of, posted_of
from backend_client.remote.patience import Patience
from backend_client.remote.server_clock import ServerClock
from backend_client.wire import (
    CLIENT_VERSION,
    IDEMPOTENCY_KEY,
    JSON,
    KEPT_POSTINGS,
    OPERATOR_SESSION,
    REFUSED_POSTINGS,
    REQUEST_ID,
    kept_text,
)

AnswerT = TypeVar("AnswerT")
ReceiptT = TypeVar("ReceiptT")
_CHANCE = SystemRandom()
COME_BACK = frozenset({408, 429, 502, 503, 504})
"""Statuses of a server, or of a proxy before it, that will not last."""
NOT_TAKEN = frozenset({408, 429})
"""Of these, those that are said before anything is done."""
NOTHING_WAS_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
RETRY_AFTER_MAX = 60_000  # milliseconds
_DIGITS_MAX = 9
_NANOSECONDS = 1_000_000  # of a millisecond
SECONDS_MIN = 0.05


class Answered(NamedTuple):
    """A whole answer."""

    status: int
    content: bytes
    call_id: str


class RemoteClient:
    """A BackendClient on a server; safe to call from any thread."""

    def __init__(
        self,
        address: str,
        *,
        token: str = "",
        ca_file: str = "",
        patience_milliseconds: int = limits.PATIENCE_MILLISECONDS,
        answer_milliseconds: int = limits.ANSWER_MILLISECONDS_MAX,
        answering: Patience | None = None,
        server_clock: ServerClock | None = None,
    ) -> None:
        """Take the server's address and this terminal's token; nothing is sent yet.

        Raises AddressWrong, and TerminalNotRecognised for a token that can be none.

        ca_file   PEM file of a plant's own authority; "" = those that the machine trusts
        patience_milliseconds  for all tries of one call, `answer_milliseconds` for one of them
        answering  of a terminal that keeps its postings: how long each try has for its answer, whatever those are
        server_clock  told the Date of each answer
        """
        url = checked_address(address)
        self._patience = patience_milliseconds * _NANOSECONDS
        self._answer = answer_milliseconds * _NANOSECONDS
        self.answering = answering
        self._server_clock = server_clock
        self._says: dict[str, str] = {}
        self._http = httpx.Client(
            base_url=url,
            verify=verifying(url.scheme, ca_file),
            trust_env=False,  # a variable must neither send postings through a proxy nor change who is trusted
            follow_redirects=False,
            headers={
                **_credentials(token),
                "Accept-Encoding": "identity",
                CLIENT_VERSION: version("kiosk"),
            },
        )

    def post(self, request: Request[ReceiptT]) -> Posted[ReceiptT] | Queued | Refused:
        """Make one change, once. See BackendClient.

        Raises BackendUnreachable, BackendBroken, TerminalNotRecognised, ProgramTooOld.
        """
        refused = not_postable(request)
        if refused is not None:
            return refused
        answered = self._send(
            "POST",
            path_of(BY_MESSAGE[type(request)].path, request),
            canonical(sparse(request)).encode("utf-8"),
            {"Content-Type": JSON, IDEMPOTENCY_KEY: f'"{request.request_id}"'},
        )
        return posted_of(request, *answered)

    def ask(self, question: Question[AnswerT]) -> AnswerT | Refused:
        """Answer a question. See BackendClient; raises what `post` raises."""
        refused = out_of_bounds(question)
        if refused is not None:
            return refused
        session_id = question.session_id
        if session_id and not _fits_header(session_id):
            return Refused(code=RefusalCode.SESSION_ENDED)  # it was never one
        headers = {**self._says, **({OPERATOR_SESSION: session_id} if session_id else {})}
        answered = self._send("GET", target_of(BY_MESSAGE[type(question)].path, question), headers=headers)
        return answer_of(question, *answered)

    def asking(self) -> Self:
        """Answer this client, on the same connections, waiting as long for an answer as a server may work on one.

        For calls that somebody else lets a person wait for no longer than it helps (see outbox/last_seen.py).
        """
        other = copy(self)
        other.answering = Patience(first=limits.ANSWER_MILLISECONDS_MAX)
        return other

    def say_kept(self, count: int, oldest: datetime | None, refused: int) -> None:
        """Say with each question from now on how many postings this terminal keeps, since when, how many are refused.

        Not with what is posted: that one is kept until it is answered, as every posting is.
        """
        self._says |= {KEPT_POSTINGS: kept_text(count, oldest), REFUSED_POSTINGS: str(refused)}

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def _send(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answered:
        """Send until there is an answer that lasts, or until patience ends."""
        call_id = uuid4().hex
        latest = time.monotonic_ns() + self._patience
        sent, pause = Sent.NOTHING, limits.RETRY_MILLISECONDS_FIRST
        while True:
            asked_pause = 0
            try:
                ends = self._ends(latest)
                answered, asked_pause = self._try(
                    method, target, body, {**(headers or {}), REQUEST_ID: call_id}, ends
                )
                if answered.status not in COME_BACK:
                    return answered
                failure = f"status {answered.status}"
                sent = sent if answered.status in NOT_TAKEN else Sent.MAYBE
            except NOTHING_WAS_SENT as error:
                failure = str(error)
            except httpx.TransportError as error:
                failure, sent = str(error), Sent.MAYBE
                if self.answering is not None and isinstance(error, httpx.TimeoutException):
                    self.answering.missed()
            except RuntimeError as error:
                if not self._http.is_closed:
                    raise
                raise BackendUnreachable("the terminal is closing", sent=sent) from error
            # full jitter: terminals that lost the line together must not come back together
            wait = max(_CHANCE.randint(0, pause), asked_pause)
            if time.monotonic_ns() + wait * _NANOSECONDS > latest:
                raise BackendUnreachable(failure, sent=sent)
            time.sleep(wait / 1_000)
            pause = min(pause * 2, limits.RETRY_MILLISECONDS_MAX)

    def _ends(self, latest: int) -> int:
        """Answer until when, in nanoseconds, a try that begins now has time for its answer."""
        now = time.monotonic_ns()
        if self.answering is not None:
            return now + self.answering.milliseconds * _NANOSECONDS
        return min(latest, now + self._answer)

    def _try(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, str], ends: int
    ) -> tuple[Answered, int]:
        """Send once; answers what came until a moment, and how many milliseconds the server asks to be left alone."""
        begun = time.monotonic_ns()
        left = max((ends - begun) / 1e9, SECONDS_MIN)
        timeout = httpx.Timeout(left, connect=min(left, limits.CONNECT_SECONDS_MAX))
        with self._http.stream(
            method, target, content=body, headers=dict(headers), timeout=timeout
        ) as response:
            read = bytearray()
            for part in response.iter_raw():
                read += part
                if time.monotonic_ns() > ends:  # each part came in time, and there is no end of them
                    raise httpx.ReadTimeout("the answer takes too long", request=response.request)
                if len(read) > limits.ANSWER_BYTES_MAX:
                    raise BackendBroken(headers[REQUEST_ID])
            if self.answering is not None:
                self.answering.answered((time.monotonic_ns() - begun) // _NANOSECONDS)
            if self._server_clock is not None:
                self._server_clock.heard(response.headers.get("Date", ""))
            pause = response.headers.get("Retry-After", "")
            asked = int(pause[:_DIGITS_MAX]) if pause.isascii() and pause.isdigit() else 0
            return Answered(response.status_code, bytes(read), headers[REQUEST_ID]), min(
                asked * 1_000, RETRY_AFTER_MAX
            )


def _credentials(token: str) -> dict[str, str]:
    """Answer the header that says which terminal this is; a token that no header can hold is nobody's."""
    if not _fits_header(token):
        raise TerminalNotRecognised("the token holds characters that no token has")
    return {"Authorization": f"Bearer {token}"} if token else {}


def _fits_header(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text
