"""Lists as CSV: exact figures, every page, and no text that a spreadsheet would run."""

import argparse
import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Question, Refused
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.strict import Unreadable
from backend_client.refusals import RefusalCode
from backend_client.terms import ReportedLedger
from kiosk.messages.csv_rows import harmless, write_csv
from kiosk.messages.output import as_text
from tests.kiosk.running import PLANT, Home

RUN = [
    '=HYPERLINK("http://example.org","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff@x",
    "\uff1d1+1",
    "-",
    "-5",
]
TAKEN_AS_TEXT = ["M8 bolt", "2=1+1", "'=1", "a-b", "", "(x)", '"=1"', "1,5", "x\n=1+1"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row with one of everything."""

    text: str
    number: Decimal
    count: int
    flag: bool
    day: date
    nothing: str | None
    entries: LedgerEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An answer of pages, with a second list."""

    lines: tuple[Line, ...]
    others: tuple[Line, ...] = ()
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuestion(Question[Listed]):
    """Which lines are there?"""

    page: str = ""


LINE = Line(
    text="Bolt, M8",
    number=Decimal("-1234567890123.4500"),
    count=7,
    flag=True,
    day=date(2026, 3, 2),
    nothing=None,
    entries=LedgerEntriesQuestion(ledger=ReportedLedger.GL, account_no="2140"),
)


class Pages:
    """A client that answers so many lines, one a page; or, at a page, a refusal."""

    def __init__(self, lines: list[Line], refused_at: int = -1) -> None:
        """Keep them."""
        self.lines = lines
        self.refused_at = refused_at

    def ask(self, question: ListQuestion) -> Any:
        """Answer the page."""
        place = int(question.page or 0)
        if place == self.refused_at:
            return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "page"})
        more = place + 1 < len(self.lines)
        return Listed(lines=tuple(self.lines[place : place + 1]), next_page=str(place + 1) if more else "")


def let(_question: Any, _form: Any) -> None:
    """Whoever asks may write."""


def written(lines: list[Line], capsysbinary: Any, **options: Any) -> bytes:
    """Answer what is written of these lines."""
    asked = argparse.Namespace(**({"bom": False, "list": ""} | options))
    assert write_csv(Pages(lines), ListQuestion(), asked, let) is None  # type: ignore[arg-type]
    return bytes(capsysbinary.readouterr().out)


def read(raw: bytes) -> list[list[str]]:
    """Read CSV as any reader does."""
    return list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))


@pytest.mark.parametrize("text", RUN)
def test_a_text_that_would_be_run_gets_an_apostrophe(text: str, capsysbinary: Any) -> None:
    """Signs of a formula, also behind blanks, tabs, line ends, invisible and full-width signs."""
    (_, row) = read(written([replace(LINE, text=text)], capsysbinary))
    assert row[0] == harmless(text)
    assert row[0][0] == "'"


@pytest.mark.parametrize("text", TAKEN_AS_TEXT)
def test_a_text_that_is_none_stays_as_it_is(text: str, capsysbinary: Any) -> None:
    """Quotation marks, commas and line ends come back from any reader; line ends are drawn as signs."""
    (_, row) = read(written([replace(LINE, text=text)], capsysbinary))
    assert row[0] == text.replace("\n", "\u240a")


def test_figures_are_exact_and_bare(capsysbinary: Any) -> None:
    """A negative number stays a number, with all its digits; a blank is nothing; the entries are a command."""
    text = written([LINE], capsysbinary).decode("utf-8")
    command = "ask ledger-entries --ledger gl --account-no 2140"
    assert text == (
        '"text","number","count","flag","day","nothing","entries"\r\n'
        f'"Bolt, M8",-1234567890123.45,7,true,2026-03-02,,"{command}"\r\n'
    )
    (_, row) = read(written([replace(LINE, number=Decimal("1E+3"))], capsysbinary))
    assert row[1] == "1000"


def test_every_page_is_written_under_one_heading(capsysbinary: Any) -> None:
    """Three pages of one line are four lines; no lines at all are the heading alone."""
    lines = [replace(LINE, count=count) for count in (1, 2, 3)]
    assert [row[2] for row in read(written(lines, capsysbinary))] == ["count", "1", "2", "3"]
    assert len(read(written([], capsysbinary))) == 1


