"""Rows become a plant: all of it or nothing, once, and changed only where nothing is posted on it."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.plant.importing import import_plant
from backend_client.plant.report import PlantErrorCode, PlantNote, PlantReport
from backend_client.plant.writing import write_plant
from backend_client.store.database import open_database
from backend_client.store.migrate import migrate
from backend_client.store.schema import METADATA
from tests.plant.databases import everything, rows
from tests.plant.folders import AT, add, change, drop, line_of, places, table

STEPS = ("added", "changed", "removed")


def again(folder: Path, url: str) -> PlantReport:
    """Import a folder as PL01 at terminal T1."""
    return import_plant(folder, url, at=AT, person_no="PL01", terminal_id="T1")


def moved_rows(report: PlantReport) -> dict[str, tuple[int, ...]]:
    """Answer added, changed and removed of each table where any is not 0."""
    steps = {count.table: tuple(getattr(count, step) for step in STEPS) for count in report.counts}
    return {name: step for name, step in steps.items() if any(step)}


def post_output(url: str) -> None:
    """Post one hour at the first operation of order 101001."""
    database = open_database(url)
    request = PostOutputRequest(
        request_id="output-1",
        order_no="101001",
        operation_no="10",
        run_time=Decimal(60),
        output_quantity=Decimal(5),
        posting_date=date(2026, 11, 16),
    )
    assert isinstance(LocalClient(database, now=lambda: AT).post(request), Posted)
    database.close()


def test_every_row_of_the_folder_is_in_the_database(url: str, folder: Path) -> None:
    """Table by table as many rows as the folder has."""
    for file in folder.glob("*.csv"):
        assert len(rows(url, file.stem)) == len(table(folder, file.name)) - 1, file.name


def test_values_arrive_as_they_stand_in_the_file(url: str) -> None:
    """Decimals are exact, codes keep their zeros and blanks, empty dates are none, words are words."""
    (line,) = rows(url, "routing_lines", routing_no="SP-SCM1009-PARALLEL", operation_no="05")
    assert (line["next_operation_no"], line["type"], line["setup_time"]) == ("10|20", "work_center", 0)
    (item,) = rows(url, "items", no="SP-BOM2000")
    assert (item["unit_cost"], item["inventory_posting_group"]) == (Decimal("87.756"), "RAW MAT")
    (machine,) = rows(url, "machine_centers", no="760")
    assert (machine["efficiency"], machine["run_time"]) == (90, None)
    (version,) = rows(url, "production_bom_versions", version_code="SP-SCM1009-V1")
    assert version["starting_date"] is None


def test_opening_stock_is_posted_with_bins_numbers_and_cost(url: str) -> None:
    """24.5 cans at 1.60 are 39.20 in stock; a serial number is one piece; the books balance."""
    entries = rows(url, "item_ledger_entries", entry_type="positive_adjustment")
    assert len(entries) == 38
    (can,) = (entry for entry in entries if entry["item_no"] == "SP-BOM3001")
    assert (can["bin_code"], can["posting_date"], can["document_no"]) == (
        "S-04-01",
        date(2026, 11, 13),
        "START-MANF",
    )
    (value,) = rows(url, "value_entries", item_ledger_entry_no=can["entry_no"])
    assert value["cost_amount_actual"] == Decimal("39.20")
    serials = {entry["serial_no"] for entry in entries if entry["item_no"] == "SP-BOM1207"}
    assert serials == {f"IOT-26000{at:02}" for at in range(1, 13)}
    assert sum(entry["amount"] for entry in rows(url, "gl_entries")) == 0


def test_orders_are_refreshed_forward_from_their_start(url: str) -> None:
    """101002 begins Monday at eight and ends Tuesday 09:20, as worked out by hand over one shift."""
    (order,) = rows(url, "production_orders", no="101002")
    assert order["starting_date_time"] == datetime(2026, 11, 16, 8)
    assert order["ending_date_time"] == datetime(2026, 11, 17, 9, 20)
    (line,) = rows(url, "production_order_lines", order_no="101002")
    assert (line["item_no"], line["quantity"], line["bin_code"]) == ("SP-SCM1009", 10, "FG-01")
    operations = rows(url, "production_order_routing_lines", order_no="101002")
    assert [operation["operation_no"] for operation in operations] == ["10", "20", "30", "40"]
    assert rows(url, "production_order_components", order_no="101002")
    assert rows(url, "capacity_needs", order_no="101002")


def test_an_order_takes_the_bom_and_routing_it_names(url: str) -> None:
    """101007 makes an airpot on the parallel routing, 101006 a red one from the red BOM."""
    (line,) = rows(url, "production_order_lines", order_no="101007")
    assert line["routing_no"] == "SP-SCM1009-PARALLEL"
    (line,) = rows(url, "production_order_lines", order_no="101006")
    assert (line["production_bom_no"], line["variant_code"]) == ("SP-SCM1006-RED", "RED")


def test_every_center_has_a_calendar_around_the_plant_date(url: str) -> None:
    """From four weeks before to 26 weeks after, for work and machine centers alike."""
    entries = rows(url, "calendar_entries")
    centers = len(rows(url, "work_centers")) + len(rows(url, "machine_centers"))
    assert len({(entry["type"], entry["no"]) for entry in entries}) == centers
    assert min(entry["date"] for entry in entries) <= date(2026, 10, 20)
    assert max(entry["date"] for entry in entries) >= date(2027, 5, 17)


def test_a_badge_is_kept_as_a_hash_only(imported_file: Path) -> None:
    """The token stands nowhere in the database's file."""
    assert b"OP01" in imported_file.read_bytes()
    assert b"7K3RV9TR2D" not in imported_file.read_bytes()


