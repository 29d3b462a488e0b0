"""The ways to reports; most stations never open one, so they are loaded here."""

from functools import partial
from typing import Any

from screens.floor_journey import FloorJourney


class SupervisorJourney(FloorJourney):
    """The part of the way on which it is looked up what was posted, and what it cost."""

    def show_reports(self) -> None:
        """Offer the reports."""
        from screens.reports.choice import NumberWanted, ReportChoice  # noqa: PLC0415
        from screens.reports.report import ReportWanted  # noqa: PLC0415

        self._ways |= {ReportWanted: self._report, NumberWanted: self._report_number}
        self.push(ReportChoice())

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
