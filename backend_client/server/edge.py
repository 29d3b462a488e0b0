"""What every call passes before and after its route: who calls, how often, how long; the log line and the figures.

any call          gets X-Request-Id, answers traceparent, is logged and counted
/api/...          needs a token that is known; a stranger learns nothing else, and may only enrol
too many          of one terminal or of strangers at one address: 429; of all together: 503, come back in a second
"""

import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4  # noqa: TID251 -- names a line of the log, nothing that is posted

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend_client import limits
from backend_client.catalogue import API
from backend_client.server.authorizer import Authorizer, Caller
from backend_client.server.figures import Figures
from backend_client.server.heard import HeardTerminals
from backend_client.server.limiting import Buckets
from backend_client.server.logs import FACTS
from backend_client.server.problems import Problem
from backend_client.wire import CLIENT_VERSION, OLDEST_CLIENT, REQUEST_ID, TRACE_PARENT, ProblemCode

Run = Callable[..., Awaitable[Any]]
LOG = logging.getLogger(__name__)
CALL = "kiosk.call"
FENCED = "/api/"
ENROLMENT = f"{API}/terminals/enrolments"
WAITING = frozenset({f"{API}/changes", f"{API}/events"})
NAME = re.compile(r"[A-Za-z0-9._-]{1,128}", re.ASCII)
TRACE = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}", re.ASCII)
REQUEST_ID_HEADER, TRACE_PARENT_HEADER = (
    name.lower().encode("latin-1") for name in (REQUEST_ID, TRACE_PARENT)
)
NO_SNIFFING, NOT_KEPT = (b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")
STRANGER = Caller(terminal_id="")


@dataclass(slots=True, kw_only=True)
class Call:
    """One call; `route` is the path of the catalogue, known once its route was found."""

    id: str
    trace: str
    path: str
    caller: Caller = STRANGER
    route: str = "none"
    status: int = 0


class Edge:
    """Wraps the app."""

    def __init__(
        self,
        app: ASGIApp,
        authorizer: Authorizer,
        ask: Run,
        figures: Figures,
        heard: HeardTerminals,
        *,
        calls_per_second: int,
    ) -> None:
        """Take the app and what decides about calls; `ask` runs a reading function in a thread."""
        self._app = app
        self._heard = heard
        self._ask = ask
        self._authorizer = authorizer
        self._figures = figures
        self._terminals = Buckets(calls_per_second, max(limits.CALLS_AT_ONCE, calls_per_second))
        self._strangers = Buckets(limits.STRANGERS_PER_MINUTE / 60, limits.STRANGERS_PER_MINUTE)
        self._under_way = {True: 0, False: 0}  # who only waits for news takes nobody's place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one call through, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = _milliseconds()
        headers = Headers(scope=scope)
        call = _call_of(scope, headers)
        # with its escapes kept, so that a number with a stroke in it stays one segment; calls.py decodes them
        scope = {**scope, "path": call.path, CALL: call}
        kind = call.path in WAITING
        self._under_way[kind] += 1
        try:
            await self._answer(scope, headers, receive, _told(call, send))
        finally:
            self._under_way[kind] -= 1
            self._note(scope["method"], call, begun)

    async def _answer(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        call: Call = scope[CALL]
        try:
            await self._admit(scope, headers, call)
        except Problem as problem:
            await problem.response(call.path, call.id)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admit(self, scope: Scope, headers: Headers, call: Call) -> None:
        if "transfer-encoding" in headers and "content-length" in headers:
            raise Problem(ProblemCode.FRAMING_WRONG, "two lengths for one body", field="Transfer-Encoding")
        for name, value in headers.raw:
            if len(value) > limits.HEADER_LENGTH_MAX:
                told = name[:64].decode("latin-1").title()
                raise Problem(ProblemCode.HEADER_TOO_LARGE, "a header that long", field=told)
        if not call.path.startswith(FENCED):
            return
        now = time.monotonic()
        address = str((scope.get("client") or ("",))[0])
        caller = await self._caller(headers.get("authorization", ""))
        if caller is None:
            if not self._strangers.take(address, now):
                raise Problem(ProblemCode.TOO_MANY_REQUESTS, "too many calls without a known token")
            if call.path == ENROLMENT:
                return  # who enrols has no token yet; a code decides
            raise Problem(
                ProblemCode.TERMINAL_NOT_RECOGNISED, "no token that is known", field="Authorization"
            )
        call.caller = caller
        if not self._terminals.take(caller.terminal_id, now):
            raise Problem(ProblemCode.TOO_MANY_REQUESTS, "too many calls of one terminal")
        waiting = call.path in WAITING
        if self._under_way[waiting] > (limits.LISTENERS_MAX if waiting else limits.WAITING_MAX):
            raise Problem(ProblemCode.DATABASE_BUSY, "too many calls under way")
        self._heard.note(caller.terminal_id, headers, now)  # also of one that is too old: it is there
        _check_version(headers.get(CLIENT_VERSION))

    async def _caller(self, authorization: str) -> Caller | None:
        known = self._authorizer.remembered(authorization)
        if known is not None or not authorization:
            return known
        try:
            found: Caller | None = await self._ask(self._authorizer.caller, authorization)
        except SQLAlchemyError as error:
            raise Problem(ProblemCode.DATABASE_BUSY, "the database did not answer") from error
        return found

    def _note(self, method: str, call: Call, begun: int) -> None:
        ended = _milliseconds()
        method = method if method in {"GET", "POST"} else "other"
        self._figures.count(method, call.route, call.status, ended - begun, ended)
        facts = {
            "method": method,
            "route": call.route,
            "status": call.status,
            "milliseconds": ended - begun,
            "terminal": call.caller.terminal_id,
            "request_id": call.id,
            "trace": call.trace,
        }
        LOG.info("call", extra={FACTS: facts})


def _milliseconds() -> int:
    """Read a clock that only goes forward."""
    return time.monotonic_ns() // 1_000_000


def _call_of(scope: Scope, headers: Headers) -> Call:
    given, trace = headers.get(REQUEST_ID, ""), headers.get(TRACE_PARENT, "")
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    return Call(
        id=given if NAME.fullmatch(given) else uuid4().hex,
        trace=trace if TRACE.fullmatch(trace) else "",
        path=path.decode("ascii", "replace"),
    )


def _told(call: Call, send: Send) -> Send:
    """Send, with the headers that every answer has."""

    own = [(REQUEST_ID_HEADER, call.id.encode("latin-1")), NO_SNIFFING]
    if call.trace:
        own.append((TRACE_PARENT_HEADER, call.trace.encode("latin-1")))

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            call.status = message["status"]
            headers = [*message.get("headers", ()), *own]
            if all(name != NOT_KEPT[0] for name, _ in headers):
                headers.append(NOT_KEPT)
            message["headers"] = headers
        await send(message)

    return sending


def _check_version(version: str | None) -> None:
    """Refuse a terminal that is older than the oldest this server speaks with; one that says nothing is let through."""
    if version is None:
        return
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isascii() and part.isdigit())
    if numbers < OLDEST_CLIENT:
        oldest = ".".join(map(str, OLDEST_CLIENT))
        raise Problem(ProblemCode.CLIENT_TOO_OLD, f"oldest is {oldest}", field=CLIENT_VERSION, oldest=oldest)
