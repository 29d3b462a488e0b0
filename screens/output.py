"""Enter output: one question at a time, in the question's row; the fields are a list above it.

    good quantity -> scrap -> scrap reason, where there is scrap -> setup -> run -> stop -> stop reason, where one is

Enter takes the value and goes on; on an empty row it goes on with what the field shows. The arrows go to any field.
What a post would write stands below in plain words at every step, and F10, ..10 or the scan OK posts just that:
Enter never does, it shows every entry first. A value that is not taken leaves all others as they are.
"""

from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from backend_client.barcode.events import (
    Command,
    CommandScanned,
    Event,
    PlainText,
    QuantityScanned,
    ScrapCodeScanned,
    StopCodeScanned,
)
from backend_client.barcode.safe_in_any_field import Asked, Effect
from screens import field_notices, notices
from screens.actions import ActionsWanted
from screens.base import KioskScreen, Outcome, Stay
from screens.drafts import (
    CODES,
    QUANTITIES,
    TIMES,
    Field,
    Sure,
    Taken,
    Typed,
    Which,
    take,
    take_value,
)
from screens.drawing import COLUMNS
from screens.entry import Entry
from screens.far_view import far_body
from screens.frame import Body, Frame, Key, Message, Sign
from screens.job_page import Around, job_body, state
from screens.language.text import _
from screens.language.writing import figure, moment
from screens.output_body import output_body
from screens.posting_entry import Confirming, Leave, PreviewWanted, SameAgain, YesOrNo
from screens.scan import ClockWanted

_FIELDS = {
    Command.OUTPUT: Field.GOOD,
    Command.REWORK: Field.REWORK,
}


