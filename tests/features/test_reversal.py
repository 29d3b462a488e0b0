"""What reversing promises, each row of the feature table by its own acceptance check; and that nothing remains."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select, update

from backend_client.local import LocalClient
from backend_client.messages.base import Answer, Approval
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.postings import PostCapacityRequest, PostItemEntryRequest
from backend_client.messages.reversals import PostedEntriesQuestion, ReverseEntryRequest, UndoPostingRequest
from backend_client.records.people import Person
from backend_client.records.register import AuditEntry
from backend_client.rules.badges import badge_token_hash
from backend_client.store.verifying import FindingCode, verify
from backend_client.terms import Confirmation, ItemLedgerEntryType, Ledger, OrderStatus
from tests.casebook.databases import NOON, Plants
from tests.features.factory import Factory, asked, refused

YES = (Answer(confirmation=Confirmation.REVERSE_ENTRY, yes=True),)
LINKED_C = {
    "items": [{"no": "C", "flushing_method": "backward"}],
    "production_bom_lines": [{"production_bom_no": "PB", "no": "C", "routing_link_code": "L"}],
    "routing_lines": [{"routing_no": "R", "operation_no": "20", "routing_link_code": "L"}],
}
PEOPLE = [{"no": "OP1", "name": "One"}, {"no": "OP2", "name": "Two"}, {"no": "SUP", "role": "supervisor"}]
STATE = {
    "production_order_lines": ("finished_quantity", "remaining_quantity"),
    "production_order_components": ("remaining_quantity", "actual_consumption_base"),
    "production_order_routing_lines": (
        "operation_no",
        "allocated_time",
        "posted_setup",
        "posted_run",
        "posted_output",
        "posted_scrap",
    ),
    "capacity_needs": ("operation_no", "allocated_time"),
    "inventory": ("item_no", "quantity", "cost_amount_actual", "cost_amount_expected"),
    "gl_balances": ("account_no", "balance"),
    "wip": ("order_no", "amount"),
    "cost_totals": ("item_no", "item_ledger_entry_type", "entry_type", "cost_amount_actual"),
}


def state(factory: Factory) -> dict[str, Any]:
    """Answer all that a posting moves and a reversal gives back; what sums up to nothing is left out."""
    found = {table: factory.rows(table, *columns) for table, columns in STATE.items()}
    found["inventory"] = [row for row in found["inventory"] if any(row[1:])]
    return found


def reverse(factory: Factory, ledger: Ledger, entry_no: int, **fields: Any) -> Any:
    """Reverse an entry, confirmed."""
    return factory.post(ReverseEntryRequest, ledger=ledger, entry_no=entry_no, answers=YES, **fields)


def made(factory: Factory, **fields: Any) -> Any:
    """Post 6 good and 1 scrap on the last operation; answers the receipt."""
    return factory.output("20", 6, scrap_quantity=1, setup_time=10, run_time=50, **fields)


def output_entry(receipt: Any) -> int:
    """Answer the number of the output entry of a receipt."""
    entries = [each for each in receipt.item_entries if each.entry_type is ItemLedgerEntryType.OUTPUT]
    number: int = entries[0].entry_no
    return number


def test_row_57_reverse_from_the_item_ledger(each_plants: Plants) -> None:
    """Reversing an output entry: a negative copy applied to the original, its times and scrap too, status In Progress."""
    factory = Factory(each_plants)
    factory.order()
    before = state(factory)
    receipt = made(factory, finished=True)
    number = output_entry(receipt)
    assert asked(factory.post(ReverseEntryRequest, ledger=Ledger.ITEM, entry_no=number)) == ("reverse-entry",)
    reversal = reverse(factory, Ledger.ITEM, number)
    (work,) = reversal.capacity_entries
    assert (work.setup_time, work.run_time, work.output_quantity, work.scrap_quantity) == (-10, -50, -6, -1)
    assert factory.rows("item_ledger_entries", "quantity", "remaining_quantity", "reversal") == [
        (6, 0, False),
        (-6, 0, True),
    ]
    assert factory.rows("item_application_entries", "inbound_item_entry_no", "quantity") == [(number, -6)]
    links = factory.rows("capacity_ledger_entries", "entry_no", "reversed_entry_no", "reversed_by_entry_no")
    assert links == [(1, 0, 2), (2, 1, 0)]
    assert state(factory) == before
    statuses = dict(factory.rows("production_order_routing_lines", "operation_no", "routing_status"))
    assert statuses["20"] == "in_progress"
    assert refused(reverse(factory, Ledger.ITEM, number)) == "already-reversed"


def test_row_58_reverse_from_the_capacity_ledger(each_plants: Plants) -> None:
    """An operation before the last, and time alone on the last one, are reversed from their capacity entries, once."""
    factory = Factory(each_plants)
    factory.order()
    before = state(factory)
    first = factory.output("10", 8, scrap_quantity=1, run_time=30, stop_time=5, stop_code="TOOL")
    alone = factory.output("20", 0, run_time=30)
    for receipt in (first, alone):
        number = receipt.capacity_entries[-1].entry_no
        reverse(factory, Ledger.CAPACITY, number)
        assert refused(reverse(factory, Ledger.CAPACITY, number)) == "already-reversed"
    assert state(factory) == before
    # stop, work, work alone, and their three opposites
    times = factory.rows("capacity_ledger_entries", "stop_time", "run_time", "reversed")
    assert [row[:2] for row in times] == [(5, 0), (0, 30), (0, 30), (-5, 0), (0, -30), (0, -30)]
    assert {row[2] for row in times} == {True}


def test_row_59_reverse_consumption(each_plants: Plants) -> None:
    """Reversed consumption comes back at exactly its cost, and its component expects it again; never twice."""
    factory = Factory(each_plants)
    factory.stock(20, unit_cost="3.35")
    factory.order()
    before = state(factory)
    receipt = factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=7)
    (entry,) = receipt.item_entries
    reverse(factory, Ledger.ITEM, entry.entry_no)
    costs = factory.rows("item_ledger_entries", "cost_amount_actual", entry_type="consumption")
    assert costs[0] == -costs[1] != 0
    assert state(factory) == before
    assert refused(reverse(factory, Ledger.ITEM, entry.entry_no)) == "already-reversed"


def test_row_60_negative_output_needs_its_original(each_plants: Plants) -> None:
    """Negative output without applies-to is refused; with it, a part is taken back."""
    factory = Factory(each_plants)
    factory.order()
    number = output_entry(made(factory))
    assert refused(factory.output("20", -2)) == "applies-to-required"
    factory.output("20", -2, applies_to_entry=number)
    assert factory.rows("production_order_lines", "finished_quantity") == [4]
    outcome = reverse(factory, Ledger.ITEM, number)
    assert (refused(outcome), outcome.facts["remaining_quantity"]) == ("entry-applied", "4")


def test_row_61_what_can_not_be_reversed(each_plants: Plants) -> None:
    """Sold, finished, foreign and already reversed entries are refused, each with its reason; nothing is written."""
    factory = Factory(each_plants)
    factory.stock(100)
    factory.order()
    receipt = made(factory)
    number, work = output_entry(receipt), receipt.capacity_entries[0].entry_no
    sale = {"entry_type": ItemLedgerEntryType.SALE, "item_no": "P", "quantity": 1}
    factory.post(PostItemEntryRequest, **sale)
    entries = factory.entries()
    codes = {
        (Ledger.ITEM, number): "entry-applied",
        (Ledger.ITEM, 1): "entry-type-not-reversible",
        (Ledger.ITEM, 999): "entry-not-found",
        (Ledger.CAPACITY, 999): "entry-not-found",
        (Ledger.CAPACITY, work): "last-operation-output",
        (Ledger.VALUE, 1): "entry-type-not-reversible",
    }
    assert {key: refused(reverse(factory, *key)) for key in codes} == codes
    factory.status(OrderStatus.FINISHED, Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
    assert refused(reverse(factory, Ledger.ITEM, number)) == "order-not-released"
    assert refused(reverse(factory, Ledger.CAPACITY, work)) == "order-not-released"
    assert factory.entries() == entries


def test_a_reversal_is_not_reversed(plants: Plants) -> None:
    """The opposite entry of output, work and consumption names itself as such."""
    factory = Factory(plants)
    factory.stock(20)
    factory.order()
    reversal = reverse(factory, Ledger.ITEM, output_entry(made(factory)))
    assert refused(reverse(factory, Ledger.ITEM, reversal.item_entries[0].entry_no)) == "entry-is-reversal"
    work = reversal.capacity_entries[0].entry_no
    assert refused(reverse(factory, Ledger.CAPACITY, work)) == "entry-is-reversal"
    used = factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=2).item_entries[0]
    back = reverse(factory, Ledger.ITEM, used.entry_no).item_entries[0]
    assert refused(reverse(factory, Ledger.ITEM, back.entry_no)) == "entry-is-reversal"


def test_flushed_consumption_comes_back_only_if_asked_for(each_plants: Plants) -> None:
    """7 pieces flushed 14 C: without the wish they stay consumed, with it everything is as it was."""
    factory = Factory(each_plants, **LINKED_C)
    factory.stock(100)
    factory.order()
    before = state(factory)
    kept = output_entry(made(factory))
    reverse(factory, Ledger.ITEM, kept)
    assert factory.rows("production_order_components", "actual_consumption_base") == [14]
    asked_for = output_entry(made(factory))
    factory.post(
        ReverseEntryRequest,
        ledger=Ledger.ITEM,
        entry_no=asked_for,
        answers=YES,
        with_flushed_consumption=True,
    )
    assert factory.rows("production_order_components", "actual_consumption_base") == [14]
    first = factory.rows("item_ledger_entries", "entry_no", entry_type="consumption")[0]
    reverse(factory, Ledger.ITEM, first)
    assert state(factory) == before


def test_the_costs_are_those_of_the_original(plants: Plants) -> None:
    """The center and the item cost more today: the reversal takes back what was posted then."""
    from backend_client.messages.planning import ChangeMasterDataRequest

    factory = Factory(plants)
    factory.order()
    before = state(factory)
    number = output_entry(made(factory))
    for table, key, change in (
        ("work_centers", {"no": "B"}, {"direct_unit_cost": "9"}),
        ("items", {"no": "P"}, {"unit_cost": "77"}),
    ):
        factory.post(ChangeMasterDataRequest, table=table, key=key, values=change)
    reverse(factory, Ledger.ITEM, number)
    assert state(factory) == before


def test_time_without_an_order_is_reversed_too(plants: Plants) -> None:
    """30 minutes of maintenance and their opposite: nothing was down."""
    factory = Factory(plants)
    receipt = factory.post(PostCapacityRequest, no="A", stop_time=30, stop_code="MAINT")
    reverse(factory, Ledger.CAPACITY, receipt.capacity_entries[0].entry_no)
    assert factory.rows("capacity_ledger_entries", "stop_time", "reversed") == [(30, True), (-30, True)]


def test_serials_of_one_line_go_back_together(plants: Plants) -> None:
    """Three pieces with their numbers, made in one line: reversing one takes all three back, and their time."""
    factory = Factory(
        plants,
        item_tracking_codes=[{"code": "SN", "description": "Serial", "sn_specific_tracking": True}],
        number_series=[{"code": "SNS", "starting_no": "S001", "ending_no": "S999"}],
        items=[{"no": "P", "item_tracking_code": "SN", "serial_nos": "SNS"}],
    )
    factory.order()
    before = state(factory)
    receipt = factory.output("20", 3, run_time=9)
    assert [entry.serial_no for entry in receipt.item_entries] == ["S001", "S002", "S003"]
    reversal = reverse(factory, Ledger.ITEM, receipt.item_entries[1].entry_no)
    assert [entry.quantity for entry in reversal.item_entries] == [-1, -1, -1]
    assert state(factory) == before
    assert len(factory.output("20", 1, serial_no="S002").item_entries) == 1


def test_undo_takes_the_last_posting_back(each_plants: Plants) -> None:
    """Output, time, scrap and what was flushed, in one step; the posting before stands; twice is refused."""
    factory = Factory(each_plants, people=PEOPLE, **LINKED_C)
    factory.stock(100)
    factory.order()
    made(factory, person_no="OP1")
    before = state(factory)
    factory.output("20", 3, run_time=9, stop_time=2, stop_code="TOOL", person_no="OP1")
    factory.post(UndoPostingRequest, person_no="OP1")
    assert state(factory) == before
    assert refused(factory.post(UndoPostingRequest, person_no="OP1")) == "already-reversed"


def test_undo_is_for_one_s_own_within_the_time(plants: Plants) -> None:
    """Another's posting, or one of 16 minutes ago, needs a supervisor; who posted nothing has nothing to undo."""
    factory = Factory(plants, people=PEOPLE)
    factory.order()
    made(factory, person_no="OP1")
    register = factory.rows("item_ledger_entries", "register_no")[-1]
    assert refused(factory.post(UndoPostingRequest, person_no="OP2")) == "nothing-to-post"
    outcome = factory.post(UndoPostingRequest, person_no="OP2", register_no=register)
    assert (refused(outcome), outcome.facts["what"]) == ("supervisor-needed", "not-your-posting")
    later = NOON + timedelta(minutes=15, seconds=1)
    factory.client = LocalClient(factory.plant.client.database, now=lambda: later)
    outcome = factory.post(UndoPostingRequest, person_no="OP1")
    assert (refused(outcome), outcome.facts["what"]) == ("supervisor-needed", "undo-time")
    factory.post(UndoPostingRequest, person_no="SUP", register_no=register)
    assert factory.rows("production_order_lines", "finished_quantity") == [0]


