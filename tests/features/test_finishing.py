"""What finishing, reopening and flushing promise, each row of the feature table by its own acceptance check."""

from datetime import date
from decimal import Decimal
from threading import Lock, Thread

import pytest

from backend_client.local import LocalClient
from backend_client.messages.base import Answer
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.orders import (
    ChangeStatusOfOrdersRequest,
    FinishChecklistQuestion,
    FinishCompletedOrdersRequest,
    OrderToChange,
    ReopenProductionOrderRequest,
)
from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation, OrderSourceType, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, asked, refused

RELEASED, FINISHED = OrderStatus.RELEASED, OrderStatus.FINISHED
MISSING = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
BACKWARD_C = {"items": [{"no": "C", "flushing_method": "backward"}]}
LINKED_C = {
    "production_bom_lines": [{"production_bom_no": "PB", "no": "C", "routing_link_code": "L"}],
    "routing_lines": [{"routing_no": "R", "operation_no": "20", "routing_link_code": "L"}],
}


def finished(factory: Factory) -> None:
    """Make and finish order O1: 10 of 10."""
    factory.order()
    factory.output("20", 10)
    assert factory.status(FINISHED, *MISSING).status is FINISHED


def test_row_06_bulk_status_change(each_plants: Plants) -> None:
    """Select three orders, one with WIP and no output: two change, one is reported with its reason."""
    factory = Factory(each_plants)
    for number in ("O1", "O2", "O3"):
        factory.order(number)
    factory.output("20", 10)
    factory.output("10", 0, run_time=30, order_no="O2")
    yes = tuple(Answer(confirmation=each, yes=True) for each in MISSING)
    orders = tuple(OrderToChange(order_no=no) for no in ("O1", "O2", "O3"))
    sent = {"orders": orders, "to": FINISHED, "answers": yes, "request_id": "bulk"}
    receipt = factory.post(ChangeStatusOfOrdersRequest, **sent)
    codes = [None if each.refused is None else each.refused.code for each in receipt.orders]
    assert codes == [None, RefusalCode.WIP_WITHOUT_OUTPUT, None]
    assert factory.rows("production_orders", "status") == [FINISHED, RELEASED, FINISHED]
    registers = factory.entries()
    again = factory.client.post(ChangeStatusOfOrdersRequest(**sent))
    assert again.replayed
    assert again.receipt == receipt
    assert factory.entries() == registers


def test_each_order_of_several_asks_for_itself(plants: Plants) -> None:
    """One answered, one not: the first is finished, the second tells what it asks."""
    factory = Factory(plants)
    for number in ("O1", "O2"):
        factory.order(number)
        factory.output("20", 10, order_no=number)
    yes = tuple(Answer(confirmation=each, yes=True) for each in MISSING)
    orders = (OrderToChange(order_no="O1", answers=yes), OrderToChange(order_no="O2"))
    first, second = factory.post(ChangeStatusOfOrdersRequest, orders=orders, to=FINISHED).orders
    assert first.receipt.status is FINISHED
    assert asked(second.refused) == ("consumption-missing",)
    twice = (OrderToChange(order_no="O2"), OrderToChange(order_no="O2"))
    assert (
        refused(factory.post(ChangeStatusOfOrdersRequest, orders=twice, to=FINISHED)) == "request-malformed"
    )
    assert refused(factory.post(ChangeStatusOfOrdersRequest, orders=(), to=FINISHED)) == "nothing-to-post"


def test_row_07_reopen_once(each_plants: Plants) -> None:
    """Reopen, finish, reopen again: the second reopening is refused."""
    factory = Factory(each_plants)
    finished(factory)
    assert factory.post(ReopenProductionOrderRequest, order_no="O1").status is RELEASED
    assert set(factory.rows("production_order_routing_lines", "routing_status")) == {"in_progress"}
    assert factory.output("10", 10).operation_no == "10"
    factory.status(FINISHED, *MISSING)
    assert refused(factory.post(ReopenProductionOrderRequest, order_no="O1")) == "already-reopened"


def test_only_a_finished_order_with_output_is_reopened(plants: Plants) -> None:
    """Unknown, released, finished with nothing made: each refused by its code."""
    factory = Factory(plants)
    factory.order()
    assert refused(factory.post(ReopenProductionOrderRequest, order_no="O9")) == "order-not-found"
    assert refused(factory.post(ReopenProductionOrderRequest, order_no="O1")) == "order-not-finished"
    factory.status(FINISHED, *MISSING)
    assert refused(factory.post(ReopenProductionOrderRequest, order_no="O1")) == "no-output-posted"


