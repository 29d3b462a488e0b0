"""What must hold of every posting."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend_client.rules.ledger_checks import faults

MONDAY = date(2026, 3, 2)


def item_entry(entry_no: int, quantity: int, **changes: Any) -> dict[str, Any]:
    """A new item ledger entry, open in full."""
    entry = {"entry_no": entry_no, "quantity": Decimal(quantity), "remaining_quantity": Decimal(quantity)}
    return {**entry, "open": True, "positive": quantity > 0, **changes}


def application(inbound: int, outbound: int, quantity: int) -> dict[str, Any]:
    """An application of two entries."""
    return {
        "item_ledger_entry_no": outbound,
        "inbound_item_entry_no": inbound,
        "outbound_item_entry_no": outbound,
        "quantity": Decimal(quantity),
    }


def gl(amount: str, document_no: str = "D1", day: date = MONDAY) -> dict[str, Any]:
    """A general ledger entry."""
    return {"document_no": document_no, "posting_date": day, "amount": Decimal(amount)}


def found(**entries: list[dict[str, Any]]) -> list[str]:
    """The faults of a posting with these entries and no others."""
    names = ("item_entries", "application_entries", "value_entries", "gl_entries")
    return faults(**{name: entries.get(name, []) for name in names})


def test_a_sound_posting_has_no_fault() -> None:
    """Two sides in balance, an outbound of 3 taken from an inbound of another posting."""
    assert not found(
        gl_entries=[gl("10.00"), gl("-10.00")],
        item_entries=[item_entry(-1, -3)],
        application_entries=[application(7, -1, -3)],
        value_entries=[{"entry_no": -1, "item_ledger_entry_no": -1, "capacity_ledger_entry_no": 0}],
    )


def test_debit_is_credit_in_each_document_of_each_day() -> None:
    """Two documents out by opposite amounts don't make up for each other, nor do two days."""
    assert len(found(gl_entries=[gl("10.00"), gl("-10.00", "D2")])) == 2
    assert len(found(gl_entries=[gl("10.00"), gl("-10.00", day=date(2026, 3, 3))])) == 2


def test_no_more_is_applied_than_there_is() -> None:
    """An outbound of 3 can't take 4."""
    assert found(item_entries=[item_entry(-1, -3)], application_entries=[application(7, -1, -4)])


def test_an_application_takes() -> None:
    """A positive application between two entries is none."""
    assert found(item_entries=[item_entry(-1, -3)], application_entries=[application(7, -1, 3)])


def test_the_columns_of_an_entry_agree() -> None:
    """A quantity of zero, a wrong sign, a remaining quantity that is not the entry's own: each is found."""
    assert found(item_entries=[item_entry(-1, 0)])
    assert found(item_entries=[item_entry(-1, 5, positive=False)])
    assert found(item_entries=[item_entry(-1, 5, remaining_quantity=Decimal(4))])


def test_a_value_entry_values_one_thing() -> None:
    """Neither nothing nor two entries at once."""
    nothing = {"entry_no": -1, "item_ledger_entry_no": 0, "capacity_ledger_entry_no": 0}
    both = {"entry_no": -1, "item_ledger_entry_no": -1, "capacity_ledger_entry_no": -1}
    assert found(value_entries=[nothing])
    assert found(value_entries=[both])
