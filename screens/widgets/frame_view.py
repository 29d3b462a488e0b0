"""One flat widget that shows drawn rows, and draws again only those that changed.

No borders, no tables, no scroll bars: whatever a row is made of, it is spans of text and role. The cell writer
below then sends what differs, so a scan costs the terminal some hundred bytes.
"""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.drawing import Line
from screens.frame import Role


class FrameView(Widget):
    """Shows the rows it is given from its top."""

    DEFAULT_CSS = """
    FrameView {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init__(self, styles: Mapping[Role, Style], *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._role_styles = styles
        self._lines: tuple[Line, ...] = ()

    def dress(self, styles: Mapping[Role, Style]) -> None:
        """Show everything in other colours."""
        self._role_styles = styles
        self.refresh()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these rows from now on."""
        before, self._lines = self._lines, tuple(lines)
        if len(before) != len(self._lines):
            self.refresh()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, self._lines, strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self._role_styles[Role.TEXT])
        segments = [Segment(span.text, self._role_styles[span.role]) for span in self._lines[y] if span.text]
        return Strip(segments).adjust_cell_length(self.size.width, self._role_styles[Role.TEXT])
