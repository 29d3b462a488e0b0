"""What the tests of a supervisor's screens share: a plant whose clock is moved by hand, and the way to a duty."""

from collections.abc import Callable
from pathlib import Path

from screens.menu import Place
from screens.supervising.choice import Duty
from tests.screens.operator import Operator
from tests.screens.test_a_shift import Shift

Opened = Callable[[Path], Shift]


async def open_duty(operator: Operator, duty: Duty) -> None:
    """Sign the supervisor on and open a duty from the menu, by its numbers."""
    await operator.enter("SV01")
    await choose_duty(operator, duty)


async def choose_duty(operator: Operator, duty: Duty) -> None:
    """Open a duty from the menu."""
    await operator.press("f12")
    await operator.enter(str(list(Place).index(Place.SUPERVISION) + 1))
    await operator.enter(str(list(Duty).index(duty) + 1))
