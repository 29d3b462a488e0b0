"""Calculating standard costs through the seam: what is written, told, refused, and how many statements it takes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.cost_terms import CostLevels
from backend_client.messages.base import Posted, Refused
from backend_client.messages.costs import CalculateStandardCostRequest, StandardCostReceipt
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.records.item import Item, StockkeepingUnit
from backend_client.records.register import AuditEntry
from backend_client.store.rows import table_of
from backend_client.terms import ItemLedgerEntryType, Warned
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.engine.planning_plant import PRODUCED, planning_plant, post, posted, refused, rows
from tests.statements import statements

ALL = CostLevels.ALL
STANDARD: dict[str, Any] = {**PRODUCED, "costing_method": "standard"}
D = Decimal


def levels(width: int) -> dict[str, list[dict[str, Any]]]:
    """Items A0.. made of B0.., made of C0.., each of one of the next and one C at 1.00, at a minute of 1.00 each."""
    nos = [(level, number) for level in "ABC" for number in range(width)]
    below = {"A": "B{}", "B": "C{}", "C": "X"}
    return {
        "work_centers": [{"no": "W", "direct_unit_cost": 1}],
        "routings": [{"no": f"R{level}{number}"} for level, number in nos],
        "routing_lines": [
            {"routing_no": f"R{level}{number}", "operation_no": "10", "no": "W", "run_time": 1}
            for level, number in nos
        ],
        "production_boms": [{"no": f"M{level}{number}"} for level, number in nos],
        "production_bom_lines": [
            {"production_bom_no": f"M{level}{number}", "no": no}
            for level, number in nos
            for no in {below[level].format(number), "X"}
        ],
        "items": [
            {"no": "X", "unit_cost": 1},
            *(
                {"no": f"{level}{number}", "production_bom_no": f"M{level}{number}", **STANDARD}
                | {"routing_no": f"R{level}{number}"}
                for level, number in nos
            ),
        ],
    }


def small(plants: Plants, *items: dict[str, Any], **tables: list[dict[str, Any]]) -> Plant:
    """P is made of 2 C at 3.00."""
    standing = [
        {"no": "P", "production_bom_no": "B", "standard_cost": 5, **STANDARD},
        {"no": "C", "unit_cost": 3},
    ]
    given = {"production_boms": [{"no": "B"}], **tables}
    lines = given.pop("production_bom_lines", [{"production_bom_no": "B", "no": "C", "quantity_per": 2}])
    return planning_plant(plants, items=[*standing, *items], production_bom_lines=lines, **given)


def calculate(plant: Plant, *item_nos: str, **more: Any) -> Any:
    """Calculate items; answers what the seam answers."""
    return post(plant, CalculateStandardCostRequest, item_nos=item_nos, **more)


def costs(receipt: StandardCostReceipt) -> dict[str, Decimal]:
    """The standard cost of each item, in the order of the receipt."""
    return {item.item_no: item.standard_cost for item in receipt.items}


def card(plant: Plant, no: str, *columns: str) -> tuple[Any, ...]:
    """Columns of an item's card."""
    (row,) = (row for row in rows(plant, Item) if row["no"] == no)
    return tuple(row[column] for column in columns)


def test_the_card_carries_shares_cost_and_day(plants: Plants) -> None:
    """Single-level and rolled-up shares, standard cost, unit cost and the day of calculation."""
    plant = small(plants)
    receipt = posted(calculate(plant, "P", calculation_date=date(2026, 3, 9)))
    assert receipt.calculation_date == date(2026, 3, 9)
    (item,) = receipt.items
    assert (item.standard_cost_before, item.standard_cost) == (5, 6)
    columns = ("single_level_material_cost", "rolled_up_material_cost", "standard_cost", "unit_cost")
    assert card(plant, "P", *columns, "last_unit_cost_calc_date") == (6, 6, 6, 6, date(2026, 3, 9))


def test_other_costing_methods_keep_their_unit_cost(plants: Plants) -> None:
    """A FIFO item gets a standard cost to be compared with; what it costs stays what was paid."""
    plant = small(plants, {"no": "F", "production_bom_no": "B", "unit_cost": 9, **PRODUCED})
    posted(calculate(plant, "F"))
    assert card(plant, "F", "standard_cost", "unit_cost") == (6, 9)


def test_each_changed_card_leaves_before_and_after(plants: Plants) -> None:
    """One audit row a card, by who did it where; another calculation of the same day changes nothing and leaves none."""
    plant = small(plants)
    before = len(rows(plant, AuditEntry))
    posted(calculate(plant, "P", person_no="OP01", terminal_id="T1"))
    posted(calculate(plant, "P"))
    (audit,) = rows(plant, AuditEntry, "id")[before:]
    assert (audit["person_no"], audit["terminal_id"], audit["table_name"], audit["row_key"]) == (
        "OP01",
        "T1",
        "items",
        "P",
    )
    assert '"standard_cost": "5"' in audit["before"]
    assert '"standard_cost": "6' in audit["after"]


def test_without_items_all_of_standard_cost_are_calculated(plants: Plants) -> None:
    """Neither bought items nor those of other costing methods; none at all is refused."""
    fifo = {"no": "F", "production_bom_no": "B", **PRODUCED}
    bare = {"no": "E", "standard_cost": 4, **STANDARD}
    plant = small(plants, fifo, bare)
    assert list(costs(posted(calculate(plant)))) == ["P"]
    nothing = planning_plant(plants, items=[{"no": "C", "unit_cost": 3}])
    assert refused(calculate(nothing)) == "nothing-to-calculate"


