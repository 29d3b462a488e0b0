"""Journals: consumption by hand, batches of many lines, and what is proposed."""

from datetime import date, time
from decimal import Decimal
from threading import Thread
from typing import Any

from backend_client.messages.base import Posted
from backend_client.messages.journal_proposals import (
    ActualEntriesQuestion,
    CalculateConsumptionQuestion,
    ExplodeRoutingQuestion,
    ProductionJournalQuestion,
)
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.postings import PostCapacityRequest, PostOutputRequest, ScrapQuantity
from backend_client.terms import (
    ConsumptionBasis,
    FlushingMethod,
    JournalLineKind,
    Ledger,
    PresetOutputQuantity,
    Warned,
)
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused

OUTPUT, CONSUMPTION = JournalLineKind.OUTPUT, JournalLineKind.CONSUMPTION
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
LINK = {"routing_link_code": "L"}
LINKED_TO_20 = {
    "routing_lines": [{"routing_no": "R", "operation_no": "20", **LINK}],
    "production_bom_lines": [{"production_bom_no": "PB", **LINK}],
}


def line(kind: JournalLineKind, **fields: Any) -> JournalLine:
    """A line of a journal on O1; whole numbers become decimals where a decimal belongs."""
    given = {
        name: Decimal(value) if name.endswith(("quantity", "_time")) else value
        for name, value in fields.items()
    }
    return JournalLine(kind=kind, **({"order_no": "O1"} | given))


def consume(factory: Factory, quantity: Any, item_no: str = "C", **fields: Any) -> Any:
    """Consume something on order O1."""
    fields.setdefault("order_no", "O1")
    return factory.post(PostConsumptionRequest, item_no=item_no, quantity=quantity, **fields)


def journal(factory: Factory, *lines: JournalLine, **fields: Any) -> Any:
    """Post lines as one journal."""
    return factory.post(PostJournalRequest, lines=lines, **fields)


def proposed(factory: Factory, **fields: Any) -> Any:
    """Ask for the production journal of O1."""
    return factory.ask(ProductionJournalQuestion, order_no="O1", **fields)


def test_row_11_two_orders_of_entry(plants: Plants) -> None:
    """Calculate consumption both ways: 20 C are still expected, the 4 P made so far have needed 8."""
    factory = Factory(plants)
    factory.order()
    factory.output("20", 4)
    for basis, quantity in ((ConsumptionBasis.EXPECTED_OUTPUT, 20), (ConsumptionBasis.ACTUAL_OUTPUT, 8)):
        (needed,) = factory.ask(CalculateConsumptionQuestion, order_no="O1", basis=basis)
        assert (needed.item_no, needed.quantity) == ("C", quantity)


def test_row_12_the_production_journal_shows_what_remains_and_what_was_posted(plants: Plants) -> None:
    """Open for a line with 4 of 10 posted: shows remaining 6 and actual 4."""
    factory = Factory(plants)
    factory.order()
    factory.output("20", 4)
    answer = proposed(factory)
    last = next(each for each in answer.lines if each.operation_no == "20")
    assert (last.quantity, last.posted_quantity) == (6, 4)
    assert [each.quantity for each in answer.actual_entries if each.ledger is Ledger.ITEM] == [4]


def test_row_13_by_products_come_out(plants: Plants) -> None:
    """Unplanned item, negative quantity: stock up by 5, work in process down by 6.00."""
    factory = Factory(plants, items=[{"no": "BYP", "costing_method": "standard", "standard_cost": "1.20"}])
    factory.order()
    consume(factory, -5, "BYP", component_line_no=0)
    assert factory.rows("inventory", "quantity", item_no="BYP") == [5]
    assert factory.rows("wip", "amount") == [-6]


def test_row_28_components_stand_under_their_operation(plants: Plants) -> None:
    """Component linked to operation 20 is indented under it; one without link comes first."""
    factory = Factory(
        plants,
        routing_lines=LINKED_TO_20["routing_lines"],
        items=[{"no": "D"}],
        production_bom_lines=[
            {"production_bom_no": "PB", **LINK},
            {"production_bom_no": "PB", "no": "D", "line_no": 20000},
        ],
    )
    factory.order()
    shown = [(each.level, each.item_no, each.operation_no) for each in proposed(factory).lines]
    assert shown == [(0, "D", ""), (0, "P", "10"), (0, "P", "20"), (1, "C", "")]


