"""Lots and serial numbers that are blocked: nothing of them moves until the block is taken away."""

from typing import Any

import pytest

from backend_client.floor_terms import LotQuality
from backend_client.messages.audit import AuditQuestion
from backend_client.messages.base import Answer, Refused
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.messages.tracked_numbers import BlockTrackedNumberRequest, TrackedNumbersQuestion
from backend_client.terms import Confirmation, Ledger
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused
from tests.features.test_item_tracking import LINKED, LOT_C, TRACKING, consume
from tests.small_plant import dump_of
from tests.statements import statements

LOT_P = {"no": "P", "item_tracking_code": "LOT"}


def block(factory: Factory, lot_no: str, item_no: str = "C", **fields: Any) -> Any:
    """Block a lot, or take its block away."""
    return factory.post(BlockTrackedNumberRequest, item_no=item_no, lot_no=lot_no, **fields)


def test_nothing_of_a_blocked_lot_is_used_or_made(each_plants: Plants) -> None:
    """Consumption, output and receipt are refused by field and lot, previews too; freed, all of them go; C of lot B went on."""
    factory = Factory(each_plants, items=[LOT_C, LOT_P], **TRACKING)
    factory.order()
    factory.stock(10, lot_no="A")
    factory.stock(10, lot_no="B")
    held = block(factory, "A", description="Damaged", test_quality=LotQuality.BAD)
    assert (held.blocked, held.on_hand, held.revision) == (True, 10, 2)
    block(factory, "NEW", "P")
    before = dump_of(factory.plant)
    for preview in (False, True):
        for outcome in (
            consume(factory, 2, lot_no="A", preview=preview),
            factory.stock(2, lot_no="A", preview=preview),
            factory.output("20", 4, lot_no="NEW", preview=preview),
        ):
            assert refused(outcome) == "lot-blocked"
            assert outcome.facts["field"] == "lot_no"
            assert outcome.facts["lot_no"] in {"A", "NEW"}
    assert dump_of(factory.plant) == before
    assert consume(factory, 2, lot_no="B").item_entries[0].quantity == -2
    assert block(factory, "A", blocked=False, seen_revision=held.revision).revision == 3
    assert consume(factory, 2, lot_no="A").item_entries[0].quantity == -2
    (told,) = factory.ask(TrackedNumbersQuestion, number="A").numbers
    assert (told.blocked, told.description, told.test_quality, told.on_hand) == (
        False,
        "Damaged",
        LotQuality.BAD,
        8,
    )
    (still,) = factory.ask(TrackedNumbersQuestion).numbers
    assert (still.item_no, still.lot_no, still.blocked, still.on_hand) == ("P", "NEW", True, 0)
    told = [
        each for each in factory.ask(AuditQuestion).entries if each.table_name == "item_tracking_information"
    ]
    assert [(each.event, each.row_key) for each in told] == [
        ("lot-unblocked", "C|A||"),
        ("lot-blocked", "P|NEW||"),
        ("lot-blocked", "C|A||"),
    ]


def test_a_blocked_serial_number_stays_where_it_is(plants: Plants) -> None:
    """S1 is refused by its field; S2 goes."""
    factory = Factory(plants, items=[{"no": "C", "item_tracking_code": "SN"}], **TRACKING)
    factory.order()
    for number in ("S1", "S2"):
        factory.stock(1, serial_no=number)
    factory.post(BlockTrackedNumberRequest, item_no="C", serial_no="S1")
    outcome = consume(factory, 1, serial_no="S1")
    assert refused(outcome) == "serial-blocked"
    assert (outcome.facts["field"], outcome.facts["serial_no"]) == ("serial_no", "S1")
    assert consume(factory, 1, serial_no="S2").item_entries[0].serial_no == "S2"


