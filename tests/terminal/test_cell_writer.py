"""The cell-difference writer on a model terminal (pyte)."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from benchmarks.pty_session import Cell, seen_cells, seen_rows
from screens.terminal.cell_writer import CellWriter
from screens.terminal.wall import refused_in

WIDTH, HEIGHT = 16, 4
SIXTEEN = ColorSystem.STANDARD

styles = st.sampled_from(
    [
        None,
        Style.parse("bold"),
        Style.parse("red"),
        Style.parse("black on white"),
        Style.parse("bold green"),
        Style.parse("reverse"),
        Style.parse("underline cyan"),
        Style.parse("on blue"),
    ]
)
texts = st.text(st.sampled_from("abc  xy0189-板金かé█✓"), min_size=0, max_size=WIDTH)
segments = st.lists(st.tuples(texts, styles).map(lambda pair: Segment(*pair)), max_size=4)


def strip_of(parts: list[Segment], width: int) -> Strip:
    """Bring segments to a width."""
    return Strip(parts).adjust_cell_length(width)


def layout_of(rows: list[list[Segment]], width: int = WIDTH) -> LayoutUpdate:
    """A whole screen."""
    return LayoutUpdate([[strip_of(row, width)] for row in rows], Region(0, 0, width, len(rows)))


def chops_of(y: int, first: int, parts: list[Segment]) -> ChopsUpdate:
    """A change in one row from one column on, as wide as its text."""
    width = min(WIDTH - first, max(1, sum(part.cell_length for part in parts)))
    chops: list[dict[int, Strip | None]] = [{0: None, WIDTH: None} for _ in range(HEIGHT)]
    chops[y] = {0: None, first: strip_of(parts, width), first + width: None}
    ends = [[first, first + width, WIDTH] for _ in range(HEIGHT)]
    return ChopsUpdate(chops, [(y, first, first + width)], ends)


def plain_rows(*rows: str) -> list[list[Segment]]:
    """Rows of plain text."""
    return [[Segment(row)] for row in rows]


class Terminal:
    """A model terminal that counts what it is sent."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.screen.reset_mode(7, private=True)
        self.stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        """Take text, which must pass the wall."""
        assert refused_in(text.encode()) == 0
        self.stream.feed(text)

    def cells(self) -> list[list[Cell]]:
        """What a person sees."""
        return seen_cells(self.screen)


def drawn_from_scratch(writer: CellWriter) -> list[list[Cell]]:
    """The wanted screen on a terminal that shows nothing yet."""
    terminal = Terminal()
    writer.forget()
    terminal.feed(writer.frame((0, 0)))
    return terminal.cells()


@settings(max_examples=400)
@given(
    st.lists(
        st.tuples(st.lists(segments, min_size=HEIGHT, max_size=HEIGHT), st.booleans()), min_size=1, max_size=4
    )
)
def test_whole_screens_look_as_the_stock_writer_draws_them(
    screens: list[tuple[list[list[Segment]], bool]],
) -> None:
    """However the screens follow each other, and whichever frames are dropped, the last one stands as drawn plainly."""
    writer, ours = CellWriter(SIXTEEN), Terminal()
    for rows, dropped in screens[:-1]:
        writer.take(layout_of(rows))
        if not dropped:
            ours.feed(writer.frame((3, 1)))
    writer.take(layout_of(screens[-1][0]))
    ours.feed(writer.frame((3, 1)))
    stock = Terminal()
    for y, row in enumerate(screens[-1][0]):
        stock.stream.feed(f"\x1b[{y + 1}H")
        for text, style, _control in strip_of(row, WIDTH):
            stock.stream.feed(Strip.render_style(style or Style(), text, SIXTEEN))
    assert ours.cells() == stock.cells()
    assert (ours.screen.cursor.x, ours.screen.cursor.y) == (3, 1)


@settings(max_examples=400)
@given(
    st.lists(segments, min_size=HEIGHT, max_size=HEIGHT),
    st.lists(st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), segments), max_size=6),
)
def test_small_changes_end_where_a_fresh_drawing_does(
    rows: list[list[Segment]], changes: list[tuple[int, int, list[Segment]]]
) -> None:
    """Any run of small changes leaves the screen that drawing everything anew would show."""
    writer, terminal = CellWriter(SIXTEEN), Terminal()
    writer.take(layout_of(rows))
    terminal.feed(writer.frame((0, 0)))
    for y, x, parts in changes:
        writer.take(chops_of(y, x, parts))
        terminal.feed(writer.frame((0, 0)))
    assert terminal.cells() == drawn_from_scratch(writer)


@settings(max_examples=200)
@given(
    st.lists(segments, min_size=HEIGHT, max_size=HEIGHT),
    st.lists(segments, min_size=HEIGHT, max_size=HEIGHT),
    st.integers(1, 60),
)
def test_a_screen_sent_in_pieces_is_the_same_screen(
    before: list[list[Segment]], after: list[list[Segment]], at_most: int
) -> None:
    """Piece by piece until nothing is left, a newer screen taken between two of them: it stands as drawn at once."""
    writer, terminal = CellWriter(SIXTEEN), Terminal()
    writer.take(layout_of(before))
    terminal.feed(writer.frame((0, 0), at_most))
    writer.take(layout_of(after))
    while piece := writer.frame((0, 0), at_most):
        terminal.feed(piece)
    assert terminal.cells() == drawn_from_scratch(writer)