def test_an_item_named_twice_is_calculated_once(plants: Plants) -> None:
    """By both names it is one card."""
    assert list(costs(posted(calculate(small(plants), "P", "P")))) == ["P"]


def test_components_that_are_not_in_stock_cost_nothing(plants: Plants) -> None:
    """Oil is written down in the BOM, but its consumption has no value either."""
    lines = [{"production_bom_no": "B", "no": no, "line_no": at} for at, no in ((1, "C"), (2, "OIL"))]
    oil = {"no": "OIL", "type": "non_inventory", "unit_cost": 100}
    assert costs(posted(calculate(small(plants, oil, production_bom_lines=lines), "P"))) == {"P": 3}


def test_warnings_say_what_stays_as_it_was(plants: Plants) -> None:
    """Stock, a stockkeeping unit with a standard cost of its own, and a component without any cost."""
    lines = [{"production_bom_no": "B", "no": no, "line_no": at} for at, no in ((1, "C"), (2, "NEW"))]
    own = [
        {"location_code": "MAIN", "item_no": "P", "standard_cost": 8},
        {"location_code": "MAIN", "item_no": "C", "unit_cost": 4},
    ]
    plant = small(plants, {"no": "NEW"}, production_bom_lines=lines, stockkeeping_units=own)
    kind = ItemLedgerEntryType.POSITIVE_ADJUSTMENT
    posted(post(plant, PostItemEntryRequest, entry_type=kind, item_no="P", quantity=D(1)))
    outcome = calculate(plant, "P")
    assert set(outcome.warnings) == {
        Warned.COMPONENT_WITHOUT_COST,
        Warned.STOCK_KEEPS_ITS_COST,
        Warned.STOCKKEEPING_UNIT_KEEPS_ITS_COST,
    }
    (item,) = outcome.receipt.items
    assert item.components_without_cost == ("NEW",)
    assert (item.stock_keeps_its_cost, item.stockkeeping_units) == (True, 1)
    assert {row["item_no"]: row["standard_cost"] for row in rows(plant, StockkeepingUnit)} == {
        "P": 8,
        "C": None,
    }


def test_a_preview_writes_nothing(plants: Plants) -> None:
    """The same receipt, the card as it was."""
    plant = small(plants)
    assert costs(posted(calculate(plant, "P", preview=True))) == {"P": 6}
    assert card(plant, "P", "standard_cost", "last_unit_cost_calc_date") == (5, None)


def test_sent_again_it_is_calculated_once(plants: Plants) -> None:
    """A lost answer comes again as it was, though C costs something else by now."""
    plant = small(plants)
    request = CalculateStandardCostRequest(request_id="calc-1", item_nos=("P",))
    first = plant.client.post(request)
    with plant.engine.begin() as connection:
        connection.execute(table_of(Item).update().where(table_of(Item).c.no == "C").values(unit_cost=D(4)))
    again = plant.client.post(request)
    assert isinstance(first, Posted)
    assert isinstance(again, Posted)
    assert (again.replayed, again.receipt) == (True, first.receipt)


LINE: dict[str, Any] = {"production_bom_no": "B", "no": "C"}


@pytest.mark.parametrize(
    ("item_nos", "tables", "code", "facts"),
    [
        (("P", "ZZ"), {}, "item-not-found", {"item_no": "ZZ"}),
        (("P", "C"), {}, "nothing-to-calculate", {"item_no": "C"}),
        (
            ("P",),
            {"production_boms": [{"no": "B", "status": "closed"}]},
            "not-certified",
            {"no": "B", "item_no": "P"},
        ),
        (
            ("P",),
            {"production_bom_lines": [{**LINE, "quantity_per": 900_000_000, "scrap_pct": 900}]},
            "quantity-out-of-range",
            {"field": "quantity_per"},
        ),
        (
            ("P",),
            {"production_bom_lines": [{**LINE, "quantity_per": 900_000_000}]},
            "quantity-out-of-range",
            {"field": "standard_cost", "item_no": "P"},
        ),
        (("P\x07",), {}, "request-malformed", {"field": "item_nos"}),
        (("'; drop table items; --",), {}, "item-not-found", {}),
        (tuple(f"N{number}" for number in range(10_001)), {}, "request-malformed", {"field": "item_nos"}),
    ],
)
def test_what_can_not_be_calculated_changes_no_card(
    plants: Plants, item_nos: Sequence[str], tables: dict[str, Any], code: str, facts: dict[str, str]
) -> None:
    """Each refusal names what it is about; the items that could have been calculated stay as they are too."""
    plant = small(plants, **tables)
    outcome = calculate(plant, *item_nos)
    assert isinstance(outcome, Refused)
    assert outcome.code.value == code
    assert facts.items() <= outcome.facts.items()
    assert card(plant, "P", "standard_cost") == (5,)


def test_more_items_take_no_more_statements(plants: Plants) -> None:
    """Three levels of one item and of twelve: as many statements, and each cost by hand."""
    taken = []
    for width in (1, 12):
        plant = planning_plant(plants, **levels(width))
        posted(calculate(plant, "C0"))
        with statements(plant.engine) as seen:
            receipt = posted(calculate(plant, *(f"A{number}" for number in range(width)), levels=ALL))
        taken.append(len(seen))
        last = width - 1
        found = costs(receipt)
        assert len(found) == 3 * width
        assert (found[f"C{last}"], found[f"B{last}"], found[f"A{last}"]) == (2, 4, 6)
        assert receipt.items[-1].rolled_up.material == receipt.items[-1].rolled_up.capacity == 3
    assert taken[0] == taken[1]
    assert taken[1] <= 40
