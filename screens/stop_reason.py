"""Why does it stand? The stop began with its scan; the reason may follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend_client.barcode.events import Event, Job, StopCodeScanned
from backend_client.barcode.safe_in_any_field import Asked, Effect, Situation
from backend_client.messages.order_line import Reason
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Sign, row
from screens.language.text import _
from screens.language.writing import clock
from screens.notices import not_known


@dataclass(frozen=True, slots=True)
class ReasonGiven(Outcome):
    """The reason of a stop; "" = none yet."""

    job: Job
    code: str


class StopReason(ListScreen):
    """The plant's reasons, and last a row for none yet."""

    def __init__(self, job: Job, reasons: Sequence[Reason], since: datetime | None) -> None:
        """Begin with the first reason marked."""
        super().__init__(len(reasons) + 1)
        self._job = job
        self.reasons = reasons
        self.since = since

    @property
    def job(self) -> Job:
        """The job that stands still."""
        return self._job

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here: a stop reason is what is asked for."""
        return Situation(badge=badge, job=self.job, entry=True, asked=Asked.CODE)

    def frame(self) -> Frame:
        """List the reasons."""
        texts = [f"{reason.code:<12} {reason.description}" for reason in self.reasons]
        since = clock(self.since) if self.since else ""
        return Frame(
            title=_("Stop  %(job)s") % {"job": f"{self.job.order_no} / {self.job.operation_no}"},
            where=_("stopped %(time)s") % {"time": since},
            body=Body(
                head=(BLANK, row(" ", _("Why does it stand?")), BLANK),
                listed=self.numbered([*texts, _("no reason yet, I will say later")]),
                foot=(
                    BLANK,
                    row(
                        " ",
                        Cell(
                            _("The stop began when you scanned STOP. It lasts until you scan RUN."),
                            role=Role.QUIET,
                        ),
                    ),
                ),
                marked=self.marked,
            ),
            message=Message(
                Sign.QUESTION,
                _("Reason for the stop"),
                _("The stop is kept already. The reason may follow."),
                _("Scan a reason, or enter 1 to %(count)s.") % {"count": self.count},
            ),
            prompt=_("Reason"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what a stop is."""
        return (
            _("The machine stands since you scanned STOP; scan RUN when it runs again."),
            _("Scan the reason from the sheet, or enter the number of its row."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a reason that was scanned."""
        if isinstance(event, StopCodeScanned) and effect is Effect.FILL_STOP_CODE:
            if any(reason.code == event.code for reason in self.reasons):
                return ReasonGiven(self.job, event.code)
            return Stay(not_known(event.code))
        return super().take(event, effect)

    def chosen(self, index: int) -> Outcome:
        """Take a row; the last one gives no reason."""
        return ReasonGiven(self.job, self.reasons[index].code if index < len(self.reasons) else "")

    def enter_nothing(self) -> Outcome:
        """Enter alone gives no reason."""
        return ReasonGiven(self.job, "")