def test_importing_again_changes_nothing(url: str, folder: Path) -> None:
    """Not one row of any table differs, and the report says that all were left."""
    before = everything(url)
    report = again(folder, url)
    assert report.errors == ()
    assert moved_rows(report) == {}
    assert everything(url) == before


def test_changed_master_data_is_updated_and_audited(url: str, folder: Path) -> None:
    """The audit entry holds who, where, when, and the changed columns before and after."""
    change(folder, "machine_centers.csv", 2, capacity="2", name="Manual")
    report = again(folder, url)
    assert moved_rows(report)["machine_centers"] == (0, 1, 0)
    (machine,) = rows(url, "machine_centers", no="110")
    assert (machine["capacity"], machine["name"], machine["efficiency"]) == (2, "Manual", 100)
    (entry,) = rows(url, "audit_entries", table_name="machine_centers")
    assert (entry["person_no"], entry["terminal_id"], entry["at"], entry["row_key"]) == (
        "PL01",
        "T1",
        AT,
        "110",
    )
    assert json.loads(entry["before"]) == {"capacity": "1", "name": "Flushing Manual"}
    assert json.loads(entry["after"]) == {"capacity": "2", "name": "Manual"}


def test_a_change_of_capacity_reaches_the_calendar(url: str, folder: Path) -> None:
    """Two machines instead of one: twice the minutes a day."""
    change(folder, "machine_centers.csv", line_of(folder, "machine_centers.csv", no="210"), capacity="2")
    again(folder, url)
    day = rows(url, "calendar_entries", no="210", date=date(2026, 11, 16))
    assert [entry["capacity_effective"] for entry in day] == [960]


def test_the_setup_that_clients_keep_is_renewed(url: str, folder: Path) -> None:
    """A changed row raises the setup's revision, an equal import does not."""
    (head,) = rows(url, "ledger_head")
    change(folder, "scrap_codes.csv", 2, description="Set up wrongly")
    again(folder, url)
    again(folder, url)
    assert rows(url, "ledger_head")[0]["setup_revision"] == head["setup_revision"] + 1


def test_columns_that_the_folder_leaves_out_stay(url: str, folder: Path) -> None:
    """An item blocked on the terminal is not unblocked by a folder that says nothing of it."""
    database = open_database(url)
    block = ChangeMasterDataRequest(
        request_id="block-1", table="items", key={"no": "SP-BOM2000"}, values={"blocked": "true"}
    )
    assert isinstance(LocalClient(database, now=lambda: AT).post(block), Posted)
    database.close()
    assert moved_rows(again(folder, url)) == {}
    assert rows(url, "items", no="SP-BOM2000")[0]["blocked"]


