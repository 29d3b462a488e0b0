"""A report on the screen: rows of figures, each of which opens what it is made of.

The back end answers pages; the row behind the last one opens the next page. Where a terminal is narrow, columns that
are marked as roomy are left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from backend_client.messages.base import Question
from screens.base import ROOMY_COLUMNS, ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, ngettext
from screens.load_cell import USED


@dataclass(frozen=True, slots=True)
class ReportWanted(Outcome):
    """Show the answer to a question of costs or entries."""

    question: Question[Any]
    title: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the width of what stands below it; figures stand right."""

    heading: str
    cells: int
    right: bool = False
    grows: bool = False
    roomy: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The texts of one row, one for each column, and what it opens."""

    texts: tuple[str, ...]
    opens: Question[Any] | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A table: its columns, its rows, sums below them, the question that answers its next page, and how it is read.

    nothing  what is said where it has no row
    """

    title: str
    columns: tuple[Column, ...]
    lines: Sequence[Line]
    facts: str = ""
    sums: Sequence[tuple[str, ...]] = ()
    next_page: Question[Any] | None = None
    note: str = ""
    nothing: str = ""


class ReportScreen(ListScreen):
    """Which row is looked into?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, tell: Callable[[str], Report], title: Callable[[], str]) -> None:
        """Begin with the first row marked; `tell` makes the table under a title, in the language of now."""
        self.tell = tell
        self.title = title
        self.report = report = tell(title())
        super().__init__(len(report.lines) + (report.next_page is not None))

    def spoken_anew(self) -> None:
        """Make the table in the new language."""
        super().spoken_anew()
        self.report = self.tell(self.title())

    def frame(self) -> Frame:
        """Draw the table."""
        report = self.report
        listed = [self._cells(line.texts, Role.TEXT, index) for index, line in enumerate(report.lines)]
        if report.next_page is not None:
            last = len(report.lines)
            listed.append(row(*self._number(last), _("more rows ..."), sign=self.sign(last)))
        count = ngettext("%(n)s row", "%(n)s rows", len(report.lines)) % {"n": len(report.lines)}
        return Frame(
            title=report.title,
            where=report.facts,
            body=Body(
                head=(self._cells([column.heading for column in report.columns], Role.QUIET),),
                listed=listed,
                foot=(BLANK, *(self._cells(texts, Role.TEXT) for texts in report.sums))
                if report.sums
                else (),
                marked=self.marked,
            ),
            message=Message(
                Sign.TAKEN,
                report.title,
                self._counted(count) if listed else report.nothing or _("Nothing was posted that fits."),
                _("Enter opens what a row is made of. F3 goes back.") if self._opens else _("F3 goes back."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    @property
    def _opens(self) -> bool:
        """Say whether any row opens what it is made of, or the next page."""
        report = self.report
        return report.next_page is not None or any(line.opens is not None for line in report.lines)

    def _counted(self, count: str) -> str:
        said = _("%(count)s.") % {"count": count}
        return f"{said} {self.report.note}".rstrip()

    def _number(self, index: int | None) -> tuple[Cell, ...]:
        """Number the rows where they can be opened."""
        if not self._opens:
            return ()
        return (Cell("" if index is None else str(index + 1), 3, right=True), Cell("", 1))

    def _cells(self, texts: Sequence[str], role: Role, index: int | None = None) -> Row:
        shown = [
            Cell(text, column.cells, role, right=column.right, grows=column.grows, drawn=_is_bar(text))
            for column, text in zip(self.report.columns, texts, strict=True)
            if not column.roomy or self.columns >= ROOMY_COLUMNS
        ]
        return row(*self._number(index), *shown, sign=Sign.NONE if index is None else self.sign(index))

    def help(self) -> tuple[str, ...]:
        """Tell how the table is read."""
        return (
            _("Every figure opens the entries it is the sum of: mark its row, or enter the row's number."),
            _("Amounts are in local currency. In the ledgers + is debit, - is credit."),
            _("The command line answers the same as a file: kiosk ask NAME --csv or --json."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open what the row is made of."""
        if index == len(self.report.lines):
            assert self.report.next_page is not None
            return ReportWanted(self.report.next_page, self.title)
        line = self.report.lines[index]
        if line.opens is None:
            return Stay(
                Message(
                    Sign.CAREFUL, _("Nothing behind it"), _("This row is no sum."), _("Choose another row.")
                )
            )
        return ReportWanted(line.opens, lambda: self.report.lines[index].title or self.report.title)


def _is_bar(text: str) -> bool:
    return bool(text) and not text.strip(USED)
