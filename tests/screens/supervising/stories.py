"""A supervisor's screens, each as the way to it: walked in every language by test_walk.py."""

from backend_client.barcode.k1 import label
from screens.supervising.choice import Duty
from tests.screens.operator import Operator
from tests.screens.supervising.duties import choose_duty
from tests.screens.test_pictures import Story, receipt


async def as_supervisor(operator: Operator, number: str = "SV01") -> None:
    """The operator leaves, and somebody who decides signs on."""
    await operator.scan(label("C", "OFF"))
    await operator.enter(number)


async def key_figures(operator: Operator) -> None:
    """Which figures?"""
    await as_supervisor(operator)
    await choose_duty(operator, Duty.KEY_FIGURES)


async def figures_of_centers(operator: Operator) -> None:
    """After an output with scrap: how well each center runs."""
    await receipt(operator)
    await key_figures(operator)
    await operator.enter("1")


async def figures_of_a_center(operator: Operator) -> None:
    """One center in full."""
    await figures_of_centers(operator)
    await operator.enter("1")


async def figures_of_orders(operator: Operator) -> None:
    """Orders side by side."""
    await receipt(operator)
    await key_figures(operator)
    await operator.enter("2")


async def scrap_by_reason(operator: Operator) -> None:
    """A Pareto."""
    await receipt(operator)
    await key_figures(operator)
    await operator.enter("5")


async def entries_of_a_reason(operator: Operator) -> None:
    """What it is the sum of."""
    await scrap_by_reason(operator)
    await operator.enter("1")


STORIES: list[Story] = [
    key_figures,
    figures_of_centers,
    figures_of_a_center,
    figures_of_orders,
    scrap_by_reason,
    entries_of_a_reason,
]
