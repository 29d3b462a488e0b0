"""Calls for help that are open: who called from where, for what, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from backend_client.barcode.events import PlainText
from backend_client.floor_terms import HelpKind
from backend_client.messages.shift import HelpCallRow
from screens.base import KioskScreen, ListScreen, Outcome, Stay
from screens.centers import Centers
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked, ngettext
from screens.language.writing import clock

_KINDS = {
    HelpKind.SUPERVISOR: marked("Supervisor"),
    HelpKind.SETTER: marked("Setter"),
    HelpKind.MATERIAL: marked("Material"),
    HelpKind.QUALITY: marked("Quality"),
    HelpKind.MAINTENANCE: marked("Maintenance"),
    HelpKind.ACCIDENT: marked("Accident"),
}
ANSWERS = (marked("On the way"), marked("In 5 minutes"), marked("In 15 minutes"))


@dataclass(frozen=True, slots=True)
class CallOpened(Outcome):
    """Answer this one."""

    call: HelpCallRow


@dataclass(frozen=True, slots=True)
class CallAnswered(Outcome):
    """Tell the station this."""

    call: HelpCallRow
    note: str


class OpenCalls(ListScreen):
    """Which call?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.RENEW, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, calls: Sequence[HelpCallRow], centers: Centers, zone: tzinfo | None) -> None:
        """Begin with the oldest marked."""
        super().__init__(len(calls))
        self.calls = calls
        self.centers = centers
        self.zone = zone

    def renewed(self, calls: Sequence[HelpCallRow]) -> None:
        """Show those that are open now."""
        self.calls = calls
        self.count = len(calls)
        self.marked = min(self.marked, max(self.count - 1, 0))

    def frame(self) -> Frame:
        """List them."""
        count = ngettext("%(n)s call", "%(n)s calls", self.count) % {"n": self.count}
        return Frame(
            title=_("Calls for help"),
            where=count if self.count else "",
            body=Body(
                head=(_titles(),),
                listed=[self._row(index, each) for index, each in enumerate(self.calls)],
                marked=self.marked,
            ),
            message=Message(
                Sign.CAREFUL,
                _("Calls for help"),
                _("A call stays until the station ends it."),
                _("Enter a number to answer it. F3 goes back."),
            )
            if self.count
            else Message(Sign.TAKEN, _("Nobody calls"), _("No call is open."), _("F3 goes back.")),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, each: HelpCallRow) -> Row:
        job = f"{each.order_no} / {each.operation_no}" if each.order_no else ""
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(clock(each.called_at.astimezone(self.zone)), 6),
            Cell(kind_of(each), 12, Role.CAREFUL, grows=True),
            Cell(self.centers.label(each.no), 15, grows=True),
            Cell(job, 14, grows=True),
            Cell(each.person_name or each.person_no, 13, grows=True),
            Cell(each.answer or (_("answered") if each.answered_at else "-"), 14, grows=True),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what they are."""
        return (
            _("The answer is shown at the station that called, with your name."),
            _("When help has come, whoever called ends the call there."),
        )

    def chosen(self, index: int) -> Outcome:
        """Answer one."""
        return CallOpened(self.calls[index])


def _titles() -> Row:
    texts = (
        (_("Time"), 6),
        (_("Call"), 12),
        (_("Center"), 15),
        (_("Job"), 14),
        (_("Person"), 13),
        (_("Answer"), 14),
    )
    return row(Cell("", 4), *(Cell(text, cells, Role.QUIET, grows=cells > 6) for text, cells in texts))


def kind_of(call: HelpCallRow) -> str:
    """Name what was called for."""
    return _(_KINDS[call.kind])


class CallAnswer(KioskScreen):
    """What is told to the station?"""

    is_entry: ClassVar[bool] = True

    def __init__(self, call: HelpCallRow, centers: Centers, zone: tzinfo | None) -> None:
        """Take the call."""
        super().__init__()
        self.call = call
        self.centers = centers
        self.zone = zone

    def frame(self) -> Frame:
        """Show the call and the answers that are at hand."""
        each = self.call
        job = f"{each.order_no} / {each.operation_no}" if each.order_no else ""
        about = "   ".join(filter(None, (self.centers.label(each.no), job, each.stop_code)))
        values = {
            "time": clock(each.called_at.astimezone(self.zone)),
            "name": each.person_name or each.person_no,
        }
        answers = [row(f" {number}  ", _(text)) for number, text in enumerate(ANSWERS, start=1)]
        return Frame(
            title=_("Call: %(kind)s") % {"kind": kind_of(each)},
            where=self.centers.label(each.no),
            body=Body(
                head=(
                    BLANK,
                    row(" ", about),
                    row(" ", _("Called %(time)s  %(name)s") % values),
                    BLANK,
                    *answers,
                )
            ),
            message=Message(
                Sign.QUESTION,
                _("What is the answer?"),
                _("It is shown at the station that called."),
                _("Enter 1 to %(count)s, or words of your own.") % {"count": len(ANSWERS)},
            ),
            prompt=_("Answer"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what an answer does."""
        return (_("The answer is shown at the station that called, with your name."),)

    def enter(self, text: PlainText) -> Outcome:
        """Take an answer."""
        known = {str(number): answer for number, answer in enumerate(ANSWERS, start=1)}
        typed = text.text.strip()
        return CallAnswered(self.call, _(known[typed]) if typed in known else typed)

    def enter_nothing(self) -> Outcome:
        """Wait for an answer."""
        return Stay()
