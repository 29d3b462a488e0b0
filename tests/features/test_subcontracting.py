"""What work done outside promises, each row of the feature table by its own acceptance check."""

from typing import Any

from sqlalchemy import select

from backend_client.messages.orders import ReopenProductionOrderRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.messages.subcontracting import (
    CreateSubcontractingOrderRequest,
    InvoiceSubcontractingRequest,
    ReceiveSubcontractingRequest,
    SubcontractingLinesQuestion,
    SubcontractingProposalQuestion,
    UndoSubcontractingReceiptRequest,
)
from backend_client.messages.warehouse import CreatePutAwayRequest
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.store.rows import table_of
from backend_client.terms import Confirmation, Ledger, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused
from tests.features.test_reversal import reverse

MISSING = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
OUTSIDE = {"work_centers": [{"no": "B", "subcontractor_no": "V1", "unit_cost_calculation": "units"}]}
FIRST_OUTSIDE = {"work_centers": [{"no": "A", "subcontractor_no": "V1", "unit_cost_calculation": "units"}]}
LINKED_C = {
    "items": [{"no": "C", "flushing_method": "backward"}],
    "production_bom_lines": [{"production_bom_no": "PB", "no": "C", "routing_link_code": "L"}],
    "routing_lines": [{"routing_no": "R", "operation_no": "20", "routing_link_code": "L"}],
}


def bought(factory: Factory, no: str = "SUB1", quantity: int | None = 12, **fields: Any) -> Any:
    """Order operation 20 of O1 outside at 4.60."""
    fields = {"operation_no": "20", "order_no": "O1", "direct_unit_cost": "4.60"} | fields
    return factory.post(CreateSubcontractingOrderRequest, no=no, quantity=quantity, **fields)


def receive(factory: Factory, quantity: int, no: str = "SUB1") -> Any:
    """Receive so many."""
    return factory.post(ReceiveSubcontractingRequest, no=no, quantity=quantity)


def test_row_22_a_center_outside(each_plants: Plants) -> None:
    """On a subcontractor's center the journal refuses setup, run and output."""
    factory = Factory(each_plants, **OUTSIDE)
    factory.order()
    for values in ({"setup_time": 5}, {"run_time": 5}, {"quantity": 1}):
        assert refused(factory.output("20", **values)) == "subcontracting-center"
    assert factory.entries() == 0


def test_row_23_purchase_order_per_operation(each_plants: Plants) -> None:
    """The purchase line proposed for an operation has the remaining input of it, at the subcontractor's price."""
    prices = [
        {"vendor_no": "V1", "item_no": "P", "work_center_no": "B", "direct_unit_cost": 5},
        {
            "vendor_no": "V1",
            "item_no": "P",
            "work_center_no": "B",
            "minimum_quantity": 8,
            "direct_unit_cost": 4,
        },
    ]
    factory = Factory(each_plants, subcontractor_prices=prices, **OUTSIDE)
    factory.order(quantity=12)
    (proposal,) = factory.ask(SubcontractingProposalQuestion)
    assert (proposal.operation_no, proposal.quantity, proposal.vendor_no) == ("20", 12, "V1")
    assert proposal.direct_unit_cost == 4
    ordered = bought(factory, quantity=None, direct_unit_cost=None)
    assert (ordered.quantity, ordered.direct_unit_cost, ordered.operation_no) == (12, 4, "20")
    assert factory.ask(SubcontractingProposalQuestion) == ()
    receive(factory, 5)
    assert factory.ask(SubcontractingProposalQuestion, order_no="O1") == ()
    (line,) = factory.ask(SubcontractingLinesQuestion)
    assert (line.quantity_base, line.qty_received_base) == (12, 5)


def test_row_24_receipt_posts_the_operation(each_plants: Plants) -> None:
    """12 received on the last operation: stock + 12, a capacity entry of 12 not invoiced, linked components flushed."""
    factory = Factory(each_plants, **OUTSIDE, **LINKED_C)
    factory.stock(100)
    factory.order(quantity=12)
    bought(factory)
    receipt = receive(factory, 12)
    assert factory.rows("inventory", "quantity", item_no="P") == [12]
    columns = ("quantity", "invoiced_quantity", "output_quantity", "subcontracting")
    assert factory.rows("capacity_ledger_entries", *columns) == [(12, 0, 12, True)]
    assert [entry.quantity for entry in receipt.item_entries] == [-24, 12]
    assert factory.rows("production_order_lines", "finished_quantity") == [12]
    # expected at the order line's unit cost, no cost of work before its invoice
    expected = factory.rows("value_entries", "cost_amount_expected", item_ledger_entry_type="output")
    assert expected == [300]
    assert factory.rows("value_entries", "no", item_ledger_entry_type="") == []