def test_row_09_forward_operation(each_plants: Plants) -> None:
    """Forward operation: output and times appear at release."""
    factory = Factory(each_plants, work_centers=[{"no": "B", "flushing_method": "forward"}])
    receipt = factory.order()
    (entry,) = receipt.posting.capacity_entries
    assert (entry.operation_no, entry.output_quantity, entry.run_time) == ("20", 10, 50)
    assert factory.rows("production_order_lines", "finished_quantity") == [10]


def test_row_10_manual_beside_automatic(each_plants: Plants) -> None:
    """Forward-flush a component of 40, then post extra consumption of 2: entries of 40 and 2; scrap adds no stock."""
    factory = Factory(each_plants, items=[{"no": "C", "flushing_method": "forward"}])
    factory.stock(100)
    factory.order(quantity=20)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=2)
    assert factory.rows("item_ledger_entries", "quantity", entry_type="consumption") == [-40, -2]
    factory.output("20", 5, scrap_quantity=1, scrap_code="DENT")
    assert factory.rows("item_ledger_entries", "quantity", entry_type="output") == [5]


def test_row_62_finish_without_output(each_plants: Plants) -> None:
    """Switched on and chosen, an order with work but no output is finished and its work in process written off."""
    factory = Factory(each_plants, settings={"finish_order_without_output": "true"})
    factory.order()
    factory.output("10", 0, run_time=30)
    assert factory.rows("wip", "amount") == [30]
    assert refused(factory.status(FINISHED, *MISSING)) == "wip-without-output"
    factory.status(FINISHED, *MISSING, finish_without_output=True)
    assert factory.rows("wip", "amount") == [0]
    balances = dict(factory.rows("gl_balances", "account_no", "balance"))
    assert balances == {"7791": -30, "7770": 30}


def test_what_is_reversed_still_counts_as_work(plants: Plants) -> None:
    """10 made and taken back: entries exist, nothing came out, so finishing is refused."""
    factory = Factory(plants)
    factory.order()
    receipt = factory.output("20", 10, run_time=5)
    factory.output("20", -10, run_time=-5, applies_to_entry=receipt.item_entries[0].entry_no)
    assert refused(factory.status(FINISHED, *MISSING)) == "wip-without-output"


def test_row_64_scrap_consumes_and_costs(each_plants: Plants) -> None:
    """Backward consumption and unit-based cost count output and scrap: 4 and 1 consume 10 and cost 5."""
    unit_cost = [{"no": "B", "unit_cost_calculation": "units", "direct_unit_cost": 1}]
    factory = Factory(each_plants, work_centers=unit_cost, **BACKWARD_C, **LINKED_C)
    factory.stock(100)
    factory.order()
    receipt = factory.output("20", 4, scrap_quantity=1)
    consumption = [entry.quantity for entry in receipt.item_entries if entry.flushed]
    assert consumption == [-10]
    capacity = [value for value in receipt.value_entries if value.capacity_ledger_entry_no]
    assert [value.cost_amount_actual for value in capacity] == [5]


def test_row_90_finish_by_hand(each_plants: Plants) -> None:
    """Finish flushes backward on the chosen date, asks for what is missing, and updates the unit cost when told to."""
    factory = Factory(each_plants, **BACKWARD_C)
    factory.stock(100)
    factory.order()
    factory.output("20", 8)
    assert asked(factory.status(FINISHED)) == ("output-missing",)
    day = date(2026, 3, 4)
    receipt = factory.status(FINISHED, *MISSING, posting_date=day, update_unit_cost=True)
    (consumption,) = receipt.posting.item_entries
    assert (consumption.quantity, receipt.posting.posting_date) == (-16, day)
    assert factory.rows("production_orders", "finished_date") == [day]
    assert factory.rows("capacity_needs", "needed_time") == []
    # operations 50 + 50 expected, 20 C at 3.00, over 8 made
    assert factory.rows("production_order_lines", "unit_cost") == [Decimal(20)]


def test_no_to_a_question_changes_nothing(plants: Plants) -> None:
    """Answered with no: update-interrupted, no entry, still released."""
    factory = Factory(plants, **BACKWARD_C)
    factory.order()
    factory.output("20", 8)
    before = factory.entries()
    no = (Answer(confirmation=Confirmation.OUTPUT_MISSING, yes=False),)
    outcome = factory.post(
        ChangeStatusOfOrdersRequest, orders=(OrderToChange(order_no="O1", answers=no),), to=FINISHED
    )
    assert refused(outcome.orders[0].refused) == "update-interrupted"
    assert factory.entries() == before
    assert factory.rows("production_orders", "status") == [RELEASED]


