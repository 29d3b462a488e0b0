"""Moves of orders that somebody proposed: looked at with the load they make, changed, made as a whole, or dropped.

Proposals -> one: its orders, now and then -> make them: every order with its new dates -> F10
          -> the load that they change     -> an order: another due date, or left as it is -> F10

Only a planner makes or drops them. An order that was moved otherwise since is named, and nothing is made by mistake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from functools import partial
from typing import Any, ClassVar

from backend_client.messages.what_if import (
    ApplyProposalRequest,
    DiscardProposalRequest,
    Move,
    Proposal,
    ProposalReceipt,
    ProposalsQuestion,
    ProposedMove,
    ProposeMovesRequest,
)
from backend_client.terms import ProposalStatus
from screens.base import ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.dates import read_day
from screens.language.text import _, marked, pgettext
from screens.language.writing import day, full_day, moment
from screens.reports.report import ReportScreen
from screens.supervising.form import Form, Wanted
from screens.supervising.proposed_load import changed_load, load_asked
from screens.supervising.work import (
    AnswerList,
    Opened,
    Shown,
    Sure,
    TryWanted,
    Turned,
    Words,
    WorkWanted,
    asks,
    new_id,
)

_STATES = {
    ProposalStatus.OPEN: marked("to decide"),
    ProposalStatus.APPLIED: marked("moved"),
    ProposalStatus.DISCARDED: marked("dropped"),
}
_WAYS = 3
_LEFT_OUT = date.min


class Proposals(AnswerList):
    """Which proposal?"""

    answer: tuple[Proposal, ...]
    question: ProposalsQuestion
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.LIST, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(
        self, question: ProposalsQuestion, answer: tuple[Proposal, ...], zone: tzinfo | None, today: date
    ) -> None:
        """Begin with the newest marked."""
        super().__init__(question, answer)
        self.zone = zone
        self.today = today

    def frame(self) -> Frame:
        """List them, the newest first."""
        only_open = self.question.status is ProposalStatus.OPEN
        return Frame(
            title=_("Proposed moves"),
            where=_("to decide") if only_open else _("all"),
            body=Body(
                head=(_list_titles(),),
                listed=[self._row(index, each) for index, each in enumerate(self.answer)],
                marked=self.marked,
            ),
            message=Message(
                Sign.ASKED if self.answer else Sign.TAKEN,
                _("Which proposal?"),
                _("! an order was moved since.") if self.answer else _("There is none."),
                _("Enter its row. F4: all of them. F3 goes back.")
                if only_open
                else _("Enter its row. F4: those to decide. F3 goes back."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, each: Proposal) -> Row:
        outdated = any(move.outdated for move in each.moves)
        orders = ", ".join(move.move.order_no for move in each.moves)
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(moment(each.proposed_at.astimezone(self.zone)), 13),
            Cell(each.proposed_by, 9, grows=True),
            Cell(each.description, 12, grows=True),
            Cell(orders, 26, grows=True),
            Cell(_(_STATES[each.status]), 13),
            sign=Sign.CAREFUL if outdated and index != self.marked else self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what they are."""
        return (
            _("On the load board F4 9 tries moves of orders and proposes them: here they wait."),
            _("All orders of a proposal are moved, or none. Until then no order is changed."),
            _("Making and dropping them is a planner's; a supervisor may propose others in their place."),
        )

    def chosen(self, index: int) -> Outcome:
        """Look at one."""
        return Shown(screen=ProposalPage(self.answer[index], self.zone, self.today))

    def press(self, key: Key) -> Outcome:
        """Show those that are decided too, or leave them out."""
        if key is Key.LIST:
            only_open = self.question.status is ProposalStatus.OPEN
            return Turned(question=replace(self.question, status=None if only_open else ProposalStatus.OPEN))
        return super().press(key)


def _list_titles() -> Row:
    texts = (
        (_("Proposed"), 13, False),
        (pgettext("col 8", "By"), 9, True),
        (_("About"), 12, True),
        (_("Orders"), 26, True),
        (_("State"), 13, False),
    )
    return row(Cell("", 4), *(Cell(text, cells, Role.QUIET, grows=grows) for text, cells, grows in texts))


