"""What journals propose."""

from dataclasses import replace
from decimal import Decimal

import pytest

from backend_client.rules.component_need import ComponentFacts
from backend_client.rules.journal_preset import (
    ComponentToConsume,
    OperationToReport,
    consumption_needed,
    output_to_report,
    preset_consumption,
    preset_output,
)
from backend_client.terms import (
    ConsumptionBasis,
    FlushingMethod,
    PresetOutputQuantity,
    ProductionConsumptionHandling,
    RoutingStatus,
)

OPERATION = OperationToReport(
    quantity_base=Decimal(50),
    accumulated_scrap_factor=Decimal("0.05"),
    accumulated_fixed_scrap=Decimal(2),
    posted_output=Decimal(20),
    is_last=False,
)
COMPONENT = ComponentToConsume(
    facts=ComponentFacts(quantity=Decimal(2), scrap_pct=Decimal(5)),
    flushing_method=FlushingMethod.MANUAL,
    remaining_quantity=Decimal(15),
    consumed_base=Decimal(6),
    picked_quantity=Decimal(0),
    made_base=Decimal(5),
    line_qty_per_unit_of_measure=Decimal(1),
)
EXPECTED, ACTUAL = ConsumptionBasis.EXPECTED_OUTPUT, ConsumptionBasis.ACTUAL_OUTPUT


def test_output_is_what_is_still_to_come_with_scrap_allowed_for() -> None:
    """50 x 1.05 + 2 - 20 = 34.5; more posted than that leaves 0."""
    assert output_to_report(OPERATION) == Decimal("34.5")
    assert output_to_report(replace(OPERATION, posted_output=Decimal(60))) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"flushing_method": FlushingMethod.BACKWARD},
        {"routing_status": RoutingStatus.FINISHED},
        {"subcontracted": True},
    ],
)
def test_nothing_is_proposed_for_what_is_not_reported_by_hand(changes: dict[str, object]) -> None:
    """An operation that posts itself, a finished one, a subcontractor's."""
    assert output_to_report(replace(OPERATION, **changes)) == 0  # type: ignore[arg-type]


def test_a_plant_may_want_no_preset() -> None:
    """Zero on all operations, or only on the last one."""
    last = replace(OPERATION, is_last=True)
    on_last, on_all = PresetOutputQuantity.ZERO_ON_LAST_OPERATION, PresetOutputQuantity.ZERO_ON_ALL_OPERATIONS
    assert preset_output(OPERATION, PresetOutputQuantity.EXPECTED_QUANTITY) == Decimal("34.5")
    assert (preset_output(OPERATION, on_last), preset_output(last, on_last)) == (Decimal("34.5"), 0)
    assert preset_output(OPERATION, on_all) == 0


def test_consumption_by_expectation_or_by_output() -> None:
    """15 are still expected; 5 made need 5 x 2 x 1.05 = 10.5, and 6 were consumed: 4.5."""
    assert consumption_needed(COMPONENT, EXPECTED) == 15
    assert consumption_needed(COMPONENT, ACTUAL) == Decimal("4.5")


def test_output_may_call_for_a_return() -> None:
    """12 consumed for the 10.5 that 5 pieces need: 1.5 should come back."""
    assert consumption_needed(replace(COMPONENT, consumed_base=Decimal(12)), ACTUAL) == Decimal("-1.5")


def test_what_is_consumed_by_itself_needs_no_line() -> None:
    """A backward component is proposed with 0."""
    assert consumption_needed(replace(COMPONENT, flushing_method=FlushingMethod.BACKWARD), EXPECTED) == 0


def test_only_what_was_picked_is_proposed() -> None:
    """15 needed, 8 boxes of 2 pieces picked and 6 pieces used: 5 boxes; where no pick is wanted, 15."""
    facts = replace(COMPONENT.facts, qty_per_unit_of_measure=Decimal(2))
    picked = replace(
        COMPONENT,
        facts=facts,
        flushing_method=FlushingMethod.PICK_MANUAL,
        picked_quantity=Decimal(8),
    )
    mandatory = ProductionConsumptionHandling.WAREHOUSE_PICK_MANDATORY
    assert preset_consumption(replace(picked, handling=mandatory), EXPECTED) == 5
    assert preset_consumption(picked, EXPECTED) == 15


def test_a_production_journal_proposes_whole_steps_of_the_item() -> None:
    """4.5 of something counted in whole pieces: 5."""
    whole = replace(COMPONENT, facts=replace(COMPONENT.facts, rounding_precision=Decimal(1)))
    assert preset_consumption(replace(whole, consumed_base=Decimal("6.5")), ACTUAL) == 5
