"""Which key figures, or which losses, and of what time?

The period stands in the title row; left and right go to the one before and after, F4 to days, weeks, months, quarters.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from backend_client.figure_terms import FigureGroup, Loss, LossGroup, WorkerGroup
from backend_client.messages.base import Question
from backend_client.messages.key_figures import KeyFiguresQuestion, LossesQuestion, WorkerEfficiencyQuestion
from backend_client.terms import LoadPeriod
from screens.base import ChoiceScreen, Outcome, Stay
from screens.frame import Key
from screens.language.text import _, marked
from screens.load_periods import days, first_day, moved
from screens.reports.report import ReportWanted

PERIODS = (LoadPeriod.WEEK, LoadPeriod.MONTH, LoadPeriod.QUARTER, LoadPeriod.DAY)
A_DAY = timedelta(days=1)


def _figures(by: FigureGroup) -> Callable[[date, date], Question[Any]]:
    return lambda first, last: KeyFiguresQuestion(by=by, first_day=first, last_day=last)


def _worked(by: WorkerGroup) -> Callable[[date, date], Question[Any]]:
    return lambda first, last: WorkerEfficiencyQuestion(by=by, first_day=first, last_day=last)


def _lost(loss: Loss, by: LossGroup) -> Callable[[date, date], Question[Any]]:
    return lambda first, last: LossesQuestion(loss=loss, by=by, first_day=first, last_day=last)


CHOICES: tuple[tuple[str, Callable[[date, date], Question[Any]]], ...] = (
    (marked("Key figures of the centers"), _figures(FigureGroup.CENTER)),
    (marked("Key figures of the work centers"), _figures(FigureGroup.WORK_CENTER)),
    (marked("Key figures of the orders"), _figures(FigureGroup.ORDER)),
    (marked("Key figures by shift"), _figures(FigureGroup.SHIFT)),
    (marked("Key figures by day"), _figures(FigureGroup.DAY)),
    (marked("Worker efficiency by day"), _worked(WorkerGroup.DAY)),
    (marked("Worker efficiency by person"), _worked(WorkerGroup.PERSON)),
    (marked("Scrap by reason"), _lost(Loss.SCRAP, LossGroup.REASON)),
    (marked("Scrap by center"), _lost(Loss.SCRAP, LossGroup.CENTER)),
    (marked("Scrap by item"), _lost(Loss.SCRAP, LossGroup.ITEM)),
    (marked("Scrap by week"), _lost(Loss.SCRAP, LossGroup.WEEK)),
    (marked("Stops by reason"), _lost(Loss.STOP, LossGroup.REASON)),
    (marked("Stops by center"), _lost(Loss.STOP, LossGroup.CENTER)),
    (marked("Stops by item"), _lost(Loss.STOP, LossGroup.ITEM)),
    (marked("Stops by week"), _lost(Loss.STOP, LossGroup.WEEK)),
)


class FigureChoice(ChoiceScreen):
    """Which figures?"""

    keys: ClassVar[frozenset[Key]] = ChoiceScreen.keys | {Key.LIST}

    def __init__(self, today: date) -> None:
        """Begin with the week of today."""
        super().__init__()
        self.period = PERIODS[0]
        self.first = self._start(today)

    @property
    def last(self) -> date:
        """The last day asked for."""
        return moved(self.period, self.first, 1) - A_DAY

    def title(self) -> str:
        """Name the screen."""
        return _("Key figures and losses")

    def where(self) -> str:
        """Name the days."""
        return days(self.first, self.last)

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return [_(text) for text, _question in CHOICES]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("Days: %(days)s. Left, right: other days. F4: longer or shorter.") % {"days": self.where()}

    def help(self) -> tuple[str, ...]:
        """Tell what they are."""
        return (
            _("Key figures are those of ISO 22400-2, of what was posted on the days in the title row."),
            _(
                "Availability takes setup and idle time as lost; run by run and stops is technical efficiency."
            ),
            _("MTBF and MTTR count stops for a reason that the plant has marked as a failure."),
            _("Worker efficiency is told only where the plant allows it."),
            _("A Pareto shows the largest cause first, with what it comes to with those before it."),
            _("Left and right go to the days before and after, F4 to a month, a quarter, a day, a week."),
            _("The command line answers the same as a file: kiosk ask NAME --csv or --json."),
        )

    def chosen(self, index: int) -> Outcome:
        """Ask for the figures."""
        text, question = CHOICES[index]
        return ReportWanted(question(self.first, self.last), lambda: _(text))

    def press(self, key: Key) -> Outcome:
        """Go to other days."""
        if key in {Key.LEFT, Key.RIGHT}:
            self.first = moved(self.period, self.first, 1 if key is Key.RIGHT else -1)
            return Stay()
        if key is Key.LIST:
            self.period = PERIODS[(PERIODS.index(self.period) + 1) % len(PERIODS)]
            self.first = self._start(self.first)
            return Stay()
        return super().press(key)

    def _start(self, day: date) -> date:
        return day if self.period is LoadPeriod.DAY else first_day(self.period, day)
