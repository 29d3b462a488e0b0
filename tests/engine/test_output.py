"""Posting output, from the request to the rows, in a real file."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from backend_client import limits
from backend_client.messages.base import Answer, Posted, Refused
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import (
    Confirmation,
    ItemLedgerEntryType,
    ProductionOutputHandling,
    RoutingStatus,
    ValueEntryType,
)
from tests.engine.small_plant import SmallPlant, output_request, released_order, small_plant, yes


def test_an_operation_before_the_last_touches_capacity_alone(plant: SmallPlant) -> None:
    """10 pieces on operation 10: one capacity entry, its cost, no stock, the line as it was."""
    released_order(plant)
    receipt = plant.output(operation_no="10", setup_time=10, run_time=50, output_quantity=10)
    (entry,) = receipt.capacity_entries
    assert (entry.quantity, entry.setup_time, entry.run_time, entry.output_quantity) == (60, 10, 50, 10)
    assert [(value.entry_type, value.cost_amount_actual) for value in receipt.value_entries] == [
        (ValueEntryType.DIRECT_COST, 600),
        (ValueEntryType.INDIRECT_COST, 240),
    ]
    assert receipt.item_entries == ()
    assert plant.rows("production_order_lines", "finished_quantity", "remaining_quantity") == [(0, 10)]
    assert plant.rows("production_order_routing_lines", "routing_status") == [
        RoutingStatus.IN_PROGRESS,
        RoutingStatus.PLANNED,
    ]


def test_the_last_operation_brings_the_item_into_stock(plant: SmallPlant) -> None:
    """4 of 10 pieces: stock 4 at an expected 25.00 each, 6 remain."""
    released_order(plant)
    receipt = plant.output(operation_no="20", output_quantity=4)
    (entry,) = receipt.item_entries
    assert (entry.entry_type, entry.quantity, entry.location_code) == (ItemLedgerEntryType.OUTPUT, 4, "MAIN")
    (value,) = receipt.value_entries
    assert (value.cost_amount_expected, value.cost_amount_actual) == (100, 0)
    assert (receipt.finished_quantity, receipt.remaining_quantity) == (4, 6)
    assert plant.rows("item_ledger_entries", "remaining_quantity", "open", "positive") == [(4, True, True)]


def test_more_than_ordered_is_accepted(plant: SmallPlant) -> None:
    """12 of 10: finished 12, nothing remains."""
    released_order(plant)
    receipt = plant.output(operation_no="20", output_quantity=12)
    assert (receipt.finished_quantity, receipt.remaining_quantity) == (12, 0)


def test_scrap_is_capacity_and_never_stock(plant: SmallPlant) -> None:
    """8 good and 2 scrap: stock 8, remaining 2, the code on the capacity entry."""
    released_order(plant)
    receipt = plant.output(operation_no="20", output_quantity=8, scrap_quantity=2, scrap_code="DENT")
    (entry,) = receipt.capacity_entries
    assert (entry.output_quantity, entry.scrap_quantity, entry.scrap_code) == (8, 2, "DENT")
    assert [each.quantity for each in receipt.item_entries] == [8]
    assert receipt.remaining_quantity == 2


def test_stop_time_is_an_entry_of_its_own(plant: SmallPlant) -> None:
    """12 setup, 60 run, 20 stop: entries of 20 and 72; the stop entry carries its stop alone and costs nothing."""
    released_order(plant)
    receipt = plant.output(
        operation_no="10", setup_time=12, run_time=60, stop_time=20, stop_code="TOOL", output_quantity=10
    )
    stop, work = receipt.capacity_entries
    assert (stop.quantity, stop.stop_time, stop.stop_code) == (20, 20, "TOOL")
    assert (stop.setup_time, stop.run_time, stop.output_quantity) == (0, 0, 0)
    assert (work.quantity, work.stop_time, work.stop_code, work.output_quantity) == (72, 0, "", 10)
    assert {value.capacity_ledger_entry_no for value in receipt.value_entries} == {work.entry_no}


def test_stop_time_alone_posts_nothing_else(plant: SmallPlant) -> None:
    """A line with stop time but no setup or run is a stop: its output is not posted, the operation stays planned."""
    released_order(plant)
    receipt = plant.output(operation_no="20", stop_time=20, output_quantity=5)
    assert [entry.quantity for entry in receipt.capacity_entries] == [20]
    assert receipt.item_entries == ()
    assert plant.rows("production_order_routing_lines", "routing_status")[1] is RoutingStatus.PLANNED
    assert plant.rows("production_order_routing_lines", "posted_stop_time") == [0, 20]


def test_posted_time_frees_the_center(plant: SmallPlant) -> None:
    """10 setup and 30 of 50 run posted: 20 stay allocated; the finished mark frees them."""
    released_order(plant)
    receipt = plant.output(operation_no="10", setup_time=10, run_time=30)
    assert receipt.operation_after is not None
    assert receipt.operation_after.allocated_time == 20
    assert plant.rows("capacity_needs", "allocated_time")[:2] == [0, 20]
    loads = dict(plant.rows("capacity_load_days", "no", "allocated_time"))
    assert (loads["A"], loads["M"]) == (20, 60)
    plant.output(operation_no="10", run_time=1, finished=True)
    assert plant.rows("capacity_needs", "allocated_time")[:2] == [0, 0]


def test_sums_on_the_operation_are_those_of_its_entries(plant: SmallPlant) -> None:
    """Two postings and a stop: the operation shows their sums, the stop apart."""
    released_order(plant)
    plant.output(operation_no="10", setup_time=10, run_time=20, output_quantity=3)
    plant.output(operation_no="10", run_time=5, stop_time=7, output_quantity=1, scrap_quantity=1)
    sums = ("setup_time", "run_time", "stop_time", "output_quantity", "scrap_quantity")
    posted = plant.rows("production_order_routing_lines", *(f"posted_{name}" for name in sums))[0]
    entries = plant.rows("capacity_ledger_entries", *sums)
    assert posted == tuple(sum(column) for column in zip(*entries, strict=True)) == (10, 25, 7, 4, 1)


def test_units_are_converted_before_anything_is_written(plant: SmallPlant) -> None:
    """2 boxes of 12 are 24 pieces; 1 hour at a minutes center is 60; the line counts in boxes."""
    released_order(plant, quantity=5, unit="BOX", per_unit=12)
    receipt = plant.output(
        operation_no="20", output_quantity=2, scrap_quantity=1, run_time=1, time_unit_code="HOURS"
    )
    (entry,) = receipt.capacity_entries
    assert (entry.output_quantity, entry.scrap_quantity, entry.run_time) == (24, 12, 60)
    assert (receipt.finished_quantity, receipt.remaining_quantity) == (2, 3)
    in_pieces = plant.output(operation_no="20", output_quantity=12, unit_of_measure_code="PCS")
    assert in_pieces.finished_quantity == 3


def test_the_clock_gives_the_run_time(plant: SmallPlant) -> None:
    """08:15 to 10:30 at two places is 270, and setup is cleared."""
    released_order(plant)
    receipt = plant.output(
        operation_no="10",
        setup_time=5,
        starting_time=time(8, 15),
        ending_time=time(10, 30),
        concurrent_capacity=Decimal(2),
    )
    (entry,) = receipt.capacity_entries
    assert (entry.setup_time, entry.run_time) == (0, 270)


def test_a_line_without_routing_needs_no_operation(plant: SmallPlant) -> None:
    """5 pieces: stock 5, and a capacity entry without a center."""
    released_order(plant, routing=False)
    receipt = plant.output(output_quantity=5)
    assert [(entry.no, entry.quantity, entry.output_quantity) for entry in receipt.capacity_entries] == [
        ("", 0, 5)
    ]
    assert [entry.quantity for entry in receipt.item_entries] == [5]


def test_output_fills_what_stock_owes(plant: SmallPlant) -> None:
    """3 pumps were taken that were not there; 5 made fill them first, 2 are left open."""
    released_order(plant)
    plant.output(operation_no="20", output_quantity=3)
    sale = {"entry_type": ItemLedgerEntryType.SALE, "item_no": "P", "quantity": Decimal(6)}
    plant.post(PostItemEntryRequest(request_id="sale", **sale))
    plant.output(operation_no="20", output_quantity=5)
    assert plant.rows("item_ledger_entries", "quantity", "remaining_quantity") == [(3, 0), (-6, 0), (5, 2)]


def test_a_finished_operation_asks_before_more_output(plant: SmallPlant) -> None:
    """Output on it asks; yes posts and sets it back to in progress, no refuses, time alone does not ask."""
    released_order(plant)
    plant.output(operation_no="10", output_quantity=6, finished=True)
    request = output_request(operation_no="10", output_quantity=4)
    outcome = plant.client.post(request)
    assert isinstance(outcome, Refused)
    assert outcome.confirmations == (Confirmation.FINISHED_OPERATION_OUTPUT,)
    no = Answer(confirmation=Confirmation.FINISHED_OPERATION_OUTPUT, yes=False)
    assert plant.refused(replace(request, answers=(no,))) is RefusalCode.UPDATE_INTERRUPTED
    confirmed = replace(request, answers=yes(Confirmation.FINISHED_OPERATION_OUTPUT))
    assert isinstance(plant.client.post(confirmed), Posted)
    assert plant.rows("production_order_routing_lines", "routing_status")[0] is RoutingStatus.IN_PROGRESS
    plant.output(operation_no="10", run_time=1)


def test_negative_output_takes_back_what_it_names(plant: SmallPlant) -> None:
    """-2 of an output of 6: 4 left in it, -50.00 of its expected cost, 4 finished."""
    released_order(plant)
    original = plant.output(operation_no="20", output_quantity=6).item_entries[0].entry_no
    request = {"operation_no": "20", "output_quantity": -2}
    assert plant.refused(output_request(**request)) is RefusalCode.APPLIES_TO_REQUIRED
    receipt = plant.output(**request, applies_to_entry=original)
    assert [value.cost_amount_expected for value in receipt.value_entries] == [-50]
    assert plant.rows("item_ledger_entries", "quantity", "remaining_quantity") == [(6, 4), (-2, 0)]
    assert receipt.finished_quantity == 4
    too_much = output_request(operation_no="20", output_quantity=-5, applies_to_entry=original)
    assert plant.refused(too_much) is RefusalCode.APPLICATION_EXCEEDS_REMAINING


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"order_no": "O9"}, RefusalCode.RELEASED_ORDER_NOT_FOUND),
        ({"order_line_no": 5}, RefusalCode.ORDER_LINE_NOT_FOUND),
        ({"item_no": "C"}, RefusalCode.ITEM_NOT_ON_LINE),
        ({"operation_no": ""}, RefusalCode.OPERATION_REQUIRED),
        ({"operation_no": "90"}, RefusalCode.OPERATION_NOT_FOUND),
        ({"scrap_code": "X"}, RefusalCode.SCRAP_CODE_NOT_FOUND),
        ({"stop_code": "X"}, RefusalCode.STOP_CODE_NOT_FOUND),
        ({"time_unit_code": "X"}, RefusalCode.UNIT_NOT_ALLOWED),
        ({"unit_of_measure_code": "KG"}, RefusalCode.UNIT_NOT_ALLOWED),
        ({"output_quantity": 0, "finished": True}, RefusalCode.NOTHING_TO_POST),
        ({"run_time": limits.TIME_MAX + 1}, RefusalCode.TIME_OUT_OF_RANGE),
        ({"bin_code": "X"}, RefusalCode.BIN_NOT_FOUND),
        ({"operation_no": "10", "lot_no": "L1"}, RefusalCode.REQUEST_MALFORMED),
        ({"output_quantity": Decimal("NaN")}, RefusalCode.QUANTITY_OUT_OF_RANGE),
    ],
)
def test_a_refused_posting_leaves_no_trace(
    plant: SmallPlant, fields: dict[str, Any], expected: RefusalCode
) -> None:
    """Each thing that is wrong is refused by its code, and no row is written."""
    released_order(plant)
    request = output_request(**{"operation_no": "20", "output_quantity": 1, **fields})
    assert plant.refused(request) is expected
    assert plant.rows("capacity_ledger_entries") == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"items": [{"no": "P", "blocked": True}]}, RefusalCode.ITEM_BLOCKED),
        ({"items": [{"no": "P", "production_blocked": "output"}]}, RefusalCode.ITEM_PRODUCTION_BLOCKED),
        ({"machine_centers": [{"no": "M", "blocked": True}]}, RefusalCode.MACHINE_CENTER_BLOCKED),
        ({"work_centers": [{"no": "B", "blocked": True}]}, RefusalCode.WORK_CENTER_BLOCKED),
        (
            {"vendors": [{"no": "V1"}], "work_centers": [{"no": "B", "subcontractor_no": "V1"}]},
            RefusalCode.SUBCONTRACTING_CENTER,
        ),
        ({"locations": [{"code": "MAIN", "bin_mandatory": True}]}, RefusalCode.BIN_MANDATORY),
        (
            {
                "locations": [
                    {
                        "code": "MAIN",
                        "prod_output_whse_handling": ProductionOutputHandling.INVENTORY_PUT_AWAY.value,
                    }
                ]
            },
            RefusalCode.WAREHOUSE_HANDLING_REQUIRED,
        ),
        (
            {
                "item_tracking_codes": [{"code": "LOT", "lot_specific_tracking": True}],
                "items": [{"no": "P", "item_tracking_code": "LOT"}],
            },
            RefusalCode.LOT_REQUIRED,
        ),
    ],
)
def test_what_the_plant_forbids_is_refused(
    tmp_path: Path, changes: dict[str, list[dict[str, Any]]], expected: RefusalCode
) -> None:
    """Blocked items and centers, bins, put-aways and lots each stop output of the last operation."""
    plant = small_plant(tmp_path, changes)
    released_order(plant)
    assert plant.refused(output_request(operation_no="20", output_quantity=1)) is expected
    plant.database.close()


def test_the_bin_comes_from_the_center_where_none_is_named(tmp_path: Path) -> None:
    """At a location with bins the work center's from-production bin is taken; a bin that is named goes first."""
    plant = small_plant(
        tmp_path,
        {
            "locations": [{"code": "MAIN", "bin_mandatory": True}],
            "bins": [{"location_code": "MAIN", "code": "OUT"}, {"location_code": "MAIN", "code": "SHELF"}],
            "work_centers": [{"no": "B", "from_production_bin_code": "OUT"}],
        },
    )
    released_order(plant)
    assert plant.output(operation_no="20", output_quantity=1).item_entries[0].bin_code == "OUT"
    named = plant.output(operation_no="20", output_quantity=1, bin_code="SHELF")
    assert named.item_entries[0].bin_code == "SHELF"
    plant.database.close()