def test_a_line_that_its_parent_has_no_longer_is_taken_away(url: str, folder: Path) -> None:
    """A component left out of the BOM's lines is a component no longer; the whole row is in the audit entry."""
    drop(folder, "production_bom_lines.csv", 2)
    report = again(folder, url)
    assert moved_rows(report)["production_bom_lines"] == (0, 0, 1)
    assert rows(url, "production_bom_lines", production_bom_no="SP-BOM2000", line_no=10000) == []
    (entry,) = rows(url, "audit_entries", table_name="production_bom_lines")
    assert json.loads(entry["before"])["no"] == "SP-BOM2001"
    assert entry["after"] == ""


def test_rows_that_the_folder_no_longer_has_stay(url: str, folder: Path) -> None:
    """A scrap code may be named by old entries: what is not in the folder is not taken away."""
    drop(folder, "scrap_codes.csv", 2)
    assert moved_rows(again(folder, url)) == {}
    assert len(rows(url, "scrap_codes")) == 3


@pytest.mark.parametrize(
    ("file", "named", "cells", "column"),
    [
        ("items.csv", {"no": "SP-BOM2001"}, {"costing_method": "average"}, "costing_method"),
        ("items.csv", {"no": "SP-BOM2001"}, {"item_tracking_code": "LOTALLEXP"}, "item_tracking_code"),
        ("opening_inventory.csv", {"line_no": "10000"}, {"quantity": "51"}, "quantity"),
        ("opening_inventory.csv", {"line_no": "10000"}, {"unit_cost": "15"}, "unit_cost"),
        ("work_centers.csv", {"no": "100"}, {"unit_of_measure_code": "HOURS"}, "unit_of_measure_code"),
        ("production_orders.csv", {"no": "101001"}, {"quantity": "21"}, "quantity"),
        ("plant_setup.csv", {"key": "plant_code"}, {"value": "OTHER"}, "value"),
    ],
)
def test_what_is_posted_on_is_refused_by_name(
    url: str, folder: Path, file: str, named: dict[str, str], cells: dict[str, str], column: str
) -> None:
    """The row and column are named, and nothing of the import is written, not even an innocent change."""
    post_output(url)
    before = everything(url)
    line = line_of(folder, file, **named)
    change(folder, file, line, **cells)
    change(folder, "scrap_codes.csv", 2, description="innocent")
    if file == "work_centers.csv":  # its machines are in the same unit
        for at in range(2, 5):
            change(folder, "machine_centers.csv", at, unit_of_measure_code="HOURS")
    if column == "item_tracking_code":
        change(folder, "opening_inventory.csv", 2, lot_no="L1")
    report = again(folder, url)
    assert (PlantErrorCode.POSTED_ON, file, line, column) in places(report.errors)
    assert {error.code for error in report.errors} == {PlantErrorCode.POSTED_ON}
    assert report.counts == ()
    assert everything(url) == before


def test_an_order_that_nothing_is_posted_on_is_made_anew(url: str, folder: Path) -> None:
    """Forty become forty-four: lines, components and capacity need follow, and the change is audited."""
    line = line_of(folder, "production_orders.csv", no="101201")
    change(folder, "production_orders.csv", line, quantity="44")
    report = again(folder, url)
    assert moved_rows(report) == {"production_orders": (0, 1, 0)}
    (order_line,) = rows(url, "production_order_lines", order_no="101201")
    assert order_line["quantity"] == 44
    entries = rows(url, "audit_entries", table_name="production_orders", row_key="101201")
    assert [json.loads(entry["after"])["quantity"] for entry in entries] == ["40", "44"]
    assert moved_rows(again(folder, url)) == {}


