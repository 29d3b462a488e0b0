"""The plant of a case: the base plant, changed by the case's own rows.

A row with the key of a base row changes the columns it names, a new key adds a row, tables named in
`plant_replace` start empty. Columns that a case leaves out take the plant format's defaults when the plant is
built; only those that are part of a key are filled here, since rows are brought together by key.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.casebook.loading import Case, read_json
from tests.casebook.vocabulary import PLANT_COLUMNS, PLANT_KEYS

BASE_PLANT = Path(__file__).with_name("base_plant.json")
LINE_STEP = 10_000

Row = dict[str, Any]
Tables = dict[str, list[Row]]

# table -> the columns of its key that have a value of their own when a case leaves them out
_KEY_DEFAULTS: dict[str, dict[str, str]] = {
    "capacity_constrained_resources": {"capacity_type": "work_center"},
    "shop_calendar_working_days": {"shop_calendar_code": "ONE SHIFT", "work_shift_code": "1"},
    "shop_calendar_holidays": {"shop_calendar_code": "ONE SHIFT"},
    "opening_inventory": {"document_no": "START"},
}

# numbered lines: table -> the columns that name what they are lines of
_PARENTS: dict[str, tuple[str, ...]] = {
    "production_bom_lines": ("production_bom_no", "version_code"),
    "family_lines": ("family_no",),
    "opening_inventory": ("document_no",),
}


def plant_of(case: Case) -> Tables:
    """Answer the rows of the plant that a case starts from, table by table."""
    merged: dict[str, dict[tuple[str, ...], Row]] = {}
    _merge(merged, read_json(BASE_PLANT))
    for table in case.plant_replace:
        merged[table] = {}
    _merge(merged, case.plant)
    return {table: list(merged.get(table, {}).values()) for table in PLANT_COLUMNS}


def setup_of(tables: Tables) -> dict[str, str]:
    """Answer the plant's settings by key."""
    return {row["key"]: row["value"] for row in tables["plant_setup"]}


def _merge(merged: dict[str, dict[tuple[str, ...], Row]], tables: Mapping[str, Any]) -> None:
    for table, rows in tables.items():
        lines: Counter[tuple[str, ...]] = Counter()
        standing = merged.setdefault(table, {})
        for given in rows:
            row = {**_KEY_DEFAULTS.get(table, {}), **given}
            if table in _PARENTS and "line_no" not in row:
                parent = tuple(str(row.get(column, "")) for column in _PARENTS[table])
                lines[parent] += 1
                row["line_no"] = lines[parent] * LINE_STEP
            key = tuple(str(row.get(column, "")) for column in PLANT_KEYS[table])
            standing.setdefault(key, {}).update(row)
