"""What is scanned before the first screen stands is taken once it does, in its order."""

import asyncio
from collections.abc import Callable

from textual import events

from backend_client.client import BackendClient
from screens.app import Glass
from tests.screens.operator import Operator, QuietApp

JOB = "101002/10000/10"


class ScannedAtOnce(QuietApp):
    """A kiosk before which somebody stands with a scanner while its first screen is being made."""

    def get_default_screen(self) -> Glass:
        """Hear the keys first, then make the screen."""
        for character in "OP01":
            self.post_message(events.Key(character, character))
        self.post_message(events.Key("enter", "\r"))
        self.post_message(events.Paste(f"{JOB}\n"))
        return super().get_default_screen()


def test_nothing_is_lost_that_is_scanned_before_the_screen_stands(
    open_client: Callable[[], BackendClient],
) -> None:
    """A number and a job card, one by keys and one as a paste: signed on, and the job's entry is open."""

    async def run() -> str:
        app = ScannedAtOnce(open_client)
        async with app.run_test(size=(80, 24)) as pilot:
            operator = Operator(app, pilot)
            await operator.settle()
            return operator.text

    text = asyncio.run(run())
    assert "Operator 01" in text
    assert "Good quantity >" in text
