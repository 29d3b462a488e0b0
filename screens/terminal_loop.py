"""One input after the other: what a scan says, what it may do here, what is heard and shown for it.

A scan is routed to an event and its effect looked up in the table of safe_in_any_field. What concerns the whole
terminal (a badge, a job card, the menu, the load of a center) goes to the journey, the rest to the screen on top.
Whatever comes of it is shown and sounded once. Should it ask the person to look up, scans made ahead are dropped.

    row 23 holds 37, scanned OK     the 37 is taken as Enter takes it; only the next OK posts. F10 likewise
    pasted C.OK                     a paste never answers and never posts
    ..10                            F10, for terminals without function keys
"""

from dataclasses import replace
from datetime import tzinfo

from backend_client.barcode.double_trigger import DoubleTrigger
from backend_client.barcode.events import (
    Command,
    CommandScanned,
    Event,
    Job,
    PlainText,
    Rejected,
    Resource,
    ScanRefusal,
    TestCode,
)
from backend_client.barcode.router import route
from backend_client.barcode.safe_in_any_field import Effect, effect
from screens import notices
from screens.base import Find, KioskScreen, Stay, stand_in
from screens.digits_scanned import DigitsScanned
from screens.frame import Key, Message, Sign, Status
from screens.glass import Glass
from screens.intake import Input, Intake, Tick
from screens.language.text import _
from screens.language.writing import clock
from screens.station import Person, Station
from screens.terminal.bells import BellPattern
from screens.wall_clock import wall_clock
from screens.ways import Ways
from screens.widgets.scan_framing import Scan, ScanSource

_BELLS = {
    Sign.TAKEN: BellPattern.TAKEN,
    Sign.POSTED: BellPattern.POSTED,
    Sign.KEPT: BellPattern.KEPT,
    Sign.REFUSED: BellPattern.LOOK_UP,
    Sign.QUESTION: BellPattern.LOOK_UP,
    Sign.CAREFUL: BellPattern.LOOK_UP,
}


_NO_TEXT = frozenset(
    {
        ScanRefusal.CONTROL_CHARACTER,
        ScanRefusal.BIDIRECTIONAL_CONTROL,
        ScanRefusal.INVISIBLE_CHARACTER,
        ScanRefusal.BROKEN_ENCODING,
        ScanRefusal.MIXED_SCRIPTS,
    }
)


def is_no_text(event: Event) -> bool:
    """Tell whether a text was refused for its characters, not because it is a damaged code."""
    return isinstance(event, Rejected) and event.code in _NO_TEXT


