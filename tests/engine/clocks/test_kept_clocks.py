"""Clocks that were started and ended where the line was down count from when they were, and no further than others know.

On both databases: the plant's clock stands at 12:00 when what was entered at a terminal in the morning comes in.
"""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.people_terms import AuditEvent
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import EIGHT, ClockedPlant, clocked_plant

AT = {"order_no": "O1", "operation_no": "10"}
HOUR, HALF = timedelta(hours=1), timedelta(minutes=30)


@pytest.fixture
def plant(each_plants: Plants) -> ClockedPlant:
    """The plant at noon."""
    made = clocked_plant(each_plants.database())
    made.later(hours=4)
    return made


def told(plant: ClockedPlant) -> list[dict[str, str]]:
    """What the audit trail tells of such clocks."""
    rows = plant.rows("audit_entries", "event", "after")
    return [json.loads(after) for event, after in rows if event == AuditEvent.CLOCK_ENTERED_EARLIER]


def intervals(plant: ClockedPlant) -> list[tuple[Any, ...]]:
    return sorted(
        plant.rows("clock_intervals", "started_at", "ended_at", "person_no"), key=lambda row: row[0]
    )


def test_a_morning_without_a_line_counts_as_it_was(plant: ClockedPlant) -> None:
    """Started 8:00, ended 8:50, sent at 12:00: fifty minutes, posted as fifty, present so long; told three times."""
    plant.do("start", **AT, recorded_at=EIGHT)
    plant.do("end", **AT, recorded_at=EIGHT + timedelta(minutes=50))
    assert intervals(plant) == [(EIGHT, EIGHT + timedelta(minutes=50), "ADA")]
    assert plant.rows("presence_intervals", "started_at", "ended_at") == [
        (EIGHT, EIGHT + timedelta(minutes=50))
    ]
    entry = plant.do("post", **AT, output_quantity=Decimal(1), recorded_at=EIGHT + HOUR).capacity_entries[-1]
    assert entry.run_time == 50
    assert [each["stamp"] for each in told(plant)] == [
        EIGHT.isoformat(),
        (EIGHT + timedelta(minutes=50)).isoformat(),
    ]
    assert {each["received_at"] for each in told(plant)} == {plant.now.isoformat()}
    plant.sound()


def test_a_posting_that_was_kept_cuts_the_clock_where_it_was_entered(plant: ClockedPlant) -> None:
    """Started 8:00, posted at 9:00 and sent at 12:00 with the clock running on: 60 minutes now, 180 at noon."""
    plant.do("start", **AT, recorded_at=EIGHT)
    first = plant.do("post", **AT, output_quantity=Decimal(1), recorded_at=EIGHT + HOUR)
    assert first.capacity_entries[-1].run_time == 60
    second = plant.do("post", **AT, output_quantity=Decimal(1))
    assert second.capacity_entries[-1].run_time == 180
    plant.sound()


def test_what_others_know_already_is_not_changed(plant: ClockedPlant) -> None:
    """Ada's clock was cut by Bo's posting at 12:00: her end at 9:00, which comes in later, is 12:00."""
    plant.do("start", **AT, recorded_at=EIGHT)
    plant.do("post", "BO", **AT, output_quantity=Decimal(1))
    noon = plant.now
    plant.later(hours=1)
    assert plant.do("end", **AT, recorded_at=EIGHT + HOUR).stamp == noon
    assert told(plant)[-1]["entered_at"] == (EIGHT + HOUR).isoformat()
    assert [row[1] for row in intervals(plant)] == [noon, noon]
    plant.sound()


def test_a_share_of_time_is_never_given_twice(plant: ClockedPlant) -> None:
    """Bo worked at O1 from 8 to 12 and at O2 from 9 to 12; Ada's posting of 8:30, sent at noon, takes what he is due."""
    plant.do("start", "ADA", **AT, recorded_at=EIGHT)
    plant.do("start", "BO", **AT, recorded_at=EIGHT)
    plant.do("start", "BO", order_no="O2", operation_no="10", recorded_at=EIGHT + HOUR)
    plant.do("end", "BO", **AT)
    plant.do("post", "ADA", **AT, output_quantity=Decimal(1), recorded_at=EIGHT + HALF)
    plant.do("end", "BO")
    plant.do("post", "BO", order_no="O2", operation_no="10", output_quantity=Decimal(1))
    seconds = plant.rows("clock_intervals", "person_no", "labour_seconds")
    assert sum(labour for person_no, labour in seconds if person_no == "BO") == 4 * 3600
    plant.sound()


@pytest.mark.parametrize(
    "ago", [timedelta(seconds=limits.CLOCK_LATE_SECONDS), timedelta(days=-1), timedelta(days=31)]
)
def test_a_terminal_is_believed_within_bounds(plant: ClockedPlant, ago: timedelta) -> None:
    """Sent at once, of tomorrow, or of last month: the server's clock counts, and nothing is told."""
    receipt = plant.do("start", **AT, recorded_at=plant.now - ago)
    assert receipt.stamp == plant.now
    assert told(plant) == []


def test_a_clock_that_was_swept_stays_swept(plant: ClockedPlant) -> None:
    """Swept at midnight, its end of 15:00 comes in the next day: a supervisor says when it ended, as with any other."""
    plant.do("start", **AT, recorded_at=EIGHT)
    plant.later(hours=12)
    plant.do("sweep", "SUE")
    late = plant.do("end", **AT, recorded_at=EIGHT + 7 * HOUR)
    assert isinstance(late, Refused)
    plant.later(hours=8)
    swept_at = plant.now - timedelta(hours=8)
    again = plant.do("start", **AT, recorded_at=EIGHT + 8 * HOUR)
    assert again.stamp == swept_at, "not within what waits for a decision"
    plant.sound()