def test_a_receipt_of_an_earlier_operation_moves_no_stock(plants: Plants) -> None:
    """Operation 10 outside: its pieces are done, nothing is in stock."""
    factory = Factory(plants, **FIRST_OUTSIDE)
    factory.order(quantity=12)
    bought(factory, operation_no="10")
    receive(factory, 12)
    posted = factory.rows("production_order_routing_lines", "operation_no", "posted_output")
    assert posted == [("10", 12), ("20", 0)]
    assert factory.rows("item_ledger_entries", "quantity") == []


def test_row_25_invoice_brings_the_cost(each_plants: Plants) -> None:
    """5 and 7 received, 8 then 4 invoiced, the last dearer: direct 23.00, 13.80 and 20.00 in work in process."""
    factory = Factory(each_plants, **OUTSIDE)
    factory.order(quantity=12)
    bought(factory)
    for quantity in (5, 7):
        receive(factory, quantity)
    factory.post(InvoiceSubcontractingRequest, no="SUB1", quantity=8)
    factory.post(InvoiceSubcontractingRequest, no="SUB1", quantity=4, direct_unit_cost=5)
    direct = factory.rows(
        "value_entries", "cost_amount_actual", entry_type="direct_cost", item_ledger_entry_type=""
    )
    assert [str(amount.normalize()) for amount in direct] == ["23", "13.8", "2E+1"]
    assert factory.rows("capacity_ledger_entries", "invoiced_quantity") == [5, 7]
    assert factory.rows("wip", "amount") == [sum(direct)]
    outcome = factory.post(InvoiceSubcontractingRequest, no="SUB1", quantity=1)
    assert refused(outcome) == "invoice-exceeds-receipt"


def test_row_26_undo_a_receipt(each_plants: Plants) -> None:
    """Undone before its invoice: stock back, the components it consumed not returned; once, and never when invoiced."""
    factory = Factory(each_plants, **OUTSIDE, **LINKED_C)
    factory.stock(100)
    factory.order(quantity=12)
    bought(factory)
    receive(factory, 5)
    factory.post(UndoSubcontractingReceiptRequest, no="SUB1")
    assert factory.rows("inventory", "item_no", "quantity") == [("C", 90), ("P", 0)]
    assert factory.rows("capacity_ledger_entries", "quantity", "reversed") == [(5, True), (-5, True)]
    assert factory.rows("production_order_lines", "finished_quantity") == [0]
    assert refused(factory.post(UndoSubcontractingReceiptRequest, no="SUB1")) == "already-reversed"
    receive(factory, 12)
    factory.post(InvoiceSubcontractingRequest, no="SUB1", quantity=1)
    outcome = factory.post(UndoSubcontractingReceiptRequest, no="SUB1", receipt_no=2)
    assert refused(outcome) == "receipt-invoiced"
    assert (
        refused(factory.post(UndoSubcontractingReceiptRequest, no="SUB1", receipt_no=9)) == "entry-not-found"
    )


def test_row_27_finish_blocked_by_an_open_receipt(each_plants: Plants) -> None:
    """2 of 12 outstanding: finishing is refused, and names the purchase order; all received, it is finished."""
    factory = Factory(each_plants, **OUTSIDE)
    factory.order(quantity=12)
    bought(factory)
    receive(factory, 10)
    outcome = factory.status(OrderStatus.FINISHED, *MISSING)
    assert (refused(outcome), outcome.facts["purchase_order_no"]) == ("subcontracting-outstanding", "SUB1")
    receive(factory, 2)
    assert factory.status(OrderStatus.FINISHED, *MISSING).status is OrderStatus.FINISHED


def test_outside_work_is_taken_back_by_its_receipt_alone(plants: Plants) -> None:
    """Neither its capacity entry nor its output is reversed by hand."""
    factory = Factory(plants, **OUTSIDE)
    factory.order(quantity=12)
    bought(factory)
    receipt = receive(factory, 12)
    for ledger, entry in (
        (Ledger.CAPACITY, receipt.capacity_entries[0]),
        (Ledger.ITEM, receipt.item_entries[0]),
    ):
        assert refused(reverse(factory, ledger, entry.entry_no)) == "subcontracted-entry"


