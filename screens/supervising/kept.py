"""Postings that the server refused and that are kept here: each is sent again, sent corrected, or given up.

    2 14:26  OP02  101003 / 20   5 good, run 110      x Order is blocked
    3 14:30  OP02  101003 / 20   1 scrap, MATERIAL    ~ waits for 2

A refused posting holds back what follows it on its order, and nothing else. Nothing is given up by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from typing import Any, ClassVar

from backend_client.kept_terms import KeptDecision, KeptState
from backend_client.messages.base import Request
from backend_client.messages.kept import KeptPosting
from backend_client.messages.terminals import TerminalLine
from screens.base import ListScreen, Outcome, Stay
from screens.drawing import wrapped
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.kept_words import named
from screens.language import refusals
from screens.language.text import _, marked, ngettext
from screens.language.writing import figure, moment

TO_DECIDE = frozenset({KeptState.REFUSED, KeptState.LOST})
CORRECTED = {
    "order_no": marked("Order"),
    "order_line_no": marked("Line"),
    "operation_no": marked("Operation"),
    "item_no": marked("Item"),
    "no": marked("Center"),
    "output_quantity": marked("Good"),
    "scrap_quantity": marked("Scrap"),
    "scrap_code": marked("Scrap reason"),
    "quantity": marked("Quantity"),
    "lot_no": marked("Lot"),
    "setup_time": marked("Setup time"),
    "run_time": marked("Run time"),
    "stop_time": marked("Stop time"),
    "stop_code": marked("Stop reason"),
}
"""Fields that are corrected here, as requests name them; all others stay as they were entered."""


@dataclass(frozen=True, slots=True)
class KeptOpened(Outcome):
    """Look at this one."""

    posting: KeptPosting


@dataclass(frozen=True, slots=True)
class CorrectionWanted(Outcome):
    """Correct this one before it is sent again."""

    posting: KeptPosting


@dataclass(frozen=True, slots=True)
class ReasonWanted(Outcome):
    """Ask why, before this is decided."""

    decided: "KeptDecided"


@dataclass(frozen=True, slots=True)
class KeptDecided(Outcome):
    """Do this with a kept posting."""

    posting: KeptPosting
    decision: KeptDecision
    reason: str = ""
    correction: Request[Any] | None = None


def entered(posting: KeptPosting) -> list[tuple[str, str]]:
    """Answer what a posting holds, each field's name with its value, as a person may correct it."""
    if posting.request is None:
        return []
    values = ((name, getattr(posting.request, name, None)) for name in CORRECTED)
    return [(name, written(value)) for name, value in values if value is not None]


def written(value: Any) -> str:
    """Write the value of a field."""
    return figure(value) if isinstance(value, Decimal) else str(value)


def what_of(posting: KeptPosting) -> str:
    """Say what a posting holds, in few words."""
    if named(posting.request):
        return named(posting.request)
    shown = {name: text for name, text in entered(posting) if text not in {"", "0"}}
    words = [
        f"{_(CORRECTED[name])} {text}"
        for name, text in shown.items()
        if name not in {"order_no", "order_line_no", "operation_no"}
    ]
    return ", ".join(words) or posting.message


def place_of(posting: KeptPosting) -> str:
    """Name the job that a posting is of, or what it keeps its order in."""
    order_no, operation_no = (getattr(posting.request, name, "") for name in ("order_no", "operation_no"))
    return " / ".join(filter(None, (order_no, operation_no))) or ", ".join(posting.lanes)


def why(posting: KeptPosting) -> tuple[str, str, str]:
    """Say why a posting waits for a decision: title, what happened, what to do."""
    if posting.refused is not None:
        return refusals.sentences(posting.refused.code, posting.refused.facts, has_keys=True)
    return (
        _("Lost by the server"),
        _("It was posted; the server was restored and knows it no more."),
        _("Send it again."),
    )


def state_of(posting: KeptPosting) -> tuple[str, Sign]:
    """Say how a posting stands, and with which sign."""
    if posting.state in TO_DECIDE:
        return why(posting)[0], Sign.REFUSED
    return (_("waits") if posting.held else _("kept here")), Sign.KEPT


