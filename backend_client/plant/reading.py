"""From a folder of CSV files to typed rows: every fault of form, never the first only.

A folder is data from outside. Only regular files directly in it are read, never through a link; the size is known
before a byte is read; text is strict UTF-8 without byte order mark. Names come from the format, so that no name in
the folder becomes a path; a CSV file that the format does not know is a fault, any other file is nobody's business.
"""

import os
import stat
from pathlib import Path

from backend_client import limits
from backend_client.plant.cells import CellFault, parse_cell
from backend_client.plant.faults import Faults, printable
from backend_client.plant.format import BY_FILE
from backend_client.plant.format.columns import Column, Table, Value
from backend_client.plant.progress import Progress, untold
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.plant.separated import Record, records


def read_folder(folder: Path, faults: Faults, progress: Progress = untold) -> PlantRows:
    """Answer the rows of a plant folder; what is wrong with their form is added to `faults`."""
    plant = PlantRows()
    if not folder.is_dir():
        faults.add(PlantErrorCode.FOLDER_NOT_FOUND, folder.name)
        return plant
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        faults.add(PlantErrorCode.FILE_UNREADABLE, folder.name, found=error.strerror or "")
        return plant
    for name in names:
        if name.lower().endswith(".csv") and name not in BY_FILE:
            faults.add(PlantErrorCode.FILE_UNKNOWN, printable(name))
    for table in BY_FILE.values():
        if table.file not in names:
            if not table.optional:
                faults.add(PlantErrorCode.FILE_MISSING, table.file)
                plant.unread.add(table.name)
            continue
        content = _content(folder / table.file, faults)
        text = None if content is None else _text(content, table, faults)
        rows = None if text is None else _rows(text, table, faults)
        if rows is None:
            plant.unread.add(table.name)
        else:
            plant.tables[table.name] = rows
            plant.left_out[table.name] = _left_out(text or "", table)
        progress(table.file, len(rows or ()), len(rows or ()))
    return plant


def _content(path: Path, faults: Faults) -> bytes | None:
    """Answer the bytes of a regular file of bounded size; the file that is measured is the file that is read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        faults.add(PlantErrorCode.FILE_NOT_REGULAR, path.name)
        return None
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        faults.add(PlantErrorCode.FILE_UNREADABLE, path.name, found=error.strerror or "")
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        faults.add(PlantErrorCode.FILE_NOT_REGULAR, path.name)
        return None
    most = limits.PLANT_FILE_BYTES_MAX
    with os.fdopen(descriptor, "rb") as file:
        content = b"" if status.st_size > most else file.read(most + 1)
    if status.st_size > most or len(content) > most:
        faults.add(PlantErrorCode.FILE_TOO_LARGE, path.name, expected=f"<= {most}", found=str(status.st_size))
        return None
    return content


def _text(content: bytes, table: Table, faults: Faults) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.add(PlantErrorCode.NOT_UTF8, table.file, 1, expected="UTF-8", found="UTF-16")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found = f"0x{content[error.start]:02X}"
        faults.add(PlantErrorCode.NOT_UTF8, table.file, row, expected="UTF-8", found=found)
        return None
    if text.startswith("\ufeff"):
        faults.add(PlantErrorCode.BYTE_ORDER_MARK, table.file, 1, found="U+FEFF")
        return text[1:]
    return text


def _rows(text: str, table: Table, faults: Faults) -> list[PlantRow] | None:
    lines = records(text)
    head = next(lines, Record(1, ("",)))
    columns = _columns(head, table, faults)
    if columns is None:
        return None
    rows: list[PlantRow] = []
    left_out = [column for column in table.columns if column not in columns]
    for record in lines:
        if len(rows) >= limits.PLANT_ROWS_MAX:
            faults.add(PlantErrorCode.TOO_MANY_ROWS, table.file, record.line, expected=f"<= {len(rows)}")
            return None
        if record.fault:
            faults.add(record.fault, table.file, record.line)
        elif len(record.cells) != len(columns):
            faults.add(
                PlantErrorCode.CELL_COUNT,
                table.file,
                record.line,
                expected=str(len(columns)),
                found=str(len(record.cells)),
            )
        else:
            rows.append(_row(record, table, columns, left_out, faults))
    return rows


def _columns(head: Record, table: Table, faults: Faults) -> list[Column | None] | None:
    """Answer the file's columns in its own order, None for one that is unknown or there again.

    Rows of a file without one of its columns are still read: what else is wrong with them is worth knowing.
    """
    known = {column.name: column for column in table.columns}
    if head.fault:
        faults.add(head.fault, table.file, head.line)
        return None
    for name, column in known.items():
        if name not in head.cells and not column.extension:
            faults.add(PlantErrorCode.COLUMN_MISSING, table.file, head.line, name, expected=name)
    columns: list[Column | None] = []
    for name in head.cells:
        if name not in known:
            code = PlantErrorCode.COLUMN_UNKNOWN
            faults.add(code, table.file, head.line, printable(name), found=name)
        elif known[name] in columns:
            faults.add(PlantErrorCode.COLUMN_TWICE, table.file, head.line, name, found=name)
        columns.append(None if known.get(name) in columns else known.get(name))
    return columns if any(columns) else None


def _left_out(text: str, table: Table) -> frozenset[str]:
    head = next(records(text), Record(1, ()))
    return frozenset(column.name for column in table.columns if column.name not in head.cells)


def _row(
    record: Record,
    table: Table,
    columns: list[Column | None],
    left_out: list[Column],
    faults: Faults,
) -> PlantRow:
    values: dict[str, Value] = {column.name: column.default for column in left_out}
    unsound = {column.name for column in left_out if not column.extension}
    for column, cell in zip(columns, record.cells, strict=True):
        if column is None:
            continue
        value = _value(column, cell)
        if isinstance(value, CellFault):
            faults.add(value.code, table.file, record.line, column.name, expected=value.expected, found=cell)
            unsound.add(column.name)
            value = column.empty
        values[column.name] = value
    return PlantRow(table.name, record.line, values, frozenset(unsound))


def _value(column: Column, cell: str) -> Value | CellFault:
    if cell:
        return parse_cell(column, cell)
    return CellFault(PlantErrorCode.CELL_EMPTY, column.kind) if column.required else column.empty
