"""Lots, serial numbers, bins and locations of what is made and used up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Answer
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.order_tracking import OrderTrackingQuestion
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.terms import Confirmation, ItemLedgerEntryType, JournalLineKind, ReportedLedger
from tests.casebook.databases import Plants
from tests.features.factory import Factory, asked, refused

LOT = {"code": "LOT", "description": "Lot", "lot_specific_tracking": True, "use_expiration_dates": True}
SERIAL = {"code": "SN", "description": "Serial", "sn_specific_tracking": True}
TRACKING = {"item_tracking_codes": [LOT, SERIAL]}
SERIES = {
    "number_series": [
        {"code": "LOTS", "description": "Lots", "starting_no": "L0001"},
        {"code": "SNS", "description": "Serials", "starting_no": "S1", "ending_no": "S9"},
    ]
}
LOT_C = {"no": "C", "item_tracking_code": "LOT"}
SERIAL_P = {"no": "P", "item_tracking_code": "SN"}
LINKED = {
    "routing_lines": [{"routing_no": "R", "operation_no": "20", "routing_link_code": "L"}],
    "production_bom_lines": [{"production_bom_no": "PB", "routing_link_code": "L"}],
}
MONDAY, MARCH_1, MAY = date(2026, 3, 2), date(2026, 3, 1), date(2026, 5, 1)


def consume(factory: Factory, quantity: Any, **fields: Any) -> Any:
    """Consume C on order O1."""
    return factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=quantity, **fields)


def stock_of(factory: Factory, *columns: str) -> list[Any]:
    """What is open in the item ledger."""
    return factory.rows("item_ledger_entries", *columns, open=True)


def test_output_of_a_tracked_item_carries_its_lot(plants: Plants) -> None:
    """Without a lot it is refused; with one, stock has it; on an operation before the last a lot is refused."""
    factory = Factory(plants, items=[{"no": "P", "item_tracking_code": "LOT"}], **TRACKING)
    factory.order()
    assert refused(factory.output("20", 4)) == "lot-required"
    assert refused(factory.output("10", 4, lot_no="A")) == "request-malformed"
    factory.output("20", 4, lot_no="A", expiration_date=MAY)
    assert stock_of(factory, "lot_no", "remaining_quantity", "expiration_date") == [("A", 4, MAY)]


def test_a_lot_is_drawn_where_the_item_has_a_series(each_plants: Plants) -> None:
    """Two outputs without a lot: L0001 and L0002; a lot named by hand is kept, and a refused line draws none."""
    item = {"no": "P", "item_tracking_code": "LOT", "lot_nos": "LOTS"}
    factory = Factory(each_plants, items=[item], **TRACKING, **SERIES)
    factory.order()
    factory.output("20", 4)
    factory.output("20", 1, lot_no="MINE")
    factory.output("20", 2, preview=True)
    factory.output("20", 2)
    assert stock_of(factory, "lot_no", "quantity") == [("L0001", 4), ("MINE", 1), ("L0002", 2)]


def test_pieces_are_numbered_one_by_one(plants: Plants) -> None:
    """3 pieces of a serial item: three entries S1, S2, S3 of one posting, each worth 25.00, finished 3."""
    factory = Factory(plants, items=[SERIAL_P | {"serial_nos": "SNS"}], **TRACKING, **SERIES)
    factory.order()
    receipt = factory.output("20", 3)
    assert [each.serial_no for each in receipt.item_entries] == ["S1", "S2", "S3"]
    assert [each.cost_amount_expected for each in receipt.value_entries] == [0, 25, 25, 25][
        -len(receipt.value_entries) :
    ]
    assert factory.rows("production_order_lines", "finished_quantity") == [3]


def test_a_series_that_has_ended_is_named(plants: Plants) -> None:
    """S1 to S9 are there: 10 pieces are refused, and nothing is used up by that."""
    factory = Factory(plants, items=[SERIAL_P | {"serial_nos": "SNS"}], **TRACKING, **SERIES)
    factory.order()
    assert refused(factory.output("20", 10)) == "number-series-ended"
    assert len(factory.output("20", 9).item_entries) == 9


def test_a_number_in_stock_is_passed_over(plants: Plants) -> None:
    """S2 was given by hand: the next two drawn are S1 and S3."""
    factory = Factory(plants, items=[SERIAL_P | {"serial_nos": "SNS"}], **TRACKING, **SERIES)
    factory.order()
    factory.output("20", 1, serial_no="S2")
    assert [each.serial_no for each in factory.output("20", 2).item_entries] == ["S1", "S3"]


def test_a_serial_number_is_one_piece(plants: Plants) -> None:
    """Two pieces under one number are refused, and so is none."""
    factory = Factory(plants, items=[SERIAL_P], **TRACKING)
    factory.order()
    assert refused(factory.output("20", 2, serial_no="S1")) == "serial-required"
    assert refused(factory.output("20", 1)) == "serial-required"


def test_a_serial_number_is_taken_while_it_is_in_stock(each_plants: Plants) -> None:
    """S1 can't be made twice; sold and made again it may come back, since it is not there now."""
    factory = Factory(each_plants, items=[SERIAL_P], **TRACKING)
    factory.order()
    factory.output("20", 1, serial_no="S1")
    assert refused(factory.output("20", 1, serial_no="S1")) == "serial-in-stock"
    sale = ItemLedgerEntryType.SALE
    factory.post(PostItemEntryRequest, entry_type=sale, item_no="P", quantity=1, serial_no="S1")
    assert factory.output("20", 1, serial_no="S1").item_entries[0].serial_no == "S1"


