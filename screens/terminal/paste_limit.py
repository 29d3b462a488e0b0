r"""Cuts a paste that never ends: nothing a person or a reader pastes is longer than `PASTE_LENGTH_MAX`.

A terminal marks the beginning and the end of a paste. Between the two everything is collected, so a paste of a
gigabyte, or one whose end is lost, would fill the memory. What goes beyond the limit is dropped up to the end mark.

    limit 4:   "a" BEGIN "12345678" END "b"   ->   "a" BEGIN "1234" END "b"
"""

import re

PASTE_LENGTH_MAX = 65_536
BEGIN, END = "\x1b[200~", "\x1b[201~"
_MARK = re.compile(r"\x1b\[20[01]~")
_SPLIT = len(END) - 1  # of a mark that came in two pieces, so much may have come before


class PasteLimit:
    """Passes typed text on, piece by piece, and drops what is too much of a paste."""

    def __init__(self, length_max: int = PASTE_LENGTH_MAX) -> None:
        self._length_max = length_max
        self._inside = False
        self._length = 0
        self._before = ""

    def pass_on(self, text: str) -> str:
        """Answer what of the next piece goes on."""
        seen = self._before + text
        place = len(self._before)
        pieces: list[str] = []
        for mark in _MARK.finditer(seen):
            if mark.end() <= len(self._before):
                continue
            pieces.append(self._some(seen[place : mark.start()]))
            cut = self._inside and self._length > self._length_max
            self._inside = mark.group() == BEGIN
            self._length = 0
            pieces.append(mark.group() if cut else seen[max(mark.start(), place) : mark.end()])
            place = mark.end()
        pieces.append(self._some(seen[place:]))
        self._before = seen[-_SPLIT:]
        return "".join(pieces)

    def _some(self, text: str) -> str:
        if not self._inside:
            return text
        room = max(self._length_max - self._length, 0)
        self._length += len(text)
        return text[:room]
