"""People join and leave the work on an operation."""

from typing import TYPE_CHECKING

from backend_client.barcode.events import Job
from backend_client.floor_terms import ClockActivity
from backend_client.messages.base import Posted
from backend_client.messages.clocks import ClockRow, RunningWork, RunningWorkQuestion
from backend_client.messages.crew import ChangeCrewRequest
from screens.base import Stay
from screens.frame import Message, Sign
from screens.language.text import _
from screens.material_journey import MaterialJourney
from screens.posting_journey import new_id

if TYPE_CHECKING:
    from screens.crew import CrewWanted


class CrewJourney(MaterialJourney):
    """The part of the way on which a crew is told."""

    async def show_crew(self) -> None:
        """Show who works on the operation that is open."""
        from screens.crew import Crew, CrewWanted  # noqa: PLC0415 -- most work alone

        if isinstance(self.top, Crew):
            return
        job = self.open_job
        if job is None or not job.operation_no:
            self.say(
                Stay(
                    Message(
                        Sign.REFUSED,
                        _("Which job?"),
                        _("A crew works on an operation."),
                        _("Scan a job card first."),
                    )
                )
            )
            return
        assert self.person is not None, "nobody has no crew"
        signed_on = self.person.signed_on
        self._ways[CrewWanted] = self._change_crew
        self.push(Crew(job, await self._crew_of(job), {signed_on.person_no: signed_on.name}))

    async def _crew_of(self, job: Job) -> tuple[ClockRow, ...]:
        answer = await self.backend.ask(RunningWorkQuestion(order_no=job.order_no))
        if not isinstance(answer, RunningWork):
            return ()
        here = (
            row
            for row in answer.rows
            if row.operation_no == job.operation_no
            and job.order_line_no in {0, row.order_line_no}
            and not row.waiting
        )
        return self._as_here(sorted(here, key=lambda row: (row.started_at, row.person_no)))

    async def _change_crew(self, wanted: "CrewWanted") -> None:
        """Let a person join or leave, and say who."""
        from screens.crew import Crew  # noqa: PLC0415

        crew, job = self.top, wanted.job
        assert isinstance(crew, Crew), "a crew is told where it is shown"
        own = [row for row in crew.running if row.activity in {ClockActivity.RUN, ClockActivity.SETUP}]
        answer = await self.backend.post(
            ChangeCrewRequest(
                request_id=new_id(),
                **self._who(),
                order_no=job.order_no,
                order_line_no=job.order_line_no,
                operation_no=job.operation_no,
                badge_token=wanted.badge_token,
                number=wanted.number,
                activity=own[0].activity if own else ClockActivity.RUN,
            )
        )
        if not isinstance(answer, Posted):
            self.say(Stay(self._trouble(answer)))
            return
        change = answer.receipt
        crew.names[change.person_no] = change.name
        crew.running = await self._crew_of(job)
        title = _("%(name)s joins") if change.joined else _("%(name)s leaves")
        values = {"name": change.name or change.person_no}
        self.say(
            Stay(
                Message(
                    Sign.TAKEN,
                    title % values,
                    f"{job.order_no} / {job.operation_no}",
                    _("Scan the next badge, or OK."),
                )
            )
        )
