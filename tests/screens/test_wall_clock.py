"""Past moments stand on the screens as the wall clock showed them then, across a change of daylight saving time too."""

import ast
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import screens.wall_clock
from backend_client.barcode.k1 import label
from screens.wall_clock import wall_clock
from tests.screens.operator import Operator, at_kiosk
from tests.screens.test_a_shift import JOB, RUN, Shift

BEFORE_THE_CHANGE = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
"""00:30 in Oslo, in summer time, which ends at 01:00 UTC of that night."""


@pytest.fixture
def in_oslo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this machine stand in Oslo."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_oslo")
def test_a_machine_s_own_clock_knows_summer_and_winter() -> None:
    """Read in winter, the clock of summer is shown for summer's moments."""
    winter = datetime(2026, 11, 16, 10, 5).astimezone()
    assert BEFORE_THE_CHANGE.astimezone(winter.tzinfo).hour == 23  # today's distance from UTC
    assert BEFORE_THE_CHANGE.astimezone(wall_clock(winter)).hour == 0


@pytest.mark.usefixtures("in_oslo")
def test_a_clock_of_elsewhere_stays_there() -> None:
    """What hangs in another time zone is not taken for this machine's."""
    elsewhere = timezone(timedelta(hours=-5))
    assert wall_clock(datetime(2026, 11, 16, 4, 5, tzinfo=elsewhere)) is elsewhere


def test_no_screen_shows_the_past_at_the_distance_from_utc_of_today() -> None:
    """What a clock's reading says of its time zone is asked for in one place."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(Path(screens.wall_clock.__file__).parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "tzinfo" and path.name != "wall_clock.py"
    ]
    assert found == []


@pytest.mark.usefixtures("in_oslo")
def test_my_hours_over_the_night_when_the_clock_is_put_back(database: Path) -> None:
    """Begun at 00:30 in summer time and looked at at 03:30 in winter time: four hours, since 00:30."""
    shift = Shift(database)
    shift.at = BEFORE_THE_CHANGE

    def local_now() -> datetime:
        return shift.at.astimezone()

    async def story(operator: Operator) -> None:
        operator.app.now = local_now
        await operator.scan(JOB, RUN)
        assert operator.message[1] == "101002 / 10, since 00:30."
        shift.wait(4 * 60)
        await operator.scan(label("C", "HRS"))
        (running,) = (row for row in operator.rows if "runs" in row)
        assert " 00:30 - " in running
        assert "4:00" in running

    at_kiosk(shift.open, story)
