"""Two people change the same thing: every client lets one through and tells the other.

What it is decided by is the same for all clients, and looked at on one.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from backend_client.messages.base import Posted, Refused
from backend_client.messages.center_days import AbsenceEntriesQuestion
from backend_client.messages.order_changes import EditProductionOrderRequest
from backend_client.messages.order_lists import ProductionOrderQuestion
from backend_client.messages.personnel import AddPersonRequest, LockPersonRequest, PeopleQuestion
from backend_client.messages.planning import RegisterAbsenceRequest, RemoveAbsenceRequest
from backend_client.messages.shop_calendars import RegisterHolidayRequest, ShopCalendarsQuestion
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.contract.test_together import second_client, together
from tests.small_plant import dump_of, output, small_plant

DAY = date(2026, 3, 4)
TEN, NOON = time(10), time(12)


def order_edit(request_id: str, seen: int | None, **more: Any) -> Any:
    """Another description of order O1, its own for each request."""
    return EditProductionOrderRequest(
        request_id=request_id, order_no="O1", description=request_id, seen_revision=seen, **more
    )


def absence(request_id: str, seen: int | None) -> Any:
    """One place of center A away from 10 to 12."""
    return RegisterAbsenceRequest(
        request_id=request_id,
        no="A",
        date=DAY,
        starting_time=TEN,
        ending_time=NOON,
        capacity=Decimal(1),
        description=request_id,
        seen_revision=seen,
    )


def holiday(request_id: str, seen: int | None) -> Any:
    """A day off for all centers of the one shop calendar."""
    return RegisterHolidayRequest(
        request_id=request_id,
        shop_calendar_code="ONE SHIFT",
        date=DAY,
        starting_time=TEN,
        ending_time=NOON,
        description=request_id,
        seen_revision=seen,
    )


def lock(request_id: str, seen: int | None) -> Any:
    """Anna signs on no more."""
    return LockPersonRequest(request_id=request_id, no="ANNA", comment=request_id, seen_revision=seen)


def absences(plant: Plant) -> Any:
    """What is absent at center A on that day."""
    return plant.client.ask(AbsenceEntriesQuestion(no="A", first_day=DAY, last_day=DAY))


def order_seen(plant: Plant) -> int:
    """The revision of order O1, as whoever looks now sees it."""
    seen: int = plant.client.ask(ProductionOrderQuestion(order_no="O1")).revision
    return seen


THINGS: tuple[tuple[Callable[[str, int | None], Any], Callable[[Plant], int]], ...] = (
    (order_edit, order_seen),
    (absence, lambda plant: sum(each.revision for each in absences(plant))),
    (holiday, lambda plant: plant.client.ask(ShopCalendarsQuestion(first_day=DAY, last_day=DAY))[0].revision),
    (lock, lambda plant: plant.client.ask(PeopleQuestion()).people[0].revision),
)
"""What is edited, and the revision that is seen of it."""


def plant_with_anna(plants: Plants) -> Plant:
    """Order O1, center A, and a person."""
    plant = small_plant(plants)
    assert isinstance(plant.client.post(AddPersonRequest(request_id="anna", no="ANNA", name="Anna")), Posted)
    return plant


def test_of_two_at_once_one_is_done_and_the_other_is_told(each_plants: Plants) -> None:
    """Both have seen the same: one is posted, the other refused, and there is one revision more; seen anew, it goes."""
    plant = plant_with_anna(each_plants)
    other = second_client(plant)
    for edit, revision in THINGS:
        seen = revision(plant)
        name = edit.__name__
        outcomes = together(
            partial(plant.client.post, edit(f"{name}-1", seen)), partial(other.post, edit(f"{name}-2", seen))
        )
        refused = [each for each in outcomes if isinstance(each, Refused)]
        assert len(refused) == 1, outcomes
        assert sum(isinstance(each, Posted) for each in outcomes) == 1
        assert refused[0].code is RefusalCode.CHANGED_MEANWHILE
        assert refused[0].facts["field"] == "seen_revision"
        assert int(refused[0].facts["revision"]) == revision(plant) > seen
        assert isinstance(plant.client.post(edit(f"{name}-3", revision(plant))), Posted)
        assert isinstance(plant.client.post(edit(f"{name}-4", None)), Posted)
    other.database.close()


def test_who_is_told_reads_by_whom_and_when(sqlite_plants: Plants) -> None:
    """Anna's name and number, and the moment; nothing is written of what is refused, nor of its preview."""
    plant = plant_with_anna(sqlite_plants)
    seen = order_seen(plant)
    plant.client.post(order_edit("first", seen, person_no="ANNA"))
    before = dump_of(plant)
    for preview in (False, True):
        refused = plant.client.post(order_edit("second", seen, preview=preview))
        assert isinstance(refused, Refused), refused
        facts = dict(refused.facts)
        assert datetime.fromisoformat(facts.pop("changed_at")).tzinfo is not None
        assert facts == {
            "field": "seen_revision",
            "seen_revision": "1",
            "revision": "2",
            "changed_by": "ANNA",
            "person_name": "Anna",
        }
    assert dump_of(plant) == before


def test_a_posting_keeps_nobody_from_editing(sqlite_plants: Plants) -> None:
    """Output is reported between looking and editing: the order is edited all the same. Sent again, it is not refused."""
    plant = small_plant(sqlite_plants)
    seen = order_seen(plant)
    assert isinstance(plant.client.post(output("r1", output_quantity=1)), Posted)
    done = plant.client.post(order_edit("first", seen))
    assert isinstance(done, Posted)
    again = plant.client.post(order_edit("first", seen))
    assert (again.receipt, again.replayed) == (done.receipt, True)


def test_an_absence_that_goes_and_comes_is_another_one(sqlite_plants: Plants) -> None:
    """Seen 1, taken away and registered again by others: it is no more what was seen. Where there is none, 0 was seen."""
    plant = small_plant(sqlite_plants)
    away = {"no": "A", "date": DAY, "starting_time": TEN}
    assert isinstance(plant.client.post(absence("first", 0)), Posted)
    seen = absences(plant)[0].revision
    assert isinstance(
        plant.client.post(RemoveAbsenceRequest(request_id="away", seen_revision=seen, **away)), Posted
    )
    gone = plant.client.post(absence("stale", seen))
    assert (gone.code, gone.facts["revision"]) == (RefusalCode.CHANGED_MEANWHILE, "0")
    assert isinstance(plant.client.post(absence("again", 0)), Posted)
    stale = plant.client.post(RemoveAbsenceRequest(request_id="stale-2", seen_revision=seen, **away))
    assert stale.code is RefusalCode.CHANGED_MEANWHILE
    assert len(absences(plant)) == 1
