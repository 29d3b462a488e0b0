"""Whatever is bought, made, charged, taken back and adjusted, in whatever order, costs end where they belong."""

from collections import defaultdict
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from backend_client.terms import CostingMethod
from tests.casebook.databases import Plants
from tests.casebook.tables import TABLES
from tests.proof.any_cost import ITEMS, Story, stories
from tests.proof.any_mix import VERIFIED_EACH, findings
from tests.proof.conftest import Proof
from tests.proof.reused_plant import Plant, template

SHARDS = 4
ZERO = Decimal(0)
CHECKED = ("item_ledger_entries", "value_entries", "gl_entries", "gl_balances", "wip", "items")
INVENTORY, INTERIM, IN_PROCESS = ("2120", "2130"), ("2121", "2131"), "2140"


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_costs_end_where_they_belong(shard: int, sqlite_plants: Plants, tmp_path: Path, proof: Proof) -> None:
    """Accounts balance, work in process is empty, another run posts nothing, and when it was adjusted does not matter."""
    told = proof.count(48, full=4_000) // SHARDS
    made = template(sqlite_plants, tmp_path)
    numbers = count()
    often, once = (Plant(made, tmp_path / f"{name}.sqlite") for name in ("often", "once"))

    @seed(shard)
    @settings(
        max_examples=told,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(stories)
    def tell(story: Story) -> None:
        ends = []
        for plant, adjusting in ((often, True), (once, False)):
            plant.begin(story)
            plant.tell(story, adjusting=adjusting)
            ends.append(rows_of(plant))
        check_accounts(ends[0])
        check_stock(ends[0], story)
        check_sold_out(ends[0])
        assert worth(ends[0]) == worth(ends[1])
        assert cards(ends[0]) == cards(ends[1])
        assert often.to_the_end() == 0
        if not next(numbers) % VERIFIED_EACH:
            with often.database.read() as connection:
                assert findings(connection) == []

    tell()
    for plant in (often, once):
        plant.database.close()
    proof.row(f"any story of costs, part {shard + 1}", told, "accounts balanced, work in process empty")


def rows_of(plant: Plant) -> dict[str, Any]:
    """The tables at the end of a story."""
    with plant.database.read() as connection:
        return {table: TABLES[table](connection) for table in CHECKED}


def check_accounts(rows: dict[str, Any]) -> None:
    """Debit is credit in each document and on each day; stock and work in process stand on their accounts."""
    sums: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for row in rows["gl_entries"]:
        sums[row["document_no"], row["posting_date"]] += row["amount"]
    assert not any(sums.values()), sums
    balances = {row["account_no"]: row["balance"] for row in rows["gl_balances"]}
    values = [row for row in rows["value_entries"] if row["item_ledger_entry_no"]]
    stock = sum((row["cost_amount_actual"] for row in values), ZERO)
    expected = sum((row["cost_amount_expected"] for row in values), ZERO)
    assert stock == sum((balances.get(no, ZERO) for no in INVENTORY), ZERO)
    assert expected == sum((balances.get(no, ZERO) for no in INTERIM), ZERO) == 0
    assert [row for row in rows["wip"] if row["amount"]] == []
    assert balances.get(IN_PROCESS, ZERO) == 0


def check_stock(rows: dict[str, Any], story: Story) -> None:
    """What was made at standard cost is worth its standard."""
    standard = {row["no"]: row["standard_cost"] for row in rows["items"]}
    methods = dict(zip(ITEMS, story.methods, strict=True))
    made: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in rows["item_ledger_entries"]:
        if row["entry_type"] == "output" and methods[row["item_no"]] is CostingMethod.STANDARD:
            key = (row["order_no"], row["order_line_no"])
            made[key] += row["quantity"]
    for row in rows["item_ledger_entries"]:
        if (row["order_no"], row["order_line_no"]) in made and row["entry_type"] == "output":
            net = made[row["order_no"], row["order_line_no"]]
            rounding = sum(
                (
                    value["cost_amount_actual"]
                    for value in rows["value_entries"]
                    if value["item_ledger_entry_no"] == row["entry_no"] and value["entry_type"] == "rounding"
                ),
                ZERO,
            )
            cost = row["cost_amount_actual"] - rounding
            assert abs(cost - row["quantity"] * standard[row["item_no"]]) <= Decimal("0.005") or not net, row


def check_sold_out(rows: dict[str, Any]) -> None:
    """An item that is not in stock is worth nothing."""
    stock: defaultdict[str, Decimal] = defaultdict(Decimal)
    cost: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows["item_ledger_entries"]:
        stock[row["item_no"]] += row["quantity"]
        cost[row["item_no"]] += row["cost_amount_actual"]
    assert {no: cost[no] for no, quantity in stock.items() if not quantity and cost[no]} == {}


def worth(rows: dict[str, Any]) -> dict[int, Decimal]:
    """What each entry is worth."""
    return {row["entry_no"]: row["cost_amount_actual"] for row in rows["item_ledger_entries"]}


def cards(rows: dict[str, Any]) -> dict[str, Decimal]:
    """The unit cost on each card."""
    return {row["no"]: row["unit_cost"] for row in rows["items"]}
