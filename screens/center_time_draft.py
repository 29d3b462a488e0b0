"""Time of a center without an order that is being entered: cleaning, maintenance, a missing tool.

110, MACHINE, 0:45                 one capacity entry of 45 minutes of stop time, no cost
110, CLEANING, by the clock        what the person's own clock there counted
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from backend_client.barcode.events import Job
from backend_client.messages.base import Answer, Request
from backend_client.messages.clocks import PostClockedCapacityRequest
from backend_client.messages.postings import PostCapacityRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityType, CapacityUnitType
from screens.drafts import ZERO, Entered, EntryKind, Who
from screens.language.text import _
from screens.language.writing import duration
from screens.summary import summary


class CenterField(StrEnum):
    """What is asked: why, and how long."""

    REASON = "stop_code"
    TIME = "stop_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterTimeDraft(Entered):
    """Why a center was busy or stood still, and for how long; `time` in the center's own unit.

    by_clock  a clock of the person's own counted it
    """

    kind = EntryKind.CENTER_TIME

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    unit: CapacityUnitType = CapacityUnitType.MINUTES
    stop_code: str = ""
    time: Decimal | None = None
    by_clock: bool = False

    @property
    def key(self) -> tuple[EntryKind, str, int, str]:
        """The center, in the place of an order."""
        return self.kind, self.no, 0, self.type

    @property
    def job(self) -> Job:
        """The center, in the place of an order."""
        return Job(self.no, 0, self.type)

    @property
    def place(self) -> str:
        """The center."""
        return self.no

    @property
    def entered(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.stop_code or self.time or self.by_clock)

    @property
    def missing(self) -> CenterField | None:
        """The field that stands in the way of posting."""
        if not self.stop_code:
            return CenterField.REASON
        return None if self.time or self.by_clock else CenterField.TIME

    def request(
        self, *, who: Who, answers: tuple[Answer, ...] = (), preview: bool = False
    ) -> Request[PostingReceipt]:
        """Answer the posting of stop time that it is."""
        if self.by_clock:
            return PostClockedCapacityRequest(
                request_id=self.request_id,
                **who,
                answers=answers,
                preview=preview,
                type=self.type,
                no=self.no,
                stop_code=self.stop_code,
            )
        return PostCapacityRequest(
            request_id=self.request_id,
            **who,
            answers=answers,
            preview=preview,
            type=self.type,
            no=self.no,
            stop_time=self.time or ZERO,
            stop_code=self.stop_code,
        )


@summary.register
def _of_center_time(draft: CenterTimeDraft, _unit: CapacityUnitType) -> str:
    values = {
        "center": draft.no,
        "time": _("by the clock") if draft.by_clock else duration(draft.time or ZERO, draft.unit),
        "code": draft.stop_code,
    }
    return (_("%(center)s: %(time)s (%(code)s)") if draft.stop_code else "%(center)s: %(time)s") % values
