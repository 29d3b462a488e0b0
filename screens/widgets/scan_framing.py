"""Where one scan ends and the next begins: from keys, in the order they come, to whole codes.

A reader types like a person, only faster, and ends each code with Enter, Tab, LF or CR LF. Framing is done key by
key in one place, so that the second of two codes sent back to back can never leak into the first:

    W O - 1 Enter LF W O - 2 Tab      -> "WO-1", "WO-2"       (an LF straight after Enter belongs to it)
    paste "WO-1 CR LF WO-2 CR LF"     -> "WO-1", "WO-2"       (both marked as pasted)
    W O Ctrl+Q 1 Enter                -> "WO" 0x11 "1"        (the router refuses it: a control character)

A control character from a label is a key press to a terminal. Inside a code it stays part of the text, so that the
router refuses the whole; pressed on an empty line by a person it does nothing. Whether the keys came from a reader
is judged by their pace; that is a hint, never a proof, since a slow line delivers keys in lumps.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from backend_client.limits import SCAN_LENGTH_MAX

GS = "\x1d"
_LINE_END = re.compile(r"\r\n|[\r\n\t]")
_READER_GAP = 0.035  # seconds a character: faster than a person types
_READER_CHARACTERS = 4  # fewer may be two fingers at once
_BURST_GAP = 0.5  # a control key and what follows it within this time belong together
_ERASE = "\x08"  # Backspace on a few terminals, and a character that a label may hold
_STUCK_GAP = 1.0  # after a pause this long, keys begin a new code even behind one that was too long


class ScanSource(StrEnum):
    """How a text came in."""

    TYPED = "typed"
    READER = "reader"
    PASTE = "paste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One framed code.

    at     seconds of the monotonic clock, of its last key
    lines  how many codes the same paste held; 1 for keys. A form takes no value from a paste of several.
    """

    text: str
    source: ScanSource
    at: float
    lines: int = 1

    @property
    def milliseconds(self) -> int:
        """Its moment in whole milliseconds."""
        return int(self.at * 1000)

    @property
    def is_empty(self) -> bool:
        """Whether it is Enter alone."""
        return not self.text.strip()


