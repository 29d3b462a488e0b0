"""The plant of a case: the base plant and the case's own rows, brought together by key."""

from pathlib import Path
from typing import Any

from tests.casebook.loading import Case
from tests.casebook.plant import Tables, plant_of, setup_of


def plant(replace: tuple[str, ...] = (), **tables: Any) -> Tables:
    """Answer the plant of a case with these rows."""
    return plant_of(Case(id="X-01", title="", file=Path("X.json"), plant_replace=replace, plant=tables))


def test_a_row_of_a_base_key_changes_only_what_it_names() -> None:
    """The setting changes, the others stay; a new key adds a row."""
    changed = plant(plant_setup=[{"key": "work_date", "value": "2026-03-05"}], scrap_codes=[{"code": "BENT"}])
    assert setup_of(changed)["work_date"] == "2026-03-05"
    assert setup_of(changed)["default_location_code"] == "MAIN"
    assert {code["code"] for code in changed["scrap_codes"]} == {"DEFECT", "DENT", "BENT"}


def test_a_key_may_be_left_out_in_part() -> None:
    """Friday from 8 means the base plant's calendar and shift: the day becomes shorter, no second span appears."""
    day = {"day": "friday", "starting_time": "08:00:00", "ending_time": "12:00:00"}
    fridays = [
        row
        for row in plant(shop_calendar_working_days=[day])["shop_calendar_working_days"]
        if row["day"] == "friday"
    ]
    assert [row["ending_time"] for row in fridays] == ["12:00:00"]


def test_a_replaced_table_starts_empty() -> None:
    """None of the base rows is left."""
    day = {"day": "monday", "starting_time": "07:00:00", "ending_time": "15:00:00"}
    replaced = plant(("shop_calendar_working_days",), shop_calendar_working_days=[day])
    assert [row["day"] for row in replaced["shop_calendar_working_days"]] == ["monday"]


def test_lines_are_numbered_within_their_parent() -> None:
    """10000, 20000 within each BOM, so that two lines without a number are two lines."""
    lines = [{"production_bom_no": bom, "no": "C"} for bom in ("B", "D", "B")]
    numbered = plant(production_bom_lines=lines)["production_bom_lines"]
    assert [(line["production_bom_no"], line["line_no"]) for line in numbered] == [
        ("B", 10000),
        ("D", 10000),
        ("B", 20000),
    ]
