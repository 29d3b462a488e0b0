"""What stops a consumption by hand."""

from decimal import Decimal
from typing import Any

import pytest

from backend_client import limits
from backend_client.refusals import RefusalCode
from backend_client.rules.manual_consumption import (
    ConsumptionFacts,
    consumption_refused,
    picked_not_consumed,
)
from backend_client.terms import FlushingMethod, ProductionConsumptionHandling

GOOD: dict[str, Any] = {"item_no": "C", "quantity_base": Decimal(5), "location_code": "MAIN"}


def refused(**facts: Any) -> RefusalCode | None:
    """The code that a consumption of 5 C is refused with."""
    found = consumption_refused(ConsumptionFacts(**(GOOD | facts)))
    return None if found is None else found.code


def test_a_plain_consumption_is_fine() -> None:
    """5 C from MAIN, and 5 that come back."""
    assert refused() is None
    assert refused(quantity_base=Decimal(-5)) is None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"quantity_base": Decimal(0)}, RefusalCode.NOTHING_TO_POST),
        ({"quantity_base": limits.QUANTITY_MAX + 1}, RefusalCode.QUANTITY_OUT_OF_RANGE),
        ({"location_code": "", "location_mandatory": True}, RefusalCode.LOCATION_MANDATORY),
        ({"location_known": False}, RefusalCode.LOCATION_NOT_FOUND),
        ({"bin_mandatory": True}, RefusalCode.BIN_MANDATORY),
        ({"bin_code": "X", "bin_known": False}, RefusalCode.BIN_NOT_FOUND),
        (
            {"handling": ProductionConsumptionHandling.INVENTORY_PICK},
            RefusalCode.WAREHOUSE_HANDLING_REQUIRED,
        ),
        ({"lot_tracked": True}, RefusalCode.LOT_REQUIRED),
        ({"serial_tracked": True}, RefusalCode.SERIAL_REQUIRED),
        ({"serial_tracked": True, "serial_no": "S1"}, RefusalCode.SERIAL_REQUIRED),
    ],
)
def test_each_lack_is_named(facts: dict[str, Any], code: RefusalCode) -> None:
    """Quantity, location, bin, handling, lot and serial number: what is missing is the answer."""
    assert refused(**facts) is code


def test_what_comes_back_needs_no_pick() -> None:
    """At a location of inventory picks goods are returned by hand."""
    handling = ProductionConsumptionHandling.INVENTORY_PICK
    assert refused(handling=handling, quantity_base=Decimal(-5)) is None


def test_no_more_is_consumed_than_was_picked() -> None:
    """Picked 8, consumed 5: 3 may be consumed, 4 not; a component that is not picked has no such limit."""
    at_pick = {
        "handling": ProductionConsumptionHandling.WAREHOUSE_PICK_MANDATORY,
        "flushing_method": FlushingMethod.PICK_MANUAL,
        "picked_base": Decimal(8),
        "consumed_base": Decimal(5),
    }
    assert refused(**at_pick, quantity_base=Decimal(3)) is None
    assert refused(**at_pick, quantity_base=Decimal(4)) is RefusalCode.WAREHOUSE_HANDLING_REQUIRED
    assert refused(**(at_pick | {"flushing_method": FlushingMethod.MANUAL})) is None


def test_what_came_back_was_not_picked_again() -> None:
    """Consumption below zero adds nothing to what was picked; more consumed than picked leaves nothing."""
    assert picked_not_consumed(Decimal(8), Decimal(-2)) == 8
    assert picked_not_consumed(Decimal(8), Decimal(9)) == 0