def test_a_flush_outside_the_posting_dates_is_refused(plants: Plants) -> None:
    """Finishing posts consumption, so its date must be allowed; where it posts nothing, it is not asked about."""
    factory = Factory(plants, settings={"allow_posting_from": "2026-03-01"}, **BACKWARD_C)
    factory.order()
    factory.output("20", 10)
    early = date(2026, 2, 27)
    assert refused(factory.status(FINISHED, posting_date=early)) == "posting-date-not-allowed"
    factory.order("O2")
    assert factory.status(FINISHED, *MISSING, order_no="O2", posting_date=early).status is FINISHED


def test_a_write_off_outside_the_posting_dates_is_refused(plants: Plants) -> None:
    """What is written off is posted to accounts, so its date must be allowed, too."""
    settings = {"allow_posting_from": "2026-03-01", "finish_order_without_output": "true"}
    factory = Factory(plants, settings=settings)
    factory.order()
    factory.output("10", 0, run_time=30)
    fields = {"finish_without_output": True, "posting_date": date(2026, 2, 27)}
    assert refused(factory.status(FINISHED, *MISSING, **fields)) == "posting-date-not-allowed"
    fields["posting_date"] = date(2026, 3, 2)
    assert factory.status(FINISHED, *MISSING, **fields).status is FINISHED


def test_row_91_finish_is_blocked(each_plants: Plants) -> None:
    """Work in process without output stops finishing with an error that names the line."""
    factory = Factory(each_plants)
    factory.order()
    factory.output("10", 0, run_time=30)
    outcome = factory.status(FINISHED, *MISSING)
    assert refused(outcome) == "wip-without-output"
    assert outcome.facts["order_line_no"] == "10000"


def test_row_98_flushing_by_operation(each_plants: Plants) -> None:
    """Components linked to an operation are consumed in proportion to its output: 4 then 6 of 10 take 8 and 12."""
    factory = Factory(each_plants, **BACKWARD_C, **LINKED_C)
    factory.stock(100)
    factory.order()
    for quantity in (4, 6):
        factory.output("20", quantity)
    assert factory.rows("item_ledger_entries", "quantity", entry_type="consumption") == [-8, -12]


def test_a_reopened_order_charges_nothing_twice(each_plants: Plants) -> None:
    """Backward operation, backward component: finished, reopened, finished again, the ledgers stay as they were."""
    centers = [{"no": no, "flushing_method": "backward"} for no in ("A", "B")]
    lines = [{"routing_no": "R", "operation_no": no, "setup_time": 15} for no in ("10", "20")]
    factory = Factory(each_plants, work_centers=centers, routing_lines=lines, **BACKWARD_C)
    factory.stock(100)
    factory.order()
    factory.status(FINISHED)
    times = factory.rows(
        "capacity_ledger_entries", "operation_no", "setup_time", "run_time", "output_quantity"
    )
    assert times == [("20", 15, 50, 10), ("10", 15, 50, 10)]
    before = factory.entries()
    factory.post(ReopenProductionOrderRequest, order_no="O1")
    assert factory.status(FINISHED).status is FINISHED
    assert factory.entries() == before


def test_the_checklist_tells_what_is_missing_and_what_would_happen(plants: Plants) -> None:
    """8 of 10 made on 20, none on 10, 4 C missing by hand: named with their figures, and what would be asked."""
    factory = Factory(plants)
    factory.order()
    factory.output("20", 8)
    found = factory.ask(FinishChecklistQuestion, order_no="O1")
    assert found.confirmations == MISSING
    assert found.refused is None
    assert [(row.operation_no, row.posted_quantity, row.is_last) for row in found.output] == [
        ("10", 0, False),
        ("20", 8, True),
    ]
    assert [(row.item_no, row.remaining_quantity, row.flushes_by_itself) for row in found.consumption] == [
        ("C", 20, False)
    ]
    assert refused(factory.ask(FinishChecklistQuestion, order_no="O9")) == "order-not-found"


