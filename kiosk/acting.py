"""As whom a command about people and terminals acts: whoever holds the database, or a person who signs on at a server.

kiosk people list                     on a database: as the user of this machine
kiosk people --as BOSS list           at a server: BOSS signs on with the PIN, and off again at the end
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from getpass import getpass
from typing import Any
from uuid import uuid4  # noqa: TID251 -- the ids of requests that are made here

from backend_client.client import BackendClient
from backend_client.connect import connect
from backend_client.messages.base import Posted, Refused
from backend_client.messages.people import SignOffRequest, SignOnRequest
from kiosk.demo import user_name
from kiosk.failures import Exit
from kiosk.messages.output import as_json, as_text
from kiosk.settings import Settings
from screens.display import clean
from screens.language.refusals import sentences
from screens.language.text import _


@dataclass(frozen=True, slots=True)
class Acting:
    """A client, and what every request of one person carries."""

    client: BackendClient
    person_no: str
    session_id: str
    terminal_id: str

    def post(self, kind: type[Any], **fields: Any) -> Any:
        """Post a request; answers its receipt or the refusal."""
        who = {"person_no": self.person_no, "session_id": self.session_id, "terminal_id": self.terminal_id}
        outcome = self.client.post(kind(request_id=str(uuid4()), **who, **fields))
        return outcome.receipt if isinstance(outcome, Posted) else outcome

    def ask(self, question: Any) -> Any:
        """Ask a question that needs a session."""
        return self.client.ask(replace(question, session_id=self.session_id, terminal_id=self.terminal_id))

    def ask_all(self, question: Any, name: str) -> Any:
        """Ask page by page; answers all rows of the answers' field of that name, or the refusal."""
        rows: list[Any] = []
        while True:
            answer = self.ask(question)
            if isinstance(answer, Refused):
                return answer
            rows += getattr(answer, name)
            if not answer.next_page:
                return tuple(rows)
            question = replace(question, page=answer.next_page)


@contextmanager
def acting(settings: Settings, database_url: str, person_no: str) -> Iterator[Acting | Refused]:
    """Connect, and sign on where a person is named; whoever holds a database needs no session."""
    connected = connect(
        database_url,
        token=settings.token,
        ca_file=settings.ca_file,
        pepper_file=settings.server_pepper_file,
        trusted=not person_no,
    )
    try:
        if not person_no:
            yield Acting(connected.client, user_name(), "", settings.terminal)
            return
        request = SignOnRequest(
            request_id=str(uuid4()),
            terminal_id=settings.terminal,
            number=person_no,
            pin=secret(_("PIN of %(person)s: ") % {"person": clean(person_no, 20)}),
        )
        outcome = connected.client.post(request)
        if not isinstance(outcome, Posted):
            assert isinstance(outcome, Refused), "a sign-on is never kept for later"
            yield outcome
            return
        signed_on = outcome.receipt
        found = Acting(connected.client, signed_on.person_no, signed_on.session_id, settings.terminal)
        yield found
        found.post(SignOffRequest)
    finally:
        connected.close()


def secret(prompt: str) -> str:
    """Read a PIN: unseen from a person, as a line from a script. It never stands among the arguments."""
    if sys.stdin.isatty():
        return getpass(prompt)
    return sys.stdin.readline().rstrip("\n")


def told(outcome: Any, *, json: bool = False) -> int:
    """Print a receipt, an answer or a refusal."""
    if not isinstance(outcome, Refused):
        print(as_json(outcome) if json else as_text(outcome))
        return Exit.DONE
    title, happened, to_do = sentences(outcome.code, outcome.facts)
    more = "".join(
        f" {clean(outcome.facts[name], 40)}" for name in ("seconds", "what") if name in outcome.facts
    )
    print(f"kiosk: {clean(title)}. {clean(happened, 400)}{more} {clean(to_do, 400)}", file=sys.stderr)
    return Exit.FOUND