def test_new_stock_and_new_orders_are_added(url: str, folder: Path) -> None:
    """A second import adds what the folder has more, and leaves the rest."""
    stock = dict(zip(*table(folder, "opening_inventory.csv")[:2], strict=True))
    order = dict(zip(*table(folder, "production_orders.csv")[:2], strict=True))
    add(folder, "opening_inventory.csv", {**stock, "line_no": "900000", "quantity": "7"})
    add(folder, "production_orders.csv", {**order, "no": "101099", "status": "planned"})
    report = again(folder, url)
    assert moved_rows(report) == {"opening_inventory": (1, 0, 0), "production_orders": (1, 0, 0)}
    (kept,) = rows(url, "opening_inventory", line_no=900000)
    (entry,) = rows(url, "item_ledger_entries", entry_no=kept["item_ledger_entry_no"])
    assert entry["quantity"] == 7


def test_what_the_engine_refuses_takes_everything_back(tmp_path: Path, folder: Path) -> None:
    """Posting is allowed from 20 November only: every line of stock is named, and the database stays empty."""
    add(folder, "plant_setup.csv", {"key": "allow_posting_from", "value": "2026-11-20"})
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    report = again(folder, url)
    stock = [error for error in report.errors if error.code is PlantErrorCode.STOCK_REFUSED]
    assert [error.row for error in stock] == list(range(2, 40))
    assert stock[0].found.startswith("posting-date-not-allowed")
    assert not report.written
    found = everything(url)
    assert {name for name in METADATA.tables if found[name]} == {"ledger_head", "cost_adjustment_head"}


def test_an_interrupted_import_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    """Someone presses Ctrl-C while stock is posted: nothing of the plant is there."""
    from backend_client.plant.importing import checked_folder

    def interrupt(file: str, done: int, _rows: int) -> None:
        if file == "opening_inventory.csv" and done == 20:
            raise KeyboardInterrupt

    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    database = open_database(url)
    migrate(database)
    with pytest.raises(KeyboardInterrupt):
        write_plant(database, checked_folder(folder)[0], at=AT, progress=interrupt)
    database.close()
    found = everything(url)
    assert {name for name in METADATA.tables if found[name]} == {"ledger_head", "cost_adjustment_head"}


def test_a_folder_with_errors_opens_no_database(tmp_path: Path, folder: Path) -> None:
    """Everything is checked before anything is touched."""
    change(folder, "items.csv", 2, unit_price="cheap")
    report = again(folder, f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert places(report.errors) == [(PlantErrorCode.NOT_A_DECIMAL, "items.csv", 2, "unit_price")]
    assert not (tmp_path / "new.sqlite").exists()


def test_progress_is_told_row_by_row_where_it_takes_time(url: str, folder: Path) -> None:
    """Stock and orders are counted up to their number."""
    change(folder, "production_orders.csv", 10, quantity="41")
    told: list[tuple[str, int, int]] = []
    import_plant(folder, url, at=AT, progress=lambda *step: told.append(step))
    assert ("production_orders.csv", 16, 16) in told
    assert [done for file, done, of in told if file == "opening_inventory.csv" and of == 38][-38:] == list(
        range(1, 39)
    )


def test_what_nothing_acts_on_yet_is_named(url: str, folder: Path) -> None:
    """Subcontractors' prices, pick documents and the like are kept, and said to be kept only."""
    change(folder, "locations.csv", 3, require_pick="true")
    report = again(folder, url)
    kept = {note.note: note.rows for note in report.stored_only}
    assert kept[PlantNote.SUBCONTRACTOR_PRICES] == 3
    assert kept[PlantNote.WAREHOUSE_DOCUMENTS] == 1
    assert PlantNote.SALES_ORDERS not in kept


def test_of_a_finished_order_the_head_is_kept(url: str, folder: Path) -> None:
    """A finished order brings no ledger entries, so it gets no lines; the report says so."""
    order = dict(zip(*table(folder, "production_orders.csv")[:2], strict=True))
    add(folder, "production_orders.csv", {**order, "no": "100001", "status": "finished"})
    report = again(folder, url)
    assert report.errors == ()
    (head,) = rows(url, "production_orders", no="100001")
    assert (head["status"], head["finished_date"]) == ("finished", date(2026, 11, 17))
    assert rows(url, "production_order_lines", order_no="100001") == []
    assert PlantNote.ORDER_HEADS in {note.note for note in report.stored_only}
    assert moved_rows(again(folder, url)) == {}
