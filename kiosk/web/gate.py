"""The gate before the screens: who has signed on at a page, and the one terminal that each of them has.

A sign-on is a SignOnRequest like any other: the engine checks the PIN, waits, locks and notes as at a terminal. The
page then holds a cookie of 256 random bits, of which only the hash is kept here. The cookie opens one terminal; a
second page of the same person takes it over, as a second terminal would.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4  # noqa: TID251 -- names a sign-on

from backend_client.barcode.events import Badge
from backend_client.barcode.router import route
from backend_client.client import BackendClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.people import SignedOn, SignOffRequest, SignOnRequest
from backend_client.refusals import RefusalCode
from kiosk.web.terminal import PageTerminal

COOKIE = "kiosk-page"


class Full(Exception):  # noqa: N818 -- named by what is the matter
    """As many pages are open as this program lets in."""


@dataclass(slots=True)
class Guest:
    """Somebody who has signed on at a page; `seen` in seconds of a steady clock."""

    signed_on: SignedOn
    seen: float
    terminal: PageTerminal | None = None


class Gate:
    """Lets in who has a PIN."""

    def __init__(
        self,
        client: BackendClient,
        terminal_id: str,
        *,
        guests_max: int,
        idle_seconds: float,
        steady: Callable[[], float],
    ) -> None:
        """Begin with nobody; whoever has had no page for `idle_seconds` is forgotten."""
        self._client = client
        self._terminal_id = terminal_id
        self._guests_max = guests_max
        self._idle_seconds = idle_seconds
        self._steady = steady
        self._guests: dict[str, Guest] = {}

    def sign_on(self, number: str, pin: str) -> str | Refused:
        """Sign a person on by number, or by what a badge says; answers the cookie, or why not. Raises Full."""
        self._forget()
        if len(self._guests) >= self._guests_max:
            raise Full
        if not pin:
            return Refused(code=RefusalCode.PIN_NEEDED, facts={"field": "pin"})
        event = route(number)
        token = event.token if isinstance(event, Badge) else ""
        request = SignOnRequest(
            request_id=str(uuid4()),
            terminal_id=self._terminal_id,
            badge_token=token,
            number="" if token else number,
            pin=pin,
        )
        outcome = self._client.post(request)
        if not isinstance(outcome, Posted):
            assert isinstance(outcome, Refused), "a database of its own queues nothing"
            return outcome
        cookie = secrets.token_urlsafe(32)
        self._guests[_hash(cookie)] = Guest(outcome.receipt, self._steady())
        return cookie

    def guest(self, cookie: str) -> Guest | None:
        """Answer who holds a cookie."""
        self._forget()
        found = self._guests.get(_hash(cookie))
        if found is not None:
            found.seen = self._steady()
        return found

    async def make_room(self, guest: Guest) -> None:
        """Close every terminal that the same person has open."""
        for other in list(self._guests.values()):  # people sign on and off meanwhile
            if other.signed_on.person_no == guest.signed_on.person_no and other.terminal is not None:
                terminal, other.terminal = other.terminal, None
                await terminal.close()

    def leave(self, cookie: str) -> None:
        """Forget a cookie; its session ends, where it has not."""
        guest = self._guests.pop(_hash(cookie), None)
        if guest is not None:
            self._client.post(
                SignOffRequest(
                    request_id=str(uuid4()),
                    terminal_id=self._terminal_id,
                    session_id=guest.signed_on.session_id,
                )
            )

    async def close(self) -> None:
        """Close every terminal."""
        for guest in list(self._guests.values()):
            if guest.terminal is not None:
                terminal, guest.terminal = guest.terminal, None
                await terminal.close()

    def _forget(self) -> None:
        now = self._steady()
        gone = [
            key
            for key, guest in list(self._guests.items())
            if guest.terminal is None and now - guest.seen > self._idle_seconds
        ]
        for key in gone:
            self._guests.pop(key, None)


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
