"""Stock in and out without an order."""

from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from backend_client.messages.base import Refused
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import ItemLedgerEntryType, ValueEntryType, VarianceType
from tests.engine.small_plant import SmallPlant, small_plant

PURCHASE, SALE = ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.SALE
POSITIVE, NEGATIVE = ItemLedgerEntryType.POSITIVE_ADJUSTMENT, ItemLedgerEntryType.NEGATIVE_ADJUSTMENT
_numbers = count(1)


def request(entry_type: ItemLedgerEntryType, quantity: int | str = 10, **fields: Any) -> PostItemEntryRequest:
    """A movement of item C."""
    given = {"request_id": f"I-{next(_numbers)}", "entry_type": entry_type, "item_no": "C"}
    return PostItemEntryRequest(**{**given, "quantity": Decimal(quantity), **fields})


def accounts(plant: SmallPlant) -> dict[str, Decimal]:
    """The balance of every account that is not zero."""
    balances: dict[str, Decimal] = {}
    for account, amount in plant.rows("gl_entries", "account_no", "amount"):
        balances[account] = balances.get(account, Decimal(0)) + amount
    return {account: balance for account, balance in balances.items() if balance}


@pytest.mark.parametrize(
    ("entry_type", "sign", "account"),
    [(PURCHASE, 1, "7291"), (SALE, -1, "7290"), (POSITIVE, 1, "7270"), (NEGATIVE, -1, "7270")],
)
def test_each_movement_has_its_sign_and_its_accounts(
    plant: SmallPlant, entry_type: ItemLedgerEntryType, sign: int, account: str
) -> None:
    """10 at 3.00: inventory moves by 30.00 one way, the other account the other way."""
    receipt = plant.post(request(entry_type))
    assert [entry.quantity for entry in receipt.item_entries] == [10 * sign]
    assert [value.cost_amount_actual for value in receipt.value_entries] == [30 * sign]
    assert accounts(plant) == {"2130": 30 * sign, account: -30 * sign}


def test_what_goes_out_takes_from_what_came_in(plant: SmallPlant) -> None:
    """10 in, 4 out: 6 left, linked by an application of -4."""
    plant.post(request(POSITIVE))
    plant.post(request(SALE, 4))
    assert plant.rows("item_ledger_entries", "remaining_quantity", "open") == [(6, True), (0, False)]
    assert plant.rows("item_application_entries", "outbound_item_entry_no", "quantity") == [(0, 10), (2, -4)]


def test_an_entry_may_be_named(plant: SmallPlant) -> None:
    """The second receipt is taken from, though the first is older; more than it has is refused."""
    plant.post(request(POSITIVE, 5))
    second = plant.post(request(POSITIVE, 5)).item_entries[0].entry_no
    plant.post(request(SALE, 3, applies_to_entry=second))
    assert plant.rows("item_ledger_entries", "remaining_quantity") == [5, 2, 0]
    too_much = request(SALE, 3, applies_to_entry=second)
    assert plant.refused(too_much) is RefusalCode.APPLICATION_EXCEEDS_REMAINING


def test_a_cost_is_per_unit_entered(plant: SmallPlant) -> None:
    """2 boxes of 12 at 24.00 a box are 24 pieces at 2.00: 48.00."""
    plant.insert_unit("C", "BOX", 12)
    receipt = plant.post(request(PURCHASE, 2, unit_of_measure_code="BOX", unit_cost=Decimal(24)))
    assert receipt.item_entries[0].quantity == 24
    assert receipt.value_entries[0].cost_amount_actual == 48


def test_a_standard_item_is_kept_at_standard(tmp_path: Path) -> None:
    """Bought at 9.00, standard 10.00: 90.00 and a purchase variance of 10.00; adjusted in at 10.00 whatever was typed."""
    standard = {"no": "C", "costing_method": "standard", "standard_cost": 10, "unit_cost": 10}
    plant = small_plant(tmp_path, {"items": [standard]})
    plant.post(request(PURCHASE, 10, unit_cost=Decimal(9)))
    found = plant.rows("value_entries", "entry_type", "variance_type", "cost_amount_actual")
    assert found == [
        (ValueEntryType.DIRECT_COST, VarianceType.BLANK, 90),
        (ValueEntryType.VARIANCE, VarianceType.PURCHASE, 10),
    ]
    assert accounts(plant) == {"2130": 100, "7291": -90, "7293": -10}
    receipt = plant.post(request(POSITIVE, 10, unit_cost=Decimal(9)))
    assert [value.cost_amount_actual for value in receipt.value_entries] == [100]
    plant.database.close()


def test_an_item_that_is_not_stocked_has_no_value(tmp_path: Path) -> None:
    """A non-inventory item leaves an entry, and neither value nor general ledger."""
    plant = small_plant(tmp_path, {"items": [{"no": "C", "type": "non_inventory"}]})
    plant.post(request(PURCHASE))
    assert plant.rows("item_ledger_entries", "quantity", "remaining_quantity", "open") == [(10, 0, False)]
    assert plant.rows("value_entries") == []
    plant.database.close()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"item_no": "X"}, RefusalCode.ITEM_NOT_FOUND),
        ({"quantity": Decimal(0)}, RefusalCode.NOTHING_TO_POST),
        ({"quantity": Decimal(-1)}, RefusalCode.NOTHING_TO_POST),
        ({"unit_of_measure_code": "KG"}, RefusalCode.UNIT_NOT_ALLOWED),
        ({"location_code": "MOON"}, RefusalCode.LOCATION_NOT_FOUND),
        ({"bin_code": "X"}, RefusalCode.BIN_NOT_FOUND),
        ({"entry_type": ItemLedgerEntryType.OUTPUT}, RefusalCode.REQUEST_MALFORMED),
        ({"quantity": Decimal("0.000001")}, RefusalCode.REQUEST_MALFORMED),
    ],
)
def test_what_is_wrong_is_refused(plant: SmallPlant, fields: dict[str, Any], expected: RefusalCode) -> None:
    """Each by its code, and nothing is written."""
    entry_type = fields.pop("entry_type", POSITIVE)
    assert plant.refused(request(entry_type, **fields)) is expected
    assert plant.rows("item_ledger_entries") == []


def test_stock_below_zero_may_be_forbidden(tmp_path: Path) -> None:
    """With 5 in stock, 6 can't be sold."""
    plant = small_plant(tmp_path, prevent_negative_inventory="true")
    plant.post(request(POSITIVE, 5))
    assert plant.refused(request(SALE, 6)) is RefusalCode.INSUFFICIENT_STOCK
    plant.post(request(SALE, 5))
    plant.database.close()


def test_a_missing_account_names_itself(tmp_path: Path) -> None:
    """Without an account for goods sold a sale is refused, naming the groups and the column."""
    setup = {"gen_bus_posting_group": "", "gen_prod_posting_group": "RAW MAT", "cogs_account": ""}
    plant = small_plant(tmp_path, {"general_posting_setup": [setup]})
    outcome = plant.client.post(request(SALE))
    assert isinstance(outcome, Refused)
    assert outcome.code is RefusalCode.POSTING_SETUP_MISSING
    assert dict(outcome.facts) == {
        "gen_bus_posting_group": "",
        "gen_prod_posting_group": "RAW MAT",
        "column": "cogs_account",
    }
    plant.database.close()


def test_a_variant_must_be_one_of_the_item(plant: SmallPlant) -> None:
    """C has no variant RED: nothing comes in under that name."""
    assert plant.refused(request(PURCHASE, variant_code="RED")) is RefusalCode.VARIANT_NOT_FOUND
