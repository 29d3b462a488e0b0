"""Files, settings and databases as the file describes them, staged on a disk and given to the program.

What is refused is told with its place, by the sentence or the code that a person sees; the words of the file are mapped
to ours here.
"""

import io
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from backend_client import limits
from backend_client.messages.base import Posted, Refused
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.plant.importing import checked_folder
from backend_client.plant.report import PlantErrorCode
from kiosk.cli import main
from kiosk.failures import Exit
from kiosk.messages.csv_rows import harmless
from screens.paper.job_card import job_card
from tests.badinputs.cases import CallCase
from tests.badinputs.plant import ORDER, scanned_plant
from tests.casebook.databases import Plants
from tests.kiosk.running import PLANT
from tests.screens.paper.papers import STAMP, line, operation, whole
from tests.screens.paper.reading import words

PAGE_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Disk:
    """An empty folder, and fresh plants."""

    folder: Path
    plants: Plants

    @property
    def database(self) -> Path:
        """Where a database would be made."""
        return self.folder / "made.sqlite"

    def command(self, *arguments: str, database: str = "") -> tuple[int, str]:
        """Run a command of the program to its end; answers its status and what it printed."""
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            try:
                status = main([*arguments, "--database", database or str(self.database)])
            except SystemExit as end:  # what could not be understood
                status = end.code if isinstance(end.code, int) else Exit.FOUND
        return status, said.getvalue()

    def plant_folder(self) -> Path:
        """A plant's CSV files, all in order."""
        folder = self.folder / "plant"
        shutil.copytree(PLANT, folder)
        return folder


def file_difference(case: CallCase, disk: Disk) -> str:
    """Answer in words what is not as the case asks, "" when all is."""
    (name,) = case.staged
    return STAGES[name](case.staged[name], disk)


def _csv(text: str, disk: Disk) -> str:
    if text == '"unclosed':
        return _import_fault(disk, text.encode(), PlantErrorCode.QUOTE_NOT_CLOSED, row=1)
    formula, *others = text.split(",")
    cells = [harmless(formula), *map(harmless, others)]
    return "" if cells == [f"'{formula}", *others] else f"exported {cells}"


def _csv_name(name: str, disk: Disk) -> str:
    """Name it as the folder to import: what is none is told by its name, and nothing is made."""
    status, said = disk.command("import", name)
    told = "FOLDER" if name.startswith("-") else Path(name).name
    refused = status in {Exit.FOUND, Exit.USAGE} and told in said
    return "" if refused and not disk.database.exists() else f"{status}: {said}"


def _csv_encoding(encoding: str, disk: Disk) -> str:
    text = (PLANT / "items.csv").read_text("utf-8")
    return _import_fault(disk, text.encode(encoding), PlantErrorCode.NOT_UTF8, found="UTF-16")


def _csv_columns(_which: str, disk: Disk) -> str:
    text = (PLANT / "items.csv").read_text("utf-8").replace("no,", "", 1)
    return _import_fault(disk, text.encode(), PlantErrorCode.COLUMN_MISSING, column="no")


def _bomb(_kind: str, disk: Disk) -> str:
    """Give one file the size of what a bomb unpacks to; it takes no room on the disk, and no time to refuse."""
    folder = disk.plant_folder()
    with (folder / "items.csv").open("r+b") as file:
        file.truncate(limits.PLANT_FILE_BYTES_MAX * 1_000)
    return _faults(folder, PlantErrorCode.FILE_TOO_LARGE)


def _link(target: str, disk: Disk) -> str:
    folder = disk.plant_folder()
    (folder / "items.csv").unlink()
    (folder / "items.csv").symlink_to(target)
    return _faults(folder, PlantErrorCode.FILE_NOT_REGULAR)


def _import_fault(disk: Disk, content: bytes, code: PlantErrorCode, **place: str | int) -> str:
    folder = disk.plant_folder()
    (folder / "items.csv").write_bytes(content)
    return _faults(folder, code, **place)


