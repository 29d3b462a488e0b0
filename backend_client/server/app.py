"""The routes: one for each row of the catalogue, made in one loop, and those that belong to the server itself.

A posting runs in one of a few threads; a question in one of some more, so that a load board never waits behind a
night's outbox. Together they are fewer than the database has connections for.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from backend_client import limits
from backend_client.catalogue import QUESTIONS, REQUESTS, Entry
from backend_client.client import BackendBroken, BackendUnreachable
from backend_client.engine.pins import pins_of
from backend_client.local import LocalClient, utc_now
from backend_client.messages.addresses import NAME_IN_PATH
from backend_client.messages.base import Posted, Refused
from backend_client.server.authorizer import Authorizer, StaticTokens
from backend_client.server.body import read_body
from backend_client.server.calls import (
    answer_response,
    path_values,
    posted_response,
    question_of,
    request_of,
)
from backend_client.server.checkpoints import Checkpoints
from backend_client.server.edge import CALL, Call, Edge
from backend_client.server.enrolled import EnrolledTerminals
from backend_client.server.feed import Feed
from backend_client.server.figures import Figures
from backend_client.server.heard import HeardTerminals
from backend_client.server.options import ServerOptions
from backend_client.server.own_routes import OwnRoutes
from backend_client.server.problems import Problem, refused_response
from backend_client.server.replica import WithReplica
from backend_client.server.together import AtOnce, Together
from backend_client.store.database import Database
from backend_client.wire import ProblemCode

Endpoint = Callable[[Request], Awaitable[Response]]
NOT_ALLOWED = 405


class Segment(Convertor[str]):
    """One segment of a path with its escapes, which may be empty: `a%2Fb` is no two segments."""

    regex = "[^/]*"

    def convert(self, value: str) -> str:
        """Leave it as it is; calls.py decodes it."""
        return value

    def to_string(self, value: str) -> str:
        """Leave it as it is."""
        return value


register_url_convertor("segment", Segment())


class Server:
    """The app of one process, and what it holds."""

    def __init__(
        self,
        database: Database,
        options: ServerOptions,
        authorizer: Authorizer | None = None,
        now: Callable[[], datetime] = utc_now,
        steady: Callable[[], int] | None = None,
    ) -> None:
        """Make the app on a database that is migrated; without an authorizer the options' tokens decide."""
        self.database = database
        self._client = LocalClient(database, now, pins=pins_of(options.pepper_file), steady=steady)
        self._asked = WithReplica(self._client, options.replica, now) if options.replica else None
        self._body_milliseconds = options.body_milliseconds
        self._postings = Together(self._client) if database.is_sqlite else AtOnce(self._client)
        self._checkpoints = Checkpoints(database) if database.is_sqlite else None
        self._questions = ThreadPoolExecutor(limits.QUESTIONS_AT_ONCE, "question")
        figures = Figures(options.figures_folder)
        authorizer = authorizer or EnrolledTerminals(database, StaticTokens(options.tokens))
        self.feed = Feed(database, self._ask)
        self._own = OwnRoutes(
            database=database, feed=self.feed, authorizer=authorizer, figures=figures, ask=self._ask, now=now
        )
        self._heard = HeardTerminals(database, now)
        self.app = Edge(
            self._routes(),
            authorizer,
            self._ask,
            figures,
            self._heard,
            calls_per_second=options.calls_per_second,
        )

    def close(self) -> None:
        """Wait for what is being posted, and close the database."""
        self._postings.close()
        if self._checkpoints is not None:
            self._checkpoints.close()
        self._questions.shutdown()
        self._heard.close()
        if self._asked is not None:
            self._asked.close()
        self.database.close()

    def _routes(self) -> ASGIApp:
        app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
        app.add_exception_handler(HTTPException, _no_route)
        for expected, handler in EXPECTED.items():
            app.add_exception_handler(expected, handler)
        direct: dict[tuple[str, str], Endpoint] = {}
        for entry in (*REQUESTS, *QUESTIONS):
            endpoint = self._post_of(entry) if entry.method == "POST" else self._get_of(entry)
            routed = direct[entry.method, entry.path] = _routed(entry.path, endpoint)
            _add(app, entry.method, entry.path, routed)
        for path, endpoint in self._own.endpoints().items():
            _add(app, "GET", path, _routed(path, endpoint))
        return ServerErrorMiddleware(Direct(direct, app), handler=_fault)

    def _post_of(self, entry: Entry) -> Endpoint:
        async def endpoint(call: Request) -> Response:
            path = path_values(call.path_params)
            body = await read_body(call, self._body_milliseconds)
            about: Call = call.scope[CALL]
            request = request_of(entry, path, body, call.headers, about.caller)
            if isinstance(request, Refused):
                return refused_response(request, about.path, about.id)
            outcome = await self._postings.post(request)
            if isinstance(outcome, Refused):
                return refused_response(outcome, about.path, about.id)
            assert isinstance(outcome, Posted), "a database of its own queues nothing"
            return posted_response(request, outcome)

        return endpoint

    def _get_of(self, entry: Entry) -> Endpoint:
        async def endpoint(call: Request) -> Response:
            about: Call = call.scope[CALL]
            path = path_values(call.path_params)
            question = question_of(entry, path, _query(call), call.headers, about.caller)
            if isinstance(question, Refused):
                return refused_response(question, about.path, about.id)
            answer = await self._ask((self._asked or self._client).ask, question)
            if isinstance(answer, Refused):
                return refused_response(answer, about.path, about.id)
            return answer_response(entry, question, answer, call.headers.get("if-none-match"))

        return endpoint

    async def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await self._run(self._questions, function, *arguments)

    @staticmethod
    async def _run(threads: ThreadPoolExecutor, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(threads, function, *arguments)


class Direct:
    """Calls of the catalogue whose path names nothing go straight to their endpoint: nothing has to be searched for them."""

    def __init__(self, endpoints: Mapping[tuple[str, str], Endpoint], others: ASGIApp) -> None:
        """Take the endpoints by method and path, and what answers all other calls."""
        self._endpoints = endpoints
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        endpoint = self._endpoints.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if endpoint is None:
            await self._others(scope, receive, send)
            return
        call = Request(scope, receive, send)
        try:
            response = await endpoint(call)
        except (Problem, BackendUnreachable, BackendBroken) as error:
            response = await EXPECTED[type(error)](call, error)
        await response(scope, receive, send)


def _add(app: FastAPI, method: str, path: str, endpoint: Endpoint) -> None:
    """Add a plain route: bodies are read by calls.py, so nothing is to be worked out for each call."""
    route = Route(NAME_IN_PATH.sub(r"{\1:segment}", path), endpoint, include_in_schema=False)
    route.methods = {method}  # GET alone, without HEAD
    app.router.routes.append(route)


def _routed(path: str, endpoint: Endpoint) -> Endpoint:
    """Note which route a call took, for log and figures."""

    async def routed(call: Request) -> Response:
        call.scope[CALL].route = path
        return await endpoint(call)

    return routed


def _query(call: Request) -> str:
    query: bytes = call.scope.get("query_string", b"")
    return query.decode("ascii", "replace")


async def _problem(call: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    about: Call = call.scope[CALL]
    return error.response(about.path, about.id)


async def _no_route(call: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == NOT_ALLOWED:
        problem = Problem(ProblemCode.METHOD_NOT_ALLOWED, "another method", field="method")
        response = await _problem(call, problem)
        response.headers.update(error.headers or {})
        return response
    return await _problem(call, Problem(ProblemCode.ROUTE_NOT_FOUND, "no such path", field="path"))


async def _unreachable(call: Request, _error: Exception) -> Response:
    return await _problem(call, Problem(ProblemCode.DATABASE_BUSY, "the database did not answer"))


async def _broken(call: Request, error: Exception) -> Response:
    assert isinstance(error, BackendBroken)
    return await _problem(
        call, Problem(ProblemCode.INTERNAL_ERROR, "a fault of the server", incident=error.incident)
    )


EXPECTED: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    Problem: _problem,
    BackendUnreachable: _unreachable,
    BackendBroken: _broken,
}


async def _fault(call: Request, _error: Exception) -> Response:
    """Answer a mistake of our own; it is logged with its trace, and found there by the call's id."""
    about: Call = call.scope[CALL]
    return await _problem(
        call, Problem(ProblemCode.INTERNAL_ERROR, "a fault of the server", incident=about.id)
    )
