"""What is wrong with a plant, gathered: errors stop an import, warnings do not."""

from backend_client import limits
from backend_client.plant.format import BY_NAME
from backend_client.plant.report import PlantError, PlantErrorCode
from backend_client.plant.rows import PlantRow

FOUND_LENGTH_MAX = 80  # of a cell shown back


class Faults:
    """The errors and warnings found so far, at most limits.PLANT_ERRORS_MAX of each; the rest is counted."""

    def __init__(self) -> None:
        """Begin with none."""
        self._errors: list[PlantError] = []
        self._warnings: list[PlantError] = []
        self._more = 0

    def add(
        self,
        code: PlantErrorCode,
        file: str,
        row: int = 0,
        column: str = "",
        *,
        expected: str = "",
        found: str = "",
    ) -> None:
        """Keep one error of a file."""
        self._keep(self._errors, code, file, row, column, expected, found)

    def at(
        self, row: PlantRow, code: PlantErrorCode, column: str = "", *, expected: str = "", found: str = ""
    ) -> None:
        """Keep one error of a row; a cell that is already known to be at fault is not blamed twice."""
        if row.sound(column):
            shown = found or _cell(row, column)
            self._keep(self._errors, code, BY_NAME[row.table].file, row.line, column, expected, shown)

    def warn(
        self, row: PlantRow, code: PlantErrorCode, column: str = "", *, expected: str = "", found: str = ""
    ) -> None:
        """Keep one warning about a row."""
        shown = found or _cell(row, column)
        self._keep(self._warnings, code, BY_NAME[row.table].file, row.line, column, expected, shown)

    def errors(self) -> tuple[PlantError, ...]:
        """Answer the errors by file, row and column, with a last one for those not kept."""
        listed = sorted(self._errors, key=_place)
        if self._more:
            listed.append(PlantError(code=PlantErrorCode.TOO_MANY_ERRORS, file="", found=str(self._more)))
        return tuple(listed)

    def warnings(self) -> tuple[PlantError, ...]:
        """Answer the warnings by file, row and column."""
        return tuple(sorted(self._warnings, key=_place))

    def _keep(  # noqa: PLR0917 -- one error, field by field
        self,
        kept: list[PlantError],
        code: PlantErrorCode,
        file: str,
        row: int,
        column: str,
        expected: str,
        found: str,
    ) -> None:
        if len(kept) < limits.PLANT_ERRORS_MAX:
            kept.append(
                PlantError(
                    code=code,
                    file=file,
                    row=row,
                    column=column,
                    expected=printable(expected),
                    found=printable(found),
                )
            )
        elif kept is self._errors:
            self._more += 1


def printable(text: str) -> str:
    """Answer a text from outside as it can be shown: cut, and with a number for what is no letter.

    >>> printable("a" + chr(27) + "[2J") == "a" + chr(92) + "x1b[2J"
    True
    """
    cut = text if len(text) <= FOUND_LENGTH_MAX else f"{text[:FOUND_LENGTH_MAX]}..."
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in cut)


def _cell(row: PlantRow, column: str) -> str:
    value = row.values.get(column)
    return "" if value is None else str(value)


def _place(error: PlantError) -> tuple[str, int, str, str]:
    return error.file, error.row, error.column, error.code