def test_row_29_expected_quantities_then_remaining_ones(plants: Plants) -> None:
    """Fresh order: expected with routing scrap; after postings: what remains of it."""
    factory = Factory(
        plants,
        settings={"default_consumption_calculation": "expected_output"},
        routing_lines=[{"routing_no": "R", "operation_no": "10", "scrap_factor_pct": 10}],
    )
    factory.order()
    quantities = lambda: [each.quantity for each in proposed(factory).lines]  # noqa: E731
    assert quantities() == [22, 11, 10]
    factory.output("10", 4)
    consume(factory, 5)
    assert quantities() == [17, 7, 10]


def test_row_30_the_preset_of_output_is_a_setting(plants: Plants) -> None:
    """Expected quantity, zero on all operations, zero on the last one."""
    wanted = {
        PresetOutputQuantity.EXPECTED_QUANTITY: [10, 10],
        PresetOutputQuantity.ZERO_ON_ALL_OPERATIONS: [0, 0],
        PresetOutputQuantity.ZERO_ON_LAST_OPERATION: [10, 0],
    }
    for preset, quantities in wanted.items():
        factory = Factory(plants, settings={"preset_output_quantity": preset.value})
        factory.order()
        for answer in (proposed(factory), proposed(factory, preset=preset)):
            assert [each.quantity for each in answer.lines if each.kind is OUTPUT] == quantities


def test_row_31_the_date_of_a_line_wins(plants: Plants) -> None:
    """Header on Tuesday, one line on Wednesday: entries carry Tuesday and Wednesday."""
    factory = Factory(plants)
    factory.order()
    first = line(OUTPUT, operation_no="10", output_quantity=1)
    second = line(OUTPUT, operation_no="10", output_quantity=1, posting_date=WEDNESDAY)
    journal(factory, first, second, posting_date=TUESDAY)
    assert factory.rows("capacity_ledger_entries", "posting_date") == [TUESDAY, WEDNESDAY]
    assert set(factory.rows("value_entries", "posting_date")) <= {TUESDAY, WEDNESDAY}


def test_row_32_flushed_components_are_shown_when_asked_for(plants: Plants) -> None:
    """Filter Backward: the linked component is visible with 0; by default it is not."""
    factory = Factory(plants, items=[{"no": "C", "flushing_method": "backward"}], **LINKED_TO_20)
    factory.order()
    assert [each.kind for each in proposed(factory).lines] == [OUTPUT, OUTPUT]
    (shown,) = proposed(factory, flushing_methods=(FlushingMethod.BACKWARD,)).lines
    assert (shown.item_no, shown.quantity, shown.expected_quantity) == ("C", 0, 20)


def test_row_33_everything_of_a_line_in_one_post(plants: Plants) -> None:
    """Operation 10 with run time 50, output 10, scrap 1 and component 20: three effects, one register."""
    factory = Factory(plants)
    factory.order()
    receipt = journal(
        factory,
        line(OUTPUT, operation_no="10", run_time=50, setup_time=5, output_quantity=10, scrap_quantity=1),
        line(CONSUMPTION, item_no="C", quantity=20),
    )
    assert [each.quantity for each in receipt.item_entries] == [-20]
    (work,) = receipt.capacity_entries
    assert (work.setup_time, work.run_time, work.output_quantity, work.scrap_quantity) == (5, 50, 10, 1)
    ledgers = ("item_ledger_entries", "capacity_ledger_entries", "value_entries")
    assert {no for ledger in ledgers for no in factory.rows(ledger, "register_no")} == {receipt.register_no}


def test_row_34_only_the_last_operation_raises_stock(plants: Plants) -> None:
    """Output on operation 10 is capacity only; on operation 20 it is stock."""
    factory = Factory(plants)
    factory.order()
    factory.output("10", 10)
    assert factory.rows("item_ledger_entries", "entry_no") == []
    factory.output("20", 10)
    assert factory.rows("inventory", "item_no", "quantity") == [("P", 10)]


def test_row_35_the_finished_tick_sets_the_status(plants: Plants) -> None:
    """Ticked: Finished; the next posting without it puts the operation in progress again."""
    factory = Factory(plants)
    factory.order()
    factory.output("10", 5, finished=True)
    assert factory.rows("production_order_routing_lines", "routing_status", operation_no="10") == ["finished"]
    factory.output("10", 0, run_time=1)
    assert factory.rows("production_order_routing_lines", "routing_status", operation_no="10") == [
        "in_progress"
    ]