def test_undo_of_another_s_posting_by_a_supervisor_s_badge(each_plants: Plants) -> None:
    """Two undoes One's posting once the supervisor's badge is scanned, not another's; the audit names both."""
    factory = Factory(each_plants, people=PEOPLE)
    with factory.plant.client.database.write() as connection:
        for row in PEOPLE:
            badge = update(Person).values(badge_token_hash=badge_token_hash(row["no"]))
            connection.execute(badge.where(col(Person.no) == row["no"]))
    factory.order()
    register = made(factory, person_no="OP1").register_no
    undo = {"person_no": "OP2", "register_no": register}
    for no, badge in (("SUP", "OP1"), ("OP1", "OP1"), ("OP2", "OP2"), ("SUP", "")):
        approval = Approval(supervisor_no=no, badge_token=badge)
        assert refused(factory.post(UndoPostingRequest, approval=approval, **undo)) == "approval-not-valid"
    assert factory.rows("production_order_lines", "finished_quantity") == [6]
    approval = Approval(supervisor_no="SUP", badge_token="SUP")
    receipt = factory.post(UndoPostingRequest, approval=approval, **undo)
    assert factory.rows("production_order_lines", "finished_quantity") == [0]
    audit = select(AuditEntry.person_no, AuditEntry.before, AuditEntry.register_no).where(
        AuditEntry.event == "approved"
    )
    with factory.plant.engine.connect() as connection:
        assert connection.execute(audit).all() == [("SUP", "OP2", receipt.register_no)]


