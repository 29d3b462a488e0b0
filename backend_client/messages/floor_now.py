"""What happens at every center now, and what waits for a supervisor.

    110 Flushing Manual   stopped, MACHINE, since 13:12   101002 / 20   OP01   5 left
    120 Flushing Backward idle                            next: 101003 / 10, Wed 12:17

Moments are aware UTC, `_local` beside one is the plant's wall clock; a start that is planned is the plant's wall clock.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from backend_client.floor_terms import CenterState, HelpKind
from backend_client.messages.base import Question
from backend_client.terms import CapacityType


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterNow:
    """A machine or work center as its clocks have it; of several clocks the most pressing state, then the oldest.

    since               when this state began; of an idle center when its last clock of the day ended, None without
    order_no ...        what is worked on; of an idle center what is next, at `next_start`
    remaining_quantity  what the operation still has to make, in base units; None where nothing runs
    people              how many clocks count here; `person_no` is whose clock began first
    call                what was called for from here and is open; `call_answered`: somebody has answered
    silent_since        when the terminal that this state was told by was last heard of: by now it may be another one;
                        None = it is heard of, or has its own database and calls nobody
    """

    type: CapacityType
    no: str
    name: str
    work_center_no: str
    state: CenterState
    stop_code: str = ""
    since: datetime | None = None
    since_local: datetime | None = None
    order_no: str = ""
    order_line_no: int = 0
    operation_no: str = ""
    remaining_quantity: Decimal | None = None
    next_start: datetime | None = None
    person_no: str = ""
    person_name: str = ""
    people: int = 0
    call: HelpKind | None = None
    call_answered: bool = False
    silent_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorNow:
    """Work centers by number, each followed by its machines, and how much waits for a supervisor.

    silent_terminals   give no word, since limits.SILENT_DAYS_MAX days at most
    refused_elsewhere  postings that wait for a decision at other terminals than the one that asks, as these last said
    """

    as_of: datetime
    rows: tuple[CenterNow, ...]
    open_calls: int
    forgotten_clocks: int
    late_orders: int
    odd_entries: int
    silent_terminals: int = 0
    refused_elsewhere: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorNowQuestion(Question[FloorNow]):
    """What happens at every center now?"""
