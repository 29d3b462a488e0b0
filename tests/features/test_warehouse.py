"""What put-aways, picks and bins promise, each row of the feature table by its own acceptance check."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend_client.messages.base import Answer
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.messages.warehouse import (
    BinContentsQuestion,
    CloseWarehouseActivityRequest,
    CreatePickRequest,
    CreatePutAwayRequest,
    Handled,
    PostInventoryPickRequest,
    PostInventoryPutAwayRequest,
    RegisterPickRequest,
    RegisterWarehouseActivityRequest,
    WarehouseDocumentsQuestion,
    WarehouseRequestsQuestion,
)
from backend_client.records.warehouse import BinContent, WarehouseEntry
from backend_client.store.rows import table_of
from backend_client.terms import Confirmation, ItemLedgerEntryType, Ledger, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, asked, refused

MISSING = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
BINS = ("IN", "OUT", "S1", "S2")


def stores(plants: Plants, **handling: str) -> Factory:
    """Make a plant whose products are made at location WH, with bins; C lies in S1 (30) and S2 (100)."""
    location = {
        "code": "WH",
        "bin_mandatory": True,
        "from_production_bin_code": "OUT",
        "to_production_bin_code": "IN",
        "open_shop_floor_bin_code": "IN",
    }
    accounts = {"inventory_account": "2130", "inventory_account_interim": "2131", "wip_account": "2140"}
    factory = Factory(
        plants,
        locations=[location | handling],
        bins=[{"location_code": "WH", "code": code} for code in BINS],
        posting_setup=[
            {"location_code": "WH", "inventory_posting_group": group, **accounts}
            for group in ("FINISHED", "RAW MAT")
        ],
        items=[{"no": "C", "flushing_method": "pick_manual"}],
    )
    for bin_code, quantity in (("S1", 30), ("S2", 100)):
        factory.stock(quantity, location_code="WH", bin_code=bin_code)
    return factory


def order(factory: Factory, **fields: Any) -> Any:
    """Make order O1 of 10 at WH."""
    return factory.order(location_code="WH", **fields)


def held(factory: Factory, item_no: str = "C") -> dict[str, int]:
    """Answer what each bin holds of an item."""
    found = factory.ask(BinContentsQuestion, location_code="WH", item_no=item_no)
    return {each.bin_code: int(each.quantity) for each in found}


def test_row_44_no_more_than_was_picked(each_plants: Plants) -> None:
    """At a location with mandatory picks only the picked quantity may be consumed; the rest names what was picked."""
    factory = stores(each_plants, prod_consumption_whse_handling="warehouse_pick_mandatory")
    order(factory)
    document = factory.post(CreatePickRequest, order_no="O1")
    assert [(line.action, line.bin_code, line.quantity_base) for line in document.lines] == [
        ("take", "S1", 20),
        ("place", "IN", 20),
    ]
    lines = (Handled(line_no=document.lines[1].line_no, quantity=Decimal(8)),)
    factory.post(RegisterWarehouseActivityRequest, no=document.no, lines=lines)
    assert held(factory) == {"IN": 8, "S1": 22, "S2": 100}
    consumption = {"order_no": "O1", "item_no": "C"}
    assert (
        refused(factory.post(PostConsumptionRequest, quantity=9, **consumption))
        == "warehouse-handling-required"
    )
    factory.post(PostConsumptionRequest, quantity=8, **consumption)
    assert held(factory) == {"S1": 22, "S2": 100}
    assert (
        refused(factory.post(PostConsumptionRequest, quantity=1, **consumption))
        == "warehouse-handling-required"
    )


def test_row_47_inventory_pick_instead_of_the_journal(each_plants: Plants) -> None:
    """At an inventory-pick location the journal is refused; posting the pick consumes, from the bins that hold it."""
    factory = stores(each_plants, prod_consumption_whse_handling="inventory_pick")
    order(factory, quantity=20)
    outcome = factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=1)
    assert refused(outcome) == "warehouse-handling-required"
    document = factory.post(CreatePickRequest, order_no="O1")
    assert [(line.bin_code, line.quantity_base) for line in document.lines] == [("S1", 30), ("S2", 10)]
    receipt = factory.post(PostInventoryPickRequest, no=document.no)
    assert [entry.quantity for entry in receipt.posting.item_entries] == [-30, -10]
    assert receipt.document.completed
    assert held(factory) == {"S2": 90}
    assert factory.rows("production_order_components", "remaining_quantity", "qty_picked") == [(0, 40)]
    assert refused(factory.post(PostInventoryPickRequest, no=document.no)) == "nothing-to-post"
    assert refused(factory.post(CreatePickRequest, order_no="O1")) == "nothing-to-post"


def test_row_86_bins_on_output_and_consumption(each_plants: Plants) -> None:
    """Bins come from order line and component; another one for consumption asks; without any a bin location refuses."""
    factory = stores(each_plants)
    order(factory)
    receipt = factory.output("20", 2)
    assert [entry.bin_code for entry in receipt.item_entries] == ["OUT"]
    consumption = {"order_no": "O1", "item_no": "C", "quantity": 1}
    assert asked(factory.post(PostConsumptionRequest, bin_code="S1", **consumption)) == ("other-bin",)
    yes = (Answer(confirmation=Confirmation("other-bin"), yes=True),)
    factory.post(PostConsumptionRequest, bin_code="S1", answers=yes, **consumption)
    assert held(factory)["S1"] == 29
    assert refused(factory.output("20", 1, bin_code="NONE")) == "bin-not-found"
    no_bins = {"from_production_bin_code": "", "to_production_bin_code": "", "open_shop_floor_bin_code": ""}
    factory = stores(each_plants, **no_bins)
    order(factory)
    assert refused(factory.output("20", 1)) == "bin-mandatory"


def test_row_87_inbound_request(each_plants: Plants) -> None:
    """Refreshed with the option, a released order at a put-away location makes a request for the warehouse."""
    factory = stores(each_plants, prod_output_whse_handling="inventory_put_away")
    order(factory)
    assert factory.ask(WarehouseRequestsQuestion) == ()
    fields = {"order_no": "O2", "source_no": "P", "quantity": 5, "location_code": "WH"}
    factory.post(CreateProductionOrderRequest, create_inbound_request=True, **fields)
    (request,) = factory.ask(WarehouseRequestsQuestion)
    assert (request.order_no, request.location_code, request.type) == ("O2", "WH", "inbound")


def test_row_88_inventory_put_away(each_plants: Plants) -> None:
    """Posting the put-away of 10: stock + 10 in its bin; output by journal is refused there, time alone is not."""
    factory = stores(each_plants, prod_output_whse_handling="inventory_put_away")
    order(factory)
    assert refused(factory.output("20", 10)) == "warehouse-handling-required"
    factory.output("20", 0, run_time=30)
    document = factory.post(CreatePutAwayRequest, order_no="O1")
    (line,) = document.lines
    assert (line.bin_code, line.quantity_base) == ("OUT", 10)
    part = (Handled(line_no=line.line_no, quantity=Decimal(4), bin_code="S1"),)
    assert not factory.post(PostInventoryPutAwayRequest, no=document.no, lines=part).document.completed
    assert factory.post(PostInventoryPutAwayRequest, no=document.no).document.completed
    assert held(factory, "P") == {"S1": 4, "OUT": 6}
    assert factory.rows("capacity_ledger_entries", "run_time", "output_quantity") == [(30, 0), (0, 4), (0, 6)]
    assert factory.rows("production_order_lines", "finished_quantity") == [10]
    assert refused(factory.post(CreatePutAwayRequest, order_no="O1")) == "nothing-to-post"


def test_row_89_warehouse_put_away(each_plants: Plants) -> None:
    """Output of 10 makes a put-away, take 10 and place 10; registered it moves them; such output is not reversed."""
    factory = stores(each_plants, prod_output_whse_handling="warehouse_put_away")
    order(factory)
    receipt = factory.output("20", 10)
    (document,) = factory.ask(WarehouseDocumentsQuestion, order_no="O1")
    assert [(line.action, line.bin_code, line.quantity_base) for line in document.lines] == [
        ("take", "OUT", 10),
        ("place", "", 10),
    ]
    yes = (Answer(confirmation=Confirmation.REVERSE_ENTRY, yes=True),)
    reversal = {"ledger": Ledger.ITEM, "entry_no": receipt.item_entries[0].entry_no, "answers": yes}
    assert refused(factory.post(ReverseEntryRequest, **reversal)) == "warehouse-handling-required"
    assert refused(factory.post(RegisterWarehouseActivityRequest, no=document.no)) == "bin-mandatory"
    place = document.lines[1].line_no
    lines = (Handled(line_no=place, quantity=Decimal(10), bin_code="S2"),)
    done = factory.post(RegisterWarehouseActivityRequest, no=document.no, lines=lines)
    assert done.document.completed
    assert held(factory, "P") == {"S2": 10}
    assert refused(factory.post(ReverseEntryRequest, **reversal)) == "warehouse-handling-required"
    assert factory.ask(WarehouseDocumentsQuestion) == ()


def test_flushed_output_is_put_away_too(plants: Plants) -> None:
    """A forward operation releases 10: one put-away of 10 is there; a second posting makes a second."""
    factory = stores(plants, prod_output_whse_handling="warehouse_put_away")
    order(factory)
    factory.output("20", 4)
    factory.output("20", 6)
    documents = factory.ask(WarehouseDocumentsQuestion, order_no="O1")
    assert [(each.no, each.lines[0].quantity_base) for each in documents] == [("O1-1", 4), ("O1-2", 6)]


def test_an_open_pick_blocks_finishing(plants: Plants) -> None:
    """A pick that is not all handled: finishing names it; registered, it is finished."""
    factory = stores(plants, prod_consumption_whse_handling="warehouse_pick_optional")
    order(factory)
    factory.output("20", 10)
    document = factory.post(CreatePickRequest, order_no="O1")
    outcome = factory.status(OrderStatus.FINISHED, *MISSING)
    assert (refused(outcome), outcome.facts["no"]) == ("pick-outstanding", document.no)
    factory.post(RegisterWarehouseActivityRequest, no=document.no)
    assert factory.status(OrderStatus.FINISHED, *MISSING).status is OrderStatus.FINISHED


def test_what_is_asked_for_already_is_not_asked_for_again(plants: Plants) -> None:
    """One pick of 20: no second one; 5 of it moved and the rest closed: the next asks for 15, and finishing is free."""
    factory = stores(plants, prod_consumption_whse_handling="warehouse_pick_mandatory")
    order(factory)
    first = factory.post(CreatePickRequest, order_no="O1")
    assert refused(factory.post(CreatePickRequest, order_no="O1")) == "nothing-to-post"
    lines = (Handled(line_no=first.lines[1].line_no, quantity=Decimal(5)),)
    factory.post(RegisterWarehouseActivityRequest, no=first.no, lines=lines)
    assert factory.post(CloseWarehouseActivityRequest, no=first.no).completed
    assert refused(factory.post(RegisterWarehouseActivityRequest, no=first.no)) == "nothing-to-post"
    assert refused(factory.post(CloseWarehouseActivityRequest, no=first.no)) == "nothing-to-post"
    assert refused(factory.post(CloseWarehouseActivityRequest, no="NONE")) == "entry-not-found"
    second = factory.post(CreatePickRequest, order_no="O1")
    assert [line.quantity_base for line in second.lines] == [15, 15]
    factory.post(CloseWarehouseActivityRequest, no=second.no)
    factory.output("20", 10)
    assert factory.status(OrderStatus.FINISHED, *MISSING).status is OrderStatus.FINISHED


def test_a_pick_of_what_no_bin_holds_is_not_made(plants: Plants) -> None:
    """All of C was sold: no pick without lines stays behind to block finishing."""
    factory = stores(plants, prod_consumption_whse_handling="warehouse_pick_mandatory")
    order(factory)
    for bin_code, quantity in (("S1", 30), ("S2", 100)):
        sale = {"entry_type": ItemLedgerEntryType.SALE, "item_no": "C", "quantity": quantity}
        factory.post(PostItemEntryRequest, location_code="WH", bin_code=bin_code, **sale)
    assert refused(factory.post(CreatePickRequest, order_no="O1")) == "insufficient-stock"
    assert factory.ask(WarehouseDocumentsQuestion, order_no="O1") == ()


def test_two_put_aways_ask_for_an_order_once(plants: Plants) -> None:
    """A put-away of 10 stands: no second one; 4 posted and the rest closed: the next asks for 6."""
    factory = stores(plants, prod_output_whse_handling="inventory_put_away")
    order(factory)
    first = factory.post(CreatePutAwayRequest, order_no="O1")
    assert refused(factory.post(CreatePutAwayRequest, order_no="O1")) == "nothing-to-post"
    lines = (Handled(line_no=first.lines[0].line_no, quantity=Decimal(4)),)
    factory.post(PostInventoryPutAwayRequest, no=first.no, lines=lines)
    factory.post(CloseWarehouseActivityRequest, no=first.no)
    second = factory.post(CreatePutAwayRequest, order_no="O1")
    assert [line.quantity_base for line in second.lines] == [6]


@pytest.mark.parametrize(
    ("table", "key", "columns", "code"),
    [
        ("items", {"no": "P"}, {"blocked": "true"}, "item-blocked"),
        ("items", {"no": "P"}, {"production_blocked": "output"}, "item-production-blocked"),
        ("work_centers", {"no": "B"}, {"blocked": "true"}, "work-center-blocked"),
        ("work_centers", {"no": "B"}, {"subcontractor_no": "V1"}, "subcontracting-center"),
    ],
)
def test_a_put_away_posts_nothing_that_the_journal_would_not(
    plants: Plants, table: str, key: dict[str, str], columns: dict[str, str], code: str
) -> None:
    """The item or the last center was blocked, or work went outside, since the put-away was made."""
    factory = stores(plants, prod_output_whse_handling="inventory_put_away")
    order(factory)
    document = factory.post(CreatePutAwayRequest, order_no="O1")
    factory.post(ChangeMasterDataRequest, table=table, key=key, values=columns)
    assert refused(factory.post(PostInventoryPutAwayRequest, no=document.no)) == code
    factory.post(CloseWarehouseActivityRequest, no=document.no)
    assert refused(factory.post(CreatePutAwayRequest, order_no="O1")) == "nothing-to-post"


@pytest.mark.parametrize(
    ("line_no", "quantity", "code"),
    [
        (20000, 21, "quantity-out-of-range"),
        (20000, 0, "quantity-out-of-range"),
        (99, 1, "order-line-not-found"),
    ],
)
def test_what_can_not_be_handled_is_refused(plants: Plants, line_no: int, quantity: int, code: str) -> None:
    """Too much, nothing, and a line that is not there; nothing is moved."""
    factory = stores(plants, prod_consumption_whse_handling="warehouse_pick_mandatory")
    order(factory)
    document = factory.post(CreatePickRequest, order_no="O1")
    lines = (Handled(line_no=line_no, quantity=Decimal(quantity)),)
    outcome = factory.post(RegisterWarehouseActivityRequest, no=document.no, lines=lines)
    assert refused(outcome) == code
    assert held(factory) == {"S1": 30, "S2": 100}


def test_goods_that_left_their_bin_are_not_moved(plants: Plants) -> None:
    """The pick named S1; meanwhile S1 was emptied: insufficient-stock names bin and quantity."""
    factory = stores(plants, prod_consumption_whse_handling="warehouse_pick_mandatory")
    order(factory)
    document = factory.post(CreatePickRequest, order_no="O1")
    sale = {"entry_type": ItemLedgerEntryType.SALE, "item_no": "C", "quantity": 25}
    factory.post(PostItemEntryRequest, location_code="WH", bin_code="S1", **sale)
    outcome = factory.post(RegisterWarehouseActivityRequest, no=document.no)
    assert (refused(outcome), outcome.facts["bin_code"]) == ("insufficient-stock", "S1")


def test_a_pick_by_word_of_mouth(plants: Plants) -> None:
    """Picked without a document: the component knows; unknown components and nothing at all are refused."""
    factory = stores(plants, prod_consumption_whse_handling="warehouse_pick_mandatory")
    order(factory)
    receipt = factory.post(RegisterPickRequest, order_no="O1", item_no="C", quantity=5)
    assert receipt.qty_picked == 5
    assert (
        refused(factory.post(RegisterPickRequest, order_no="O1", item_no="X", quantity=5))
        == "component-not-found"
    )
    assert (
        refused(factory.post(RegisterPickRequest, order_no="O1", item_no="C", quantity=0))
        == "quantity-out-of-range"
    )
    unknown = factory.post(RegisterPickRequest, order_no="O9", item_no="C", quantity=1)
    assert refused(unknown) == "released-order-not-found"
    assert unknown.facts == {"order_no": "O9", "status": ""}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("output"), st.integers(1, 4)),
            st.tuples(st.just("pick"), st.integers(1, 6)),
            st.tuples(st.just("place"), st.sampled_from(BINS)),
            st.tuples(st.just("consume"), st.integers(1, 5)),
        ),
        max_size=8,
    )
)
def test_bins_hold_what_the_ledger_says(sqlite_plants: Plants, steps: list[tuple[str, Any]]) -> None:
    """Whatever is made, picked, placed and consumed: each bin holds the sum of its entries, a location its stock."""
    factory = stores(
        sqlite_plants,
        prod_output_whse_handling="warehouse_put_away",
        prod_consumption_whse_handling="warehouse_pick_optional",
    )
    order(factory, quantity=40)
    for step, value in steps:
        if step == "output":
            factory.output("20", value)
        elif step == "consume":
            factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=value)
        elif step == "pick":
            document = factory.post(CreatePickRequest, order_no="O1")
            if hasattr(document, "lines"):
                lines = (Handled(line_no=document.lines[1].line_no, quantity=Decimal(value)),)
                factory.post(RegisterWarehouseActivityRequest, no=document.no, lines=lines)
        else:
            for document in factory.ask(WarehouseDocumentsQuestion):
                if document.type == "put_away":
                    left = document.lines[1].quantity_base
                    lines = (Handled(line_no=document.lines[1].line_no, quantity=left, bin_code=value),)
                    factory.post(RegisterWarehouseActivityRequest, no=document.no, lines=lines)
    check_bins(factory)
    sqlite_plants.close()


def check_bins(factory: Factory) -> None:
    """Add up entries by bin and by location."""
    moved: defaultdict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    with factory.plant.engine.connect() as connection:
        contents = connection.execute(select(table_of(BinContent))).mappings().all()
        for row in connection.execute(select(table_of(WarehouseEntry))).mappings():
            moved[row["bin_code"], row["item_no"]] += row["quantity"]
    for item_no, bin_code, quantity in factory.rows(
        "item_ledger_entries", "item_no", "bin_code", "quantity", location_code="WH"
    ):
        moved[bin_code, item_no] += quantity
    kept = {(row["bin_code"], row["item_no"]): row["quantity"] for row in contents}
    assert {key: value for key, value in moved.items() if value} == {k: v for k, v in kept.items() if v}
    for item_no, location, quantity in factory.rows("inventory", "item_no", "location_code", "quantity"):
        if location == "WH":
            assert quantity == sum(value for (_, item), value in kept.items() if item == item_no)
