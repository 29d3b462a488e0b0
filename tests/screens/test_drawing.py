"""From a frame to rows: exact widths at any size, hostile texts harmless, nothing that is asked for cut away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.drawing import COLUMNS_MIN, ROWS_MIN, draw, fitted, plain_rows, wrapped
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Sign, Status, row

LONG = "Reservoir Assembly  SP-BOM2000"
HOSTILE = "Bolt\x1b[2J[/]\u202e日本"


def frame(
    listed: int = 3, marked: int = 0, foot: int = 1, *, text: str = "Airpot", to_do: str = "Scan it."
) -> Frame:
    """A frame with a list."""
    return Frame(
        title=text,
        where="step 1",
        body=Body(
            head=(row("Next here"), BLANK),
            listed=[
                row(
                    Cell(str(number), 3),
                    Cell(text, 20, grows=True),
                    sign=Sign.ASKED if number == marked else Sign.NONE,
                )
                for number in range(listed)
            ],
            foot=[row(f"foot {number}") for number in range(foot)],
            marked=marked,
        ),
        message=Message(Sign.REFUSED, text, text, to_do),
        prompt="Number",
        keys=frozenset(Key),
        status=Status(station=text, person=text, line=text, clock="10:05"),
    )


@given(
    columns=st.integers(COLUMNS_MIN, 200),
    rows=st.integers(ROWS_MIN, 70),
    listed=st.integers(0, 60),
    foot=st.integers(0, 20),
    data=st.data(),
    text=st.text(max_size=120),
)
def test_every_row_is_as_wide_as_the_terminal(
    columns: int, rows: int, listed: int, foot: int, data: st.DataObject, text: str
) -> None:
    """Whatever the plant's texts hold, the picture has as many rows and cells as the window; the mark is in it."""
    marked = data.draw(st.integers(0, max(listed - 1, 0)))
    picture = draw(frame(listed, marked, foot, text=text), columns, rows)
    assert len(picture.above) == rows - 2
    for line in (*picture.above, picture.keys):
        assert sum(cell_len(span.text) for span in line) == columns
    if listed:
        assert any(line[0].text == " >" for line in picture.above)


@given(columns=st.integers(1, 60), rows=st.integers(1, 20))
def test_a_window_too_small_says_so(columns: int, rows: int) -> None:
    """Below 40x16 there is one sentence, cut to what there is; nothing breaks."""
    picture = draw(frame(), columns, rows)
    if columns < COLUMNS_MIN or rows < ROWS_MIN:
        assert len(picture.above) == max(rows - 2, 0)
        assert all("Airpot" not in span.text for line in picture.above for span in line)


def test_foreign_text_is_drawn_as_signs() -> None:
    """An escape sequence, markup and a turned line in any place of a frame become signs and plain text."""
    drawn = "\n".join(plain_rows(frame(text=HOSTILE)))
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
    assert drawn.count("Bolt␛[2J[/]") >= 5


def test_a_wider_window_shows_the_whole_text() -> None:
    """90 characters: as many as find room at 80 columns, all of them at 120."""
    text = "Reservoir Assembly, blue, " + "left" * 16
    assert not any(line.rstrip().endswith(text) for line in plain_rows(frame(text=text), 80, 24)[5:8])
    assert all(line.rstrip().endswith(text) for line in plain_rows(frame(text=text), 120, 40)[5:8])


def test_a_long_list_is_shown_in_pages() -> None:
    """30 rows, the 20th marked: its page stands there and says how many more there are."""
    drawn = plain_rows(frame(30, 20))
    assert any(line.startswith(" >20") for line in drawn)
    assert any("F6: back ^" in line for line in drawn)


@pytest.mark.parametrize(
    ("text", "cells", "rows"),
    [("one two", 20, ["one two"]), ("one two", 4, ["one", "two"]), ("one two three", 4, ["one", "tw.."])],
)
def test_message_texts_break_between_words(text: str, cells: int, rows: list[str]) -> None:
    """Two rows at most, then cut."""
    assert wrapped(text, cells) == rows


def test_fitted_counts_cells_not_characters() -> None:
    """Two wide characters are four cells."""
    assert fitted("日本", 6) == "日本  "
    assert fitted("日本", 6, right=True) == "  日本"


def test_the_field_that_is_asked_for_is_never_cut_away() -> None:
    """With a head longer than the window the asked row is among those shown."""
    fields = [row(f"field {number}", sign=Sign.ASKED if number == 11 else Sign.NONE) for number in range(14)]
    asked = Frame(title="", body=Body(head=fields), message=Message(Sign.TAKEN, ""), prompt="")
    assert any("field 11" in line for line in plain_rows(asked, 40, 16))


def test_a_key_that_does_nothing_leaves_its_place_blank() -> None:
    """F10 stands in the same columns whether F9 is shown or not."""
    with_all = plain_rows(frame())[-1]
    few = Frame(title="", message=Message(Sign.TAKEN, ""), prompt="", keys=frozenset({Key.POST}))
    assert plain_rows(few)[-1].index("F10") == with_all.index("F10")
    assert plain_rows(few)[-1].strip() == "F10 Post"


def table(*rows: tuple[str, str, str]) -> list[str]:
    """A list of two growing columns and a figure, as it is drawn at a width of 80 and of 100."""
    listed = [
        row(Cell(first, 31, grows=True), Cell(second, 40, grows=True), Cell(figure, 6))
        for first, second, figure in rows
    ]
    drawn = replace(frame(), body=Body(listed=listed))
    return [line.rstrip() for columns in (80, 100) for line in plain_rows(drawn, columns)[3 : 3 + len(rows)]]


def test_a_long_name_never_runs_into_what_stands_beside_it() -> None:
    """30 characters in a column of 30 would touch the figure: one blank always stays."""
    body = Body(listed=[row(Cell(LONG, 30, grows=True), "ordered 20")])
    for columns in (40, 60, 80, 120):
        (line,) = plain_rows(replace(frame(), body=body), columns)[3:4]
        assert "SP-BOM2000ordered" not in line
        assert columns == 40 or f"{LONG} ordered 20" in line


def test_columns_stay_in_line_and_take_no_more_than_their_names_need() -> None:
    """A name of 40 and one of 3: both rows' figures stand in one column, and no blank column is added for show."""
    narrow, narrow_too, wide, wide_too = table(("A" * 40, "one", "first"), ("two", "three", "second"))
    assert narrow.index("one") == narrow_too.index("three")
    assert wide.index("one") == wide_too.index("three") == len("  " + "A" * 40 + " ")
    assert wide.index("first") == wide_too.index("second")
    assert "A" * 40 + " one" in wide
