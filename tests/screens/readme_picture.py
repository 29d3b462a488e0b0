"""The picture of the README: an output being entered on the demo plant, as the running app shows it.

python -m tests.screens.readme_picture     writes screens/images/output.svg anew
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from backend_client.barcode.k1 import label
from backend_client.plant.demo import import_demo
from screens.station import Look, Station
from screens.themes import ThemeName
from tests.screens.operator import Operator, at_kiosk, client_on

PICTURE = Path(__file__).parents[2] / "screens" / "images" / "output.svg"
STATION = Station(
    work_center_no="100", name="Assembly department", terminal_id="T-100", look=Look(theme=ThemeName.DARK)
)


async def entered(operator: Operator) -> None:
    """7 of 10 are good, 1 is scrap for a reason, it took 20 minutes of setup and an hour and three quarters."""
    await operator.scan(label("J", "101002", "10000", "10"))
    for value in ("7", "1", "2", "20", "1:45"):
        await operator.enter(value)
    await operator.press("up", "up", "up")


def main() -> None:
    """Write the picture."""

    async def story(operator: Operator) -> None:
        await entered(operator)
        PICTURE.write_text(operator.app.export_screenshot(title="kiosk"), "utf-8")

    with tempfile.TemporaryDirectory(prefix="kiosk-picture-") as folder:
        database = Path(folder) / "plant.sqlite"
        at = datetime(2026, 11, 16, tzinfo=UTC)
        import_demo(f"sqlite:///{database}", today=date(2026, 11, 16), at=at)
        at_kiosk(client_on(database), story, station=STATION)


if __name__ == "__main__":
    main()
