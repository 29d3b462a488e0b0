"""What the lines of journals promise, each row of the feature table by its own acceptance check."""

from datetime import time
from decimal import Decimal

from backend_client.messages.journal_proposals import (
    CalculateConsumptionQuestion,
    ExplodeRoutingQuestion,
)
from backend_client.messages.postings import PostCapacityRequest, ScrapQuantity
from backend_client.terms import (
    ConsumptionBasis,
)
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused
from tests.features.journal_words import CONSUMPTION, OUTPUT, consume, journal, line


def test_row_42_consumption_of_two_orders_in_one_journal(plants: Plants) -> None:
    """Two orders in one journal: both posted in one register, calculated or typed in."""
    factory = Factory(plants)
    factory.order("O1")
    factory.order("O2")
    needed = factory.ask(
        CalculateConsumptionQuestion, order_nos=("O1", "O2"), basis=ConsumptionBasis.EXPECTED_OUTPUT
    )
    lines = [
        line(
            CONSUMPTION,
            order_no=each.order_no,
            order_line_no=each.order_line_no,
            component_line_no=each.component_line_no,
            quantity=each.quantity,
        )
        for each in needed
    ]
    journal(factory, *lines)
    assert factory.rows("item_ledger_entries", "order_no", "quantity") == [("O1", -20), ("O2", -20)]
    assert len(set(factory.rows("item_ledger_entries", "register_no"))) == 1
    assert factory.rows("production_order_components", "remaining_quantity") == [0, 0]


def test_row_43_the_basis_of_calculation_comes_from_the_setup(plants: Plants) -> None:
    """Needed minus consumed, on the basis that is asked for, else on the plant's own."""
    for basis, quantity in (("expected_output", 17), ("actual_output", 5)):
        factory = Factory(plants, settings={"default_consumption_calculation": basis})
        factory.order()
        factory.output("20", 4)
        consume(factory, 3)
        (needed,) = factory.ask(CalculateConsumptionQuestion, order_no="O1")
        assert needed.quantity == quantity


def test_row_45_over_and_negative_consumption(plants: Plants) -> None:
    """25 of the 20 expected: entries of 20 and 5, remaining 0; 5 that come back of another order raise it to 25."""
    factory = Factory(plants)
    factory.order("O1")
    consume(factory, 25)
    assert factory.rows("item_ledger_entries", "quantity") == [-20, -5]
    factory.order("O2")
    consume(factory, -5, order_no="O2")
    assert factory.rows("production_order_components", "remaining_quantity") == [0, 25]


def test_row_46_unplanned_material(plants: Plants) -> None:
    """Item X is on no component: an entry without component, its cost in the material of the order."""
    factory = Factory(plants, items=[{"no": "X", "unit_cost": 4}])
    factory.order()
    consume(factory, 3, "X")
    columns = ("item_no", "component_line_no", "order_line_no", "cost_amount_actual")
    assert factory.rows("item_ledger_entries", *columns) == [("X", 0, 10000, -12)]
    assert factory.rows("wip", "amount") == [12]


def test_row_48_output_of_two_orders_in_one_journal(plants: Plants) -> None:
    """Quantity, scrap, setup and run time of lines of two orders post in one register."""
    factory = Factory(plants)
    factory.order("O1")
    factory.order("O2")
    numbers = {"output_quantity": 2, "scrap_quantity": 1, "setup_time": 3, "run_time": 10}
    receipt = journal(
        factory, *(line(OUTPUT, order_no=no, operation_no="20", **numbers) for no in ("O1", "O2"))
    )
    assert [each.order_no for each in receipt.capacity_entries] == ["O1", "O2"]
    assert set(factory.rows("capacity_ledger_entries", "register_no")) == {receipt.register_no}
    assert factory.rows("production_order_lines", "finished_quantity") == [2, 2]


def test_row_49_explode_routing(plants: Plants) -> None:
    """One line for each unfinished operation reported by hand, with the input quantity that remains."""
    factory = Factory(
        plants,
        work_centers=[{"no": "B", "flushing_method": "backward"}],
        routing_lines=[
            {"routing_no": "R", "operation_no": "10", "scrap_factor_pct": 10},
            {"routing_no": "R", "operation_no": "30", "no": "A"},
        ],
    )
    factory.order()
    factory.output("10", 4)
    explode = lambda: factory.ask(ExplodeRoutingQuestion, order_no="O1")  # noqa: E731
    assert [(each.operation_no, each.quantity) for each in explode()] == [("10", 7), ("30", 10)]
    factory.output("10", 7, finished=True)
    assert [each.operation_no for each in explode()] == ["30"]
    factory.output("30", 10)
    assert refused(explode()) == "nothing-to-explode"


