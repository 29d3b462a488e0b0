"""A stored text is text: what steers a terminal or hides from the eye is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.text import TextFault, TextRefused, fault_of, stored_text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("A\u030a", "Å"),
        (" Bolt M8 \t", "Bolt M8"),
        ("two\r\nlines", "two\nlines"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\U0001f469\u200d\U0001f527", "\U0001f469\u200d\U0001f527"),
        ("שלום \u200fb", "שלום \u200fb"),
        ("0", "0"),
    ],
)
def test_text_is_stored_in_one_form(text: str, stored: str) -> None:
    """Composed letters, no blanks at the ends, one kind of line end."""
    assert stored_text(text) == stored


@pytest.mark.parametrize(
    ("text", "fault", "position"),
    [
        ("", TextFault.REQUIRED, 0),
        ("  ", TextFault.EMPTY, 0),
        ("\u200b\u200b", TextFault.EMPTY, 0),
        ("a\x1b[2J", TextFault.CONTROL_CHARACTER, 1),
        ("a\tb", TextFault.CONTROL_CHARACTER, 1),
        ("a\rb", TextFault.CONTROL_CHARACTER, 1),
        ("a\x9b31m", TextFault.CONTROL_CHARACTER, 1),
        ("a\u2028b", TextFault.CONTROL_CHARACTER, 1),
        ("a\u202eb", TextFault.BIDIRECTIONAL_CONTROL, 1),
        ("a\ufeffb", TextFault.INVISIBLE_CHARACTER, 1),
        ("a\u200db", TextFault.INVISIBLE_CHARACTER, 1),
        ("a\ufffeb", TextFault.NONCHARACTER, 1),
        ("a\ud800b", TextFault.SURROGATE, 1),
        ("Z" + "\u0300" * 200, TextFault.TOO_MANY_MARKS, 5),
        ("x" * 1_001, TextFault.TOO_LONG, 1_000),
        ("x" * 10_485_760, TextFault.TOO_LONG, 1_000),
    ],
)
def test_what_is_no_text_is_refused_by_its_reason_and_place(
    text: str, fault: TextFault, position: int
) -> None:
    """The message names the field and where in it."""
    assert stored_text(text) == TextRefused(fault, position)


@given(st.text(max_size=200))
def test_what_is_stored_holds_nothing_but_text_and_is_stored_again_unchanged(text: str) -> None:
    """Storing is a fixed point."""
    stored = stored_text(text)
    if isinstance(stored, str):
        assert stored_text(stored) == stored
        assert not {fault_of(letter) for letter in stored if letter != "\n"} & {
            TextFault.CONTROL_CHARACTER,
            TextFault.BIDIRECTIONAL_CONTROL,
            TextFault.SURROGATE,
        }
