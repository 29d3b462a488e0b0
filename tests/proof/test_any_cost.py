"""Whatever is bought, made, charged, taken back and adjusted, in whatever order, costs end where they belong."""

from collections import defaultdict
from collections.abc import Callable
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

STORIES, STORIES_FULL = 12, 1_000
"""Of each test."""
ZERO = Decimal(0)
CHECKED = ("item_ledger_entries", "value_entries", "gl_entries", "gl_balances", "wip", "items")
INVENTORY, INTERIM, IN_PROCESS = ("2120", "2130"), ("2121", "2131"), "2140"


@pytest.mark.proof
def test_debit_equals_credit(sqlite_plants: Plants, tmp_path: Path, proof: Proof) -> None:
    """Debit equals credit per document and date, and verifying finds nothing, whatever happened."""
    plant, numbers = Plant(template(sqlite_plants, tmp_path), tmp_path / "plant.sqlite"), count()

    def check(story: Story) -> None:
        rows = told(plant, story)
        check_documents(rows)
        if not next(numbers) % VERIFIED_EACH:
            with plant.database.read() as connection:
                assert findings(connection) == []

    tell(check, proof, 1, "debit is credit")
    plant.database.close()


@pytest.mark.proof
def test_inventory_value_is_value_entries_is_accounts(
    sqlite_plants: Plants, tmp_path: Path, proof: Proof
) -> None:
    """Inventory value = sum of value entries = inventory accounts; work in process is empty; what is gone is worth nothing."""
    plant = Plant(template(sqlite_plants, tmp_path), tmp_path / "plant.sqlite")

    def check(story: Story) -> None:
        rows = told(plant, story)
        check_accounts(rows)
        check_stock(rows, story)
        check_sold_out(rows)

    tell(check, proof, 2, "inventory is its accounts")
    plant.database.close()


@pytest.mark.proof
def test_adjusting_twice_equals_adjusting_once(sqlite_plants: Plants, tmp_path: Path, proof: Proof) -> None:
    """Adjusting twice equals adjusting once: another run posts nothing and changes no row."""
    plant = Plant(template(sqlite_plants, tmp_path), tmp_path / "plant.sqlite")

    def check(story: Story) -> None:
        rows = told(plant, story)
        assert plant.to_the_end() == 0
        assert rows_of(plant) == rows

    tell(check, proof, 3, "another run posts nothing")
    plant.database.close()


@pytest.mark.proof
def test_order_of_adjustment_does_not_matter(sqlite_plants: Plants, tmp_path: Path, proof: Proof) -> None:
    """Order of adjustment does not matter: in between, after each posting or once at the end, all is worth the same."""
    made = template(sqlite_plants, tmp_path)
    often, once = (Plant(made, tmp_path / f"{name}.sqlite") for name in ("often", "once"))

    def check(story: Story) -> None:
        ends = told(often, story), told(once, story, adjusting=False)
        assert worth(ends[0]) == worth(ends[1])
        assert cards(ends[0]) == cards(ends[1])

    tell(check, proof, 4, "worth the same, whenever adjusted")
    for plant in (often, once):
        plant.database.close()


def tell(check: Callable[[Story], None], proof: Proof, first: int, outcome: str) -> None:
    """Check any stories, other ones in each test, and say so in the table."""
    number = proof.count(STORIES, full=STORIES_FULL)

    @seed(first)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(stories)
    def any_story(story: Story) -> None:
        check(story)

    any_story()
    proof.row(f"any story of costs, part {first}", number, outcome)


def told(plant: Plant, story: Story, *, adjusting: bool = True) -> dict[str, Any]:
    """Tell a story from the beginning; answers the tables at its end."""
    plant.begin(story)
    plant.tell(story, adjusting=adjusting)
    return rows_of(plant)


def rows_of(plant: Plant) -> dict[str, Any]:
    """The tables at the end of a story."""
    with plant.database.read() as connection:
        return {table: TABLES[table](connection) for table in CHECKED}


def check_documents(rows: dict[str, Any]) -> None:
    """Debit is credit in each document and on each day."""
    sums: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for row in rows["gl_entries"]:
        sums[row["document_no"], row["posting_date"]] += row["amount"]
    assert not any(sums.values()), sums


def check_accounts(rows: dict[str, Any]) -> None:
    """Stock and work in process stand on their accounts."""
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
