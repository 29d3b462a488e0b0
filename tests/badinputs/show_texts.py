"""Shows every input of a file as text on the real glass, in all places where a text of the plant can stand.

    python show_texts.py INPUTS RESULT [bare]

Run in a terminal by test_badinputs.py. Ends by writing into RESULT how many control characters the wall of the
terminal had to stop. `bare` takes the cleaner away first: then there must be some.
"""

import os
import sys
from pathlib import Path

from screens.terminal.environment import prepare

prepare(os.environ)

from textual.app import ComposeResult  # noqa: E402 - the environment comes first

from screens import display  # noqa: E402
from screens.drawing import draw  # noqa: E402
from screens.frame import Body, Cell, Frame, Message, Role, Sign, Status, row  # noqa: E402
from screens.terminal.driver import KioskDriver  # noqa: E402
from screens.terminal.terminal_app import TerminalApp  # noqa: E402
from screens.themes import THEMES, ThemeName  # noqa: E402
from screens.widgets.frame_view import FrameView  # noqa: E402
from screens.widgets.scan_line import ScanLine  # noqa: E402
from tests.badinputs.cases import Case, read_cases  # noqa: E402

EACH_SECONDS = 0.02


class Showing(TerminalApp):
    """One text after the other: in the status row, title, list, message, question and line."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts
        self.view = FrameView(THEMES[ThemeName.ANSI])
        self.line = ScanLine()
        self.stopped = 0

    def compose(self) -> ComposeResult:
        yield self.view
        yield self.line

    def on_mount(self) -> None:
        self.line.focus()
        self.set_interval(EACH_SECONDS, self.next_text)

    def next_text(self) -> None:
        assert isinstance(self._driver, KioskDriver)
        self.stopped = self._driver.wall.refused
        if not self.texts:
            self.exit()
            return
        text = self.texts.pop(0)
        picture = draw(frame_of(text), self.size.width, self.size.height)
        self.view.show(picture.above)
        self.line.clear()
        self.line.keep(text[:600])
        self.line.prompt = text[:600]


def frame_of(text: str) -> Frame:
    """Answer a screen that shows a text wherever one can stand."""
    cells = row(Cell(text, 20, grows=True), Cell(text, 10, Role.CAREFUL, right=True), text, sign=Sign.TAKEN)
    return Frame(
        status=Status(station=text, person=text, line="connected", clock="07:05"),
        title=text,
        where=text,
        body=Body(head=(cells,), listed=[cells] * 5, foot=(cells,)),
        message=Message(Sign.REFUSED, text, text, text),
        prompt=text,
        keys=frozenset(),
    )


def shown(case: Case) -> str:
    """Answer the input as a text of bounded length: what stands behind is never drawn."""
    return case.as_text[:5_000]


if __name__ == "__main__":
    inputs, result = Path(sys.argv[1]), Path(sys.argv[2])
    if "bare" in sys.argv:
        display.replace_hostile = str  # type: ignore[assignment]
    app = Showing([shown(case) for case in read_cases(inputs) if case.text is not None])
    try:
        status = app.run_in_terminal()
    finally:
        result.write_text(f"{app.stopped} stopped, {len(app.texts)} not shown", "utf-8")
    sys.exit(status)
