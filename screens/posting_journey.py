"""From an operation to its receipt: the entry, what will be posted, the posting.

A posting is sent off the glass and waited for; its request id was made with its draft, so sending it again after a
lost answer is the same posting, and a second F10 finds the receipt. What is entered and not posted is kept for
its person and operation, whatever is opened in between.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any
from uuid import uuid4  # noqa: TID251 -- request ids are made here

from backend_client.barcode.events import Job
from backend_client.messages.base import Approval, Posted, Queued, Refused, Request, Signature
from backend_client.messages.order_line import (
    OrderLineCard,
    OrderLineQuestion,
    Reason,
    ReasonCodes,
    ReasonCodesQuestion,
)
from backend_client.messages.receipt import PostingReceipt
from backend_client.people_terms import SignatureMeaning
from backend_client.refusals import RefusalCode
from backend_client.terms import OrderStatus
from screens import notices
from screens.backend import Backend, Trouble
from screens.base import KioskScreen, Stay
from screens.drafts import Draft, Entered, Who
from screens.frame import Message, Sign
from screens.glass import Glass
from screens.just_posted import JustPosted
from screens.kept_entries import DraftKey
from screens.language.sorting import sort_key
from screens.language.text import TRANSLATOR
from screens.line_state import line_words
from screens.order_line import EntryWanted
from screens.output import Output
from screens.posting_entry import Leave, PostingEntry, PostWanted, PreviewWanted
from screens.preview import Preview
from screens.printing_journey import PrintingJourney
from screens.receipt import Receipt
from screens.scan import OpenJob
from screens.station import Station
from screens.summary import summary

if TYPE_CHECKING:
    from screens.approving import Signed

PIN_REFUSED = frozenset(
    {
        RefusalCode.APPROVAL_NOT_VALID,
        RefusalCode.SIGNATURE_NOT_VALID,
        RefusalCode.PINS_NOT_SET_UP,
        RefusalCode.SIGN_ON_DELAYED,
        RefusalCode.SIGN_ON_LOCKED,
        RefusalCode.SIGN_ON_LIMITED,
    }
)
ASKS_SOMEBODY = frozenset({RefusalCode.SUPERVISOR_NEEDED, RefusalCode.SIGNATURE_NEEDED})


class PostingJourney(PrintingJourney):
    """The part of the way on which entries are made and posted."""

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin with nothing entered."""
        super().__init__(glass, backend, station)
        self.drafts: dict[DraftKey, Entered] = {}
        self._reasons: ReasonCodes | None = None
        self._just_posted = JustPosted()

    @property
    def line(self) -> tuple[Sign, str]:
        """How the first row names the line: with what is kept here, where this terminal keeps."""
        kept = self.backend.kept
        return super().line if kept is None else line_words(kept, self.glass.now())

    async def leave_for(self, to: Job | None) -> None:
        """Go to another job, or sign off (None), from an entry that is open: asked first."""
        assert isinstance(self.top, PostingEntry)
        self.top.ask_to_leave(to)

    def drop_draft(self) -> bool:
        """Clear what is entered on the screen on top; False where nothing is."""
        if isinstance(self.top, PostingEntry) and self.top.draft.entered:
            self.drafts.pop(self._draft_key(self.top.draft), None)
            self.top.clear_all()
            return True
        return False

    async def _enter(self, wanted: EntryWanted) -> None:
        card = wanted.card
        refused = self.takes_no_entry(card)
        if refused is not None:
            self.say(Stay(refused))
            return
        reasons = await self._reason_codes()
        if reasons is None:
            return
        fresh = Draft(
            request_id=new_id(),
            order_no=card.order_no,
            order_line_no=card.order_line_no,
            operation_no=wanted.operation_no,
        )
        draft = self.drafts.get(self._draft_key(fresh), fresh)
        assert isinstance(draft, Draft), "an output is kept under the key of one"
        output = Output(card, draft, reasons, locale=TRANSLATOR.numbers)
        self.push(output)
        output.begin(wanted.field, wanted.good)

    def takes_no_entry(self, card: OrderLineCard) -> Message | None:
        """Say why nothing can be posted on an order line; None where it can."""
        if card.status is OrderStatus.RELEASED and not card.blocked:
            return None
        code = RefusalCode.ORDER_BLOCKED if card.blocked else RefusalCode.RELEASED_ORDER_NOT_FOUND
        facts = {"order_no": card.order_no, "order_line_no": str(card.order_line_no)}
        status = {} if card.blocked else {"status": card.status.value}
        return notices.refused(Refused(code=code, facts=facts | status))

    async def _reason_codes(self) -> ReasonCodes | None:
        """Answer the plant's reasons, asked for once; None where nobody answers, which is said."""
        if self._reasons is None:
            reasons = await self.backend.ask(ReasonCodesQuestion())
            if isinstance(reasons, Refused | Trouble):
                self.say(Stay(self._trouble(reasons)))
                return None
            self._reasons = reasons
        return replace(
            self._reasons,
            scrap_codes=_by_code(self._reasons.scrap_codes),
            stop_codes=_by_code(self._reasons.stop_codes),
        )

    async def _preview(self, wanted: PreviewWanted) -> None:
        entry = self._open_entry()
        answer = await self.backend.post(
            wanted.draft.request(who=self._who(), answers=wanted.answers, preview=True)
        )
        if isinstance(answer, Posted):
            self.push(Preview(answer.receipt, wanted.draft, entry.order_line, wanted.answers))
        elif isinstance(answer, Refused) and answer.code is RefusalCode.SESSION_ENDED:
            self._keep(wanted.draft)
            self._session_ended(answer)
        elif isinstance(answer, Refused):
            entry.refused(answer, preview=True)
        else:
            entry.notice = self._trouble(answer)

    async def _post(self, wanted: PostWanted) -> None:
        if not wanted.meant and self._just_posted.is_same(
            self._who()["person_no"], wanted.draft, self.glass.moment()
        ):
            if isinstance(self.top, Preview):
                self.screens.pop()
            self._open_entry().ask_whether_meant(wanted.answers)
            return
        await self._posted(wanted, wanted.draft.request(who=self._who(), answers=wanted.answers))

    async def _post_signed(self, signed: "Signed") -> None:
        """Post with what a supervisor and the person themselves have given for it."""
        from backend_client.messages.fingerprint import fingerprint  # noqa: PLC0415 -- in most plants nobody signs

        wanted, now = signed.wanted, self.glass.now().astimezone(UTC)
        request = wanted.draft.request(who=self._who(), answers=wanted.answers)
        if signed.own_pin:
            signature = Signature(meaning=SignatureMeaning.PERFORMED, signed_at=now, pin=signed.own_pin)
            request = replace(request, signature=signature)
        if signed.badge_token:
            approval = Approval(
                supervisor_no="",
                badge_token=signed.badge_token,
                pin=signed.badge_pin,
                fingerprint=fingerprint(request),
                approved_at=now,
            )
            request = replace(request, approval=approval)
        await self._posted(wanted, request, signed)

    async def _posted(
        self, wanted: PostWanted, request: Request[PostingReceipt], signed: "Signed | None" = None
    ) -> None:
        entry = self._open_entry()
        answer = await self.backend.post(request)
        if isinstance(self.top, Preview):
            self.screens.pop()
        if isinstance(answer, Refused) and self._missing(answer, wanted, signed):
            return
        while self.top is not entry and signed is not None:
            self.screens.pop()
        if isinstance(answer, Posted | Queued):
            self._just_posted.note(self._who()["person_no"], wanted.draft, self.glass.moment())
        match answer:
            case Posted():
                self.drafts.pop(self._draft_key(wanted.draft), None)
                zone = self.wall_clock
                label = await self.label_of(wanted.draft.order_no, answer.receipt)
                after = await self._as_it_stands(entry.order_line)
                receipt = Receipt(answer, wanted.draft, entry.order_line, zone, after=after, label=label)
                self.screens = [*self.screens[:1], receipt]
                await self._posted_then(entry.leaving)
            case Queued():  # from here on it is the outbox's, which says in the first row what becomes of it
                self.drafts.pop(self._draft_key(wanted.draft), None)
                await self._home(notices.kept_here())
            case Refused(code=RefusalCode.SESSION_ENDED):
                self._keep(wanted.draft)
                self._session_ended(answer)
            case Refused():
                entry.refused(answer)
            case _:
                entry.notice = (
                    notices.fault(answer.incident) if answer.incident else notices.no_answer_to_posting()
                )

    def _missing(self, refused: Refused, wanted: PostWanted, signed: "Signed | None") -> bool:
        """Ask for the approval or the signature that a posting lacks; False where that is not what it lacks."""
        if signed is None and refused.code not in ASKS_SOMEBODY:
            return False
        from screens.approving import Signed, SignPin, SupervisorBadge, SupervisorPin  # noqa: PLC0415

        assert self.person is not None, "posted with nobody signed on"
        self._ways[Signed] = self._post_signed
        entry, name = self._open_entry(), self.person.signed_on.name
        place = " / ".join(filter(None, (wanted.draft.order_no, wanted.draft.operation_no)))
        given = signed or Signed(wanted=wanted, told=f"{place}   {summary(wanted.draft, entry.unit)}")
        match refused.code:
            case RefusalCode.SUPERVISOR_NEEDED:
                self._above(entry, SupervisorBadge(given, name))
            case RefusalCode.SIGNATURE_NEEDED:
                self._above(entry, SignPin(given, name))
            case RefusalCode.PIN_NEEDED if given.badge_token:
                self.push(SupervisorPin(given, name))
            case RefusalCode.APPROVAL_NOT_VALID if given.badge_pin:
                self.say(Stay(notices.approval_pin_does_not_fit()))
            case code if code in PIN_REFUSED:
                seconds = {name: fact for name, fact in refused.facts.items() if name != "field"}
                self.say(Stay(notices.refused(replace(refused, facts=seconds))))
            case _:
                return False
        return True

    def _above(self, entry: PostingEntry[Any], screen: KioskScreen) -> None:
        """Put a screen on the entry, in the place of what stood there."""
        self.screens = [*self.screens[: self.screens.index(entry) + 1], screen]

    async def _as_it_stands(self, card: OrderLineCard | None) -> OrderLineCard | None:
        """Ask how an order line stands now, None where nobody answers: what is posted is posted."""
        if card is None:
            return None
        question = OrderLineQuestion(order_no=card.order_no, order_line_no=card.order_line_no)
        answer = await self.backend.ask(question)
        return None if isinstance(answer, Refused | Trouble) else answer

    async def _posted_then(self, leaving: Leave | None) -> None:
        """Go on to the job that was scanned while the entry was open."""
        if leaving is not None:
            await self._leave(leaving)

    async def _leave(self, leave: Leave) -> None:
        if leave.to is None:
            await self.sign_off()
        else:
            await self._open_job(OpenJob(leave.to))

    async def _answered(self, question: Any, then: Callable[[Any], None]) -> None:
        answer = await self.backend.ask(question)
        if isinstance(answer, Refused) and answer.code is RefusalCode.SESSION_ENDED:
            self._session_ended(answer)
        elif isinstance(answer, Refused | Trouble):
            self.say(Stay(self._trouble(answer)))
        else:
            then(answer)

    def _trouble(self, answer: Refused | Trouble | Queued) -> Message:
        if isinstance(answer, Refused):
            return notices.refused(answer)
        if isinstance(answer, Trouble) and answer.incident:
            return notices.fault(answer.incident)
        return notices.no_line()

    def _open_entry(self) -> PostingEntry[Any]:
        return next(screen for screen in reversed(self.screens) if isinstance(screen, PostingEntry))

    def _draft_of(self, screen: KioskScreen) -> Entered | None:
        return screen.draft if isinstance(screen, PostingEntry) else None

    def _keep(self, draft: Entered) -> None:
        if draft.entered:
            self.drafts[self._draft_key(draft)] = draft
        else:
            self.drafts.pop(self._draft_key(draft), None)

    def _who(self) -> Who:
        assert self.person is not None, "posted with nobody signed on"
        signed_on = self.person.signed_on
        return Who(
            person_no=signed_on.person_no,
            session_id=signed_on.session_id,
            terminal_id=self.station.terminal_id,
        )

    def _draft_key(self, draft: Entered) -> DraftKey:
        """Answer whose entry of which operation a draft is: nobody posts what another person has entered."""
        person_no = self.person.signed_on.person_no if self.person else ""
        return (person_no, *draft.key)

    @abstractmethod
    async def _home(self, greeting: Message | None = None) -> None:
        """Go to the station home."""

    @abstractmethod
    def _session_ended(self, refused: Refused) -> None:
        """Ask to sign on again; what was entered is kept."""

    @abstractmethod
    async def _open_job(self, wanted: OpenJob) -> None:
        """Open the order line of a job."""


def new_id() -> str:
    """Make an id for a request."""
    return str(uuid4())


def _by_code(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Sort reasons as the language of now does."""
    return tuple(sorted(reasons, key=lambda reason: sort_key(reason.code)))
