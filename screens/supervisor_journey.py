"""The ways to reports, and to what is set right from a screen; most stations never go them, so they are loaded here."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from backend_client.messages.base import Posted, Queued, Refused
from backend_client.messages.steps import next_step
from backend_client.messages.tracked_numbers import TrackedNumbersQuestion
from backend_client.messages.warehouse import WarehouseDocumentsQuestion
from backend_client.messages.what_if import ProposalsQuestion
from backend_client.refusals import RefusalCode
from screens import notices
from screens.backend import Trouble
from screens.base import ListScreen, Stay
from screens.drafts import Who
from screens.floor_journey import FloorJourney
from screens.frame import Message
from screens.language.writing import moment
from screens.yes_asked import YesAsked

if TYPE_CHECKING:
    from screens.reports.report import ReportWanted
    from screens.supervising.choice import Duty
    from screens.supervising.run import Run, RunWanted
    from screens.supervising.work import CheckWanted, Filled, Opened, Shown, TryWanted, Turned, WorkWanted


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
        ways: dict[Duty, Callable[[], Awaitable[None]]] = {
            Duty.KEY_FIGURES: self._key_figures,
            Duty.ORDERS: self._order_maintenance,
            Duty.CALENDARS: self._calendars,
            Duty.COSTS: self._costs,
            Duty.WORK_OUTSIDE: self._work_outside,
            Duty.WAREHOUSE: self._warehouse,
            Duty.JOURNALS: self._journals,
            Duty.TERMINALS: self._terminals,
            Duty.PROPOSALS: self._proposals,
            Duty.TRACKED_NUMBERS: self._tracked_numbers,
        }
        await ways[duty]()

    async def _order_maintenance(self) -> None:
        from screens.supervising.orders import OrderMenu  # noqa: PLC0415

        self.push(OrderMenu(self.glass.now().date()))

    async def _calendars(self) -> None:
        from screens.supervising.calendars import CalendarMenu  # noqa: PLC0415

        self.push(CalendarMenu(self.glass.now().date()))

    async def _journals(self) -> None:
        from screens.supervising.journals import JournalMenu  # noqa: PLC0415

        self.push(JournalMenu())

    async def _work_outside(self) -> None:
        from screens.supervising.outside import OutsideMenu  # noqa: PLC0415

        self.push(OutsideMenu())

    async def _warehouse(self) -> None:
        from screens.supervising.stores import Documents  # noqa: PLC0415

        question = WarehouseDocumentsQuestion()
        await self._answered(question, lambda answer: self.push(Documents(question, answer)))

    async def _terminals(self) -> None:
        from backend_client.messages.terminals import TerminalsQuestion  # noqa: PLC0415
        from screens.supervising.terminals import TerminalList  # noqa: PLC0415

        async def renew(board: TerminalList) -> None:
            board.now = self.glass.now()
            await self._renewed(board.question, board.renewed)

        self._renewals[TerminalList] = renew
        question, now = TerminalsQuestion(), self.glass.now()
        await self._answered(
            question, lambda answer: self.push(TerminalList(question, answer, self.wall_clock, now))
        )

    async def _proposals(self) -> None:
        from screens.supervising.proposals import Proposals  # noqa: PLC0415

        question, now = ProposalsQuestion(), self.glass.now()
        await self._answered(
            question, lambda answer: self.push(Proposals(question, answer, self.wall_clock, now.date()))
        )

    async def _tracked_numbers(self) -> None:
        from screens.supervising.tracked_numbers import BlockedNumbers  # noqa: PLC0415

        question = TrackedNumbersQuestion()
        await self._answered(question, lambda answer: self.push(BlockedNumbers(question, answer)))

    async def _costs(self) -> None:
        """Offer the works on costs; one that is under way is shown in their place."""
        from screens.supervising.cost_runs import CostMenu  # noqa: PLC0415
        from screens.supervising.run import RunScreen, RunWanted, State  # noqa: PLC0415

        self._ways[RunWanted] = self._begin
        self.push(CostMenu(self.glass.now().date()))
        if self._under_way is not None and self._under_way.state is State.UNDER_WAY:
            self.push(RunScreen(self._under_way))

    async def _key_figures(self) -> None:
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
            work.CheckWanted: self._check,
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
            await self._not_done(answer)

    async def _check(self, wanted: "CheckWanted") -> None:
        """Take an answer unless what is entered so far would be refused; what would be asked is asked at the end."""
        answer = await self.backend.post(replace(wanted.request, **self._who(), preview=True))
        if isinstance(answer, Posted) or (isinstance(answer, Refused) and answer.confirmations):
            await self.follow(wanted.taken())
        elif isinstance(answer, Refused) and answer.code is RefusalCode.SESSION_ENDED:
            self._session_ended(answer)
        else:
            self.say(Stay(self._trouble(answer), keep=wanted.typed))

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
            await self._not_done(answer)

    def _signed(self, wanted: "WorkWanted", *, preview: bool = False) -> Any:
        return replace(wanted.request, **self._who(), preview=preview)

    async def _not_done(self, answer: Refused | Trouble | Queued) -> None:
        if isinstance(answer, Refused) and answer.code is RefusalCode.SESSION_ENDED:
            self._session_ended(answer)
        elif isinstance(answer, Queued):
            self.say(Stay(notices.kept_here()))
        elif isinstance(answer, Refused) and answer.lines:
            self._lines_refused(answer)
        elif isinstance(answer, Refused) and answer.code is RefusalCode.CHANGED_MEANWHILE:
            await self._changed_meanwhile(answer)
        else:
            self.say(Stay(self._trouble(answer)))

    async def _changed_meanwhile(self, refused: Refused) -> None:
        """Go back to the list, show how it stands now and who changed it; its form takes up what was entered."""
        from screens.supervising.form import Form  # noqa: PLC0415
        from screens.supervising.work import AnswerList  # noqa: PLC0415

        entered: Mapping[str, Any] = {}
        while len(self.screens) > 1 and not isinstance(self.top, AnswerList):
            left = self.screens.pop()
            entered = left.values if isinstance(left, Form) else entered
        await self._renew_lists()
        if isinstance(self.top, AnswerList):
            self.top.kept = entered
        told = refused.facts
        who = told.get("person_name") or told.get("changed_by")
        facts = {"changed_by": who} if who else {}
        if "changed_at" in told:
            at = datetime.fromisoformat(told["changed_at"])
            facts["changed_at"] = moment(at.astimezone(self.wall_clock))
        self.say(Stay(notices.refused(replace(refused, facts=facts))))

    def _lines_refused(self, refused: Refused) -> None:
        """Go back to the journal, and mark its bad lines; what is no journal says why the first can't be."""
        from screens.supervising.journals import Journal  # noqa: PLC0415

        if not any(isinstance(screen, Journal) for screen in self.screens):
            self.say(Stay(notices.refused(refused)))
            return
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

        def is_list(screen: Any) -> bool:
            return isinstance(screen, DutyChoice) or (isinstance(screen, AnswerList) and screen.stays_open)

        while len(self.screens) > 1 and not is_list(self.top):
            self.screens.pop()
        await self._renew_lists()
        self.say(Stay(said))

    async def _renew_lists(self) -> None:
        """Ask for the list on top and all below it again."""
        from screens.supervising.work import AnswerList  # noqa: PLC0415

        for screen in self.screens[:-1]:
            if isinstance(screen, AnswerList):
                await self._renewed(screen.question, screen.renewed)
            else:
                await self.renew_board(screen)
        top = self.top
        if isinstance(top, AnswerList):
            await self._answered(top.question, top.renewed)
