"""Terminals: a code, once and soon; a token that nobody else holds; and the way out."""

from typing import Any

import pytest

from backend_client.messages.audit import AuditQuestion
from backend_client.messages.base import Posted, Refused
from backend_client.messages.terminals import (
    EnrolTerminalRequest,
    InviteTerminalRequest,
    RevokeTerminalRequest,
    TerminalEnrolled,
    TerminalsQuestion,
    secret_hash,
)
from backend_client.refusals import RefusalCode
from backend_client.store.queries.terminals import terminal_by_token
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import ALL_ON, SignedPlant, new_id, signed_plant

CODE = "7K3R-V9TR-2DXB"
TOKEN_HASH = secret_hash("kt1.T7.secret")


def invite(plant: SignedPlant, terminal: str = "T7") -> Any:
    """Invite a terminal by the code."""
    code_hash = secret_hash(CODE.replace("-", ""))
    return plant.owner.post(
        InviteTerminalRequest(request_id=new_id(), terminal=terminal, code_hash=code_hash, work_center_no="A")
    )


def enrol(plant: SignedPlant, code: str = CODE, terminal: str = "T7", token_hash: str = TOKEN_HASH) -> Any:
    """Enrol a terminal; answers the receipt or what was refused."""
    return plant.post(
        EnrolTerminalRequest(request_id=new_id(), terminal=terminal, code=code, token_hash=token_hash)
    )


def known_as(plant: SignedPlant, token_hash: str = TOKEN_HASH) -> str | None:
    """Whose token a hash is."""
    with plant.database.read() as connection:
        return terminal_by_token(connection, token_hash)


def test_a_code_enrols_a_terminal_once(each_plants: Plants) -> None:
    """Typed in small letters without strokes it fits; used again, it is worth nothing; the token is known from then on."""
    plant = signed_plant(each_plants.database(), **ALL_ON)
    invite(plant)
    enrolled = enrol(plant, "7k3rv9tr 2dxb")
    assert enrolled == TerminalEnrolled(terminal="T7", work_center_no="A")
    assert known_as(plant) == "T7"
    assert enrol(plant).code is RefusalCode.ENROLMENT_NOT_VALID
    told = [event for event in plant.events() if "terminal" in event or "enrol" in event]
    assert told == ["terminal-invited", "terminal-enrolled", "enrolment-failed"]


def test_whatever_is_wrong_with_a_code_is_answered_alike(plants: Plants) -> None:
    """Nobody invited, another terminal's code, a wrong one, one that is too old: one answer."""
    plant = signed_plant(plants.database(), **ALL_ON)
    first = enrol(plant)
    invite(plant)
    outcomes = [first, enrol(plant, terminal="T8"), enrol(plant, "XXXX-XXXX-XXXX")]
    plant.later(minutes=11)
    outcomes.append(enrol(plant))
    assert all(each == first for each in outcomes)
    assert known_as(plant) is None


def test_five_wrong_codes_use_an_invitation_up(plants: Plants) -> None:
    """The right one comes too late; a new invitation takes it."""
    plant = signed_plant(plants.database(), **ALL_ON)
    invite(plant)
    for _ in range(5):
        enrol(plant, "XXXX-XXXX-XXXX")
    assert enrol(plant).code is RefusalCode.ENROLMENT_NOT_VALID
    invite(plant)
    assert isinstance(enrol(plant), TerminalEnrolled)


def test_a_revoked_terminal_is_known_no_more(each_plants: Plants) -> None:
    """Its token is nobody's, its sessions end; invited again, it gets a token of its own anew."""
    plant = signed_plant(each_plants.database(), **ALL_ON)
    invite(plant)
    enrol(plant)
    who = plant.sign_on("ADA", "T7")
    plant.later(seconds=1)
    assert isinstance(
        plant.owner.post(RevokeTerminalRequest(request_id=new_id(), terminal="T7", comment="stolen")), Posted
    )
    plant.later(seconds=1)
    assert known_as(plant) is None
    assert plant.post(plant.output(who)).code is RefusalCode.SESSION_ENDED
    invite(plant)
    enrol(plant, token_hash=secret_hash("kt1.T7.another"))
    assert (known_as(plant), known_as(plant, secret_hash("kt1.T7.another"))) == (None, "T7")
    (line,) = [each for each in plant.owner.ask(TerminalsQuestion()).terminals if each.terminal == "T7"]
    assert (line.has_token, line.revoked_at, line.work_center_no) == (True, None, "A")


@pytest.mark.parametrize(
    ("fields", "named"), [({"terminal": "../T7"}, "terminal"), ({"code_hash": "7K3R"}, "code_hash")]
)
def test_an_invitation_that_is_none_is_refused_by_name(
    plants: Plants, fields: dict[str, str], named: str
) -> None:
    """A name that would be a path, and a code sent in the clear."""
    plant = signed_plant(plants.database())
    values = {"terminal": "T7", "code_hash": TOKEN_HASH, **fields}
    refused = plant.post(InviteTerminalRequest(request_id=new_id(), **values))
    assert (refused.code, refused.facts["field"]) == (RefusalCode.REQUEST_MALFORMED, named)
    assert plant.post(RevokeTerminalRequest(request_id=new_id(), terminal="T9")).code is (
        RefusalCode.TERMINAL_NOT_FOUND
    )


def test_no_code_and_no_token_is_kept(plants: Plants) -> None:
    """Neither stands in registers, the audit trail or the tables."""
    plant = signed_plant(plants.database())
    invite(plant)
    enrol(plant)
    kept = [*plant.rows("registers", "body", "receipt"), *plant.rows("audit_entries", "before", "after")]
    assert not any(secret in text for row in kept for text in row for secret in (CODE, "7K3RV9TR2DXB"))


def test_the_audit_trail_is_read_by_what_is_asked_for(plants: Plants) -> None:
    """By event, terminal and moment, page by page, the newest first; a page that nobody named is refused."""
    plant = signed_plant(plants.database())
    for number in range(3):
        plant.later(minutes=1)
        invite(plant, f"T{number}")
    page = plant.client.ask(AuditQuestion(event="terminal-invited", most=2))
    assert [line.row_key for line in page.entries] == ["T2", "T1"]
    rest = plant.client.ask(AuditQuestion(event="terminal-invited", most=2, page=page.next_page))
    assert ([line.row_key for line in rest.entries], rest.next_page) == (["T0"], "")
    last = plant.client.ask(AuditQuestion(first_moment=plant.now, event="terminal-invited"))
    assert [line.row_key for line in last.entries] == ["T2"]
    assert plant.client.ask(AuditQuestion(of_terminal="T9")).entries == ()
    for wrong in ("x", "-1", "9" * 30):
        assert isinstance(plant.client.ask(AuditQuestion(page=wrong)), Refused)