class ScanFraming:
    """The line being typed, and the rules that end it.

    prefix, suffix  characters a reader is set to send before and after each code, besides the line ends
    gs_keys         keys that stand for the GS of a GS1 label, for readers that can't send it
    """

    def __init__(
        self, *, prefix: str = "", suffix: str = "", gs_keys: frozenset[str] = frozenset({"f11"})
    ) -> None:
        self._prefix = prefix
        self._suffix = suffix
        self._gs_keys = gs_keys | {"ctrl+right_square_bracket"}
        self.last_at = 0.0
        """When the last key came, in seconds of the monotonic clock."""
        self._after_return = False
        self._stuck = False  # the code was too long: what follows is dropped up to its end
        self._waiting_control = ""
        self._erased_at = 0.0
        self.clear()

    def clear(self) -> None:
        """Forget what is typed."""
        self.text = ""
        self.cursor = 0
        self.kept = False  # a refused value is shown: the next character replaces it
        self._pasted = False
        self._lines = 1
        self._first_at = 0.0
        self._typed = 0

    def keep(self, text: str) -> bool:
        """Show a refused value for the next key to replace; not where the next code has begun already."""
        if (self.text and not self.kept) or self._stuck:
            return False
        self.text, self.cursor, self.kept = text, len(text), True
        return True

    def begin(self, text: str) -> bool:
        """Stand as if a text had been typed by hand and had no end yet; not where something is typed already."""
        if self.text or self._stuck:
            return False
        self.text, self.cursor = text[:SCAN_LENGTH_MAX], min(len(text), SCAN_LENGTH_MAX)
        return True

    @property
    def from_reader(self) -> bool:
        """Whether the keys so far came at a reader's pace."""
        gaps = self._typed - 1
        return self._typed >= _READER_CHARACTERS and self.last_at - self._first_at < gaps * _READER_GAP

    def in_burst(self, at: float) -> bool:
        """Tell whether a key at this moment comes in the middle of a reader's code."""
        return self.from_reader and at - self.last_at < _READER_GAP

    def key(self, key: str, character: str | None, at: float) -> tuple[bool, Scan | None]:
        """Take one key: whether it was one for the line, and the code that it ended.

        Keys that move or command (arrows up and down, function keys) are not for the line; arrows left and right
        are for the text in it, and on an empty line for the screen.
        """
        after_return, self._after_return = self._after_return, False
        if key in ("enter", "ctrl+j"):
            self._after_return = key == "enter"
            return True, None if key == "ctrl+j" and after_return else self._end(at)
        if key == "tab":
            return True, self._end(at) if self.text or self._stuck else None
        if key in self._gs_keys:
            return True, self._insert(GS, at)
        if key == "escape":
            self.clear()
            self._stuck = False
            return True, None
        if character and character.isprintable() and not key.startswith("alt+"):
            return True, self._insert(character, at)
        if self.in_burst(at):  # no person presses keys this fast: the label holds it
            return True, self._insert(character or "\x1b", at)
        if key in _EDITING and (self.text or key not in _MOVING):
            _EDITING[key](self)
            self.kept = False
            if character == _ERASE:
                self._erased_at = at
            return True, None
        if character and not character.isprintable():
            self._control(character, at)
            return True, None
        return key.startswith("alt+"), None

    def paste(self, text: str, at: float) -> list[Scan]:
        """Frame a paste as if it were scanned; what stands behind its last line end waits in the line."""
        pieces = _LINE_END.split(text)
        self._after_return = False
        lines = sum(1 for piece in pieces if piece)
        scans: list[Scan] = []
        for piece in pieces[:-1]:
            self._put(piece, at, lines)
            if self.text:
                scans.append(self._scan(at))
            self.clear()
        self._put(pieces[-1], at, lines)
        if len(self.text) > SCAN_LENGTH_MAX:
            scans.append(self._scan(at))
            self.clear()
            self._stuck = True
        return scans

    def _put(self, piece: str, at: float, lines: int) -> None:
        """Put a piece of a paste into the line, at most one character more than a code may have."""
        if self.kept:
            self.clear()
        room = SCAN_LENGTH_MAX + 1 - len(self.text)
        piece = piece[: max(room, 0)]
        self.text = self.text[: self.cursor] + piece + self.text[self.cursor :]
        self.cursor += len(piece)
        if piece:
            self._pasted, self._lines = True, lines
        self.last_at = at

    def _insert(self, character: str, at: float) -> Scan | None:
        if self._stuck and at - self.last_at < _STUCK_GAP:
            self.last_at = at
            return None
        self._stuck = False
        if self.kept:
            self.clear()
        if self._erased_at and at - self._erased_at < _READER_GAP:  # no person is that quick after Backspace
            character = _ERASE + character
        self._erased_at = 0.0
        if self._waiting_control:
            begun, self._waiting_control = self._waiting_control, ""
            if at - self.last_at < _BURST_GAP:
                self.text, self.cursor = begun, len(begun)
        if not self._typed:
            self._first_at = at
        self._typed += 1
        self.last_at = at
        self.text = self.text[: self.cursor] + character + self.text[self.cursor :]
        self.cursor += len(character)
        if self._suffix and self.text.endswith(self._suffix):
            self.text = self.text.removesuffix(self._suffix)
            return self._end(at)
        if len(self.text) > SCAN_LENGTH_MAX:  # a stuck key never sends an end: say so now
            scan = self._scan(at)
            self.clear()
            self._stuck = True
            return scan
        return None

    def _control(self, character: str, at: float) -> None:
        """Take a control character: in a line it stays, so that the code is refused; alone it waits for one."""
        if self.text and not self.kept:
            self.text = self.text[: self.cursor] + character + self.text[self.cursor :]
            self.cursor += 1
        else:
            self._waiting_control = character
        self.last_at = at

    def _end(self, at: float) -> Scan | None:
        if self._stuck:
            self._stuck = False
            self.clear()
            return None
        scan = self._scan(at)
        self.clear()
        self._waiting_control = ""
        return scan

    def _scan(self, at: float) -> Scan:
        source = ScanSource.READER if self.from_reader or self.text.startswith("]") else ScanSource.TYPED
        text = self.text
        if self._prefix and self._prefix in text:
            text = text.rpartition(self._prefix)[2]
            source = ScanSource.READER
        return Scan(text=text, source=ScanSource.PASTE if self._pasted else source, at=at, lines=self._lines)

    def _left(self) -> None:
        self.cursor = max(self.cursor - 1, 0)

    def _right(self) -> None:
        self.cursor = min(self.cursor + 1, len(self.text))

    def _home(self) -> None:
        self.cursor = 0

    def _to_end(self) -> None:
        self.cursor = len(self.text)

    def _backspace(self) -> None:
        if self.cursor:
            self.text = self.text[: self.cursor - 1] + self.text[self.cursor :]
            self.cursor -= 1
        self._forget_when_empty()

    def _delete(self) -> None:
        self.text = self.text[: self.cursor] + self.text[self.cursor + 1 :]
        self._forget_when_empty()

    def _forget_when_empty(self) -> None:
        if not self.text:
            self.clear()


_MOVING = frozenset({"left", "right"})
_EDITING = {
    "left": ScanFraming._left,  # noqa: SLF001 - the table of its own keys
    "right": ScanFraming._right,  # noqa: SLF001
    "home": ScanFraming._home,  # noqa: SLF001
    "end": ScanFraming._to_end,  # noqa: SLF001
    "backspace": ScanFraming._backspace,  # noqa: SLF001
    "delete": ScanFraming._delete,  # noqa: SLF001
}
