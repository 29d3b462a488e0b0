"""Guessing PINs, one person's or everybody's, and finding out who exists: none of it leads anywhere."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Approval, Refused, Signature
from backend_client.messages.people import SignedOn, SignOnRequest
from backend_client.messages.personnel import LockPersonRequest, PeopleQuestion, UnlockPersonRequest
from backend_client.people_terms import SignatureMeaning
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import ALL_ON, BADGES, PIN, SignedPlant, new_id, signed_plant

WRONG = "730519"


def fail(plant: SignedPlant, times: int, number: str = "ADA") -> list[Any]:
    """Try a wrong PIN, each time as soon as one may."""
    found = []
    for _ in range(times):
        found.append(plant.try_pin(WRONG, number).code)
        plant.later(minutes=20)
    return found


def test_ten_wrong_pins_lock_until_a_supervisor_unlocks(each_plants: Plants) -> None:
    """However patient: after ten the right PIN is refused too, tomorrow as well; unlocked, it is taken."""
    plant = signed_plant(each_plants.database(), **ALL_ON)
    assert set(fail(plant, 10)) == {RefusalCode.PERSON_NOT_RECOGNISED}
    plant.later(days=1)
    before = plant.pins.computed
    assert plant.try_pin(PIN).code is RefusalCode.SIGN_ON_LOCKED
    assert plant.pins.computed == before
    (ada,) = [each for each in plant.owner.ask(PeopleQuestion()).people if each.no == "ADA"]
    assert (ada.locked, ada.pin_failures) == (True, 10)
    supervisor = plant.sign_on("SUE")
    plant.post(UnlockPersonRequest(request_id=new_id(), no="ADA", **supervisor))
    assert isinstance(plant.try_pin(PIN), SignedOn)
    told = [event for event in plant.events() if event != "terminal-invited"]
    assert told == ["sign-on-failed"] * 10 + ["sign-on-locked", "person-unlocked"]


def test_the_sixth_try_waits_and_is_told_how_long(plants: Plants) -> None:
    """Five wrong ones within a minute: the sixth waits, with the right PIN too; after a minute it is taken."""
    plant = signed_plant(plants.database(), **ALL_ON)
    for _ in range(5):
        plant.try_pin(WRONG)
    plant.later(seconds=20)
    refused = plant.try_pin(PIN)
    assert (refused.code, refused.facts["seconds"]) == (RefusalCode.SIGN_ON_DELAYED, "40")
    plant.later(seconds=40)
    assert isinstance(plant.try_pin(PIN), SignedOn)
    assert fail(plant, 4) == [RefusalCode.PERSON_NOT_RECOGNISED] * 4


def test_guesses_sent_all_at_once_are_compared_in_vain(each_plants: Plants) -> None:
    """Eight at the same moment, the right one the last: five are counted, and nobody is signed on by the rest."""
    plant = signed_plant(each_plants.database(), **ALL_ON)
    for _ in range(4):
        plant.try_pin(WRONG)
    with ThreadPoolExecutor(4) as pool:
        codes = [refused.code for refused in pool.map(plant.try_pin, [WRONG] * 4)]
    assert sorted(codes) == sorted([RefusalCode.PERSON_NOT_RECOGNISED, *[RefusalCode.SIGN_ON_DELAYED] * 3])
    assert len(plant.rows("sign_on_attempts", "id")) == 5


def test_one_pin_on_many_people_is_stopped_at_the_terminal(plants: Plants) -> None:
    """Twenty people who are tried once each: from then on nobody signs on there, while others do elsewhere."""
    plant = signed_plant(plants.database(), **ALL_ON)
    codes = [plant.try_pin(WRONG, f"OP{number:03}").code for number in range(20)]
    assert set(codes) == {RefusalCode.PERSON_NOT_RECOGNISED}
    refused = plant.try_pin(PIN)
    assert (refused.code, refused.facts["field"]) == (RefusalCode.SIGN_ON_LIMITED, "terminal")
    assert isinstance(plant.try_pin(PIN, terminal_id="T2"), SignedOn)
    assert plant.events().count("sign-on-limited") == 1
    plant.later(minutes=11)
    assert isinstance(plant.try_pin(PIN), SignedOn)


@pytest.mark.parametrize("claim", [{"number": "NOBODY"}, {"badge_token": "X4CH6PN3GX"}, {"number": ""}])
def test_nobody_is_told_from_somebody(plants: Plants, claim: dict[str, str]) -> None:
    """An unknown number or badge: the same words and the same hashes as a wrong PIN, each time, up to the lock."""
    plant = signed_plant(plants.database(), **ALL_ON)

    def seen(**who: str) -> list[tuple[Any, int]]:
        found = []
        for _ in range(7):
            before = plant.pins.computed
            outcome = plant.post(SignOnRequest(request_id=new_id(), terminal_id="T1", pin=WRONG, **who))
            found.append(((outcome.code, dict(outcome.facts)), plant.pins.computed - before))
        return found

    known = seen(number="ADA")
    assert [hashes for _, hashes in known] == [1] * 5 + [0] * 2
    assert seen(**claim) == known
    assert plant.try_pin("", "ADA").code is plant.try_pin("", "NOBODY").code is RefusalCode.PIN_NEEDED


def test_a_locked_person_and_one_without_a_pin_are_nobody_too(plants: Plants) -> None:
    """Locked by a supervisor, with the right PIN: the same answer as for a wrong one."""
    plant = signed_plant(plants.database(), **ALL_ON)
    plant.owner.post(LockPersonRequest(request_id=new_id(), no="ADA"))
    assert plant.try_pin(PIN).code is RefusalCode.PERSON_NOT_RECOGNISED


def test_a_preview_is_no_way_to_try(plants: Plants) -> None:
    """A sign-on can't be previewed, and a failed one is counted though nothing is posted."""
    plant = signed_plant(plants.database(), **ALL_ON)
    refused = plant.try_pin(PIN, preview=True)
    assert (refused.code, refused.facts["field"]) == (RefusalCode.REQUEST_MALFORMED, "preview")


