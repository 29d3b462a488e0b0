"""Odd entries: listed until somebody else has looked at them; on both databases where the statements differ."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from backend_client.floor_terms import Oddity
from backend_client.messages.base import Posted
from backend_client.messages.floor_now import FloorNowQuestion
from backend_client.messages.odd_entries import FindEntryRightRequest, OddEntriesQuestion, OddEntry
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.refusals import RefusalCode
from tests.engine.clocks.clocked_plant import ClockedPlant

_numbers = count(1)


def output(plant: ClockedPlant, **fields: Any) -> int:
    """Post output of Ada on 10 of O1; answers the number of its entry."""
    numbers = {name: Decimal(value) if isinstance(value, int) else value for name, value in fields.items()}
    receipt = plant.do("output", order_no="O1", operation_no="10", **numbers)
    return int(receipt.capacity_entries[-1].entry_no)


def odd(plant: ClockedPlant) -> list[OddEntry]:
    """What is listed."""
    return list(plant.ask(OddEntriesQuestion()).rows)


def right(plant: ClockedPlant, entry_no: int, person_no: str = "SUE", comment: str = "") -> Any:
    """Find an entry right."""
    outcome = plant.client.post(
        FindEntryRightRequest(
            request_id=f"R-{next(_numbers)}", person_no=person_no, entry_no=entry_no, comment=comment
        )
    )
    return outcome.receipt if isinstance(outcome, Posted) else outcome


def test_an_odd_entry_is_listed_until_somebody_else_found_it_right(each_plant: ClockedPlant) -> None:
    """3 good in 15 minutes are not odd; 3 good and 1 scrap are. Ada can't find her own right; Sue can, once."""
    output(each_plant, output_quantity=3, run_time=15)
    entry_no = output(each_plant, output_quantity=3, scrap_quantity=1, run_time=200)
    (row,) = odd(each_plant)
    assert (row.entry_no, row.oddities) == (entry_no, (Oddity.MUCH_SCRAP, Oddity.LONG_TIME))
    assert (row.person_no, row.order_no, row.operation_no, row.no) == ("ADA", "O1", "10", "A")
    assert (row.run_time, row.standard_time) == (Decimal(200), Decimal(20))
    assert each_plant.ask(FloorNowQuestion()).odd_entries == 1
    assert right(each_plant, entry_no, "ADA").code is RefusalCode.NOT_ALLOWED
    assert right(each_plant, entry_no, comment="New material").entry_no == entry_no
    assert odd(each_plant) == []
    assert each_plant.ask(FloorNowQuestion()).odd_entries == 0
    right(each_plant, entry_no)
    assert each_plant.rows("entry_reviews", "entry_no", "person_no", "comment") == [
        (entry_no, "SUE", "New material")
    ]


def test_what_was_undone_is_nobodys_work(plant: ClockedPlant) -> None:
    """Taken back, the entry is not listed, nor are those against it."""
    output(plant, output_quantity=1, scrap_quantity=1)
    assert len(odd(plant)) == 1
    undone = plant.client.post(UndoPostingRequest(request_id="U", person_no="ADA"))
    assert isinstance(undone, Posted)
    assert odd(plant) == []


def test_pieces_beyond_the_order_are_listed_once(plant: ClockedPlant) -> None:
    """10 go in; 8 and 4 come out: the newest output is beyond the order, the one before is not."""
    output(plant, output_quantity=8)
    newest = output(plant, output_quantity=4)
    assert [(row.entry_no, row.oddities) for row in odd(plant)] == [(newest, (Oddity.BEYOND_ORDER,))]


def test_a_week_later_it_is_no_longer_shown(plant: ClockedPlant) -> None:
    """After seven days and a minute."""
    output(plant, output_quantity=1, scrap_quantity=1)
    plant.now += timedelta(days=7)
    assert len(odd(plant)) == 1
    plant.later(minutes=1)
    assert odd(plant) == []


def test_an_entry_that_is_none_is_refused(plant: ClockedPlant) -> None:
    """Nothing has this number."""
    assert right(plant, 999).code is RefusalCode.ENTRY_NOT_FOUND
