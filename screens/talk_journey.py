"""What people of a shift tell each other: notes under F8, calls for help under F9, on every screen.

A call is sent at once or not at all; a note is kept like a posting where the line is down. Calls that were answered,
and calls of others that concern whoever is signed on, are looked for with the clock of the boards: the glass shows
them once and rings four times. The screens are loaded when they are first wanted.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backend_client.barcode.events import Job
from backend_client.floor_terms import HelpKind, NoteReach
from backend_client.messages.base import Posted, Queued, Refused
from backend_client.messages.order_line import (
    ComponentRow,
    OperationNotes,
    OperationNotesQuestion,
    OrderLineCard,
)
from backend_client.messages.shift import (
    AnswerCallRequest,
    CallForHelpRequest,
    EndCallRequest,
    HelpCallRow,
    HelpCalls,
    HelpCallsQuestion,
    ReadNotesRequest,
    ShiftNoteRow,
    ShiftNotes,
    ShiftNotesQuestion,
    WriteNoteRequest,
)
from backend_client.terms import Role
from screens import notices
from screens.backend import Trouble
from screens.base import Back, Stay
from screens.frame import Message, Sign
from screens.language.text import _
from screens.posting_journey import new_id
from screens.shift_journey import ShiftJourney
from screens.terminal.bells import BellPattern

if TYPE_CHECKING:
    from screens.call import AnswerGiven, AnswerWanted, CallEnded, HelpWanted
    from screens.notes import NotesSeen, NoteWanted

_ANSWER = frozenset({Role.SUPERVISOR, Role.PLANNER, Role.ADMINISTRATOR})
"""Who hears every call; a setter hears those for a setter, and an accident everybody."""


class TalkJourney(ShiftJourney):
    """The part of the way on which people tell each other something."""

    _heard: frozenset[tuple[str, datetime | None]] | None = None

    # Notes.

    async def show_notes(self) -> None:
        """Show the notes of the job that is open and of the station."""
        from screens.notes import Notes, NotesSeen, NoteWanted, Place  # noqa: PLC0415

        if isinstance(self.top, Notes) or self.person is None:
            return
        self._keep_entry()
        self._ways |= {NoteWanted: self._write_note, NotesSeen: self._notes_seen}
        job, now = self._open_job_of(), self.glass.now()
        found = await self._shift_notes(job)
        if isinstance(found, Refused | Trouble):
            self.say(Stay(self._trouble(found)))
            return
        place = Place(job=job, no=self.center, station=self.place)
        as_of = found.as_of.astimezone(self.wall_clock) if found.as_of else None
        routing, reader = await self._routing_notes(job), self.person.signed_on.person_no
        parts = self._parts_needed(job)
        self.push(Notes(place, found.rows, routing, now, person_no=reader, as_of=as_of, parts=parts))

    def _parts_needed(self, job: Job | None) -> Sequence[ComponentRow]:
        """Answer the parts of the order line that is open."""
        cards = (getattr(screen, "card", None) for screen in reversed(self.screens))
        card = next((card for card in cards if isinstance(card, OrderLineCard)), None)
        return card.components if card is not None and job is not None else ()

    async def _notes_seen(self, seen: "NotesSeen") -> None:
        """Acknowledge notes, and go back: it is no question whether that was kept or posted."""
        await self._acknowledge(seen.note_ids)
        await self._ways[Back](Back())

    async def _acknowledge(self, note_ids: tuple[str, ...]) -> None:
        """Note that whoever is signed on has read notes; what is refused is not asked again."""
        if note_ids:
            request = ReadNotesRequest(request_id=new_id(), **self._who(), note_ids=note_ids)
            await self.backend.post(request)

    async def unread_at_station(self) -> tuple[ShiftNoteRow, ...]:
        """Answer the notes of this station that whoever is signed on has not read, the newest first."""
        from screens.notes import is_unread  # noqa: PLC0415

        if self.person is None or not self.center:
            return ()
        found, reader = await self._shift_notes(None), self.person.signed_on.person_no
        return (
            tuple(row for row in found.rows if is_unread(row, reader))
            if isinstance(found, ShiftNotes)
            else ()
        )

    async def _notes_to_hand_over(self) -> tuple[ShiftNoteRow, ...]:
        found = await self._shift_notes(None) if self.center else None
        return found.rows if isinstance(found, ShiftNotes) else ()

    async def _write_note(self, wanted: "NoteWanted") -> None:
        from screens.notes import Notes  # noqa: PLC0415

        job = self._open_job_of() or Job("")
        request = WriteNoteRequest(
            request_id=new_id(), **self._who(), reach=wanted.reach, note=wanted.text, no=self.center
        )
        if wanted.reach is NoteReach.JOB:
            request = replace(
                request,
                order_no=job.order_no,
                order_line_no=job.order_line_no,
                operation_no=job.operation_no,
            )
        match await self.backend.post(request):
            case Posted():
                found = await self._shift_notes(self._open_job_of())
                if isinstance(self.top, Notes) and isinstance(found, ShiftNotes):
                    self.top.written(found.rows)
                said = Message(Sign.TAKEN, _("Note is written"), wanted.text, _("Enter returns."))
                self.say(Stay(said))
            case Queued():
                self.say(Stay(notices.kept_here()))
            case refused_or_trouble:
                self.say(Stay(self._trouble(refused_or_trouble), keep=wanted.text))

    async def _shift_notes(self, job: Job | None) -> ShiftNotes | Refused | Trouble:
        """Ask for the notes of a job and of this station; their moments in local time."""
        answer = await self.backend.ask(
            ShiftNotesQuestion(no=self.center, order_no=job.order_no if job else "")
        )
        return (
            replace(answer, rows=self._written_here(answer.rows))
            if isinstance(answer, ShiftNotes)
            else answer
        )

    def _written_here(self, rows: Sequence[ShiftNoteRow]) -> tuple[ShiftNoteRow, ...]:
        return tuple(replace(row, written_at=row.written_at.astimezone(self.wall_clock)) for row in rows)

    async def _routing_notes(self, job: Job | None) -> OperationNotes | None:
        if job is None or not job.operation_no:
            return None
        question = OperationNotesQuestion(
            order_no=job.order_no, order_line_no=job.order_line_no, operation_no=job.operation_no
        )
        answer = await self.backend.ask(question)
        return answer if isinstance(answer, OperationNotes) else None

    # Calls for help.

    async def show_call(self) -> None:
        """Show whom to call, and which calls are open."""
        from screens.call import AnswerGiven, AnswerWanted, Call, CallEnded, HelpWanted  # noqa: PLC0415

        if isinstance(self.top, Call):
            return
        self._keep_entry()
        self._ways |= {
            HelpWanted: self._call,
            CallEnded: self._end_call,
            AnswerWanted: self._ask_answer,
            AnswerGiven: self._answer_call,
        }
        mine, others = await self._calls()
        signed = self.person is not None
        self.push(Call(self._open_job_of(), mine, others, self.place, signed=signed))

    async def _call(self, wanted: "HelpWanted") -> None:
        job = self._open_job_of() or Job("")
        who: dict[str, Any] = dict(self._who()) if self.person else {"terminal_id": self.station.terminal_id}
        request = CallForHelpRequest(
            request_id=new_id(),
            **who,
            kind=wanted.kind,
            no=self.center,
            order_no=job.order_no,
            order_line_no=job.order_line_no,
            operation_no=job.operation_no,
        )
        answer = await self.backend.post(request)
        if not isinstance(answer, Posted):
            self.say(Stay(self._not_called(answer)))
            return
        from screens.call import called  # noqa: PLC0415

        call = self._called_here(answer.receipt.call)
        to_do = _("Enter 0 when help is here. It rings when somebody answers.")
        if wanted.kind is HelpKind.ACCIDENT:
            to_do = _("Stop the machine by its own button.")
        await self._look_again()
        self.say(Stay(Message(Sign.TAKEN, _("Called"), called(call), to_do)))

    async def _end_call(self, ended: "CallEnded") -> None:
        request = EndCallRequest(request_id=new_id(), **self._who(), call_id=ended.call.id)
        answer = await self.backend.post(request)
        await self._look_again()
        if isinstance(answer, Posted):
            said = Message(Sign.TAKEN, _("Call has ended"), _("Help is here."), _("F3 goes back."))
            self.say(Stay(said))
        else:
            self.say(Stay(self._trouble(answer)))

    async def _ask_answer(self, wanted: "AnswerWanted") -> None:
        from screens.call import CallAnswer  # noqa: PLC0415

        self.push(CallAnswer(wanted.call))

    async def _answer_call(self, given: "AnswerGiven") -> None:
        request = AnswerCallRequest(
            request_id=new_id(), **self._who(), call_id=given.call.id, note=given.note
        )
        answer = await self.backend.post(request)
        if not isinstance(answer, Posted):
            self.say(Stay(self._trouble(answer), keep=given.note))
            return
        self.screens.pop()
        await self._look_again()
        said = Message(
            Sign.TAKEN, _("Answered"), _("It rings at the station that calls."), _("F3 goes back.")
        )
        self.say(Stay(said))

    async def look_for_calls(self) -> None:
        """Ring and say once what was answered to this station, and what others call for."""
        if self.person is None or self.line[0] is not Sign.TAKEN:
            return
        mine, others = await self._calls()
        now = frozenset((call.id, call.answered_at) for call in (*mine, *others))
        before, self._heard = self._heard, now
        answered = [
            call for call in mine if call.answered_at and (call.id, call.answered_at) not in (before or now)
        ]
        fresh = [
            call for call in others if not call.answered_at and (call.id, None) not in (before or frozenset())
        ]
        await self._look_again(mine, others)
        if answered or fresh:
            self._ring_for((answered or fresh)[-1], answered=bool(answered))

    def _ring_for(self, call: HelpCallRow, *, answered: bool) -> None:
        from screens.call import KINDS, answer_of  # noqa: PLC0415

        if answered:
            name = call.answered_by_name or call.answered_by
            said = Message(
                Sign.TAKEN, _("%(name)s answered") % {"name": name}, answer_of(call), _("F9 shows the call.")
            )
        else:
            place = {"kind": _(KINDS[call.kind]), "place": call.no or call.terminal_id}
            said = Message(
                Sign.CAREFUL,
                _("A call for help"),
                _("%(kind)s wanted at %(place)s.") % place,
                _("F9 shows the call and answers it."),
            )
        self.say(Stay(said))
        self.glass.ring(BellPattern.CALL)

    async def _look_again(
        self, mine: Sequence[HelpCallRow] | None = None, others: Sequence[HelpCallRow] = ()
    ) -> None:
        """Show the calls as they are now, where the screen on top shows them."""
        from screens.call import Call  # noqa: PLC0415

        if isinstance(self.top, Call):
            if mine is None:
                mine, others = await self._calls()
            self.top.renewed(mine, others)

    async def _calls(self) -> tuple[tuple[HelpCallRow, ...], tuple[HelpCallRow, ...]]:
        """Ask for the open calls: of this station, and of others that concern who is signed on."""
        if self.person is None:
            return (), ()
        answer = await self.backend.ask(HelpCallsQuestion())
        rows = [self._called_here(row) for row in answer.rows] if isinstance(answer, HelpCalls) else []
        role, here = self.person.signed_on.role, self.station.terminal_id
        mine = tuple(row for row in rows if row.terminal_id == here)
        others = (row for row in rows if row.terminal_id != here and concerns(role, row.kind))
        return mine, tuple(others)

    def _called_here(self, call: HelpCallRow) -> HelpCallRow:
        """Answer a call with its moments in local time."""
        zone = self.wall_clock
        answered = call.answered_at.astimezone(zone) if call.answered_at else None
        return replace(call, called_at=call.called_at.astimezone(zone), answered_at=answered)

    def _not_called(self, answer: Refused | Trouble | Queued) -> Message:
        if isinstance(answer, Refused):
            return notices.refused(answer)
        return Message(Sign.REFUSED, _("Not sent: no line"), _("Nobody was called."), _("Go and fetch help."))

    # What both need.

    def _keep_entry(self) -> None:
        """Keep what is entered on the screen on top: another one is put over it."""
        draft = self._draft_of(self.top)
        if draft is not None:
            self._keep(draft)

    def _open_job_of(self) -> Job | None:
        """Answer the job of the screen on top, or of one below it."""
        return next((screen.job for screen in reversed(self.screens) if screen.job is not None), None)


def concerns(role: Role, kind: HelpKind) -> bool:
    """Tell whether a call concerns somebody of a role.

    >>> concerns(Role.OPERATOR, HelpKind.ACCIDENT), concerns(Role.SETTER, HelpKind.MATERIAL)
    (True, False)
    """
    return kind is HelpKind.ACCIDENT or role in _ANSWER or (role is Role.SETTER and kind is HelpKind.SETTER)
