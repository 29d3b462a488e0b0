"""A plant behind a real server, with one person of each role signed on at its terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import requests

from backend_client.engine.pins import make_pepper, pins_of
from backend_client.messages.base import Posted
from backend_client.messages.personnel import AddPersonRequest, SetPinRequest
from backend_client.rules.posting_permissions import ROLES
from backend_client.terms import Role
from tests.casebook.databases import NOON
from tests.engine.people.signed_plant import new_id, signed_plant
from tests.served_plants import ServerProcess

if TYPE_CHECKING:
    from tests.casebook.databases import Plants

TOKENS = {"T1": "token-of-terminal-one", "T2": "token-of-terminal-two"}
NEW_PIN = "915248"


class RolesPlant:
    """The plant, its server, and a session of each role at T1; `None` is nobody."""

    def __init__(self, plants: "Plants", process: ServerProcess, folder: Path, **settings: str) -> None:
        """Build it, serve it, sign everybody on."""
        pepper = folder / "pepper"
        make_pepper(pepper)
        self.plant = signed_plant(plants.database(), sign_on_required="true", **settings)
        self.plant.owner._pins = pins_of(str(pepper))
        self.plant.now = NOON  # what the server's clock says
        self._process = process
        url = self.plant.database.engine.url.render_as_string(hide_password=False)
        self.address = process.open(url, tokens=TOKENS, pepper_file=str(pepper))
        self.http = httpx.Client(base_url=self.address, timeout=30)
        self.session = requests.Session()
        self.session.trust_env = False
        self.sessions: dict[Role | None, dict[str, str]] = {None: {}}
        for role in ROLES:
            no = f"P-{role.value[:8]}".upper()
            self.owner(AddPersonRequest, no=no, name=role.value, role=role)
            self.owner(SetPinRequest, no=no, pin=NEW_PIN)
            self.sessions[role] = {"person_no": no, "session_id": self.sign_on(no), "terminal_id": "T1"}

    def owner(self, kind: Any, **fields: Any) -> None:
        """Post as whoever holds the database."""
        outcome = self.plant.owner.post(kind(request_id=new_id(), **fields))
        assert isinstance(outcome, Posted), outcome

    def headers(self, role: Role | None = None, terminal_id: str = "T1") -> dict[str, str]:
        """What a call of a role carries."""
        session_id = self.sessions[role].get("session_id", "")
        session = {"X-Operator-Session": session_id} if session_id else {}
        return {"Authorization": f"Bearer {TOKENS[terminal_id]}", **session}

    def post(self, path: str, body: dict[str, Any], terminal_id: str = "T1") -> httpx.Response:
        """Post a body as it is, at a terminal."""
        headers = {**self.headers(None, terminal_id), "Idempotency-Key": str(body["request_id"])}
        return self.http.post(path, json=body, headers=headers)

    def try_pin(self, number: str, pin: str, terminal_id: str = "T1", **identity: str) -> httpx.Response:
        """Try to sign on."""
        body = {"request_id": new_id(), "pin": pin, **({"number": number} if number else {}), **identity}
        return self.post("/api/v1/operator-sessions", body, terminal_id)

    def sign_on(self, number: str, pin: str = NEW_PIN) -> str:
        """Sign on at T1; answers the session."""
        answered = self.try_pin(number, pin)
        assert answered.status_code == 201, answered.text
        session_id: str = answered.json()["receipt"]["session_id"]
        return session_id

    def close(self) -> None:
        """Stop serving it."""
        self.http.close()
        self.session.close()
        self._process.close(self.address)


@contextmanager
def roles_plant(
    plants: "Plants", process: ServerProcess, folder: Path, **settings: str
) -> Iterator[RolesPlant]:
    """A plant that is gone at the end."""
    made = RolesPlant(plants, process, folder, **settings)
    try:
        yield made
    finally:
        made.close()
        plants.close()
