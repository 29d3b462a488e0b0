"""Hand over: what runs moves to whoever scans a badge now; one stops and the other starts at the same moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from backend_client.barcode.events import Badge, Event, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.messages.clocks import ClockRow
from backend_client.messages.shift import ShiftNoteRow
from screens.base import KioskScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Row, Sign, row
from screens.language.text import _, ngettext
from screens.my_hours import counted
from screens.notes import paragraph


@dataclass(frozen=True, slots=True)
class TakenOver(Outcome):
    """A colleague takes over, by badge or by number."""

    badge_token: str = field(default="", repr=False)
    number: str = ""


class HandOver(KioskScreen):
    """Who takes over?

    running  clocks of the person who leaves
    kept     entries that were made and not posted; they stay this person's
    notes    of this station, the newest first; who takes over acknowledges them with the badge
    """

    takes_badges: ClassVar[bool] = True

    def __init__(
        self,
        name: str,
        own_badge: str,
        running: Sequence[ClockRow],
        kept: Sequence[str],
        notes: Sequence[ShiftNoteRow] = (),
    ) -> None:
        """Begin with what there is to hand over."""
        super().__init__()
        self.name = name
        self.own_badge = own_badge
        self.running = running
        self.kept = kept
        self.notes = notes

    def frame(self) -> Frame:
        """Show what moves and what stays."""
        head: list[Row] = [BLANK, row(" ", Cell(_("Clocks that move"), role=Role.QUIET))]
        head += [self._clock(each) for each in self.running] or [row("   ", _("none: nothing runs"))]
        if self.kept:
            head += [
                BLANK,
                row(
                    " ",
                    Cell(
                        _("Entered and not posted: it stays with %(name)s") % {"name": self.name},
                        role=Role.QUIET,
                    ),
                ),
            ]
            head += [row("   ", each) for each in self.kept]
        count = len(self.running)
        return Frame(
            title=_("Hand over"),
            where=self.name,
            body=Body(head=head, listed=self._notes()),
            message=Message(
                Sign.QUESTION,
                _("Who takes over?"),
                ngettext("%(n)s clock moves.", "%(n)s clocks move.", count) % {"n": count}
                if count
                else _("No clock moves."),
                _("Scan the badge of your colleague, or leave with F3."),
            ),
            prompt=_("Badge or number"),
            keys=self.keys,
        )

    def _notes(self) -> list[Row]:
        """List the notes, each with who has read it; they scroll where there are many."""
        if not self.notes:
            return []
        title = Cell(_("Notes: read by who takes over"), role=Role.QUIET)
        rows = [BLANK, row(" ", title)]
        for note in self.notes:
            read = ", ".join(note.read_by) or _("not read yet")
            texts = paragraph(note.note, self.columns - 38)
            for index, text in enumerate(texts):
                name = (note.person_name or note.person_no) if index == 0 else ""
                rows.append(
                    row(
                        "   ",
                        Cell(name, 16, Role.QUIET),
                        Cell(text, 45, grows=True),
                        Cell(read if index == 0 else "", 15, Role.QUIET),
                    )
                )
        return rows

    def _clock(self, each: ClockRow) -> Row:
        job = f"{each.order_no} / {each.operation_no}" if each.order_no else each.no
        return row("   ", Cell(job, 30), *counted(each))

    def help(self) -> tuple[str, ...]:
        """Tell what a hand-over is."""
        return (
            _("Your clocks end and those of your colleague start at the same moment: no minute twice."),
            _("What you entered and did not post stays yours, until you sign on again."),
            _("Your colleague reads the notes here; the badge says so."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take the badge of another person."""
        if isinstance(event, Badge):
            if event.token == self.own_badge:
                return Stay(self.frame().message)
            return TakenOver(badge_token=event.token)
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take the number of another person."""
        return TakenOver(number=text.text)
