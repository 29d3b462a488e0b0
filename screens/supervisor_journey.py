"""The ways to reports, and to what is set right from a screen; most stations never go them, so they are loaded here."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from backend_client.messages.base import Posted, Queued, Refused
from backend_client.messages.steps import next_step
from backend_client.messages.warehouse import WarehouseDocumentsQuestion
from backend_client.refusals import RefusalCode
from screens import notices
from screens.backend import Trouble
from screens.base import ListScreen, Stay
from screens.drafts import Who
from screens.floor_journey import FloorJourney
from screens.frame import Message
from screens.yes_asked import YesAsked

if TYPE_CHECKING:
    from screens.reports.report import ReportWanted
    from screens.supervising.choice import Duty
    from screens.supervising.run import Run, RunWanted
    from screens.supervising.work import Filled, Opened, Shown, TryWanted, Turned, WorkWanted


class SupervisorJourney(FloorJourney):
    """The part of the way on which it is looked up what was posted, and what it cost; and set right."""

    _under_way: "Run | None" = None
    _task: "asyncio.Task[None] | None" = None

    def show_reports(self) -> None:
        """Offer the reports."""
        from screens.reports.choice import NumberWanted, ReportChoice  # noqa: PLC0415

        self._know_reports()
        self._ways[NumberWanted] = self._report_number
        self.push(ReportChoice())

    async def show_duty(self, duty: "Duty") -> None:
        """Open what a supervisor looks up or sets right."""
        from screens.supervising.choice import Duty  # noqa: PLC0415

        self._know_work()
        match duty:
            case Duty.KEY_FIGURES:
                self._key_figures()
            case Duty.ORDERS:
                self._order_maintenance()
            case Duty.CALENDARS:
                self._calendars()
            case Duty.COSTS:
                self._costs()
            case Duty.WORK_OUTSIDE:
                self._work_outside()
            case Duty.WAREHOUSE:
                await self._warehouse()
            case Duty.JOURNALS:
                self._journals()
            case _:
                raise AssertionError(f"nothing shows {duty}")

    def _order_maintenance(self) -> None:
        from screens.supervising.orders import OrderMenu  # noqa: PLC0415

        self.push(OrderMenu(self.glass.now().date()))

    def _calendars(self) -> None:
        from screens.supervising.calendars import CalendarMenu  # noqa: PLC0415

        self.push(CalendarMenu(self.glass.now().date()))

    def _journals(self) -> None:
        from screens.supervising.journals import JournalMenu  # noqa: PLC0415

        self.push(JournalMenu())

    def _work_outside(self) -> None:
        from screens.supervising.outside import OutsideMenu  # noqa: PLC0415

        self.push(OutsideMenu())

    async def _warehouse(self) -> None:
        from screens.supervising.stores import Documents  # noqa: PLC0415

        question = WarehouseDocumentsQuestion()
        await self._answered(question, lambda answer: self.push(Documents(question, answer)))

    def _costs(self) -> None:
        """Offer the works on costs; one that is under way is shown in their place."""
        from screens.supervising.cost_runs import CostMenu  # noqa: PLC0415
        from screens.supervising.run import RunScreen, RunWanted, State  # noqa: PLC0415

        self._ways[RunWanted] = self._begin
        self.push(CostMenu(self.glass.now().date()))
        if self._under_way is not None and self._under_way.state is State.UNDER_WAY:
            self.push(RunScreen(self._under_way))

    def _key_figures(self) -> None:
        from screens.reports.figure_choice import FigureChoice  # noqa: PLC0415

        self._know_reports()
        self.push(FigureChoice(self.glass.now().date()))

    def _know_reports(self) -> None:
        from screens.reports.report import ReportWanted  # noqa: PLC0415

        self._ways[ReportWanted] = self._report

    async def show_report(self, wanted: "ReportWanted") -> None:
        """Show the answer to a question of costs or entries, and what its rows open."""
        self._know_reports()
        await self._report(wanted)

    async def change_order(self, order_no: str) -> None:
        """Offer what may be done with an order."""
        from screens.supervising.order_actions import order_opened  # noqa: PLC0415

        self._know_work()
        await self._opened(order_opened(order_no))

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

    # What is changed from a screen.

    def _know_work(self) -> None:
        from screens.supervising import work  # noqa: PLC0415

        self._ways |= {
            work.WorkWanted: self._work,
            work.TryWanted: self._try,
            work.Opened: self._opened,
            work.Shown: self._shown,
            work.Turned: self._turned,
            work.Filled: self._filled,
        }

    async def _shown(self, wanted: "Shown") -> None:
        self.push(wanted.screen)

    async def _opened(self, wanted: "Opened") -> None:
        await self._answered(wanted.question, lambda answer: self.push(wanted.screen(answer)))

    async def _filled(self, wanted: "Filled") -> None:
        self.screens.pop()
        wanted.take()

    async def _turned(self, wanted: "Turned") -> None:
        top: Any = self.top
        await self._answered(wanted.question, partial(top.turned, wanted.question))

    async def _try(self, wanted: "TryWanted") -> None:
        """Run a change without writing, answering what it asks with yes, and show what it comes to."""
        work = wanted.work
        answer = await self.backend.post(self._signed(work, preview=True))
        if isinstance(answer, Refused) and answer.confirmations:
            await self._try(replace(wanted, work=work.confirmed(*answer.confirmations)))
        elif isinstance(answer, Posted):
            self.push(wanted.shows(answer.receipt))
        else:
            self._not_done(answer)

    async def _work(self, wanted: "WorkWanted") -> None:
        """Post a change; what it wants confirmed is asked first."""
        answer = await self.backend.post(self._signed(wanted))
        if isinstance(answer, Posted):
            await self._done(wanted.done(answer.receipt))
        elif isinstance(answer, Refused) and answer.confirmations:
            from screens.supervising.work import confirm  # noqa: PLC0415

            title = self.top.frame().title
            self.push(confirm(lambda: title, wanted, answer.confirmations[0]))
        else:
            self._not_done(answer)

    def _signed(self, wanted: "WorkWanted", *, preview: bool = False) -> Any:
        return replace(wanted.request, **self._who(), preview=preview)

    def _not_done(self, answer: Refused | Trouble | Queued) -> None:
        if isinstance(answer, Refused) and answer.code is RefusalCode.SESSION_ENDED:
            self._session_ended(answer)
        elif isinstance(answer, Queued):
            self.say(Stay(notices.kept_here()))
        elif isinstance(answer, Refused) and answer.lines:
            self._lines_refused(answer)
        else:
            self.say(Stay(self._trouble(answer)))

    def _lines_refused(self, refused: Refused) -> None:
        """Go back to the journal, and mark its bad lines."""
        from screens.supervising.journals import Journal  # noqa: PLC0415

        while not isinstance(self.top, Journal):
            self.screens.pop()
        self.say(Stay(self.top.mark_refused(refused)))

    async def _begin(self, wanted: "RunWanted") -> None:
        """Begin long work beside the screens, and show how far it is."""
        from screens.supervising.run import RunScreen, State  # noqa: PLC0415

        while not isinstance(self.top, ListScreen) or isinstance(self.top, YesAsked):
            self.screens.pop()
        if self._under_way is None or self._under_way.state is not State.UNDER_WAY:
            self._under_way = wanted.run
            self._task = asyncio.create_task(self._steps(wanted.run, self._who()))
        self.push(RunScreen(self._under_way))

    async def _steps(self, run: "Run", who: Who) -> None:
        """Post one step after the other; between two of them all else that waits for the back end is done."""
        from screens.supervising.run import State  # noqa: PLC0415

        first = request = replace(run.request, **who)
        with suppress(RuntimeError):  # the screens have ended
            while run.state is State.UNDER_WAY:
                answer = await self.backend.post(request)
                if isinstance(answer, Posted):
                    run.took(answer.receipt)
                    request = next_step(first, answer.receipt, run.steps + 1)
                else:
                    run.failed(notices.kept_here() if isinstance(answer, Queued) else self._trouble(answer))
                if getattr(self.top, "run", None) is run:
                    self.show()

    async def _done(self, said: Message) -> None:
        """Go back to the list that the change was made from, ask for it and all below it again, say what was done."""
        from screens.supervising.choice import DutyChoice  # noqa: PLC0415
        from screens.supervising.work import AnswerList  # noqa: PLC0415

        while len(self.screens) > 1 and not isinstance(self.top, AnswerList | DutyChoice):
            self.screens.pop()
        for screen in self.screens[:-1]:
            if isinstance(screen, AnswerList):
                await self._renewed(screen.question, screen.renewed)
            else:
                await self.renew_board(screen)
        top = self.top
        if isinstance(top, AnswerList):
            await self._answered(top.question, top.renewed)
        self.say(Stay(said))
