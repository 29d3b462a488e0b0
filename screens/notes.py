"""Notes: what people left for a job, a station and the next shift, and what the routing says about the operation.

    13:02 Operator 02   Wire set 4 is short by 20 mm.
    Fri   Operator 03   Fixture 2 is loose, use fixture 1.
    Steps               1 Set the housing on the base

Texts of people and of the plant, shown as they are. What is typed here is a note; a number says to whom it goes. A text
that comes from the reader is no note: it is looked up, as everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len

from backend_client import limits
from backend_client.barcode.events import Job, PlainText
from backend_client.barcode.plain import upper_case
from backend_client.floor_terms import NoteReach
from backend_client.messages.order_line import ComponentRow, OperationNotes
from backend_client.messages.shift import ShiftNoteRow
from screens import display
from screens.base import Back, Find, ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import clock, day, figure, weekday
from screens.notices import not_shown

WHEN, WHO = 10, 16


@dataclass(frozen=True, slots=True)
class NoteWanted(Outcome):
    """Write a note."""

    text: str
    reach: NoteReach


@dataclass(frozen=True, slots=True)
class NotesSeen(Outcome):
    """Whoever is signed on has read these notes."""

    note_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the notes are about: a job, a station, or both. `no` is the station's center, `station` how it is called."""

    job: Job | None = None
    no: str = ""
    station: str = ""

    @property
    def reaches(self) -> tuple[NoteReach, ...]:
        """To whom a note may go from here, the likeliest first."""
        on_job = (NoteReach.JOB,) if self.job is not None and self.job.order_no else ()
        return (*on_job, *((NoteReach.NEXT_SHIFT, NoteReach.STATION) if self.no else ()))