class Output(Entry):
    """How much?"""

    keys: ClassVar[frozenset[Key]] = KioskScreen.keys | {Key.LIST}
    around: Around | None = None
    listed_from = 0
    _has_begun = False

    @property
    def shows_job(self) -> bool:
        """Whether nothing was entered or asked since it was opened: then the job stands where the fields will."""
        return not self._has_begun and self._is_untouched and not self.far

    @property
    def _is_untouched(self) -> bool:
        is_first = self.field is Field.GOOD and self.pending is None and self.refused_field is None
        return is_first and not self.draft.entered

    @property
    def wanted(self) -> Asked:
        """What the question in the row wants of a scan."""
        if self.field in QUANTITIES:
            return Asked.QUANTITY
        return Asked.TIME if self.field in TIMES else Asked.CODE

    def _where(self) -> str:
        """Say how many may be made now, or, of figures from memory, how old they are."""
        if self.card.as_of is not None:
            return _("as of %(moment)s") % {"moment": moment(self.card.as_of)}
        running = state(self, self.around) if self.shows_job else ""
        most = _("at most %(n)s now") % {"n": figure(self.operation.ceiling)} if self.operation else ""
        return running or most

    def frame(self) -> Frame:
        """Show the job, or from the first answer on the fields, the one asked for marked."""
        self._has_begun = self._has_begun or not self._is_untouched
        name = (self.operation.description or self.operation.name) if self.operation else ""
        draft = self.draft
        place = (
            draft.place
            if self.columns >= COLUMNS
            else f"{draft.order_no} / {draft.operation_no}".rstrip(" /")
        )
        keys = self.keys
        if self.can_post:
            keys = keys | {Key.POST}
        return Frame(
            title=_("Output") + f"  {place}  {name}",
            where=self._where(),
            body=self._body(),
            message=self.asked_again() if self.pending else self._question(),
            prompt=self._prompt(),
            keys=keys,
        )

    def _body(self) -> Body:
        if self.shows_job:
            return job_body(self, self.around, self.listed_from)
        return far_body(self) if self.far else output_body(self)

    def help(self) -> tuple[str, ...]:
        """Tell how output is entered."""
        return (
            _("F4 lists what else can be done: scrap, pause, stop, setup, finish, parts used."),
            _("Enter takes the value and asks for the next. On an empty row it goes on."),
            _("The arrows go to any field. F2 clears the row, then the field."),
            _("Times are minutes, or 1:30 for an hour and a half."),
            _("Or scan SETUP, RUN, PAUSE and STOP as you work: the clocks count the time."),
            _("Another scrap reason: scan it, or enter + first. REWORK: to be done again."),
            _("F10 or scan OK posts what stands at Will be posted. Enter never posts."),
            _("F3 goes back; what is entered is kept with its operation."),
            _("The scan UNDO clears the whole entry."),
        )

    def _question(self) -> Message:
        to_do = _("F10 or scan OK posts. Enter goes on.") if self.can_post else ""
        if self.taken is not None:
            return replace(self.taken, to_do=to_do or self.how())
        left = _("Left: %(left)s %(unit)s.") % {
            "left": figure(self.remaining),
            "unit": self.card.unit_of_measure_code,
        }
        if self.shows_job:
            left, to_do = f"{left} {self.how()}", _("F4: 1 scrap 2 pause 3 stop 4 setup 5 finish ...")
        told = self.how() if to_do and self.field not in QUANTITIES and not self.shows_job else left
        if self.can_post and self.field is Field.FINISHED:
            to_do = _("F10 or scan OK posts.")  # there Enter goes nowhere, it turns the answer
        return Message(Sign.TAKEN, field_notices.label(self.field), told, to_do or self.how())

    def how(self) -> str:
        """Say how a value of the field is entered."""
        if self.field in QUANTITIES:
            return field_notices.enter_quantity()
        if self.field in TIMES:
            return _("Enter minutes, or 1:30 for an hour and a half.")
        if self.field is Field.FINISHED:
            return _("Enter turns it between yes and no.")
        return _("Scan the reason, or enter its number.")

    def _prompt(self) -> str:
        match self.pending:
            case Which():
                return _("1 or 2")
            case Confirming() | Leave() | SameAgain():
                return _("Scan OK, or NO")
            case Sure():
                return _("%(field)s or OK") % {"field": field_notices.label(self.field)}
        return field_notices.label(self.field)

    # What a person does.

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take what was scanned for the entry."""
        match event, effect:
            case (QuantityScanned(quantity), Effect.REPLACE_QUANTITY):
                return self._value(quantity)
            case CommandScanned(), Effect.REPLACE_QUANTITY:
                return self._value(self.remaining)
            case ScrapCodeScanned(code), Effect.FILL_SCRAP_CODE:
                return self.reason_scanned(code)
            case StopCodeScanned(code), Effect.FILL_STOP_CODE:
                return self._code(Field.STOP_CODE, code)
            case CommandScanned(command), Effect.CLOCK:
                return ClockWanted(command, self.job)
            case CommandScanned(Command.SCRAP), Effect.SELECT_ENTRY:
                self.more_scrap()
                return Stay()
            case CommandScanned(command), Effect.SELECT_ENTRY if command in _FIELDS:
                self.go_to(_FIELDS[command])
                return Stay()
            case _, Effect.SELECT_ENTRY:
                return Stay(notices.not_here())
            case _, Effect.ASK_FINISH:
                return self.finish()
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a typed value for the field asked."""
        if isinstance(self.pending, Which):
            return self._choose(text.text)
        if isinstance(self.pending, YesOrNo):
            return Stay(self.asked_again())
        if text.text == "+" and self.draft.scrap:
            self.more_scrap()
            return Stay()
        answer = take(self.draft, self.field, Typed(text.text, self.from_reader), self.limits())
        if isinstance(self.pending, Sure) and answer == self.pending:
            return self._yes(self.pending)
        return self.answered(answer, text.text)

    def enter_nothing(self) -> Outcome:
        """Go on with what the field shows; after the last field show every entry."""
        if self.pending is not None:
            return Stay(self.asked_again())
        if self.field is Field.FINISHED:
            return self.finish()
        self.taken = None
        following = self.following()
        if following is not None:
            self.field = following
            return Stay()
        return self.ready(PreviewWanted(self.draft))

    def press(self, key: Key) -> Outcome:
        """Move between the fields, or post."""
        if key in {Key.UP, Key.DOWN} and not isinstance(self.pending, YesOrNo):
            fields = self.draft.fields
            index = fields.index(self.field) if self.field in fields else 0
            self.go_to(fields[(index + (1 if key is Key.DOWN else -1)) % len(fields)])
            return Stay()
        if key is Key.LIST and self.pending is None:
            return ActionsWanted()
        if key in {Key.PAGE_BACK, Key.PAGE_ON} and self.shows_job:
            last = max(len(self._body().listed) - 1, 0)
            step = self.page_rows if key is Key.PAGE_ON else -self.page_rows
            self.listed_from = min(max(self.listed_from + step, 0), last)
            return Stay()
        return super().press(key)

    def clear(self) -> None:
        """Empty the field asked for."""
        self.pending = self.taken = self.refused_field = None
        empty = False if self.field is Field.FINISHED else "" if self.field in CODES else None
        self.draft = self.draft.with_value(self.field, empty)

    def asked_again(self) -> Message:
        """Say once more what waits for an answer."""
        match self.pending:
            case Sure():
                return field_notices.sure(self.pending, self.remaining, self.unit)
            case Which():
                return field_notices.which(self.pending)
        return super().asked_again()

    # From here on: what each of them comes to.

    def ok(self) -> Outcome:
        """Take a yes: to the value that is shown back, else to posting."""
        match self.pending:
            case Sure():
                return self._yes(self.pending)
            case Which():
                return Stay(self.asked_again())
        return super().ok()

    @property
    def asked_for(self) -> str:
        """The field that is asked for."""
        return field_notices.label(self.field)

    def _value(self, value: Decimal) -> Outcome:
        return self.answered(take_value(self.draft, self.field, value, self.limits()))

    def _code(self, field: Field, code: str) -> Outcome:
        return self.answered(take(self.draft, field, Typed(code), self.limits()))

    def _choose(self, text: str) -> Outcome:
        assert isinstance(self.pending, Which)
        if text not in {"1", "2"}:
            return Stay(self.asked_again())
        field, readings = self.pending.field, self.pending.readings
        return self.answered(take_value(self.draft, field, readings[int(text) - 1], self.limits()))

    def _yes(self, sure: Sure) -> Outcome:
        return self.answered(Taken(self.draft.with_value(sure.field, sure.value)), field=sure.field)