def test_row_50_pieces_with_serial_numbers_get_a_line_each(plants: Plants) -> None:
    """Order of 3 serial items: 1 + 3 lines for two operations; with that turned off, 1 + 1."""
    serial = {"code": "SN", "description": "Serial", "sn_specific_tracking": True}
    factory = Factory(plants, item_tracking_codes=[serial], items=[{"no": "P", "item_tracking_code": "SN"}])
    factory.order(quantity=3)
    lines = factory.ask(ExplodeRoutingQuestion, order_no="O1")
    assert [(each.operation_no, each.quantity) for each in lines] == [
        ("10", 3),
        ("20", 1),
        ("20", 1),
        ("20", 1),
    ]
    assert len(factory.ask(ExplodeRoutingQuestion, order_no="O1", serial_lines=False)) == 2


def test_row_51_run_time_alone(plants: Plants) -> None:
    """Time without quantity is posted: it costs, and nothing comes into stock."""
    factory = Factory(plants)
    factory.order()
    factory.output("20", 0, run_time=15)
    assert factory.rows("capacity_ledger_entries", "run_time", "output_quantity") == [(15, 0)]
    assert factory.rows("wip", "amount") == [15]
    assert factory.rows("item_ledger_entries", "entry_no") == []


def test_row_52_any_unit_of_time_and_spans(plants: Plants) -> None:
    """0.5 hours on a minutes center are 30; 08:00 to 09:00 by 2 at once are 120, and setup time is cleared."""
    factory = Factory(plants)
    factory.order()
    factory.output("10", 0, run_time="0.5", time_unit_code="HOURS")
    factory.output(
        "10", 0, setup_time=5, starting_time=time(8), ending_time=time(9), concurrent_capacity=Decimal(2)
    )
    assert factory.rows("capacity_ledger_entries", "setup_time", "run_time") == [(0, 30), (0, 120)]


def test_row_53_stop_time_and_its_reason(plants: Plants) -> None:
    """Downtime with a reason is an entry without cost, on an order or without one."""
    factory = Factory(plants)
    factory.order()
    factory.output("10", 0, stop_time=20, stop_code="TOOL")
    factory.post(PostCapacityRequest, no="A", stop_time=7, stop_code="TOOL")
    entries = factory.rows("capacity_ledger_entries", "quantity", "stop_time", "stop_code", "order_no")
    assert entries == [(20, 20, "TOOL", "O1"), (7, 7, "TOOL", "")]
    assert factory.rows("value_entries", "entry_no") == []


def test_row_54_a_reason_for_each_scrap(plants: Plants) -> None:
    """One posting with three reasons leaves the reason beside each scrapped quantity."""
    factory = Factory(plants)
    factory.order()
    further = (ScrapQuantity(scrap_code="DEFECT", quantity=Decimal(1)),)
    factory.output("10", 4, scrap_quantity=2, scrap_code="DENT", further_scrap=further)
    entries = factory.rows("capacity_ledger_entries", "output_quantity", "scrap_quantity", "scrap_code")
    assert entries == [(4, 2, "DENT"), (0, 1, "DEFECT")]
    posted = factory.rows("production_order_routing_lines", "posted_scrap", operation_no="10")
    assert posted == [3]


def test_row_55_entries_of_a_center_over_all_orders(plants: Plants) -> None:
    """The ledger of center A shows output and scrap of every order that was worked on there."""
    factory = Factory(plants)
    for no in ("O1", "O2"):
        factory.order(no)
        factory.output("10", 2, scrap_quantity=1, order_no=no)
        factory.output("20", 2, order_no=no)
    entries = factory.rows("capacity_ledger_entries", "order_no", "output_quantity", "scrap_quantity", no="A")
    assert entries == [("O1", 2, 1), ("O2", 2, 1)]


def test_row_56_partial_and_over_output(plants: Plants) -> None:
    """4 and 8 of 10: both are posted, finished 12, remaining 0."""
    factory = Factory(plants)
    factory.order()
    for quantity, columns in ((4, (4, 6)), (8, (12, 0))):
        factory.output("20", quantity)
        assert factory.rows("production_order_lines", "finished_quantity", "remaining_quantity") == [columns]


def test_row_63_scrap_is_no_output(plants: Plants) -> None:
    """Scrap beside output raises neither output, inventory nor the finished quantity; rework neither."""
    factory = Factory(plants)
    factory.order()
    factory.output("20", 7, scrap_quantity=2, rework_quantity=1)
    assert factory.rows("inventory", "quantity") == [7]
    assert factory.rows("production_order_lines", "finished_quantity", "remaining_quantity") == [(7, 3)]
    columns = ("posted_output", "posted_scrap", "posted_rework_quantity")
    assert factory.rows("production_order_routing_lines", *columns, operation_no="20") == [(7, 2, 1)]
