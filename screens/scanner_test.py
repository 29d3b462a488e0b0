"""Is the scanner set up right? Three codes of the printed test sheet are scanned in turn, and what arrived is judged.

Nothing that is scanned here does anything else: a job card, a badge or a command is only named as another code.
"""

from typing import ClassVar, NamedTuple

from backend_client.barcode.reader_test import (
    SIGNS,
    Fault,
    Layout,
    Reading,
    gs1_came,
    letters_came,
    signs_came,
)
from screens.base import KioskScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked, ngettext

_JUDGES = (letters_came, signs_came, gs1_came)
_STEPS = (marked("Letters and digits"), marked("Signs"), marked("GS1 label"))
_LAYOUTS = {
    Layout.US: marked("US"),
    Layout.NORWEGIAN: marked("Norwegian"),
    Layout.DANISH: marked("Danish"),
    Layout.FINNISH: marked("Finnish or Swedish"),
    Layout.DUTCH: marked("Dutch"),
    Layout.GERMAN: marked("German"),
    Layout.FRENCH: marked("French"),
}


class Said(NamedTuple):
    """A fault in words: what it is, what it means here, what to do."""

    title: str
    happened: str
    to_do: str


_FAULTS = {
    Fault.CAPS_LOCK: Said(
        marked("Capital lock is on"),
        marked("Capitals and small letters arrive the other way round."),
        marked("Turn Caps Lock off on this terminal's keyboard."),
    ),
    Fault.LAYOUT: Said(
        marked("Scanner and computer differ"),
        marked("Scanner: %(reader)s. This computer: %(terminal)s."),
        marked("Set the scanner's country to %(terminal)s, then scan again."),
    ),
    Fault.CHARACTERS_LOST: Said(
        marked("Characters are lost"),
        marked("Characters that arrived: %(count)s."),
        marked("Let the scanner send slower, then scan again."),
    ),
    Fault.OTHER_CHARACTERS: Said(
        marked("Other characters arrive"),
        marked("Characters that arrived: %(count)s, not all as printed."),
        marked("Reset the scanner to its factory settings."),
    ),
    Fault.NO_END: Said(
        marked("The scanner sends no end"),
        marked("The code stands in the row and nothing follows."),
        marked("Set the scanner to send Enter after each code."),
    ),
    Fault.NO_SEPARATOR: Said(
        marked("The GS1 separator is lost"),
        marked("Lot and serial number run into one another."),
        marked("Set the scanner to send GS as F11."),
    ),
    Fault.NO_IDENTIFIER: Said(
        marked("The scanner sends no identifier"),
        marked("A GS1 label is not told from other codes."),
        marked("Switch on AIM identifiers, then scan again."),
    ),
    Fault.NO_IDENTIFIER_AND_NO_SEPARATOR: Said(
        marked("No identifier and no separator"),
        marked("Lots and serial numbers are not read."),
        marked("Switch on AIM identifiers, and GS as F11."),
    ),
    Fault.ANOTHER_CODE: Said(
        marked("This is another code"),
        marked("Nothing was done with it."),
        marked("Scan the code with this number on the sheet."),
    ),
}


