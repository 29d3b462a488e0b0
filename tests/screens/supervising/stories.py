"""The ways through a supervisor's screens; test_walk.py looks at each screen that a way names, in every language."""

from collections.abc import Awaitable, Callable

from backend_client.barcode.k1 import label
from backend_client.messages.base import Posted
from backend_client.messages.planning import ChangeMasterDataRequest
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
    await operator.enter("6")
    await look("worker_efficiency")
    await operator.press("f3")
    await operator.enter("8")
    await look("scrap_by_reason")
    await operator.enter("1")
    await look("entries_of_a_reason")


async def orders(operator: Operator, look: Look) -> None:
    """What is missing on an order before it is finished; a new one, as it would stand."""
    await as_supervisor(operator, "PL01")
    await choose_duty(operator, Duty.ORDERS)
    await look("orders")
    await operator.enter("2")
    await look("orders_released")
    await operator.enter("1")
    await look("order_actions")
    await operator.enter("1")
    await look("order_status")
    await operator.enter("1")
    await look("order_finish")
    await operator.press("f3", "f3", "f3", "f3")
    await operator.enter("1")
    await look("new_order")
    for value in ("SP-SCM1009", "3", "30.11.2026", "", "2", "101900"):
        await operator.enter(value)
    await look("new_order_asked")


async def calendars(operator: Operator, look: Look) -> None:
    """One of three places is absent for two hours; a holiday on Christmas Eve."""
    await as_supervisor(operator, "PL01")
    await choose_duty(operator, Duty.CALENDARS)
    await look("calendars")
    await operator.enter("1")
    await look("calendar_centers")
    await operator.enter("1")
    await operator.enter("2")
    await look("day_absence")
    for value in ("1", "10:00", "12:00"):
        await operator.enter(value)
    await look("new_absence")
    for value in ("1", ""):
        await operator.enter(value)
    await look("absence_asked")
    await operator.press("f10")
    await look("center_week")
    await operator.press("f3", "f3")
    await operator.enter("2")
    await look("shop_calendars")
    await operator.enter("1")
    await look("shop_calendar")
    for value in ("1", "24.12.2026", "", "", ""):
        await operator.enter(value)
    await look("holiday_asked")


async def over(operator: Operator) -> None:
    """Wait until the work that goes on beside the screens is over."""
    task = operator.app.journey._task
    assert task is not None, "nothing was begun"
    await task
    await operator.settle()


async def costs(operator: Operator, look: Look) -> None:
    """Costs are adjusted; standard costs are shown, not changed; the ledger gets what it is owed."""
    await as_supervisor(operator, "AD01")
    await choose_duty(operator, Duty.COSTS)
    await look("costs")
    await operator.enter("1")
    await look("adjust_cost_asked")
    await operator.press("f10")
    await over(operator)
    await look("adjust_cost")
    await operator.press("f3")
    await operator.enter("2")
    await look("standard_cost_of")
    for value in ("SP-SCM1009", "", "", ""):
        await operator.enter(value)
    await over(operator)
    await look("standard_cost")
    await operator.press("f3")
    for value in ("3", "", ""):
        await operator.enter(value)
    await look("to_ledger_asked")
    await operator.press("f10")
    await over(operator)
    await look("to_ledger")


async def work_outside(operator: Operator, look: Look) -> None:
    """An operation is ordered outside, and four pieces of it come."""
    await as_supervisor(operator, "PL01")
    await choose_duty(operator, Duty.WORK_OUTSIDE)
    await look("work_outside")
    await operator.enter("2")
    await look("to_order_outside")
    for value in ("1", "101004", ""):
        await operator.enter(value)
    await look("order_outside_asked")
    await operator.press("f10", "f3")
    await operator.enter("1")
    await look("on_order_outside")
    await operator.enter("1")
    await look("order_outside_line")
    for value in ("1", "4", "", ""):
        await operator.enter(value)
    await look("receipt_asked")


async def warehouse(operator: Operator, look: Look) -> None:
    """A pick for an order, where the plant picks: half of a line is counted, and posted."""
    await picks(operator)
    await as_supervisor(operator)
    await choose_duty(operator, Duty.WAREHOUSE)
    await look("warehouse")
    for value in ("2", "101002"):
        await operator.enter(value)
    await look("new_pick_asked")
    await operator.press("f10")
    for value in ("3", "2"):
        await operator.enter(value)
    await look("pick_line")
    for value in ("5", "", "", ""):
        await operator.enter(value)
    await look("pick")
    await operator.press("f10")
    await look("pick_asked")


async def tracked_numbers(operator: Operator, look: Look) -> None:
    """A serial number is scanned, and blocked for defective material; it stands among the blocked ones, and is freed again."""
    await as_supervisor(operator)
    await choose_duty(operator, Duty.TRACKED_NUMBERS)
    await look("no_blocked_numbers")
    await operator.scan(label("L", "IOT-2600001"))
    await look("number_found")
    await operator.enter("1")
    await look("why_blocked")
    await operator.enter("Defective material")
    await look("block_asked")
    await operator.press("f10")
    await look("number_blocked")
    await operator.press("f3")
    await look("blocked_numbers")
    await operator.enter("1")
    await look("free_asked")


async def picks(operator: Operator) -> None:
    """Location MAIN picks what orders consume."""
    values = {"require_pick": "true", "prod_consumption_whse_handling": "inventory_pick"}
    request = ChangeMasterDataRequest(
        request_id="picks", table="locations", key={"code": "MAIN"}, values=values
    )
    answer = await operator.app.journey.backend.post(request)
    assert isinstance(answer, Posted), answer


async def journals(operator: Operator, look: Look) -> None:
    """The production journal of an order, and a line of it; a stop in the capacity journal, with a reason and with none."""
    await as_supervisor(operator)
    await choose_duty(operator, Duty.JOURNALS)
    await look("journals")
    for value in ("1", "101002"):
        await operator.enter(value)
    await look("production_journal")
    await operator.enter("14")
    await look("journal_line")
    await operator.press("f3", "f3", "f3")
    for value in ("4", "1", "1", "100", "45", "MACHINE"):
        await operator.enter(value)
    await operator.press("f10")
    await look("journal_asked")
    await operator.press("f3")
    for value in ("1", "", "100"):
        await operator.enter(value)
    await operator.press("f10")
    await look("journal_refused")


WAYS: list[Way] = [key_figures, orders, calendars, costs, work_outside, warehouse, journals, tracked_numbers]