def test_one_journal_can_t_make_a_serial_number_twice(plants: Plants) -> None:
    """Two lines with S1: the second is bad, since the first has brought it into stock."""
    factory = Factory(plants, items=[SERIAL_P], **TRACKING)
    factory.order()
    line = JournalLine(
        kind=JournalLineKind.OUTPUT,
        order_no="O1",
        operation_no="20",
        output_quantity=Decimal(1),
        serial_no="S1",
    )
    outcome = factory.post(PostJournalRequest, lines=(line, line))
    assert refused(outcome) == "serial-in-stock"
    assert [each.line for each in outcome.lines] == [2]


def test_a_lot_is_required_at_consumption(plants: Plants) -> None:
    """C is tracked by lots: none named is refused, one that is not there too, whatever may be negative."""
    factory = Factory(plants, items=[LOT_C], **TRACKING)
    factory.order()
    factory.stock(5, lot_no="A")
    assert refused(consume(factory, 2)) == "lot-required"
    assert refused(consume(factory, 2, lot_no="B")) == "insufficient-stock"
    assert refused(consume(factory, 6, lot_no="A")) == "insufficient-stock"
    consume(factory, 2, lot_no="A")
    assert stock_of(factory, "lot_no", "remaining_quantity") == [("A", 3)]


def test_an_expired_lot_is_not_consumed(plants: Plants) -> None:
    """Expired yesterday: refused, by its date; on the very day it is still good."""
    factory = Factory(plants, items=[LOT_C], **TRACKING)
    factory.order()
    factory.stock(5, lot_no="OLD", expiration_date=MARCH_1)
    factory.stock(5, lot_no="GOOD", expiration_date=MONDAY)
    outcome = consume(factory, 1, lot_no="OLD")
    assert refused(outcome) == "lot-expired"
    assert outcome.facts["expiration_date"] == "2026-03-01"
    assert consume(factory, 1, lot_no="GOOD").item_entries[0].quantity == -1


@pytest.mark.parametrize(
    ("choice", "lots"), [("first_in", ["A", "B"]), ("first_expired", ["B"]), ("", "lot-required")]
)
def test_flushing_takes_the_lots_that_the_plant_says(plants: Plants, choice: str, lots: Any) -> None:
    """8 C are flushed. A came first, 5 of it; B, 10 of it, expires first; a plant that says nothing refuses C by name."""
    factory = Factory(
        plants,
        items=[LOT_C | {"flushing_method": "backward"}],
        settings={"flushed_tracking": choice},
        **TRACKING,
        **LINKED,
    )
    factory.order()
    factory.stock(5, lot_no="A", expiration_date=date(2026, 6, 1))
    factory.stock(10, lot_no="B", expiration_date=MAY)
    factory.stock(9, lot_no="OLD", expiration_date=MARCH_1)
    outcome = factory.output("20", 4)
    if choice == "":
        assert refused(outcome) == lots
        assert outcome.facts["item_no"] == "C"
    else:
        assert [each.lot_no for each in outcome.item_entries if each.item_no == "C"] == lots
        assert factory.rows("production_order_components", "actual_consumption_base") == [8]