class ScannerTest(KioskScreen):
    """What does the scanner send?"""

    takes_raw: ClassVar[bool] = True

    def __init__(self) -> None:
        """Begin with the first code."""
        super().__init__()
        self.step = 0
        self.readings: list[Reading | None] = [None] * len(_STEPS)

    def frame(self) -> Frame:
        """Show the three codes and what became of each."""
        rows: list[Row] = [row(_("Scan the codes of the test sheet, from the top down.")), BLANK]
        for at in range(len(_STEPS)):
            rows += self._about(at)
        where = _("step %(n)s of %(all)s") % {"n": min(self.step + 1, len(_STEPS)), "all": len(_STEPS)}
        return Frame(
            title=_("Scanner test"),
            where=where,
            body=Body(head=rows),
            message=self._message(),
            prompt=_("Test code"),
            keys=self.keys,
            raw=True,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is looked at."""
        return (
            _("The sheet is printed with: kiosk print scanner-test."),
            _("The first code tells whether letters and digits arrive, and whether an end is sent."),
            _("The second tells whether scanner and computer are set to the same keyboard."),
            _("The third tells whether labels of suppliers can be read."),
            _("Enter on an empty row skips a code. Nothing scanned here does anything else."),
        )

    def read(self, text: str) -> Outcome:
        """Judge what arrived of the code that is asked for; after the last one, of whichever it is."""
        if self.step == len(_STEPS):
            self.step = next((at for at, judge in enumerate(_JUDGES) if judge(text).fault is None), 0)
        return self._judged(_JUDGES[self.step](text))

    def no_end(self, text: str) -> Outcome:
        """Judge a code behind which nothing came: its characters, or else that the end is missing."""
        reading = _JUDGES[min(self.step, len(_STEPS) - 1)](text)
        return self._judged(Reading(came=text, fault=reading.fault or Fault.NO_END))

    def enter_nothing(self) -> Outcome:
        """Skip a code."""
        self.step = min(self.step + 1, len(_STEPS))
        return Stay()

    def clear(self) -> None:
        """Begin again."""
        self.step, self.readings = 0, [None] * len(_STEPS)

    def press(self, key: Key) -> Outcome:
        """Go to another code."""
        if key in {Key.UP, Key.DOWN}:
            self.step = (self.step + (1 if key is Key.DOWN else -1)) % len(_STEPS)
            return Stay()
        return super().press(key)

    def _judged(self, reading: Reading) -> Outcome:
        if reading.fault is Fault.ANOTHER_CODE:
            return Stay(_said(reading))
        self.readings[self.step] = reading
        if reading.fault is not None:
            return Stay(_said(reading))
        name = _(_STEPS[self.step])
        self.step += 1
        if self.step < len(_STEPS):
            return Stay(Message(Sign.TAKEN, name, _("All of it arrived."), self._next()))
        return Stay(self._message())

    def _message(self) -> Message:
        if self.step < len(_STEPS):
            return Message(Sign.TAKEN, _("Scanner test"), _("Scan one code after the other."), self._next())
        wrong = sum(1 for reading in self.readings if reading is None or reading.fault is not None)
        if wrong:
            happened = ngettext("%(n)s code is not right yet.", "%(n)s codes are not right yet.", wrong)
            return Message(
                Sign.CAREFUL, _("Not all is right"), happened % {"n": wrong}, _("F2 begins again. F3 leaves.")
            )
        return Message(
            Sign.TAKEN, _("All three are right"), _("This scanner is ready for work."), _("F3 leaves.")
        )

    def _next(self) -> str:
        return _("Scan code %(n)s: %(name)s.") % {"n": self.step + 1, "name": _(_STEPS[self.step])}

    def _about(self, at: int) -> list[Row]:
        reading = self.readings[at]
        sign = Sign.ASKED if at == self.step else Sign.NONE
        if reading is None:
            state, role = _("not yet scanned"), Role.QUIET
        elif reading.fault is None:
            state, role = _("right"), Role.TAKEN
            sign = Sign.TAKEN if at != self.step else sign
        else:
            state, role = _(_FAULTS[reading.fault].title), Role.REFUSED
            sign = Sign.REFUSED
        rows = [row(f" {at + 1}  ", Cell(_(_STEPS[at]), 26), Cell(state, 46, role), sign=sign)]
        if reading is not None and reading.fault is not None:
            rows += [row("    ", Cell(text, 72, Role.QUIET)) for text in _compared(at, reading)]
        return [*rows, BLANK]


def _compared(at: int, reading: Reading) -> tuple[str, ...]:
    """Answer what was sent and what arrived, where the code is short enough to be compared by eye."""
    came = _("came  %(text)s") % {"text": "  ".join(reading.came) if at == 1 else reading.came}
    return (_("sent  %(text)s") % {"text": "  ".join(SIGNS)}, came) if at == 1 else (came,)


def _said(reading: Reading) -> Message:
    assert reading.fault is not None
    said = _FAULTS[reading.fault]
    values = {
        "count": len(reading.came),
        "reader": _(_LAYOUTS[reading.reader]) if reading.reader else "",
        "terminal": " / ".join(_(_LAYOUTS[layout]) for layout in reading.terminals),
    }
    return Message(Sign.REFUSED, _(said.title), _(said.happened) % values, _(said.to_do) % values)
