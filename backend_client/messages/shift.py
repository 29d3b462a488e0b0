"""What people of a shift tell each other: notes, calls for help, and what became of them.

Moments are aware UTC. A person is named by number and name; "" where nobody was signed on.
"""

from dataclasses import dataclass
from datetime import datetime

from backend_client.floor_terms import HelpKind, NoteReach
from backend_client.messages.base import Dated, Question, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftNoteRow:
    """A note; `read_by` are the numbers of those who have acknowledged it."""

    id: str
    reach: NoteReach
    no: str
    order_no: str
    order_line_no: int
    operation_no: str
    note: str
    person_no: str
    person_name: str
    written_at: datetime
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftNotes(Dated):
    """Notes, the newest first; at most limits.NOTES_MAX."""

    rows: tuple[ShiftNoteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftNotesQuestion(Question[ShiftNotes]):
    """Which notes are there for a station, a job, or both?

    no        a work or machine center: notes of the last limits.NOTE_DAYS_MAX days for it and for who comes there next
    order_no  notes on this order, however old they are
    """

    no: str = ""
    order_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten:
    """The note is there; `id` is the request's."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNoteRequest(Request[NoteWritten]):
    """Write a note. With reach `job` to an order, else to a center `no`.

    note  at most limits.NOTE_LENGTH_MAX characters, shown as it is and never read as anything but text
    """

    reach: NoteReach
    note: str
    no: str = ""
    order_no: str = ""
    order_line_no: int = 0
    operation_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesRead:
    """So many notes were not yet acknowledged by this person, and are now."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNotesRequest(Request[NotesRead]):
    """Acknowledge notes: this person has read them. Acknowledging one again changes nothing."""

    note_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCallRow:
    """A call and what became of it; `answer` is the newest one, with who gave it and when, None without."""

    id: str
    kind: HelpKind
    no: str
    order_no: str
    order_line_no: int
    operation_no: str
    stop_code: str
    person_no: str
    person_name: str
    terminal_id: str
    called_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_by_name: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCalls:
    """Calls that are open, the oldest first; `next_page` asks for those that follow, "" where there are none."""

    as_of: datetime
    rows: tuple[HelpCallRow, ...]
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCallsQuestion(Question[HelpCalls]):
    """Which calls for help are open? None is shown for longer than limits.HELP_CALL_HOURS_MAX.

    from_terminal  "" = of the whole plant
    page           `next_page` of the answer before; "" = the first
    most           calls in one answer; 0 and whatever is above it = limits.HELP_CALLS_MAX
    """

    from_terminal: str = ""
    page: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCallReceipt:
    """The call as it stands after this request, at `at`; `ended`: it is no longer open."""

    call: HelpCallRow
    at: datetime
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForHelpRequest(Request[HelpCallReceipt]):
    """Call for help of a kind. It is never kept: without a line nobody would hear it, and the person is told so.

    no         the center that calls; "" where the terminal has none
    stop_code  of the stop it is about
    An open call of the same kind from the same terminal goes on: no second one is made.
    """

    kind: HelpKind
    no: str = ""
    order_no: str = ""
    order_line_no: int = 0
    operation_no: str = ""
    stop_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCallRequest(Request[HelpCallReceipt]):
    """Answer a call: `note` says when somebody comes, or what to do until then; "" = on the way."""

    call_id: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCallRequest(Request[HelpCallReceipt]):
    """End a call: help is here, or no longer needed."""

    call_id: str
