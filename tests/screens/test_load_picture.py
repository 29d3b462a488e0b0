"""A board of a few figures: what is over is seen at once, at any size, with and without colour and blocks."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from backend_client.messages.load import LoadBoard, LoadCell, LoadRow
from backend_client.terms import CapacityUnitType, LoadPeriod, LoadScope, LoadView
from screens.frame import Role, Row, Sign
from screens.load_picture import LoadPicture, layout
from screens.terminal.glyphs import fit
from screens.themes import THEMES, ThemeName

MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)


def center(no: str, *allocated: int, scope: LoadScope = LoadScope.WORK_CENTER, hours: int = 10) -> LoadRow:
    """A center of so many hours a day, with so many hours allocated on each."""
    cells = tuple(
        LoadCell(
            period_start=MONDAY + place * DAY,
            period_end=MONDAY + place * DAY,
            capacity=Decimal(hours),
            allocated_time=Decimal(need),
            availability_after_orders=Decimal(hours - need),
            load_pct=Decimal(need * 100) / hours if hours else Decimal(0),
        )
        for place, need in enumerate(allocated)
    )
    return LoadRow(
        scope=scope,
        no=no,
        name="Drill",
        work_center_no=no,
        group_code="1",
        unit_of_measure_code="H",
        unit_type=CapacityUnitType.HOURS,
        has_calendar=True,
        cells=cells,
    )


def picture(*rows: LoadRow, columns: int = 80) -> LoadPicture:
    """A board of these, its first figure marked."""
    board = LoadBoard(
        as_of=datetime(2026, 11, 16, tzinfo=UTC),
        first_day=MONDAY,
        last_day=MONDAY + 6 * DAY,
        period=LoadPeriod.DAY,
        view=LoadView.NET_CHANGE,
        rows=rows,
    )
    return LoadPicture(board, columns, 0, MONDAY)


def text(row: Row) -> str:
    """A row as it is drawn."""
    return row.sign.character + "".join(f"{cell.text:<{cell.cells}}" for cell in row.cells)


def test_the_first_row_names_what_is_over_wherever_it_stands() -> None:
    """Center 3 is over on Sunday, a column that does not fit; 2 on Tuesday; the group is but their sum."""
    group = center("1", 0, 11, 0, 0, 0, 0, 0, scope=LoadScope.WORK_CENTER_GROUP)
    rows = (group, center("2", 0, 11, 0, 0, 0, 0, 0), center("3", 0, 0, 0, 0, 0, 0, 12))
    over = picture(*rows).head()[0]
    assert over.sign is Sign.REFUSED
    assert text(over).rstrip() == "x 2 over: 3 Sun 22: 120 %, 2 Tue 17: 110 %"
    assert "Sun 22" not in text(picture(*rows).head()[1])


@pytest.mark.parametrize(
    ("row", "sign", "said"),
    [
        (center("2", 4, 7), "=", "Nothing is over. Fullest: 2 Tue 17: 70 %"),
        (center("2", 9, 4), "!", "Nothing is over. Fullest: 2 Mon 16: 90 %"),
        (center("2", 0, 0), "=", "Nothing is planned."),
        (center("2", 1, hours=0), "x", "1 over: 2 Mon 16: no capacity"),
        (center("2", 0, hours=0), "=", "Nothing is planned."),
    ],
)
def test_the_first_row_says_so_where_nothing_is_over(row: LoadRow, sign: str, said: str) -> None:
    """The fullest is named then; need without any capacity is over."""
    assert text(picture(row).head()[0]).rstrip() == f"{sign} {said}"


def test_over_tight_and_free_differ_by_glyph_by_sign_and_by_colour() -> None:
    """12, 9 and 3 of 10 hours: X alone and x; blocks and !; blocks. The row's own sign is the worst of them."""
    row = picture(center("2", 3, 9, 12)).center_row(0)
    drawn = text(row)
    assert drawn.startswith(">x 2 Drill")
    assert [part in drawn for part in ("██····  30 ", "█████·  90!", "XXXXXX 120x")] == [True] * 3
    assert [cell.role for cell in row.cells if len(cell.text) == 6] == [
        Role.TEXT,
        Role.CAREFUL,
        Role.REFUSED,
    ]


def test_without_blocks_and_colours_the_three_still_differ() -> None:
    """A plain terminal is shown # and . in their place, cell for cell, and over stands reversed, never blank."""
    drawn = text(picture(center("2", 3, 9, 12)).center_row(0))
    plain = fit(drawn, "ascii")
    assert len(plain) == len(drawn)
    assert [part in plain for part in ("##....  30 ", "#####.  90!", "XXXXXX 120x")] == [True] * 3
    styles = THEMES[ThemeName.MONOCHROME]
    assert styles[Role.REFUSED].reverse
    assert not styles[Role.CAREFUL].reverse


def test_the_marked_bar_keeps_its_own_colour() -> None:
    """Brackets and figure are marked, the bar is not: a reversed bar would read as empty."""
    row = picture(center("2", 12, 3)).center_row(0)
    asked = [cell.text for cell in row.cells if cell.role is Role.ASKED]
    assert asked == ["[", " 120x", "]"]


@pytest.mark.parametrize(
    ("columns", "periods", "bar", "shown"),
    [(80, 7, 6, 5), (120, 7, 8, 7), (120, 8, 8, 7), (120, 4, 14, 4), (80, 3, 14, 3), (40, 7, 14, 1)],
)
def test_a_wider_terminal_has_wider_bars_and_more_periods(
    columns: int, periods: int, bar: int, shown: int
) -> None:
    """Five days at 80 columns, the whole week in wider bars at 120; a row never fills the last column."""
    places = layout(columns, periods)
    assert (places.bar, places.periods) == (bar, shown)
    assert 2 + places.label + shown * (bar + 6) + 1 < columns


def test_times_are_hours_and_minutes_and_the_sum_names_its_days() -> None:
    """10 hours, 12 allocated: two hours short, and 15 of 20 over both days."""
    one = picture(center("2", 12, 3))
    facts = [text(row).strip() for row in one.facts(one.board.rows[0], one.board.rows[0].cells[0])]
    assert facts[1:4] == [
        "Work center 2 Drill: Mon 16.11.2026",
        "capacity 10:00  allocated 12:00  available -2:00 h:mm  load 120.0 %",
        "16.11 to 17.11.2026: capacity 20:00, allocated 15:00, load 75.0 %",
    ]
