"""Kept here: what this station has not posted yet, since when, and what was refused and waits for a supervisor.

    1 16.11 14:26  OP02  101003 / 20   Good 5, Run time 110    x Order is blocked
    2 16.11 14:30  OP02  101003 / 20   Scrap 1                 ~ waits
    3 16.11 14:36  OP01  101001 / 30   Good 6, Run time 54     ~ kept here

It is read from this station's own disk: it works without a line, for everybody. Decisions are a supervisor's, see
supervising/kept.py, whose rows these are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backend_client.messages.kept import KeptHere, KeptPosting
from screens.base import Back, ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Sign, row
from screens.language.text import _, ngettext
from screens.language.writing import moment
from screens.line_state import age, line_words
from screens.supervising.kept import TO_DECIDE, KeptPostings, place_of, state_of, what_of, why
from screens.wall_clock import wall_clock


@dataclass(frozen=True, slots=True)
class KeptSeen(Outcome):
    """Show one of them whole."""

    posting: KeptPosting


class KeptHereScreen(KeptPostings):
    """What is not posted yet?"""

    def __init__(self, kept: KeptHere, postings: Sequence[KeptPosting], now: datetime) -> None:
        """Begin with the first that waits for a decision marked."""
        super().__init__(postings, wall_clock(now))
        self.kept = kept
        self.now = now

    def frame(self) -> Frame:
        """List what is kept, with how the line stands."""
        listed = super().frame()
        sign, words = line_words(self.kept, self.now)
        head = [row(" ", Cell(words, role=sign.role), sign=sign)]
        if self.postings:
            text = _("It is safe in this station, also when the power goes. Go on working.")
            head += [row(" ", text), BLANK, *listed.body.head]
        return replace(
            listed,
            title=_("Kept here"),
            where=_("not posted yet: %(n)s") % {"n": len(self.postings)},
            body=replace(listed.body, head=head),
            message=self._message(),
            prompt=_("Scan or number"),
            board=False,
        )

    def _message(self) -> Message:
        decide = sum(each.state in TO_DECIDE for each in self.postings)
        if decide:
            return Message(
                Sign.CAREFUL,
                ngettext("%(n)s waits for a supervisor", "%(n)s wait for a supervisor", decide)
                % {"n": decide},
                _("What follows on the same order waits behind a refused one."),
                _("Enter a number to see why. F9 calls a supervisor."),
            )
        if not self.postings:
            return Message(
                Sign.TAKEN, _("Kept here"), _("Nothing is kept here: all is posted."), _("F3 goes back.")
            )
        oldest = min(each.kept_at for each in self.postings)
        waited = {"age": age(max(int((self.now - oldest).total_seconds() // 60), 0))}
        return Message(
            Sign.KEPT,
            _("Kept here"),
            _("The oldest has waited for %(age)s. It is sent by itself.") % waited,
            _("Enter a number to see it whole, or leave with F3."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is kept."""
        return (
            _("Without a line your entries are kept on this station's disk, in their order."),
            _("They are sent by themselves when the line is back; you need not do anything."),
            _("What the server refuses waits for a supervisor; what follows on it waits too."),
        )

    def chosen(self, index: int) -> Outcome:
        """Show one whole."""
        return KeptSeen(self.postings[index])


class KeptPostingShown(ListScreen):
    """One posting that is kept here: all that is known of it."""

    def __init__(self, posting: KeptPosting, now: datetime) -> None:
        """Show it."""
        super().__init__(1)
        self.posting = posting
        self.now = now

    def frame(self) -> Frame:
        """Show it whole, and why it was refused."""
        posting, (state, sign) = self.posting, state_of(self.posting)
        told = (
            (_("Job"), place_of(posting)),
            (_("What"), what_of(posting)),
            (_("Who"), posting.request.person_no if posting.request else ""),
            (_("Kept"), moment(posting.kept_at.astimezone(wall_clock(self.now)))),
            (_("State"), f"{sign.character} {state}"),
        )
        rows = [row(" ", Cell(name, 14, Role.QUIET), text) for name, text in told if text]
        if posting.state in TO_DECIDE:
            rows += [BLANK, row(" ", Cell(why(posting)[1], role=Role.REFUSED), sign=Sign.REFUSED)]
        return Frame(
            title=_("Kept here") + f"  {posting.sequence_no}",
            where=state,
            body=Body(head=(BLANK, *rows)),
            message=self._message(),
            prompt=_("Enter returns"),
            keys=self.keys,
        )

    def _message(self) -> Message:
        if self.posting.state in TO_DECIDE:
            return Message(
                Sign.CAREFUL,
                _("A supervisor decides"),
                _("The goods are made; only the posting waits."),
                _("F9 calls a supervisor. Enter returns."),
            )
        return Message(
            Sign.KEPT, _("Kept here"), _("It is sent by itself. Do not enter it again."), _("Enter returns.")
        )

    def enter_nothing(self) -> Outcome:
        """Return."""
        return Back()

    def chosen(self, _index: int) -> Outcome:
        """Return."""
        return Back()
