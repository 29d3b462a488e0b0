"""The way from the load board to what could be: the trend of a center, and moves that are tried and proposed."""

from typing import TYPE_CHECKING, Any

from backend_client.messages.base import Posted, Refused
from backend_client.messages.load import LoadBoard, TaskList, TaskListQuestion
from backend_client.messages.what_if import ProposeMovesRequest, WhatIf
from backend_client.terms import LoadScope
from screens.backend import Trouble
from screens.base import Stay
from screens.entries_journey import EntriesJourney
from screens.frame import Message, Sign
from screens.language.text import _
from screens.posting_journey import new_id

if TYPE_CHECKING:
    from screens.supervising.load_trend import LoadTrend, TrendWanted
    from screens.supervising.what_if import MovesChanged, MovesProposed, WhatIfWanted


class WhatIfJourney(EntriesJourney):
    """The part of the way on which it is looked at how full centers will be, and might be."""

    def know_load_ways(self) -> None:
        """Take the ways that lead on from a load board; loaded when one is opened."""
        from screens.supervising import load_trend, what_if  # noqa: PLC0415

        self._ways |= {
            load_trend.TrendWanted: self._trend,
            what_if.WhatIfWanted: self._what_if,
            what_if.MovesChanged: self._moves_changed,
            what_if.MovesProposed: self._propose_moves,
        }
        self._renewals[load_trend.LoadTrend] = self._renew_trend

    async def _trend(self, wanted: "TrendWanted") -> None:
        from screens.supervising.load_trend import LoadTrend  # noqa: PLC0415

        def shown(board: LoadBoard) -> None:
            self.push(LoadTrend(board, wanted.question, wanted.marked))

        await self._answered(wanted.question, shown)

    async def _renew_trend(self, trend: "LoadTrend") -> None:
        answer = await self.backend.ask(trend.question)
        if isinstance(answer, LoadBoard):
            trend.renewed(answer)

    async def _what_if(self, wanted: "WhatIfWanted") -> None:
        from screens.supervising.what_if import WhatIfScreen, movable  # noqa: PLC0415

        center = wanted.center
        question = TaskListQuestion(
            scope=center.scope,
            no=center.no,
            first_day=wanted.question.first_day,
            last_day=wanted.question.last_day,
            with_machine_centers=center.scope is not LoadScope.MACHINE_CENTER,
        )

        def shown(tasks: TaskList) -> None:
            self.push(WhatIfScreen(wanted, movable(tasks.tasks)))

        await self._answered(question, shown)

    async def _moves_changed(self, changed: "MovesChanged") -> None:
        """Show what the moves come to; one that can't be made is taken back, and why is said."""
        screen: Any = self.top
        answer = await self.backend.ask(changed.question)
        if isinstance(answer, WhatIf) and not answer.refused:
            screen.answered(answer)
        elif isinstance(answer, WhatIf):
            refused = answer.refused[0]
            self.say(Stay(screen.not_moved(Refused(code=refused.code, facts=refused.facts))))
        else:
            self._not_tried(screen, answer)

    def _not_tried(self, screen: Any, answer: Refused | Trouble) -> None:
        if isinstance(answer, Refused):
            self.say(Stay(screen.not_moved(answer)))
        else:
            self.say(Stay(self._trouble(answer)))

    async def _propose_moves(self, proposed: "MovesProposed") -> None:
        request = ProposeMovesRequest(
            request_id=new_id(), **self._who(), moves=proposed.moves, description=proposed.description
        )
        answer = await self.backend.post(request)
        if not isinstance(answer, Posted):
            self.say(Stay(self._trouble(answer)))
            return
        self.screens.pop()
        self.say(
            Stay(
                Message(
                    Sign.POSTED,
                    _("Proposed"),
                    _("Proposal %(no)s waits for a planner; no order is changed.")
                    % {"no": answer.receipt.proposal},
                    _("Arrows move. F3 goes back."),
                )
            )
        )
