"""Component need: formula, scrap of line, operations and component, and rounding in two steps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.component_need import (
    ComponentFacts,
    Measures,
    actually_needed,
    calculated_quantity,
    cost_amount,
    expected_quantity,
    needed_by_expectation,
    needed_by_output,
    remaining_quantity,
)
from backend_client.rules.routing_scrap import AccumulatedScrap
from backend_client.terms import CalculationFormula

MEASURES = Measures(length=Decimal("0.20"), width=Decimal("0.15"), depth=Decimal(2), weight=Decimal(3))
FIXED = CalculationFormula.FIXED_QUANTITY


def component(quantity, **facts):
    named = {name: Decimal(str(value)) for name, value in facts.items() if name != "formula"}
    formula = facts.get("formula", CalculationFormula.BLANK)
    return ComponentFacts(quantity=Decimal(str(quantity)), calculation_formula=formula, **named)


def expected(of, pieces, line_scrap=0, factor=0, fixed=0):
    return expected_quantity(
        of,
        line_quantity=Decimal(str(pieces)),
        line_scrap_pct=Decimal(str(line_scrap)),
        scrap=AccumulatedScrap(factor=Decimal(str(factor)), fixed_quantity=Decimal(str(fixed))),
    )


@pytest.mark.parametrize(
    ("formula", "quantity"),
    [
        (CalculationFormula.BLANK, "70"),
        (CalculationFormula.LENGTH, "14"),
        (CalculationFormula.LENGTH_WIDTH, "2.1"),
        (CalculationFormula.LENGTH_WIDTH_DEPTH, "4.2"),
        (CalculationFormula.WEIGHT, "210"),
        (FIXED, "70"),
    ],
)
def test_the_formula_multiplies_with_the_measures(formula, quantity):
    assert calculated_quantity(formula, Decimal(70), MEASURES) == Decimal(quantity)


@pytest.mark.parametrize(
    ("of", "pieces", "line_scrap", "factor", "fixed", "quantity"),
    [
        (component(2, scrap_pct=5), 10, 0, 0, 0, "21"),
        (component(150), 100, 5, 0, 0, "15750"),
        (component(3), 5, 0, "0.21", 42, "144.15"),
        (component(3), 5, 0, "0.1", 20, "76.5"),
        (component("1.5", scrap_pct=10), 40, 5, "0.02", 4, "76.686"),
        (component("1.0000001", rounding_precision=1), 1, 0, 0, 0, "1"),
        (component("1.00001", rounding_precision=1), 1, 0, 0, 0, "2"),
        (component(60, scrap_pct=10, formula=FIXED), 37, 5, "0.5", 9, "60"),
        (component("0.3333333333"), 3, 0, 0, 0, "1"),
        (component("1.23456", unit_rounding_precision="0.01"), 1, 0, 0, 0, "1.23"),
    ],
)
def test_expected_quantity_counts_every_scrap_once(of, pieces, line_scrap, factor, fixed, quantity):
    assert expected(of, pieces, line_scrap, factor, fixed) == Decimal(quantity)


def test_nothing_remains_once_more_was_consumed_than_expected():
    assert remaining_quantity(Decimal(10), Decimal(4)) == 6
    assert remaining_quantity(Decimal(10), Decimal(12)) == 0
    assert remaining_quantity(Decimal(0), Decimal(-3)) == 0


def test_cost_is_of_the_expected_quantity():
    assert cost_amount(Decimal("3.5"), Decimal("1.23457")) == Decimal("4.32")


def test_output_needs_its_share_with_the_components_scrap_alone():
    assert needed_by_output(
        component(2, scrap_pct=5),
        output_base=Decimal(5),
        line_qty_per_unit_of_measure=Decimal(1),
        consumed_base=Decimal(6),
    ) == Decimal("4.5")


def test_more_consumed_than_output_needs_suggests_a_return():
    returned = needed_by_output(
        component(2),
        output_base=Decimal(4),
        line_qty_per_unit_of_measure=Decimal(1),
        consumed_base=Decimal(10),
    )
    assert returned == -2


def test_a_fixed_quantity_is_needed_once_as_soon_as_there_is_output():
    fixed = component(60, scrap_pct=10, formula=FIXED)
    needs = [
        actually_needed(fixed, output_base=Decimal(out), line_qty_per_unit_of_measure=Decimal(1))
        for out in (0, 1, 37)
    ]
    assert needs == [0, 66, 66]


def test_units_of_line_and_component_are_converted():
    boxes = component(2, qty_per_unit_of_measure=12)
    assert actually_needed(boxes, output_base=Decimal(30), line_qty_per_unit_of_measure=Decimal(10)) == 72


def test_by_expectation_what_remains_is_rounded_to_the_nearest():
    assert needed_by_expectation(component(1, rounding_precision=1), Decimal("2.4")) == 2


@given(
    st.decimals("0.00001", 1000, places=5),
    st.integers(1, 1000),
    st.integers(0, 100),
    st.sampled_from(["0.00001", "0.01", "1", "5"]),
)
def test_expected_is_never_less_than_the_need_and_never_a_step_more(quantity, pieces, scrap, precision):
    of = ComponentFacts(quantity=quantity, scrap_pct=Decimal(scrap), rounding_precision=Decimal(precision))
    need = quantity * pieces * (1 + Decimal(scrap) / 100)
    found = expected(of, pieces)
    assert -Decimal("0.000005") <= found - need < Decimal(precision) + Decimal("0.000005")
    assert found % Decimal(precision) == 0
