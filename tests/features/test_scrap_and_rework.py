"""Several reasons of scrap in one entry, scrap that must have a reason, and pieces to be done again."""

from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.postings import ScrapQuantity
from backend_client.store.verifying import FindingCode, verify
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused

LINKED = {
    "routing_lines": [{"routing_no": "R", "operation_no": "20", "routing_link_code": "L"}],
    "production_bom_lines": [{"production_bom_no": "PB", "routing_link_code": "L"}],
}
COLUMNS = ("output_quantity", "scrap_quantity", "scrap_code", "quantity", "belongs_to_entry_no")


def scrap(code: str, quantity: int) -> ScrapQuantity:
    """A quantity scrapped for a reason."""
    return ScrapQuantity(scrap_code=code, quantity=Decimal(quantity))


def in_order(factory: Factory) -> None:
    """The ledgers are as they should be."""
    with factory.plant.engine.connect() as connection:
        found = [each for each in verify(connection) if each.code is not FindingCode.REGISTER_WITHOUT_PERSON]
    assert found == []


def test_each_reason_is_an_entry_that_names_the_line_s_own(each_plants: Plants) -> None:
    """7 good, 2 dented, 1 defective, 5 minutes stopped: the stop entry and the second reason belong to entry 2."""
    factory = Factory(each_plants)
    factory.order()
    factory.output(
        "10",
        7,
        run_time=20,
        stop_time=5,
        scrap_quantity=2,
        scrap_code="DENT",
        further_scrap=(scrap("DEFECT", 1),),
    )
    assert factory.rows("capacity_ledger_entries", *COLUMNS) == [
        (0, 0, "", 5, 2),
        (7, 2, "DENT", 20, 0),
        (0, 1, "DEFECT", 0, 2),
    ]
    assert factory.rows("production_order_routing_lines", "posted_scrap", operation_no="10") == [3]
    in_order(factory)


def test_scrap_of_all_reasons_is_paid_and_fed(plants: Plants) -> None:
    """At 2.00 a piece 4 good and 3 scrapped cost 14.00, whatever the reasons; 7 pieces have used 14 C, in one entry."""
    factory = Factory(
        plants,
        work_centers=[{"no": "B", "direct_unit_cost": 2, "unit_cost_calculation": "units"}],
        items=[{"no": "C", "flushing_method": "backward"}],
        **LINKED,
    )
    factory.order()
    factory.output("20", 4, scrap_quantity=1, scrap_code="DENT", further_scrap=(scrap("DEFECT", 2),))
    assert factory.rows("capacity_ledger_entries", *COLUMNS) == [(4, 1, "DENT", 5, 0), (0, 2, "DEFECT", 2, 1)]
    assert sum(factory.rows("value_entries", "cost_amount_actual", item_ledger_entry_type="")) == 14
    assert factory.rows("item_ledger_entries", "item_no", "quantity") == [("C", -14), ("P", 4)]
    in_order(factory)


def test_goods_and_flushed_parts_name_the_work_they_were_posted_with(plants: Plants) -> None:
    """Two outputs of one order: each item entry says which capacity entry it belongs to; consumption by hand, none."""
    factory = Factory(plants, items=[{"no": "C", "flushing_method": "backward"}, {"no": "X"}], **LINKED)
    factory.order()
    factory.output("20", 1)
    factory.output("20", 2)
    assert factory.rows("item_ledger_entries", "item_no", "capacity_ledger_entry_no") == [
        ("C", 1),
        ("P", 1),
        ("C", 2),
        ("P", 2),
    ]


def test_a_plant_may_want_a_reason_with_all_scrap(plants: Plants) -> None:
    """Off by default; on, scrap without a reason is refused, also when only a part of it lacks one."""
    for wanted in ("false", "true"):
        factory = Factory(plants, settings={"scrap_code_mandatory": wanted})
        factory.order()
        outcomes: list[Any] = [
            factory.output("10", 1, scrap_quantity=1),
            factory.output("10", 1, scrap_quantity=1, scrap_code="DENT", further_scrap=(scrap("", 1),)),
        ]
        if wanted == "true":
            assert {refused(outcome) for outcome in outcomes} == {"scrap-code-required"}
        assert not hasattr(factory.output("10", 1, scrap_quantity=1, scrap_code="DENT"), "code")
        assert not hasattr(factory.output("10", 1), "code")


def test_an_unknown_reason_is_named_wherever_it_stands(plants: Plants) -> None:
    """The reason of the second part is checked like the first one's."""
    factory = Factory(plants)
    factory.order()
    outcome = factory.output("10", 1, further_scrap=(scrap("WHAT", 1),))
    assert refused(outcome) == "scrap-code-not-found"
    assert outcome.facts["scrap_code"] == "WHAT"


def test_scrap_can_be_given_another_reason(plants: Plants) -> None:
    """2 dented were defective in truth: -2 and + 2 leave 2 scrapped, 0 dented, 2 defective."""
    factory = Factory(plants)
    factory.order()
    factory.output("10", 5, scrap_quantity=2, scrap_code="DENT")
    factory.output("10", 0, scrap_quantity=-2, scrap_code="DENT", further_scrap=(scrap("DEFECT", 2),))
    by_reason = factory.rows("capacity_ledger_entries", "scrap_code", "scrap_quantity")
    assert by_reason == [("DENT", 2), ("DENT", -2), ("DEFECT", 2)]
    assert factory.rows("production_order_routing_lines", "posted_scrap", operation_no="10") == [2]
    in_order(factory)


@pytest.mark.parametrize("operation_no", ["10", "20"])
def test_rework_is_a_figure_of_its_own(plants: Plants, operation_no: str) -> None:
    """3 pieces to be done again: no output, no scrap, no stock, no parts, no cost; the operation sums them up."""
    factory = Factory(
        plants,
        items=[{"no": "C", "flushing_method": "backward"}],
        work_centers=[{"no": "B", "direct_unit_cost": 2, "unit_cost_calculation": "units"}],
        **LINKED,
    )
    factory.order()
    receipt = factory.output(operation_no, 0, rework_quantity=3)
    assert [each.rework_quantity for each in receipt.capacity_entries] == [3]
    assert (receipt.item_entries, receipt.value_entries) == ((), ())
    factory.output(operation_no, 1, rework_quantity=1)
    columns = ("posted_output", "posted_scrap", "posted_rework_quantity")
    assert factory.rows("production_order_routing_lines", *columns, operation_no=operation_no) == [(1, 0, 4)]
    in_order(factory)


def test_rework_is_entered_in_any_unit(plants: Plants) -> None:
    """2 boxes of 6 to be done again are 12 pieces."""
    factory = Factory(
        plants,
        units_of_measure=[{"code": "BOX", "description": "Box"}],
        item_units=[{"item_no": "P", "code": "BOX", "qty_per_unit_of_measure": 6}],
    )
    factory.order()
    receipt = factory.output("10", 0, rework_quantity=2, unit_of_measure_code="BOX")
    assert [each.rework_quantity for each in receipt.capacity_entries] == [12]
