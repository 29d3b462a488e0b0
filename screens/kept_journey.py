"""The way to postings that the server refused: looked at, sent again, corrected or given up by a supervisor."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from backend_client.kept_terms import KeptDecision
from backend_client.messages.base import Refused
from backend_client.messages.kept import Decider, KeptPosting
from screens import notices
from screens.backend import Trouble
from screens.base import Stay
from screens.frame import Message, Sign
from screens.language.text import _
from screens.talk_journey import TalkJourney

if TYPE_CHECKING:
    from backend_client.messages.terminals import TerminalLine
    from screens.supervising.kept import CorrectionWanted, KeptDecided, KeptOpened, KeptPostings, ReasonWanted


class KeptJourney(TalkJourney):
    """The part of the way on which it is decided what becomes of refused postings."""

    _renewals: dict[type[Any], Callable[[Any], Awaitable[None]]]

    async def show_refused(self) -> None:
        """List what is kept here, with what waits for a decision."""
        from screens.supervising import kept  # noqa: PLC0415 -- few terminals ever have one

        self._ways |= {
            kept.KeptOpened: self._kept_opened,
            kept.CorrectionWanted: self._correct_kept,
            kept.ReasonWanted: self._ask_reason,
            kept.KeptDecided: self._decide_kept,
        }
        self._renewals[kept.KeptPostings] = self._renew_kept
        postings, elsewhere = await self._kept_postings(), await self._to_decide_elsewhere()
        self.push(kept.KeptPostings(postings, self.wall_clock, elsewhere))

    async def _kept_postings(self) -> tuple[KeptPosting, ...]:
        if self.backend.outbox is None:
            return ()
        answer = await self.backend.at_desk(lambda desk: desk.kept_postings())
        return () if isinstance(answer, Trouble) else answer

    async def _renew_kept(self, board: "KeptPostings") -> None:
        board.renewed(await self._kept_postings(), await self._to_decide_elsewhere())

    async def _to_decide_elsewhere(self) -> "tuple[TerminalLine, ...]":
        """Answer the other terminals that have refused postings; none to whoever is not told."""
        from backend_client.messages.terminals import Terminals, TerminalsQuestion  # noqa: PLC0415

        answer = await self.backend.ask(TerminalsQuestion(troubled=True))
        found = answer.terminals if isinstance(answer, Terminals) else ()
        here = self.station.terminal_id
        return tuple(each for each in found if each.refused_count and each.terminal != here)

    async def _kept_opened(self, opened: "KeptOpened") -> None:
        from screens.supervising.kept import KeptPage  # noqa: PLC0415

        self.push(KeptPage(opened.posting, self.wall_clock))

    async def _correct_kept(self, wanted: "CorrectionWanted") -> None:
        from screens.supervising.kept_correction import Correction  # noqa: PLC0415

        self.push(Correction(wanted.posting))

    async def _ask_reason(self, wanted: "ReasonWanted") -> None:
        from screens.supervising.kept_correction import DecisionReason  # noqa: PLC0415

        self.push(DecisionReason(wanted.decided))

    async def _decide_kept(self, decided: "KeptDecided") -> None:
        """Decide in the name of whoever is signed on; the server is told first, and may say no."""
        from screens.supervising.kept import KeptPostings  # noqa: PLC0415

        decider = Decider(**self._who())
        answer = await self.backend.at_desk(
            lambda desk: desk.decide(
                decided.decision,
                decided.posting.sequence_no,
                decider,
                reason=decided.reason,
                correction=decided.correction,
            )
        )
        if isinstance(answer, Refused):
            self.say(Stay(notices.refused(answer)))
            return
        if isinstance(answer, Trouble):
            self.say(Stay(self._trouble(answer)))
            return
        while not isinstance(self.top, KeptPostings):
            self.screens.pop()
        await self._renew_kept(self.top)
        self.say(Stay(_said(decided.decision)))


def _said(decision: KeptDecision) -> Message:
    happened = {
        KeptDecision.SEND_AGAIN: _("It is sent again when its turn comes."),
        KeptDecision.REPOST: _("It is sent corrected when its turn comes."),
        KeptDecision.DROP: _("It is given up, and never posted."),
    }
    return Message(
        Sign.TAKEN, _("Decided"), happened[decision], _("Enter the next number, or leave with F3.")
    )
