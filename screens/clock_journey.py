"""Clocks from the station: setup, run, pause and stop, started by one scan, and what they counted when output is posted.

A clock is stamps of the back end, never a count of the screen: what is shown was worked out when it was asked for. A
stop begins with its scan, before anybody has said why; the reason follows, or never.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backend_client.barcode.events import Command, Job
from backend_client.floor_terms import ClockActivity
from backend_client.messages.base import Posted, Queued
from backend_client.messages.clocks import (
    ClockReceipt,
    ClockRow,
    OperationTime,
    OperationTimeQuestion,
    PauseWorkRequest,
    RunningWork,
    RunningWorkQuestion,
    StartWorkRequest,
)
from screens import notices
from screens.base import Outcome, Stay
from screens.frame import Message, Sign
from screens.language.text import _
from screens.language.writing import clock
from screens.order_line import EntryWanted
from screens.output import Output
from screens.posting_journey import PostingJourney, new_id
from screens.scan import ClockWanted, StationHome

if TYPE_CHECKING:
    from screens.stop_reason import ReasonGiven

_ACTIVITIES = {
    Command.SETUP: ClockActivity.SETUP,
    Command.RUN: ClockActivity.RUN,
    Command.STOP: ClockActivity.STOP,
}


class ClockJourney(PostingJourney):
    """The part of the way on which clocks are started, changed and paused."""

    _ways: dict[type[Outcome], Callable[[Any], Awaitable[None]]]

    async def _enter(self, wanted: EntryWanted) -> None:
        await super()._enter(wanted)
        if isinstance(self.top, Output):
            await self._clocked(self.top)

    async def running_here(self, center: str) -> Sequence[ClockRow]:
        """Answer the clocks that run at a center, the oldest first; nobody asked or nobody answered: none."""
        if not center:
            return ()
        answer = await self.backend.ask(RunningWorkQuestion(no=center))
        if not isinstance(answer, RunningWork):
            return ()
        running = sorted((row for row in answer.rows if not row.waiting), key=lambda row: row.started_at)
        return self._as_here(running)

    def _as_here(self, rows: Sequence[ClockRow]) -> tuple[ClockRow, ...]:
        """Answer clocks with their moments as this terminal's own clock would show them."""
        zone = self.wall_clock
        return tuple(
            replace(
                row,
                started_local=row.started_at.astimezone(zone),
                ended_local=row.ended_at.astimezone(zone) if row.ended_at else None,
            )
            for row in rows
        )

    async def _clock(self, wanted: ClockWanted) -> None:
        """Start, change or pause a clock, and say so."""
        answer = await self.backend.post(self._clock_request(wanted.command, wanted.job))
        await self._clock_answered(answer, wanted)
        if wanted.command is Command.STOP and isinstance(answer, Posted) and wanted.job is not None:
            await self._ask_why(wanted.job, answer.receipt)

    async def _clock_answered(self, answer: Any, wanted: ClockWanted) -> None:
        match answer:
            case Posted():
                await self._look_at_clocks()
                receipt = answer.receipt
                rows = self._as_here((*receipt.started, *receipt.running, *receipt.ended)[:1])
                self.say(Stay(_said(wanted.command, rows)))
            case Queued():
                self.say(Stay(notices.kept_here()))
            case _:
                self.say(Stay(self._trouble(answer)))

    def _clock_request(self, command: Command, job: Job | None, stop_code: str = "") -> Any:
        who = self._who()
        if command is Command.PAUSE:
            of = job or Job("")  # without a job: all that this person works on
            return PauseWorkRequest(
                request_id=new_id(), **who, order_no=of.order_no, operation_no=of.operation_no
            )
        assert job is not None, "a clock starts on a job"
        return StartWorkRequest(
            request_id=new_id(),
            **who,
            order_no=job.order_no,
            order_line_no=job.order_line_no,
            operation_no=job.operation_no,
            activity=_ACTIVITIES[command],
            stop_code=stop_code,
        )

    async def _ask_why(self, job: Job, stopped: ClockReceipt) -> None:
        from screens.stop_reason import ReasonGiven, StopReason  # noqa: PLC0415 -- most shifts know no stop

        reasons = await self._reason_codes()
        if reasons is None or not reasons.stop_codes:
            return
        self._ways |= {ReasonGiven: self._reason_given}
        since = [row.started_local for row in self._as_here((*stopped.started, *stopped.running)[:1])]
        self.push(StopReason(job, reasons.stop_codes, since[0] if since else None))

    async def _reason_given(self, given: "ReasonGiven") -> None:
        """Write the reason with the stop; without one the stop stays as it is."""
        self.screens.pop()
        if not given.code:
            return
        answer = await self.backend.post(self._clock_request(Command.STOP, given.job, given.code))
        await self._clock_answered(answer, ClockWanted(Command.STOP, given.job))

    async def _look_at_clocks(self) -> None:
        """Show the clocks as they are now, where the screen on top shows them."""
        if isinstance(self.top, StationHome):
            await self.renew()
        elif isinstance(self.top, Output):
            await self._clocked(self.top)

    async def _clocked(self, output: Output) -> None:
        """Let an entry take its time from the clocks of its operation, where they hold time that is not posted."""
        draft = output.draft
        if not draft.operation_no or output.card.as_of is not None:  # from memory: nobody answers now
            return
        answer = await self.backend.ask(
            OperationTimeQuestion(
                order_no=draft.order_no, order_line_no=draft.order_line_no, operation_no=draft.operation_no
            )
        )
        if isinstance(answer, OperationTime):
            counted = [
                row for row in answer.rows if not row.posted and row.activity is not ClockActivity.PAUSE
            ]
            output.clocked(self._as_here(counted), answer.unposted_seconds)


def _said(command: Command, rows: Sequence[ClockRow]) -> Message:
    titles = {
        Command.RUN: _("Running"),
        Command.SETUP: _("Setting up"),
        Command.PAUSE: _("Paused"),
        Command.STOP: _("Stopped"),
    }
    goes_on = command not in {Command.PAUSE, Command.STOP}
    to_do = _("Scan PAUSE, STOP or the output.") if goes_on else _("Scan RUN to go on.")
    happened = ""
    for row in rows:
        job = f"{row.order_no} / {row.operation_no}" if row.order_no else row.no
        happened = _("%(job)s, since %(time)s.") % {"job": job, "time": clock(row.started_local)}
    return Message(Sign.TAKEN, titles[command], happened, to_do)
