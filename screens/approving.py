"""Another person's yes to one posting, and one's own signature under it: asked for where the plant wants them.

    F10 -> a supervisor is needed -> their badge -> (their PIN) -> posted, in the name of the one who entered it
    F10 -> a signature is needed  -> one's own PIN -> posted, signed as performed

The entry stays underneath until it is posted. A PIN is shown as dots and is kept nowhere.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from backend_client.barcode.events import Badge, Event, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from screens.base import KioskScreen, Outcome, Stay
from screens.frame import BLANK, Body, Frame, Key, Message, Row, Sign, row
from screens.language.text import _
from screens.notices import not_now
from screens.posting_entry import PostWanted
from screens.undo import UndoWanted

KEYS = frozenset({Key.HELP, Key.CLEAR, Key.BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Outcome):
    """What was given for a posting so far; told: what it posts, in words."""

    told: str
    badge_token: str = field(default="", repr=False)
    badge_pin: str = field(default="", repr=False)
    own_pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Given):
    """An entry that is posted with what was given."""

    wanted: PostWanted


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoApproved(Given):
    """A posting that is undone with a supervisor's yes."""

    undo: UndoWanted


class SigningScreen(KioskScreen):
    """One thing that is missing before a posting is made."""

    keys: ClassVar[frozenset[Key]] = KEYS
    is_entry: ClassVar[bool] = True

    def __init__(self, signed: Given, person: str) -> None:
        """Take what was given so far, and who entered it."""
        super().__init__()
        self.signed = signed
        self.person = person

    def rows(self, *more: str) -> Body:
        """Show what is posted, in whose name."""
        head: list[Row] = [BLANK, row(" ", self.signed.told), BLANK]
        head += [row(" ", text) for text in (_("Entered by %(name)s.") % {"name": self.person}, *more)]
        return Body(head=head)


class SupervisorBadge(SigningScreen):
    """Whose yes?"""

    is_entry: ClassVar[bool] = False
    takes_badges: ClassVar[bool] = True

    def frame(self) -> Frame:
        """Ask for a supervisor's badge."""
        return Frame(
            title=_("Approval"),
            where=self.person,
            body=self.rows(_("A supervisor approves this posting, and nothing else.")),
            message=Message(
                Sign.QUESTION,
                _("A supervisor is needed"),
                _("It is beyond what is yours to post."),
                _("A supervisor scans the badge. F3 goes back."),
            ),
            prompt=_("Badge of a supervisor"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what an approval is."""
        return (
            _("The supervisor looks at the posting and scans the badge; the plant may ask for the PIN too."),
            _("It counts for this posting alone and signs nobody on."),
            _("F3 goes back to the entry; nothing is posted then."),
        )

    def take(self, event: Event, _effect: Effect) -> Outcome:
        """Take the badge."""
        if isinstance(event, Badge):
            return replace(self.signed, badge_token=event.token, badge_pin="")
        return Stay(not_now(event, self.frame().prompt))


class SupervisorPin(SigningScreen):
    """The PIN of the supervisor whose badge was scanned."""

    def frame(self) -> Frame:
        """Ask for the PIN."""
        return Frame(
            title=_("Approval"),
            where=self.person,
            body=self.rows(_("A supervisor approves this posting, and nothing else.")),
            message=Message(
                Sign.QUESTION,
                _("PIN of the supervisor"),
                _("The badge was read."),
                _("The supervisor enters the PIN, then Enter."),
            ),
            prompt=_("PIN of the supervisor"),
            keys=self.keys,
            secret=True,
        )

    def help(self) -> tuple[str, ...]:
        """Tell about the PIN."""
        return (
            _("It is not shown, and counts for this posting alone."),
            _("F3 goes back to the badge."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take the PIN."""
        return replace(self.signed, badge_pin=text.text)


class SignPin(SigningScreen):
    """One's own PIN, under what one has done."""

    def frame(self) -> Frame:
        """Ask for the PIN."""
        return Frame(
            title=_("Signature"),
            where=self.person,
            body=self.rows(_("Meaning of the signature: I have done this work.")),
            message=Message(
                Sign.QUESTION,
                _("Signature needed"),
                _("This plant has postings signed."),
                _("Enter your PIN, then Enter. F3 goes back."),
            ),
            prompt=_("Your PIN"),
            keys=self.keys,
            secret=True,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what a signature is."""
        return (
            _(
                "With your PIN you sign what stands above: your name, the moment and the meaning are kept with it."
            ),
            _("The PIN is not shown and not kept. F3 goes back; nothing is posted then."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take the PIN."""
        return replace(self.signed, own_pin=text.text)
