"""Time of a center without an order: entered, or counted by a clock of the person's own."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backend_client.barcode.events import Command, Resource
from backend_client.floor_terms import ClockActivity
from backend_client.messages.base import Posted, Queued
from backend_client.messages.clocks import (
    ClockRow,
    EndWorkRequest,
    PersonTime,
    PersonTimeQuestion,
    StartWorkRequest,
)
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityType
from screens import notices
from screens.base import Stay
from screens.centers import Centers
from screens.crew_journey import CrewJourney
from screens.frame import Message, Sign
from screens.language.text import TRANSLATOR, _
from screens.posting_entry import PostWanted
from screens.posting_journey import new_id
from screens.scan import CenterTimeWanted

if TYPE_CHECKING:
    from screens.center_time import CenterClockWanted


class CenterJourney(CrewJourney):
    """The part of the way on which time is entered that belongs to no order."""

    centers: Centers

    async def center_time(self, resource: Resource | None = None) -> None:
        """Open the time of a center: the one whose plate was scanned, else the station's."""
        from screens.center_time import CenterClockWanted, CenterTime  # noqa: PLC0415 -- few need it
        from screens.center_time_draft import CenterTimeDraft  # noqa: PLC0415

        self._ways[CenterClockWanted] = self._center_clock
        place = resource or Resource(CapacityType.WORK_CENTER, self.center)
        if not place.no:
            self.say(Stay(_center_first()))
            return
        reasons = await self._reason_codes()
        if reasons is None:
            return
        fresh = CenterTimeDraft(
            request_id=new_id(), type=place.capacity_type, no=place.no, unit=self.centers.unit(place.no)
        )
        draft = self.drafts.get(self._draft_key(fresh), fresh)
        assert isinstance(draft, CenterTimeDraft), "time of a center is kept under the key of it"
        clock = await self._own_clock(place.no)
        screen = CenterTime(
            replace(draft, by_clock=False), reasons.stop_codes, self.centers, clock, locale=TRANSLATOR.numbers
        )
        if isinstance(self.top, CenterTime):
            self.screens.pop()
        self.push(screen)

    async def _own_clock(self, no: str) -> ClockRow | None:
        """Answer the person's own clock at a center without an order that is not posted: one that runs before others."""
        assert self.person is not None, "nobody has no clocks"
        answer = await self.backend.ask(PersonTimeQuestion(person_no=self.person.signed_on.person_no))
        if not isinstance(answer, PersonTime):
            return None
        own = [
            row
            for row in answer.rows
            if row.no == no
            and not row.order_no
            and not row.posted
            and row.activity is not ClockActivity.PAUSE
        ]
        rows = self._as_here(sorted(own, key=lambda row: row.ended_at is not None))
        return rows[0] if rows else None

    async def center_wanted(self, wanted: CenterTimeWanted) -> None:
        """Open the time of a center whose plate was scanned, or whose clock was chosen."""
        await self.center_time(wanted.center)

    async def _center_clock(self, wanted: "CenterClockWanted") -> None:
        """Start the clock of a center, or end it; the screen shows it as it is then."""
        draft, starts = wanted.draft, wanted.command is Command.RUN
        who = self._who()
        request: Any = EndWorkRequest(request_id=new_id(), **who, no=draft.no)
        if starts:
            request = StartWorkRequest(
                request_id=new_id(), **who, type=draft.type, no=draft.no, stop_code=draft.stop_code
            )
        answer = await self.backend.post(request)
        match answer:
            case Posted():
                await self.center_time(Resource(draft.type, draft.no))
                title = _("Running") if starts else _("The clock has ended")
                self.say(
                    Stay(Message(Sign.TAKEN, title, self.centers.label(draft.no), _("Scan OK to post it.")))
                )
            case Queued():
                self.say(Stay(notices.kept_here()))
            case _:
                self.say(Stay(self._trouble(answer)))

    async def _post(self, wanted: PostWanted) -> None:
        """Post; what a clock counts at a center is posted when the clock has ended."""
        from screens.center_time_draft import CenterTimeDraft  # noqa: PLC0415

        draft = wanted.draft
        if isinstance(draft, CenterTimeDraft) and draft.by_clock:
            ended = await self.backend.post(EndWorkRequest(request_id=new_id(), **self._who(), no=draft.no))
            nothing_ran = getattr(ended, "code", None) is RefusalCode.NOTHING_RUNNING
            if not isinstance(ended, Posted | Queued) and not nothing_ran:
                self.say(Stay(self._trouble(ended)))
                return
        await super()._post(wanted)

    async def open_entry(self, command: Command) -> None:
        """Open an entry beside output."""
        if command is Command.CENTER_TIME:
            await self.center_time()
        elif command is Command.CREW:
            await self.show_crew()
        else:
            await super().open_entry(command)


def _center_first() -> Message:
    return Message(
        Sign.REFUSED,
        _("Which machine?"),
        _("This station has no center of its own."),
        _("Scan the plate of a machine."),
    )
