"""The look without colours: a background becomes reverse, everything else keeps its attributes.

A status row that is black on white where there are colours stands reversed where there are none, so every mark
that colour was the third sign of keeps its first two: the sign and the word.
"""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Monochrome(LineFilter):
    """Takes the colours out of what is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Answer the segments without colours."""
        return [
            Segment(text, without_colour(style) if style is not None else None, control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=1024)
def without_colour(style: Style) -> Style:
    """Answer the style in black and white."""
    filled = style.bgcolor is not None and not style.bgcolor.is_default
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=bool(style.reverse) != filled or None,
        meta=style.meta or None,
    )