def test_flushing_never_takes_more_of_a_lot_than_there_is(plants: Plants) -> None:
    """8 are needed, 5 are there: the output is refused, nothing is booked."""
    factory = Factory(
        plants,
        items=[LOT_C | {"flushing_method": "backward"}],
        settings={"flushed_tracking": "first_in"},
        **TRACKING,
        **LINKED,
    )
    factory.order()
    factory.stock(5, lot_no="A")
    outcome = factory.output("20", 4)
    assert refused(outcome) == "insufficient-stock"
    assert (outcome.facts["item_no"], outcome.facts["missing"]) == ("C", "3.00000")
    assert factory.rows("capacity_ledger_entries", "entry_no") == []


def test_flushing_takes_whole_pieces_of_serial_numbers(plants: Plants) -> None:
    """2 C a piece: S1 and S2 are flushed, an entry each; half a piece has no serial number and is refused."""
    factory = Factory(
        plants,
        items=[{"no": "C", "item_tracking_code": "SN", "flushing_method": "backward"}],
        settings={"flushed_tracking": "first_in"},
        **TRACKING,
        **LINKED,
    )
    factory.order()
    for number in ("S1", "S2", "S3"):
        factory.stock(1, serial_no=number)
    receipt = factory.output("20", 1)
    flushed = [(each.serial_no, each.quantity) for each in receipt.item_entries if each.flushed]
    assert flushed == [("S1", -1), ("S2", -1)]
    assert refused(factory.output("20", "0.25")) == "serial-required"


def test_a_returned_lot_is_the_lot_that_was_consumed(plants: Plants) -> None:
    """2 of lot A come back from their consumption, at its cost, as lot A; more than was consumed does not."""
    factory = Factory(plants, items=[LOT_C], **TRACKING)
    factory.order()
    factory.stock(5, lot_no="A", expiration_date=MAY)
    entry_no = consume(factory, 3, lot_no="A").item_entries[0].entry_no
    consume(factory, -2, applies_from_entry=entry_no)
    assert stock_of(factory, "lot_no", "remaining_quantity", "expiration_date") == [
        ("A", 2, MAY),
        ("A", 2, MAY),
    ]
    assert refused(consume(factory, -2, applies_from_entry=entry_no)) == "application-exceeds-remaining"
    assert factory.rows("production_order_components", "remaining_quantity") == [19]


BINS = {
    "locations": [{"code": "MAIN", "bin_mandatory": True, "open_shop_floor_bin_code": "FLOOR"}],
    "bins": [
        {"location_code": "MAIN", "code": code, "description": code} for code in ("FLOOR", "B1", "DONE")
    ],
}


def test_a_component_is_taken_from_its_bin(plants: Plants) -> None:
    """From its own bin nothing is asked; from another one it is; one that is not there is refused."""
    factory = Factory(plants, **BINS)
    factory.order()
    (usual,) = factory.rows("production_order_components", "bin_code")
    assert usual == "FLOOR"
    assert consume(factory, 1).item_entries[0].bin_code == "FLOOR"
    assert asked(consume(factory, 1, bin_code="B1")) == ("other-bin",)
    yes = (Answer(confirmation=Confirmation.OTHER_BIN, yes=True),)
    assert consume(factory, 1, bin_code="B1", answers=yes).item_entries[0].bin_code == "B1"
    no = (Answer(confirmation=Confirmation.OTHER_BIN, yes=False),)
    assert refused(consume(factory, 1, bin_code="B1", answers=no)) == "update-interrupted"
    assert refused(consume(factory, 1, bin_code="NONE")) == "bin-not-found"


def test_a_place_with_bins_wants_one(plants: Plants) -> None:
    """No bin for output, none for unplanned material: bin-mandatory; a bin named is taken."""
    location = [{"code": "MAIN", "bin_mandatory": True}]
    factory = Factory(plants, locations=location, bins=BINS["bins"], items=[{"no": "X"}])
    factory.order()
    assert refused(factory.output("20", 1)) == "bin-mandatory"
    assert factory.output("20", 1, bin_code="DONE").item_entries[0].bin_code == "DONE"
    unplanned = {"order_no": "O1", "item_no": "X", "quantity": 1}
    assert refused(factory.post(PostConsumptionRequest, **unplanned)) == "bin-mandatory"
    assert factory.post(PostConsumptionRequest, **unplanned, bin_code="B1").item_entries[0].bin_code == "B1"


