"""A folder is data from outside: each fault of form is named with file, row and column, and nothing is followed."""

import os
from pathlib import Path

import pytest

from backend_client import limits
from backend_client.plant.report import PlantErrorCode as Code
from tests.plant.folders import change, errors_of, places, rewrite, table

VENDORS = "vendors.csv"


def test_the_demo_plant_has_no_fault(folder: Path) -> None:
    """The plant that ships is right."""
    assert errors_of(folder) == ()


def test_no_folder_no_plant(tmp_path: Path) -> None:
    """A folder that is not there, and a file in its place, are said so; nothing else is."""
    assert places(errors_of(tmp_path / "plants")) == [(Code.FOLDER_NOT_FOUND, "plants", 0, "")]
    (tmp_path / "plant.csv").write_text("no\n")
    assert places(errors_of(tmp_path / "plant.csv")) == [(Code.FOLDER_NOT_FOUND, "plant.csv", 0, "")]


def test_a_missing_file_is_named_once(folder: Path) -> None:
    """What refers to rows of a missing file is not blamed for it."""
    (folder / VENDORS).unlink()
    assert places(errors_of(folder)) == [(Code.FILE_MISSING, VENDORS, 0, "")]


def test_an_optional_file_may_be_missing(folder: Path) -> None:
    """People, families and the like need not be there; what refers to them then is at fault."""
    (folder / "people.csv").unlink()
    (folder / "capacity_constrained_resources.csv").unlink()
    (folder / "provenance.csv").unlink()
    assert errors_of(folder) == ()
    (folder / "item_variants.csv").unlink()
    assert {error.code for error in errors_of(folder)} == {Code.UNKNOWN_REFERENCE}


def test_an_unknown_csv_file_is_a_fault_and_other_files_are_not(folder: Path) -> None:
    """A misspelt file name would silently lose its rows; a note beside the files is nobody's business."""
    (folder / "itmes.csv").write_text("no\n")
    (folder / "Items.CSV").write_text("no\n")
    (folder / "readme.txt").write_text("hello")
    assert places(errors_of(folder)) == [
        (Code.FILE_UNKNOWN, "Items.CSV", 0, ""),
        (Code.FILE_UNKNOWN, "itmes.csv", 0, ""),
    ]


def test_a_file_name_can_not_steer_a_terminal(folder: Path) -> None:
    """The name of an unknown file is shown without its control characters."""
    (folder / "a\x1b[2J.csv").write_text("no\n")
    (error,) = errors_of(folder)
    assert error.file == "a\\x1b[2J.csv"


def test_links_and_folders_are_not_read(folder: Path, tmp_path: Path) -> None:
    """A link could name any file of the machine."""
    secret = tmp_path / "secret"
    secret.write_text((folder / VENDORS).read_text())
    (folder / VENDORS).unlink()
    (folder / VENDORS).symlink_to(secret)
    assert places(errors_of(folder)) == [(Code.FILE_NOT_REGULAR, VENDORS, 0, "")]
    (folder / VENDORS).unlink()
    (folder / VENDORS).mkdir()
    assert places(errors_of(folder)) == [(Code.FILE_NOT_REGULAR, VENDORS, 0, "")]


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    """A named pipe would keep the import waiting for ever."""
    (folder / VENDORS).unlink()
    os.mkfifo(folder / VENDORS)
    assert places(errors_of(folder)) == [(Code.FILE_NOT_REGULAR, VENDORS, 0, "")]


def test_a_file_that_is_too_large_is_not_read(folder: Path) -> None:
    """The size is known before a byte is read: a sparse file of one terabyte costs nothing."""
    with (folder / VENDORS).open("r+b") as file:
        file.truncate(2**40)
    (error,) = errors_of(folder)
    assert (error.code, error.file, error.found) == (Code.FILE_TOO_LARGE, VENDORS, str(2**40))
    assert error.expected == f"<= {limits.PLANT_FILE_BYTES_MAX}"


@pytest.mark.parametrize(
    ("content", "code", "row", "found"),
    [
        ("no,name\n".encode("utf-16"), Code.NOT_UTF8, 1, "UTF-16"),
        (
            b"no,name,vendor_posting_group,gen_bus_posting_group,location_code\nV\xe9,,,,\n",
            Code.NOT_UTF8,
            2,
            "0xE9",
        ),
        (
            b"no,name,vendor_posting_group,gen_bus_posting_group,location_code\n\xed\xa0\x80,,,,\n",
            Code.NOT_UTF8,
            2,
            "0xED",
        ),
        (b'"no,name\n', Code.QUOTE_NOT_CLOSED, 1, ""),
    ],
)
def test_a_file_that_is_no_text_is_named_with_the_line(
    folder: Path, content: bytes, code: Code, row: int, found: str
) -> None:
    """Strict UTF-8: no guessing of encodings."""
    (folder / VENDORS).write_bytes(content)
    (error,) = errors_of(folder)
    assert (error.code, error.file, error.row, error.found) == (code, VENDORS, row, found)


