"""The demo plant: a small factory of coffee makers, its dates moved so that its work date lies in a given week.

    today Wednesday 2027-03-10, work date Monday 2026-11-16: everything moves by 16 weeks, to Monday 2027-03-08

Whole weeks keep every weekday, so that working days stay working days. Orders, holidays, comments, stock, versions
and prices all move together.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from backend_client.plant.faults import Faults
from backend_client.plant.format.columns import Value
from backend_client.plant.importing import checked_folder, import_rows
from backend_client.plant.progress import Progress, untold
from backend_client.plant.report import PlantReport
from backend_client.plant.rows import PlantRow, PlantRows

FOLDER = Path(__file__).with_name("contoso_coffee")
DATE_SETTINGS = frozenset({"plant_date", "work_date", "calendar_from", "calendar_to"})


def demo_plant(today: date) -> tuple[PlantRows, Faults]:
    """Answer the rows of the demo plant with its work date in the week of `today`; its faults are none."""
    plant, faults = checked_folder(FOLDER)
    work_date = plant.work_date()
    assert work_date is not None, "the demo plant names its work date"
    return moved(plant, weeks=(_monday(today) - _monday(work_date)).days // 7), faults


def import_demo(
    database_url: str,
    *,
    today: date,
    at: datetime,
    person_no: str = "",
    terminal_id: str = "",
    progress: Progress = untold,
) -> PlantReport:
    """Import the demo plant into the database of a URL."""
    plant, faults = demo_plant(today)
    return import_rows(
        plant,
        database_url,
        at=at,
        person_no=person_no,
        terminal_id=terminal_id,
        faults=faults,
        progress=progress,
    )


def moved(plant: PlantRows, *, weeks: int) -> PlantRows:
    """Answer the rows with every date and date-time later by whole weeks (earlier where negative)."""
    by = timedelta(weeks=weeks)
    tables = {name: [_moved_row(row, by) for row in rows] for name, rows in plant.tables.items()}
    return PlantRows(tables=tables, unread=set(plant.unread), left_out=dict(plant.left_out))


def _moved_row(row: PlantRow, by: timedelta) -> PlantRow:
    values = {name: _moved(value, by) for name, value in row.values.items()}
    if row.table == "plant_setup" and values["key"] in DATE_SETTINGS and values["value"]:
        values["value"] = str(_moved(date.fromisoformat(row.text("value")), by))
    return PlantRow(row.table, row.line, values, row.unsound)


def _moved(value: Value, by: timedelta) -> Value:
    if not isinstance(value, date):  # a datetime is a date too
        return value
    try:
        return value + by
    except OverflowError:  # the first and last weeks of the calendar: stay where days still have names
        return value


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), (day - date.min).days))
