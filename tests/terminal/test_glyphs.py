"""Terminals without UTF-8 get the same cells with plainer signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.terminal.glyphs import charset, fit


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "C.UTF-8"}, "utf-8"),
        ({"LANG": "de_DE.UTF-8"}, "utf-8"),
        ({"LANG": "de_DE.utf8@euro"}, "utf-8"),
        ({"LANG": "de_DE.ISO-8859-1"}, "iso8859-1"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "fi_FI.UTF-8"}, "utf-8"),
        ({"LANG": "de_DE"}, "ascii"),
        ({}, "ascii"),
        ({"LC_CTYPE": "C.UTF-8"}, "ascii"),
        ({"LANG": "C.UTF-8", "LC_CTYPE": "C.UTF-8"}, "utf-8"),
        ({"KIOSK_CHARSET": "utf-8"}, "utf-8"),
        ({"LANG": "x.no-such-charset"}, "ascii"),
        ({"LANG": "x.utf-16"}, "ascii"),
        ({"LANG": "x.base64"}, "ascii"),
    ],
)
def test_the_character_set_is_that_of_the_locale(variables: dict[str, str], expected: str) -> None:
    """The locale says what the terminal speaks; without one, nothing beyond ASCII is promised."""
    assert charset(variables) == expected


@pytest.mark.parametrize(
    ("text", "codec", "expected"),
    [
        ("Pöytä – 50 %", "ascii", "Poyta - 50 %"),
        ("███▓··", "ascii", "###X.."),
        ("┌─┐│", "ascii", "+-+|"),
        ("板金", "ascii", "????"),
        ("e\u0301", "ascii", "e"),
        ("Pöytä", "iso8859-1", "Pöytä"),
        ("板 Pöytä ✓", "iso8859-1", "?? Pöytä ="),
        ("板 Pöytä ✓", "utf-8", "板 Pöytä ✓"),
    ],
)
def test_what_cannot_be_written_becomes_a_plainer_sign(text: str, codec: str, expected: str) -> None:
    """Umlauts lose their dots, bars become #, what has no likeness becomes a question mark a cell."""
    assert fit(text, codec) == expected


@given(
    st.text(st.sampled_from("abc öäß–█▓·│板金カ한✓░×…€ \u0301é"), max_size=30),
    st.sampled_from(["ascii", "iso8859-1"]),
)
def test_the_width_stays(text: str, codec: str) -> None:
    """However a text is fitted, it takes the same cells, and the terminal can write it."""
    fitted = fit(text, codec)
    fitted.encode(codec)
    if not text.startswith("\u0301"):
        assert cell_len(fitted) == cell_len(text)
