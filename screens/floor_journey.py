"""The way of a supervisor: a menu of duties, each a list that opens one thing to decide.

Most stations never open one, so the screens are loaded when they are first wanted.
"""

from abc import abstractmethod
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from backend_client.messages.base import Posted
from backend_client.messages.clocks import (
    ClockException,
    ClockExceptions,
    ClockExceptionsQuestion,
    DecideForgottenClockRequest,
    SweepClocksRequest,
)
from screens.base import Stay
from screens.frame import Message, Sign
from screens.language.text import _
from screens.posting_journey import new_id
from screens.talk_journey import TalkJourney

if TYPE_CHECKING:
    from screens.supervising.choice import Duty, DutyChosen
    from screens.supervising.forgotten import EndDecided, ForgottenOpened


class FloorJourney(TalkJourney):
    """The part of the way on which somebody answers for a shift."""

    def show_duties(self) -> None:
        """Offer what a supervisor looks at and decides."""
        from screens.supervising.choice import DutyChoice, DutyChosen  # noqa: PLC0415

        self._ways[DutyChosen] = self._duty
        self.push(DutyChoice())

    async def _duty(self, chosen: "DutyChosen") -> None:
        from screens.supervising.choice import Duty  # noqa: PLC0415

        match chosen.duty:
            case Duty.FORGOTTEN_CLOCKS:
                await self._forgotten_clocks()
            case duty:
                await self.show_duty(duty)

    @abstractmethod
    async def show_duty(self, duty: "Duty") -> None:
        """Open a duty that is no matter of the floor."""

    # Forgotten clocks.

    async def _forgotten_clocks(self) -> None:
        """Take clocks whose shift is over out of the running ones, then show all that wait for an end."""
        from screens.supervising.forgotten import EndDecided, ForgottenClocks, ForgottenOpened  # noqa: PLC0415

        swept = await self.backend.post(SweepClocksRequest(request_id=new_id(), **self._who()))
        if not isinstance(swept, Posted):
            self.say(Stay(self._trouble(swept)))
            return
        self._ways |= {ForgottenOpened: self._forgotten_opened, EndDecided: self._end_decided}

        def shown(exceptions: ClockExceptions) -> None:
            self.push(ForgottenClocks(self._exceptions_here(exceptions)))

        await self._answered(ClockExceptionsQuestion(), shown)

    def _exceptions_here(self, exceptions: ClockExceptions) -> tuple[ClockException, ...]:
        """Answer what was forgotten, with its moments as this terminal's own clock would show them."""
        zone = self.glass.now().tzinfo
        return tuple(
            replace(
                each,
                started_local=each.started_at.astimezone(zone),
                swept_local=each.swept_at.astimezone(zone),
            )
            for each in exceptions.rows
        )

    async def _forgotten_opened(self, opened: "ForgottenOpened") -> None:
        from screens.supervising.forgotten import ClockEnd  # noqa: PLC0415

        self.push(ClockEnd(opened.exception))

    async def _end_decided(self, decided: "EndDecided") -> None:
        from screens.supervising.forgotten import ForgottenClocks  # noqa: PLC0415

        one = decided.exception
        request = DecideForgottenClockRequest(
            request_id=new_id(),
            **self._who(),
            id=one.id,
            ended_at=decided.ended_local.astimezone(UTC),
            comment=decided.comment,
        )
        answer = await self.backend.post(request)
        if not isinstance(answer, Posted):
            self.say(Stay(self._trouble(answer)))
            return
        self.screens.pop()
        forgotten: Any = self.top
        assert isinstance(forgotten, ForgottenClocks), "an end is decided above the list"
        await self._answered(
            ClockExceptionsQuestion(), lambda left: forgotten.renewed(self._exceptions_here(left))
        )
        self.say(
            Stay(
                Message(
                    Sign.POSTED,
                    _("Decided"),
                    _("The clock has its end; its time can be posted."),
                    _("Enter the next number, or leave with F3."),
                )
            )
        )
