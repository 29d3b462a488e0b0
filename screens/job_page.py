"""The job: what should be known about an operation before the first piece is counted.

It is the face of an output that nothing is entered in yet: the question in the row is the good quantity, as ever, and
the first value entered turns it into the fields.

    Time        run 1:48 of 2:30   setup 0:20 of 0:20      with what the clocks hold that is not posted yet
    People      R OP01 08:20   also here: 101001 / 20 S OP02
    Posted      6 good, 0 scrap, 09:50 OP01   next here: 101003 / 20
    Parts                       Need  Bin       Here  Steps
  = SP-BOM1101 Housing Airpot      4  S-03-01     50  1 Set the housing on the base
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import zip_longest

from backend_client.floor_terms import ClockActivity
from backend_client.messages.clocks import ClockRow
from backend_client.messages.load import Task
from backend_client.messages.order_line import ComponentRow, OperationNotes
from backend_client.terms import CapacityUnitType
from screens.base import ROOMY_COLUMNS
from screens.drawing import COLUMNS
from screens.entry import Entry
from screens.frame import BLANK, Body, Cell, Role, Row, Sign, row
from screens.language.durations import SECONDS
from screens.language.text import _, pgettext
from screens.language.writing import clock, duration, figure, moment
from screens.notes import checks, paragraph, readiness
from screens.order_line_body import note_rows
from screens.output_body import heading, will_be_posted
from screens.scan import letter

_LABEL_CELLS = 12
_STEP_CELLS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around an operation, read when its job was opened.

    running    clocks that run at the station, pauses among them, their moments as the wall clock shows them
    next_here  what the station's list has next
    now, zone  when it was read, and where the wall clock hangs
    """

    notes: OperationNotes
    running: Sequence[ClockRow]
    next_here: Task | None
    now: datetime
    zone: tzinfo | None


def _is_of(output: Entry, row: ClockRow) -> bool:
    return (row.order_no, row.operation_no) == (output.draft.order_no, output.draft.operation_no)


def _on_it(output: Entry, around: Around | None) -> list[ClockRow]:
    """Answer the clocks that run on the operation, at this station or elsewhere, the oldest first."""
    here = () if around is None else around.running
    running = [each for each in (*here, *output.clocks) if each.ended_at is None and _is_of(output, each)]
    return sorted({each.id: each for each in running}.values(), key=lambda each: each.started_at)


def state(output: Entry, around: Around | None) -> str:
    """Say what runs on the job and since when, "" where nothing does."""
    running = _on_it(output, around)
    if not running:
        return ""
    words = {
        ClockActivity.RUN: _("RUN since %(time)s"),
        ClockActivity.SETUP: _("SETUP since %(time)s"),
        ClockActivity.PAUSE: _("PAUSE since %(time)s"),
        ClockActivity.STOP: _("STOPPED since %(time)s"),
    }
    return words[running[0].activity] % {"time": clock(running[0].started_local)}


def job_body(output: Entry, around: Around | None, listed_from: int = 0) -> Body:
    """Draw the job: figures, times and people, then the parts beside the steps, then tools and checks.

    listed_from  a row of parts and steps that stands on the page shown
    """
    is_beside = output.columns >= COLUMNS and not output.read_out
    parts, steps = _parts(output), _steps(around, _STEP_CELLS - 1 if is_beside else output.columns - 5)
    if is_beside:
        titles = row(*_part_titles(), Cell(_("Steps") if steps else "", _STEP_CELLS, Role.QUIET))
        listed = [_beside(part, step) for part, step in zip_longest(parts, steps)]
    else:
        titles = row(*_part_titles())
        listed = [row(*cells, sign=sign) for sign, cells in parts]
        listed += [row(Cell(" " + _("Steps"), role=Role.QUIET))] if output.read_out and steps else []
        listed += [row(" ", step) for step in steps]
    return Body(
        head=(
            heading(output),
            *_times(output),
            *_people(output, around),
            *_posted(around),
            *(note_rows(output.card) or (BLANK,)),
            *((titles,) if listed else ()),
        ),
        listed=listed,
        foot=(*_texts(around), will_be_posted(output)),
        marked=listed_from,
    )


def _labelled(label: str, text: str, *besides: str) -> Row:
    """Answer a row with its label; what stands besides is left out where there is no room."""
    cells = [Cell(f"   {each}", narrow=0) for each in besides if each]
    return row(Cell(label, _LABEL_CELLS, Role.QUIET, narrow=10), text, *cells)


