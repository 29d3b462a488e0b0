"""The way of a supervisor: a menu of duties, each a list that opens one thing to decide.

Most stations never open one, so the screens are loaded when they are first wanted.
"""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from backend_client.barcode.events import Job
from backend_client.floor_terms import OrderWatch
from backend_client.messages.base import Posted, Refused
from backend_client.messages.clocks import (
    ClockException,
    ClockExceptions,
    ClockExceptionsQuestion,
    DecideForgottenClockRequest,
    SweepClocksRequest,
)
from backend_client.messages.floor_now import FloorNow, FloorNowQuestion
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.messages.odd_entries import (
    FindEntryRightRequest,
    OddEntries,
    OddEntriesQuestion,
    OddEntry,
)
from backend_client.messages.order_costs import OrderCostQuestion, OrderStatistics, StatisticsQuestion
from backend_client.messages.order_lists import ProductionOrderQuestion, WholeOrder
from backend_client.messages.watched_orders import WatchedOrdersQuestion
from screens.backend import Backend, Trouble
from screens.base import ListScreen, Stay
from screens.centers import Centers
from screens.frame import Message, Sign
from screens.glass import Glass
from screens.language.text import _
from screens.order_line import JobCardWanted
from screens.posting_journey import new_id
from screens.scan import OpenJob
from screens.station import Station
from screens.what_if_journey import WhatIfJourney

if TYPE_CHECKING:
    from screens.reports.report import ReportWanted
    from screens.supervising.choice import Duty, DutyChosen
    from screens.supervising.floor import Floor
    from screens.supervising.forgotten import EndDecided, ForgottenClocks, ForgottenOpened
    from screens.supervising.odd import FoundRight, OddEntriesList, OddOpened, TakeBack
    from screens.supervising.order_page import OrderPage, OrderWayChosen
    from screens.supervising.watched import OrderPageWanted, Orders, OrdersWanted


