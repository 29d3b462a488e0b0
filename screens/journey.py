"""Which screen follows which: the only file that knows more than one.

    sign on -> station home -> (choose) -> order line -> output -> what will be posted -> receipt -> ...
                            -> load board -> tasks of a center -> output

A code or a row that names an operation goes straight to its output, with the order line underneath: job card, quantity
code and OK post, and typed digits are the quantity. One that names an order or a line stops at the order line.

Screens stand on a stack; F3 takes the top one away. What was done on a screen comes here as an outcome and is
followed; the back end is asked and posted to in order, off the glass (backend.py). What is entered and not posted is
kept per operation, whatever is opened in between.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from backend_client.barcode.events import Command, CommandScanned, Gs1Scan, Job, Lot, PlainText
from backend_client.messages.base import Posted, Refused
from backend_client.messages.load import LoadBoard, LoadQuestion, Task, TaskList, TaskListQuestion
from backend_client.messages.order_line import OrderLineQuestion
from backend_client.messages.people import SignedOn, SignOffRequest, SignOnRequest
from backend_client.messages.scanning import ScanAnswer, ScanQuestion
from backend_client.refusals import RefusalCode
from backend_client.terms import LoadPeriod
from screens import notices
from screens.actions import ActionsWanted
from screens.backend import Backend, Trouble
from screens.base import Back, Find, KioskScreen, Outcome, Stay
from screens.centers import Centers
from screens.choose import Choose, Chosen
from screens.frame import Message, Sign
from screens.glass import Glass
from screens.hand_over import TakenOver
from screens.help import Help
from screens.language.text import TRANSLATOR, _
from screens.languages import LanguageChosen, Languages, LanguagesWanted
from screens.load_board import BoardWanted, LoadBoardScreen, TasksWanted, question_for
from screens.look import LookChosen, LookScreen
from screens.menu import Menu, Place, PlaceChosen
from screens.order_line import EntryWanted, JobCardWanted, OrderLine
from screens.posting_entry import Leave, PostWanted, PreviewWanted
from screens.posting_journey import new_id
from screens.receipt import Again, LabelWanted
from screens.scan import CenterTimeWanted, ClockWanted, OpenJob, StationHome
from screens.scanner_test import ScannerTest
from screens.sign_on import EnterPin, SignOn, SignOnWanted
from screens.sign_on_journey import SignOnJourney
from screens.station import Person, Station
from screens.tasks import Tasks
from screens.training import TrainingEnds, TrainingWanted
from screens.undo import UndoAsked, UndoWanted

STATION_TASKS = 100
"""Rows that a station lists: more than anybody reads, and they cost the same whether ten thousand wait."""


class Journey(SignOnJourney):
    """The way of one terminal through its screens."""

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin with nobody signed on and the back end not yet open."""
        super().__init__(glass, backend, station)
        self.centers = Centers()
        self._centers_known = False
        self.screens: list[KioskScreen] = [SignOn(glass.now().date())]
        self._ways: dict[type[Outcome], Callable[[Any], Awaitable[None]]] = {
            Stay: self._stay,
            Back: self._back,
            SignOnWanted: self._sign_on,
            Find: self._find,
            OpenJob: self._open_job,
            Chosen: self._open_match,
            EntryWanted: self._enter,
            PreviewWanted: self._preview,
            PostWanted: self._post,
            Leave: self._leave,
            Again: self.again,
            LabelWanted: self.label_again,
            JobCardWanted: self.print_job_card,
            ClockWanted: self._clock,
            ActionsWanted: self._list_actions,
            CenterTimeWanted: self.center_wanted,
            UndoAsked: lambda asked: self.ask_undo_of(asked.register_no),
            UndoWanted: self._undo,
            TakenOver: self._take_over_from,
            BoardWanted: self._board,
            TasksWanted: self._tasks,
            PlaceChosen: self._go,
            LanguagesWanted: self._languages,
            LanguageChosen: self._speak,
            LookChosen: self._dress,
            TrainingWanted: self.train,
            TrainingEnds: self.end_training,
        }
        self._places: dict[Place, Callable[[], Awaitable[None] | None]] = {
            Place.HOME: self._home,
            Place.LOAD_BOARD: lambda: self.show_load(self.center),
            Place.REPORTS: self.show_reports,
            Place.SUPERVISION: self.show_duties,
            Place.MY_ENTRIES: self.show_my_entries,
            Place.KEPT_HERE: self.show_kept_here,
            Place.MY_HOURS: self.show_my_hours,
            Place.UNDO: self.ask_undo,
            Place.HAND_OVER: self.ask_hand_over,
            Place.HELP: self.help,
            Place.LANGUAGE: lambda: self.push(Languages()),
            Place.SCANNER_TEST: lambda: self.push(ScannerTest()),
            Place.LOOK: lambda: self.push(LookScreen(self.glass.look)),
            Place.SIGN_OFF: self.sign_off,
            Place.PARTS: lambda: self.open_entry(Command.PARTS),
            Place.CENTER_TIME: lambda: self.open_entry(Command.CENTER_TIME),
            Place.CREW: lambda: self.open_entry(Command.CREW),
        }

    async def run(self) -> None:
        """Open the back end, then take one input after the other until the app ends."""
        self.show()
        await self.backend.open()
        self.is_open = True
        await self.learn_plant()
        self.print_what_waits()
        if self.station.guest is not None:
            await self._welcome(self.station.guest)
        self.show()
        while True:
            await self.take(await self.intake.next())

    def show(self) -> Message:
        """Show the screen on top; keep what is entered by now."""
        self.keep_open()
        return super().show()

    def end(self) -> None:
        """Take no more calls."""
        self.print_no_more()
        self.backend.close()

    async def follow(self, outcome: Outcome) -> None:
        """Do what an outcome asks for."""
        keep = self._draft_of(self.top)
        if keep is not None:
            self._keep(keep)
        if not isinstance(outcome, Stay | SignOnWanted | TakenOver):
            self._taking_over = None
        await self._ways[type(outcome)](outcome)

    # What any screen may lead to.

    def help(self) -> None:
        """Explain the screen on top."""
        if not isinstance(self.top, Help):
            self.push(Help(self.top))

    def menu(self) -> None:
        """Offer everything reachable."""
        if not isinstance(self.top, Menu):
            self.push(Menu(self.person.signed_on.role if self.person else None))

    async def _languages(self, _wanted: LanguagesWanted) -> None:
        self.push(Languages())

    async def renew(self) -> None:
        """Ask again for what the screen on top shows, if it shows figures that change by themselves."""
        await self.line_changed()
        top = self.top
        if isinstance(top, LoadBoardScreen):
            board = await self.backend.ask(top.question)
            if isinstance(board, LoadBoard):
                top.renewed(board)
        elif isinstance(top, StationHome):
            tasks = await self._station_tasks(top.center)
            if tasks is not None:
                top.renewed(tasks, await self.running_here(top.center))
            top.notes = await self.unread_at_station()
        else:
            await self.renew_board(top)

    async def show_load(self, no: str) -> None:
        """Open the load board, on one center if it has it."""
        self.know_load_ways()
        now = self.glass.now()
        question = question_for(LoadPeriod.DAY, now.date())

        def shown(board: LoadBoard) -> None:
            self.push(LoadBoardScreen(board, question, marked_no=no, now=now))

        await self._answered(question, shown)

    async def _board(self, wanted: BoardWanted) -> None:
        top = self.top
        assert isinstance(top, LoadBoardScreen)
        await self._answered(wanted.question, lambda board: top.renewed(board, wanted.question))

    async def sign_off(self) -> None:
        """End the session; what was entered and not posted stays with its operations."""
        if self.person is not None:
            request = SignOffRequest(request_id=new_id(), **self._who())
            await self.backend.post(request)
        self._sign_off()

    # One outcome each.

    async def _sign_on(self, wanted: SignOnWanted) -> None:
        request = SignOnRequest(
            request_id=new_id(),
            terminal_id=self.station.terminal_id,
            badge_token=wanted.badge_token,
            number=wanted.number,
            pin=wanted.pin,
        )
        answer = await self.backend.post(request)
        if isinstance(answer, Refused) and answer.code is RefusalCode.PIN_NEEDED:
            self.screens = [self.screens[0], EnterPin(self.glass.now().date(), self._plant_name, wanted)]
            return
        if not isinstance(answer, Posted):
            no_fit = isinstance(answer, Refused) and answer.code is RefusalCode.PERSON_NOT_RECOGNISED
            self.say(Stay(notices.pin_does_not_fit() if wanted.pin and no_fit else self._trouble(answer)))
            return
        await self._welcome(answer.receipt, wanted.badge_token)

    async def _welcome(self, signed_on: SignedOn, badge_token: str = "") -> None:
        """Begin in somebody's name, at the entry that they left open."""
        chosen, self.chosen_language = self.chosen_language, ""
        self.person = Person(signed_on=signed_on, badge_token=badge_token)
        self.backend.ask_in(signed_on.session_id, self.station.terminal_id)
        TRANSLATOR.speak(chosen or signed_on.language_code or self.station.language)
        await self._taken_over()
        values = {"name": signed_on.name}
        await self._home(
            Message(
                Sign.TAKEN,
                _("%(name)s signed on") % values,
                _("What is posted from now on carries this name."),
                _("Scan a job card, or enter a number from the list."),
            )
        )
        if chosen not in {"", signed_on.language_code}:
            await self.keep_language(chosen)
        await self.come_back(signed_on.person_no)

    async def _home(self, greeting: Message | None = None) -> None:
        center = self.center
        await self._learn_centers()
        tasks = await self._station_tasks(center) if center else ()
        home = StationHome(
            tasks or (),
            running=await self.running_here(center),
            person_no=self.person.signed_on.person_no if self.person else "",
            center=center,
            centers=self.centers,
            title=self.place,
            today=self.glass.now().date(),
            greeting=greeting,
        )
        home.notes = await self.unread_at_station()
        self.screens = [home]

    async def _learn_centers(self) -> None:
        """Ask once how the centers are called."""
        if not self._centers_known:
            today = self.glass.now().date()
            board = await self.backend.ask(LoadQuestion(first_day=today, last_day=today))
            if isinstance(board, LoadBoard):
                self.centers, self._centers_known = Centers(board.rows), True

    @property
    def place(self) -> str:
        """How the first row names the station: as the settings do, else as the plant does."""
        known = "" if self.station.name else self.centers.label(self.center)
        return known or self.station.title

    async def _station_tasks(self, center: str) -> Sequence[Task] | None:
        answer = await self.backend.ask(
            TaskListQuestion(no=center, with_machine_centers=True, with_parts=True, most=STATION_TASKS)
        )
        return None if isinstance(answer, Refused | Trouble) else answer.tasks

    async def _stay(self, stay: Stay) -> None:
        self.say(stay)

    async def _back(self, _outcome: Back) -> None:
        if len(self.screens) > 2 or (len(self.screens) == 2 and self.person is None):
            self.screens.pop()
            self.top.notice = None
        elif len(self.screens) == 2:
            await self._home()

    async def _find(self, find: Find) -> None:
        event, text = find.event, ""
        if isinstance(event, CommandScanned):
            await self.open_entry(event.command)
            return
        if isinstance(event, Gs1Scan | Lot) and self.open_job is not None and await self.use_parts(event):
            return
        match event:
            case Job() if isinstance(self.top, StationHome) and self.top.asking is not None:
                command, self.top.asking = self.top.asking, None
                await self._clock(ClockWanted(command, event))
                return
            case Job():
                await self._open_job(OpenJob(event))
                return
            case PlainText(text):
                question = ScanQuestion(text=text, work_center_no=self.center)
            case Gs1Scan(gtin=gtin, content_gtin=content) if gtin or content:
                text = gtin or content
                question = ScanQuestion(gtin=text, work_center_no=self.center)
            case _:
                self.say(Stay(notices.not_now(event, self.top.frame().prompt)))
                return
        await self._found(await self.backend.ask(question), text)

    async def _found(self, answer: ScanAnswer | Refused | Trouble, text: str) -> None:
        """Open what a code means, or ask which of several."""
        if isinstance(answer, Refused) and answer.code is RefusalCode.CODE_NOT_FOUND:
            self.say(Stay(notices.not_known(text), keep=text))
        elif isinstance(answer, Refused | Trouble):
            self.say(Stay(self._trouble(answer)))
        elif len(answer.matches) == 1:
            match = answer.matches[0]
            await self._open_line(match.order_no, match.order_line_no, match.operation_no)
        elif answer.matches:
            self._beside_home(Choose(answer, text))
        else:
            self.say(Stay(notices.not_known(text), keep=text))

    async def _open_match(self, chosen: Chosen) -> None:
        match = chosen.match
        await self._open_line(match.order_no, match.order_line_no, match.operation_no)

    async def _open_job(self, wanted: OpenJob) -> None:
        job = wanted.job
        await self._open_line(job.order_no, job.order_line_no, job.operation_no)

    async def _open_line(self, order_no: str, line_no: int, operation_no: str) -> None:
        """Open an order line; an operation that is named is what is wanted: its entry stands on top."""
        question = OrderLineQuestion(order_no=order_no, order_line_no=line_no)
        card = await self.backend.ask(question)
        if isinstance(card, Refused | Trouble):
            self.say(Stay(self._trouble(card)))
            return
        if card.as_of is not None:  # from memory: said on every screen that shows its figures
            card = replace(card, as_of=card.as_of.astimezone(self.wall_clock))
        if operation_no and all(row.operation_no != operation_no for row in card.operations):
            facts = {"order_no": card.order_no, "operation_no": operation_no}
            self.say(Stay(notices.refused(Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts))))
            return
        self._beside_home(OrderLine(card, operation_no, self.center, prints=self.prints_papers))
        if operation_no:
            await self._enter(EntryWanted(card, operation_no))

    async def _tasks(self, wanted: TasksWanted) -> None:
        def shown(tasks: TaskList) -> None:
            title, facts = wanted.title, wanted.facts
            self.push(Tasks(tasks.tasks, self.centers, title=title, facts=facts, more=tasks.more))

        await self._answered(wanted.question, shown)

    async def _go(self, chosen: PlaceChosen) -> None:
        self.screens.pop()
        going = self._places[chosen.place]()
        if going is not None:
            await going

    async def _speak(self, chosen: LanguageChosen) -> None:
        """Say everything in another language from now on; what is entered stays, and the person's own it is too."""
        self.screens.pop()
        self.speak(chosen.language)
        if self.person is None:
            self.chosen_language = chosen.language
        else:
            await self.keep_language(chosen.language)

    async def _dress(self, chosen: LookChosen) -> None:
        """Look and sound like this from now on."""
        self.glass.dress(chosen.look)

    # What several of them need.

    def _beside_home(self, screen: KioskScreen) -> None:
        """Put a screen on the station home: what was open above it is left."""
        self.screens = [*self.screens[:1], screen]

    def _session_ended(self, refused: Refused) -> None:
        self._sign_off()
        self.say(Stay(notices.refused(refused)))
