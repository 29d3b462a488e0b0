"""Guessing, spraying, finding out who exists, and using again what was stolen: none of it works at a real server."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from backend_client.messages.terminals import InviteTerminalRequest, secret_hash
from backend_client.rules.sign_on_attempts import FAILURES_FREE, TERMINAL_FAILURES_MAX
from backend_client.terms import Role
from tests.engine.people.signed_plant import new_id
from tests.server.roles_plant import NEW_PIN, RolesPlant, roles_plant

if TYPE_CHECKING:
    from pathlib import Path

    from tests.casebook.databases import Plants
    from tests.served_plants import ServerProcess

WRONG = "730519"
OPERATOR = "P-OPERATOR"
CODE = "7K3RV9TR2DXB"


@pytest.fixture
def plant(sqlite_plants: "Plants", server_process: "ServerProcess", tmp_path: "Path") -> Iterator[RolesPlant]:
    """A plant that asks for PINs; its clock stands, so that who has to wait waits for ever."""
    with roles_plant(sqlite_plants, server_process, tmp_path, pin_required="true") as made:
        yield made


def told(response: Any) -> tuple[int, dict[str, Any]]:
    """Answer all that a no tells, but for the name of the call."""
    document = response.json()
    document.pop("request_id")
    headers = {name: text for name, text in response.headers.items() if name not in {"x-request-id", "date"}}
    return response.status_code, document | headers


def test_guessing_ends_after_a_few(plant: RolesPlant) -> None:
    """Wrong PINs: told apart from nothing; then one waits, with the right PIN too, at every terminal."""
    codes = [plant.try_pin(OPERATOR, WRONG).json()["code"] for _ in range(FAILURES_FREE)]
    assert codes == ["person-not-recognised"] * FAILURES_FREE
    for terminal in ("T1", "T2"):
        answered = plant.try_pin(OPERATOR, NEW_PIN, terminal)
        assert answered.json()["code"] == "sign-on-delayed"
    assert plant.sign_on("P-SETTER"), "another person is not kept out by it"


def test_spraying_ends_at_the_terminal(plant: RolesPlant) -> None:
    """One wrong PIN with each of many numbers: nobody signs on there any more, while others do elsewhere."""
    for at in range(TERMINAL_FAILURES_MAX):
        plant.try_pin(f"NOBODY-{at}", WRONG)
    assert plant.try_pin(OPERATOR, NEW_PIN).json()["code"] == "sign-on-limited"
    assert plant.try_pin(OPERATOR, NEW_PIN, "T2").status_code == 201


@pytest.mark.parametrize("nobody", [{"number": "NOBODY"}, {"number": "", "badge_token": "ZZZZZZZZZZ"}])
def test_nobody_is_told_from_somebody(plant: RolesPlant, nobody: dict[str, str]) -> None:
    """The same status, document and headers for a number that is there and one that is not, up to the wait."""
    for _ in range(FAILURES_FREE + 1):
        assert told(plant.try_pin(OPERATOR, WRONG)) == told(plant.try_pin(pin=WRONG, **nobody))


def test_a_stolen_session_opens_nothing(plant: RolesPlant) -> None:
    """At another terminal, in another person's name, after signing off: ended; and no list tells a session's name."""
    session = plant.sessions[Role.SUPERVISOR]
    people = "/api/v1/people"
    assert plant.http.get(people, headers=plant.headers(Role.SUPERVISOR)).status_code == 200
    elsewhere = plant.http.get(people, headers=plant.headers(Role.SUPERVISOR, "T2"))
    assert elsewhere.json()["code"] == "session-ended"
    claimed = plant.http.get(f"{people}?terminal_id=T1", headers=plant.headers(Role.SUPERVISOR, "T2"))
    assert (claimed.status_code, claimed.json()["code"]) == (403, "not-allowed-here")
    body = {**session, "request_id": new_id(), "person_no": OPERATOR, "order_no": "O1", "operation_no": "10"}
    body |= {"output_quantity": "1"}
    assert plant.post("/api/v1/postings/output", body).json()["code"] == "session-ended"
    changes = plant.http.get("/api/v1/changes?since=0", headers=plant.headers()).text
    assert not any(each["session_id"] in changes for role, each in plant.sessions.items() if role)
    assert plant.post("/api/v1/operator-sessions/sign-offs", session | {"request_id": new_id()}).is_success
    after = plant.http.get(people, headers=plant.headers(Role.SUPERVISOR))
    assert after.json()["code"] == "session-ended"


def test_a_sign_on_sent_again_opens_nothing(plant: RolesPlant) -> None:
    """What was recorded on the line and is sent once more, by the same terminal or another, is refused."""
    body = {"request_id": "recorded", "number": OPERATOR, "pin": NEW_PIN}
    assert plant.post("/api/v1/operator-sessions", body).status_code == 201
    for terminal in ("T1", "T2"):
        again = plant.post("/api/v1/operator-sessions", body, terminal)
        assert again.json()["code"] == "request-id-reused"


def test_a_code_that_was_used_enrols_nobody_else(plant: RolesPlant) -> None:
    """A second token for the same code: refused as a wrong one is, and the first one goes on."""
    plant.owner(InviteTerminalRequest, terminal="T9", code_hash=secret_hash(CODE))
    tokens = ["kt1.T9.first-token-of-this-terminal", "kt1.T9.token-of-somebody-who-saw-the-code"]
    enrolled = []
    for token in tokens:
        body = {"request_id": new_id(), "terminal": "T9", "code": CODE, "token_hash": secret_hash(token)}
        key = {"Idempotency-Key": str(body["request_id"])}
        answered = plant.http.post("/api/v1/terminals/enrolments", json=body, headers=key)
        enrolled.append(answered.json().get("code", "enrolled"))
    assert enrolled == ["enrolled", "enrolment-not-valid"]
    asked = [
        plant.http.get("/api/v1/meta", headers={"Authorization": f"Bearer {token}"}).status_code
        for token in tokens
    ]
    assert asked == [200, 401]
