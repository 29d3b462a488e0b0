"""Signing on and off."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from backend_client.messages.base import Posted, Refused
from backend_client.messages.people import (
    ChooseLanguageRequest,
    PlantQuestion,
    SignOffRequest,
    SignOnRequest,
)
from backend_client.records.people import Person
from backend_client.refusals import RefusalCode
from backend_client.rules.badges import badge_token_hash
from backend_client.terms import Role
from tests.engine.small_plant import SmallPlant

TOKEN = "7K3RV9TR2D"
_numbers = count(1)


def sign_on(**fields: Any) -> SignOnRequest:
    """A request to sign on at terminal T1."""
    return SignOnRequest(**{"request_id": f"S-{next(_numbers)}", "terminal_id": "T1", **fields})


@pytest.fixture
def people(plant: SmallPlant) -> SmallPlant:
    """The plant with a setter who has a badge, and a blocked person without."""
    plant.insert(
        Person,
        {
            "no": "OP01",
            "name": "Ada",
            "role": Role.SETTER,
            "language_code": "nb",
            "work_center_no": "A",
            "badge_token_hash": badge_token_hash(TOKEN),
        },
        {"no": "OP02", "name": "Bo", "blocked": True, "badge_token_hash": badge_token_hash("B4CH6PN3GX")},
        {"no": "OP03", "name": "Cy"},
    )
    return plant


@pytest.mark.parametrize(
    "fields", [{"badge_token": TOKEN}, {"badge_token": TOKEN.lower()}, {"number": " op01 "}]
)
def test_a_badge_or_a_number_signs_on(people: SmallPlant, fields: dict[str, str]) -> None:
    """Either names the person, in any case of letters; the session is open from then on."""
    signed_on = people.post(sign_on(**fields))
    assert (signed_on.person_no, signed_on.name, signed_on.role) == ("OP01", "Ada", Role.SETTER)
    assert (signed_on.language_code, signed_on.work_center_no) == ("nb", "A")
    (session,) = people.rows("sign_on_sessions", "id", "person_no", "terminal_id", "signed_off_at")
    assert session == (signed_on.session_id, "OP01", "T1", None)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"number": "OP09"},
        {"number": "-"},
        {"badge_token": "XXXXXXXXXX"},
        {"badge_token": "OP01"},
        {"badge_token": badge_token_hash(TOKEN)},
        {"number": "OP02"},
        {"badge_token": "B4CH6PN3GX"},
        {"number": "OP01", "badge_token": TOKEN},
        {"number": "' OR 1=1 --"},
    ],
)
def test_whatever_is_wrong_is_answered_alike(people: SmallPlant, fields: dict[str, str]) -> None:
    """Unknown, blocked, both or none: one answer, which tells nothing about who exists."""
    assert people.refused(sign_on(**fields)) is RefusalCode.PERSON_NOT_RECOGNISED
    assert people.rows("sign_on_sessions") == []


def test_a_badge_s_token_is_kept_nowhere(people: SmallPlant, tmp_path: Path) -> None:
    """Neither the file nor its journal holds the token, only its hash."""
    people.post(sign_on(badge_token=TOKEN))
    assert not any(TOKEN in body for body in people.rows("registers", "body"))
    assert not any(TOKEN.encode() in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_a_terminal_is_noted_once(people: SmallPlant) -> None:
    """Two sign-ons at one terminal are two sessions and one terminal."""
    people.post(sign_on(number="OP01"))
    people.post(sign_on(number="OP03"))
    assert people.rows("terminals", "id") == ["T1"]
    assert len(people.rows("sign_on_sessions")) == 2


def test_signing_off_ends_the_session_once(people: SmallPlant) -> None:
    """The session has an end; ending it again, or one that never was, is refused."""
    session = people.post(sign_on(number="OP01")).session_id
    ended = people.client.post(SignOffRequest(request_id="off-1", session_id=session))
    assert isinstance(ended, Posted)
    assert people.rows("sign_on_sessions", "signed_off_at")[0] is not None
    for number, wrong in enumerate((session, "nobody", "")):
        request = SignOffRequest(request_id=f"off-again-{number}", session_id=wrong)
        assert people.refused(request) is RefusalCode.PERSON_NOT_RECOGNISED


def test_the_plant_names_itself(plant: SmallPlant) -> None:
    """Its code, its name and its day."""
    answer = plant.client.ask(PlantQuestion())
    assert (answer.plant_code, answer.plant_name, answer.work_date) == (
        "SMALL",
        "Small plant",
        "2026-03-02",
    )


def choose(language_code: str, person_no: str = "OP01") -> ChooseLanguageRequest:
    """A request of somebody to be spoken to in a language."""
    return ChooseLanguageRequest(
        request_id=f"L-{next(_numbers)}", person_no=person_no, language_code=language_code
    )


def test_somebody_chooses_the_own_language(people: SmallPlant) -> None:
    """Ada, Norwegian, chooses Finnish: her next sign-on says so, and nobody else's."""
    assert people.post(choose("fi")).language_code == "fi"
    assert people.post(sign_on(number="OP01")).language_code == "fi"
    assert people.post(sign_on(number="OP03")).language_code == ""
    people.post(choose(""))
    assert people.post(sign_on(number="OP01")).language_code == ""


@pytest.mark.parametrize("code", ["x", "fi; nb", "../fi", "-", "f\u0131", "finnish" * 4])
def test_what_names_no_language_is_not_kept(people: SmallPlant, code: str) -> None:
    """The language of before stays."""
    assert people.refused(choose(code)) is RefusalCode.REQUEST_MALFORMED
    assert people.post(sign_on(number="OP01")).language_code == "nb"


def test_nobody_has_no_language(people: SmallPlant) -> None:
    """Whoever posts it has to be somebody."""
    refused = people.client.post(choose("fi", "OP09"))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts["field"]) == (RefusalCode.PERSON_NOT_FOUND, "person_no")