class FloorJourney(WhatIfJourney):
    """The part of the way on which somebody answers for a shift."""

    centers: Centers

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin with no board known."""
        super().__init__(glass, backend, station)
        self._renewals: dict[type[Any], Callable[[Any], Awaitable[None]]] = {}

    def show_duties(self) -> None:
        """Offer what a supervisor looks at and decides."""
        from screens.supervising.choice import DutyChoice, DutyChosen  # noqa: PLC0415

        self._ways[DutyChosen] = self._duty
        self.push(DutyChoice())

    async def _duty(self, chosen: "DutyChosen") -> None:
        from screens.supervising.choice import Duty  # noqa: PLC0415

        match chosen.duty:
            case Duty.FLOOR:
                await self._floor()
            case Duty.WATCHED_ORDERS:
                await self._watched_orders()
            case Duty.REFUSED:
                await self.show_refused()
            case Duty.CALLS:
                await self.show_call()
            case Duty.FORGOTTEN_CLOCKS:
                await self._forgotten_clocks()
            case Duty.ODD_ENTRIES:
                await self._odd_entries()
            case duty:
                await self.show_duty(duty)

    @abstractmethod
    async def show_duty(self, duty: "Duty") -> None:
        """Open a duty that is no matter of the floor."""

    async def renew_board(self, board: Any) -> None:
        """Ask again for what a board shows; what answers no question stays as it is."""
        renewal = self._renewals.get(type(board))
        if renewal is not None:
            await renewal(board)

    async def _renewed(self, question: Any, shown: Callable[[Any], None]) -> None:
        """Ask a board's question again; where nobody answers it stays as it was, with its moment."""
        answer = await self.backend.ask(question)
        if not isinstance(answer, Refused | Trouble):
            shown(answer)

    # The floor now.

    async def _floor(self) -> None:
        from screens.supervising.floor import Floor  # noqa: PLC0415

        self._renewals[Floor] = self._renew_floor

        def shown(floor: FloorNow) -> None:
            self.push(Floor(floor, self.wall_clock, self._refused_here))

        await self._answered(FloorNowQuestion(), shown)

    async def _renew_floor(self, board: "Floor") -> None:
        await self._renewed(FloorNowQuestion(), lambda floor: board.renewed(floor, self._refused_here))

    @property
    def _refused_here(self) -> int:
        """How many postings of this terminal wait for a decision."""
        kept = self.backend.kept
        return 0 if kept is None else kept.refused + kept.lost

    # Orders to look after.

    async def _watched_orders(self) -> None:
        from screens.supervising.watched import OrderPageWanted, Orders, OrdersWanted  # noqa: PLC0415

        self._ways |= {OrdersWanted: self._other_orders, OrderPageWanted: self._order_page}
        self._renewals[Orders] = self._renew_orders
        question = WatchedOrdersQuestion(watch=OrderWatch.LATE)
        await self._answered(question, lambda orders: self.push(Orders(orders, question)))

    async def _other_orders(self, wanted: "OrdersWanted") -> None:
        board: Any = self.top
        await self._answered(wanted.question, lambda orders: board.shown(orders, wanted.question))

    async def _renew_orders(self, board: "Orders") -> None:
        await self._renewed(board.question, lambda orders: board.shown(orders, board.question))

    async def _order_page(self, wanted: "OrderPageWanted") -> None:
        from screens.supervising.order_page import OrderPage, OrderWayChosen  # noqa: PLC0415

        self._ways[OrderWayChosen] = self._order_way
        self._renewals[OrderPage] = self._renew_order_page
        statistics = await self._statistics(wanted.order_no)

        def shown(whole: WholeOrder) -> None:
            if isinstance(self.top, OrderPage):
                self.screens.pop()
            self.push(OrderPage(whole, statistics, prints=self.prints_papers))

        await self._answered(ProductionOrderQuestion(order_no=wanted.order_no), shown)

    async def _statistics(self, order_no: str) -> OrderStatistics | None:
        """Ask what an order costs; None for a role that is not told."""
        answer = await self.backend.ask(StatisticsQuestion(order_no=order_no))
        return answer if isinstance(answer, OrderStatistics) else None

    async def _renew_order_page(self, page: "OrderPage") -> None:
        order_no = page.whole.order.order_no
        statistics = await self._statistics(order_no)
        await self._renewed(
            ProductionOrderQuestion(order_no=order_no), lambda whole: page.renewed(whole, statistics)
        )

    async def _order_way(self, chosen: "OrderWayChosen") -> None:
        from screens.reports.report import ReportScreen, ReportWanted  # noqa: PLC0415
        from screens.supervising.order_page import OrderWay, parts  # noqa: PLC0415

        whole, no = chosen.whole, chosen.whole.order.order_no
        match chosen.way:
            case OrderWay.ENTRIES:
                question = LedgerEntriesQuestion(order_no=no)
                await self.show_report(
                    ReportWanted(question, lambda: _("All entries of %(no)s") % {"no": no})
                )
            case OrderWay.COST:
                cost = OrderCostQuestion(order_no=no)
                await self.show_report(ReportWanted(cost, lambda: _("Cost of %(no)s") % {"no": no}))
            case OrderWay.PARTS:
                title = lambda: _("Parts of %(no)s") % {"no": no}  # noqa: E731 -- said anew in another language
                self.push(ReportScreen(partial(parts, whole), title))
            case OrderWay.TRACKING:
                from backend_client.messages.order_tracking import OrderTrackingQuestion  # noqa: PLC0415

                tracking = OrderTrackingQuestion(order_no=no)
                await self.show_report(
                    ReportWanted(tracking, lambda: _("Lots and serial numbers of %(no)s") % {"no": no})
                )
            case OrderWay.OPERATIONS:
                await self._open_job(OpenJob(Job(no)))
            case OrderWay.STATUS:
                await self.change_order(no)
            case OrderWay.JOB_CARD:
                await self.print_job_card(JobCardWanted(no))

    @abstractmethod
    async def show_report(self, wanted: "ReportWanted") -> None:
        """Show the answer to a question of costs or entries."""

    @abstractmethod
    async def change_order(self, order_no: str) -> None:
        """Offer what may be done with an order."""

    # Odd entries.

    async def _odd_entries(self) -> None:
        from screens.supervising.odd import FoundRight, OddEntriesList, OddOpened, TakeBack  # noqa: PLC0415

        self._ways |= {OddOpened: self._odd_opened, FoundRight: self._found_right, TakeBack: self._take_back}
        self._renewals[OddEntriesList] = self._renew_odd

        def shown(odd: OddEntries) -> None:
            self.push(OddEntriesList(self._odd_here(odd)))

        await self._answered(OddEntriesQuestion(), shown)

    def _odd_here(self, odd: OddEntries) -> tuple[OddEntry, ...]:
        return tuple(
            replace(each, entered_at=each.entered_at.astimezone(self.wall_clock)) for each in odd.rows
        )

    async def _renew_odd(self, board: "OddEntriesList") -> None:
        await self._renewed(OddEntriesQuestion(), lambda odd: board.renewed(self._odd_here(odd)))

    async def _odd_opened(self, opened: "OddOpened") -> None:
        from screens.supervising.odd import OddEntryPage  # noqa: PLC0415

        self.push(OddEntryPage(opened.entry, self.centers))

    async def _found_right(self, found: "FoundRight") -> None:
        request = FindEntryRightRequest(request_id=new_id(), **self._who(), entry_no=found.entry.entry_no)
        said = Message(
            Sign.POSTED,
            _("Found right"),
            _("Entry %(no)s stands as it is, with your name.") % {"no": found.entry.entry_no},
            _("Enter the next number, or leave with F3."),
        )
        await self._decided(request, said)

    async def _take_back(self, wanted: "TakeBack") -> None:
        await self.ask_undo_of(wanted.entry.register_no)

    # Forgotten clocks.

    async def _forgotten_clocks(self) -> None:
        """Take clocks whose shift is over out of the running ones, then show all that wait for an end."""
        from screens.supervising.forgotten import EndDecided, ForgottenClocks, ForgottenOpened  # noqa: PLC0415

        swept = await self.backend.post(SweepClocksRequest(request_id=new_id(), **self._who()))
        if not isinstance(swept, Posted):
            self.say(Stay(self._trouble(swept)))
            return
        self._ways |= {ForgottenOpened: self._forgotten_opened, EndDecided: self._end_decided}
        self._renewals[ForgottenClocks] = self._renew_forgotten

        def shown(exceptions: ClockExceptions) -> None:
            self.push(ForgottenClocks(self._exceptions_here(exceptions)))

        await self._answered(ClockExceptionsQuestion(), shown)

    def _exceptions_here(self, exceptions: ClockExceptions) -> tuple[ClockException, ...]:
        """Answer what was forgotten, with its moments as this terminal's own clock showed them then."""
        zone = self.wall_clock
        return tuple(
            replace(
                each,
                started_local=each.started_at.astimezone(zone),
                swept_local=each.swept_at.astimezone(zone),
            )
            for each in exceptions.rows
        )

    async def _forgotten_opened(self, opened: "ForgottenOpened") -> None:
        from screens.supervising.forgotten import ClockEnd  # noqa: PLC0415

        self.push(ClockEnd(opened.exception, self.wall_clock))

    async def _end_decided(self, decided: "EndDecided") -> None:
        one = decided.exception
        request = DecideForgottenClockRequest(
            request_id=new_id(),
            **self._who(),
            id=one.id,
            ended_at=decided.ended_at,
            comment=decided.comment,
        )
        said = Message(
            Sign.POSTED,
            _("Decided"),
            _("The clock has its end; its time can be posted."),
            _("Enter the next number, or leave with F3."),
        )
        await self._decided(request, said)

    async def _renew_forgotten(self, board: "ForgottenClocks") -> None:
        await self._renewed(
            ClockExceptionsQuestion(), lambda left: board.renewed(self._exceptions_here(left))
        )

    async def _decided(self, request: Any, said: Message) -> None:
        """Post what was decided on the screen on top, go back to its list as it is now, and say so."""
        answer = await self.backend.post(request)
        if not isinstance(answer, Posted):
            self.say(Stay(self._trouble(answer)))
            return
        self.screens.pop()
        await self.renew_board(self.top)
        if isinstance(self.top, ListScreen) and not self.top.count:
            said = replace(said, to_do=_("F3 goes back."))
        self.say(Stay(said))
