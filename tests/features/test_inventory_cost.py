"""Inventory cost that is posted to the general ledger later: by a batch, in steps, without what can't be posted."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from backend_client import limits
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.cost_to_post import PostInventoryCostToGLRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.orders import ReopenProductionOrderRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.refusals import RefusalCode
from backend_client.store.queries.cost_to_post import Owing, how_many_owe, owing
from backend_client.terms import Confirmation, OrderSourceType, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory

MISSING = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
LATER = {"automatic_cost_posting": "false"}


def made(plants: Plants, **settings: str) -> Factory:
    """10 P of 20 C at 3.00, with an hour of work at 1.00 a minute."""
    factory = Factory(plants, settings=settings)
    factory.stock(20)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20)
    factory.output("10", 10)
    factory.output("20", 10, run_time=60)
    return factory


def setting(factory: Factory, key: str, value: str) -> None:
    """Change a setting of the plant."""
    changed = {"key": {"key": key}, "values": {"value": value}}
    assert factory.post(ChangeMasterDataRequest, table="plant_setup", **changed).changed == 1


def settled(factory: Factory) -> None:
    """Finish the order and adjust costs."""
    factory.status(OrderStatus.FINISHED, *MISSING)
    while factory.post(AdjustCostRequest).left:
        pass


def balances(factory: Factory) -> dict[str, Decimal]:
    """Every account that is not zero."""
    return dict(factory.rows("gl_balances", "account_no", "balance"))


def sides(factory: Factory) -> Counter[Any]:
    """What the general ledger holds, whoever posted it and when."""
    return Counter(factory.rows("gl_entries", "account_no", "amount", "posting_date", "document_no"))


@pytest.mark.parametrize("expected", ["true", "false"])
def test_the_batch_posts_what_posting_at_once_does(each_plants: Plants, expected: str) -> None:
    """Posted at once or later: the same sides of the same documents on the same days; a second run posts nothing."""
    at_once = made(each_plants, expected_cost_posting_to_gl=expected)
    settled(at_once)
    later = made(each_plants, expected_cost_posting_to_gl=expected, **LATER)
    settled(later)
    assert sides(later) == Counter()
    receipt = later.post(PostInventoryCostToGLRequest)
    assert (receipt.not_posted, receipt.left) == (0, 0)
    assert sides(later) == sides(at_once)
    assert later.post(PostInventoryCostToGLRequest).value_entries == 0


def test_a_step_is_short_and_the_next_one_goes_on(plants: Plants, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four entries by steps of two: 2 left, then none; each step is a register of its own."""
    monkeypatch.setattr("backend_client.engine.costs.inventory_cost.MOST", 2)
    factory = Factory(plants, settings=LATER)
    for _ in range(4):
        factory.stock(1)
    first = factory.post(PostInventoryCostToGLRequest)
    assert (first.value_entries, first.gl_entries, first.amount, first.left) == (2, 4, 6, 2)
    second = factory.post(PostInventoryCostToGLRequest, after_entry_no=first.after_entry_no)
    assert (second.value_entries, second.left, second.after_entry_no) == (2, 0, 0)
    assert second.register_no == first.register_no + 1
    assert balances(factory) == {"2130": 12, "7270": -12}


@pytest.mark.parametrize("goes_on", [True, False])
def test_what_cannot_be_posted_is_named_and_stands_in_nobodys_way(
    plants: Plants, monkeypatch: pytest.MonkeyPatch, *, goes_on: bool
) -> None:
    """Three entries without an account before two with one: all three are left out, both others are posted."""
    monkeypatch.setattr("backend_client.engine.costs.inventory_cost.MOST", 2)
    factory = Factory(
        plants, settings=LATER, items=[{"no": "X", "unit_cost": 1, "inventory_posting_group": "RESALE"}]
    )
    for item_no in ("X", "X", "X", "C", "C"):
        factory.stock(1, item_no)
    receipt = factory.post(PostInventoryCostToGLRequest)
    left_out = list(receipt.left_out)
    while receipt.left:
        after = receipt.after_entry_no if goes_on else 0
        receipt = factory.post(PostInventoryCostToGLRequest, after_entry_no=after)
        left_out += receipt.left_out
    assert {each.value_entry_no for each in left_out} == {1, 2, 3}
    assert {each.code for each in left_out} == {RefusalCode.POSTING_SETUP_MISSING}
    assert left_out[0].facts["inventory_posting_group"] == "RESALE"
    assert balances(factory) == {"2130": 6, "7270": -6}
    assert len(left_out) <= limits.LEFT_OUT_SHOWN_MAX


def test_an_entry_is_posted_whole_or_not_at_all(plants: Plants) -> None:
    """The inventory account is there, the balancing one is not: neither side is posted."""
    factory = Factory(
        plants, settings=LATER, items=[{"no": "X", "unit_cost": 1, "gen_prod_posting_group": "NONE"}]
    )
    factory.stock(1, "X")
    assert factory.post(PostInventoryCostToGLRequest).not_posted == 1
    assert sides(factory) == Counter()
    assert factory.rows("value_entries", "cost_posted_to_gl") == [0]


def test_a_run_may_end_at_a_day_and_go_under_one_document(plants: Plants) -> None:
    """Of Monday and Tuesday only Monday is posted, as document MONTH; the other waits."""
    factory = Factory(plants, settings=LATER)
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    factory.stock(1, posting_date=monday)
    factory.stock(1, posting_date=tuesday)
    receipt = factory.post(PostInventoryCostToGLRequest, last_day=monday, document_no="MONTH")
    assert (receipt.value_entries, receipt.left) == (1, 0)
    assert set(factory.rows("gl_entries", "posting_date", "document_no")) == {(monday, "MONTH")}
    assert factory.post(PostInventoryCostToGLRequest).value_entries == 1


