"""When a plant does not know a code, the terminal says what may have gone wrong, and never acts on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.barcode.hints import Hint, HintKind, hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WO-1000WO-1000", Hint(HintKind.DOUBLED, "WO-1000")),
        ("WO+1000", Hint(HintKind.KEYBOARD_LAYOUT, "WO-1000")),
        ("WOß1000", Hint(HintKind.KEYBOARD_LAYOUT, "WO-1000")),
        ("ZO)&ààà", Hint(HintKind.KEYBOARD_LAYOUT, "WO-1000")),
        ("+W+O-1000", Hint(HintKind.CODE_39_FULL_ASCII, "WO-1000")),
        ("WO/M1000", Hint(HintKind.CODE_39_FULL_ASCII, "WO-1000")),
        ("$C", Hint(HintKind.CODE_39_FULL_ASCII)),
        ("WO-1000", None),
        ("ØL-100", None),
        ("99", None),
    ],
)
def test_what_points_to_a_wrong_setting_is_told_with_what_may_be_meant(
    text: str, expected: Hint | None
) -> None:
    """A doubled read, another keyboard layout, Code 39 without full ASCII."""
    assert hint(text) == expected


@given(st.text(max_size=60))
def test_any_text_gets_a_hint_or_none(text: str) -> None:
    """No text raises."""
    assert isinstance(hint(text), Hint | None)