def test_a_location_may_be_mandatory(plants: Plants) -> None:
    """An order without a location takes neither output nor consumption there; an unknown one never does."""
    factory = Factory(plants, settings={"location_mandatory": "true", "default_location_code": ""})
    factory.order()
    assert refused(factory.output("20", 1)) == "location-mandatory"
    assert refused(consume(factory, 1)) == "location-mandatory"
    assert refused(consume(factory, 1, location_code="MOON")) == "location-not-found"
    assert consume(factory, 1, location_code="MAIN").item_entries[0].location_code == "MAIN"


def test_goods_are_picked_where_the_location_picks(plants: Plants) -> None:
    """At an inventory pick location consumption by hand is refused, a return is not."""
    factory = Factory(
        plants, locations=[{"code": "MAIN", "prod_consumption_whse_handling": "inventory_pick"}]
    )
    factory.order()
    assert refused(consume(factory, 1)) == "warehouse-handling-required"
    assert consume(factory, -1).item_entries[0].quantity == 1


def test_an_order_tells_its_lots_and_serial_numbers(each_plants: Plants) -> None:
    """Two pieces S1 and S2 made, 3 C of lot X and 2 of lot Y used, one of X taken back: two of it are used, in two entries.

    Page by page it is the same, each row's entries are its own, and another order has none.
    """
    changed = [SERIAL_P | {"serial_nos": "SNS"}, LOT_C]
    factory = Factory(each_plants, items=changed, **TRACKING, **SERIES)
    factory.order()
    factory.order("O2")
    for lot_no in ("X", "Y"):
        factory.stock(10, lot_no=lot_no, expiration_date=MAY)
        consume(factory, 3 if lot_no == "X" else 2, lot_no=lot_no)
    consume(factory, -1, lot_no="X")
    factory.output("20", 2)
    lots = factory.ask(OrderTrackingQuestion, order_no="O1").lots
    output, consumption = ItemLedgerEntryType.OUTPUT, ItemLedgerEntryType.CONSUMPTION
    assert [
        (each.entry_type, each.item_no, each.lot_no, each.serial_no, each.quantity, each.entries)
        for each in lots
    ] == [
        (output, "P", "", "S1", 1, 1),
        (output, "P", "", "S2", 1, 1),
        (consumption, "C", "X", "", 2, 2),
        (consumption, "C", "Y", "", 2, 1),
    ]
    paged, page = [], ""
    while not paged or page:
        answer = factory.ask(OrderTrackingQuestion, order_no="O1", most=1, page=page)
        paged += answer.lots
        page = answer.next_page
    assert tuple(paged) == lots
    entries = factory.ask(LedgerEntriesQuestion, ledger=ReportedLedger.ITEM, order_no="O1", lot_no="X")
    assert [each.quantity for each in entries.item_entries] == [-3, 1]
    assert factory.ask(OrderTrackingQuestion, order_no="O2").lots == ()
    assert refused(factory.ask(OrderTrackingQuestion, order_no="O9")) == "order-not-found"
    for wrong in ("1", '["2","P","","",""]', '["0","P"]', '["0","P","","\\u0000",""]'):
        assert refused(factory.ask(OrderTrackingQuestion, order_no="O1", page=wrong)) == "request-malformed"


@pytest.mark.parametrize("lot_no", ["\u00d8" * 50, '"' * 50, "L\u00a07"])
def test_whatever_a_lot_is_called_a_page_follows_it(plants: Plants, lot_no: str) -> None:
    """Fifty letters that are not ASCII, or signs that JSON escapes; a space that does not break: the lot behind it is told."""
    factory = Factory(plants, items=[LOT_C], **TRACKING)
    factory.order()
    for each in (lot_no, "\u00d9"):
        factory.stock(10, lot_no=each, expiration_date=MAY)
        consume(factory, 1, lot_no=each)
    first = factory.ask(OrderTrackingQuestion, order_no="O1", most=1)
    rest = factory.ask(OrderTrackingQuestion, order_no="O1", most=1, page=first.next_page)
    assert [each.lot_no for each in (*first.lots, *rest.lots)] == [lot_no, "\u00d9"]
