"""What people of a shift tell each other: notes under F8, calls for help under F9, on every screen.

A call is sent at once or not at all; a note is kept like a posting where the line is down. Calls that were answered,
and calls of others that concern whoever is signed on, are looked for with the clock of the boards: the glass shows
them once and rings four times. The screens are loaded when they are first wanted.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backend_client import limits
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
from screens.actions import ActionChosen, Actions, ActionsWanted
from screens.backend import Trouble
from screens.base import Back, Stay
from screens.frame import Message, Sign
from screens.job_page import Around
from screens.language.text import _
from screens.output import Output
from screens.posting_journey import new_id
from screens.scan import StationHome
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
    _calls_known: tuple[HelpCallRow, ...] = ()
    _calls_as_of: datetime | None = None

    # The job.

    async def _clocked(self, output: Output) -> None:
        """Show besides its clocks what stands around the job of an entry."""
        await super()._clocked(output)
        if output.card.as_of is not None:  # from memory: nobody answers now
            return
        notes = await self._routing_notes(output.job)
        if notes is None:
            return
        home, job = self.screens[0], output.job
        rows = home.rows if isinstance(home, StationHome) else ()
        waiting = (each.task for each in rows if each.clock is None and each.job != job)
        output.around = Around(
            notes=notes,
            running=await self.running_here(self.center),
            next_here=next(waiting, None),
            now=self.glass.now(),
            zone=self.wall_clock,
        )

    async def _list_actions(self, _wanted: ActionsWanted) -> None:
        self._ways[ActionChosen] = self._act
        self.push(Actions(self.top.job))

    async def _act(self, chosen: ActionChosen) -> None:
        """Do it on the job below the list."""
        self.screens.pop()
        await self.command(chosen.command)

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
        answered = await self._ask_calls()
        signed = self.person is not None
        board = Call(self._open_job_of(), *self._calls(), self.place, signed=signed, as_of=self._calls_as_of)
        board.answered = answered
        self.push(board)

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
        await self._ask_and_look_again()
        self.say(Stay(Message(Sign.TAKEN, _("Called"), called(call), to_do)))

    async def _end_call(self, ended: "CallEnded") -> None:
        request = EndCallRequest(request_id=new_id(), **self._who(), call_id=ended.call.id)
        answer = await self.backend.post(request)
        await self._ask_and_look_again()
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
        await self._ask_and_look_again()
        said = Message(
            Sign.TAKEN, _("Answered"), _("It rings at the station that calls."), _("F3 goes back.")
        )
        self.say(Stay(said))

    async def look_for_calls(self) -> None:
        """Ring and say once what was answered to this station, and what others call for."""
        if self.person is None:
            return
        if self.line[0] is not Sign.TAKEN:
            self._look_again(answered=False)
            return
        answered_now = await self._ask_calls()
        self._look_again(answered=answered_now)
        if not answered_now:
            return
        mine, others = self._calls()
        now = frozenset((call.id, call.answered_at) for call in (*mine, *others))
        before, self._heard = self._heard, now
        answered = [
            call for call in mine if call.answered_at and (call.id, call.answered_at) not in (before or now)
        ]
        fresh = [
            call for call in others if not call.answered_at and (call.id, None) not in (before or frozenset())
        ]
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

    async def _ask_and_look_again(self) -> None:
        """Ask for the calls, and show them as they are now."""
        self._look_again(answered=await self._ask_calls())

    def _look_again(self, *, answered: bool) -> None:
        """Show the calls as they are known, where the screen on top shows them, and that nobody answers if so."""
        from screens.call import Call  # noqa: PLC0415

        if isinstance(self.top, Call):
            self.top.renewed(*self._calls(), answered=answered, as_of=self._calls_as_of)

    async def _ask_calls(self) -> bool:
        """Ask for all open calls, page by page; unanswered, those that are known stay, and False tells it."""
        if self.person is None:
            self._calls_known, self._calls_as_of = (), None
            return True
        rows: list[HelpCallRow] = []
        question = HelpCallsQuestion()
        while len(rows) < limits.HELP_CALLS_READ_MAX:
            answer = await self.backend.ask(question)
            if not isinstance(answer, HelpCalls):
                return False
            rows += answer.rows
            question = HelpCallsQuestion(page=answer.next_page)
            if not question.page:
                break
        self._calls_known = tuple(self._called_here(row) for row in rows)
        self._calls_as_of = self.glass.now()
        return True

    def _calls(self) -> tuple[tuple[HelpCallRow, ...], tuple[HelpCallRow, ...]]:
        """Answer the open calls that are known: of this station, and of others that concern who is signed on."""
        if self.person is None:
            return (), ()
        role, here = self.person.signed_on.role, self.station.terminal_id
        mine = tuple(row for row in self._calls_known if row.terminal_id == here)
        others = (row for row in self._calls_known if row.terminal_id != here and concerns(role, row.kind))
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
