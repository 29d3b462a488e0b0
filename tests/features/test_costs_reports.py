"""What the reports on costs promise: statistics, entries, cost pages, trial balance, valuation, work in process."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.cost_reports import (
    InventoryValuationQuestion,
    ItemCostQuestion,
    TrialBalanceQuestion,
    WorkInProcessQuestion,
)
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.order_costs import OrderCostQuestion, StatisticsQuestion
from backend_client.messages.orders import ReopenProductionOrderRequest
from backend_client.terms import Confirmation, CostPart, OrderStatus, ReportedLedger
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused

MISSING = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
SHARED = {
    "items": [
        {
            "no": "P",
            "costing_method": "standard",
            "standard_cost": "17.6",
            "single_level_material_cost": 6,
            "single_level_capacity_cost": 10,
            "single_level_mfg_overhead_cost": "1.6",
            "indirect_cost_pct": 10,
        }
    ],
    "routing_comments": [{"routing_no": "R", "operation_no": "10", "comment": "Mind the seal"}],
}
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (2, 3, 4))
_IDS = count(1)


def adjusted(factory: Factory) -> None:
    """Adjust costs until nothing is left."""
    while factory.post(AdjustCostRequest, request_id=f"adjust-{next(_IDS)}").left:
        pass


def worked_order(factory: Factory) -> None:
    """Make 10 of P: 21 C at 3.00 instead of 20, 50 and 60 minutes at 1.00 instead of 50 and 50."""
    factory.stock(100)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=21)
    factory.output("10", 10, run_time=50)
    factory.output("20", 10, run_time=60)


def finished_order(plants: Plants, **settings: str) -> Factory:
    """Answer a factory where that order is finished and its cost adjusted."""
    factory = Factory(plants, settings=settings, **SHARED)
    worked_order(factory)
    factory.status(OrderStatus.FINISHED, *MISSING)
    adjusted(factory)
    return factory


def figures(answer: Any) -> dict[str, tuple[Decimal, ...]]:
    """Answer standard, expected, actual, variance and deviation by share; those of nothing are left out."""
    rows = {
        row.part.value: (row.standard, row.expected, row.actual, row.variance, row.deviation_pct)
        for row in answer.costs
    }
    return {part: row for part, row in rows.items() if any(row)}


def test_row_92_entries_of_a_finished_order(each_plants: Plants) -> None:
    """All entries of a finished order are listed by kind, and their sums are the statistics."""
    factory = finished_order(each_plants)
    entries = factory.ask(LedgerEntriesQuestion, order_no="O1")
    counted = {total.ledger.value: total.entries for total in entries.totals}
    assert counted == {
        "item": len(entries.item_entries),
        "capacity": len(entries.capacity_entries),
        "value": len(entries.value_entries),
        "application": len(entries.application_entries),
        "gl": len(entries.gl_entries),
        "warehouse": 0,
    }
    assert [entry.quantity for entry in entries.item_entries] == [-20, -1, 10]
    assert [entry.quantity for entry in entries.capacity_entries] == [50, 60]
    assert [(line.operation_no, line.comment) for line in entries.comments] == [("10", "Mind the seal")]
    assert sum(entry.amount for entry in entries.gl_entries) == 0
    for row in factory.ask(StatisticsQuestion, order_no="O1").costs:
        behind = factory.client.ask(row.entries)
        costs = [abs(entry.cost_amount_actual) for entry in behind.value_entries]
        assert sum(costs) == row.actual, row.part
        (total,) = behind.totals
        assert total.entries == len(costs)


def test_row_93_statistics(each_plants: Plants) -> None:
    """Standard, expected, actual, variance and deviation by share, and need against time used."""
    factory = finished_order(each_plants)
    answer = factory.ask(StatisticsQuestion, order_no="O1")
    assert figures(answer) == {
        "material": (60, 60, 63, 3, 5),
        "capacity": (100, 100, 110, 10, 10),
        "manufacturing_overhead": (16, 16, Decimal("17.30"), Decimal("1.30"), 8),
        "total": (176, 176, Decimal("190.30"), Decimal("14.30"), 8),
    }
    assert (answer.expected, answer.actual, answer.unit_of_measure_code) == (100, 110, "MINUTES")
    assert figures(factory.ask(StatisticsQuestion, order_no="O1", order_line_no=10000)) == figures(answer)
    assert refused(factory.ask(StatisticsQuestion, order_no="O9")) == "order-not-found"
    assert refused(factory.ask(StatisticsQuestion, order_no="O1", order_line_no=7)) == "order-line-not-found"


def test_statistics_before_and_after_settling(plants: Plants) -> None:
    """Until it is settled an order is measured by its quantity and the card; after that by what was made and frozen."""
    factory = Factory(plants, **SHARED)
    factory.stock(100)
    factory.order()
    assert figures(factory.ask(StatisticsQuestion, order_no="O1"))["total"] == (176, 176, 0, -176, -100)
    factory.output("20", 8, run_time=40)
    before = figures(factory.ask(StatisticsQuestion, order_no="O1"))
    assert before["total"] == (176, 176, 44, -132, -75)
    factory.status(OrderStatus.FINISHED, *MISSING)
    adjusted(factory)
    after = figures(factory.ask(StatisticsQuestion, order_no="O1"))
    assert after["total"][0] == Decimal("140.80")
    assert after["total"][2] == 44


def test_an_order_that_supplies_itself_counts_its_supplying_lines_once(plants: Plants) -> None:
    """What a supplying line takes is part of it alone: the order's material is the part that it hands on."""
    made = {"replenishment_system": "prod_order", "manufacturing_policy": "make_to_order"}
    factory = Factory(
        plants,
        items=[
            {"no": "P", "manufacturing_policy": "make_to_order"},
            {"no": "S", "production_bom_no": "SB", "unit_cost": 7, **made},
        ],
        production_boms=[{"no": "SB"}],
        production_bom_lines=[
            {"production_bom_no": "PB", "no": "S", "quantity_per": 1},
            {"production_bom_no": "SB", "no": "C", "quantity_per": 2},
        ],
    )
    factory.stock(100)
    factory.order()
    lines = factory.ask(OrderCostQuestion, order_no="O1").lines
    assert [(line.item_no, line.expected) for line in lines] == [("P", 230), ("S", 60)]
    factory.post(PostConsumptionRequest, order_no="O1", order_line_no=20000, item_no="C", quantity=20)
    material = factory.ask(StatisticsQuestion, order_no="O1").costs[0]
    assert (material.expected, material.actual) == (130, 0)
    assert factory.client.ask(material.entries).value_entries == ()
    of_line = factory.ask(StatisticsQuestion, order_no="O1", order_line_no=20000).costs[0]
    assert of_line.actual == 60
    assert len(factory.client.ask(of_line.entries).value_entries) == 1


