"""A refused posting is decided on by a supervisor whom the server knows, and never without the server."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from backend_client.client import BackendUnreachable
from backend_client.kept_terms import KeptDecision, KeptState
from backend_client.messages.base import Posted, Refused
from backend_client.messages.kept import Decider
from backend_client.messages.personnel import AddPersonRequest
from backend_client.people_terms import AuditEvent
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.store.rows import table_of
from backend_client.terms import Role
from tests.outbox.conftest import Terminal
from tests.outbox.cutting import Fault
from tests.small_plant import output

BOSS, OPERATOR = Decider(person_no="BOSS", terminal_id="T7"), Decider(person_no="OP1")
AUDIT = table_of(AuditEntry)
DROP, REPOST, SEND_AGAIN = KeptDecision.DROP, KeptDecision.REPOST, KeptDecision.SEND_AGAIN


@pytest.fixture
def client(terminal: Terminal) -> Any:
    """An outbox with one refused posting; BOSS and OP1 are known to the plant."""
    for no, role in (("BOSS", Role.SUPERVISOR), ("OP1", Role.OPERATOR)):
        request = AddPersonRequest(request_id=no, no=no, name=no, role=role)
        assert isinstance(terminal.plant.client.post(request), Posted)
    client = terminal.start()
    terminal.line.afterwards = Fault.CUT_BEFORE
    client.post(output("bad", output_quantity=1, scrap_quantity=1, scrap_code="NONE"))
    terminal.line.afterwards = Fault.NONE
    client.send_all()
    assert client.kept_here().refused == 1
    return client


def decisions(terminal: Terminal) -> list[tuple[str, str, dict[str, str]]]:
    """Who decided on what, as the audit trail has it."""
    with terminal.plant.engine.connect() as connection:
        wanted = AUDIT.c.event == AuditEvent.KEPT_POSTING_DECIDED.value
        rows = connection.execute(select(AUDIT).where(wanted).order_by(AUDIT.c.id)).all()
    return [(row.person_no, row.row_key, json.loads(row.after)) for row in rows]


def test_a_supervisor_decides_and_the_audit_trail_tells_of_it(terminal: Terminal, client: Any) -> None:
    """Sent again and refused once more, then sent corrected: two entries, with reason and ids."""
    again = client.decide(SEND_AGAIN, 1, BOSS)
    assert (again.state, again.decided_by) == (KeptState.WAITING, "BOSS")
    client.send_all()
    good = output("good", output_quantity=1)
    replaced = client.decide(REPOST, 1, BOSS, reason="no such code", correction=good)
    assert (replaced.state, replaced.reason) == (KeptState.REPLACED, "no such code")
    client.send_all()
    assert terminal.posted()[-1] == "good"
    told = {"decision": "send-again", "message": "PostOutputRequest"}
    corrected = {"decision": "repost", "reason": "no such code", "corrected_request_id": "good"}
    assert decisions(terminal) == [("BOSS", "bad", told), ("BOSS", "bad", told | corrected)]


@pytest.mark.parametrize("decider", [OPERATOR, Decider(person_no="NOBODY"), Decider(person_no="")])
def test_nobody_else_decides(terminal: Terminal, client: Any, decider: Decider) -> None:
    """Neither an operator nor somebody unknown: refused, nothing changed, nothing told."""
    for decision in (DROP, SEND_AGAIN):
        assert isinstance(client.decide(decision, 1, decider, reason="x"), Refused)
    assert isinstance(client.decide_lost(decider), Refused)
    assert client.kept_here().refused == 1
    assert decisions(terminal) == []


def test_without_a_line_nothing_is_decided(terminal: Terminal, client: Any) -> None:
    """The server can't be asked who may, nor told: the posting stays as it is, and can be decided on later."""
    terminal.line.afterwards = Fault.CUT_BEFORE
    with pytest.raises(BackendUnreachable):
        client.decide(DROP, 1, BOSS, reason="counted twice")
    with pytest.raises(BackendUnreachable):
        client.decide_lost(BOSS)
    assert client.kept_posting(1).state is KeptState.REFUSED
    terminal.line.afterwards = Fault.NONE
    assert client.decide(DROP, 1, BOSS, reason="counted twice").state is KeptState.DROPPED
    assert len(decisions(terminal)) == 1


@pytest.mark.parametrize(
    ("decision", "number", "more", "code"),
    [
        (DROP, 9, {"reason": "x"}, RefusalCode.KEPT_POSTING_NOT_FOUND),
        (DROP, 1, {}, RefusalCode.REQUEST_MALFORMED),
        (REPOST, 1, {"reason": "x"}, RefusalCode.REQUEST_MALFORMED),
        (REPOST, 1, {"reason": "x", "correction": output("bad")}, RefusalCode.REQUEST_ID_REUSED),
    ],
)
def test_what_can_not_be_decided_is_told_to_nobody(
    terminal: Terminal, client: Any, decision: KeptDecision, number: int, more: dict[str, Any], code: str
) -> None:
    """No such posting, no reason, no correction, an id that is used: refused before the server is asked."""
    calls = terminal.line.calls
    refused = client.decide(decision, number, BOSS, **more)
    assert refused.code == code
    assert terminal.line.calls == calls