class KeptPostings(ListScreen):
    """Which one?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.RENEW, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(
        self, postings: Sequence[KeptPosting], zone: tzinfo | None, elsewhere: Sequence[TerminalLine] = ()
    ) -> None:
        """Begin with the first that waits for a decision marked; `elsewhere` are terminals that have some too."""
        super().__init__(len(postings))
        self.elsewhere = elsewhere
        self.postings = postings
        self.zone = zone
        undecided = (index for index, each in enumerate(postings) if each.state in TO_DECIDE)
        self.marked = next(undecided, 0)

    def renewed(self, postings: Sequence[KeptPosting], elsewhere: Sequence[TerminalLine] = ()) -> None:
        """Show what is kept now."""
        self.elsewhere = elsewhere
        self.postings = postings
        self.count = len(postings)
        self.marked = min(self.marked, max(self.count - 1, 0))

    def frame(self) -> Frame:
        """List them in the order in which they are sent."""
        undecided = sum(each.state in TO_DECIDE for each in self.postings)
        values = {"n": undecided}
        return Frame(
            title=_("Refused postings"),
            where=ngettext("%(n)s to decide", "%(n)s to decide", undecided) % values,
            body=Body(
                head=(_titles(),),
                listed=[self._row(index, each) for index, each in enumerate(self.postings)],
                foot=self._elsewhere(),
                marked=self.marked,
            ),
            message=Message(
                Sign.CAREFUL,
                _("Refused postings"),
                _("What follows on the same order waits behind a refused one."),
                _("Enter a number to decide. F3 goes back."),
            )
            if undecided
            else Message(
                Sign.TAKEN,
                _("Nothing to decide"),
                _("No posting of this terminal is refused."),
                _("F3 goes back."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _elsewhere(self) -> tuple[Row, ...]:
        """Name the other terminals at which somebody has to decide, and how many there."""
        if not self.elsewhere:
            return ()
        text = ", ".join(f"{each.terminal} {each.refused_count}" for each in self.elsewhere)
        said = _("To decide at other terminals: %(list)s") % {"list": text}
        return (BLANK, row(Cell(f" {said}", role=Role.CAREFUL), sign=Sign.CAREFUL))

    def _row(self, index: int, each: KeptPosting) -> Row:
        state, sign = state_of(each)
        person_no = each.request.person_no if each.request is not None else ""
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(moment(each.kept_at.astimezone(self.zone)), 13),
            Cell(person_no, 7, grows=True),
            Cell(place_of(each), 14, grows=True),
            Cell(what_of(each), 16, grows=True),
            Cell(f"{sign.character} {state}", 25, sign.role, grows=True),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what they are."""
        return (
            _("x was refused by the server and waits for a decision, ~ waits to be sent."),
            _("The goods are made; only the posting waits. Nothing is given up by itself."),
        )

    def chosen(self, index: int) -> Outcome:
        """Look at one; what is not refused is sent without a decision."""
        posting = self.postings[index]
        if posting.state in TO_DECIDE:
            return KeptOpened(posting)
        return Stay(
            Message(
                Sign.KEPT,
                _("Nothing to decide"),
                _("It is sent by itself when its turn comes."),
                _("Choose a row with x."),
            )
        )


def _titles() -> Row:
    texts = ((_("Kept"), 13), (_("Who"), 7), (_("Job"), 14), (_("What"), 16), (_("State"), 25))
    return row(Cell("", 4), *(Cell(text, cells, Role.QUIET, grows=cells != 13) for text, cells in texts))


class KeptPage(ListScreen):
    """What becomes of it?"""

    def __init__(self, posting: KeptPosting, zone: tzinfo | None) -> None:
        """Begin with sending it again marked."""
        self.posting = posting
        self.zone = zone
        self.decisions = [KeptDecision.SEND_AGAIN, KeptDecision.REPOST, KeptDecision.DROP]
        if posting.request is None:
            self.decisions.remove(KeptDecision.REPOST)
        super().__init__(len(self.decisions))

    @property
    def is_asking(self) -> bool:
        """No paste decides."""
        return True

    def frame(self) -> Frame:
        """Show it whole, and why it was refused."""
        title, happened, _to_do = why(self.posting)
        kept = {"moment": moment(self.posting.kept_at.astimezone(self.zone))}
        told = (f"{_(CORRECTED[name])} {text}" for name, text in entered(self.posting) if text)
        fields = wrapped(", ".join(told) or self.posting.message, self.columns - 4)
        names = {
            KeptDecision.SEND_AGAIN: _("Send it again as it is"),
            KeptDecision.REPOST: _("Correct it, then send it"),
            KeptDecision.DROP: _("Give it up: it is never posted"),
        }
        return Frame(
            title=_("Refused posting %(no)s") % {"no": self.posting.sequence_no},
            where=place_of(self.posting),
            body=Body(
                head=(
                    BLANK,
                    row(" ", _("Kept %(moment)s") % kept),
                    *(row(" ", part) for part in fields),
                    BLANK,
                    row(Cell(f" {title}", role=Role.REFUSED), sign=Sign.REFUSED),
                    row(" ", happened),
                    BLANK,
                ),
                listed=self.numbered(names[decision] for decision in self.decisions),
                marked=self.marked,
            ),
            message=Message(
                Sign.QUESTION,
                _("What becomes of it?"),
                _("Your decision is kept with your name."),
                _("Enter a number, or leave it with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what each does."""
        return (
            _("Send again when what was in the way is put in order: an order unblocked, a day opened."),
            _("Correct what was entered wrong; who made it and when stays as it was."),
            _("Give up what was entered twice. It stays readable here, with the reason."),
        )

    def chosen(self, index: int) -> Outcome:
        """Decide, or ask for what the decision needs."""
        decision = self.decisions[index]
        decided = KeptDecided(self.posting, decision)
        if decision is KeptDecision.REPOST:
            return CorrectionWanted(self.posting)
        return ReasonWanted(decided) if decision is KeptDecision.DROP else decided