def test_undo_of_what_others_stand_on_is_refused(plants: Plants) -> None:
    """One piece is sold, or the register is no posting: refused, nothing is written."""
    factory = Factory(plants, people=PEOPLE)
    factory.order()
    made(factory, person_no="OP1")
    sale = {"entry_type": ItemLedgerEntryType.SALE, "item_no": "P", "quantity": 1}
    factory.post(PostItemEntryRequest, **sale)
    entries = factory.entries()
    assert refused(factory.post(UndoPostingRequest, person_no="OP1")) == "entry-applied"
    outcome = factory.post(UndoPostingRequest, person_no="SUP", register_no=1)
    assert refused(outcome) == "entry-type-not-reversible"
    assert factory.entries() == entries


def test_the_entries_of_an_order_tell_whether_they_can_go(plants: Plants) -> None:
    """The newest first: work names the consumption it flushed, output's work has to go with its goods."""
    factory = Factory(plants, people=PEOPLE, **LINKED_C)
    factory.stock(100)
    factory.order()
    made(factory, person_no="OP1")
    found = factory.ask(PostedEntriesQuestion, order_no="O1").entries
    told = [(each.ledger, each.quantity, each.refused and each.refused.code) for each in found]
    assert told == [
        (Ledger.ITEM, 6, None),
        (Ledger.ITEM, -14, None),
        (Ledger.CAPACITY, 60, "last-operation-output"),
    ]
    assert found[2].flushed_consumption == (found[1].entry_no,)
    assert {each.person_no for each in found} == {"OP1"}
    assert factory.ask(PostedEntriesQuestion, order_no="O1", person_no="OP2").entries == ()
    assert refused(factory.ask(PostedEntriesQuestion, order_no="O9")) == "order-not-found"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["10", "20"]),
            st.integers(0, 6),
            st.integers(0, 2),
            st.integers(0, 20),
            st.decimals(0, 60, places=2),
            st.booleans(),
        ).filter(lambda step: any(step[1:5])),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_was_posted_undoing_all_of_it_leaves_nothing(
    sqlite_plants: Plants, steps: list[Any]
) -> None:
    """Quantities, costs, accounts, allocated time and stock are as before; the ledgers are in order."""
    factory = Factory(sqlite_plants, people=PEOPLE, **LINKED_C)
    factory.stock(100)
    factory.order()
    before = state(factory)
    registers = []
    for operation, good, scrap, setup, run, finished in steps:
        yes = (Answer(confirmation=Confirmation.FINISHED_OPERATION_OUTPUT, yes=True),)
        times = {"setup_time": Decimal(setup), "run_time": run, "scrap_quantity": scrap}
        receipt = factory.output(operation, good, finished=finished, person_no="OP1", answers=yes, **times)
        registers.append(receipt.register_no)
    for register in reversed(registers):
        factory.post(UndoPostingRequest, person_no="SUP", register_no=register)
    assert state(factory) == before
    with factory.plant.engine.connect() as connection:
        found = [each for each in verify(connection) if each.code is not FindingCode.REGISTER_WITHOUT_PERSON]
    assert found == []
    sqlite_plants.close()