def test_row_36_actual_entries_are_shown(plants: Plants) -> None:
    """After 3 and 4 of output: actual output 7, and with it times, scrap and consumption."""
    factory = Factory(plants)
    factory.order()
    factory.output("20", 3, run_time=15)
    factory.output("20", 4, scrap_quantity=1)
    consume(factory, 14)
    entries = factory.ask(ActualEntriesQuestion, order_no="O1")
    made = [each for each in entries if each.ledger is Ledger.ITEM and each.kind is OUTPUT]
    assert sum(each.quantity for each in made) == 7
    assert [each.quantity for each in entries if each.kind is CONSUMPTION] == [14]
    on_20 = factory.ask(ActualEntriesQuestion, order_no="O1", operation_no="20")
    assert [(each.run_time, each.scrap_quantity) for each in on_20] == [(15, 0), (0, 1)]


def test_row_37_what_is_blocked_is_left_out(plants: Plants) -> None:
    """No line for a blocked item or center but a message; a line made by hand is refused."""
    factory = Factory(
        plants, items=[{"no": "C", "blocked": True}], work_centers=[{"no": "A", "blocked": True}]
    )
    factory.order()
    answer = proposed(factory)
    assert [each.operation_no for each in answer.lines] == ["20"]
    assert {(each.warning, each.no) for each in answer.left_out} == {
        (Warned.BLOCKED_ITEM_LEFT_OUT, "C"),
        (Warned.BLOCKED_CENTER_LEFT_OUT, "A"),
    }
    assert refused(consume(factory, 1)) == "item-blocked"
    assert refused(factory.output("10", 1)) == "work-center-blocked"


def test_row_38_what_is_not_posted_leaves_nothing(plants: Plants) -> None:
    """A journal that is asked for and left again, or only previewed, changes nothing and is proposed anew."""
    factory = Factory(plants)
    factory.order()
    before = proposed(factory)
    journal(factory, line(OUTPUT, operation_no="10", output_quantity=4), preview=True)
    assert proposed(factory) == before
    assert factory.entries() == 0


def test_row_39_two_people_on_one_line(each_plants: Plants) -> None:
    """Two kiosks post on the same line at once: both post, no input is lost, totals add up."""
    factory = Factory(each_plants)
    factory.order()
    outcomes: list[Any] = []

    def work(person: str) -> None:
        for number in range(5):
            request = PostOutputRequest(
                request_id=f"{person}-{number}",
                person_no=person,
                order_no="O1",
                operation_no="20",
                output_quantity=Decimal(1),
            )
            outcomes.append(factory.client.post(request))

    people = [Thread(target=work, args=(person,)) for person in ("ANNA", "BEN")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert all(isinstance(outcome, Posted) for outcome in outcomes)
    assert factory.rows("production_order_lines", "finished_quantity") == [10]
    assert factory.rows("inventory", "quantity") == [10]


def test_row_40_a_preview_shows_the_entries_and_saves_none(plants: Plants) -> None:
    """Preview: the list of entries that posting then writes; the ledgers are unchanged by it."""
    factory = Factory(plants)
    factory.order()
    lines = (
        line(OUTPUT, operation_no="20", output_quantity=2, run_time=10),
        line(CONSUMPTION, item_no="C", quantity=4),
    )
    previewed = journal(factory, *lines, preview=True)
    assert factory.entries() == 0
    posted = journal(factory, *lines)
    assert (previewed.item_entries, previewed.capacity_entries) == (
        posted.item_entries,
        posted.capacity_entries,
    )
    assert (previewed.value_entries, previewed.gl_entries) == (posted.value_entries, posted.gl_entries)


def test_row_41_the_location_on_capacity_value_entries(plants: Plants) -> None:
    """Switch on: the capacity value entry has the location of the line; off, it has none."""
    for switch, location in (("true", "MAIN"), ("false", "")):
        factory = Factory(plants, settings={"copy_location_to_capacity_value_entries": switch})
        factory.order()
        factory.output("10", 1, run_time=5)
        assert set(factory.rows("value_entries", "location_code")) == {location}


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
