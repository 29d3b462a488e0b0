"""An entry of any kind while it is being made: what was entered, and the question that waits before it is posted.

    output.py      pieces and time of an operation
    parts.py       material that went into an order line
    center_time.py time of a center without an order

Each shows its own fields. What they share stands here: posting by F10 or the scan OK, confirmations that the back end
asks for, and the question before an entry is left that is not posted.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from backend_client.barcode.events import Command, CommandScanned, Event, Job
from backend_client.barcode.safe_in_any_field import Asked, Effect, Situation
from backend_client.messages.base import Answer, Refused
from backend_client.messages.order_line import OrderLineCard
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityUnitType, Confirmation
from screens import field_notices, notices
from screens.base import KioskScreen, Outcome, Stay
from screens.drafts import Entered
from screens.frame import Key, Message, Sign
from screens.kept_entries import LeftOpen
from screens.language.text import _
from screens.summary import summary

DraftT = TypeVar("DraftT", bound=Entered)


@dataclass(frozen=True, slots=True)
class PreviewWanted(Outcome):
    """Show every entry that this draft would write."""

    draft: Entered
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class PostWanted(Outcome):
    """Post this draft."""

    draft: Entered
    answers: tuple[Answer, ...] = ()
    meant: bool = False
    """It was asked whether the same is to be posted once more, and it is."""


@dataclass(frozen=True, slots=True)
class Leave(Outcome):
    """Leave the entry, kept as it is, for another job; None signs off."""

    to: Job | None


@dataclass(frozen=True, slots=True)
class Confirming:
    """Confirmations that wait for OK, and what goes on then."""

    confirmations: tuple[Confirmation, ...]
    preview: bool


@dataclass(frozen=True, slots=True)
class SameAgain:
    """Whether what was just posted is meant once more; the answers that came with it."""

    answers: tuple[Answer, ...]


YesOrNo = Confirming | Leave | SameAgain
"""Questions that OK and NO answer, and no value."""


class PostingEntry(KioskScreen, Generic[DraftT]):
    """What is entered, and what waits for an answer.

    draft    what is entered by now
    pending  a question about a value or about the posting; None = the next value is asked for
    leaving  where to go on to once it is posted
    taken    what was said when the last value was taken
    """

    is_entry: ClassVar[bool] = True

    def __init__(self, draft: DraftT) -> None:
        """Begin with nothing asked."""
        super().__init__()
        self.draft = draft
        self.leaving: Leave | None = None
        self.taken: Message | None = None
        self.pending: object | None = None

    def spoken_anew(self) -> None:
        """Let go of what was said when a value was taken; the value stays, and so does how it was written."""
        super().spoken_anew()
        self.taken = None

    @property
    def order_line(self) -> OrderLineCard | None:
        """The order line that it is of, as it stood when the entry was opened; None without an order."""
        return None

    @property
    def unit(self) -> CapacityUnitType:
        """The unit of its times."""
        return CapacityUnitType.MINUTES

    @property
    def is_asking(self) -> bool:
        """Whether a value or a posting waits for a clear yes."""
        return self.pending is not None

    @property
    def can_post(self) -> bool:
        """Whether what is entered can be posted as it stands."""
        return self.draft.entered and self.draft.missing is None and self.pending is None

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here."""
        return Situation(badge=badge, job=self.job, entered=self.draft.entered, entry=True, asked=self.wanted)

    @property
    def wanted(self) -> Asked:
        """What the question in the row wants of a scan."""
        return self.asked

    # What the journey says.

    def left_open(self) -> LeftOpen:
        """Answer what has to be known to go on with it as it stands."""
        return LeftOpen(*self.draft.key, self.asked_field, self.pending)

    def ask_as_left(self, left: LeftOpen) -> None:
        """Ask again what waited for an answer when the entry was left."""
        self.pending = left.pending

    def ask_to_leave(self, to: Job | None) -> None:
        """Ask whether to post before another job is opened."""
        self.pending = Leave(to)
        self.notice = self.asked_again()

    def ask_whether_meant(self, answers: tuple[Answer, ...]) -> None:
        """Ask whether what was just posted is to be posted once more."""
        self.pending = SameAgain(answers)
        self.notice = self.asked_again()

    def refused(self, answer: Refused, *, preview: bool = False) -> None:
        """Say a refusal on the field it names, or ask what has to be answered."""
        if answer.code is RefusalCode.CONFIRMATION_NEEDED and answer.confirmations:
            self.pending = Confirming(answer.confirmations, preview)
            self.notice = field_notices.confirmation(answer.confirmations[0])
            return
        self.point_at(answer.code, answer.facts)
        self.notice = notices.refused(answer)

    @abstractmethod
    def point_at(self, code: RefusalCode, facts: Mapping[str, str]) -> None:
        """Ask for the field that a refusal is about."""

    @abstractmethod
    def clear_all(self) -> None:
        """Empty the entry; its request id goes on, nothing was posted under it."""

    # What a person answers.

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a yes or a no."""
        if effect is Effect.ANSWER and isinstance(event, CommandScanned):
            return self.ok() if event.command is Command.OK else self.no()
        return super().take(event, effect)

    def press(self, key: Key) -> Outcome:
        """Post, or take a question back."""
        if key is Key.POST:
            return self.ok()
        if key is Key.BACK and self.pending is not None:
            return self.no()
        return super().press(key)

    def ok(self) -> Outcome:
        """Take a yes: to the question that waits, else to posting what is entered."""
        match self.pending:
            case Confirming(confirmations, preview):
                self.pending = None
                answers = tuple(Answer(confirmation=each, yes=True) for each in confirmations)
                return PreviewWanted(self.draft, answers) if preview else PostWanted(self.draft, answers)
            case SameAgain(answers):
                self.pending = None
                return PostWanted(self.draft, answers, meant=True)
            case Leave():
                self.leaving, self.pending = self.pending, None
                outcome = self.ready(PostWanted(self.draft))
                if isinstance(outcome, Stay):
                    self.leaving = None
                return outcome
        return self.ready(PostWanted(self.draft))

    def no(self) -> Outcome:
        """Take a no: all is kept."""
        pending, self.pending = self.pending, None
        match pending:
            case None:
                return super().press(Key.BACK)
            case Leave():
                return pending
        return Stay(Message(Sign.TAKEN, self.asked_for, _("Nothing is posted. All is kept."), self.how()))

    @property
    @abstractmethod
    def asked_field(self) -> str:
        """The field that is asked for, as it is kept with the draft."""

    @property
    @abstractmethod
    def asked_for(self) -> str:
        """The name of what is asked for now."""

    @abstractmethod
    def how(self) -> str:
        """Say how what is asked for is given."""

    @abstractmethod
    def ready(self, outcome: Outcome) -> Outcome:
        """Let a complete entry through; else say what is missing and ask for it."""

    def asked_again(self) -> Message:
        """Say once more what waits for an answer."""
        if isinstance(self.pending, Confirming):
            return field_notices.confirmation(self.pending.confirmations[0])
        if isinstance(self.pending, SameAgain):
            return field_notices.same_again(summary(self.draft, self.unit))
        return Message(
            Sign.QUESTION,
            _("Not posted yet"),
            summary(self.draft, self.unit),
            _("F10 or scan OK posts it. Scan NO to keep it for later."),
        )
