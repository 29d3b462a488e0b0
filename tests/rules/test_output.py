"""What an output line posts, and what has to be in order before it may."""

from decimal import Decimal

import pytest

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.output import (
    GoodsFacts,
    OrderFacts,
    OutputQuantities,
    goods_refused,
    order_refused,
    posted_time,
    quantities_refused,
)
from backend_client.terms import CapacityUnitType, OrderStatus, ProductionOutputHandling

MINUTES, HOURS = CapacityUnitType.MINUTES, CapacityUnitType.HOURS


def order(**changes: object) -> OrderFacts:
    """A released order on whose operation 10 output may be posted."""
    facts = {"order_no": "O1", "order_line_no": 0, "item_no": "", "operation_no": "10"}
    return OrderFacts(**{**facts, "status": OrderStatus.RELEASED, **changes})  # type: ignore[arg-type]


def goods(**changes: object) -> GoodsFacts:
    """A location that asks for nothing."""
    facts = {
        "location_code": "MAIN",
        "location_mandatory": False,
        "bin_mandatory": False,
        "bin_code": "",
        "bin_known": True,
        "output_handling": ProductionOutputHandling.NONE,
    }
    return GoodsFacts(**{**facts, **changes})  # type: ignore[arg-type]


def code(refused: Refused | None) -> RefusalCode | None:
    """The code of a refusal."""
    return None if refused is None else refused.code


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"status": None}, RefusalCode.RELEASED_ORDER_NOT_FOUND),
        ({"status": OrderStatus.FINISHED}, RefusalCode.RELEASED_ORDER_NOT_FOUND),
        ({"order_blocked": True}, RefusalCode.ORDER_BLOCKED),
        ({"line_found": False}, RefusalCode.ORDER_LINE_NOT_FOUND),
        ({"line_found": False, "item_no": "X"}, RefusalCode.ITEM_NOT_ON_LINE),
        ({"item_blocked": True}, RefusalCode.ITEM_BLOCKED),
        ({"production_blocked": "output"}, RefusalCode.ITEM_PRODUCTION_BLOCKED),
        ({"operation_no": ""}, RefusalCode.OPERATION_REQUIRED),
        ({"operation_no": "", "has_routing": False}, None),
        ({"operation_found": False}, RefusalCode.OPERATION_NOT_FOUND),
        ({"machine_center_blocked": True}, RefusalCode.MACHINE_CENTER_BLOCKED),
        ({"work_center_blocked": True}, RefusalCode.WORK_CENTER_BLOCKED),
        ({"subcontractor_no": "V1"}, RefusalCode.SUBCONTRACTING_CENTER),
    ],
)
def test_each_thing_in_the_way_has_its_name(changes: dict[str, object], expected: RefusalCode | None) -> None:
    """Order, line, item, operation and center are each refused by their own code."""
    assert code(order_refused(order(**changes))) == expected


@pytest.mark.parametrize(("status", "told"), [(None, ""), (OrderStatus.PLANNED, "planned")])
def test_an_order_that_is_not_there_is_told_apart(status: OrderStatus | None, told: str) -> None:
    """The code is that of an order which is not released; its status tells whether there is one at all."""
    refused = order_refused(order(status=status))
    assert refused is not None
    assert refused.facts["status"] == told


def test_the_first_thing_in_the_way_is_named() -> None:
    """A blocked order with a blocked item at a blocked machine is a blocked order."""
    everything = order(order_blocked=True, item_blocked=True, machine_center_blocked=True)
    assert code(order_refused(everything)) is RefusalCode.ORDER_BLOCKED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"location_code": "", "location_mandatory": True}, RefusalCode.LOCATION_MANDATORY),
        ({"bin_mandatory": True}, RefusalCode.BIN_MANDATORY),
        ({"bin_code": "X", "bin_known": False}, RefusalCode.BIN_NOT_FOUND),
        (
            {"output_handling": ProductionOutputHandling.INVENTORY_PUT_AWAY},
            RefusalCode.WAREHOUSE_HANDLING_REQUIRED,
        ),
        ({"lot_tracked": True}, RefusalCode.LOT_REQUIRED),
        ({"lot_tracked": True, "lot_no": "L1"}, None),
        ({"serial_tracked": True}, RefusalCode.SERIAL_REQUIRED),
        ({"serial_tracked": True, "serial_no": "S1"}, None),
    ],
)
def test_goods_need_what_their_location_and_item_ask_for(
    changes: dict[str, object], expected: RefusalCode | None
) -> None:
    """Location, bin, put-away, lot and serial are each refused by their own code."""
    assert code(goods_refused(goods(**changes), Decimal(1))) == expected


def test_a_serial_is_one_piece() -> None:
    """Two pieces can't share a serial number."""
    tracked = goods(serial_tracked=True, serial_no="S1")
    assert code(goods_refused(tracked, Decimal(2))) is RefusalCode.SERIAL_REQUIRED


def test_figures_are_there_and_in_range() -> None:
    """Nothing, too much time, time without a center, too many pieces: each refused by its field."""
    most = limits.TIME_MAX + 1
    for quantities, center, expected in (
        (OutputQuantities(), True, RefusalCode.NOTHING_TO_POST),
        (OutputQuantities(run_time=most), True, RefusalCode.TIME_OUT_OF_RANGE),
        (OutputQuantities(run_time=Decimal(1)), False, RefusalCode.OPERATION_REQUIRED),
        (OutputQuantities(scrap_quantity=limits.QUANTITY_MAX * 12), True, RefusalCode.QUANTITY_OUT_OF_RANGE),
        (OutputQuantities(scrap_quantity=Decimal(1)), True, None),
    ):
        assert code(quantities_refused(quantities, has_center=center)) == expected


def test_times_are_posted_in_the_center_s_unit() -> None:
    """60 minutes at an hours center are 1.0002 by the journal's factor; 1 hour stays 1; no unit is the center's."""
    assert posted_time(Decimal(60), MINUTES, HOURS) == Decimal("1.00020")
    assert posted_time(Decimal(1), HOURS, HOURS) == 1
    assert posted_time(Decimal(5), None, HOURS) == 5


def test_stop_time_alone_posts_nothing_else() -> None:
    """Stop with run is more than a stop; stop with output alone is not."""
    assert OutputQuantities(stop_time=Decimal(5), output_quantity=Decimal(3)).is_stop_only
    assert not OutputQuantities(stop_time=Decimal(5), run_time=Decimal(1)).is_stop_only