def test_a_byte_order_mark_only_where_it_is_asked_for(capsysbinary: Any) -> None:
    """UTF-8 either way."""
    lines = [replace(LINE, text="Größe ⌀ 日本")]
    plain, marked = written(lines, capsysbinary), written(lines, capsysbinary, bom=True)
    assert marked == b"\xef\xbb\xbf" + plain
    assert "Größe ⌀ 日本".encode() in plain


def test_the_list_is_named_or_the_first(capsysbinary: Any) -> None:
    """An unknown name is told with those there are; a page that is refused ends the list with its refusal."""
    with pytest.raises(Unreadable, match="lines, others"):
        written([LINE], capsysbinary, list="rows")
    assert len(read(written([LINE], capsysbinary, list="others"))) == 1
    asked = argparse.Namespace(bom=False, list="")
    outcome = write_csv(Pages([LINE, LINE], refused_at=1), ListQuestion(), asked, let)  # type: ignore[arg-type]
    assert isinstance(outcome, Refused)


def test_figures_stand_under_each_other_on_screen() -> None:
    """To the right, with as many decimals as the one with the most; the command behind the first line beneath."""
    lines = tuple(replace(LINE, number=Decimal(number)) for number in ("-2.5", "147", "0.125"))
    heading, *rows, command = as_text(Listed(lines=lines)).splitlines()[1:]
    end = heading.index("number") + len("number")
    assert [row[:end].split()[-1] for row in rows] == ["-2.500", "147.000", "0.125"]
    assert "kiosk ask ledger-entries --ledger gl --account-no 2140" in command


def test_the_command_line_writes_the_trial_balance(tmp_path: Any) -> None:
    """The demo plant's accounts as CSV, JSON and table hold the same accounts; debit equals credit."""
    home = Home(tmp_path)
    assert home.run("import", str(PLANT)).returncode == 0
    done = home.run("ask", "trial-balance", "--csv", "--most", "3")
    heading, *rows = read(done.stdout.encode())
    debit, credit = heading.index("debit"), heading.index("credit")
    assert sum(Decimal(row[debit]) for row in rows) == sum(Decimal(row[credit]) for row in rows) > 0
    shown = home.run("ask", "trial-balance").stdout
    assert len(rows) > 3
    assert all(f"  {row[0]} " in shown for row in rows)
    assert home.run("ask", "trial-balance", "--csv", "--list", "rows").returncode == 2
    assert home.run("ask", "item-cost", "--item-no", "NONE", "--csv").returncode == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A period of a center."""

    load: Decimal
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Center:
    """A center without figures of its own."""

    no: str
    cells: tuple[Cell, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """A page that ends with an entry's number."""

    centers: tuple[Center, ...]
    next_after_entry_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesQuestion(Question[Entries]):
    """Which centers are there?"""

    after_entry_no: int = 0


class PagesOfEntries:
    """A client that answers a center a page: A with two cells, B with none, C with one."""

    def ask(self, question: EntriesQuestion) -> Entries:
        """Answer the page behind an entry."""
        cells = (Cell(load=Decimal(80), note="full"), Cell(load=Decimal(0), note=""))
        pages = [("A", cells), ("B", ()), ("C", cells[:1])]
        no, held = pages[question.after_entry_no]
        after = question.after_entry_no + 1
        return Entries(
            centers=(Center(no=no, cells=held, name=no),),
            next_after_entry_no=after if after < len(pages) else 0,
        )


def test_a_row_that_only_holds_cells_is_a_line_for_each_on_all_pages(capsysbinary: Any) -> None:
    """Pages end with an entry's number here; a center with two cells is two lines, one with none stands alone."""
    asked = argparse.Namespace(bom=False, list="")
    assert write_csv(PagesOfEntries(), EntriesQuestion(), asked, let) is None  # type: ignore[arg-type]
    assert read(bytes(capsysbinary.readouterr().out)) == [
        ["no", "name", "load", "note"],
        ["A", "A", "80", "full"],
        ["A", "A", "0", ""],
        ["B", "B", "", ""],
        ["C", "C", "80", "full"],
    ]
