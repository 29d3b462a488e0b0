"""What a label hides behind an ESC is seen, not swallowed: the scan line then refuses the whole code."""

import pytest
from textual.events import Key

from screens.terminal.input import KeyParser


def keys_of(text: str) -> list[tuple[str, str | None]]:
    """Answer the keys that the parser makes of a text, once it has waited for the rest of any sequence."""
    parser = KeyParser()
    events = [*parser.feed(text), *parser.feed("")]
    return [(event.key, event.character) for event in events if isinstance(event, Key)]


@pytest.mark.parametrize("sequence", ["\x1b[31m", "\x1b[<0;10;10M", "\x1b[M !!"])
def test_what_looks_like_a_mouse_is_an_escape_since_there_is_no_mouse(sequence: str) -> None:
    """`1 ESC [31m 2` must never be read as 12."""
    assert keys_of(f"1{sequence}2") == [("1", "1"), ("escape_sequence", "\x1b"), ("2", "2")]


def test_an_unknown_sequence_begins_with_its_escape() -> None:
    """ESC [2J is no key: its ESC comes as one, its other characters as text."""
    assert keys_of("W\x1b[2J")[:2] == [("W", "W"), ("escape_sequence", "\x1b")]


def test_the_keys_of_a_keyboard_are_what_they_were() -> None:
    """Arrows and function keys are known sequences."""
    assert [key for key, _ in keys_of("\x1b[A\x1b[21~a")] == ["up", "f10", "a"]