def painted(*rows: str) -> CellWriter:
    """A writer whose terminal shows these rows, cursor at the top left."""
    writer = CellWriter(SIXTEEN)
    writer.take(layout_of(plain_rows(*rows), max(map(len, rows))))
    writer.frame((0, 0))
    return writer


def sent(writer: CellWriter, *rows: str, cursor: tuple[int, int] | None = (0, 0)) -> str:
    """What is sent to show these rows instead."""
    writer.take(layout_of(plain_rows(*rows), max(map(len, rows))))
    return writer.frame(cursor)


def test_a_slow_line_gets_the_last_rows_first() -> None:
    """Eight rows change, one is sent at a time: the last five come before the three above them."""
    writer = painted(*["row"] * 8)
    writer.take(layout_of(plain_rows(*["ROW"] * 8), 3))
    stream, order = pyte.Stream(screen := pyte.Screen(3, 8)), []
    while piece := writer.frame((0, 0), at_most=1):
        stream.feed(piece)
        order += [y for y in range(8) if screen.display[y] == "ROW" and y not in order]
    assert order == [3, 4, 5, 6, 7, 0, 1, 2]


def test_a_changed_number_sends_its_digits_only() -> None:
    """Good 3 becomes 37: one move, two digits, and the cursor goes home."""
    writer = painted("Order 101001", "Good  3     ")
    assert sent(writer, "Order 101001", "Good  37    ") == "\x1b[2;8H7\x1b[H"


def test_nothing_changed_sends_nothing() -> None:
    """The same screen again, the cursor where it is: not one byte."""
    assert sent(painted("Good  3 "), "Good  3 ") == ""


def test_the_next_typed_character_costs_one_byte() -> None:
    """Where the cursor stands already, a character is all that is sent."""
    writer = painted("> a       ")
    writer.frame((3, 0))
    assert sent(writer, "> ab      ", cursor=(4, 0)) == "b"


def test_a_first_screen_skips_its_blanks() -> None:
    """A mostly empty screen is cleared, not painted."""
    writer = CellWriter(SIXTEEN)
    assert (
        sent(writer, " " * 80, "   Ready" + " " * 72, cursor=(0, 0))
        == "\x1b[m\x1b[2J\x1b[2;4HReady\x1b[H\x1b[?25h"
    )


def test_a_row_that_ends_earlier_is_erased_to_its_end() -> None:
    """Ten blanks cost three bytes."""
    writer = painted("abcdefgh 0123456789")
    assert sent(writer, "abcdefgh           ") == "\x1b[9C\x1b[K\x1b[G"


def test_one_style_is_sent_once_for_neighbours() -> None:
    """Two bold words with a blank between them need one switch on and one off."""
    writer = CellWriter(SIXTEEN)
    bold = Style.parse("bold")
    writer.take(layout_of([[Segment("ab cd", bold), Segment(" e")]], 8))
    assert writer.frame(None) == "\x1b[m\x1b[2J\x1b[H\x1b[1mab cd \x1b[me\x1b[?25l"


def test_links_and_actions_send_nothing_of_their_own() -> None:
    """A style with a link is drawn without it: no control sequence outside the list."""
    writer = CellWriter(SIXTEEN)
    writer.take(layout_of([[Segment("see", Style(link="https://example.com"))]], 8))
    assert writer.frame(None) == "\x1b[m\x1b[2J\x1b[Hsee\x1b[?25l"


def test_what_follows_a_doubtful_width_is_placed_anew() -> None:
    """A joined emoji may be one, two or four cells wide elsewhere: the text behind it stands at its column all the same."""
    writer = CellWriter(SIXTEEN)
    writer.take(layout_of([[Segment("a👩\u200d🏭b")]], 8))
    text = writer.frame(None)
    assert text.endswith("👩\u200d🏭\x1b[;4Hb\x1b[?25l")


def test_a_first_frame_already_painted_is_not_painted_again() -> None:
    """Rows that stand there from before the start are only changed where they differ."""
    writer = CellWriter(SIXTEEN)
    writer.assume(12, ["Order", " Badge > "])
    assert sent(writer, "Order       ", " Badge > 1  ") == "\x1b[2;10H\x1b[m1\x1b[H\x1b[?25h"


def test_a_resized_screen_is_drawn_anew() -> None:
    """Another size begins with clearing: what a terminal leaves after a resize is not known."""
    assert sent(painted("abc", "def"), "abcd", "defg").startswith("\x1b[m\x1b[2J")


def test_a_half_overdrawn_wide_character_does_not_end_the_reading_of_a_screen() -> None:
    """In the middle of a frame the left half of a wide character may be drawn over; the rest of the row is still read."""
    screen = pyte.Screen(8, 1)
    pyte.Stream(screen).feed("a板b\x1b[1;2Hx")
    assert seen_rows(screen) == ["axb    "]
