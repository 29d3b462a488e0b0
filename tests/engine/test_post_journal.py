"""Many lines posted as one: all or nothing, every bad line named, each line seeing what the ones before it did."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend_client.messages.base import Answer, Posted, Refused
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.postings import PostOutputRequest, ScrapQuantity
from backend_client.store.verifying import FindingCode, verify
from backend_client.terms import Confirmation, JournalLineKind
from tests.casebook.databases import Plants
from tests.features.factory import Factory, asked, refused
from tests.statements import STATEMENTS_MAX, statements

OUTPUT, CONSUMPTION, CAPACITY = JournalLineKind
LINKED = {
    "routing_lines": [{"routing_no": "R", "operation_no": "20", "routing_link_code": "L"}],
    "production_bom_lines": [{"production_bom_no": "PB", "routing_link_code": "L"}],
}


def output(operation_no: str = "10", quantity: Any = 1, **fields: Any) -> JournalLine:
    """A line of output on O1."""
    fields.setdefault("order_no", "O1")
    return JournalLine(kind=OUTPUT, operation_no=operation_no, output_quantity=Decimal(quantity), **fields)


def consumption(quantity: Any = 1, item_no: str = "C", **fields: Any) -> JournalLine:
    """A line of consumption on O1."""
    fields.setdefault("order_no", "O1")
    return JournalLine(kind=CONSUMPTION, item_no=item_no, quantity=Decimal(quantity), **fields)


def journal(factory: Factory, *lines: JournalLine, **fields: Any) -> Any:
    """Post lines as one journal."""
    return factory.post(PostJournalRequest, lines=lines, **fields)


def bad_lines(outcome: Any) -> list[tuple[int, str]]:
    """The lines that were refused, with their codes."""
    assert isinstance(outcome, Refused), outcome
    return [(each.line, each.code.value) for each in outcome.lines]


@pytest.fixture
def factory(plants: Plants) -> Iterator[Factory]:
    """A plant with orders O1 and O2 of 10 P; whatever a test does, the ledgers are in order after it."""
    made = Factory(plants)
    made.order("O1")
    made.order("O2")
    yield made
    with made.plant.engine.connect() as connection:
        found = [each for each in verify(connection) if each.code is not FindingCode.REGISTER_WITHOUT_PERSON]
    assert found == []


def test_every_bad_line_is_named_at_once(factory: Factory) -> None:
    """Lines 2, 4 and 5 are bad in three ways; the first gives the code, all are listed with their facts."""
    outcome = journal(
        factory,
        output("10"),
        output("99"),
        consumption(2),
        consumption(1, "NONE"),
        output("10", scrap_code="WHAT"),
    )
    assert refused(outcome) == "operation-not-found"
    assert outcome.facts["line"] == "2"
    assert bad_lines(outcome) == [
        (2, "operation-not-found"),
        (4, "item-not-found"),
        (5, "scrap-code-not-found"),
    ]
    assert outcome.lines[2].facts["scrap_code"] == "WHAT"
    assert factory.entries() == 0


def test_a_bad_line_leaves_no_trace_for_the_next_one(plants: Plants) -> None:
    """Stock is 3. Line 1 wants 5 C and is bad; line 2 wants 3 and is fine for itself: only line 1 is named."""
    factory = Factory(plants, settings={"prevent_negative_inventory": "true"})
    factory.order()
    factory.stock(3)
    outcome = journal(factory, consumption(5), consumption(3), consumption(1))
    assert bad_lines(outcome) == [(1, "insufficient-stock"), (3, "insufficient-stock")]


def test_a_line_that_fails_half_way_is_taken_out_whole(plants: Plants) -> None:
    """Line 1 flushes all 20 C and then lacks D. Line 2 finds 20 C again, of which 20 are still expected: 5 are missing."""
    factory = Factory(
        plants,
        items=[{"no": "C", "flushing_method": "forward"}, {"no": "D", "flushing_method": "backward"}],
        settings={"prevent_negative_inventory": "true"},
        routing_lines=LINKED["routing_lines"],
        production_bom_lines=[
            *LINKED["production_bom_lines"],
            {"production_bom_no": "PB", "no": "D", "line_no": 20000, "routing_link_code": "L"},
        ],
    )
    factory.order()
    factory.stock(20)
    outcome = journal(factory, output("20", 1), consumption(20))
    assert bad_lines(outcome) == [(1, "insufficient-stock")]
    assert outcome.facts["item_no"] == "D"
    outcome = journal(factory, output("20", 1), consumption(25))
    assert [each.facts["quantity"] for each in outcome.lines if each.line == 2] == ["5.00000"]


def test_two_lines_can_t_return_or_take_back_the_same_goods(factory: Factory) -> None:
    """3 consumed: 2 come back and 2 more do not; 5 made: 3 are taken back and 3 more are not."""
    journal(factory, consumption(3), output("20", 5))
    back = consumption(-2, applies_from_entry=1)
    assert bad_lines(journal(factory, back, back)) == [(2, "application-exceeds-remaining")]
    correction = output("20", -3, applies_to_entry=2)
    assert bad_lines(journal(factory, correction, correction)) == [(2, "application-exceeds-remaining")]
    journal(factory, back, correction)
    assert factory.rows("inventory", "item_no", "quantity") == [("C", -1), ("P", 2)]


def test_a_line_sees_what_the_line_before_it_did(factory: Factory) -> None:
    """6 and 4 of 10 leave 0; 12 and 10 of 20 C are 20 expected and 2 beyond; a finished operation is asked about."""
    journal(factory, output("20", 6), output("20", 4), consumption(12), consumption(10))
    assert factory.rows("production_order_lines", "remaining_quantity", order_no="O1") == [0]
    consumed = factory.rows("item_ledger_entries", "quantity", entry_type="consumption")
    assert consumed == [-12, -8, -2]
    assert asked(journal(factory, output("10", 5, finished=True), output("10", 1))) == (
        "finished-operation-output",
    )


def test_what_one_order_makes_the_next_may_use(plants: Plants) -> None:
    """Line 1 makes 5 SUB, line 2 consumes 3 of them in another order: at once, though none was in stock before."""
    factory = Factory(
        plants,
        items=[
            {"no": "SUB", "replenishment_system": "prod_order", "unit_cost": 7, "routing_no": "R"},
        ],
        settings={"prevent_negative_inventory": "true"},
    )
    factory.order("O1")
    factory.order("OS", source_no="SUB")
    journal(factory, output("20", 5, order_no="OS"), consumption(3, "SUB"))
    columns = ("quantity", "remaining_quantity")
    assert factory.rows("item_ledger_entries", *columns) == [(5, 2), (-3, 0)]
    (applied,) = factory.rows("item_application_entries", "inbound_item_entry_no", "outbound_item_entry_no")
    assert applied == (1, 2)


def test_an_order_line_can_t_use_what_it_has_made(plants: Plants) -> None:
    """P into P of the same line: by itself its own output is passed over, by name it is refused."""
    factory = Factory(plants, settings={"prevent_negative_inventory": "true"})
    factory.order("O1")
    factory.order("O2")
    factory.output("20", 5)
    assert refused(journal(factory, consumption(1, "P"))) == "insufficient-stock"
    assert refused(journal(factory, consumption(1, "P", applies_to_entry=1))) == "application-circular"
    receipt = journal(factory, consumption(1, "P", order_no="O2", applies_to_entry=1))
    assert receipt.item_entries[0].quantity == -1


def test_empty_lines_are_passed_over(factory: Factory) -> None:
    """A wholly empty line is nothing; one that names an order but counts nothing is an error, unless left out too."""
    empty = JournalLine(kind=OUTPUT, posting_date=date(2026, 3, 3))
    unfilled = output("20", 0, finished=True)
    assert bad_lines(journal(factory, empty, output("10"), unfilled)) == [(3, "nothing-to-post")]
    receipt = journal(factory, empty, output("10"), unfilled, only_filled_lines=True)
    assert len(receipt.capacity_entries) == 1
    assert refused(journal(factory, empty)) == "nothing-to-post"
    assert refused(journal(factory)) == "nothing-to-post"
    assert refused(journal(factory, unfilled, only_filled_lines=True)) == "nothing-to-post"


def test_a_line_has_only_the_fields_of_its_kind(factory: Factory) -> None:
    """Consumption with run time, output with a component, capacity with an order: the field is named."""
    outcome = journal(
        factory,
        consumption(1, run_time=Decimal(5)),
        output("10", component_line_no=10000),
        JournalLine(kind=CAPACITY, no="A", stop_time=Decimal(5), order_no="O1"),
    )
    assert [each.facts["field"] for each in outcome.lines] == ["run_time", "component_line_no", "order_no"]
    assert {each.facts["what"] for each in outcome.lines} == {"not-of-this-kind"}


def test_three_kinds_in_one_register(factory: Factory) -> None:
    """Output, consumption and maintenance of a center: one register, documents of their own."""
    receipt = journal(
        factory,
        output("10", 2),
        consumption(4, document_no="ISSUE"),
        JournalLine(kind=CAPACITY, no="A", stop_time=Decimal(5), stop_code="MAINT"),
        document_no="BATCH",
    )
    assert receipt.document_no == "BATCH"
    assert factory.rows("item_ledger_entries", "document_no") == ["ISSUE"]
    assert factory.rows("capacity_ledger_entries", "document_no", "stop_time") == [("BATCH", 0), ("BATCH", 5)]


def test_everything_is_asked_at_once(factory: Factory) -> None:
    """A finished operation on line 1 and again on line 3: one question, both lines named; no stops all."""
    factory.output("10", 1, finished=True)
    lines = (output("10"), consumption(2), output("10"))
    outcome = journal(factory, *lines)
    assert asked(outcome) == ("finished-operation-output",)
    assert [each.line for each in outcome.lines] == [1]  # line 1 sets the operation in progress again
    question = Confirmation.FINISHED_OPERATION_OUTPUT
    no, yes = (Answer(confirmation=question, yes=answer) for answer in (False, True))
    assert refused(journal(factory, *lines, answers=(no,))) == "update-interrupted"
    assert len(journal(factory, *lines, answers=(yes,)).capacity_entries) == 2


def test_a_journal_is_posted_once(factory: Factory) -> None:
    """Sent again under its id it answers the first receipt and posts nothing."""
    request = PostJournalRequest(request_id="once", lines=(output("10"), consumption(1)))
    first, again = factory.client.post(request), factory.client.post(request)
    assert isinstance(first, Posted)
    assert isinstance(again, Posted)
    assert (again.replayed, again.receipt) == (True, first.receipt)
    assert len(factory.rows("capacity_ledger_entries", "entry_no")) == 1


def test_a_journal_has_its_bounds(factory: Factory) -> None:
    """251 lines are too many; a quantity out of bounds within a line is refused before anything is read."""
    assert refused(journal(factory, *[output("10")] * 251)) == "request-malformed"
    assert refused(journal(factory, output("10", "1E+12"))) == "quantity-out-of-range"
    scrap = ScrapQuantity(scrap_code="DENT", quantity=Decimal(1))
    assert refused(journal(factory, output("10", further_scrap=(scrap,) * 21))) == "request-malformed"


def test_a_date_that_is_not_open_is_the_line_s_own(plants: Plants) -> None:
    """Posting is open in March: the line of April is bad, the others are not."""
    factory = Factory(plants, settings={"allow_posting_from": "2026-03-01", "allow_posting_to": "2026-03-31"})
    factory.order()
    outcome = journal(factory, output("10"), output("10", posting_date=date(2026, 4, 1)))
    assert bad_lines(outcome) == [(2, "posting-date-not-allowed")]


@pytest.mark.parametrize("lines", [1, 40])
def test_statements_do_not_grow_with_lines(each_plants: Plants, lines: int) -> None:
    """One line of output and consumption or forty: the same few statements."""
    factory = Factory(each_plants)
    for number in range(lines):
        factory.order(f"O{number}")
    batch = [
        line
        for number in range(lines)
        for line in (output("20", 1, order_no=f"O{number}"), consumption(2, order_no=f"O{number}"))
    ]
    with statements(factory.plant.engine) as seen:
        assert not isinstance(journal(factory, *batch), Refused)
    assert len(seen) <= STATEMENTS_MAX + 4, "\n".join(seen)


COLUMNS = {
    "item_ledger_entries": ("entry_type", "item_no", "quantity", "component_line_no", "cost_amount_actual"),
    "capacity_ledger_entries": ("operation_no", "quantity", "run_time", "output_quantity", "scrap_quantity"),
    "production_order_lines": ("finished_quantity", "remaining_quantity"),
    "production_order_components": ("remaining_quantity", "actual_consumption_base"),
    "production_order_routing_lines": ("posted_output", "posted_scrap", "posted_run", "allocated_time"),
    "gl_balances": ("account_no", "balance"),
}
QUANTITIES = st.integers(0, 6).map(Decimal)
LINES = st.one_of(
    st.builds(
        output,
        st.sampled_from(["10", "20"]),
        st.integers(1, 6),
        scrap_quantity=QUANTITIES,
        run_time=QUANTITIES,
        order_no=st.sampled_from(["O1", "O2"]),
    ),
    st.builds(consumption, st.integers(-5, 9).filter(bool), order_no=st.sampled_from(["O1", "O2"])),
)


def alone(line: JournalLine) -> dict[str, Any]:
    """The fields of a line as a request of its own."""
    names = (
        "order_no",
        "operation_no",
        "item_no",
        "quantity",
        "output_quantity",
        "scrap_quantity",
        "run_time",
    )
    own = {name: getattr(line, name) for name in names}
    foreign = (
        ("quantity",)
        if line.kind is OUTPUT
        else ("operation_no", "output_quantity", "scrap_quantity", "run_time")
    )
    return {name: value for name, value in own.items() if name not in foreign}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=1, max_size=6))
def test_a_journal_posts_what_its_lines_post_one_by_one(plants: Plants, lines: list[JournalLine]) -> None:
    """Whatever the lines, together they leave the same entries, quantities and balances as one after the other."""
    found = []
    for together in (True, False):
        factory = Factory(plants, items=[{"no": "C", "flushing_method": "backward"}, {"no": "X"}], **LINKED)
        factory.order("O1")
        factory.order("O2")
        factory.stock(30)
        if together:
            assert not isinstance(journal(factory, *lines), Refused)
        for line in () if together else lines:
            kind = PostOutputRequest if line.kind is OUTPUT else PostConsumptionRequest
            assert not isinstance(factory.post(kind, **alone(line)), Refused)
        found.append({table: factory.rows(table, *columns) for table, columns in COLUMNS.items()})
    assert found[0] == found[1]