def test_expected_cost_is_taken_back_though_the_setting_is_off_by_then(each_plants: Plants) -> None:
    """Posted while the setting was on, settled while it is off: nothing stays in the interim account."""
    factory = made(each_plants, expected_cost_posting_to_gl="true")
    assert balances(factory)["2121"] == 250
    setting(factory, "expected_cost_posting_to_gl", "false")
    settled(factory)
    assert balances(factory) == {"7270": -60, "7791": -60, "2120": 120}


@pytest.mark.parametrize("at_once", [True, False])
def test_expected_cost_that_was_never_posted_is_not_taken_back(each_plants: Plants, *, at_once: bool) -> None:
    """Made while the setting was off, settled while it is on: the interim account never goes below zero."""
    factory = made(each_plants, **({} if at_once else LATER))
    setting(factory, "expected_cost_posting_to_gl", "true")
    settled(factory)
    assert "2121" not in balances(factory)
    factory.post(PostInventoryCostToGLRequest)
    assert balances(factory) == {"7270": -60, "7791": -60, "2120": 120}
    held = factory.rows("value_entries", "expected_cost_posted_to_gl")
    assert sum(held) == 0


@pytest.mark.parametrize("on", ["true", "false"])
def test_a_correction_follows_what_it_corrects(each_plants: Plants, on: str) -> None:
    """10 made under one setting, 4 of them taken back under the other: the interim account holds 150.00 or nothing."""
    factory = made(each_plants, expected_cost_posting_to_gl=on)
    number = factory.rows("item_ledger_entries", "entry_no", entry_type="output")[0]
    setting(factory, "expected_cost_posting_to_gl", "false" if on == "true" else "true")
    factory.output("20", -4, applies_to_entry=number)
    assert balances(factory).get("2121", 0) == (150 if on == "true" else 0)
    settled(factory)
    assert "2121" not in balances(factory)


def test_later_cost_of_an_order_without_output_is_written_off_too(each_plants: Plants) -> None:
    """Finished without output before anything was posted: 120.00 go into process and out of it at once.

    60.00 of components to the account that they were adjusted in from, 60.00 of work to that of capacity.
    """
    factory = Factory(each_plants, settings={"finish_order_without_output": "true", **LATER})
    factory.stock(20)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20)
    factory.output("10", run_time=60)
    factory.status(OrderStatus.FINISHED, *MISSING, finish_without_output=True)
    assert balances(factory) == {}
    factory.post(PostInventoryCostToGLRequest)
    assert balances(factory) == {"7791": -60, "7770": 60}
    assert factory.rows("wip", "amount") == [0]
    assert factory.post(PostInventoryCostToGLRequest).value_entries == 0


@pytest.mark.parametrize("expected", [True, False])
def test_what_is_owed_is_found_without_reading_the_ledger(plants: Plants, *, expected: bool) -> None:
    """Every look at value entries goes by an index that holds only those that owe something."""
    factory = made(plants, expected_cost_posting_to_gl="true")
    seen: list[tuple[str, Any]] = []
    engine = factory.plant.engine
    event.listen(engine, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
    with engine.connect() as connection:
        for ask in (
            lambda wanted: owing(connection, wanted, 9),
            lambda wanted: how_many_owe(connection, wanted),
        ):
            ask(Owing(after_entry_no=1, last_day=None, expected=expected))
        plans = [
            row[3]
            for text, values in list(seen)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]
    looks = [plan for plan in plans if " value_entries" in plan]
    assert looks
    assert all("INDEX value_entries_" in plan for plan in looks), looks


@pytest.mark.parametrize("at_once", ["true", "false"])
def test_what_was_written_off_is_in_process_again_when_the_order_is_reopened(
    each_plants: Plants, at_once: str
) -> None:
    """Of two lines Q has 30.00 and no output: written off, put back, written off again once; or it gets output."""
    for makes_q in (False, True):
        factory = family(each_plants, automatic_cost_posting=at_once)
        factory.status(OrderStatus.FINISHED, *MISSING, finish_without_output=True)
        factory.post(PostInventoryCostToGLRequest)
        assert balances(factory)["2140"] == 30
        factory.post(ReopenProductionOrderRequest, order_no="O1")
        assert balances(factory)["2140"] == 60
        if makes_q:
            factory.output("20", 1, item_no="Q")
        factory.status(OrderStatus.FINISHED, *MISSING, finish_without_output=True)
        settled(factory)
        factory.post(PostInventoryCostToGLRequest)
        stock = {"2120": 60 if makes_q else 30, "2130": 240}
        adjusted = -300 if makes_q else -270
        assert balances(factory) == {**stock, "7270": adjusted}
        assert set(factory.rows("wip", "amount")) == {0}


def family(plants: Plants, **changes: str) -> Factory:
    """An order of P and Q, 10 C at 3.00 consumed for each, one P made."""
    factory = Factory(
        plants,
        settings={"finish_order_without_output": "true", **changes},
        items=[{"no": "Q", "routing_no": "R", "unit_cost": 25, "replenishment_system": "prod_order"}],
        families=[{"no": "PQ", "routing_no": "R"}],
        family_lines=[
            {"family_no": "PQ", "line_no": 10000, "item_no": "P", "quantity": 1},
            {"family_no": "PQ", "line_no": 20000, "item_no": "Q", "quantity": 1},
        ],
    )
    factory.stock(100)
    factory.order(quantity=1, source_no="PQ", source_type=OrderSourceType.FAMILY)
    for line_no in factory.rows("production_order_lines", "line_no"):
        consumed = {"order_line_no": line_no, "item_no": "C", "quantity": 10}
        factory.post(PostConsumptionRequest, order_no="O1", **consumed)
    factory.output("20", 1, item_no="P")
    return factory
