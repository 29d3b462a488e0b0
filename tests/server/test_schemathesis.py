"""Every operation of the contract, called with whatever the contract allows, as each role and as nobody.

No fault of the server, no answer that the contract does not know, and no way beyond the role: each call that the table of
roles forbids is refused for it, no other one is. `make test` calls each operation as the least role that may and as the
one below it; `make proof` as every role, with many more examples.
"""

import os
from collections.abc import Iterator
from itertools import count, cycle
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend_client.catalogue import BY_MESSAGE
from backend_client.engine.roles import LEAST_ROLE, LEAST_ROLE_TO_ASK, OWN_ALONE, includes
from backend_client.messages.addresses import NAME_IN_PATH, path_of, target_of
from backend_client.messages.codec import canonical
from backend_client.rules.posting_permissions import ROLES
from backend_client.server.openapi import contract
from backend_client.terms import Role
from tests.engine.people.any_request import any_request
from tests.engine.people.signed_plant import new_id
from tests.server.roles_plant import RolesPlant, roles_plant

if TYPE_CHECKING:
    from pathlib import Path

    from tests.casebook.databases import Plants
    from tests.served_plants import ServerProcess

FULL = os.environ.get("KIOSK_PROOF") == "full"
WHO: tuple[Role | None, ...] = (None, *ROLES)
LEAST = {kind.__name__: least for kind, least in (LEAST_ROLE | LEAST_ROLE_TO_ASK).items()}
SCHEMA = schemathesis.openapi.from_dict(contract())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ANY = settings(
    database=None,
    phases=(Phase.explicit, Phase.generate),  # looking for a shorter call would take minutes
    suppress_health_check=list(HealthCheck),
)
MACHINE = SCHEMA.exclude(path_regex="/events$").as_state_machine()
SMALL_STEPS = 25
STREAM = "/api/v1/events"  # it has no end
KNOWN = {"order_no": "O1", "operation_no": "10", "item_no": "P", "source_no": "P", "order_line_no": 10000}


@pytest.fixture(scope="module")
def plant(
    sqlite_plants: "Plants", server_process: "ServerProcess", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RolesPlant]:
    """One person of each role, signed on."""
    folder: Path = tmp_path_factory.mktemp("roles")
    with roles_plant(sqlite_plants, server_process, folder) as made:
        yield made


def prepare(plant: RolesPlant, case: Any, role: Role | None, request_id: str, *, preview: bool) -> None:
    """Make a case one of a role, about things that exist."""
    who = plant.sessions[role]
    if isinstance(case.body, dict):
        known = {name: value for name, value in KNOWN.items() if name in case.body}
        names = {"request_id": request_id, "preview": preview, "person_no": who.get("person_no", "")}
        case.body = {
            **case.body,
            **known,
            **names,
            "session_id": who.get("session_id", ""),
            "terminal_id": "",
        }
        case.headers["Idempotency-Key"] = request_id
    else:
        case.query.pop("terminal_id", None)
        if "wait" in (case.query or {}):
            case.query["wait"] = 0
    for name in set(KNOWN) & set(case.path_parameters or ()):
        case.path_parameters[name] = KNOWN[name]
    if isinstance(case.body, dict):
        case.body |= {
            name: value for name, value in (case.path_parameters or {}).items() if name in case.body
        }
    case.headers.pop("X-Operator-Session", None)


def call(plant: RolesPlant, case: Any, role: Role | None, request_id: str) -> Any:
    """Send a case as a preview; answers the response, which the contract knows."""
    prepare(plant, case, role, request_id, preview=True)
    response = case.call(base_url=plant.address, headers=plant.headers(role), session=plant.session)
    case.validate_response(response, checks=CHECKS)
    return response


ABOUT_OTHERS = {
    entry.message for entry in BY_MESSAGE.values() if entry.message.__module__.endswith("personnel")
}


READ_FIRST = {
    "request-malformed",
    "route-not-found",
    "idempotency-key-missing",
    "idempotency-key-mismatch",
    "quantity-out-of-range",
}
"""What is refused before anybody asks who it is."""


def code_of(response: Any) -> str:
    """Answer the code of a no, "" of a yes."""
    return response.json()["code"] if response.status_code >= 400 else ""


def judge(operation: Any, role: Role | None, response: Any) -> None:
    """Refused for the role exactly where the table says so; without a token, which some calls leave out, for that."""
    operation_id, code = operation.definition.raw["operationId"], code_of(response)
    least = LEAST.get(operation_id)
    if "Authorization" not in response.request.headers and operation.definition.raw["security"]:
        assert code in {"terminal-not-recognised", "too-many-requests"}, operation_id
        return
    if code in READ_FIRST:
        return
    if least is None:
        assert code not in {"sign-on-needed", "role-not-allowed"}, operation_id
    elif role is None:
        assert code == "sign-on-needed", operation_id
    elif not includes(role, least):
        assert code == "role-not-allowed", operation_id


