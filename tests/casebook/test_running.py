"""Running a case: what differs fails where it differs, and what the product lacks fails by name."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.casebook.actions import ACTIONS, QUESTIONS
from tests.casebook.databases import Plants
from tests.casebook.loading import Case, load_file
from tests.casebook.plant import plant_of
from tests.casebook.running import CaseFailure, run
from tests.casebook.vocabulary import STEP_ARGUMENTS

PLANT = {
    "routings": [{"no": "R"}],
    "routing_lines": [{"routing_no": "R", "operation_no": "10", "no": "A"}],
    "work_centers": [{"no": "A", "direct_unit_cost": 2}],
    "items": [{"no": "P", "replenishment_system": "prod_order", "routing_no": "R"}],
}
CREATE = {"do": "create_production_order", "with": {"no": "O1", "source_no": "P", "quantity": 10}}
FIVE = {
    "do": "post_output",
    "label": "five",
    "with": {"order": "O1", "operation": "10", "run": 30, "output": 5},
}


def case(folder: Path, steps: list[Any], **expect: Any) -> Case:
    """Answer a case of these steps as it is read from a file."""
    file = folder / "X.json"
    raw = {"id": "X-01", "title": "", "plant": PLANT, "steps": steps, "expect": expect}
    file.write_text(json.dumps([raw]), "utf-8")
    (loaded,) = load_file(file)
    assert loaded.mistake == ""
    return loaded


def failure(plants: Plants, folder: Path, steps: list[Any], **expect: Any) -> str:
    """Run a case that must fail; answers what it says."""
    whole = case(folder, steps, **expect)
    with pytest.raises(CaseFailure) as caught:
        run(whole, plants.fresh(plant_of(whole)))
    return str(caught.value)


def test_a_case_that_comes_out(plants: Plants, tmp_path: Path) -> None:
    """30 minutes at 2.00: entries by reference, by the step that made them, and counted."""
    steps = [CREATE, FIVE, FIVE | {"label": "again"}]
    whole = case(
        tmp_path,
        steps,
        item_ledger_entries={"created_by": "again", "rows": [{"entry_no": "@again.item.1", "quantity": 5}]},
        value_entries={
            "where": {"capacity_ledger_entry_no": "@five.capacity.1"},
            "rows": [{"cost_amount_actual": "60.00", "entry_no": "@s2.value.1"}],
        },
        capacity_ledger_entries={"count": 2, "sum": {"run_time": 60}},
        inventory=[{"item_no": "P", "quantity": 10}],
    )
    run(whole, plants.fresh(plant_of(whole)))


def test_a_wrong_number_fails_at_its_table(plants: Plants, tmp_path: Path) -> None:
    """The failure names case, table, and both numbers."""
    text = failure(plants, tmp_path, [CREATE, FIVE], value_entries=[{"cost_amount_actual": "60.01"}])
    assert "X-01 at its end" in text
    assert "expected   cost_amount_actual=60.01" in text
    assert "cost_amount_actual=60" in text


def test_a_row_too_many_fails(plants: Plants, tmp_path: Path) -> None:
    """No row may be left over."""
    assert "too many" in failure(
        plants, tmp_path, [CREATE, FIVE, FIVE | {"label": "b"}], item_ledger_entries=[{"quantity": 5}]
    )


def test_the_run_ends_at_the_first_step_that_differs(plants: Plants, tmp_path: Path) -> None:
    """Tables after a step are looked at after that step."""
    wrong = FIVE | {"expect": {"tables": {"production_order_lines": [{"finished_quantity": 6}]}}}
    text = failure(plants, tmp_path, [CREATE, wrong, FIVE | {"label": "b"}])
    assert text.startswith("X-01 five (post_output)")


def test_outcomes_are_compared(plants: Plants, tmp_path: Path) -> None:
    """Posted instead of refused, refused instead of posted, refused for another reason: each is said."""
    refused = FIVE | {"expect": {"code": "order-blocked"}}
    assert "refused with order-blocked, but posted" in failure(plants, tmp_path, [CREATE, refused])
    unknown = FIVE | {"with": {"order": "O9", "output": 1}}
    assert "but refused: released-order-not-found" in failure(plants, tmp_path, [CREATE, unknown])
    other = unknown | {"expect": {"code": "order-blocked"}}
    assert "expected refusal order-blocked, found released-order-not-found" in failure(
        plants, tmp_path, [CREATE, other]
    )


def test_confirmations_are_compared_and_answered(plants: Plants, tmp_path: Path) -> None:
    """A posting that asks is answered yes unless the case says no; what was asked must be what was expected."""
    done = FIVE | {"with": FIVE["with"] | {"finished": True}}  # type: ignore[operator]
    asks = FIVE | {"label": "asks", "expect": {"confirmations": ["finished-operation-output"]}}
    says_no = FIVE | {
        "label": "no",
        "with": FIVE["with"] | {"answers": {"finished-operation-output": "no"}},  # type: ignore[operator]
        "expect": {"code": "update-interrupted"},
    }
    whole = case(tmp_path, [CREATE, done, says_no, asks])
    run(whole, plants.fresh(plant_of(whole)))
    quiet = FIVE | {"label": "quiet", "expect": {"confirmations": []}}
    assert "confirmations: expected [], found ['finished-operation-output']" in failure(
        plants, tmp_path, [CREATE, done, quiet]
    )


def test_whatever_a_case_may_do_the_product_offers() -> None:
    """Every action and question that a case may name has its message."""
    assert set(STEP_ARGUMENTS) == set(ACTIONS) | set(QUESTIONS)


def test_what_the_product_lacks_fails_by_name(
    plants: Plants, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An action that is not offered is a failure, never passed over."""
    monkeypatch.delitem(ACTIONS, "adjust_cost")
    text = failure(plants, tmp_path, [CREATE, {"do": "adjust_cost"}])
    assert text == "X-01 s2: the product does not offer adjust_cost yet"


def test_an_answer_is_compared(plants: Plants, tmp_path: Path) -> None:
    """Rows of a question, column by column."""
    load = {
        "do": "load",
        "with": {"no": "A", "from": "2026-03-09", "to": "2026-03-09"},
        "expect": {"rows": [{"capacity": 481}]},
    }
    assert "capacity=480   differs in capacity" in failure(plants, tmp_path, [load])
