"""Journals: consumption by hand, batches of many lines, and what is proposed."""

from decimal import Decimal
from threading import Thread
from typing import Any

from backend_client.messages.base import Posted
from backend_client.messages.journal_proposals import (
    ActualEntriesQuestion,
    CalculateConsumptionQuestion,
)
from backend_client.messages.postings import PostOutputRequest
from backend_client.terms import (
    ConsumptionBasis,
    FlushingMethod,
    Ledger,
    PresetOutputQuantity,
    Warned,
)
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused
from tests.features.journal_words import (
    CONSUMPTION,
    LINK,
    LINKED_TO_20,
    OUTPUT,
    TUESDAY,
    WEDNESDAY,
    consume,
    journal,
    line,
    proposed,
)


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
