"""Whatever is scanned, in whatever field: nothing is lost, and nothing is posted by a scan that was not asked for."""

from decimal import Decimal

import pytest

from backend_client.barcode.events import (
    Badge,
    Command,
    CommandScanned,
    Event,
    Gs1Scan,
    Job,
    Lot,
    PlainText,
    QuantityScanned,
    Rejected,
    Resource,
    ScanRefusal,
    ScrapCodeScanned,
    StopCodeScanned,
    TestCode,
)
from backend_client.barcode.safe_in_any_field import Asked, Effect, Situation, effect
from backend_client.terms import CapacityType

ANNA, OLE = "7K3RV9TR2D", "9B4CH6PN3G"
JOB = Job("101001", 10000, "10")
OTHER_JOB = Job("101002", 10000, "10")
SIGNED_ON = Situation(badge=ANNA)
ON_JOB = Situation(badge=ANNA, job=JOB)
ENTERING = Situation(badge=ANNA, job=JOB, entry=True, entered=True, asked=Asked.QUANTITY)

CLOCKS = (Command.SETUP, Command.RUN, Command.PAUSE, Command.STOP)

EVERY_EVENT: list[Event] = [
    Badge(ANNA),
    Badge(OLE),
    JOB,
    OTHER_JOB,
    Resource(CapacityType.MACHINE_CENTER, "210"),
    ScrapCodeScanned("110"),
    StopCodeScanned("110"),
    QuantityScanned(Decimal(5)),
    Lot("L1"),
    Gs1Scan(lot="L1"),
    TestCode(("0",)),
    PlainText("12", (Job("12"),)),
    Rejected(ScanRefusal.EMPTY),
    *map(CommandScanned, Command),
]


@pytest.mark.parametrize(
    ("event", "now", "expected"),
    [
        (Badge(ANNA), Situation(), Effect.SIGN_ON),
        (Badge(ANNA), ENTERING, Effect.OWN_MENU),
        (Badge(OLE), ENTERING, Effect.ASK_HAND_OVER),
        (JOB, SIGNED_ON, Effect.OPEN_JOB),
        (JOB, ENTERING, Effect.NOTHING),
        (OTHER_JOB, ENTERING, Effect.ASK_LEAVE_JOB),
        (OTHER_JOB, ON_JOB, Effect.OPEN_JOB),
        (Resource(CapacityType.MACHINE_CENTER, "210"), ON_JOB, Effect.SET_MACHINE),
        (Resource(CapacityType.MACHINE_CENTER, "210"), SIGNED_ON, Effect.SHOW_LOAD),
        (
            Resource(CapacityType.MACHINE_CENTER, "210"),
            Situation(badge=ANNA, center=True),
            Effect.SET_MACHINE,
        ),
        (ScrapCodeScanned("110"), ENTERING, Effect.FILL_SCRAP_CODE),
        (ScrapCodeScanned("110"), ON_JOB, Effect.NOT_NOW),
        (StopCodeScanned("110"), ENTERING, Effect.FILL_STOP_CODE),
        (QuantityScanned(Decimal(5)), ENTERING, Effect.REPLACE_QUANTITY),
        (QuantityScanned(Decimal(5)), ON_JOB, Effect.NOT_NOW),
        (CommandScanned(Command.ALL_THAT_IS_LEFT), ENTERING, Effect.REPLACE_QUANTITY),
        (CommandScanned(Command.ALL_THAT_IS_LEFT), ON_JOB, Effect.NOT_NOW),
        (CommandScanned(Command.OUTPUT), ON_JOB, Effect.SELECT_ENTRY),
        (CommandScanned(Command.OUTPUT), SIGNED_ON, Effect.NOT_NOW),
        *(
            (CommandScanned(clock), where, Effect.CLOCK)
            for clock in CLOCKS
            for where in (SIGNED_ON, ON_JOB, ENTERING)
        ),
        (CommandScanned(Command.REWORK), ON_JOB, Effect.SELECT_ENTRY),
        *(
            (CommandScanned(opens), where, Effect.LOOK_UP)
            for opens in (Command.PARTS, Command.CREW, Command.CENTER_TIME)
            for where in (SIGNED_ON, ON_JOB, ENTERING)
        ),
        (CommandScanned(Command.RUN), Situation(), Effect.NOT_NOW),
        (CommandScanned(Command.CALL), Situation(), Effect.CALL_FOR_HELP),
        (CommandScanned(Command.DIGIT_4), Situation(), Effect.NOT_NOW),
        (CommandScanned(Command.DIGIT_4), Situation(asked=Asked.TEXT), Effect.TYPE_DIGIT),
        (CommandScanned(Command.OUTPUT), Situation(asked=Asked.TEXT), Effect.NOT_NOW),
        (CommandScanned(Command.FINISH), ON_JOB, Effect.ASK_FINISH),
        (CommandScanned(Command.DIGIT_7), ENTERING, Effect.TYPE_DIGIT),
        (CommandScanned(Command.OK), ENTERING, Effect.ANSWER),
        (CommandScanned(Command.SIGN_OFF), ENTERING, Effect.ASK_SIGN_OFF),
        (CommandScanned(Command.SIGN_OFF), ON_JOB, Effect.SIGN_OFF),
        (Lot("L1"), Situation(badge=ANNA, asked=Asked.LOT), Effect.TO_FIELD),
        (Lot("L1"), ENTERING, Effect.LOOK_UP),
    ],
)
def test_a_scan_does_what_the_table_says(event: Event, now: Situation, expected: Effect) -> None:
    """The table in the module, row by row."""
    assert effect(event, now) is expected


@pytest.mark.parametrize("asked", list(Asked))
@pytest.mark.parametrize("event", EVERY_EVENT, ids=repr)
def test_only_text_lots_and_digits_ever_reach_the_field(event: Event, asked: Asked) -> None:
    """A badge, a job or a command is never put into a text field."""
    done = effect(event, Situation(badge=ANNA, job=JOB, entry=True, entered=True, asked=asked))
    if done in (Effect.TO_FIELD, Effect.TYPE_DIGIT):
        assert isinstance(event, PlainText | Lot | Gs1Scan | CommandScanned)


@pytest.mark.parametrize("event", EVERY_EVENT, ids=repr)
def test_what_is_entered_is_never_left_without_a_question(event: Event) -> None:
    """No scan signs off, opens another job or hands over while something is not posted."""
    assert effect(event, ENTERING) not in (Effect.OPEN_JOB, Effect.SIGN_OFF, Effect.SIGN_ON)


def test_with_nobody_signed_on_only_a_badge_a_number_and_a_test_code_are_taken() -> None:
    """Everything else waits for a person."""
    taken = {effect(event, Situation()) for event in EVERY_EVENT}
    assert taken == {
        Effect.SIGN_ON,
        Effect.TO_FIELD,
        Effect.TEST_SCANNER,
        Effect.REFUSE,
        Effect.CALL_FOR_HELP,
        Effect.NOT_NOW,
    }
