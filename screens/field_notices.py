"""What is said about one field of an output: not taken and why, or shown back before it is taken."""

from decimal import Decimal

from backend_client.terms import CapacityUnitType, Confirmation
from screens.drafts import TIMES, Field, NotTaken, Question, Sure, Which
from screens.frame import Message, Sign
from screens.language.readings import Doubtful, Fault
from screens.language.text import _, marked
from screens.language.writing import duration, figure
from screens.notices import raw

LABELS: dict[Field, str] = {
    Field.GOOD: marked("Good quantity"),
    Field.SCRAP: marked("Scrap quantity"),
    Field.SCRAP_CODE: marked("Scrap reason"),
    Field.REWORK: marked("Rework quantity"),
    Field.SETUP: marked("Setup time"),
    Field.RUN: marked("Run time"),
    Field.STOP: marked("Stop time"),
    Field.STOP_CODE: marked("Stop reason"),
    Field.FINISHED: marked("Operation finished"),
}
_WHY_QUANTITY: dict[Fault, str] = {
    Fault.GROUPING: marked("%(raw)s: the signs between thousands stand wrong."),
    Fault.DECIMAL_SEPARATOR: marked("%(raw)s: point and comma are the other way round here."),
    Fault.SCALE: marked("%(raw)s has too many decimals."),
    Fault.ABOVE_LIMIT: marked("%(raw)s is larger than can be posted."),
    Fault.ZERO: marked("0 is nothing to post."),
    Fault.NEGATIVE: marked("%(raw)s is less than 0."),
    Fault.TOO_LONG: marked("%(raw)s is too long."),
    Fault.LOOKS_LIKE_SCAN: marked("%(raw)s looks like a code, not like a quantity."),
}
_WHY_TIME: dict[Fault, str] = {
    Fault.MINUTES: marked("%(raw)s: minutes are two digits, 00 to 59."),
    Fault.ABOVE_LIMIT: marked("%(raw)s is longer than can be posted."),
    Fault.ZERO: marked("0 is no time."),
    Fault.NEGATIVE: marked("%(raw)s is less than 0."),
    Fault.TOO_LONG: marked("%(raw)s is too long."),
    Fault.SCALE: marked("%(raw)s has too many decimals."),
}
_CONFIRMATIONS: dict[Confirmation, tuple[str, str]] = {
    Confirmation.FINISHED_OPERATION_OUTPUT: (
        marked("Operation is finished"),
        marked("Output would be posted to a finished operation."),
    ),
    Confirmation.OPERATION_STATUS_FINISHED: (
        marked("Finish the operation?"),
        marked("Its remaining capacity is given free."),
    ),
    Confirmation.OUTPUT_MISSING: (marked("Output is missing"), marked("Less is posted than was expected.")),
    Confirmation.CONSUMPTION_MISSING: (marked("Parts are missing"), marked("Not all parts are posted.")),
    Confirmation.REVERSE_ENTRY: (marked("Undo this?"), marked("Entries are posted against it.")),
    Confirmation.OTHER_BIN: (marked("Another bin?"), marked("The part should come from another bin.")),
    Confirmation.LATER_DUE_DATE: (marked("Later due date?"), marked("The order ends after it was due.")),
}


def label(field: Field) -> str:
    """Name a field."""
    return _(LABELS[field])


def enter_quantity() -> str:
    """Say how a quantity is entered, with the decimal mark of the person's language."""
    return _("Scan or enter the quantity, such as 12 or %(part)s.") % {"part": figure(Decimal("1.5"))}


