"""What a scan may do, whatever has the focus.

A scan goes to the field only when the field asked for it. Everything else either acts in a way that loses nothing
and posts nothing, or asks first, or says "not now". Posting takes the OK, and only an OK that answers a question
which is on the screen.

| scan       | what happens                                                                                  |
| badge      | signed off: sign on; the same person: own menu; another: ask to hand over, the draft stays      |
| job        | opens it; with something entered asks first; the same job again does nothing                   |
| resource   | with a job open: its machine; entering time of a center: that one; else the load of that center |
| scrap code | fills the scrap code of the entry; without an entry: not now                                    |
| stop code  | fills the stop code of the entry; without an entry: not now                                     |
| quantity   | replaces, never adds to, the quantity asked for; else not now                                   |
| lot, GS1   | the field, when it asks for an item, lot or serial; else looked up, with a job open in its parts |
| test code  | the scanner test                                                                                |
| command    | by its own table: none but OK can post; setup, run, pause and stop start and end clocks;        |
|            | parts, crew and time without an order open their screens                                        |
| text       | the field                                                                                       |
"""

from dataclasses import dataclass
from enum import StrEnum

from backend_client.barcode.events import (
    Badge,
    Command,
    CommandScanned,
    Event,
    Job,
    PlainText,
    QuantityScanned,
    Rejected,
    Resource,
    ScrapCodeScanned,
    StopCodeScanned,
    TestCode,
)


class Effect(StrEnum):
    """What the terminal does with a scan."""

    SIGN_ON = "sign-on"
    OWN_MENU = "own-menu"
    ASK_HAND_OVER = "ask-hand-over"
    OPEN_JOB = "open-job"
    ASK_LEAVE_JOB = "ask-leave-job"
    SET_MACHINE = "set-machine"
    SHOW_LOAD = "show-load"
    FILL_SCRAP_CODE = "fill-scrap-code"
    FILL_STOP_CODE = "fill-stop-code"
    REPLACE_QUANTITY = "replace-quantity"
    TYPE_DIGIT = "type-digit"
    SELECT_ENTRY = "select-entry"
    CLOCK = "clock"
    ASK_FINISH = "ask-finish"
    ANSWER = "answer"
    CLEAR = "clear"
    SHOW = "show"
    CALL_FOR_HELP = "call-for-help"
    ASK_UNDO = "ask-undo"
    ASK_SIGN_OFF = "ask-sign-off"
    SIGN_OFF = "sign-off"
    LOOK_UP = "look-up"
    TEST_SCANNER = "test-scanner"
    TO_FIELD = "to-field"
    REFUSE = "refuse"
    NOT_NOW = "not-now"
    NOTHING = "nothing"


class Asked(StrEnum):
    """What the question on the screen wants."""

    CODE = "code"  # anything that can be scanned
    QUANTITY = "quantity"
    TIME = "time"
    TEXT = "text"
    LOT = "lot"
    ANSWER = "answer"  # yes or no


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What decides: who is signed on, what is open, what is asked.

    badge     token of the person signed on, "" when nobody is
    job       the job that is open, None without one
    entered   something is entered and not posted
    entry     an output, scrap or time entry is open
    center    time of a center is being entered: a plate says of which
    """

    badge: str = ""
    job: Job | None = None
    entered: bool = False
    entry: bool = False
    center: bool = False
    asked: Asked = Asked.CODE


_ALWAYS: dict[type[Event], Effect] = {
    Rejected: Effect.REFUSE,
    PlainText: Effect.TO_FIELD,
    TestCode: Effect.TEST_SCANNER,
}
_ENTRY_COMMANDS = frozenset({Command.OUTPUT, Command.SCRAP, Command.REWORK, Command.REPEAT})
_CLOCK_COMMANDS = frozenset({Command.SETUP, Command.RUN, Command.PAUSE, Command.STOP})
_ANYWHERE = {
    Command.CLEAR: Effect.CLEAR,
    Command.HELP: Effect.SHOW,
    Command.CALL: Effect.CALL_FOR_HELP,
    Command.MY_HOURS: Effect.SHOW,
    Command.HAND_OVER: Effect.ASK_HAND_OVER,
    Command.UNDO: Effect.ASK_UNDO,
    Command.PARTS: Effect.LOOK_UP,
    Command.CREW: Effect.LOOK_UP,
    Command.CENTER_TIME: Effect.LOOK_UP,
    Command.OK: Effect.ANSWER,
    Command.NO: Effect.ANSWER,
}


def effect(event: Event, now: Situation) -> Effect:
    """Answer what an event does in a situation; total over all events.

    >>> effect(ScrapCodeScanned("110"), Situation(badge="7K3RV9TR2D"))
    <Effect.NOT_NOW: 'not-now'>
    """
    if type(event) in _ALWAYS:
        return _ALWAYS[type(event)]
    if isinstance(event, Badge):
        return _badge(event.token, now)
    if not now.badge:
        return _nobody_yet(event, now)
    if isinstance(event, Job):
        return _job(event, now)
    if isinstance(event, CommandScanned):
        return _command(event.command, now)
    fits, then, otherwise = _fitting(event, now)
    return then if fits else otherwise


def _nobody_yet(event: Event, now: Situation) -> Effect:
    """Answer what is taken while nobody is signed on: a badge, a number or a test code, a call, and a PIN's digits."""
    if event == CommandScanned(Command.CALL):
        return Effect.CALL_FOR_HELP
    is_digit = isinstance(event, CommandScanned) and bool(event.command.digit)
    return Effect.TYPE_DIGIT if is_digit and now.asked is Asked.TEXT else Effect.NOT_NOW


def _fitting(event: Event, now: Situation) -> tuple[bool, Effect, Effect]:
    """Answer whether the thing that an event is for is open, and the effect with and without it."""
    match event:
        case Resource():
            return now.center or now.job is not None, Effect.SET_MACHINE, Effect.SHOW_LOAD
        case ScrapCodeScanned():
            return now.entry, Effect.FILL_SCRAP_CODE, Effect.NOT_NOW
        case StopCodeScanned():
            return now.entry, Effect.FILL_STOP_CODE, Effect.NOT_NOW
        case QuantityScanned():
            return now.asked is Asked.QUANTITY, Effect.REPLACE_QUANTITY, Effect.NOT_NOW
        case _:  # a lot or a GS1 label
            return now.asked is Asked.LOT, Effect.TO_FIELD, Effect.LOOK_UP


def _badge(token: str, now: Situation) -> Effect:
    if not now.badge:
        return Effect.SIGN_ON
    return Effect.OWN_MENU if token == now.badge else Effect.ASK_HAND_OVER


def _job(job: Job, now: Situation) -> Effect:
    if job == now.job:
        return Effect.NOTHING
    return Effect.ASK_LEAVE_JOB if now.entered else Effect.OPEN_JOB


def _command(command: Command, now: Situation) -> Effect:
    if command in _ANYWHERE:
        return _ANYWHERE[command]
    if command.digit:
        return Effect.TYPE_DIGIT
    if command is Command.SIGN_OFF:
        return Effect.ASK_SIGN_OFF if now.entered else Effect.SIGN_OFF
    if command is Command.ALL_THAT_IS_LEFT:
        return Effect.REPLACE_QUANTITY if now.asked is Asked.QUANTITY else Effect.NOT_NOW
    if command in _CLOCK_COMMANDS:
        return Effect.CLOCK
    if not now.job:
        return Effect.NOT_NOW
    return Effect.SELECT_ENTRY if command in _ENTRY_COMMANDS else Effect.ASK_FINISH
