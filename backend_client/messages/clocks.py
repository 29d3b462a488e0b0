"""Clocks: starting, pausing and ending work, presence, and what the clocks say.

A screen never counts time: it asks, and shows seconds since a stamp of the server. All stamps are aware UTC in whole
seconds; `_local` beside one is the same moment on the plant's wall clock.
"""

from dataclasses import dataclass
from datetime import date, datetime

from backend_client.floor_terms import ClockActivity, ClockEnding, ClockExceptionKind
from backend_client.messages.base import Question, Request
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityType


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """One interval; `seconds` to its end, or so far. `waiting`: forgotten, a supervisor decides when it ended."""

    id: str
    person_no: str
    order_no: str
    order_line_no: int
    operation_no: str
    type: CapacityType
    no: str
    activity: ClockActivity
    stop_code: str
    group_code: str
    started_at: datetime
    started_local: datetime
    ended_at: datetime | None
    ended_local: datetime | None
    ending: ClockEnding
    seconds: int
    posted: bool
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceRow:
    """One stretch of a person's presence."""

    id: str
    person_no: str
    started_at: datetime
    started_local: datetime
    ended_at: datetime | None
    ended_local: datetime | None
    seconds: int
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReceipt:
    """What became of the clocks at `stamp`. A start that found its clock running already names it in `running`."""

    stamp: datetime
    started: tuple[ClockRow, ...] = ()
    running: tuple[ClockRow, ...] = ()
    ended: tuple[ClockRow, ...] = ()
    presence: tuple[PresenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWorkRequest(Request[ClockReceipt]):
    """Start a clock on an operation, or at a center without an order; of another activity, the old one is ended.

    type, no     only without an order: maintenance, cleaning, indirect time
    activity     setup, run, or stop with its reason in `stop_code`
    group_code   operations started under one code may run together where a center asks for groups
    crew         further people that start with this person
    switch       whatever else they work on ends at the same stamp
    """

    order_no: str = ""
    order_line_no: int = 0
    operation_no: str = ""
    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""
    activity: ClockActivity = ClockActivity.RUN
    stop_code: str = ""
    group_code: str = ""
    crew: tuple[str, ...] = ()
    switch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWorkRequest(Request[ClockReceipt]):
    """Pause what a person works on: one operation, or everything. Nothing else is asked."""

    order_no: str = ""
    operation_no: str = ""
    stop_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndWorkRequest(Request[ClockReceipt]):
    """End the clocks of a person: of one operation, of one center, or all; `whole_crew`: of everybody on it."""

    order_no: str = ""
    operation_no: str = ""
    no: str = ""
    whole_crew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockInRequest(Request[ClockReceipt]):
    """A person comes in; clocked in already, nothing changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockOutRequest(Request[ClockReceipt]):
    """A person leaves; the clocks that still run end with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepClocksRequest(Request[ClockReceipt]):
    """Take the clocks whose shift is over out of the running ones; when they ended, a supervisor decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideForgottenClockRequest(Request[ClockReceipt]):
    """A supervisor says when a forgotten clock ended (aware UTC): between its start and its sweep."""

    id: str
    ended_at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostClockedOutputRequest(PostOutputRequest):
    """Output of an operation with all the time that its clocks hold and that is not posted yet.

    Running clocks are cut at the stamp of the posting and run on, unless the operation is finished or `keep_running`
    is off. Setup, run and stop time come from the clocks and are not to be given.
    """

    keep_running: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PostClockedCapacityRequest(Request[PostingReceipt]):
    """Time clocked at a center without an order, under one stop code, as stop time of the capacity journal."""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    stop_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningWork:
    """Clocks that run at `as_of`, pauses among them."""

    as_of: datetime
    rows: tuple[ClockRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningWorkQuestion(Question[RunningWork]):
    """What runs: at a center (work centers include their machines), of a person, on an order; "" = any."""

    no: str = ""
    person_no: str = ""
    order_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTime:
    """A person's plant-local day: intervals that began on it, and three figures that are never mixed.

    elapsed  what went by while working; labour  the person's time, shared among what ran at once (their sum);
    machine  the time of each machine, whole; all in seconds, of setup and run time
    """

    as_of: datetime
    rows: tuple[ClockRow, ...]
    presence: tuple[PresenceRow, ...]
    elapsed_seconds: int
    labour_seconds: int
    machine_seconds: int
    presence_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTimeQuestion(Question[PersonTime]):
    """What did a person do on a day? `day` None = today."""

    person_no: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationTime:
    """The clocks of an operation, and its three figures as in PersonTime; `unposted`: labour not posted yet."""

    as_of: datetime
    rows: tuple[ClockRow, ...]
    elapsed_seconds: int
    labour_seconds: int
    machine_seconds: int
    unposted_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationTimeQuestion(Question[OperationTime]):
    """What do the clocks say of an operation?"""

    order_no: str
    order_line_no: int = 0
    operation_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockException:
    """One thing for a supervisor to decide."""

    kind: ClockExceptionKind
    id: str
    person_no: str
    person_name: str = ""
    order_no: str
    operation_no: str
    no: str
    started_at: datetime
    started_local: datetime
    swept_at: datetime
    swept_local: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExceptions:
    """What waits for a supervisor; `ahead_seconds`: by how much the last stamp is ahead of the clock (0: it is not)."""

    rows: tuple[ClockException, ...]
    ahead_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExceptionsQuestion(Question[ClockExceptions]):
    """Which clocks were forgotten?"""
