"""Which entries may be reversed, who may undo, and what takes values back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.refusals import RefusalCode
from backend_client.rules.reversal import (
    CapacityEntryToReverse,
    ItemEntryToReverse,
    capacity_entry_refused,
    item_entry_refused,
    opposite_value,
    undo_refused,
)
from backend_client.rules.value_entries import Value
from backend_client.terms import ItemLedgerEntryType, OrderStatus, Role

D = Decimal
No = RefusalCode
OUTPUT = ItemEntryToReverse(
    entry_no=7,
    entry_type=ItemLedgerEntryType.OUTPUT,
    quantity=D(6),
    remaining_quantity=D(6),
    order_status=OrderStatus.RELEASED,
)
CONSUMPTION = replace(
    OUTPUT, entry_type=ItemLedgerEntryType.CONSUMPTION, quantity=D(-7), remaining_quantity=D(0)
)
WORK = CapacityEntryToReverse(
    entry_no=3,
    order_status=OrderStatus.RELEASED,
    reversed=False,
    is_reversal=False,
    subcontracting=False,
    brought_output_into_stock=False,
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (OUTPUT, None),
        (CONSUMPTION, None),
        (replace(OUTPUT, entry_type=ItemLedgerEntryType.PURCHASE), No.ENTRY_TYPE_NOT_REVERSIBLE),
        (replace(OUTPUT, order_status=None), No.ENTRY_TYPE_NOT_REVERSIBLE),
        (replace(OUTPUT, quantity=D(-6)), No.ENTRY_IS_REVERSAL),
        (replace(CONSUMPTION, quantity=D(7)), No.ENTRY_IS_REVERSAL),
        (replace(OUTPUT, order_status=OrderStatus.FINISHED), No.ORDER_NOT_RELEASED),
        (replace(CONSUMPTION, order_status=OrderStatus.FINISHED), No.ORDER_NOT_RELEASED),
        (replace(OUTPUT, remaining_quantity=D(5)), No.ENTRY_APPLIED),
        (replace(OUTPUT, remaining_quantity=D(0)), No.ENTRY_APPLIED),
        (replace(OUTPUT, remaining_quantity=D(0), kept_in_stock=False), None),
        (replace(OUTPUT, subcontracted=True), No.SUBCONTRACTED_ENTRY),
        (replace(OUTPUT, warehouse_handled=True), No.WAREHOUSE_HANDLING_REQUIRED),
        (replace(CONSUMPTION, subcontracted=True), None),
        (replace(CONSUMPTION, returned_quantity=D(3)), No.ENTRY_APPLIED),
        (replace(CONSUMPTION, returned_quantity=D(7)), No.ALREADY_REVERSED),
    ],
)
def test_an_item_entry_is_reversed_whole_once_and_on_a_released_order(entry, code):
    """6 made must all be there still; 7 consumed must not have come back, not even in part."""
    refused = item_entry_refused(entry)
    assert (refused and refused.code) == code
    assert refused is None or refused.facts["entry_no"] == "7"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (WORK, None),
        (replace(WORK, order_status=None), None),
        (replace(WORK, is_reversal=True, reversed=True), No.ENTRY_IS_REVERSAL),
        (replace(WORK, reversed=True), No.ALREADY_REVERSED),
        (replace(WORK, order_status=OrderStatus.FINISHED), No.ORDER_NOT_RELEASED),
        (replace(WORK, subcontracting=True), No.SUBCONTRACTED_ENTRY),
        (replace(WORK, brought_output_into_stock=True), No.LAST_OPERATION_OUTPUT),
    ],
)
def test_work_is_reversed_once_and_never_without_the_goods_it_brought(entry, code):
    """Maintenance, which has no order, may be reversed too."""
    refused = capacity_entry_refused(entry)
    assert (refused and refused.code) == code


@pytest.mark.parametrize(
    ("own", "minutes_ago", "role", "allowed"),
    [
        (True, 15, Role.OPERATOR, True),
        (True, 15.001, Role.OPERATOR, False),
        (False, 0, Role.OPERATOR, False),
        (False, 0, None, False),
        (True, 1, None, True),
        (False, 600, Role.SETTER, False),
        (False, 600, Role.SUPERVISOR, True),
        (True, 600, Role.PLANNER, True),
    ],
)
def test_one_s_own_is_undone_within_the_time_any_by_a_supervisor(own, minutes_ago, role, allowed):
    """15 minutes, and not a second more."""
    posted_at = NOON - timedelta(minutes=minutes_ago)
    refused = undo_refused(own=own, posted_at=posted_at, now=NOON, minutes=15, role=role)
    assert (refused is None) is allowed
    if refused is not None:
        assert refused.code is No.SUPERVISOR_NEEDED
        assert refused.facts["what"] == ("undo-time" if own else "not-your-posting")


AMOUNTS = st.decimals(-1000, 1000, places=2)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, st.integers(-9, 9)), min_size=1, max_size=4))
def test_values_and_their_opposite_are_nothing_together(figures):
    """Expected cost, actual cost and invoiced quantity add up to 0, however often they were corrected."""
    values = [
        Value(
            valued_quantity=D(3),
            invoiced_quantity=D(invoiced),
            cost_amount_actual=actual,
            cost_amount_expected=expected,
        )
        for actual, expected, invoiced in figures
    ]
    opposite = opposite_value(values)
    for name in ("cost_amount_actual", "cost_amount_expected", "invoiced_quantity"):
        assert sum(getattr(each, name) for each in values) + getattr(opposite, name) == 0
    assert opposite.valued_quantity == -3
