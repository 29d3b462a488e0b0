"""Consumption and time that are posted by themselves."""

from decimal import Decimal

import pytest

from backend_client.rules.flushing import (
    FlushedComponent,
    FlushedOperation,
    OperationPosted,
    flushed_at_operation,
    flushed_at_release,
    flushed_times,
)
from backend_client.terms import CalculationFormula, FlushingMethod


def component(**changes: object) -> FlushedComponent:
    """A component of 2 a piece that flushes backward; 20 remain."""
    facts = {
        "flushing_method": FlushingMethod.BACKWARD,
        "calculation_formula": CalculationFormula.BLANK,
        "quantity": Decimal(2),
        "scrap_pct": Decimal(0),
        "qty_per_unit_of_measure": Decimal(1),
        "remaining_quantity": Decimal(20),
        "rounding_precision": Decimal("0.00001"),
    }
    return FlushedComponent(**{**facts, **changes})  # type: ignore[arg-type]


def posted(made: int | str, remaining: int = 10, fixed_scrap: int = 0, per_unit: int = 1) -> OperationPosted:
    """So many pieces made on an operation, so many still to come on the line before."""
    return OperationPosted(
        made_base=Decimal(made),
        remaining_base=Decimal(remaining),
        line_qty_per_unit=Decimal(per_unit),
        accumulated_fixed_scrap=Decimal(fixed_scrap),
    )


def test_backward_takes_what_was_made() -> None:
    """4 of 10 pieces at 2 each: 8; nothing made, nothing taken."""
    assert flushed_at_operation(component(), posted(4)) == 8
    assert flushed_at_operation(component(), posted(0)) == 0


def test_scrap_of_the_component_is_added() -> None:
    """10 pieces made at 3 each and 5 % lost: 31.5."""
    found = flushed_at_operation(component(quantity=Decimal(3), scrap_pct=Decimal(5)), posted(10, 20))
    assert found == Decimal("31.5")


def test_quantities_go_by_the_unit_of_the_line() -> None:
    """An order in boxes of 12, 6 a box: 24 pieces are 2 boxes and take 12."""
    assert flushed_at_operation(component(quantity=Decimal(6)), posted(24, 60, per_unit=12)) == 12


def test_a_fixed_quantity_is_taken_once() -> None:
    """4 of a cleaning agent for the order, however many pieces."""
    agent = component(calculation_formula=CalculationFormula.FIXED_QUANTITY, quantity=Decimal(4))
    assert flushed_at_operation(agent, posted(7)) == 4


def test_the_item_s_precision_rounds_up() -> None:
    """3 pieces at 0.4 are 1.2 of something that comes in whole pieces: 2."""
    whole = component(quantity=Decimal("0.4"), rounding_precision=Decimal(1))
    assert flushed_at_operation(whole, posted(3)) == 2


def test_the_last_posting_takes_exactly_what_remains() -> None:
    """1.225 rounded to 1.23 with 1.22 remaining: 1.22 is taken when it is the rest of the line."""
    rest = component(
        quantity=Decimal("1.225"), remaining_quantity=Decimal("1.22"), rounding_precision=Decimal("0.01")
    )
    assert flushed_at_operation(rest, posted(1, remaining=1)) == Decimal("1.22")
    assert flushed_at_operation(rest, posted(1, remaining=5)) == Decimal("1.23")


def test_a_real_difference_is_no_rounding() -> None:
    """90 calculated against 93.3 remaining: 90 is taken, even at the end of the line."""
    changed = component(quantity=Decimal(1), remaining_quantity=Decimal("93.3"))
    assert flushed_at_operation(changed, posted(90, remaining=90)) == 90


def test_a_used_up_component_is_taken_again() -> None:
    """Nothing remains, but 10 more pieces were made: 20 are consumed beyond the expected."""
    used_up = component(remaining_quantity=Decimal(0))
    assert flushed_at_operation(used_up, posted(10)) == 20


def test_forward_takes_all_that_is_expected_at_the_first_posting() -> None:
    """Time alone is enough; the second posting finds nothing left."""
    forward = component(flushing_method=FlushingMethod.FORWARD)
    assert flushed_at_operation(forward, posted(0)) == 20
    used = component(flushing_method=FlushingMethod.FORWARD, remaining_quantity=Decimal(0))
    assert flushed_at_operation(used, posted(5)) == 0


@pytest.mark.parametrize("method", [FlushingMethod.MANUAL, FlushingMethod.PICK_MANUAL])
def test_manual_components_are_left_to_people(method: FlushingMethod) -> None:
    """Nothing is taken by itself."""
    assert flushed_at_operation(component(flushing_method=method), posted(10)) == 0


def test_release_takes_the_expected() -> None:
    """All that remains, to the item's precision."""
    found = flushed_at_release(
        component(remaining_quantity=Decimal("41.996"), rounding_precision=Decimal("0.01"))
    )
    assert found == Decimal("42.00")


def test_times_of_an_operation_that_posts_itself() -> None:
    """Setup 15 at 3 places is 45, run 3 for 20 pieces 60; scrap allowed for takes time too."""
    operation = FlushedOperation(
        setup_time=Decimal(15),
        run_time=Decimal(3),
        lot_size=Decimal(1),
        concurrent_capacities=Decimal(3),
        accumulated_scrap_factor=Decimal(0),
        accumulated_fixed_scrap=Decimal(0),
    )
    assert flushed_times(operation, Decimal(20)) == (45, 60)
    lots = FlushedOperation(
        setup_time=Decimal(0),
        run_time=Decimal(3),
        lot_size=Decimal(10),
        concurrent_capacities=Decimal(0),
        accumulated_scrap_factor=Decimal("0.1"),
        accumulated_fixed_scrap=Decimal(10),
    )
    assert flushed_times(lots, Decimal(100)) == (0, 36)
