"""The plant that ships: right in itself, and in this week whatever week this is."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend_client.plant.checking import check_rows
from backend_client.plant.defaults import filled
from backend_client.plant.demo import FOLDER, demo_plant, import_demo, moved
from backend_client.plant.faults import Faults
from backend_client.plant.importing import checked_folder
from tests.plant.databases import rows
from tests.plant.folders import AT

AS_SHIPPED, _ = checked_folder(FOLDER)
SHIPPED_WORK_DATE = date(2026, 11, 16)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31)))
def test_the_work_date_lies_in_the_week_of_today_and_every_date_moves_as_far(today: date) -> None:
    """Whole weeks only, the same for every date of every table, and the plant stays without fault."""
    plant, _ = demo_plant(today)
    work_date = plant.work_date()
    assert work_date is not None
    assert work_date.isocalendar()[:2] == today.isocalendar()[:2]
    assert work_date.weekday() == SHIPPED_WORK_DATE.weekday()
    by = work_date - SHIPPED_WORK_DATE
    for name, shipped in AS_SHIPPED.tables.items():
        for before, after in zip(shipped, plant.of(name), strict=True):
            for column, value in before.values.items():
                if isinstance(value, date):
                    assert after.values[column] == value + by, (name, column)
                elif (name, before.values.get("key")) != ("plant_setup", "plant_date"):
                    assert after.values[column] == value, (name, column)


def test_a_moved_plant_is_still_without_fault() -> None:
    """The checks find nothing in a plant moved by ten years."""
    plant, faults = demo_plant(date(2036, 2, 29))
    check_rows(plant, faults)
    assert faults.errors() == ()
    assert faults.warnings() == ()


def test_holidays_comments_stock_and_orders_move() -> None:
    """Nothing that has a date is forgotten: one week later all of them are one week later."""
    plant, _ = demo_plant(date(2026, 11, 25))
    week = timedelta(weeks=1)
    assert plant.of("shop_calendar_holidays")[0].day("date") == date(2026, 11, 26) + week
    assert plant.of("routing_comments")[0].day("date") == date(2026, 11, 2) + week
    assert plant.of("opening_inventory")[0].day("posting_date") == date(2026, 11, 13) + week
    assert plant.of("production_orders")[0].moment("starting_date_time") == datetime(2026, 11, 16, 8) + week
    assert plant.of("production_orders")[0].day("due_date") == date(2026, 11, 18) + week
    assert plant.of("production_bom_versions")[1].day("starting_date") == date(2027, 7, 1) + week
    assert plant.of("subcontractor_prices")[0].day("starting_date") == date(2026, 1, 1) + week


def test_dates_among_the_settings_move_too() -> None:
    """A setting is text, but the plant's date and its calendar's range are dates all the same."""
    given = {
        "plant_date": "2026-11-16",
        "calendar_from": "2026-01-01",
        "calendar_to": "",
        "plant_name": "2026-01-01",
    }
    plant, _ = filled({"plant_setup": [{"key": key, "value": value} for key, value in given.items()]})
    later = moved(plant, weeks=1)
    assert {key: later.setting(key) for key in given} == {
        "plant_date": "2026-11-23",
        "calendar_from": "2026-01-08",
        "calendar_to": "",
        "plant_name": "2026-01-01",
    }


def test_the_first_and_the_last_week_there_is() -> None:
    """Even then there is a plant: what would fall off the calendar stays where it is."""
    for today in (date.min, date.max):
        assert demo_plant(today)[0].work_date() is not None


def test_the_demo_is_imported_into_this_week(tmp_path_factory) -> None:
    """Its orders start this week, on calendars that reach half a year on."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite'}"
    report = import_demo(url, today=date(2027, 3, 10), at=AT.replace(year=2027, month=3, day=10))
    assert report.errors == report.warnings == ()
    (order,) = rows(url, "production_orders", no="101002")
    assert order["starting_date_time"] == datetime(2027, 3, 8, 8)
    assert order["ending_date_time"] == datetime(2027, 3, 9, 9, 20)


def test_the_source_of_the_figures_is_named() -> None:
    """The folder says where its figures come from, and under which licence."""
    notice = (FOLDER / "NOTICE.md").read_text("utf-8")
    assert "Microsoft" in notice
    assert "MIT" in notice
    faults = Faults()
    check_rows(AS_SHIPPED, faults)
    assert faults.errors() == ()
