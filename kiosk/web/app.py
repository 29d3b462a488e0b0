"""The web application: pages, sign-on, and the terminal's WebSocket.

    GET  /           the terminal's page where a cookie is known, else the sign-on page
    POST /sign-on    number=...&pin=...      303 to /, or the page again with the reason
    GET  /terminal   WebSocket: binary in both directions; text {"columns": 80, "rows": 24} when the window changes
    GET  /static/..  the page's own files

A call that names another origin than the page's own is not let in, so no other page can act in somebody's name.
"""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from kiosk.web.gate import COOKIE, Full, Gate, Guest
from kiosk.web.pages import SECURITY, sign_on_page, terminal_page
from kiosk.web.terminal import PageTerminal
from screens.language.refusals import sentences
from screens.language.text import _
from screens.notices import pin_does_not_fit

FORM_BYTES_MAX = 2_048
KEYS_BYTES_MAX = 65_536  # of one message: a paste
SIGNED_OFF = 4001
NOT_SIGNED_ON = 4003
_STATIC = Path(__file__).with_name("static")


class Web:
    """The pages of one plant."""

    def __init__(
        self,
        gate: Gate,
        plant_name: str,
        open_terminal: Callable[[Guest, tuple[int, int]], PageTerminal],
        *,
        secure: bool,
    ) -> None:
        """Take the gate, and what opens a terminal for a guest; `secure`: the cookie goes over TLS only."""
        self._gate = gate
        self._plant_name = plant_name
        self._open_terminal = open_terminal
        self._secure = secure
        self.app = Starlette(
            routes=[
                Route("/", self._page),
                Route("/sign-on", self._sign_on, methods=["POST"]),
                WebSocketRoute("/terminal", self._terminal),
                Mount("/static", StaticFiles(directory=_STATIC)),
            ],
            middleware=[Middleware(BaseHTTPMiddleware, dispatch=_secured)],
        )

    async def _page(self, request: Request) -> Response:
        guest = self._gate.guest(request.cookies.get(COOKIE, ""))
        return HTMLResponse(sign_on_page(self._plant_name) if guest is None else terminal_page())

    async def _sign_on(self, request: Request) -> Response:
        if not _same_origin(request.headers):
            return PlainTextResponse("", 403)
        form = await _form(request)
        if form is None:
            return PlainTextResponse("", 413)
        number, pin = form.get("number", ""), form.get("pin", "")
        try:
            entered = await run_in_threadpool(self._gate.sign_on, number, pin)
        except Full:
            said = (_("Too many pages are open. Close one, or try later."),)
            return HTMLResponse(sign_on_page(self._plant_name, said), 503)
        if isinstance(entered, Refused):
            why = _why(entered)
            return HTMLResponse(sign_on_page(self._plant_name, why, number), 401)
        answer = RedirectResponse("./", 303)
        answer.set_cookie(COOKIE, entered, httponly=True, samesite="strict", secure=self._secure)
        return answer

    async def _terminal(self, socket: WebSocket) -> None:
        cookie = socket.cookies.get(COOKIE, "")
        guest = self._gate.guest(cookie)
        await socket.accept()
        if guest is None or not _same_origin(socket.headers):
            await socket.close(NOT_SIGNED_ON)
            return
        await self._gate.make_room(guest)
        size = _size(dict(socket.query_params)) or (80, 24)
        terminal = guest.terminal = self._open_terminal(guest, size)
        typing = asyncio.ensure_future(_typed(socket, terminal))
        showing = asyncio.ensure_future(_shown(socket, terminal))
        try:
            await asyncio.wait({typing, showing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            typing.cancel()
            showing.cancel()
            await asyncio.gather(typing, showing, return_exceptions=True)
            signed_off = False
            if guest.terminal is terminal:  # else another page of the same person has taken over
                guest.terminal = None
                signed_off = await terminal.close()
            if signed_off:
                await run_in_threadpool(self._gate.leave, cookie)
            await _closed(socket, SIGNED_OFF if signed_off else 1000)


async def _typed(socket: WebSocket, terminal: PageTerminal) -> None:
    """Hand on keys and sizes until the page is gone."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        keys = message.get("bytes")
        if keys is not None:
            await terminal.type(keys[:KEYS_BYTES_MAX])
            continue
        size = _size(_object(message.get("text") or ""))
        if size is not None:
            terminal.resize(*size)


async def _shown(socket: WebSocket, terminal: PageTerminal) -> None:
    async for data in terminal.written():
        await socket.send_bytes(data)


async def _closed(socket: WebSocket, code: int) -> None:
    try:
        await socket.close(code)
    except (RuntimeError, WebSocketDisconnect):  # it was gone already
        return


async def _form(request: Request) -> dict[str, str] | None:
    """Read a small form; None where it is not small."""
    read = bytearray()
    try:
        async for part in request.stream():
            read += part
            if len(read) > FORM_BYTES_MAX:
                return None
    except ClientDisconnect:
        return None
    fields = parse_qs(read.decode("utf-8", "replace"), max_num_fields=8)
    return {name: values[0] for name, values in fields.items()}


def _why(refused: Refused) -> tuple[str, ...]:
    """Say why nobody was let in; unknown, locked and a wrong PIN are told apart by nothing."""
    if refused.code is RefusalCode.PERSON_NOT_RECOGNISED:
        message = pin_does_not_fit()
        return (message.title, message.happened, message.to_do)
    return sentences(refused.code, refused.facts)


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == headers.get("host", "")


def _object(text: str) -> dict[str, object]:
    try:
        value = json.loads(text[:200])
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _size(values: dict[str, object] | dict[str, str]) -> tuple[int, int] | None:
    """Read columns and rows; None where they are no whole numbers."""
    read = [str(values.get(name, "")) for name in ("columns", "rows")]
    if not all(text.isascii() and text.isdigit() and len(text) < 5 for text in read):
        return None
    return int(read[0]), int(read[1])


async def _secured(request: Request, answer: RequestResponseEndpoint) -> Response:
    response = await answer(request)
    response.headers.update(SECURITY)
    return response