def not_taken(answer: NotTaken) -> Message:
    """Say why a field keeps what it had."""
    title = _("%(field)s not taken") % {"field": label(answer.field)}
    values = {"raw": raw(answer.typed) or "-"}
    if answer.field in {Field.SCRAP_CODE, Field.STOP_CODE}:
        return Message(
            Sign.REFUSED,
            title,
            _("%(raw)s is none of the reasons.") % values,
            _("Scan the reason, or enter its number."),
        )
    if answer.field is Field.FINISHED:
        return Message(
            Sign.REFUSED,
            title,
            _("Only Enter or the scan FINISH turns it."),
            _("Or move on with the arrows."),
        )
    if answer.field in TIMES:
        why = _WHY_TIME.get(answer.fault, marked("%(raw)s is not a time."))
        to_do = _("Enter minutes, or 1:30 for an hour and a half.")
        return Message(Sign.REFUSED, title, _(why) % values, to_do)
    return quantity_not_taken(title, answer.fault, answer.typed)


def quantity_not_taken(title: str, fault: Fault, typed: str) -> Message:
    """Say why a typed quantity is none."""
    why = _WHY_QUANTITY.get(fault, marked("%(raw)s is not a quantity."))
    return Message(Sign.REFUSED, title, _(why) % {"raw": raw(typed) or "-"}, enter_quantity())


def which(answer: Which | Doubtful) -> Message:
    """Ask which of two values was meant."""
    low, high = (figure(value) for value in answer.readings)
    return Message(
        Sign.QUESTION,
        _("Which number do you mean?"),
        _("1 means %(low)s.   2 means %(high)s.") % {"low": low, "high": high},
        _("Enter 1 or 2."),
    )


def sure(answer: Sure, remaining: Decimal, unit: CapacityUnitType) -> Message:
    """Show a value back before it is taken; a time, measured in the unit, as hours and minutes."""
    shown = duration(answer.value, unit) if answer.field in TIMES else figure(answer.value)
    values = {"n": shown, "left": figure(remaining)}
    again = _("Scan OK if it is right, or enter it anew.")
    if answer.question is Question.ABOVE_REMAINING:
        title = _("More than ordered")
        return Message(Sign.QUESTION, title, _("Entered: %(n)s. Left: %(left)s.") % values, again)
    if answer.question is Question.FAR_ABOVE_REMAINING:
        return Message(Sign.QUESTION, _("So many?"), _("Entered: %(n)s. Left: %(left)s.") % values, again)
    if answer.question is Question.LONGER_THAN_A_DAY:
        return Message(
            Sign.QUESTION, _("So long?"), _("Entered: %(n)s. It is more than a day.") % values, again
        )
    return Message(Sign.QUESTION, _("Is this meant?"), _("Entered: %(n)s.") % values, again)


def confirmation(asked: Confirmation) -> Message:
    """Ask what a posting wants answered first."""
    title, happened = _CONFIRMATIONS[asked]
    return Message(Sign.QUESTION, _(title), _(happened), _("Scan OK to post all the same, or NO."))


def same_again(posted: str) -> Message:
    """Ask whether the same is meant once more; `posted` says what."""
    return Message(
        Sign.QUESTION,
        _("The same once more?"),
        _("Posted less than a minute ago: %(posted)s.") % {"posted": posted},
        _("Scan OK if you made it once more, NO if not."),
    )


def missing(field: Field) -> Message:
    """Say which field stands in the way of posting."""
    if field in {Field.SCRAP_CODE, Field.STOP_CODE}:
        title = _("Scrap reason missing") if field is Field.SCRAP_CODE else _("Stop reason missing")
        return Message(
            Sign.REFUSED, title, _("Nothing is posted yet."), _("Scan the reason, or enter its number.")
        )
    return Message(
        Sign.REFUSED,
        _("%(field)s missing") % {"field": label(field)},
        _("A reason is entered, but not how much."),
        _("Enter it, or clear the entry with the scan UNDO."),
    )


def nothing_entered() -> Message:
    """Say that there is nothing to post."""
    return Message(
        Sign.REFUSED,
        _("Nothing to post"),
        _("No quantity, time or scrap is entered."),
        _("Enter one of them, or leave with F3."),
    )
