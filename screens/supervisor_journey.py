"""The ways to reports; most stations never open one, so they are loaded here."""

from functools import partial
from typing import TYPE_CHECKING, Any

from screens.floor_journey import FloorJourney

if TYPE_CHECKING:
    from screens.supervising.choice import Duty


class SupervisorJourney(FloorJourney):
    """The part of the way on which it is looked up what was posted, and what it cost."""

    def show_reports(self) -> None:
        """Offer the reports."""
        from screens.reports.choice import NumberWanted, ReportChoice  # noqa: PLC0415

        self._know_reports()
        self._ways[NumberWanted] = self._report_number
        self.push(ReportChoice())

    async def show_duty(self, duty: "Duty") -> None:
        """Open what a supervisor looks up or sets right."""
        from screens.supervising.choice import Duty  # noqa: PLC0415

        match duty:
            case Duty.KEY_FIGURES:
                self._key_figures()
            case _:
                raise AssertionError(f"nothing shows {duty}")

    def _key_figures(self) -> None:
        from screens.reports.figure_choice import FigureChoice  # noqa: PLC0415

        self._know_reports()
        self.push(FigureChoice(self.glass.now().date()))

    def _know_reports(self) -> None:
        from screens.reports.report import ReportWanted  # noqa: PLC0415

        self._ways[ReportWanted] = self._report

    async def _report_number(self, wanted: Any) -> None:
        from screens.reports.choice import ReportNumber  # noqa: PLC0415

        jobs = (screen.job for screen in reversed(self.screens) if screen.job is not None)
        self.push(ReportNumber(wanted.kind, next((job.order_no for job in jobs), "")))

    async def _report(self, wanted: Any) -> None:
        from screens.reports.report import ReportScreen  # noqa: PLC0415
        from screens.reports.tables import report_of  # noqa: PLC0415

        def shown(answer: Any) -> None:
            self.push(ReportScreen(partial(report_of, wanted.question, answer), wanted.title))

        await self._answered(wanted.question, shown)