def test_an_order_that_was_reopened_waits_while_others_are_settled(plants: Plants) -> None:
    """O1 is reopened before it is settled: O2 is settled, O1 after it is finished again."""
    factory = Factory(plants, **SHARED)
    factory.stock(100)
    for no in ("O1", "O2"):
        factory.order(no)
        factory.output("20", 10, run_time=50, order_no=no)
        factory.status(OrderStatus.FINISHED, *MISSING, order_no=no)
    factory.post(ReopenProductionOrderRequest, order_no="O1")

    def settled() -> list[tuple[bool, Decimal]]:
        pages = [factory.ask(OrderCostQuestion, order_no=no) for no in ("O1", "O2")]
        return [(page.lines[0].settled, page.wip) for page in pages]

    adjusted(factory)
    assert settled() == [(False, 50), (True, 0)]
    factory.status(OrderStatus.FINISHED, *MISSING)
    adjusted(factory)
    assert settled() == [(True, 0), (True, 0)]


def test_the_cost_page_of_an_order_tells_what_is_in_process(each_plants: Plants) -> None:
    """63 consumed and 110 worked are in process until the order is finished and settled."""
    factory = Factory(each_plants, **SHARED)
    worked_order(factory)
    page = factory.ask(OrderCostQuestion, order_no="O1")
    (line,) = page.lines
    assert (page.wip, line.wip, line.settled) == (173, 173, False)
    assert (line.standard, line.expected, line.actual, line.finished_qty_base) == (
        176,
        176,
        Decimal("190.30"),
        10,
    )
    factory.status(OrderStatus.FINISHED, *MISSING)
    adjusted(factory)
    page = factory.ask(OrderCostQuestion, order_no="O1")
    assert (page.wip, page.lines[0].wip, page.lines[0].settled) == (0, 0, True)
    behind = factory.client.ask(page.lines[0].entries)
    assert {entry.order_no for entry in behind.value_entries} == {"O1"}
    assert refused(factory.ask(OrderCostQuestion, order_no="O9")) == "order-not-found"


def test_the_cost_page_of_an_item(each_plants: Plants) -> None:
    """Card, stock by place with its value, the average by period, the newest entries first."""
    factory = Factory(each_plants, settings={"average_cost_period": "day"})
    factory.stock(10, unit_cost=Decimal(2), posting_date=MONDAY)
    factory.stock(30, unit_cost=Decimal("3.33"), posting_date=TUESDAY)
    page = factory.ask(ItemCostQuestion, item_no="C", last_day=WEDNESDAY)
    (stock,) = page.stock
    assert (stock.location_code, stock.quantity, stock.cost_amount_actual) == ("MAIN", 40, Decimal("119.90"))
    assert [(row.first_day, row.quantity, row.average_cost) for row in page.averages] == [
        (MONDAY, 10, 2),
        (TUESDAY, 40, Decimal("2.99750")),
    ]
    assert [entry.quantity for entry in page.last_entries] == [30, 10]
    (total,) = factory.client.ask(stock.entries).totals
    assert total.amount == stock.cost_amount_actual
    assert refused(factory.ask(ItemCostQuestion, item_no="NONE")) == "item-not-found"
    turned = {"item_no": "C", "first_day": TUESDAY, "last_day": MONDAY}
    assert refused(factory.ask(ItemCostQuestion, **turned)) == "period-out-of-range"


