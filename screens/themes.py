"""How each role looks, by theme.

`ansi` leaves the colours to the terminal and is the default: sixteen colours, the bright ones not among them, since
a text console lacks those. The others name colours of their own; a terminal with fewer gets the nearest. Without
colours at all (see terminal/monochrome.py) a background becomes reverse, and bold and underline stay, so each theme
is also readable in black and white.
"""

from enum import StrEnum

from rich.style import Style

from screens.frame import Role


class ThemeName(StrEnum):
    """The themes, as settings name them."""

    ANSI = "ansi"
    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"
    MONOCHROME = "monochrome"


def _styles(texts: dict[Role, str]) -> dict[Role, Style]:
    return {role: Style.parse(text) for role, text in texts.items()}


THEMES: dict[ThemeName, dict[Role, Style]] = {
    ThemeName.ANSI: _styles(
        {
            Role.TEXT: "none",
            Role.QUIET: "none",
            Role.FRAME: "black on white",
            Role.ASKED: "black on cyan",
            Role.TAKEN: "green",
            Role.POSTED: "bold green",
            Role.KEPT: "underline cyan",
            Role.CAREFUL: "bold yellow",
            Role.REFUSED: "bold red",
        }
    ),
    ThemeName.DARK: _styles(
        {
            Role.TEXT: "#d8d8d8 on #101418",
            Role.QUIET: "#9aa4ae on #101418",
            Role.FRAME: "#101418 on #9fb3c8",
            Role.ASKED: "bold #d8d8d8 on #24415e",
            Role.TAKEN: "#8fd694 on #101418",
            Role.POSTED: "bold #8fd694 on #101418",
            Role.KEPT: "underline #7cc4ff on #101418",
            Role.CAREFUL: "bold #ffd166 on #101418",
            Role.REFUSED: "bold #ff8a80 on #101418",
        }
    ),
    ThemeName.LIGHT: _styles(
        {
            Role.TEXT: "#1a1a1a on #ffffff",
            Role.QUIET: "#5a5a5a on #ffffff",
            Role.FRAME: "#ffffff on #2f4858",
            Role.ASKED: "bold #1a1a1a on #d6e6f5",
            Role.TAKEN: "#1b6b2a on #ffffff",
            Role.POSTED: "bold #1b6b2a on #ffffff",
            Role.KEPT: "underline #0b5394 on #ffffff",
            Role.CAREFUL: "bold #8a5a00 on #ffffff",
            Role.REFUSED: "bold #b00020 on #ffffff",
        }
    ),
    ThemeName.HIGH_CONTRAST: _styles(
        {
            Role.TEXT: "#ffffff on #000000",
            Role.QUIET: "#ffffff on #000000",
            Role.FRAME: "#000000 on #ffffff",
            Role.ASKED: "bold #000000 on #ffff00",
            Role.TAKEN: "#ffffff on #000000",
            Role.POSTED: "bold #000000 on #ffffff",
            Role.KEPT: "underline #00ffff on #000000",
            Role.CAREFUL: "bold #ffff00 on #000000",
            Role.REFUSED: "bold #000000 on #ffff00",
        }
    ),
    ThemeName.MONOCHROME: _styles(
        {
            Role.TEXT: "none",
            Role.QUIET: "none",
            Role.FRAME: "reverse",
            Role.ASKED: "reverse",
            Role.TAKEN: "none",
            Role.POSTED: "bold",
            Role.KEPT: "underline",
            Role.CAREFUL: "bold",
            Role.REFUSED: "reverse",
        }
    ),
}
