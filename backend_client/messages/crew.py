"""Several people on one operation: who joins by a badge, and who leaves by it."""

from dataclasses import dataclass, field

from backend_client.floor_terms import ClockActivity
from backend_client.messages.base import Request
from backend_client.messages.clocks import ClockReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewChange:
    """Whose clock was started (`joined`) or ended on the operation, and what became of the clocks."""

    person_no: str
    name: str
    joined: bool
    clocks: ClockReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCrewRequest(Request[CrewChange]):
    """Let a person join the work on an operation, or leave it when they work on it already.

    badge_token, number  the person's, one of them; a number only where the plant asks for no PIN
    activity             what the clock of one who joins counts: run or setup
    """

    order_no: str
    order_line_no: int = 0
    operation_no: str
    badge_token: str = field(default="", repr=False)
    number: str = ""
    activity: ClockActivity = ClockActivity.RUN
