"""Whatever a text holds, what is drawn of it is signs that a terminal only draws."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from backend_client.text import ZERO_WIDTH_JOINER
from screens import display


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Bolt M8", "Bolt M8"),
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x1b]52;c;ZXZpbA==\x07b", "a␛]52;c;ZXZpbA==␇b"),
        ("a\nb\tc\x7f", "a␊b␉c␡"),
        ("a\x9b31mb", "a�31mb"),
        ("a\u2028b", "a�b"),
        ("a\u202eb\u2066c", "a�b�c"),
        ("a\u200bb\u00adc\ufeffd", "abcd"),
        ("a\U000e0041b", "ab"),
        ("a\ud800b\ue000c\uffffd", "a�b�c�d"),
        ("A\u030a", "Å"),
        ("Z" + "\u0300" * 200, "Z\u0300\u0300\u0300\u0300"),
        ("\U0001f469\u200d\U0001f527", "\U0001f469\u200d\U0001f527"),
        ("a\u200db", "ab"),
        ("שלום", "שלום"),
    ],
)
def test_each_kind_of_character_has_its_sign(text: str, drawn: str) -> None:
    """Controls are shown, what can't be seen is left out, emoji and right-to-left scripts stay whole."""
    assert display.clean(text) == drawn


@pytest.mark.parametrize(
    ("text", "cells", "drawn"),
    [
        ("Reservoir Assembly", 12, "Reservoir .."),
        ("日本語の注記", 6, "日本.."),
        ("日本語の注記", 5, "日.."),
        ("e\u0301e\u0301\u0323e\u0301e\u0301", 3, "\u00e9.."),
        ("\U0001f469\u200d\U0001f527xyz", 4, "\U0001f469\u200d\U0001f527.."),
        ("abc", 3, "abc"),
        ("abc", 2, "ab"),
        ("abc", 0, ""),
    ],
)
def test_a_text_is_cut_by_its_width_in_cells(text: str, cells: int, drawn: str) -> None:
    """A wide letter is never halved, a joined emoji never parted."""
    assert display.clean(text, cells) == drawn


@given(st.text(max_size=300), st.integers(0, 120))
def test_any_text_is_drawn_as_signs_within_its_width(text: str, cells: int) -> None:
    """No text raises, none is wider than its place, and nothing drawn is a control of any kind."""
    drawn = display.clean(text, cells)
    assert cell_len(drawn) <= cells
    for character in drawn:
        assert character.isprintable() or character in f"{ZERO_WIDTH_JOINER}\u00a0\u202f", ascii(character)
        assert unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


@given(st.text(max_size=100))
def test_foreign_text_is_literal_for_rich_and_for_textual(text: str) -> None:
    """Square brackets are square brackets: no markup, no style, no action."""
    drawn = display.clean(text)
    assert display.literal(text).plain == drawn
    assert display.literal(text).spans == []
    assert display.content(text).plain == drawn
    assert display.content(text).spans == []


def test_ten_megabytes_cost_what_a_line_costs() -> None:
    """Only what can be drawn is looked at."""
    assert display.clean("x" * 10_485_760, 10) == "xxxxxxxx.."


def test_the_cleaner_is_looked_up_when_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """So a test may take it away and show what it is good for."""
    monkeypatch.setattr(display, "replace_hostile", str)
    assert display.literal("\x1b[2J").plain == "\x1b[2J"
