"""Terminals: which of them is off the line, since when, and how many postings wait for a decision at each.

    Terminal    Center   Last word         Keeps  To decide
  x T-110       110      17:42 no word         3          2
    T-100       100      18:20                 0          0

A terminal that nobody uses calls its server once a minute; without a word for three it is off, or its line is down.
"""

from datetime import datetime, tzinfo
from typing import ClassVar

from backend_client.messages.terminals import TerminalLine, Terminals, TerminalsQuestion
from screens.base import ListScreen, Outcome, Stay
from screens.frame import Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, ngettext, pgettext
from screens.language.writing import clock, moment
from screens.supervising.work import AnswerList, Opened


class TerminalList(AnswerList):
    """Where must somebody go?"""

    answer: Terminals
    question: TerminalsQuestion
    is_silent = True
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.RENEW, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(
        self, question: TerminalsQuestion, answer: Terminals, zone: tzinfo | None, now: datetime
    ) -> None:
        """Begin with the first that is silent, or has postings to decide, marked."""
        self.zone = zone
        self.now = now
        super().__init__(question, answer)
        self.marked = next((index for index, each in enumerate(answer.terminals) if _matters(each)), 0)

    def rows_of(self, answer: Terminals) -> int:
        """Count the terminals, and the row that opens more of them."""
        return len(answer.terminals) + bool(answer.next_page)

    def frame(self) -> Frame:
        """List them by name: a list that moves can't be read."""
        shown = self.answer.terminals
        listed = [self._row(index, each) for index, each in enumerate(shown)]
        if self.answer.next_page:
            listed.append(
                row(Cell(str(self.count), 3, right=True), " ", _("more rows ..."), sign=self.sign(len(shown)))
            )
        silent = sum(each.silent for each in shown)
        undecided = sum(each.refused_count for each in shown)
        facts = (
            ngettext("%(n)s silent", "%(n)s silent", silent) % {"n": silent} if silent else "",
            ngettext("%(n)s to decide", "%(n)s to decide", undecided) % {"n": undecided} if undecided else "",
        )
        return Frame(
            title=_("Terminals"),
            where="  ".join(filter(None, facts)),
            body=Body(head=(_titles(),), listed=listed, marked=self.marked),
            message=self._message(),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, each: TerminalLine) -> Row:
        role = Role.REFUSED if each.silent else Role.QUIET if each.last_heard_at is None else Role.TEXT
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(each.terminal, 16, grows=True),
            Cell(each.work_center_no, 9, grows=True),
            Cell(self._heard(each), 14, role),
            Cell(_("no word") if each.silent else "", 10, Role.REFUSED),
            Cell(str(each.kept_count), 8, Role.CAREFUL if each.kept_count else Role.QUIET, right=True),
            Cell(str(each.refused_count), 11, Role.REFUSED if each.refused_count else Role.QUIET, right=True),
            sign=self.sign(index) if index == self.marked else _sign(each),
        )

    def _heard(self, each: TerminalLine) -> str:
        if each.revoked_at is not None:
            return _("revoked")
        return self._at(each.last_heard_at)

    def _at(self, at: datetime | None) -> str:
        """Write the time of day, and the day where it was another one."""
        if at is None:
            return "-"
        here = at.astimezone(self.zone)
        return clock(here) if here.date() == self.now.date() else moment(here)

    def _message(self) -> Message:
        if not self.answer.terminals:
            return Message(Sign.TAKEN, _("Terminals"), _("There is none."), _("F3 goes back."))
        if self.marked >= len(self.answer.terminals):
            return Message(Sign.TAKEN, _("Terminals"), _("There are more."), _("Enter shows them."))
        each = self.answer.terminals[self.marked]
        values = {"no": each.terminal, "time": self._at(each.last_heard_at), "n": each.refused_count}
        kept = ngettext(
            "It keeps %(n)s posting since %(time)s.",
            "It keeps %(n)s postings since %(time)s.",
            each.kept_count,
        ) % {"n": each.kept_count, "time": self._at(each.kept_oldest_at)}
        if each.silent:
            return Message(
                Sign.REFUSED,
                _("%(no)s: no word since %(time)s") % values,
                kept if each.kept_count else _("It is off, or its line is down."),
                _("Go and look. What is entered there is kept there."),
            )
        if each.refused_count:
            return Message(
                Sign.CAREFUL,
                _("%(no)s: %(n)s to decide") % values,
                kept,
                _("They are decided at that terminal. F3 goes back."),
            )
        happened = _("Its last word came at %(time)s.") % values
        if each.last_heard_at is None:
            happened = _("It never calls: it has a database of its own.")
        return Message(Sign.TAKEN, each.terminal, happened, _("Up, down. F3 goes back."))

    def help(self) -> tuple[str, ...]:
        """Tell how they are read."""
        return (
            _("A terminal calls about once a minute, also when nobody uses it."),
            _("No word for three minutes: it is switched off, or its line is down. Go and look."),
            _("Keeps: postings that no server has answered yet, as the terminal last said."),
            _("To decide: those of them that were refused. They are decided at that terminal."),
        )

    def chosen(self, index: int) -> Outcome:
        """Mark a terminal, or open those that follow."""
        if index < len(self.answer.terminals):
            return Stay()
        question = TerminalsQuestion(page=self.answer.next_page)
        return Opened(
            question=question, screen=lambda answer: TerminalList(question, answer, self.zone, self.now)
        )


def _matters(each: TerminalLine) -> bool:
    return each.silent or each.refused_count > 0


def _sign(each: TerminalLine) -> Sign:
    if each.silent:
        return Sign.REFUSED
    return Sign.CAREFUL if each.refused_count else Sign.NONE


def _titles() -> Row:
    return row(
        Cell("", 4),
        Cell(_("Terminal"), 16, Role.QUIET, grows=True),
        Cell(pgettext("col 8", "Center"), 9, Role.QUIET, grows=True),
        Cell(_("Last word"), 24, Role.QUIET),
        Cell(pgettext("col 8", "Keeps"), 8, Role.QUIET, right=True),
        Cell(pgettext("col 10", "To decide"), 11, Role.QUIET, right=True),
    )
