"""From a scan to the parts that went into an order line, posted.

A label of a part, scanned while a job is open, opens its parts and is taken there; the command PARTS opens them too.
"""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backend_client.barcode.events import Command, Gs1Scan, Job, Lot, Resource
from backend_client.messages.base import Posted, Refused
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.messages.parts import PartsQuestion
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityType
from screens import notices
from screens.backend import Trouble
from screens.base import Outcome, Stay
from screens.clock_journey import ClockJourney
from screens.drafts import EntryKind
from screens.frame import Message, Sign
from screens.language.text import TRANSLATOR, _
from screens.posting_journey import new_id
from screens.receipt import Again
from screens.scan import OpenJob, StationHome

if TYPE_CHECKING:
    from screens.parts_entry import TryParts


class MaterialJourney(ClockJourney):
    """The part of the way on which material is used."""

    _ways: dict[type[Outcome], Callable[[Any], Awaitable[None]]]

    @property
    def open_job(self) -> Job | None:
        """The job of the screen on top, or of the one below it that has one; at the station, the one that its person runs."""
        return next((screen.job for screen in reversed(self.screens) if screen.job is not None), None) or (
            self.top.own_job if isinstance(self.top, StationHome) else None
        )

    async def use_parts(self, label: Gs1Scan | Lot | None = None) -> bool:
        """Open the parts of the job that is open, and take the label of one; False where it is none of them."""
        from screens.parts import PartsUsed  # noqa: PLC0415 -- not every shift scans parts
        from screens.parts_entry import TryParts  # noqa: PLC0415

        self._ways[TryParts] = self._try_parts
        top = self.top
        if not isinstance(top, PartsUsed):
            job = self.open_job
            if job is None:
                self.say(Stay(_job_first()))
                return True
            opened = await self._parts_of(job)
            if opened is None:
                return True
            top = opened
        if label is None:
            if top is not self.top:
                self.push(top)
            return True
        if top is self.top:
            self.say(Stay(notices.not_now(label, top.frame().prompt)))
            return True
        outcome = top.label(label)
        if isinstance(outcome, Stay) and outcome.message is not None and outcome.message.sign is Sign.REFUSED:
            return False
        self.push(top)
        await self.follow(outcome)
        return True

    async def _parts_of(self, job: Job) -> Any:
        """Make the screen of an order line's parts; None where it can't be, which is said."""
        from screens.parts import PartsUsed  # noqa: PLC0415
        from screens.parts_draft import PartsDraft  # noqa: PLC0415

        card = await self.backend.ask(
            OrderLineQuestion(order_no=job.order_no, order_line_no=job.order_line_no)
        )
        told = await self.backend.ask(PartsQuestion(order_no=job.order_no, order_line_no=job.order_line_no))
        for answer in (card, told):
            if isinstance(answer, Refused | Trouble):
                self.say(Stay(self._trouble(answer)))
                return None
        assert isinstance(card, OrderLineCard)
        assert not isinstance(told, Refused | Trouble)
        refused = self.takes_no_entry(card)
        if refused is not None:
            self.say(Stay(refused))
            return None
        fresh = PartsDraft(
            request_id=new_id(),
            order_no=card.order_no,
            order_line_no=card.order_line_no,
            operation_no=job.operation_no,
        )
        draft = self.drafts.get(self._draft_key(fresh), fresh)
        assert isinstance(draft, PartsDraft), "parts are kept under the key of parts"
        if told.as_of is not None:  # from memory
            told = replace(told, as_of=told.as_of.astimezone(self.wall_clock))
        return PartsUsed(card, told, draft, locale=TRANSLATOR.numbers)

    async def _try_parts(self, wanted: "TryParts") -> None:
        """Run what would be posted and roll it back: a part that can't be posted is told at once."""
        from screens.parts import PartsUsed  # noqa: PLC0415

        screen = self.top
        assert isinstance(screen, PartsUsed), "parts are tried where they are entered"
        answer = await self.backend.post(wanted.draft.request(who=self._who(), preview=True))
        match answer:
            case Posted():
                screen.notice = screen.tried(wanted, None)
            case Refused(code=RefusalCode.SESSION_ENDED):
                self._keep(screen.draft)
                self._session_ended(answer)
            case Refused():
                screen.notice = screen.tried(wanted, answer)
            case Trouble() if answer.incident:
                screen.notice = notices.fault(answer.incident)
            case _:
                screen.notice = screen.tried(wanted, None, checked=False)

    async def again(self, wanted: Again) -> None:
        """Open what was posted once more, empty."""
        await self.open_kind(wanted.draft.kind, wanted.draft.job)

    async def open_kind(self, kind: EntryKind, job: Job) -> None:
        """Open an entry of a kind, of a job."""
        if kind is EntryKind.CENTER_TIME:
            await self.center_time(Resource(CapacityType(job.operation_no), job.order_no))
            return
        await self._open_job(OpenJob(job))
        if kind is EntryKind.PARTS:
            await self.use_parts()

    @abstractmethod
    async def center_time(self, resource: Resource | None = None) -> None:
        """Open the time of a center."""

    async def open_entry(self, command: Command) -> None:
        """Open an entry beside output."""
        if command is Command.PARTS:
            await self.use_parts()


def _job_first() -> Message:
    return Message(
        Sign.REFUSED, _("Which job?"), _("Parts go into an order line."), _("Scan a job card first.")
    )