class ProposalPage(ListScreen):
    """What becomes of it?

    Rows 1 to 3 make it, show its load, drop it; each row below is one order, which may be moved otherwise. One that is
    decided is only looked at.
    """

    def __init__(self, proposal: Proposal, zone: tzinfo | None, today: date) -> None:
        """Begin with making it marked."""
        self.proposal = proposal
        self.zone = zone
        self.today = today
        self.open = proposal.status is ProposalStatus.OPEN
        super().__init__(_WAYS + len(proposal.moves) if self.open else 0)

    @property
    def is_asking(self) -> bool:
        """No paste decides."""
        return True

    def frame(self) -> Frame:
        """Show who proposed it, and every order with its days."""
        one = self.proposal
        values = {"who": one.proposed_by, "moment": moment(one.proposed_at.astimezone(self.zone))}
        told = [_("Proposed by %(who)s, %(moment)s") % values]
        if one.decided_at is not None:
            decided = {"who": one.decided_by, "moment": moment(one.decided_at.astimezone(self.zone))}
            told.append(_("Decided by %(who)s, %(moment)s") % decided)
        orders = [self._order(index, each) for index, each in enumerate(one.moves)]
        ways = (_("Make these moves"), _("The load that they change"), _("Drop the proposal"))
        return Frame(
            title=_title(one),
            where=_(_STATES[one.status]),
            body=Body(
                head=(BLANK, *(row(" ", text) for text in told), BLANK, *(() if self.open else orders)),
                listed=[*self._ways(ways), *orders] if self.open else (),
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number"),
            keys=self.keys,
        )

    def _ways(self, ways: Sequence[str]) -> list[Row]:
        digits = len(str(self.count))
        return [
            row(f" {number:>{digits}}  ", text, sign=self.sign(number - 1))
            for number, text in enumerate(ways, start=1)
        ]

    def _order(self, index: int, each: ProposedMove) -> Row:
        number = index + _WAYS
        values = {
            "due": _aim(each.move),
            "from": moment(each.starting_before),
            "to": moment(each.ending_before),
        }
        span = f"{values['from']} - {values['to']}" if each.starting_before else ""
        digits = len(str(self.count))
        shown = f"{number + 1:>{digits}}" if self.open else " " * digits
        return row(
            f" {shown}  ",
            Cell(each.move.order_no, 13, grows=True),
            Cell(_("now %(span)s") % {"span": span}, 33, Role.QUIET),
            Cell(_("then %(due)s") % values, 26, Role.CAREFUL),
            sign=Sign.CAREFUL if each.outdated and number != self.marked else self._mark(number),
        )

    def _mark(self, number: int) -> Sign:
        return self.sign(number) if self.open else Sign.NONE

    def _message(self) -> Message:
        outdated = [each.move.order_no for each in self.proposal.moves if each.outdated]
        if not self.open:
            return Message(
                Sign.TAKEN, _("It is decided"), _("Nothing more is done with it."), _("F3 goes back.")
            )
        if outdated:
            return Message(
                Sign.CAREFUL,
                _("Out of date"),
                _("Moved since: %(list)s.") % {"list": ", ".join(outdated[:_WAYS])},
                _("Enter the order's row to move it anew, or drop it."),
            )
        return Message(
            Sign.QUESTION,
            _("What becomes of it?"),
            _("No order is changed yet."),
            _("Enter 1 to 3, or an order's row to move it otherwise."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what each does."""
        return (
            _("Make: every order is planned anew for its day, all of them or none."),
            _("An order's row gives it another due date, or leaves it as it is: a new proposal then."),
            _("Drop: no order is moved. It stays readable under F4 of the list."),
        )

    def chosen(self, index: int) -> Outcome:
        """Make it, look at its load, drop it, or move one order otherwise."""
        if not self.open:
            return super().chosen(index)
        if index >= _WAYS:
            return Shown(screen=self._another_day(index - _WAYS))
        return (self._make, self._load, self._drop)[index]()

    def _make(self) -> Outcome:
        request = ApplyProposalRequest(request_id=new_id(), proposal=self.proposal.proposal)
        return _tried(self.proposal, request, marked("Move these orders?"))

    def _drop(self) -> Outcome:
        request = DiscardProposalRequest(request_id=new_id(), proposal=self.proposal.proposal)
        return _tried(self.proposal, request, marked("Drop the proposal?"))

    def _load(self) -> Outcome:
        question = load_asked(self.proposal)
        title = partial(_title, self.proposal)
        return Opened(
            question=question,
            screen=lambda answer: ReportScreen(partial(changed_load, answer, question.period), title),
        )

    def _another_day(self, index: int) -> Form:
        """Ask for another due date of one order; 0 leaves it as it is planned now."""
        move = self.proposal.moves[index].move
        wanted = Wanted(
            "due_date",
            marked("Due date"),
            marked("Enter the day; 0 leaves the order where it is."),
            lambda text: _LEFT_OUT if text == "0" else read_day(text, self.today),
            lambda value: _("not moved") if value == _LEFT_OUT else full_day(value),
            offered=move.due_date,
        )
        return Form(
            lambda: f"{_title(self.proposal)}  {move.order_no}", (wanted,), partial(self._moved, index)
        )

    def _moved(self, index: int, values: Mapping[str, Any]) -> Outcome:
        """Propose the same with one order moved otherwise; without any order left there is nothing to propose."""
        moves = [each.move for each in self.proposal.moves]
        if values["due_date"] == _LEFT_OUT:
            del moves[index]
        else:
            moves[index] = Move(order_no=moves[index].order_no, due_date=values["due_date"])
        if not moves:
            return self._drop()
        request = ProposeMovesRequest(
            request_id=new_id(),
            moves=tuple(moves),
            description=self.proposal.description,
            instead_of=self.proposal.proposal,
        )
        return _tried(self.proposal, request, marked("Propose this in its place?"))


def _title(one: Proposal) -> str:
    return _("Proposal %(no)s") % {"no": one.proposal} + f"  {one.description}".rstrip()


def _aim(move: Move) -> str:
    """Write where a move goes: to a due date, or from a start on."""
    if move.starting_date_time is not None:
        return moment(move.starting_date_time)
    return _("due %(day)s") % {"day": day(move.due_date) or "-"}


def _tried(one: Proposal, request: Any, asked: str) -> Outcome:
    work = WorkWanted(request=request, done=partial(_said, request))
    return TryWanted(work=work, shows=lambda receipt: _comes_to(one, receipt, asked, work))


def _comes_to(one: Proposal, receipt: ProposalReceipt, asked: str, work: WorkWanted) -> Sure:
    """Show every order as it is and as it would be."""

    def rows() -> tuple[Row, ...]:
        if not receipt.orders:
            return (BLANK, row(" ", _("No order is moved.")))
        moved = (
            row(
                Cell(" ", 1),
                Cell(each.order_no, 13, grows=True),
                Cell(f"{moment(each.starting_before)} - {moment(each.ending_before)}", 29, Role.QUIET),
                Cell(" > ", 3),
                Cell(f"{moment(each.starting_after)} - {moment(each.ending_after)}", 29, Role.CAREFUL),
            )
            for each in receipt.orders
        )
        return (BLANK, *moved)

    happens = marked("The proposal is closed; no order is changed.")
    if isinstance(work.request, ApplyProposalRequest):
        happens = marked("The plan of these orders is changed.")
    words = Words(
        title=partial(_title, one),
        where=lambda: _("not done yet"),
        message=lambda: asks(_(asked), _(happens)),
    )
    return Sure(words, rows, work)


def _said(request: Any, receipt: ProposalReceipt) -> Message:
    happened = _("Proposal %(no)s waits for a planner; no order is changed.")
    if isinstance(request, ApplyProposalRequest):
        happened = _("Proposal %(no)s is made: its orders are moved.")
    elif isinstance(request, DiscardProposalRequest):
        happened = _("Proposal %(no)s is dropped; no order is changed.")
    return Message(
        Sign.POSTED,
        _("Decided"),
        happened % {"no": receipt.proposal},
        _("Enter the next number, or leave with F3."),
    )
