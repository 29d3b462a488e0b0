"""What a shift needs beside its entries: taking a posting back, one's own hours, handing over."""

from abc import abstractmethod
from dataclasses import dataclass, replace

from backend_client.messages.base import Posted, Refused
from backend_client.messages.clocks import (
    ClockRow,
    EndWorkRequest,
    PersonTime,
    PersonTimeQuestion,
    RunningWork,
    RunningWorkQuestion,
    StartWorkRequest,
)
from backend_client.messages.order_line import OrderLineCard, OrderLineQuestion
from backend_client.messages.people import SignOffRequest
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.messages.shift import ShiftNoteRow
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityUnitType
from screens import notices
from screens.base import Stay
from screens.center_journey import CenterJourney
from screens.drafts import Who
from screens.frame import Message, Sign
from screens.hand_over import HandOver, TakenOver
from screens.just_posted import JustPosted
from screens.language.text import _
from screens.my_hours import MyHours
from screens.posting_journey import new_id
from screens.receipt import Receipt
from screens.sign_on import SignOnWanted
from screens.summary import summary
from screens.undo import Undo, UndoWanted, nothing_to_undo


@dataclass(frozen=True, slots=True)
class TakingOver:
    """A hand-over that waits for a colleague's sign-on: who leaves, the clocks that move, the notes that are read."""

    leaving: Who
    running: tuple[ClockRow, ...]
    note_ids: tuple[str, ...] = ()


class ShiftJourney(CenterJourney):
    """The part of the way on which nothing is made."""

    _taking_over: TakingOver | None = None

    async def ask_undo(self) -> None:
        """Show what undoing would write: the posting whose receipt is shown, else this person's last."""
        if not isinstance(self.top, Undo):
            await self.ask_undo_of(self.top.receipt.register_no if isinstance(self.top, Receipt) else 0)

    async def ask_undo_of(self, register_no: int) -> None:
        """Show what undoing a posting would write; 0 = this person's last."""
        refused = await self.show_undo(UndoWanted(register_no, new_id()))
        if refused is not None:
            nothing = refused.code is RefusalCode.NOTHING_TO_POST
            self.say(Stay(nothing_to_undo() if nothing else notices.refused(refused)))

    async def show_undo(self, wanted: UndoWanted) -> Refused | None:
        """Show what undoing a posting would write; answers why it may not be undone, None where that is shown or nobody answers."""
        answer = await self.backend.post(self._undo_request(wanted, preview=True))
        if isinstance(answer, Refused):
            return answer
        if isinstance(answer, Posted):
            of = answer.receipt
            card = await self.backend.ask(
                OrderLineQuestion(order_no=of.order_no, order_line_no=of.order_line_no)
            )
            self.push(Undo(of, card if isinstance(card, OrderLineCard) else None, wanted))
        else:
            self.say(Stay(self._trouble(answer)))
        return None

    async def _undo(self, wanted: UndoWanted) -> None:
        answer = await self.backend.post(self._undo_request(wanted))
        if isinstance(answer, Posted):
            await self._undone(answer.receipt.register_no)
        else:
            self.say(Stay(self._trouble(answer)))

    async def _undone(self, register_no: int) -> None:
        """Go home and say that a posting was taken back."""
        self._just_posted = JustPosted()  # what was taken back may well be entered again
        await self._home(
            Message(
                Sign.POSTED,
                _("Undone"),
                _("Entries against it are posted, register %(no)s.") % {"no": register_no},
                _("Enter it again if it was made."),
            )
        )

    def _undo_request(self, wanted: UndoWanted, *, preview: bool = False) -> UndoPostingRequest:
        return UndoPostingRequest(
            request_id=wanted.request_id, **self._who(), register_no=wanted.register_no, preview=preview
        )

    async def show_my_hours(self) -> None:
        """Show what the clocks counted for the person signed on."""
        assert self.person is not None, "nobody has no hours"
        person, today = self.person.signed_on, self.glass.now().date()

        def shown(time: PersonTime) -> None:
            as_here = replace(time, rows=self._as_here(time.rows))
            self.push(MyHours(as_here, person.name, today))

        await self._answered(PersonTimeQuestion(person_no=person.person_no), shown)

    async def ask_hand_over(self) -> None:
        """Show what runs, and ask who takes over."""
        assert self.person is not None, "nobody hands nothing over"
        if isinstance(self.top, HandOver):
            return
        running = await self._own_clocks()
        person_no = self.person.signed_on.person_no
        kept = [
            f"{draft.place}: {summary(draft, CapacityUnitType.MINUTES)}"
            for key, draft in self.drafts.items()
            if key[0] == person_no
        ]
        notes = await self._notes_to_hand_over()
        self.push(HandOver(self.person.signed_on.name, self.person.badge_token, running, kept, notes))

    async def _own_clocks(self) -> tuple[ClockRow, ...]:
        assert self.person is not None, "nobody has no clocks"
        answer = await self.backend.ask(RunningWorkQuestion(person_no=self.person.signed_on.person_no))
        if not isinstance(answer, RunningWork):
            return ()
        return self._as_here([row for row in answer.rows if not row.waiting])

    async def _take_over_from(self, wanted: TakenOver) -> None:
        """Sign the colleague on; only then do the clocks move. A badge that is not known changes nothing."""
        assert isinstance(self.top, HandOver), "taken over from nobody"
        self._taking_over = TakingOver(
            self._who(), tuple(self.top.running), tuple(note.id for note in self.top.notes)
        )
        await self._sign_on(SignOnWanted(badge_token=wanted.badge_token, number=wanted.number))

    async def _taken_over(self) -> None:
        """End the clocks of who left, and start the same for whoever has just signed on."""
        taking, self._taking_over = self._taking_over, None
        if taking is None:
            return
        if taking.running:
            await self.backend.post(EndWorkRequest(request_id=new_id(), **taking.leaving))
        await self.backend.post(SignOffRequest(request_id=new_id(), **taking.leaving))
        for row in taking.running:
            await self.backend.post(self._started_again(row))
        await self._acknowledge(taking.note_ids)

    def _started_again(self, row: ClockRow) -> StartWorkRequest:
        place = StartWorkRequest(
            request_id=new_id(), **self._who(), activity=row.activity, stop_code=row.stop_code
        )
        if not row.order_no:
            return replace(place, type=row.type, no=row.no)
        return replace(
            place, order_no=row.order_no, order_line_no=row.order_line_no, operation_no=row.operation_no
        )

    @abstractmethod
    async def _notes_to_hand_over(self) -> tuple[ShiftNoteRow, ...]:
        """Answer the notes of this station."""

    @abstractmethod
    async def _acknowledge(self, note_ids: tuple[str, ...]) -> None:
        """Note that whoever is signed on has read notes."""

    @abstractmethod
    async def _sign_on(self, wanted: SignOnWanted) -> None:
        """Sign a person on."""
