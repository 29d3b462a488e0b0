"""Every theme has every role, and what means something is never told by colour alone."""

import pytest
from rich.color import Color

from screens.frame import Role, Sign
from screens.themes import THEMES, ThemeName


def luminance(colour: Color) -> float:
    """Relative luminance, as contrast is counted."""
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", list(ThemeName))
def test_every_theme_has_every_role(theme: ThemeName) -> None:
    """No role is without a look."""
    assert set(THEMES[theme]) == set(Role)


@pytest.mark.parametrize("theme", [ThemeName.DARK, ThemeName.LIGHT, ThemeName.HIGH_CONTRAST])
@pytest.mark.parametrize("role", list(Role))
def test_contrast_is_enough_to_read(theme: ThemeName, role: Role) -> None:
    """Text at least 7 to 1, everything at least 4.5 to 1."""
    style = THEMES[theme][role]
    assert style.color is not None
    assert style.bgcolor is not None
    bright, dark = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= (7 if role is Role.TEXT else 4.5)


def test_sixteen_colours_use_no_bright_one() -> None:
    """A text console lacks colours 8 to 15."""
    for style in THEMES[ThemeName.ANSI].values():
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.number is None or colour.number < 8


def test_signs_are_told_apart_without_colour() -> None:
    """Each sign is a character of its own."""
    assert len({sign.character for sign in Sign}) == len(Sign)