def _faults(folder: Path, code: PlantErrorCode, **place: str | int) -> str:
    """Look for the fault of items.csv, with its place."""
    found = [fault for fault in checked_folder(folder)[1].errors() if fault.file == "items.csv"]
    for fault in found:
        if fault.code is code and all(getattr(fault, name) == value for name, value in place.items()):
            return ""
    return f"wanted {code} at {place}, got {found}"


def _job_card_barcode(order_no: str, disk: Disk) -> str:
    """No order is ever named so: the request is refused before there is anything to print."""
    request = CreateProductionOrderRequest(
        request_id="c", order_no=order_no, source_no="FG-100", quantity=Decimal(1)
    )
    refused = scanned_plant(disk.plants).plant.client.post(request)
    named = isinstance(refused, Refused) and refused.facts.get("field") == "order_no"
    return "" if named else f"got {refused}"


def _job_card_text(text: str, _disk: Disk) -> str:
    card = job_card(whole(ORDER, line(10000, operation("10", description=text))), STAMP)
    return "" if text in words(card) and b"/JS" not in card and b"/JavaScript" not in card else words(card)


def _config(setting: str, disk: Disk) -> str:
    """The file's server_url is our database: an address of a server, or of a database."""
    url = setting.partition(" = ")[2]
    status, said = disk.command("load", database=url)
    told = ("address", "database may be", "database URL")
    refused = status in {Exit.SETTING, Exit.DATABASE} and any(word in said for word in told)
    return "" if refused else f"{status}: {said}"


def _database(what: str, disk: Disk) -> str:
    return DATABASES[what](disk)


def _overwritten(disk: Disk) -> str:
    """A sentence that sends to the backup, and not one byte of the file is changed by trying."""
    file = _plant_file(disk)
    file.write_bytes(b"\0" * PAGE_BYTES + file.read_bytes()[PAGE_BYTES:])
    before = file.read_bytes()
    status, said = disk.command("load", database=str(file))
    if status != Exit.DATABASE or not ("damaged" in said or "not a database" in said):
        return f"{status}: {said}"
    return "" if file.read_bytes() == before else "the file was changed"


def _without_wal(disk: Disk) -> str:
    """A posting stands in the write-ahead log alone, the head is exported, the log is lost: the head tells."""
    plant = scanned_plant(disk.plants).plant
    file = Path(plant.engine.url.database or "")
    with plant.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    request = PostOutputRequest(
        request_id="in-the-log", order_no=ORDER, operation_no="0010", output_quantity=Decimal(1)
    )
    assert isinstance(plant.client.post(request), Posted)
    head = disk.folder / "head.json"
    exported, said = disk.command("verify", "--export-head", str(head), database=str(file))
    assert exported == Exit.DONE, said
    left = disk.folder / "left.sqlite"
    shutil.copyfile(file, left)
    status, said = disk.command("verify", "--head", str(head), database=str(left))
    return "" if status == Exit.FOUND else f"{status}: {said}"


def _plant_file(disk: Disk) -> Path:
    """A database file with a plant in it and nothing beside it."""
    file = disk.folder / "plant.sqlite"
    source = scanned_plant(disk.plants).plant.engine.url.database or ""
    with closing(sqlite3.connect(source)) as plain, closing(sqlite3.connect(file)) as copy:
        plain.backup(copy)
    return file


DATABASES: dict[str, Callable[[Disk], str]] = {
    "first page overwritten": _overwritten,
    "wal deleted": _without_wal,
}
STAGES: dict[str, Callable[[str, Disk], str]] = {
    "csv": _csv,
    "csv_name": _csv_name,
    "csv_encoding": _csv_encoding,
    "csv_columns": _csv_columns,
    "zip": _bomb,
    "symlink": _link,
    "job_card_barcode": _job_card_barcode,
    "job_card_text": _job_card_text,
    "config": _config,
    "db": _database,
}
