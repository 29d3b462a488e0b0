"""The ways through the floor, its orders and what waits for a decision; test_walk.py looks at them."""

from backend_client.barcode.k1 import label
from screens.supervising.choice import Duty
from tests.screens.operator import Operator
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import Look, Way, as_supervisor


async def much_scrap(operator: Operator) -> None:
    """3 good and 4 scrap of 101002 / 10 are posted, with a quarter of an hour."""
    await operator.scan(label("J", "101002", "10000", "10"))
    for value in ("3", "4", "1"):
        await operator.enter(value)
    await operator.press("f10")


async def floor(operator: Operator, look: Look) -> None:
    """OP01 runs at 100 and OP02 stands at 110; what waits is one number away."""
    await operator.scan(label("J", "101002", "10000", "10"), label("C", "RUN"))
    await operator.press("f3")
    await operator.scan(label("J", "101001", "10000", "20"), label("C", "STP"))
    await operator.enter("1")
    await as_supervisor(operator)
    await choose_duty(operator, Duty.FLOOR)
    await look("floor_now")
    await operator.press("f4")
    await look("floor_by_trouble")


async def watched_orders(operator: Operator, look: Look) -> None:
    """Nothing is late; short ones, all of them, and one order's page with its parts."""
    await as_supervisor(operator)
    await choose_duty(operator, Duty.WATCHED_ORDERS)
    await look("orders_late")
    await operator.press("f4")
    await look("orders_which")
    await operator.enter("5")
    await look("orders_to_look_after")
    await operator.enter("101002")
    await look("order_page")
    await operator.enter("2")
    await look("order_parts")


async def odd_entries(operator: Operator, look: Look) -> None:
    """More scrap than good pieces: listed, and looked at."""
    await much_scrap(operator)
    await as_supervisor(operator)
    await choose_duty(operator, Duty.ODD_ENTRIES)
    await look("odd_entries")
    await operator.enter("1")
    await look("odd_entry")
    await operator.enter("1")
    await look("nothing_odd")


async def load(operator: Operator, look: Look) -> None:
    """What the board leads to: the trend of center 100, and an order that is made due two days later."""
    await as_supervisor(operator)
    await operator.press("f12")
    await operator.enter("2")
    await operator.enter("100")
    await operator.press("f4")
    await look("load_choices")
    await operator.enter("10")
    await operator.enter("2")
    await look("load_statuses")
    await operator.enter()
    await look("load_by_status")
    await operator.press("f4")
    await operator.enter("10")
    await operator.enter("2")
    await operator.press("f4", "f4")
    await operator.enter("8")
    await look("load_trend")
    await operator.press("f3", "f4")
    await operator.enter("9")
    await operator.press("right", "right")
    await look("what_if")


async def lots_of_an_order(operator: Operator, look: Look) -> None:
    """A sensor by its serial number was used on 101005: listed, and the entry behind it."""
    await operator.scan(label("J", "101005", "10000", "30"), "]d2241SP-BOM1207\x1d21IOT-2600002")
    await operator.scan(label("C", "OK"), label("C", "OK"))
    await as_supervisor(operator)
    await choose_duty(operator, Duty.WATCHED_ORDERS)
    await operator.enter("101005")
    await operator.enter("4")
    await look("order_lots")
    await operator.enter("1")
    await look("entries_of_a_lot")


async def proposed_moves(operator: Operator, look: Look) -> None:
    """Two orders at 100 are proposed to be later; the planner looks at them, their load, and another day for one."""
    await as_supervisor(operator)
    await operator.press("f12")
    await operator.enter("2")
    await operator.enter("100")
    await operator.press("f4")
    await operator.enter("9")
    await operator.press("right", "right", "down", "right", "f10")
    await as_supervisor(operator, "PL01")
    await choose_duty(operator, Duty.PROPOSALS)
    await look("proposals")
    await operator.enter("1")
    await look("proposal")
    await operator.enter("2")
    await look("proposal_load")
    await operator.press("f3")
    await operator.enter("4")
    await look("proposal_another_day")
    await operator.press("f3")
    await operator.enter("1")
    await look("proposal_asked")
    await operator.press("f10", "f4")
    await operator.enter("1")
    await look("proposal_decided")


FLOOR_WAYS: list[Way] = [floor, watched_orders, odd_entries, load, lots_of_an_order, proposed_moves]
