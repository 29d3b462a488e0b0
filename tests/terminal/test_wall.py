"""The second wall: what passes it, what it counts."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.terminal.wall import Wall, refused_in

OURS = [
    "\x1b[m", "\x1b[1m", "\x1b[;1;37;44m", "\x1b[38;5;208m", "\x1b[38;2;1;2;3m", "\x1b[H", "\x1b[24;80H", "\x1b[;5H",
    "\x1b[C", "\x1b[12D", "\x1b[7G", "\x1b[J", "\x1b[2J", "\x1b[K", "\x1b[1K", "\x07", "\x1b[?1049h", "\x1b[?1049l",
    "\x1b[?25h", "\x1b[?25l", "\x1b[?7l", "\x1b[?2004h", "\x1b[?2004l", "\x1b[?1l", "\x1b>",
]  # fmt: skip
HOSTILE = {
    "clipboard": "\x1b]52;c;QUFB\x07",
    "window title": "\x1b]0;title\x1b\\",
    "hyperlink": "\x1b]8;;https://example.com\x1b\\",
    "device attributes": "\x1b[c",
    "second device attributes": "\x1b[>c",
    "cursor report": "\x1b[6n",
    "device control string": "\x1bP$qm\x1b\\",
    "application string": "\x1b_Gf=24\x1b\\",
    "mouse reports": "\x1b[?1003h",
    "focus reports": "\x1b[?1004h",
    "reset": "\x1bc",
    "save cursor": "\x1b7",
    "character set": "\x1b(0",
    "scroll region": "\x1b[1;5r",
    "window size": "\x1b[8;50;100t",
    "insert mode": "\x1b[4h",
    "erase what has scrolled away": "\x1b[3J",
    "repeat": "\x1b[200b",
    "printer": "\x1b[5i",
    "kitty keys": "\x1b[>1u",
    "eight-bit introducer": "\x9b2J",
    "eight-bit system command": "\x9d52;c;QUFB\x9c",
    "backspace": "a\x08b",
    "shift out": "\x0e",
    "delete": "\x7f",
    "null": "\x00",
    "line feed": "\n",
    "carriage return": "\r",
    "tab": "\t",
    "lone surrogate": "\ud83d",
    "SGR that never ends": "\x1b[" + "1;" * 60 + "m",
    "SGR of a private kind": "\x1b[?4m",
    "mode beside ours": "\x1b[?1049;25h",
}


def passed(*pieces: str) -> tuple[str, int]:
    """Send pieces through one wall; answer what came out and how much was refused."""
    wall = Wall()
    out = "".join(wall.let_through(piece) for piece in pieces) + wall.end()
    return out, wall.refused


@pytest.mark.parametrize("sequence", OURS)
def test_our_own_sequences_pass_unchanged(sequence: str) -> None:
    """Whatever the kiosk itself writes reaches the terminal, and nothing is counted."""
    assert passed(f"a{sequence}b") == (f"a{sequence}b", 0)


@pytest.mark.parametrize("name", HOSTILE)
def test_foreign_sequences_are_shown_and_counted(name: str) -> None:
    """No other control character comes through; each one is counted and stands as a visible sign."""
    out, refused = passed(f"before{HOSTILE[name]}after")
    assert refused >= 1
    assert not re.search(r"[\x00-\x06\x08-\x1f\x7f-\x9f\ud800-\udfff]", out)
    assert out.startswith("before")
    assert out.endswith("after")


def test_the_text_of_a_foreign_sequence_stays_readable() -> None:
    """A clipboard attack becomes plain text behind a sign."""
    assert passed("\x1b]52;c;QUFB") == ("␛]52;c;QUFB", 1)


def test_a_sequence_may_come_in_pieces() -> None:
    """A sequence of ours split over writes passes whole."""
    assert passed("a\x1b", "[1", ";3", "1m", "b") == ("a\x1b[1;31mb", 0)


def test_a_foreign_sequence_in_pieces_is_refused_all_the_same() -> None:
    """Splitting does not help: the escape is counted once its second half comes."""
    assert passed("a\x1b", "]0;x") == ("a␛]0;x", 1)


def test_an_escape_at_the_very_end_is_refused() -> None:
    """What never becomes a sequence does not stay hidden."""
    assert passed("Reservoir\x1b") == ("Reservoir␛", 1)


def test_line_ends_pass_only_where_the_stock_writer_needs_them() -> None:
    """Our own writer sends none; Textual's sends one a row."""
    assert refused_in(b"a\r\nb") == 2
    assert refused_in(b"a\r\nb", line_ends=True) == 0


pieces = st.lists(
    st.one_of(st.sampled_from(OURS), st.sampled_from(sorted(HOSTILE.values())), st.text(max_size=12)),
    max_size=8,
)


@settings(max_examples=500)
@given(pieces, st.lists(st.integers(0, 200), max_size=6))
def test_nothing_foreign_ever_passes_however_it_is_cut(parts: list[str], cuts: list[int]) -> None:
    """The outcome does not depend on where the stream is cut, and a second wall finds nothing left to refuse."""
    text = "".join(parts)
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    whole = passed(text)
    assert passed(*(text[a:b] for a, b in itertools.pairwise(places))) == whole
    assert passed(whole[0]) == (whole[0], 0)


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(st.sampled_from(OURS), st.text(st.characters(exclude_categories=["Cc", "Cs"]))), max_size=10
    )
)
def test_what_is_ours_always_passes(parts: list[str]) -> None:
    """Printable text and our own sequences, in any order, are never touched."""
    assert passed("".join(parts)) == ("".join(parts), 0)
