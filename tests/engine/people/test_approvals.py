"""A supervisor's approval with PIN, and a person's own signature: of one posting, and of no other."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from backend_client.messages.base import Approval, Posted, Signature
from backend_client.messages.fingerprint import fingerprint
from backend_client.people_terms import SignatureMeaning
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import ALL_ON, BADGES, PIN, PINS, SignedPlant, signed_plant

APPROVING = {**ALL_ON, "over_output_tolerance_pct": "0", "approval_pin_required": "true"}


def approved(request: Any, at: Any, **fields: Any) -> Any:
    """Answer the request with Sue's approval of it."""
    values = {
        "supervisor_no": "SUE",
        "badge_token": BADGES["SUE"],
        "pin": PINS["SUE"],
        "fingerprint": fingerprint(request),
        "approved_at": at,
    }
    return replace(request, approval=Approval(**{**values, **fields}))


def too_much(plant: SignedPlant, who: dict[str, str], **fields: Any) -> Any:
    """A posting of 11 of 10 pieces, which only a supervisor lets pass."""
    return plant.output(who, output_quantity=Decimal(11), **fields)


def test_a_supervisor_approves_one_posting_with_badge_and_pin(each_plants: Plants) -> None:
    """Posted once; sent again it is the same posting; the audit trail names both, and nothing holds her PIN."""
    plant = signed_plant(each_plants.database(), **APPROVING)
    request = too_much(plant, plant.sign_on())
    assert plant.post(request).code is RefusalCode.SUPERVISOR_NEEDED
    first = plant.client.post(approved(request, plant.now))
    assert isinstance(first, Posted)
    assert plant.client.post(approved(request, plant.now)).replayed
    assert "approved" in plant.events()
    assert not any(PINS["SUE"] in body for (body,) in plant.rows("registers", "body"))


def test_a_badge_alone_says_whose_it_is_and_is_asked_for_its_pin(plants: Plants) -> None:
    """No number given: hers all the same. No PIN: needed, and counted as no failure; with it: posted; an unknown badge: no."""
    plant = signed_plant(plants.database(), **APPROVING)
    request = too_much(plant, plant.sign_on())
    by_badge = partial(approved, request, plant.now, supervisor_no="")
    assert plant.post(by_badge(pin="")).code is RefusalCode.PIN_NEEDED
    assert plant.post(by_badge(badge_token="NOBODYS0")).code is RefusalCode.APPROVAL_NOT_VALID
    assert plant.post(by_badge(badge_token=BADGES["ADA"], pin=PIN)).code is RefusalCode.APPROVAL_NOT_VALID
    assert plant.events() == []
    assert plant.post(by_badge(pin="730519")).code is RefusalCode.APPROVAL_NOT_VALID
    assert plant.events() == ["sign-on-failed"]
    assert isinstance(plant.client.post(by_badge()), Posted)
    approving = plant.rows("audit_entries", "event", "person_no")
    assert ("approved", "SUE") in approving


@pytest.mark.parametrize(
    "wrong",
    [
        {"pin": "730519"},
        {"fingerprint": ""},
        {"fingerprint": "0" * 64},
        {"approved_at": None},
        {"badge_token": BADGES["SAM"]},
        {"supervisor_no": "ADA", "badge_token": BADGES["ADA"], "pin": PIN},
    ],
)
def test_anything_less_approves_nothing(plants: Plants, wrong: dict[str, Any]) -> None:
    """Another PIN, no fingerprint or another request's, no moment, another's badge, one's own approval."""
    plant = signed_plant(plants.database(), **APPROVING)
    request = too_much(plant, plant.sign_on())
    assert plant.post(approved(request, plant.now, **wrong)).code is RefusalCode.APPROVAL_NOT_VALID


def test_an_approval_is_of_one_request_and_not_for_long(plants: Plants) -> None:
    """Lifted to another request of the same words it is nothing; six minutes old it is nothing either."""
    plant = signed_plant(plants.database(), **APPROVING)
    who = plant.sign_on()
    request = too_much(plant, who)
    lifted = replace(too_much(plant, who), approval=approved(request, plant.now).approval)
    more = replace(approved(request, plant.now), output_quantity=Decimal(12))
    old = approved(request, plant.now - timedelta(minutes=6))
    ahead = approved(request, plant.now + timedelta(minutes=6))
    for each in (lifted, more, old, ahead):
        assert plant.post(each).code is RefusalCode.APPROVAL_NOT_VALID


def test_a_plant_that_wants_signatures_gets_one_with_each_posting(each_plants: Plants) -> None:
    """None: refused, but a preview shows; with meaning and PIN: posted, and the register holds who, what and when."""
    plant = signed_plant(each_plants.database(), **ALL_ON, signature_required="true")
    who = plant.sign_on()
    request = plant.output(who)
    assert plant.post(request).code is RefusalCode.SIGNATURE_NEEDED
    assert isinstance(plant.client.post(replace(request, preview=True)), Posted)
    signature = Signature(meaning=SignatureMeaning.CHECKED, signed_at=plant.now, pin=PIN)
    wrong = replace(request, signature=replace(signature, pin=PINS["SUE"]))
    assert plant.post(wrong).code is RefusalCode.SIGNATURE_NOT_VALID
    assert isinstance(plant.client.post(replace(request, signature=signature)), Posted)
    body = plant.rows("registers", "body")[-1][0]
    assert '"meaning":"checked"' in body
    assert f'"signed_at":"{plant.now.isoformat()}"' in body
    assert PIN not in body


def test_without_a_pepper_no_pin_is_taken(plants: Plants) -> None:
    """A server that lost its pepper lets nobody in by chance, and says what is missing."""
    from backend_client.engine.pins import Pins

    plant = signed_plant(plants.database(), **ALL_ON)
    plant.pins = Pins()
    plant.__post_init__()
    assert plant.try_pin(PIN).code is RefusalCode.PINS_NOT_SET_UP
    plant.pins = Pins(b"another pepper of thirty-two byte")
    plant.__post_init__()
    assert plant.try_pin(PIN).code is RefusalCode.PERSON_NOT_RECOGNISED
