"""Comparing: a wrong value, a missing row and a row too many are each found and named."""

from decimal import Decimal
from typing import Any

import pytest

from tests.casebook.columns import TABLE_COLUMNS
from tests.casebook.comparing import differences
from tests.casebook.values import CaseError

KINDS = TABLE_COLUMNS["item_ledger_entries"]
CREATED = {
    "start": {"item": [1], "capacity": [], "value": [1], "gl": []},
    "s2": {"item": [2, 3], "capacity": []},
}
ROWS: list[dict[str, Any]] = [
    {"entry_no": 1, "quantity": Decimal(5), "item_no": "C", "open": True, "posting_date": None},
    {"entry_no": 2, "quantity": Decimal("4.0"), "item_no": "P", "open": True, "posting_date": None},
    {"entry_no": 3, "quantity": Decimal(-4), "item_no": "C", "open": False, "posting_date": None},
]


def compare(spec: Any, entries: list[int] | None = None) -> str:
    """Compare with the three rows above."""
    return differences("item_ledger_entries", spec, ROWS, KINDS, CREATED, entries)


def test_all_rows_in_any_order() -> None:
    """`exact` takes rows in any order, and numbers by value."""
    assert compare([{"quantity": -4}, {"quantity": "4.00"}, {"quantity": "5"}]) == ""


def test_a_wrong_number_is_named_with_the_nearest_row() -> None:
    """The difference shows what was expected, the nearest row and the column that differs."""
    text = compare({"rows": [{"item_no": "P", "quantity": "4.00001"}], "match": "contains"})
    assert "1 of 1 expected rows not found" in text
    assert "expected   item_no=P quantity=4.00001" in text
    assert "nearest    item_no=P quantity=4   differs in quantity" in text


def test_a_row_too_many_is_named() -> None:
    """`exact` leaves no actual row over."""
    text = compare([{"quantity": 5}, {"quantity": 4}])
    assert "1 of 3 actual rows too many" in text
    assert "too many   quantity=-4" in text
    assert compare({"rows": [{"quantity": 5}, {"quantity": 4}], "match": "contains"}) == ""


def test_no_rows_expected() -> None:
    """An empty list expects an empty table."""
    assert "3 of 3 actual rows too many" in compare([])
    assert differences("item_ledger_entries", [], [], KINDS, CREATED) == ""


def test_contains_needs_a_row_for_each_expectation() -> None:
    """The same expectation twice needs two rows."""
    text = compare({"rows": [{"quantity": 4}, {"quantity": 4}], "match": "contains"})
    assert "1 of 2 expected rows not found" in text


def test_ordered_goes_row_by_row() -> None:
    """`ordered` wants as many rows, pairwise equal."""
    assert compare({"rows": [{"quantity": 5}, {"quantity": 4}, {"quantity": -4}], "match": "ordered"}) == ""
    swapped = compare({"rows": [{"quantity": 4}, {"quantity": 5}, {"quantity": -4}], "match": "ordered"})
    assert "row 1 differs" in swapped
    assert "row 2 differs" in swapped
    short = compare({"rows": [{"quantity": 5}], "match": "ordered"})
    assert "1 rows expected in order, 3 found" in short


def test_where_cuts_the_table_first() -> None:
    """Rows outside `where` are neither expected nor too many, and neither counted nor summed."""
    spec = {
        "where": {"item_no": "C"},
        "rows": [{"quantity": 5}, {"quantity": -4}],
        "count": 2,
        "sum": {"quantity": 1},
    }
    assert compare(spec) == ""
    assert "2 rows expected, 3 found" in compare({"count": 2})
    assert "sum of quantity is 5, expected 6" in compare({"sum": {"quantity": 6}})


def test_created_by_cuts_the_table_first() -> None:
    """Only the entries of the step named are looked at."""
    assert compare({"rows": [{"quantity": 4}, {"quantity": -4}]}, entries=[2, 3]) == ""


def test_references_stand_for_entry_numbers() -> None:
    """@s2.item.2 is the second item entry of step s2, in `where` too."""
    assert compare({"where": {"entry_no": "@s2.item.2"}, "rows": [{"quantity": -4}]}) == ""
    with pytest.raises(CaseError, match="entry 3, but the step created 2"):
        compare({"where": {"entry_no": "@s2.item.3"}, "rows": []})
    with pytest.raises(CaseError, match="has not run"):
        compare([{"entry_no": "@s9.item.1"}])


def test_none_is_empty_text_and_zero() -> None:
    """No date is "", and false is not 0."""
    assert compare({"where": {"entry_no": 1}, "rows": [{"posting_date": "", "open": True}]}) == ""
    with pytest.raises(CaseError, match="neither true nor false"):
        compare([{"open": 1}])


def test_a_column_that_is_not_offered_fails_by_name() -> None:
    """A column is never passed over."""
    with pytest.raises(CaseError, match="does not offer column flushed"):
        compare([{"flushed": True}])


def test_a_number_as_word_is_refused() -> None:
    """A mistake in a case is a mistake, not a difference."""
    with pytest.raises(CaseError, match="is not a decimal"):
        compare([{"quantity": "four"}])
