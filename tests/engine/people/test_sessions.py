"""Posting in a session: whose, where, for how long, in which role."""

from datetime import timedelta
from typing import Any

import pytest

from backend_client.catalogue import QUESTIONS, REQUESTS
from backend_client.engine.roles import LEAST_ROLE, LEAST_ROLE_TO_ASK, OWN_ALONE, QUESTIONS_OF, REQUESTS_OF
from backend_client.messages.audit import AuditQuestion
from backend_client.messages.base import Posted, Refused
from backend_client.messages.clocks import PersonTimeQuestion
from backend_client.messages.orders import BlockOrderRequest
from backend_client.messages.people import SignOffRequest
from backend_client.messages.personnel import (
    AddPersonRequest,
    ChangeRoleRequest,
    IssueBadgeRequest,
    LockPersonRequest,
    PeopleQuestion,
    RevokeBadgeRequest,
    SetPinRequest,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.posting_permissions import ROLES
from backend_client.terms import Role
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import ALL_ON, PIN, PINS, new_id, signed_plant


def test_every_message_has_its_least_role() -> None:
    """Whoever adds a message to the catalogue decides who may send it; none stands twice."""
    assert set(LEAST_ROLE) == {entry.message for entry in REQUESTS}
    assert len(LEAST_ROLE) == sum(map(len, REQUESTS_OF.values()))
    assert set(LEAST_ROLE_TO_ASK) == {entry.message for entry in QUESTIONS}
    assert len(LEAST_ROLE_TO_ASK) == sum(map(len, QUESTIONS_OF.values()))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_posts_what_its_table_says(plants: Plants, role: Role) -> None:
    """A request of every kind, posted in a session of each role: let in where the table has it, and only there."""
    plant = signed_plant(plants.database(), sign_on_required="true")
    plant.owner.post(ChangeRoleRequest(request_id=new_id(), no="ADA", role=role))
    who = plant.sign_on()
    allowed = {
        request
        for least, requests in REQUESTS_OF.items()
        if least is None or ROLES.index(least) <= ROLES.index(role)
        for request in requests
    }
    from tests.engine.people.any_request import any_request

    for entry in REQUESTS:
        if LEAST_ROLE[entry.message] is None:
            continue
        outcome = plant.client.post(
            any_request(entry.message, {**who, "request_id": new_id(), "preview": True})
        )
        refused = isinstance(outcome, Refused) and outcome.code is RefusalCode.ROLE_NOT_ALLOWED
        own_check = entry.message.__module__.endswith("personnel") and role is not Role.ADMINISTRATOR
        assert refused is (entry.message not in allowed) or own_check, entry.message


@pytest.mark.parametrize("role", [None, *ROLES])
def test_each_role_asks_what_its_table_says(plants: Plants, role: Role | None) -> None:
    """A question of every kind, with nobody signed on and in a session of each role: answered where the table has it."""
    plant = signed_plant(plants.database(), sign_on_required="true")
    session = {"session_id": "", "terminal_id": "T1"}
    if role is not None:
        plant.owner.post(ChangeRoleRequest(request_id=new_id(), no="ADA", role=role))
        session |= {"session_id": plant.sign_on()["session_id"]}
    from tests.engine.people.any_request import any_request

    own = {kind: {"person_no": "ADA"} for kind in OWN_ALONE}
    for entry in QUESTIONS:
        least = LEAST_ROLE_TO_ASK[entry.message]
        answer = plant.client.ask(any_request(entry.message, session | own.get(entry.message, {})))
        code = answer.code if isinstance(answer, Refused) else None
        if least is None or (role is not None and ROLES.index(role) >= ROLES.index(least)):
            assert code not in {RefusalCode.ROLE_NOT_ALLOWED, RefusalCode.SIGN_ON_NEEDED}, entry.message
        else:
            wanted = RefusalCode.SIGN_ON_NEEDED if role is None else RefusalCode.ROLE_NOT_ALLOWED
            assert code is wanted, entry.message


def test_one_s_own_day_is_nobody_else_s(plants: Plants) -> None:
    """Ada asks for her own hours; for Sue's only a supervisor asks; a session of another terminal opens nothing."""
    plant = signed_plant(plants.database(), **ALL_ON)
    ada, sue = plant.sign_on("ADA", "T1"), plant.sign_on("SUE", "T2")

    def code(who: dict[str, str], person_no: str) -> Any:
        session = {"session_id": who["session_id"], "terminal_id": who["terminal_id"]}
        return getattr(
            plant.client.ask(PersonTimeQuestion(person_no=person_no, **session)), "code", "answered"
        )

    assert code(ada, "ADA") == code(sue, "ADA") == code(sue, "SUE") == "answered"
    assert code(ada, "SUE") is RefusalCode.ROLE_NOT_ALLOWED
    assert code(ada | {"terminal_id": "T2"}, "ADA") is RefusalCode.SESSION_ENDED


def test_without_the_setting_nobody_has_to_sign_on(plants: Plants) -> None:
    """A posting of nobody, in no session, is taken."""
    plant = signed_plant(plants.database())
    assert isinstance(plant.client.post(plant.output({})), Posted)


def test_nothing_is_posted_outside_a_session(plants: Plants) -> None:
    """None, an unknown one, another person's, another terminal's, one that was signed off: refused, and kept apart."""
    plant = signed_plant(plants.database(), **ALL_ON)
    who = plant.sign_on()
    assert plant.post(plant.output({})).code is RefusalCode.SIGN_ON_NEEDED
    for other in ({"session_id": "S-9"}, {"person_no": "SUE"}, {"terminal_id": "T2"}):
        assert plant.post(plant.output(who | other)).code is RefusalCode.SESSION_ENDED
    assert isinstance(plant.client.post(plant.output(who)), Posted)
    plant.post(SignOffRequest(request_id=new_id(), **who))
    plant.later(seconds=1)
    assert plant.post(plant.output(who)).code is RefusalCode.SESSION_ENDED


def test_an_entry_outlives_its_session(each_plants: Plants) -> None:
    """Half an hour idle: the posting is refused; after signing on again the very same one is posted, once."""
    plant = signed_plant(each_plants.database(), **ALL_ON)
    who = plant.sign_on()
    plant.later(minutes=29)
    assert isinstance(plant.client.post(plant.output(who)), Posted)
    plant.later(minutes=29)
    entry = plant.output(who, request_id="ENTRY")
    plant.later(minutes=2)
    assert plant.post(entry).code is RefusalCode.SESSION_ENDED
    again = plant.sign_on()
    posted = plant.client.post(plant.output(again, request_id="ENTRY"))
    assert isinstance(posted, Posted)
    assert not posted.replayed
    assert plant.client.post(plant.output(again, request_id="ENTRY")).replayed
    plant.later(seconds=1)
    later = plant.sign_on()
    assert plant.client.post(plant.output(later, request_id="ENTRY")).replayed, (
        "cut off before the answer came"
    )


def test_no_session_outlives_a_shift(plants: Plants) -> None:
    """Posting every 20 minutes: after twelve hours it ends all the same."""
    plant = signed_plant(plants.database(), **ALL_ON, session_hours_max="1")
    who = plant.sign_on()
    codes = []
    for _ in range(4):
        plant.later(minutes=20)
        outcome = plant.client.post(plant.output(who))
        codes.append(outcome.code if isinstance(outcome, Refused) else "posted")
    assert codes == ["posted", "posted", "posted", RefusalCode.SESSION_ENDED]


def test_what_a_terminal_kept_counts_as_of_when_it_was_entered(plants: Plants) -> None:
    """Entered in the session, sent two days later: posted, and the audit trail says so; entered after it: refused."""
    plant = signed_plant(plants.database(), **ALL_ON)
    who = plant.sign_on()
    entered = plant.now + timedelta(minutes=10)
    plant.later(days=2)
    assert isinstance(plant.client.post(plant.output(who, recorded_at=entered)), Posted)
    assert plant.events() == ["posted-after-session"]
    late = plant.output(who, recorded_at=entered + timedelta(hours=13))
    assert plant.post(late).code is RefusalCode.SESSION_ENDED
    ancient = plant.output(who, recorded_at=entered - timedelta(days=60))
    assert plant.post(ancient).code is RefusalCode.SESSION_ENDED


@pytest.mark.parametrize(
    "change",
    [
        LockPersonRequest(request_id="L", no="ADA"),
        RevokeBadgeRequest(request_id="L", no="ADA"),
        ChangeRoleRequest(request_id="L", no="ADA", role=Role.SETTER),
    ],
)
def test_locking_a_badge_taken_and_another_role_end_sessions(plants: Plants, change: Any) -> None:
    """At once: the next posting is refused."""
    plant = signed_plant(plants.database(), **ALL_ON)
    who = plant.sign_on()
    plant.later(seconds=1)
    assert isinstance(plant.owner.post(change), Posted)
    plant.later(seconds=1)
    assert plant.post(plant.output(who)).code is RefusalCode.SESSION_ENDED


def test_a_person_may_work_at_two_terminals_unless_the_plant_says_otherwise(plants: Plants) -> None:
    """By default both sessions count; with the setting, the first ends when the second begins."""
    for settings, ended in (({}, False), ({"one_terminal_per_person": "true"}, True)):
        plant = signed_plant(plants.database(), **ALL_ON, **settings)
        first = plant.sign_on(terminal_id="T1")
        plant.later(seconds=1)
        plant.sign_on(terminal_id="T2")
        plant.later(seconds=1)
        assert isinstance(plant.client.post(plant.output(first)), Refused) is ended


def test_nobody_makes_themselves_more_than_they_are(plants: Plants) -> None:
    """A supervisor locks no other supervisor, sets no administrator's PIN and adds nobody; an administrator does."""
    plant = signed_plant(plants.database(), **ALL_ON)
    sue, boss = plant.sign_on("SUE", "T1"), plant.sign_on("BOSS", "T2")

    def code(kind: Any, who: dict[str, str], **fields: Any) -> Any:
        return getattr(plant.post(kind(request_id=new_id(), **who, **fields)), "code", "done")

    denied = RefusalCode.ROLE_NOT_ALLOWED
    assert code(LockPersonRequest, sue, no="SAM") is denied
    assert code(SetPinRequest, sue, no="BOSS", pin="915248") is denied
    assert code(IssueBadgeRequest, sue, no="BOSS", badge_token="K3RV9TR2D7") is denied
    assert code(AddPersonRequest, sue, no="EVE", name="Eve", role=Role.ADMINISTRATOR) is denied
    assert code(SetPinRequest, sue, no="ADA", pin="915248") == "done"
    assert code(LockPersonRequest, boss, no="SAM") == "done"
    assert code(AddPersonRequest, boss, no="EVE", name="Eve") == "done"


def test_one_s_own_pin_is_changed_with_the_one_before(plants: Plants) -> None:
    """Ada needs her current PIN, no weak one is taken, and afterwards only the new one fits."""
    plant = signed_plant(plants.database(), **ALL_ON)
    who = plant.sign_on()

    def change(pin: str, current: str) -> Any:
        return plant.post(SetPinRequest(request_id=new_id(), no="ADA", pin=pin, current_pin=current, **who))

    assert change("111111", PIN).code is RefusalCode.PIN_TOO_WEAK
    assert change("915248", "048291").code is RefusalCode.PERSON_NOT_RECOGNISED
    assert change("915248", PIN).has_pin
    assert plant.try_pin(PIN).code is RefusalCode.PERSON_NOT_RECOGNISED
    assert not isinstance(plant.try_pin("915248"), Refused)


def test_only_who_may_reads_people_and_the_audit_trail(plants: Plants) -> None:
    """People are a supervisor's to read, the audit trail an administrator's."""
    plant = signed_plant(plants.database(), **ALL_ON)
    keys = ("session_id", "terminal_id")
    seen = {}
    for number, no in enumerate(PINS):
        who = plant.sign_on(no, f"T{number}")
        given = {key: who[key] for key in keys}
        for question in (PeopleQuestion(**given), AuditQuestion(**given)):
            answer = plant.client.ask(question)
            seen[no, type(question)] = not isinstance(answer, Refused)
    assert [no for no in PINS if seen[no, PeopleQuestion]] == ["SUE", "SAM", "BOSS"]
    assert [no for no in PINS if seen[no, AuditQuestion]] == ["BOSS"]
    assert isinstance(plant.client.ask(PeopleQuestion()), Refused)


def test_an_operator_blocks_no_order_by_knowing_the_request(plants: Plants) -> None:
    """What no screen offers her, the engine refuses her, naming the role that may."""
    plant = signed_plant(plants.database(), **ALL_ON)
    who = plant.sign_on()
    refused = plant.post(BlockOrderRequest(request_id=new_id(), order_no="O1", blocked=True, **who))
    assert (refused.code, refused.facts["role"]) == (RefusalCode.ROLE_NOT_ALLOWED, "supervisor")
