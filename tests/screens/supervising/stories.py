"""The ways through a supervisor's screens; test_walk.py looks at each screen that a way names, in every language."""

from collections.abc import Awaitable, Callable

from backend_client.barcode.k1 import label
from screens.supervising.choice import Duty
from tests.screens.operator import Operator
from tests.screens.supervising.duties import choose_duty
from tests.screens.test_pictures import receipt

Look = Callable[[str], Awaitable[None]]
"""Look at what is shown now, under this name."""
Way = Callable[[Operator, Look], Awaitable[None]]


async def as_supervisor(operator: Operator, number: str = "SV01") -> None:
    """The operator leaves, and somebody who decides signs on."""
    await operator.scan(label("C", "OFF"))
    await operator.enter(number)


async def key_figures(operator: Operator, look: Look) -> None:
    """After an output with scrap: how well the centers run, one of them in full, why it was scrapped, by what entry."""
    await receipt(operator)
    await as_supervisor(operator)
    await choose_duty(operator, Duty.KEY_FIGURES)
    await look("key_figures")
    await operator.enter("1")
    await look("figures_of_centers")
    await operator.enter("1")
    await look("figures_of_a_center")
    await operator.press("f3", "f3")
    await operator.enter("5")
    await look("scrap_by_reason")
    await operator.enter("1")
    await look("entries_of_a_reason")


WAYS: list[Way] = [key_figures]
