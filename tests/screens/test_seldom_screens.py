"""Screens that a shift seldom sees, in every language: signing on, PINs, approvals, set-up of a terminal, the end of training.

`pytest tests/screens/test_seldom_screens.py --update-snapshots` writes the pictures anew.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from backend_client.client import BackendClient
from screens.approving import Given, SignPin, SupervisorBadge, SupervisorPin
from screens.languages import Languages
from screens.look import LookScreen
from screens.menu import Place
from screens.scanner_test import ScannerTest
from screens.sign_on import EnterPin, SignOnWanted
from screens.training import Score, ScoreScreen
from tests.screens.operator import NOW, Operator, at_kiosk
from tests.screens.supervising.test_walk import looking

GIVEN = Given(told="101002 / 10")


def test_seldom_screens_stand_in_every_language(
    open_client: Callable[[], BackendClient], database: Path, pytestconfig: pytest.Config
) -> None:
    """24 rows of 80 columns, nothing cut, each message whole, nothing left in English."""

    async def story(operator: Operator) -> None:
        look = looking(operator, database, pytestconfig)
        journey = operator.app.journey
        await look("sign_on")
        journey.push(EnterPin(NOW.date(), "Contoso Coffee", SignOnWanted(number="OP01")))
        journey.show()
        await look("enter_pin")
        journey.screens.pop()
        await operator.enter("SV01")
        seldom = {
            "languages": Languages(),
            "look": LookScreen(journey.glass.look),
            "approval_badge": SupervisorBadge(GIVEN, "Operator 01"),
            "approval_pin": SupervisorPin(GIVEN, "Operator 01"),
            "own_pin": SignPin(GIVEN, "Operator 01"),
            "training_score": ScoreScreen(Score(refused=2, seconds=[31, 24])),
            "scanner_test": ScannerTest(),
        }
        for name, screen in seldom.items():
            journey.push(screen)
            journey.show()
            await look(name)
        for place, name in ((Place.REPORTS, "report_number"), (Place.SUPERVISION, "duties")):
            await operator.press("f12")
            await operator.enter(str(list(Place).index(place) + 1))
            if place is Place.REPORTS:
                await operator.enter("1")
            await look(name)

    at_kiosk(open_client, story, signed_on=False)