def test_the_trial_balance_of_a_period(each_plants: Plants) -> None:
    """Opening, debit, credit, net and balance of each account; the total is in balance; entries add up to the line."""
    factory = Factory(each_plants)
    factory.stock(100, posting_date=MONDAY)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20, posting_date=MONDAY)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=5, posting_date=TUESDAY)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=-2, posting_date=WEDNESDAY)
    answer = factory.ask(TrialBalanceQuestion, first_day=TUESDAY, last_day=WEDNESDAY)
    wip = next(line for line in answer.lines if line.opening == 60)
    assert (wip.debit, wip.credit, wip.net, wip.balance) == (15, 6, 9, 69)
    assert answer.total.debit == answer.total.credit == 21
    assert answer.total.opening == answer.total.balance == 0
    for line in answer.lines:
        behind = factory.client.ask(line.entries)
        assert sum(entry.amount for entry in behind.gl_entries) == line.net
    until_monday = factory.ask(TrialBalanceQuestion, last_day=MONDAY).lines
    assert [line.balance for line in until_monday if line.account_no == wip.account_no] == [60]
    first = factory.ask(TrialBalanceQuestion, most=2)
    second = factory.ask(TrialBalanceQuestion, most=2, page=first.next_page)
    everything = factory.ask(TrialBalanceQuestion).lines
    assert [*first.lines, *second.lines] == list(everything[:4])
    assert second.total is None


def test_the_value_of_stock_on_any_day(each_plants: Plants) -> None:
    """Quantity and value by item and place as they were, beside the accounts; output not settled is expected cost."""
    in_west = {"location_code": "WEST", "inventory_posting_group": "RAW MAT", "inventory_account": "2130"}
    factory = Factory(
        each_plants,
        settings={"expected_cost_posting_to_gl": "true"},
        locations=[{"code": "WEST"}],
        posting_setup=[in_west],
    )
    factory.stock(100, posting_date=MONDAY)
    factory.stock(10, location_code="WEST", posting_date=TUESDAY)
    factory.order()
    factory.output("20", 4, posting_date=TUESDAY)

    def values(day: date, **asked: Any) -> list[tuple[Any, ...]]:
        lines = factory.ask(InventoryValuationQuestion, last_day=day, **asked).lines
        return [
            (
                line.item_no,
                line.location_code,
                line.quantity,
                line.cost_amount_actual,
                line.cost_amount_expected,
            )
            for line in lines
        ]

    assert values(MONDAY) == [("C", "MAIN", 100, 300, 0)]
    tuesday = [("C", "MAIN", 100, 300, 0), ("C", "WEST", 10, 30, 0), ("P", "MAIN", 4, 0, 100)]
    assert values(TUESDAY) == tuesday
    assert values(TUESDAY, item_no="P") == tuesday[2:]
    assert values(TUESDAY, location_code="WEST") == tuesday[1:2]
    total = factory.ask(InventoryValuationQuestion, last_day=TUESDAY).total
    assert (total.cost_amount_actual, total.inventory_accounts) == (330, 330)
    assert (total.cost_amount_expected, total.interim_accounts) == (100, 100)
    pages, page = [], ""
    for _ in tuesday:
        answer = factory.ask(InventoryValuationQuestion, last_day=TUESDAY, most=1, page=page)
        pages.append((answer.lines[0].item_no, answer.lines[0].location_code))
        (behind,) = factory.client.ask(answer.lines[0].entries).totals
        assert behind.amount == answer.lines[0].cost_amount_actual
        page = answer.next_page
    assert (pages, page) == ([row[:2] for row in tuesday], "")
    assert refused(factory.ask(InventoryValuationQuestion, item_no="NONE")) == "item-not-found"