@pytest.mark.proof
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_schemathesis_calls_every_operation_as_each_role(plant: RolesPlant, operation: Any) -> None:
    """An answer of the contract, and no access beyond the role."""
    if operation.path == STREAM:
        return

    around = around_the_least(LEAST.get(operation.definition.raw["operationId"]))
    turns = cycle(around)

    @settings(ANY, max_examples=120 if FULL else 2)
    @given(case=operation.as_strategy())
    def calls(case: Any) -> None:
        for role in WHO if FULL else (next(turns),):
            response = call(plant, case, role, "any")
            judge(operation, role, response)

    calls()


def around_the_least(least: Role | None) -> tuple[Role | None, ...]:
    """Answer the role that may not by one step, and the least one that may: who stands above may what those below may."""
    at = WHO.index(least)
    return WHO[max(at - 1, 0) : at + 1]


def test_every_role_is_at_a_limit() -> None:
    """Each role is the least for something, so `make test` calls as each of them, and as nobody."""
    assert {role for least in LEAST.values() for role in around_the_least(least)} == set(WHO)


@pytest.mark.parametrize("role", WHO, ids=lambda role: role or "nobody")
def test_each_role_reaches_what_its_table_says_and_nothing_else(plant: RolesPlant, role: Role | None) -> None:
    """Each message over HTTP with readable values: refused for the role where the table says so, and only there."""
    for entry in BY_MESSAGE.values():
        least = LEAST[entry.message.__name__]
        if not FULL and role not in around_the_least(least):
            continue
        given = {**plant.sessions[role], "session_id": ""}
        own = {"person_no": given.get("person_no", "")} if entry.message in OWN_ALONE else {}
        if entry.method == "POST":
            request = any_request(entry.message, {**given, "request_id": new_id(), "preview": True})
            path, body = path_of(entry.path, request), canonical(request)
            headers = {"Content-Type": "application/json", "Idempotency-Key": request.request_id}
            response = plant.http.post(path, content=body, headers=plant.headers(role) | headers)
        else:
            target = target_of(entry.path, any_request(entry.message, own))
            response = plant.http.get(target, headers=plant.headers(role))
        code = code_of(response)
        if least is None:
            assert code not in {"sign-on-needed", "role-not-allowed"}, entry.path
        elif role is None:
            assert code == "sign-on-needed", entry.path
        elif not includes(role, least):
            assert code == "role-not-allowed", response.text
        elif code == "role-not-allowed":  # the engine says more: nobody changes who stands above them
            assert entry.message in ABOUT_OTHERS, entry.path


@pytest.mark.proof
@pytest.mark.parametrize("role", WHO, ids=lambda role: role or "nobody")
def test_schemathesis_goes_from_answer_to_call(plant: RolesPlant, role: Role | None) -> None:
    """Stateful: numbers of one answer are asked and posted with in the next call; what is posted stays posted."""
    numbers, followed = count(1), count()

    class Calls(MACHINE):  # type: ignore[misc, valid-type]
        """Calls that follow from each other, as one role."""

        def before_call(self, case: Any) -> None:
            prepare(plant, case, role, f"S-{role or 'nobody'}-{next(numbers)}", preview=False)
            case.headers.update(plant.headers(role))

        def get_call_kwargs(self, _case: Any) -> dict[str, Any]:
            return {"base_url": plant.address, "session": plant.session}

        def step(self, step_input: Any) -> Any:
            if step_input.transition is not None:
                next(followed)
            return super().step(step_input)

        def validate_response(self, response: Any, case: Any, **_more: Any) -> None:
            case.validate_response(response, checks=CHECKS)
            judge(case.operation, role, response)

    run_state_machine_as_test(
        Calls,
        settings=settings(
            ANY, max_examples=100 if FULL else 4, stateful_step_count=30 if FULL else SMALL_STEPS
        ),
    )
    assert next(numbers) > SMALL_STEPS, "calls were made"
    if FULL:  # among a few there may be none: what is drawn depends on every module that is loaded
        assert next(followed) > 0, "and some of them with what an answer told"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_no_path_opens_without_a_token(plant: RolesPlant, operation: Any) -> None:
    """No token, another's, a session alone: 401 (or 429, so many strangers), but where the contract asks for none."""
    fenced = bool(operation.definition.raw["security"])
    path = NAME_IN_PATH.sub("1", operation.path)
    session = {"X-Operator-Session": plant.sessions[Role.ADMINISTRATOR]["session_id"]}
    for headers in ({}, {"Authorization": "Bearer kt1.T1.wrong"}, session):
        if operation.path != STREAM or fenced:
            answered = plant.http.request(operation.method, path, headers=headers)
            assert answered.status_code in {401, 429} if fenced else answered.status_code != 401, (
                answered.text
            )