def test_a_sign_on_sent_again_tells_nothing(plants: Plants) -> None:
    """The same id with the right PIN, a wrong one or without: never the session of before."""
    plant = signed_plant(plants.database(), **ALL_ON)
    request = SignOnRequest(request_id="S-1", terminal_id="T1", number="ADA", pin=PIN)
    assert isinstance(plant.post(request), SignedOn)
    codes = {plant.post(replace(request, pin=pin)).code for pin in (PIN, WRONG)}
    assert codes == {RefusalCode.REQUEST_ID_REUSED}


def test_approvals_and_signatures_are_no_way_around(plants: Plants) -> None:
    """Wrong PINs of an approval and of a signature count as failures of the same person."""
    settings = {"over_output_tolerance_pct": "0", "approval_pin_required": "true"}
    plant = signed_plant(plants.database(), **ALL_ON, **settings)
    who = plant.sign_on()
    signature = Signature(meaning=SignatureMeaning.PERFORMED, signed_at=plant.now, pin=WRONG)
    assert plant.post(plant.output(who, signature=signature)).code is RefusalCode.SIGNATURE_NOT_VALID
    request = plant.output(who, output_quantity=Decimal(11))
    from backend_client.messages.fingerprint import fingerprint

    approval = Approval(
        supervisor_no="SUE",
        badge_token=BADGES["SUE"],
        pin=WRONG,
        fingerprint=fingerprint(request),
        approved_at=plant.now,
    )
    refused = plant.post(replace(request, approval=approval, preview=True))
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.APPROVAL_NOT_VALID
    failed = [row for row in plant.rows("sign_on_attempts", "subject", "outcome") if row[1] == "failed"]
    assert failed == [("ADA", "failed"), ("SUE", "failed")]


def test_no_pin_is_kept_anywhere(plants: Plants) -> None:
    """Neither registers nor the audit trail nor the people table hold a PIN, right or wrong."""
    plant = signed_plant(plants.database(), **ALL_ON)
    plant.sign_on()
    plant.try_pin(WRONG)
    kept = [
        *plant.rows("registers", "body", "receipt"),
        *plant.rows("audit_entries", "before", "after"),
        *plant.rows("people", "pin_hash"),
        *plant.rows("sign_on_attempts", "subject"),
    ]
    assert not any(pin in text for row in kept for text in row for pin in (PIN, WRONG))