def test_work_in_process_on_any_day(each_plants: Plants) -> None:
    """Opening, consumption, work and output of each order; what is left of all is on the account."""
    factory = Factory(each_plants)
    factory.stock(100)
    for no in ("O1", "O2"):
        factory.order(no)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20, posting_date=MONDAY)
    factory.output("20", 10, run_time=7, posting_date=TUESDAY)
    factory.post(PostConsumptionRequest, order_no="O2", item_no="C", quantity=1, posting_date=WEDNESDAY)

    def rows(**asked: Any) -> list[tuple[Any, ...]]:
        lines = factory.ask(WorkInProcessQuestion, **asked).lines
        return [
            (row.order_no, row.opening, row.consumption, row.capacity, row.output, row.closing)
            for row in lines
        ]

    assert rows(last_day=MONDAY) == [("O1", 0, 60, 0, 0, 60)]
    assert rows(first_day=TUESDAY, last_day=TUESDAY) == [("O1", 60, 0, 7, 0, 67)]
    answer = factory.ask(WorkInProcessQuestion, last_day=WEDNESDAY)
    assert [line.closing for line in answer.lines] == [67, 3]
    assert answer.total.closing == answer.total.wip_accounts == 70
    assert answer.lines[0].expected_output == 250
    factory.status(OrderStatus.FINISHED, *MISSING, posting_date=WEDNESDAY)
    adjusted(factory)
    assert rows(first_day=TUESDAY, last_day=TUESDAY) == [("O1", 60, 0, 7, -67, 0)]  # as of its output's day
    assert rows(first_day=WEDNESDAY, last_day=WEDNESDAY) == [("O2", 0, 3, 0, 0, 3)]
    assert rows(order_no="O1", last_day=WEDNESDAY) == []
    first = factory.ask(WorkInProcessQuestion, first_day=MONDAY, last_day=WEDNESDAY, most=1)
    second = factory.ask(
        WorkInProcessQuestion, first_day=MONDAY, last_day=WEDNESDAY, most=1, page=first.next_page
    )
    assert [line.order_no for line in (*first.lines, *second.lines)] == ["O1", "O2"]
    assert refused(factory.ask(WorkInProcessQuestion, order_no="O9")) == "order-not-found"


def test_what_was_written_off_is_out_of_work_in_process(each_plants: Plants) -> None:
    """30 worked and nothing made: written off on the day the order is finished, on the account too."""
    factory = Factory(each_plants, settings={"finish_order_without_output": "true"})
    factory.order()
    factory.output("10", 0, run_time=30, posting_date=MONDAY)
    factory.status(OrderStatus.FINISHED, *MISSING, finish_without_output=True, posting_date=TUESDAY)
    (monday,) = factory.ask(WorkInProcessQuestion, last_day=MONDAY).lines
    assert (monday.capacity, monday.write_off, monday.closing) == (30, 0, 30)
    (tuesday,) = factory.ask(WorkInProcessQuestion, first_day=TUESDAY, last_day=TUESDAY).lines
    assert (tuesday.opening, tuesday.write_off, tuesday.closing, tuesday.wip_accounts) == (30, -30, 0, 0)
    assert factory.ask(WorkInProcessQuestion, last_day=TUESDAY).lines == ()
    assert factory.ask(WorkInProcessQuestion, first_day=WEDNESDAY, last_day=WEDNESDAY).lines == ()
    assert factory.ask(OrderCostQuestion, order_no="O1").wip == 0
    adjusted(factory)
    assert figures(factory.ask(StatisticsQuestion, order_no="O1"))["total"][2] == 30


def test_entries_come_page_by_page(plants: Plants) -> None:
    """Each entry once, in order; sums on the first page alone; what narrows a ledger that has no such column is refused."""
    factory = Factory(plants)
    for quantity in (1, 2, 3, 4, 5):
        factory.stock(quantity)
    seen: list[Decimal] = []
    page = ""
    for _ in range(3):
        asked = {"ledger": ReportedLedger.ITEM, "item_no": "C", "most": 2, "page": page}
        answer = factory.ask(LedgerEntriesQuestion, **asked)
        assert [total.quantity for total in answer.totals] == ([15] if not page else [])
        seen += [entry.quantity for entry in answer.item_entries]
        page = answer.next_page
    assert (seen, page) == ([1, 2, 3, 4, 5], "")
    wrong: list[dict[str, Any]] = [
        {},
        {"order_no": "O9"},
        {"ledger": ReportedLedger.ITEM, "account_no": "2140"},
        {"ledger": ReportedLedger.ITEM, "part": CostPart.WIP},
        *(
            {"ledger": ReportedLedger.ITEM, "page": text}
            for text in ("x", "-1", "1.5", "true", "1e999", "[1]")
        ),
    ]
    codes = {refused(factory.ask(LedgerEntriesQuestion, **asked)) for asked in wrong}
    assert codes == {"request-malformed", "order-not-found"}
    for question in (TrialBalanceQuestion, InventoryValuationQuestion, WorkInProcessQuestion):
        for page in ("x", "[1]", "{}", '["a","b","c"]', '["\\u0000"]', "[" * 128):
            assert refused(factory.ask(question, page=page)) == "request-malformed"
