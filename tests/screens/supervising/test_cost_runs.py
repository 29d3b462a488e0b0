"""Long work on costs from the screen: it goes on beside the screens, and what it posted is what the ledgers have."""

from collections.abc import Callable
from decimal import Decimal

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.base import Answer, Posted
from backend_client.messages.cost_adjustment import AdjustCostReceipt
from backend_client.messages.cost_reports import ItemCost, ItemCostQuestion
from backend_client.messages.orders import ChangeOrderStatusRequest
from backend_client.terms import Confirmation, OrderStatus
from screens.supervising.choice import Duty
from screens.supervising.run import Run, RunScreen, State
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor, over

Open = Callable[[], BackendClient]


def finished(client: LocalClient) -> None:
    """101003 ends with too little posted: its costs are still to be settled."""
    missing = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
    answers = tuple(Answer(confirmation=each, yes=True) for each in missing)
    request = ChangeOrderStatusRequest(
        request_id="end", order_no="101003", to=OrderStatus.FINISHED, answers=answers
    )
    assert isinstance(client.post(request), Posted)


async def costs(operator: Operator) -> None:
    """The administrator opens the works on costs."""
    await as_supervisor(operator, "AD01")
    await choose_duty(operator, Duty.COSTS)


def run_of(operator: Operator) -> Run:
    """The work that the screen on top shows."""
    top = operator.app.journey.top
    assert isinstance(top, RunScreen), type(top)
    return top.run


def test_adjusting_settles_an_order_and_a_second_run_changes_nothing(
    open_client: Open, client: LocalClient
) -> None:
    """Nothing is posted before F10; the finished order gets its entries; begun again, there is nothing to post."""
    finished(client)

    async def story(operator: Operator) -> None:
        await costs(operator)
        posted = []
        for _time in range(2):
            await operator.enter("1")
            await operator.press("f10")
            await over(operator)
            run = run_of(operator)
            assert run.state is State.DONE
            posted.append(run.receipt.value_entries)
            await operator.press("f3")
            assert operator.title == "Costs"
        assert posted[0] > 0 == posted[1]

    at_kiosk(open_client, story)


def test_the_screens_go_on_while_the_work_does(open_client: Open, client: LocalClient) -> None:
    """F3 leaves at once and another duty opens; the work ends without anybody looking."""
    finished(client)

    async def story(operator: Operator) -> None:
        await costs(operator)
        await operator.enter("1")
        await operator.press("f10")
        await operator.press("f3")
        assert operator.title == "Costs"
        await operator.press("f3", "f3")
        await choose_duty(operator, Duty.CALENDARS)
        assert operator.title == "Calendars"
        await over(operator)
        run = operator.app.journey._under_way
        assert run is not None
        assert run.state is State.DONE

    at_kiosk(open_client, story)


def test_standard_costs_are_shown_before_they_go_on_the_cards(open_client: Open, client: LocalClient) -> None:
    """Shown only, the card keeps its cost; put on the cards, it has the one that was shown."""

    def cost() -> Decimal:
        answer = client.ask(ItemCostQuestion(item_no="SP-BOM2000"))
        assert isinstance(answer, ItemCost)
        return answer.standard_cost

    async def story(operator: Operator) -> None:
        before = cost()
        await costs(operator)
        for choice, item_no in (("1", "SP-BOM2000"), ("2", "sp-bom2000")):
            for value in ("2", item_no, "2", "", choice):
                await operator.enter(value)
            await over(operator)
            (shown,) = run_of(operator).receipt.items
            assert cost() == (before if choice == "1" else shown.standard_cost)
            await operator.press("f3")
        assert before != cost()

    at_kiosk(open_client, story)


def test_a_run_stops_after_the_step_that_was_asked_to_be_the_last() -> None:
    """With 60 left, asked to stop, it is stopped; asked nothing, it goes on until nothing is left."""

    def step(left: int) -> AdjustCostReceipt:
        return AdjustCostReceipt(register_no=1, value_entries=5, cost_amount=Decimal(2), left=left)

    run = Run(
        str, ChangeOrderStatusRequest(request_id="x", order_no="", to=OrderStatus.FINISHED), lambda _: ()
    )
    run.took(step(100))
    assert run.state is State.UNDER_WAY
    screen = RunScreen(run)
    assert "100 left" in "".join(cell.text for cell in screen.frame().body.head[1].cells)
    run.stopping = True
    run.took(step(60))
    assert (run.state, run.most, run.receipt.value_entries) == (State.STOPPED, 100, 10)
