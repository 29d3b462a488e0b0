"""The routes that are the server's own: is it well, what is it, what was posted after N, was this request posted?

    /livez  /readyz  /metrics  /openapi.json        for whoever keeps the server; no token needed
    /api/v1/about                                   versions and the server's time
    /api/v1/changes?since=41&wait=25                registers after 41, at once or within 25 seconds
    /api/v1/events                                  the same as an event stream; Last-Event-ID resumes it
    /api/v1/postings/{request_id}                   what a request was posted as

A terminal that was told of register 41 and finds `last_register_no` 30 speaks with a server that was restored from
an older backup.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from backend_client import limits
from backend_client.catalogue import API
from backend_client.server.authorizer import Authorizer
from backend_client.server.calls import path_values
from backend_client.server.feed import Feed
from backend_client.server.figures import CONTENT_TYPE, Figures
from backend_client.server.health import GOOD, checks
from backend_client.server.openapi import contract
from backend_client.server.problems import Problem
from backend_client.store.database import Database
from backend_client.store.queries.changes import posting_of
from backend_client.wire import EVENT_STREAM, OLDEST_CLIENT, ProblemCode

Endpoint = Callable[[Request], Awaitable[Response]]
Run = Callable[..., Awaitable[Any]]


class OwnRoutes:
    """The endpoints, and what they look into."""

    def __init__(
        self,
        *,
        database: Database,
        feed: Feed,
        authorizer: Authorizer,
        figures: Figures,
        ask: Run,
        now: Callable[[], datetime],
    ) -> None:
        """Take the parts of a server; `ask` runs a reading function in a thread."""
        self._database = database
        self._feed = feed
        self._authorizer = authorizer
        self._figures = figures
        self._ask = ask
        self._now = now
        self._contract = contract()

    def endpoints(self) -> dict[str, Endpoint]:
        """Answer path -> endpoint; all are GET."""
        return {
            "/livez": self._livez,
            "/readyz": self._readyz,
            "/metrics": self._metrics,
            "/openapi.json": self._openapi,
            f"{API}/about": self._about,
            f"{API}/changes": self._changes,
            f"{API}/events": self._events,
            f"{API}/postings/{{request_id}}": self._posting,
        }

    async def _livez(self, _call: Request) -> Response:
        return JSONResponse({"alive": True})

    async def _readyz(self, call: Request) -> Response:
        found = await self._ask(checks, self._database, self._now)
        ready = all(state == GOOD for state in found.values())
        told: dict[str, Any] = {"ready": ready}
        if self._authorizer.remembered(call.headers.get("authorization", "")) is not None:
            told["checks"] = found
        return JSONResponse(told, status_code=200 if ready else 503)

    async def _metrics(self, _call: Request) -> Response:
        return Response(await self._ask(self._figures.text), media_type=CONTENT_TYPE)

    async def _openapi(self, _call: Request) -> Response:
        return JSONResponse(self._contract)

    async def _about(self, _call: Request) -> Response:
        """What a terminal goes by: versions, and the server's time for the offset of its own clock."""
        return JSONResponse(
            {
                "api_version": API.rpartition("/")[2],
                "program_version": version("kiosk"),
                "oldest_client_version": ".".join(map(str, OLDEST_CLIENT)),
                "server_time": self._now().isoformat(),
                "last_register_no": await self._feed.last(),
            }
        )

    async def _changes(self, call: Request) -> Response:
        """Answer what was posted after register `since`, at once or within `wait` seconds."""
        since = _whole(call.query_params, "since", limits.ENTRY_NO_MAX, None)
        wait = _whole(call.query_params, "wait", limits.CHANGES_WAIT_SECONDS_MAX, 0)
        _only(call.query_params, {"since", "wait"})
        since = await self._feed.last() if since is None else since
        changes = await self._feed.after(since, wait or 0)
        last = await self._feed.last()
        next_since = changes[-1]["register_no"] if changes else since
        return JSONResponse({"items": changes, "next_since": next_since, "last_register_no": last})

    async def _events(self, call: Request) -> Response:
        """Stream what is posted from now on, or from where the reader was when the line broke."""
        resumed = call.headers.get("last-event-id")
        since = _whole(
            {"Last-Event-ID": resumed} if resumed else {}, "Last-Event-ID", limits.ENTRY_NO_MAX, None
        )
        since = await self._feed.last() if since is None else since
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._feed.events(since), media_type=EVENT_STREAM, headers=headers)

    async def _posting(self, call: Request) -> Response:
        """Answer the register and receipt of a request; where there is none, it is safe to send it."""
        request_id = path_values(call.path_params)["request_id"]
        found = await self._ask(self._read_posting, request_id)
        if found is None:
            raise Problem(ProblemCode.POSTING_NOT_FOUND, "not posted: it is safe to send", field="request_id")
        return JSONResponse(found)

    def _read_posting(self, request_id: str) -> dict[str, Any] | None:
        with self._database.read() as connection:
            return posting_of(connection, request_id)


def _whole(values: Mapping[str, str], name: str, most: int, without: int | None) -> int | None:
    text = values.get(name)
    if text is None:
        return without
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise Problem(ProblemCode.QUERY_WRONG, f"a whole number up to {most}", field=name)
    return int(text)


def _only(values: Mapping[str, str], known: set[str]) -> None:
    for name in values:
        if name not in known:
            raise Problem(ProblemCode.QUERY_WRONG, "unknown", field=name[:64])