def test_what_was_used_of_it_can_be_taken_back(plants: Plants) -> None:
    """2 of lot A were consumed before it was blocked: they come back by their entry, and lie there blocked."""
    factory = Factory(plants, items=[LOT_C], **TRACKING)
    factory.order()
    factory.stock(5, lot_no="A")
    entry_no = consume(factory, 2, lot_no="A").item_entries[0].entry_no
    block(factory, "A")
    yes = (Answer(confirmation=Confirmation.REVERSE_ENTRY, yes=True),)
    taken_back = factory.post(ReverseEntryRequest, entry_no=entry_no, ledger=Ledger.ITEM, answers=yes)
    assert not isinstance(taken_back, Refused), taken_back
    assert taken_back.item_entries[0].quantity == 2
    assert sum(factory.rows("item_ledger_entries", "remaining_quantity", item_no="C", open=True)) == 5
    assert refused(consume(factory, 2, lot_no="A")) == "lot-blocked"


def test_flushing_passes_a_blocked_lot_over(plants: Plants) -> None:
    """8 C are flushed: A came first and is blocked, so all of them are B; blocked too, there is not enough."""
    factory = Factory(
        plants,
        items=[LOT_C | {"flushing_method": "backward"}],
        settings={"flushed_tracking": "first_in"},
        **TRACKING,
        **LINKED,
    )
    factory.order()
    factory.stock(5, lot_no="A")
    factory.stock(10, lot_no="B")
    block(factory, "A")
    used = factory.output("20", 4, preview=True)
    assert [(each.lot_no, each.quantity) for each in used.item_entries if each.flushed] == [("B", -8)]
    block(factory, "B")
    assert refused(factory.output("20", 4)) == "insufficient-stock"


def test_a_plant_may_begin_with_blocked_stock(plants: Plants) -> None:
    """5 of lot A are there from the first day, and blocked by the plant's own file; a label's GTIN names its item."""
    factory = Factory(
        plants,
        items=[LOT_C | {"gtin": "4006381333931"}],
        opening_inventory=[{"item_no": "C", "lot_no": "A", "quantity": 5, "unit_cost": 3}],
        item_tracking_information=[
            {"item_no": "C", "lot_no": "A", "description": "Recalled", "blocked": True}
        ],
        **TRACKING,
    )
    factory.order()
    (blocked,) = factory.ask(TrackedNumbersQuestion).numbers
    assert (blocked.lot_no, blocked.description, blocked.on_hand) == ("A", "Recalled", 5)
    assert refused(consume(factory, 2, lot_no="A")) == "lot-blocked"
    assert factory.ask(TrackedNumbersQuestion, number="A", gtin="04006381333931").numbers == (blocked,)
    assert factory.ask(TrackedNumbersQuestion, number="A", gtin="04006381333948").numbers == ()


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"item_no": "C"}, "request-malformed", "lot_no"),
        ({"item_no": "C", "lot_no": "A", "serial_no": "S"}, "request-malformed", "serial_no"),
        ({"item_no": "X", "lot_no": "A"}, "item-not-found", "item_no"),
        ({"item_no": "C", "lot_no": "A", "variant_code": "RED"}, "master-data-not-found", "variant_code"),
        ({"item_no": "C", "lot_no": "A", "seen_revision": 1}, "changed-meanwhile", "seen_revision"),
    ],
)
def test_what_can_not_be_blocked_is_refused_by_name(
    sqlite_plants: Plants, fields: dict[str, Any], code: str, field: str
) -> None:
    """One number of an item that there is."""
    factory = Factory(sqlite_plants, items=[LOT_C], **TRACKING)
    outcome = factory.post(BlockTrackedNumberRequest, **fields)
    assert refused(outcome) == code
    assert outcome.facts["field"] == field


def test_it_costs_one_statement_where_a_number_moves(plants: Plants) -> None:
    """Output of a lot that flushes another lot looks once; output without lots does not look at all."""

    def looks(**tracking: Any) -> int:
        factory = Factory(plants, **tracking, **LINKED)
        factory.order()
        factory.stock(50, lot_no="A" if tracking.get("settings") else "")
        with statements(factory.plant.engine) as seen:
            outcome = factory.output("20", 4, lot_no="P1" if tracking.get("settings") else "")
        assert not isinstance(outcome, Refused), outcome
        return sum("FROM item_tracking_information" in statement for statement in seen)

    tracked = {
        "items": [LOT_C | {"flushing_method": "backward"}, LOT_P],
        "settings": {"flushed_tracking": "first_in"},
    }
    assert looks(**tracked, **TRACKING) == 1
    assert looks(items=[{"no": "C", "flushing_method": "backward"}]) == 0