class TerminalLoop(Ways):
    """Takes inputs for a stack of screens."""

    screens: list[KioskScreen]

    def __init__(self, glass: Glass, station: Station) -> None:
        """Begin with an empty queue."""
        self.glass = glass
        self.station = station
        self.intake = Intake()
        self.person: Person | None = None
        self.is_open = False
        self.page_rows = 1
        self.columns = 80
        self.read_out = False
        self._typed_by_hand = False
        self._used_at = glass.moment()
        self._double_trigger = DoubleTrigger()
        self._digits = DigitsScanned(self._route)

    @property
    def top(self) -> KioskScreen:
        """The screen that is shown."""
        return self.screens[-1]

    @property
    def center(self) -> str:
        """The work center of this station."""
        mine = self.person.signed_on.work_center_no if self.person else ""
        return self.station.work_center_no or mine

    @property
    def place(self) -> str:
        """How the first row names the station."""
        return self.station.title

    @property
    def line(self) -> tuple[Sign, str]:
        """How the first row names the line to the back end."""
        return (Sign.TAKEN, _("connected")) if self.is_open else (Sign.CAREFUL, _("opening ..."))

    @property
    def wall_clock(self) -> tzinfo | None:
        """The time zone in which past moments are shown here."""
        return wall_clock(self.glass.now())

    def push(self, screen: KioskScreen) -> None:
        """Put a screen on top."""
        self.screens.append(screen)

    def say(self, stay: Stay) -> None:
        """Let the screen on top say something; a refused typed value goes back into the row."""
        self.top.notice = stay.message
        if stay.keep and self._typed_by_hand:
            self.glass.keep_line(stay.keep)

    async def take(self, item: Input) -> None:
        """Take one input, then show and sound what came of it."""
        if isinstance(item, Tick):
            if item is Tick.RENEW and self.is_open and not self.intake.waiting:
                if not await self.rest(self.glass.moment() - self._used_at):
                    await self.renew()
                    await self.look_for_calls()
            elif item is Tick.SILENCE and self.top.takes_raw and self.glass.typed:
                text = self.glass.typed
                self.glass.clear_line()
                await self.follow(self.top.no_end(text))
                self._sound(self.show())
            elif item is Tick.KEPT and self.is_open:
                await self.line_changed()
            self.show()
            return
        self._used_at = self.glass.moment()
        before = self.top
        self.top.page_rows = self.page_rows
        self._typed_by_hand = isinstance(item, Scan) and item.source is ScanSource.TYPED
        if isinstance(item, Key):
            sounds = await self._key(item)
        else:
            sounds = await (self._read(item) if self.top.takes_raw else self._scan(item))
        await self.before_shown()
        message = self.show()
        if self.top.is_silent and self.top.notice is None:
            return
        spoke = self.top is not before or self.top.notice is not None
        if sounds or (spoke and message.sign is not Sign.TAKEN):  # a key that is taken is seen, not heard
            self._sound(message)
            if message.sign.stops:
                self._stop(message, by_scan=isinstance(item, Scan))

    async def before_shown(self) -> None:
        """Do what has to be done before what came of an input is seen."""

    def show(self) -> Message:
        """Show the screen on top; answer the message that stands on it."""
        self.top.columns, self.top.far = self.columns, self.glass.look.far
        self.top.read_out = self.read_out
        frame = self.top.frame()
        message = self.top.notice or frame.message
        sign, line = (Sign.CAREFUL, _("TRAINING")) if self.station.training else self.line
        status = Status(
            station=self.place,
            person=self.person.signed_on.name if self.person else _("nobody signed on"),
            line=line,
            sign=sign,
            clock=clock(self.glass.now()),
            training=self.station.training,
        )
        if self.intake.dropped:  # frozen: what row 23 and the keys offer is the one thing that works
            frame = replace(frame, prompt=_("F2 goes on"), keys=frozenset({Key.CLEAR}))
        self.glass.show(frame.saying(message, status))
        return message

    def _sound(self, message: Message) -> None:
        pattern = _BELLS.get(message.sign)
        if pattern is not None:
            self.glass.ring(pattern)

    def _stop(self, message: Message, *, by_scan: bool) -> None:
        self.intake.stop(self.glass.moment(), typed=by_scan and bool(self.glass.typed))
        if self.intake.dropped:
            self._say_dropped(message)

    def _say_dropped(self, message: Message) -> None:
        self.top.notice = notices.scans_dropped(message, self.intake.dropped)
        self.show()

    async def _key(self, key: Key) -> bool:
        """Take a key; answers whether it is heard."""
        if self.intake.dropped and key is not Key.CLEAR:
            return True
        self._digits.clear()
        if key is Key.CLEAR:
            self._clear()
            return False
        if key is Key.POST and self.glass.typed:
            return await self._take_what_is_typed()
        before = self.top
        before.notice = None
        await self._press(key)
        if self.top is not before and not self.glass.typed:
            self.glass.clear_line()  # what was refused is no answer to another question
        return False

    async def _press(self, key: Key) -> None:
        """Do what a key asks for."""
        if key is Key.HELP:
            self.help()
        elif key is Key.MENU:
            if self.person is not None:
                self.menu()
        elif key is Key.RENEW:
            await self.renew()
        elif key is Key.NOTES:
            await self.show_notes()
        elif key is Key.CALL:
            await self.show_call()
        else:
            await self.follow(self.top.press(key))

    async def _take_what_is_typed(self) -> bool:
        """Take what stands in the row as Enter takes it: only the next F10 posts, with it."""
        text = self.glass.typed
        self.glass.clear_line()
        self._typed_by_hand = True
        return await self._scan(Scan(text=text, source=ScanSource.TYPED, at=self.glass.moment()))

    def _clear(self) -> None:
        """Clear the row; when it is empty already, what the screen asks for; after a stop, go on."""
        was_stopped = bool(self.intake.dropped)
        self.intake.go_on()
        was_typed = self.glass.clear_line()
        self.top.notice = None
        if not was_typed and not was_stopped:
            self.top.clear()

    async def _scan(self, scan: Scan) -> bool:
        """Take a scan or a typed value; answers whether it is heard."""
        pasted = scan.source is ScanSource.PASTE
        key = None if pasted else stand_in(scan.text)
        if key is not None:
            return await self._key(key)
        event = None if scan.is_empty else self._route(scan.text)
        if event == CommandScanned(Command.CLEAR):
            self._clear()
            return True
        if self.intake.drops(scan):
            if self.intake.dropped:
                self._say_dropped(self.top.notice or self.top.frame().message)
            return bool(self.intake.dropped)
        if event is None:
            self.top.notice = None
            if not pasted:
                await self.follow(self.top.enter_nothing())
            return True
        if self._is_repeat(event, scan):
            self.top.notice = notices.same_code_twice()
            self.show()
            return False
        self.top.notice = None
        for text, part in self._digits.parts(scan.text, event):
            await self._event(part, text, scan)
            if self.top.notice is not None and self.top.notice.sign.stops:
                break
        return True

    async def _read(self, scan: Scan) -> bool:
        """Let the screen look at a code as it came; Enter alone and what stands for a key are no code."""
        if scan.is_empty or stand_in(scan.text) is not None:
            return await self._scan(scan)
        if not self.intake.drops(scan):
            await self.follow(self.top.read(scan.text))
        return True

    def _route(self, text: str) -> Event:
        return route(text, gs1_without_prefix=self.station.gs1_without_prefix)

    def _is_repeat(self, event: Event, scan: Scan) -> bool:
        """Tell whether a trigger bounced; digits and short numbers may well come twice."""
        if isinstance(event, CommandScanned) and event.command.digit:
            return False
        if scan.source is not ScanSource.READER:
            return False
        return self._double_trigger.is_repeat(scan.text, scan.milliseconds)

    async def _event(self, event: Event, text: str, scan: Scan) -> None:
        if self.top.is_entry and (isinstance(event, PlainText) or is_no_text(event)):
            event = PlainText(text, ())  # a field reads what was typed, and names itself when it refuses
        if isinstance(event, Rejected):
            self.say(Stay(notices.rejected(event, text)))
            return
        does = effect(event, self.top.situation(self.person.badge if self.person else ""))
        if scan.source is ScanSource.PASTE and not self._may_be_pasted(does, scan):
            self.say(Stay(notices.paste_not_taken()))
        else:
            self.top.from_reader = scan.source is ScanSource.READER
            await self._do(event, does)

    async def command(self, command: Command) -> None:
        """Do what scanning a command does."""
        event = CommandScanned(command)
        await self._do(event, effect(event, self.top.situation(self.person.badge if self.person else "")))

    async def _do(self, event: Event, does: Effect) -> None:
        if not await self._for_the_terminal(event, does):
            await self.follow(self.top.take(event, does))

    def _may_be_pasted(self, does: Effect, scan: Scan) -> bool:
        """Tell whether a paste may do this: it answers nothing, and of several codes in it none is a value."""
        if does is Effect.ANSWER or self.top.is_asking:
            return False
        return scan.lines == 1 or not self.top.is_entry or does is Effect.OPEN_JOB

    async def _for_the_terminal(self, event: Event, does: Effect) -> bool:  # noqa: C901, PLR0912 -- a table
        """Do what is the same on all screens; answers False where the screen has to."""
        match does:
            case Effect.OPEN_JOB:
                await self.follow(Find(event))
            case Effect.ASK_LEAVE_JOB:
                assert isinstance(event, Job)
                await self.leave_for(event)
            case Effect.SHOW_LOAD:
                assert isinstance(event, Resource)
                await self.show_load(event.no)
            case Effect.SIGN_OFF:
                await self.sign_off()
            case Effect.ASK_SIGN_OFF:
                await self.leave_for(None)
            case Effect.OWN_MENU:
                self.menu()
            case Effect.ASK_HAND_OVER:
                return await self._hand_over()
            case Effect.SHOW if event == CommandScanned(Command.HELP):
                self.help()
            case Effect.SHOW if event == CommandScanned(Command.MY_HOURS):
                await self.show_my_hours()
            case Effect.SHOW:
                self.say(Stay(notices.not_here()))
            case Effect.CALL_FOR_HELP:
                await self.show_call()
            case Effect.ASK_UNDO:
                if self.drop_draft():
                    self.say(Stay(notices.cleared()))
                else:
                    await self.ask_undo()
            case Effect.TYPE_DIGIT:
                self.glass.keep_line(self._digits.text)
            case Effect.TEST_SCANNER:
                assert isinstance(event, TestCode)
                self.say(Stay(notices.test_code(len(event.fields))))
            case Effect.LOOK_UP:
                await self.follow(Find(event))
            case Effect.NOT_NOW:
                self._digits.clear()
                self.say(Stay(notices.not_now(event, self.top.frame().prompt)))
            case Effect.NOTHING:
                pass
            case _:
                return False
        return True

    async def _hand_over(self) -> bool:
        """Ask who takes over; where that is asked already, the badge is the screen's."""
        if self.top.takes_badges:
            return False
        await self.ask_hand_over()
        return True