def test_a_date_outside_the_allowed_range_is_refused(tmp_path: Path) -> None:
    """February is closed, March is open."""
    plant = small_plant(tmp_path, allow_posting_from="2026-03-01")
    released_order(plant)
    request = output_request(operation_no="10", run_time=1, posting_date=date(2026, 2, 28))
    assert plant.refused(request) is RefusalCode.POSTING_DATE_NOT_ALLOWED
    plant.output(operation_no="10", run_time=1, posting_date=date(2026, 3, 1))
    plant.database.close()


def test_a_preview_shows_what_would_be_written_and_writes_nothing(plant: SmallPlant) -> None:
    """The preview's entries are those of the posting that follows, save for the register's number."""
    released_order(plant)
    request = output_request(operation_no="20", setup_time=10, run_time=50, output_quantity=4)
    preview = plant.post(replace(request, preview=True))
    assert plant.rows("capacity_ledger_entries") == []
    posted = plant.post(request)
    assert preview.register_no == 0
    assert replace(preview, register_no=posted.register_no) == posted


def test_the_same_request_posts_once(plant: SmallPlant) -> None:
    """Sent again it answers the first receipt, marked as replayed; with another body it is refused."""
    released_order(plant)
    request = output_request(operation_no="20", output_quantity=4)
    first, again = plant.client.post(request), plant.client.post(request)
    assert isinstance(first, Posted)
    assert isinstance(again, Posted)
    assert again.replayed
    assert first.receipt == again.receipt
    other = replace(request, output_quantity=Decimal(5))
    assert plant.refused(other) is RefusalCode.REQUEST_ID_REUSED
    assert plant.rows("item_ledger_entries", "quantity") == [4]
