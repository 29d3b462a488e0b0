"""What somebody has posted and what this station keeps: looked at, and taken back by number.

    My entries -> a number -> what undoing would write -> OK          one's own, within the plant's undo time
                           -> a supervisor's badge (and PIN) -> undone   whatever is older

The screens are loaded when they are first wanted.
"""

from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING

from backend_client.kept_terms import LineState
from backend_client.messages.base import Approval, Posted, Refused
from backend_client.messages.kept import KeptHere
from backend_client.messages.reversals import PersonPostings, PersonPostingsQuestion, UndoPostingRequest
from backend_client.refusals import RefusalCode
from screens import notices
from screens.base import Stay
from screens.kept_journey import KeptJourney
from screens.posting_journey import ASKS_SOMEBODY, PIN_REFUSED, new_id
from screens.undo import UndoWanted

if TYPE_CHECKING:
    from screens.approving import UndoApproved
    from screens.kept_here import KeptSeen
    from screens.my_entries import DayWanted, UndoOf


class EntriesJourney(KeptJourney):
    """The part of the way on which entries are looked at that were made before."""

    # My entries.

    async def show_my_entries(self) -> None:
        """Show what whoever is signed on has posted today."""
        from screens.my_entries import DayWanted, UndoOf  # noqa: PLC0415

        self._ways |= {UndoOf: self._undo_of, DayWanted: self._entries_of_day}
        await self._show_entries(None)

    async def _entries_of_day(self, wanted: "DayWanted") -> None:
        if wanted.day > self.glass.now().date():
            return
        self.screens.pop()
        await self._show_entries(wanted.day)

    async def _show_entries(self, day: date | None) -> None:
        from screens.my_entries import MyEntries  # noqa: PLC0415

        assert self.person is not None, "nobody has no entries"
        person, now = self.person.signed_on, self.glass.now()
        kept = [
            each
            for each in await self._kept_postings()
            if each.request is not None and each.request.person_no == person.person_no
        ]
        is_today = day is None or day == now.date()

        def shown(found: PersonPostings) -> None:
            here = tuple(
                replace(
                    each,
                    posted_at=each.posted_at.astimezone(self.wall_clock),
                    own_until=each.own_until.astimezone(self.wall_clock),
                )
                for each in found.postings
            )
            entries = replace(found, postings=here)
            self.push(MyEntries(entries, kept if is_today else (), person.name, now))

        answer = await self.backend.ask(PersonPostingsQuestion(person_no=person.person_no, day=day))
        if isinstance(answer, PersonPostings):
            shown(answer)
        elif isinstance(answer, Refused) or not is_today:
            self.say(Stay(self._trouble(answer)))
        else:  # without a line: what this station keeps, and that there may be more
            shown(PersonPostings(day=now.date(), postings=()))
            self.top.notice = notices.no_line()

    async def _undo_of(self, wanted: "UndoOf") -> None:
        """Show what undoing would write; too late for that, or not one's own, ask for a supervisor's badge."""
        from screens.approving import SupervisorBadge, UndoApproved  # noqa: PLC0415

        assert self.person is not None, "undone with nobody signed on"
        undo = UndoWanted(wanted.register_no, new_id())
        refused = await self.show_undo(undo)
        if refused is None:
            return
        if refused.code in ASKS_SOMEBODY:
            self._ways[UndoApproved] = self._undo_approved
            given = UndoApproved(undo=undo, told=wanted.told)
            self.push(SupervisorBadge(given, self.person.signed_on.name))
        else:
            self.say(Stay(notices.refused(refused)))

    async def _undo_approved(self, given: "UndoApproved") -> None:
        """Undo with a supervisor's badge, and PIN where the plant asks for it."""
        from backend_client.messages.fingerprint import fingerprint  # noqa: PLC0415 -- seldom: most undo in time
        from screens.approving import SupervisorBadge, SupervisorPin  # noqa: PLC0415

        assert self.person is not None, "undone with nobody signed on"
        request = UndoPostingRequest(
            request_id=given.undo.request_id, **self._who(), register_no=given.undo.register_no
        )
        approval = Approval(
            supervisor_no="",
            badge_token=given.badge_token,
            pin=given.badge_pin,
            fingerprint=fingerprint(request),
            approved_at=self.glass.now().astimezone(UTC),
        )
        answer = await self.backend.post(replace(request, approval=approval))
        name = self.person.signed_on.name
        match answer:
            case Posted():
                await self._undone(answer.receipt.register_no)
            case Refused(code=RefusalCode.PIN_NEEDED):
                self.push(SupervisorPin(given, name))
            case Refused(code=RefusalCode.APPROVAL_NOT_VALID) if given.badge_pin:
                self.say(Stay(notices.approval_pin_does_not_fit()))
            case Refused(code=code) if code in PIN_REFUSED:
                self.say(Stay(self._trouble(answer)))
            case _:
                while isinstance(self.top, SupervisorBadge | SupervisorPin):
                    self.screens.pop()
                self.say(Stay(self._trouble(answer)))

    # Kept here.

    async def show_kept_here(self) -> None:
        """Show what this station keeps; one with a database of its own keeps nothing."""
        from screens.kept_here import KeptHereScreen, KeptSeen  # noqa: PLC0415

        self._ways[KeptSeen] = self._kept_seen
        kept = self.backend.kept or KeptHere(line=LineState.UP)
        self.push(KeptHereScreen(kept, await self._kept_postings(), self.glass.now()))

    async def _kept_seen(self, seen: "KeptSeen") -> None:
        from screens.kept_here import KeptPostingShown  # noqa: PLC0415

        self.push(KeptPostingShown(seen.posting, self.glass.now()))

    async def renew_kept(self) -> None:
        """Show what is kept as it is now, where the screen on top lists it."""
        from screens.kept_here import KeptHereScreen  # noqa: PLC0415

        if isinstance(self.top, KeptHereScreen) and self.backend.kept is not None:
            self.top.kept, self.top.now = self.backend.kept, self.glass.now()
            self.top.renewed(await self._kept_postings())