class Notes(ListScreen):
    """What should be known here?

    notes    of people, the newest first, their moments in local time
    routing  of the operation that is open; None without one
    """

    keys: ClassVar[frozenset[Key]] = ListScreen.keys - {Key.NOTES}
    is_entry = True

    def __init__(
        self,
        place: Place,
        notes: Sequence[ShiftNoteRow],
        routing: OperationNotes | None,
        now: datetime,
        *,
        person_no: str,
        as_of: datetime | None = None,
        parts: Sequence[ComponentRow] = (),
    ) -> None:
        """Begin with the newest note; `person_no` reads them, `as_of` of notes from memory; `parts` of the job."""
        super().__init__(1)
        self.person_no = person_no
        self.parts = parts
        self.place = place
        self.notes = notes
        self.routing = routing
        self.now = now
        self.as_of = as_of
        self.reach = place.reaches[0] if place.reaches else None

    @property
    def job(self) -> Job | None:
        """The operation that the notes are about."""
        return self.place.job

    def frame(self) -> Frame:
        """Show the notes."""
        rows = self._rows()
        self.count = max(len(rows), 1)
        job = self.place.job
        where = f"{job.order_no} / {job.operation_no}".rstrip(" /") if job else self.place.station
        return Frame(
            title=_("Notes") + f"  {where}",
            where=_("as of %(moment)s") % {"moment": clock(self.as_of)} if self.as_of else "",
            body=Body(
                head=(BLANK,),
                listed=rows or [row(" ", _("No notes here yet."))],
                foot=self._foot(),
                marked=min(self.marked, self.count - 1),
            ),
            message=self._message(),
            prompt=_("Note or number"),
            keys=self.keys,
        )

    def _message(self) -> Message:
        if self.reach is None:
            return Message(Sign.TAKEN, _("Notes"), _("Open a job to write one on it."), _("Enter returns."))
        to = {"to": self._named(self.reach)}
        return Message(
            Sign.TAKEN,
            _("Notes"),
            _("A note that you type goes to: %(to)s.") % to,
            _("Type it, then Enter. Enter alone: I have read them.")
            if self.unread
            else _("Type it, then Enter. Enter alone returns."),
        )

    def _foot(self) -> tuple[Row, ...]:
        reaches = self.place.reaches
        if len(reaches) < 2:
            return ()
        cells = [Cell(_("To"), 8, Role.QUIET)]
        for number, reach in enumerate(reaches, start=1):
            asked = reach is self.reach
            text = f"{'>' if asked else ' '}{number} {self._named(reach)}"
            cells.append(Cell(f"{text}  ", role=Role.ASKED if asked else Role.TEXT))
        return (BLANK, row(" ", *cells))

    def _named(self, reach: NoteReach) -> str:
        match reach:
            case NoteReach.JOB:
                assert self.place.job is not None, "a note on no job"
                return _("job %(order)s") % {"order": self.place.job.order_no}
            case NoteReach.NEXT_SHIFT:
                return _("next shift at %(center)s") % {"center": self.place.no}
        return _("station %(center)s") % {"center": self.place.no}

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        for note in self.notes:
            texts = paragraph(note.note, self.columns - WHEN - WHO - 5)
            for index, text in enumerate(texts):
                when = when_written(note.written_at, self.now) if index == 0 else ""
                who = (note.person_name or note.person_no) if index == 0 else ""
                rows.append(row(" ", Cell(when, WHEN, Role.QUIET), Cell(who, WHO, Role.QUIET), text))
        return [
            *rows,
            *(routing_rows(self.routing, self.columns) if self.routing else []),
            *part_rows(self.parts),
        ]

    def help(self) -> tuple[str, ...]:
        """Tell what a note is."""
        return (
            _("What you type is written as a note, with your name and the time. It is never changed."),
            _("Enter 1, 2 or 3 first to say to whom it goes."),
            _("Whoever opens the job, or takes over this station, sees it."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take a note, or the number of to whom it goes."""
        if text.text.isascii() and text.text.isdigit():
            return self._reach(text.text)
        if self.from_reader or self.reach is None:
            return Find(PlainText(upper_case(text.text), ()))
        if len(text.text) > limits.NOTE_LENGTH_MAX:
            return Stay(
                Message(
                    Sign.REFUSED,
                    _("Note too long"),
                    _("It may have %(most)s characters.") % {"most": limits.NOTE_LENGTH_MAX},
                    _("Write two notes."),
                ),
                keep=text.text,
            )
        return NoteWanted(text.text, self.reach)

    def _reach(self, digits: str) -> Outcome:
        reaches = self.place.reaches
        numbered = {str(number): reach for number, reach in enumerate(reaches, start=1)}
        if digits not in numbered:
            return Stay(not_shown(digits, len(reaches)), keep=digits)
        self.reach = numbered[digits]
        return Stay(self._message())

    @property
    def unread(self) -> tuple[str, ...]:
        """The notes of others that this person has not acknowledged."""
        return tuple(note.id for note in self.notes if is_unread(note, self.person_no))

    def enter_nothing(self) -> Outcome:
        """Return; what stands here is read by that."""
        return NotesSeen(self.unread) if self.unread else Back()

    def written(self, notes: Sequence[ShiftNoteRow]) -> None:
        """Show newer notes."""
        self.notes, self.marked = notes, 0


def is_unread(note: ShiftNoteRow, person_no: str) -> bool:
    """Tell whether somebody has yet to read a note: nobody reads their own."""
    return note.person_no != person_no and person_no not in note.read_by


def routing_rows(notes: OperationNotes, columns: int) -> list[Row]:
    """Answer what the routing says about an operation: steps, tools, people, measures, notes."""
    rows: list[Row] = []
    for title, texts in (
        (_("Steps"), notes.steps),
        (_("Tools"), notes.tools),
        (_("People"), notes.personnel),
        (_("Check"), checks(notes)),
        (_("Notes"), notes.comments),
    ):
        named = title
        for text in texts:
            for part in paragraph(text, columns - 15):
                rows.append(row(" ", Cell(named, 12, Role.QUIET), part))
                named = ""
    return rows


def checks(notes: OperationNotes) -> tuple[str, ...]:
    """Answer what is measured, between which values; as a server of before wrote it where it names no values."""
    if not notes.measures:
        return notes.quality_measures
    return tuple(
        f"{each.name}: {figure(each.min_value)} - {figure(each.max_value)}"
        if each.min_value or each.max_value
        else each.name
        for each in notes.measures
    )


def part_rows(parts: Sequence[ComponentRow]) -> list[Row]:
    """Answer the parts of a job: what is needed yet, the bin they are taken from, what it holds, and the location."""
    if not parts:
        return []
    titles = row(
        " ",
        Cell(_("Parts"), 33, Role.QUIET, grows=True, narrow=20),
        Cell(pgettext("col 8", "Need"), 9, Role.QUIET, right=True, narrow=7),
        Cell("", 2, narrow=0),
        Cell(pgettext("col 11", "Bin"), 12, Role.QUIET, narrow=0),
        Cell(pgettext("col 8", "In it"), 9, Role.QUIET, right=True, narrow=0),
        Cell(pgettext("col 8", "Here"), 9, Role.QUIET, right=True, narrow=7),
    )
    return [titles, *(_part(each) for each in parts)]


def readiness(part: ComponentRow) -> Sign:
    """Answer whether a part is there: = in the bin that it is taken from, ~ elsewhere at the location, ! too few."""
    if part.on_hand < part.remaining_quantity:
        return Sign.CAREFUL
    in_bin = part.on_hand if part.in_bin is None else part.in_bin
    return Sign.KEPT if in_bin < part.remaining_quantity else Sign.TAKEN


def _part(part: ComponentRow) -> Row:
    return row(
        " ",
        Cell(f"{part.item_no} {part.description}", 33, grows=True, narrow=20),
        Cell(figure(part.remaining_quantity), 9, right=True, narrow=7),
        Cell("", 2, narrow=0),
        Cell(part.bin_code or part.location_code, 12, narrow=0),
        Cell("" if part.in_bin is None else figure(part.in_bin), 9, right=True, narrow=0),
        Cell(figure(part.on_hand), 9, right=True, narrow=7),
        sign=readiness(part),
    )


def when_written(moment: datetime, now: datetime) -> str:
    """Write when something was, as short as it is clear: the time today, the weekday within a week, else the day."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return clock(moment)
    return f"{weekday(moment)} {clock(moment)}" if 0 < days < 7 else day(moment.date())


def paragraph(text: str, cells: int) -> list[str]:
    """Break a text between words into as many rows as it needs; a word that is longer than a row is broken."""
    rows, line, cells = [], "", max(cells, 2)  # one sign may be two cells wide
    for word in display.replace_hostile(text).split():
        while cell_len(word) > cells:
            rows += [line] if line else []
            fits = next(end for end in range(len(word), 0, -1) if cell_len(word[:end]) <= cells)
            rows.append(word[:fits])
            word, line = word[fits:], ""  # noqa: PLW2901 -- what is left of it
        joined = f"{line} {word}".strip()
        if cell_len(joined) > cells:
            rows.append(line)
            joined = word
        line = joined
    return [*rows, line] if line or not rows else rows