def test_an_order_is_finished_by_itself_when_all_is_reported(each_plants: Plants) -> None:
    """10 of 10 on both operations and 20 C consumed: the last posting is followed by a finish of its own register."""
    factory = Factory(each_plants, settings={"finish_automatically": "true"})
    factory.stock(100)
    factory.order()
    factory.output("10", 10)
    factory.output("20", 10)
    assert factory.rows("production_orders", "status") == [RELEASED]
    sent = {"order_no": "O1", "item_no": "C", "quantity": 20, "request_id": "last"}
    factory.post(PostConsumptionRequest, **sent)
    assert factory.rows("production_orders", "status") == [FINISHED]
    assert factory.client.post(PostConsumptionRequest(**sent | {"quantity": Decimal(20)})).replayed


class PostsBeforeItLetsGo:
    """A lock that, the first time it is let go, has another terminal post while it still is held."""

    def __init__(self, of: LocalClient, request: PostConsumptionRequest) -> None:
        self._lock, self._of, self._requests = Lock(), of, [request]

    def acquire(self, *, blocking: bool) -> bool:
        """Take it, or say that somebody has it."""
        return self._lock.acquire(blocking=blocking)

    def release(self) -> None:
        """Let another one post, then let go."""
        while self._requests:
            other = Thread(target=self._of.post, args=(self._requests.pop(),))
            other.start()
            other.join()
        self._lock.release()


def test_what_follows_is_posted_also_where_another_one_was_just_done_with_it(each_plants: Plants) -> None:
    """O1 and O2 are reported at once: the one who finishes O1 looks once more, and finishes O2, too."""
    factory = Factory(each_plants, settings={"finish_automatically": "true"})
    assert isinstance(factory.client, LocalClient)
    factory.stock(100)
    for order_no in ("O1", "O2"):
        factory.order(order_no)
        factory.output("10", 10, order_no=order_no)
        factory.output("20", 10, order_no=order_no)
    last = PostConsumptionRequest(request_id="last", order_no="O2", item_no="C", quantity=Decimal(20))
    factory.client._followed = PostsBeforeItLetsGo(factory.client, last)  # type: ignore[assignment]
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20)
    assert factory.rows("production_orders", "status") == [FINISHED, FINISHED]


@pytest.mark.parametrize("missing", ["operation", "pieces", "consumption", "setting"])
def test_an_order_waits_for_whatever_is_missing(plants: Plants, missing: str) -> None:
    """An operation short, a piece short, a component short, or a plant that finishes by hand: it stays released."""
    wanted = "false" if missing == "setting" else "true"
    factory = Factory(plants, settings={"finish_automatically": wanted})
    factory.stock(100)
    factory.order()
    used = 19 if missing == "consumption" else 20
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=used)
    factory.output("10", 9 if missing == "operation" else 10)
    factory.output("20", 9 if missing == "pieces" else 10)
    assert factory.rows("production_orders", "status") == [RELEASED]
    (changed,) = factory.post(FinishCompletedOrdersRequest).orders or (None,)
    assert (changed is not None) is (missing == "setting")
    assert factory.rows("production_orders", "status") == [FINISHED if missing == "setting" else RELEASED]


@pytest.mark.parametrize("to", [OrderStatus.SIMULATED, OrderStatus.PLANNED, OrderStatus.FIRM_PLANNED])
def test_a_released_order_never_goes_back(plants: Plants, to: OrderStatus) -> None:
    """Released is followed by finished alone."""
    factory = Factory(plants)
    factory.order()
    assert refused(factory.status(to)) == "status-change-not-allowed"
    factory.status(FINISHED, *MISSING)
    assert refused(factory.status(FINISHED)) == "order-finished"


def test_a_family_is_finished_line_by_line(plants: Plants) -> None:
    """Two items on one shared routing that flushes backward: each line gets its own quantity, nothing twice."""
    factory = Factory(
        plants,
        work_centers=[{"no": no, "flushing_method": "backward"} for no in ("A", "B")],
        items=[{"no": "Q", "replenishment_system": "prod_order"}],
        families=[{"no": "F", "routing_no": "R"}],
        family_lines=[
            {"family_no": "F", "line_no": 10000, "item_no": "P", "quantity": 1},
            {"family_no": "F", "line_no": 20000, "item_no": "Q", "quantity": 2},
        ],
    )
    factory.order(source_no="F", quantity=3, source_type=OrderSourceType.FAMILY)
    factory.status(FINISHED, *MISSING)
    made = factory.rows("item_ledger_entries", "item_no", "quantity", entry_type="output")
    assert made == [("P", 3), ("Q", 6)]
    run = factory.rows("capacity_ledger_entries", "operation_no", "output_quantity", "run_time")
    assert run == [("20", 3, 15), ("10", 3, 15), ("20", 6, 30), ("10", 6, 30)]
