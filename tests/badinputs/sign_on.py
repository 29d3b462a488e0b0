"""Badges and PINs as the file describes them, staged against an engine; and its words mapped to ours.

The file's badge B-7 is a person's number here: a badge's own token is never typed. Its PIN is 482915, or what a case
says is right.
"""

from collections.abc import Callable
from typing import Any

from backend_client.messages.base import Posted, Refused
from backend_client.messages.people import SignOnRequest
from backend_client.messages.personnel import AddPersonRequest, SetPinRequest
from backend_client.messages.strict import read_values
from tests.badinputs.cases import CallCase
from tests.engine.people.signed_plant import SignedPlant, new_id

BADGE, PIN, WRONG = "B-7", "482915", "730519"
CODES: dict[str, set[str]] = {
    "auth.failed": {"person-not-recognised"},
    "auth.format": {"request-malformed"},
    "auth.delayed": {"sign-on-delayed"},
    "auth.locked": {"sign-on-locked"},
    "auth.rate_limited": {"sign-on-limited"},
    "body.unknown_field": {"request-malformed"},
    "pin.too_common": {"pin-too-weak"},
}
OTHERWISE = {
    "badge-pin-008": (
        {"request-malformed"},
        "pin",
        "a control character is refused in every text of every message, before anybody is looked up",
    ),
    "badge-pin-010": (
        {"request-malformed"},
        "pin",
        "a text of a million signs is no field of any message: it is refused by its length before anybody is looked up",
    ),
    "badge-pin-015": (
        {"request-malformed"},
        "role",
        "the field that is too much is the one that is named, so that whoever wrote the client finds it",
    ),
}


def sign_on_difference(case: CallCase, plant: SignedPlant) -> str:
    """Answer in words what is not as the case asks, "" when all is."""
    plant.owner.post(AddPersonRequest(request_id=new_id(), no=BADGE, name="Operator 7"))
    right = case.staged["pin"] if case.expect == "accept" else PIN
    assert isinstance(plant.owner.post(SetPinRequest(request_id=new_id(), no=BADGE, pin=right)), Posted)
    stage = next(STAGES[name] for name in ("set_pin", "attempts", "spray", "badge") if name in case.staged)
    outcome = stage(case, plant)
    if case.expect == "accept":
        return "" if isinstance(outcome, Posted) else f"wanted a session, got {outcome}"
    codes, field = CODES[case.error], case.error_field
    if case.id in OTHERWISE:
        codes, field, _why = OTHERWISE[case.id]
    if not isinstance(outcome, Refused) or outcome.code not in codes or outcome.facts.get("field") != field:
        return f"wanted {sorted(codes)} of {field}, got {outcome}"
    return ""


def _sign_on(_case: CallCase, plant: SignedPlant, **values: Any) -> Any:
    request = read_values(SignOnRequest, {"request_id": new_id(), "terminal_id": "T1", **values})
    return request if isinstance(request, Refused) else plant.client.post(request)


def _badge(case: CallCase, plant: SignedPlant) -> Any:
    values = {"number" if name == "badge" else name: value for name, value in case.staged.items()}
    if isinstance(values["pin"], dict):
        text, times = values["pin"]["repeat"]
        values["pin"] = text * times
    before = plant.pins.computed
    outcome = _sign_on(case, plant, **values)
    assert plant.pins.computed - before <= 1
    return outcome


def _set_pin(case: CallCase, plant: SignedPlant) -> Any:
    return plant.owner.post(SetPinRequest(request_id=new_id(), no=BADGE, pin=case.staged["set_pin"]))


def _attempts(case: CallCase, plant: SignedPlant) -> Any:
    """Try wrong PINs, the last one as the case wants it answered; without a time limit as patiently as it takes."""
    count = case.staged["attempts"]
    pause = case.staged.get("within_s", 20 * 60 * count) / count
    for _try in range(count - 1):
        _sign_on(case, plant, number=BADGE, pin=WRONG)
        plant.later(seconds=pause)
    return _sign_on(case, plant, number=BADGE, pin=WRONG)


def _spray(case: CallCase, plant: SignedPlant) -> Any:
    """Try one PIN on many people; what the 21st of 500 is told, the others are told too."""
    for number in range(20):
        _sign_on(case, plant, number=f"OP{number}", pin=WRONG)
    before = plant.pins.computed
    outcomes = [_sign_on(case, plant, number=f"OP{number}", pin=WRONG) for number in range(20, 40)]
    assert plant.pins.computed == before
    assert all(outcome == outcomes[0] for outcome in outcomes)
    return outcomes[0]


STAGES: dict[str, Callable[[CallCase, SignedPlant], Any]] = {
    "badge": _badge,
    "set_pin": _set_pin,
    "attempts": _attempts,
    "spray": _spray,
}
