r"""The second wall: only our own control sequences reach the terminal.

Every string that is not ours is cleaned before it is drawn (screens/display.py, the first wall). Should one
slip through, it still does not act here: a control character that does not begin a sequence of the allow list
is replaced by a sign and counted, and what follows it stands as plain text.

    "\x1b[1mReady\x1b[m"    -> the same; refused stays 0
    "\x1b]52;c;AAAA\x07"    -> "␛]52;c;AAAA" and BEL; refused is 1

The allow list is what the kiosk writes and nothing else: colours and attributes (SGR), cursor moves,
erase in line and in display, and the mode switches of start and end. No question is ever put to the terminal,
so an answer of the terminal can never be typed into a field.
"""

import re

ALLOWED = (
    r"\x1b\[(?:"
    r"[0-9;]{0,40}m"  # attributes and colours
    r"|[0-9]{0,4}(?:;[0-9]{0,4})?H"  # cursor to row and column
    r"|[0-9]{0,4}[CDG]"  # cursor right, left, to column
    r"|[0-2]?[JK]"  # erase; 3J would erase what the terminal has scrolled away
    r"|\?(?:1049|25|7|2004)[hl]"  # other screen, cursor shown, wrap, pastes are marked
    r"|\?1l"  # cursor keys as ever
    r")|\x1b>"  # numeric keypad sends digits
    r"|\x07"  # bell
)
_LINE_ENDS = r"|[\r\n]"
_PLAIN = r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+"
_PARTIAL = re.compile(r"\x1b(?:\[(?:[0-9;]{0,40}|\?[0-9]{0,4})?)?\Z")
_SIGNS = {"\x1b": "␛"}
_SIGN = "�"


class Wall:
    """Lets the allow list through, piece by piece, and counts what it refused.

    `line_ends` also lets CR and LF through: the stock writer of Textual needs them, ours does not.
    """

    def __init__(self, *, line_ends: bool = False) -> None:
        self._allow(ALLOWED + (_LINE_ENDS if line_ends else ""))
        self._held = ""
        self.refused = 0
        """Number of control characters replaced since the start: 0 unless the first wall has a hole."""

    def allow_line_ends(self) -> None:
        """Let CR and LF through from now on."""
        self._allow(ALLOWED + _LINE_ENDS)

    def _allow(self, allowed: str) -> None:
        self._clean = re.compile(f"(?:{_PLAIN}|{allowed})*+")
        self._control = re.compile(rf"({allowed})|[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

    def let_through(self, text: str) -> str:
        """Answer what may be written now; the beginning of a sequence is held until its end comes."""
        if self._held:
            text, self._held = self._held + text, ""
        partial = _PARTIAL.search(text, max(0, len(text) - 45))
        if partial:
            text, self._held = text[: partial.start()], partial.group()
        if self._clean.fullmatch(text):
            return text
        return self._control.sub(self._replace, text)

    def end(self) -> str:
        """Answer what was held: with nothing behind it, it is no sequence of ours."""
        held, self._held = self._held, ""
        return self._control.sub(self._replace, held)

    def _replace(self, match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        self.refused += 1
        return _SIGNS.get(match[0], _SIGN)


def refused_in(stream: bytes, codec: str = "utf-8", *, line_ends: bool = False) -> int:
    """Count the control sequences outside the allow list in what a terminal was sent."""
    wall = Wall(line_ends=line_ends)
    wall.let_through(stream.decode(codec, errors="replace"))
    wall.end()
    return wall.refused
