"""BOM explosion: phantoms in place, equal components together, circles refused."""

from datetime import date
from decimal import Decimal

import pytest

from backend_client.limits import BOM_LEVELS_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.bom_explosion import BomLine, explode
from backend_client.rules.routing_scrap import AccumulatedScrap
from backend_client.terms import BomLineType, CalculationFormula


def item(no, quantity_per=1, **facts):
    return BomLine(type=BomLineType.ITEM, no=no, quantity_per=Decimal(str(quantity_per)), **facts)


def phantom(no, quantity_per=1, **facts):
    return BomLine(type=BomLineType.PRODUCTION_BOM, no=no, quantity_per=Decimal(str(quantity_per)), **facts)


def quantities(found):
    return [(each.item_no, each.quantity_per) for each in found]


def test_a_phantom_multiplies_what_it_holds():
    boms = {"B": [phantom("PH", 15), item("X", 2)], "PH": [item("C", 10)]}
    assert quantities(explode("B", boms)) == [("C", 150), ("X", 2)]


def test_a_phantoms_scrap_and_that_of_its_operation_go_down_with_it():
    boms = {"B": [phantom("PH", 10, scrap_pct=Decimal(5), routing_link_code="L")], "PH": [item("C", 2)]}
    scraps = {"L": AccumulatedScrap(factor=Decimal("0.1"), fixed_quantity=Decimal(3))}
    assert quantities(explode("B", boms)) == [("C", 21)]
    assert quantities(explode("B", boms, link_scraps=scraps)) == [("C", Decimal("29.1"))]


@pytest.mark.parametrize(("line_qty_per_unit", "quantity_per"), [("100", "25"), ("1", "0.25")])
def test_a_bom_made_for_a_batch_is_brought_to_the_lines_unit(line_qty_per_unit, quantity_per):
    found = explode(
        "B",
        {"B": [item("C", 25)]},
        line_qty_per_unit=Decimal(line_qty_per_unit),
        bom_qty_per_unit=Decimal(100),
    )
    assert quantities(found) == [("C", Decimal(quantity_per))]


def test_equal_components_of_the_tree_become_one_and_unequal_ones_stay_apart():
    boms = {
        "B": [item("C", 2), phantom("PH", 3), item("C", 1, routing_link_code="L"), item("C", 5)],
        "PH": [item("C", 4)],
    }
    assert quantities(explode("B", boms)) == [("C", 19), ("C", 1)]


def test_the_formula_is_applied_after_merging():
    plates = item("C", 2, calculation_formula=CalculationFormula.FIXED_QUANTITY)
    (found,) = explode("B", {"B": [plates, plates]})
    assert (found.quantity_per, found.quantity) == (4, 4)


def test_lines_not_valid_on_the_day_are_left_out():
    boms = {
        "B": [
            item("OLD", ending_date=date(2026, 3, 8)),
            item("NEW", starting_date=date(2026, 3, 9)),
            item("LATER", starting_date=date(2026, 3, 10)),
            item("ALWAYS"),
        ]
    }
    assert [each.item_no for each in explode("B", boms, on=date(2026, 3, 9))] == ["NEW", "ALWAYS"]


def deep(levels):
    boms = {f"B{level}": [phantom(f"B{level + 1}")] for level in range(1, levels)}
    return boms | {f"B{levels}": [item("C")]}


def test_fifty_levels_are_exploded_and_fifty_one_are_a_circle():
    assert quantities(explode("B1", deep(BOM_LEVELS_MAX))) == [("C", 1)]
    assert explode("B1", deep(BOM_LEVELS_MAX + 1)).code is RefusalCode.BOM_CIRCULAR


def test_a_bom_that_comes_back_to_itself_is_refused_by_name():
    refused = explode("A", {"A": [item("C"), phantom("B")], "B": [phantom("A")]})
    assert (refused.code, refused.facts) == (RefusalCode.BOM_CIRCULAR, {"no": "A"})


def test_a_circle_below_the_top_is_named_where_it_closes():
    boms = {"A": [phantom("B")], "B": [phantom("C")], "C": [phantom("B")]}
    assert explode("A", boms).facts == {"no": "B"}


def test_a_bom_that_doubles_on_every_level_ends_in_a_refusal():
    boms = {f"B{level}": [phantom(f"B{level + 1}"), phantom(f"B{level + 1}")] for level in range(1, 50)}
    assert explode("B1", boms | {"B50": [item("C")]}).code is RefusalCode.BOM_CIRCULAR


def test_a_phantom_that_may_not_be_used_is_refused():
    refused = explode("B", {"B": [phantom("PH")]})
    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts) == (RefusalCode.NOT_CERTIFIED, {"no": "PH"})
