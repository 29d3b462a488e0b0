"""A person who is forgotten leaves a number behind and no name, and the ledgers verify as before."""

from dataclasses import replace

import pytest

from backend_client.backups import By, back_up
from backend_client.manage import verify
from backend_client.messages.base import Posted, Refused
from backend_client.messages.people import SignOnRequest
from backend_client.messages.personnel import (
    AddPersonRequest,
    ChangeRoleRequest,
    ForgetPeopleRequest,
    PeopleForgotten,
    PeopleQuestion,
)
from backend_client.refusals import RefusalCode
from backend_client.terms import Role
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import BADGES, PINS, SignedPlant, new_id, signed_plant
from tests.store.test_backup import lines_of

NAME = "Zbigniew Żółć"


@pytest.fixture
def plant(each_plants: Plants) -> SignedPlant:
    return signed_plant(
        each_plants.database(), sign_on_required="true", pin_required="true", personal_data_months="24"
    )


def findings(plant: SignedPlant) -> list[str]:
    return [str(each) for each in verify(plant.database.engine.url.render_as_string(hide_password=False))]


def names(plant: SignedPlant) -> dict[str, str]:
    return dict(plant.rows("people", "no", "name"))


def test_a_name_stands_in_one_place_only(plant: SignedPlant, tmp_path) -> None:
    """Added, given a role, signed on, forgotten: then no table holds the name, and the ledgers are as they were."""
    boss = plant.sign_on("BOSS")
    assert not isinstance(
        plant.post(AddPersonRequest(request_id=new_id(), no="OP9", name=NAME, **boss)), Refused
    )
    plant.post(ChangeRoleRequest(request_id=new_id(), no="OP9", role=Role.SETTER, **boss))
    plant.owner.post(SignOnRequest(request_id=new_id(), terminal_id="T9", number="OP9"))
    url = plant.database.engine.url.render_as_string(hide_password=False)
    back_up(url, tmp_path / "before", By(plant.now, "BOSS", "T1"))
    assert [line for line in lines_of(tmp_path / "before") if NAME in str(line)] != []
    in_order = findings(plant)
    forgotten = plant.post(ForgetPeopleRequest(request_id=new_id(), no="OP9", **boss))
    assert forgotten == PeopleForgotten(nos=("OP9",))
    back_up(url, tmp_path / "after", By(plant.now, "BOSS", "T1"))
    assert [line for line in lines_of(tmp_path / "after") if NAME in str(line)] == []
    assert findings(plant) == in_order
    assert plant.events()[-2:] == ["person-forgotten", "backed-up"]


def test_who_is_forgotten_signs_on_no_more(plant: SignedPlant) -> None:
    """Neither number nor badge opens anything, an open session ends, and what was posted keeps the number."""
    ada = plant.sign_on("ADA")
    assert not isinstance(plant.post(plant.output(ada)), Refused)
    boss = plant.sign_on("BOSS", "T2")
    plant.post(ForgetPeopleRequest(request_id=new_id(), no="ada", **boss))
    refused = plant.post(plant.output(ada))
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.SESSION_ENDED
    for tried in (plant.try_pin(PINS["ADA"]), plant.try_pin(PINS["ADA"], badge_token=BADGES["ADA"])):
        assert isinstance(tried, Refused)
    assert ("ADA",) in plant.rows("registers", "person_no")
    assert names(plant)["ADA"] == "*"


def test_the_plant_says_for_how_long_names_are_kept(plant: SignedPlant) -> None:
    """Seen within 24 months, or never at all: kept. Longer ago: forgotten, but for whoever asks. Without a setting: nobody."""
    for person_no in ("ADA", "SUE", "BOSS"):
        plant.sign_on(person_no)
    plant.later(days=700)
    plant.sign_on("SUE")
    plant.later(days=60)
    outcome = plant.owner.post(ForgetPeopleRequest(request_id=new_id(), person_no="BOSS", terminal_id="T1"))
    assert isinstance(outcome, Posted)
    assert outcome.receipt.nos == ("ADA",)
    assert names(plant) == {"ADA": "*", "BOSS": "Boss", "SAM": "Sam", "SUE": "Sue"}
    again = plant.owner.post(ForgetPeopleRequest(request_id=new_id(), person_no="BOSS", terminal_id="T1"))
    assert isinstance(again, Posted)
    assert again.receipt.nos == ()


def test_nobody_is_forgotten_where_the_plant_does_not_say(each_plants: Plants) -> None:
    """The setting is 0 until somebody sets it."""
    plant = signed_plant(each_plants.database())
    plant.sign_on("ADA")
    plant.later(days=10_000)
    outcome = plant.owner.post(ForgetPeopleRequest(request_id=new_id()))
    assert isinstance(outcome, Posted)
    assert outcome.receipt.nos == ()


def test_only_an_administrator_forgets(plant: SignedPlant) -> None:
    """A supervisor may not, and an unknown number is nobody."""
    refused = plant.post(ForgetPeopleRequest(request_id=new_id(), no="ADA", **plant.sign_on("SUE")))
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.ROLE_NOT_ALLOWED
    unknown = plant.post(ForgetPeopleRequest(request_id=new_id(), no="NOBODY", **plant.sign_on("BOSS")))
    assert isinstance(unknown, Refused)
    assert unknown.code is RefusalCode.PERSON_NOT_FOUND


def test_a_lost_answer_comes_with_the_name_again(each_plants: Plants) -> None:
    """A register keeps no name, so a replay reads it from the person, as long as there is one."""
    plant = signed_plant(each_plants.database())
    add = AddPersonRequest(request_id=new_id(), no="OP9", name=NAME)
    first = plant.owner.post(add)
    assert isinstance(first, Posted)
    assert plant.owner.post(add) == replace(first, replayed=True)
    sign_on = SignOnRequest(request_id=new_id(), terminal_id="T9", number="OP9")
    signed_on = plant.owner.post(sign_on)
    assert isinstance(signed_on, Posted)
    assert signed_on.receipt.name == NAME
    assert plant.owner.post(sign_on) == replace(signed_on, replayed=True)
    plant.owner.post(ForgetPeopleRequest(request_id=new_id(), no="OP9"))
    forgotten = plant.owner.post(sign_on)
    assert isinstance(forgotten, Posted)
    assert forgotten.receipt.name == "*"
    people = plant.owner.ask(PeopleQuestion())
    assert not isinstance(people, Refused)
    assert {each.no: each.locked for each in people.people}["OP9"]
