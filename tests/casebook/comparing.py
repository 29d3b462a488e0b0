"""Expected rows against the rows that stand in a table.

First the table is cut down to the rows that fulfil `where` and that step `created_by` created; then `exact`
pairs every row on both sides, `contains` every expected row, `ordered` goes pairwise; `count` and `sum` are of
all rows the table was cut to. What differs is answered as text, column by column:

    capacity_ledger_entries: 1 of 2 expected rows not found, 1 actual row too many
      expected   operation_no=10 quantity=60
      nearest    operation_no=10 quantity=50      differs in quantity
      too many   operation_no=10 quantity=50
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.casebook.columns import Kind
from tests.casebook.loading import whole_spec
from tests.casebook.matching import pair
from tests.casebook.references import Created, resolve_row
from tests.casebook.values import CaseError, Value, canonical, number, shown

Row = Mapping[str, Value]


def differences(
    name: str,
    spec: Any,
    actual: Sequence[Mapping[str, Any]],
    kinds: Mapping[str, Kind],
    created: Created,
    created_entries: Sequence[int] | None = None,
) -> str:
    """Answer what differs, as text; "" when all is as expected.

    spec             list of rows, or {rows, match, where, count, sum}
    actual           rows in table order, each with at least the columns named
    created_entries  entry numbers that `created_by` names; None = all rows
    """
    whole = whole_spec(spec)
    where = _wanted(whole.get("where", {}), kinds, created)
    rows = [row for row in actual if created_entries is None or row["entry_no"] in created_entries]
    rows = [row for row in rows if _fits(where, _seen(name, row, where, kinds))]
    lines: list[str] = []
    if "rows" in whole:
        expected = [_wanted(row, kinds, created) for row in whole["rows"]]
        columns = list(dict.fromkeys(column for row in expected for column in row))
        columns = columns or [column for column in kinds if all(column in row for row in rows)]
        seen = [_seen(name, row, columns, kinds) for row in rows]
        lines += _compare_rows(name, expected, seen, whole.get("match", "exact"))
    if "count" in whole and len(rows) != whole["count"]:
        lines.append(f"{name}: {whole['count']} rows expected, {len(rows)} found")
    for column, total in whole.get("sum", {}).items():
        found = sum((number(_seen(name, row, (column,), kinds)[column]) for row in rows), start=Decimal(0))
        if found != number(total):
            lines.append(f"{name}: sum of {column} is {shown(found)}, expected {shown(number(total))}")
    return "\n".join(lines)


def _compare_rows(name: str, expected: Sequence[Row], actual: Sequence[Row], match: str) -> list[str]:
    if match == "ordered":
        return _compare_ordered(name, expected, actual)
    paired = pair(expected, actual, _fits)
    missing = [row for at, row in enumerate(expected) if at not in paired]
    left_over = [row for at, row in enumerate(actual) if at not in set(paired.values())]
    too_many = left_over if match == "exact" else []
    if not missing and not too_many:
        return []
    lines = [f"{name}: {len(missing)} of {len(expected)} expected rows not found"]
    if match == "exact":
        lines[0] += f", {len(too_many)} of {len(actual)} actual rows too many"
    for row in missing:
        lines.append(f"  expected   {_row_text(row)}")
        lines.append(f"  nearest    {_nearest_text(row, left_over)}")
    lines += [f"  too many   {_row_text(row)}" for row in too_many]
    return lines


def _compare_ordered(name: str, expected: Sequence[Row], actual: Sequence[Row]) -> list[str]:
    lines = []
    if len(expected) != len(actual):
        lines.append(f"{name}: {len(expected)} rows expected in order, {len(actual)} found")
    for at, (wanted, found) in enumerate(zip(expected, actual, strict=False), start=1):
        if not _fits(wanted, found):
            lines.append(f"{name}: row {at} differs")
            lines.append(f"  expected   {_row_text(wanted)}")
            lines.append(f"  found      {_nearest_text(wanted, [found])}")
    lines += [f"  missing    {_row_text(row)}" for row in expected[len(actual) :]]
    lines += [f"  too many   {_row_text(row)}" for row in actual[len(expected) :]]
    return lines


def _fits(wanted: Row, found: Row) -> bool:
    return all(found[column] == value for column, value in wanted.items())


def _wanted(row: Mapping[str, Any], kinds: Mapping[str, Kind], created: Created) -> dict[str, Value]:
    return {column: canonical(value, kinds[column]) for column, value in resolve_row(row, created).items()}


def _seen(name: str, row: Mapping[str, Any], columns: Any, kinds: Mapping[str, Kind]) -> dict[str, Value]:
    missing = [column for column in columns if column not in row]
    if missing:
        raise CaseError(f"{name}: the product does not offer column {', '.join(missing)}")
    return {column: canonical(row[column], kinds[column]) for column in columns}


def _nearest_text(wanted: Row, candidates: Sequence[Row]) -> str:
    if not candidates:
        return "no row is left"

    def wrong(row: Row) -> list[str]:
        return [column for column, value in wanted.items() if row[column] != value]

    nearest = min(candidates, key=lambda row: len(wrong(row)))
    return f"{_row_text({column: nearest[column] for column in wanted})}   differs in {', '.join(wrong(nearest))}"


def _row_text(row: Row) -> str:
    return " ".join(f"{column}={shown(value)}" for column, value in row.items())