def test_what_can_not_be_bought_or_received_is_refused(plants: Plants) -> None:
    """A center of our own, an order that is not released, too much, nothing, and what nobody ordered."""
    factory = Factory(plants, **OUTSIDE)
    factory.order(quantity=12)
    factory.order("O2", status=OrderStatus.FIRM_PLANNED)
    assert refused(bought(factory, operation_no="10")) == "not-a-subcontracting-center"
    assert refused(bought(factory, order_no="O2")) == "released-order-not-found"
    assert bought(factory, order_no="O2").facts == {"order_no": "O2", "status": "firm_planned"}
    assert bought(factory, order_no="O9").facts == {"order_no": "O9", "status": ""}
    assert refused(bought(factory, operation_no="99")) == "operation-not-found"
    assert refused(bought(factory, quantity=0)) == "quantity-out-of-range"
    assert refused(bought(factory, no="")) == "request-malformed"
    outcome = factory.ask(SubcontractingProposalQuestion, work_center_no="A")
    assert refused(outcome) == "not-a-subcontracting-center"
    bought(factory)
    for quantity in (13, 0, -1):
        assert refused(receive(factory, quantity)) == "quantity-out-of-range"
    assert refused(receive(factory, 1, "SUB9")) == "order-line-not-found"
    assert factory.entries() == 0


def test_a_finished_order_gives_no_receipt_back(plants: Plants) -> None:
    """Finished: refused; reopened: its receipt can be undone."""
    factory = Factory(plants, **OUTSIDE)
    factory.order(quantity=12)
    bought(factory)
    receive(factory, 12)
    factory.status(OrderStatus.FINISHED, *MISSING)
    outcome = factory.post(UndoSubcontractingReceiptRequest, no="SUB1")
    assert refused(outcome) == "order-not-released"
    factory.post(ReopenProductionOrderRequest, order_no="O1")
    factory.post(UndoSubcontractingReceiptRequest, no="SUB1")
    assert factory.rows("inventory", "quantity", item_no="P") == [0]


def test_outside_work_needs_no_put_away(plants: Plants) -> None:
    """At a put-away location the receipt itself brings the pieces into stock; no put-away asks for them."""
    factory = Factory(
        plants, **OUTSIDE, locations=[{"code": "MAIN", "prod_output_whse_handling": "inventory_put_away"}]
    )
    factory.order(quantity=12, location_code="MAIN")
    bought(factory)
    assert refused(factory.post(CreatePutAwayRequest, order_no="O1")) == "nothing-to-post"
    receive(factory, 12)
    assert factory.rows("inventory", "quantity", item_no="P") == [12]


def test_a_blocked_center_receives_nothing(plants: Plants) -> None:
    """The subcontractor's center was blocked after the order: the receipt names it; nothing is posted."""
    factory = Factory(plants, **OUTSIDE)
    factory.order(quantity=12)
    bought(factory)
    change = {"table": "work_centers", "key": {"no": "B"}, "values": {"blocked": "true"}}
    factory.post(ChangeMasterDataRequest, **change)
    outcome = receive(factory, 12)
    assert (refused(outcome), outcome.facts["no"]) == ("work-center-blocked", "B")
    assert factory.rows("capacity_ledger_entries", "quantity") == []


def test_tracked_goods_of_a_receipt_carry_their_lot(plants: Plants) -> None:
    """A receipt of a lot-tracked item needs a lot number; the output has it."""
    factory = Factory(
        plants,
        **OUTSIDE,
        item_tracking_codes=[{"code": "LOT", "description": "Lot", "lot_specific_tracking": True}],
        items=[{"no": "P", "item_tracking_code": "LOT"}],
    )
    factory.order(quantity=12)
    bought(factory)
    assert refused(receive(factory, 12)) == "lot-required"
    factory.post(ReceiveSubcontractingRequest, no="SUB1", quantity=12, lot_no="L7")
    with factory.plant.engine.connect() as connection:
        assert connection.execute(select(table_of(ItemLedgerEntry).c.lot_no)).scalars().all()[-1] == "L7"
