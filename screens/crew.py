"""Crew: who works on an operation now. A badge joins, and the same badge leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from backend_client.barcode.events import Badge, Command, CommandScanned, Event, Job, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.floor_terms import ClockActivity
from backend_client.messages.clocks import ClockRow
from screens.base import Back, KioskScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Row, Sign, row
from screens.language.text import _, ngettext
from screens.my_hours import counted
from screens.scan import ClockWanted


@dataclass(frozen=True, slots=True)
class CrewWanted(Outcome):
    """A person joins or leaves, by badge or by number."""

    job: Job
    badge_token: str = field(default="", repr=False)
    number: str = ""


class Crew(KioskScreen):
    """Who works on it?

    names  of people that were told here, by their number
    """

    takes_badges: ClassVar[bool] = True

    def __init__(self, job: Job, running: Sequence[ClockRow], names: dict[str, str]) -> None:
        """Begin with the clocks that run on the operation."""
        super().__init__()
        self._job = job
        self.running = running
        self.names = names

    @property
    def job(self) -> Job:
        """The operation."""
        return self._job

    def frame(self) -> Frame:
        """List who works on it, since when."""
        at_work = [each for each in self.running if each.activity is not ClockActivity.PAUSE]
        count = len(at_work)
        rows = [self._row(each) for each in self.running] or [row("   ", _("nobody yet"))]
        return Frame(
            title=_("Crew  %(job)s") % {"job": f"{self.job.order_no} / {self.job.operation_no}"},
            where=ngettext("%(n)s person", "%(n)s people", count) % {"n": count},
            body=Body(
                head=(BLANK, row(" ", Cell(_("At work here now"), role=Role.QUIET)), *rows),
                foot=(
                    BLANK,
                    row(" ", Cell(_("Everybody's time is posted with the output."), role=Role.QUIET)),
                ),
            ),
            message=Message(
                Sign.TAKEN,
                _("Crew"),
                _("A badge joins the work. The same badge leaves it."),
                _("Scan a badge. Scan OK or press F3 when all are told."),
            ),
            prompt=_("Badge or number"),
            keys=self.keys,
        )

    def _row(self, each: ClockRow) -> Row:
        name = f"{each.person_no}  {self.names.get(each.person_no, '')}".rstrip()
        return row("   ", Cell(name, 30), *counted(each))

    def help(self) -> tuple[str, ...]:
        """Tell what a crew is."""
        return (
            _("Each person has a clock of their own, from joining to leaving."),
            _("RUN, SETUP, PAUSE and STOP change your own clock only."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a badge, or the end of it."""
        if isinstance(event, Badge):
            return CrewWanted(self.job, badge_token=event.token)
        if effect is Effect.ANSWER:
            return Back()
        if effect is Effect.CLOCK and isinstance(event, CommandScanned):
            return ClockWanted(event.command, self.job)
        if event == CommandScanned(Command.CREW):
            return Stay()
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take the number of a person."""
        return CrewWanted(self.job, number=text.text)