def _times(output: Entry) -> tuple[Row, ...]:
    operation = output.operation
    if operation is None:
        return ()
    counted = {
        activity: sum(each.seconds for each in output.clocks if each.activity is activity)
        for activity in (ClockActivity.SETUP, ClockActivity.RUN)
    }
    texts = []
    for text, activity, posted, planned in (
        (
            _("run %(used)s of %(planned)s"),
            ClockActivity.RUN,
            operation.run_time,
            operation.expected_run_time,
        ),
        (
            _("setup %(used)s of %(planned)s"),
            ClockActivity.SETUP,
            operation.setup_time,
            operation.expected_setup_time,
        ),
    ):
        used = posted * SECONDS[output.unit] + counted[activity]
        shown = {
            "used": duration(used, CapacityUnitType.SECONDS),
            "planned": duration(planned, output.unit),
        }
        texts.append(text % shown)
    center = f"{operation.no} {operation.name}" if output.columns >= ROOMY_COLUMNS else operation.no
    return (_labelled(_("Time"), *texts, center),)


def _people(output: Entry, around: Around | None) -> tuple[Row, ...]:
    if around is None:
        return ()
    here = [
        f"{letter(each.activity)} {each.person_no} {clock(each.started_local)}"
        for each in _on_it(output, around)
    ]
    others = [
        f"{each.order_no} / {each.operation_no} {letter(each.activity)} {each.person_no}"
        for each in around.running
        if each.order_no and not _is_of(output, each)
    ]
    also = _("also here: %(jobs)s") % {"jobs": ", ".join(others)} if others else ""
    return (_labelled(_("People"), "   ".join(here) or _("no clock runs"), also),)


def _posted(around: Around | None) -> tuple[Row, ...]:
    if around is None:
        return ()
    notes, task, following = around.notes, around.next_here, ""
    if task is not None:
        place = f"{task.order_no} / {task.operation_no}"
        following = _("next here: %(job)s") % {"job": place}
    if notes.last_posted_at is None:
        return (_labelled(_("Posted"), _("nothing yet"), following),)
    when = notes.last_posted_at.astimezone(around.zone)
    texts = {
        "good": figure(notes.last_output_quantity),
        "scrap": figure(notes.last_scrap_quantity),
        "when": clock(when) if when.date() == around.now.date() else moment(when),
        "who": notes.last_posted_by,
    }
    return (_labelled(_("Posted"), _("%(good)s good, %(scrap)s scrap, %(when)s %(who)s") % texts, following),)


def _part_titles() -> tuple[Cell, ...]:
    return (
        Cell("", 1),
        Cell(_("Parts"), 25, Role.QUIET, grows=True, narrow=22),
        Cell(pgettext("col 8", "Need"), 6, Role.QUIET, right=True),
        Cell("", 2, narrow=0),
        Cell(pgettext("col 11", "Bin"), 10, Role.QUIET, narrow=0),
        Cell(pgettext("col 8", "Here"), 6, Role.QUIET, right=True),
        Cell("", 2, narrow=0),
    )


def _parts(output: Entry) -> list[tuple[Sign, tuple[Cell, ...]]]:
    """Answer the parts that are needed yet: how many, from which bin, how many are there."""
    return [_part(each) for each in output.card.components if each.remaining_quantity > 0]


def _part(part: ComponentRow) -> tuple[Sign, tuple[Cell, ...]]:
    return readiness(part), (
        Cell("", 1),
        Cell(f"{part.item_no} {part.description}", 25, grows=True, narrow=22),
        Cell(figure(part.remaining_quantity), 6, right=True),
        Cell("", 2, narrow=0),
        Cell(part.bin_code or part.location_code, 10, narrow=0),
        Cell(figure(part.on_hand), 6, right=True),
        Cell("", 2, narrow=0),
    )


def _steps(around: Around | None, cells: int) -> list[str]:
    rows: list[str] = []
    for number, text in enumerate(around.notes.steps if around else (), start=1):
        first, *rest = paragraph(text, cells - 2)
        rows += [f"{number} {first}", *(f"  {line}" for line in rest)]
    return rows


def _beside(part: tuple[Sign, tuple[Cell, ...]] | None, step: str | None) -> Row:
    sign, cells = part or (Sign.NONE, (Cell("", 26, grows=True), Cell("", 26)))
    return row(*cells, Cell(step or "", _STEP_CELLS), sign=sign)


def _texts(around: Around | None) -> tuple[Row, ...]:
    """Answer tools, checks and comments of the routing, a row each; F8 shows them whole."""
    if around is None:
        return ()
    notes = around.notes
    named = (
        (_("Tools"), notes.tools),
        (_("Check"), checks(notes)),
        (_("Notes"), notes.comments),
    )
    return tuple(_labelled(title, *texts) for title, texts in named if texts)