def test_a_byte_order_mark_is_named_and_the_rest_is_read(folder: Path) -> None:
    """The mark is a fault; the columns behind it are not."""
    (folder / VENDORS).write_bytes(b"\xef\xbb\xbf" + (folder / VENDORS).read_bytes())
    assert places(errors_of(folder)) == [(Code.BYTE_ORDER_MARK, VENDORS, 1, "")]


def test_columns_missing_unknown_and_twice_are_all_named(folder: Path) -> None:
    """The first line is checked column by column, and rows are still read as far as they go."""
    rows = table(folder, VENDORS)
    rows[0] = ["no", "name", "nane", "gen_bus_posting_group", "no"]
    rows[1][3] = "ELSEWHERE"
    rewrite(folder, VENDORS, rows)
    assert places(errors_of(folder)) == [
        (Code.COLUMN_MISSING, VENDORS, 1, "location_code"),
        (Code.COLUMN_UNKNOWN, VENDORS, 1, "nane"),
        (Code.COLUMN_TWICE, VENDORS, 1, "no"),
        (Code.COLUMN_MISSING, VENDORS, 1, "vendor_posting_group"),
        (Code.UNKNOWN_REFERENCE, VENDORS, 2, "gen_bus_posting_group"),
    ]


def test_columns_may_stand_in_any_order(folder: Path) -> None:
    """A column is known by its name."""
    rows = [row[::-1] for row in table(folder, VENDORS)]
    rewrite(folder, VENDORS, rows)
    assert errors_of(folder) == ()


def test_extension_columns_may_be_left_out_or_given(folder: Path) -> None:
    """A plant may say more about an item than the format asks for."""
    rows = table(folder, "items.csv")
    rewrite(folder, "items.csv", [[*rows[0], "blocked"], *([*row, "false"] for row in rows[1:])])
    assert errors_of(folder) == ()
    change(folder, "items.csv", 2, blocked="maybe")
    assert places(errors_of(folder)) == [(Code.NOT_TRUE_FALSE, "items.csv", 2, "blocked")]


def test_a_row_with_too_few_cells_is_named_and_the_next_is_read(folder: Path) -> None:
    """Both wrong rows are named, each with how many cells it has."""
    rows = table(folder, "scrap_codes.csv")
    rewrite(folder, "scrap_codes.csv", [*rows, ["A"], ["B", "b", "c"]])
    found = [(error.code, error.row, error.expected, error.found) for error in errors_of(folder)]
    assert found == [(Code.CELL_COUNT, 5, "2", "1"), (Code.CELL_COUNT, 6, "2", "3")]


def test_every_wrong_cell_of_a_row_is_named(folder: Path) -> None:
    """Never the first only: four cells, four errors, and a wrong reference in the same row besides."""
    change(
        folder, "items.csv", 5, type="thing", unit_price="-1", scrap_pct="", lot_size="ten", vendor_no="99"
    )
    assert places(errors_of(folder)) == [
        (Code.NOT_A_DECIMAL, "items.csv", 5, "lot_size"),
        (Code.CELL_EMPTY, "items.csv", 5, "scrap_pct"),
        (Code.NOT_A_WORD, "items.csv", 5, "type"),
        (Code.TOO_SMALL, "items.csv", 5, "unit_price"),
        (Code.UNKNOWN_REFERENCE, "items.csv", 5, "vendor_no"),
    ]


def test_what_was_found_is_shown_without_its_control_characters(folder: Path) -> None:
    """An error about hostile text is no hostile text."""
    change(folder, "scrap_codes.csv", 2, description="x\x1b]0;y\x07")
    (error,) = errors_of(folder)
    assert (error.code, error.row, error.column) == (Code.CONTROL_CHARACTER, 2, "description")
    assert error.found == "x\\x1b]0;y\\x07"


def test_a_flood_of_errors_is_counted(folder: Path) -> None:
    """Errors are listed up to a bound; the last one says how many more there are."""
    rows = table(folder, "scrap_codes.csv")
    rewrite(folder, "scrap_codes.csv", [*rows, *([["", ""]] * limits.PLANT_ERRORS_MAX)])
    errors = errors_of(folder)
    assert len(errors) == limits.PLANT_ERRORS_MAX + 1
    assert (errors[-1].code, errors[-1].found) == (Code.TOO_MANY_ERRORS, str(limits.PLANT_ERRORS_MAX))
