"""What the loop of a terminal asks of the glass that the person looks at."""

from datetime import datetime
from typing import Protocol

from screens.frame import Frame
from screens.station import Look
from screens.terminal.bells import BellPattern


class Glass(Protocol):
    """What the loop asks of the terminal."""

    def show(self, frame: Frame) -> None:
        """Show a frame."""

    def ring(self, pattern: BellPattern) -> None:
        """Sound a pattern."""

    @property
    def look(self) -> Look:
        """How it looks and sounds now."""

    def leave(self) -> None:
        """End the program in order."""

    def train(self) -> bool:
        """End the program for one on the shadow of the plant; False where there is none."""

    def dress(self, look: Look) -> None:
        """Look and sound like this from now on."""

    @property
    def typed(self) -> str:
        """What is being typed in the question's row and has no end yet."""

    def clear_line(self) -> bool:
        """Empty that row; answers whether anything stood there."""

    def keep_line(self, text: str) -> None:
        """Leave a text there for the next key to replace."""

    def type_again(self, text: str) -> None:
        """Put there what had been typed and had no end; not where something is typed already."""

    def moment(self) -> float:
        """Seconds of the clock that scans carry."""

    def now(self) -> datetime:
        """Answer local time, aware."""
