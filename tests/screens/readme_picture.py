"""The pictures of the README, as the running app shows them: an output being entered, and a load board on which two
of three places of a center are absent for a day.

python -m tests.screens.readme_picture     writes screens/images/output.svg and load-board.svg anew
"""

import tempfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from backend_client.barcode.k1 import label
from backend_client.messages.base import Posted
from backend_client.messages.planning import RegisterAbsenceRequest
from backend_client.plant.demo import import_demo
from backend_client.terms import CapacityType
from screens.station import Look, Station
from screens.themes import ThemeName
from tests.screens.operator import Operator, at_kiosk, client_on

PICTURES = Path(__file__).parents[2] / "screens" / "images"
STATION = Station(
    work_center_no="100", name="Assembly department", terminal_id="T-100", look=Look(theme=ThemeName.DARK)
)


async def entered(operator: Operator) -> None:
    """7 of 10 are good, 1 is scrap for a reason, it took 20 minutes of setup and an hour and three quarters."""
    await operator.scan(label("J", "101002", "10000", "10"))
    for value in ("7", "1", "2", "20", "1:45"):
        await operator.enter(value)
    await operator.press("up", "up", "up")


async def load_board(operator: Operator) -> None:
    """Two of three places of center 100 are absent on Tuesday, so that its work is too much for the third one."""
    request = RegisterAbsenceRequest(
        request_id="absence",
        person_no="PL01",
        type=CapacityType.WORK_CENTER,
        no="100",
        date=date(2026, 11, 17),
        starting_time=time(8),
        ending_time=time(16),
        capacity=Decimal(2),
    )
    answer = await operator.app.journey.backend.post(request)
    assert isinstance(answer, Posted), answer
    await operator.press("f3", "f12")
    await operator.enter("2")
    await operator.press("right")


def main() -> None:
    """Write the pictures."""

    async def story(operator: Operator) -> None:
        await entered(operator)
        save(operator, "output")
        await load_board(operator)
        save(operator, "load-board")

    def save(operator: Operator, name: str) -> None:
        picture = operator.app.export_screenshot(title="kiosk")
        (PICTURES / f"{name}.svg").write_text(picture, "utf-8")

    with tempfile.TemporaryDirectory(prefix="kiosk-picture-") as folder:
        database = Path(folder) / "plant.sqlite"
        at = datetime(2026, 11, 16, tzinfo=UTC)
        import_demo(f"sqlite:///{database}", today=date(2026, 11, 16), at=at)
        at_kiosk(client_on(database), story, station=STATION)


if __name__ == "__main__":
    main()
