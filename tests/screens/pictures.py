"""Pictures of screens, for people to look at: `make pictures` writes one of each, in four languages.

They are drawn by the program's own drawing, from the frames that the tests of the screens walk through.
"""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from screens.drawing import draw
from screens.frame import Frame, Role
from screens.themes import THEMES, ThemeName

COLUMNS, ROWS = 80, 24
_DARK = TerminalTheme((16, 20, 24), (216, 216, 216), [(0, 0, 0)] * 8)


def picture(frame: Frame, language: str, name: str, config: pytest.Config) -> None:
    """Write a frame as FOLDER/language/name.svg, where pictures are asked for."""
    folder = config.getoption("--pictures")
    if not folder:
        return
    path = Path(folder) / language / f"{name}.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_svg(frame, name), "utf-8")


def as_svg(frame: Frame, title: str) -> str:
    """Draw a frame in dark colours."""
    styles = THEMES[ThemeName.DARK]
    drawn = draw(frame, COLUMNS, ROWS)
    question = ((f" {frame.prompt} > ".ljust(COLUMNS), styles[Role.ASKED]),)
    console = Console(
        file=StringIO(), record=True, width=COLUMNS, force_terminal=True, color_system="truecolor"
    )
    for line in (*drawn.above, None, drawn.keys):
        pieces = question if line is None else [(span.text, styles[span.role]) for span in line]
        console.print(_row(pieces), soft_wrap=True, end="")
    return console.export_svg(title=title, theme=_DARK)


def _row(pieces: list[tuple[str, Style]] | tuple[tuple[str, Style], ...]) -> Text:
    text = Text(end="")
    for piece, style in pieces:
        text.append(piece, style)
    text.append("\n")
    return text
