"""Help to one question, one screen of it; Enter returns."""

from typing import ClassVar

from backend_client.barcode.events import Job, PlainText
from backend_client.barcode.safe_in_any_field import Situation
from screens.base import Back, KioskScreen, Outcome
from screens.drawing import wrapped
from screens.frame import BLANK, Body, Frame, Key, Message, Sign, row
from screens.language.text import _


class Help(KioskScreen):
    """What is this screen for?"""

    keys: ClassVar[frozenset[Key]] = frozenset({Key.BACK})

    def __init__(self, about: KioskScreen) -> None:
        """Explain the screen that asked."""
        super().__init__()
        self.about = about

    @property
    def job(self) -> Job | None:
        """The job of the screen below."""
        return self.about.job

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here: what is entered below is still there."""
        return self.about.situation(badge)

    def frame(self) -> Frame:
        """Show the help, and what is the same everywhere."""
        below = self.about.frame()
        return Frame(
            title=_("Help: %(title)s") % {"title": below.title},
            body=Body(
                head=(
                    BLANK,
                    *(row(part) for text in self.about.help() for part in wrapped(text, self.columns - 4)),
                    BLANK,
                    row(_("Everywhere: F2 clears the row, F3 goes back, F12 shows the menu.")),
                    row(_("No such keys? ..1 is F1, ..12 is F12; arrows are ..+ ..- ..< ..>; then Enter.")),
                    row(_("One ring: taken. Two: look up. Three: posted.")),
                ),
            ),
            message=Message(Sign.TAKEN, _("Help"), _("What you entered is kept."), _("Enter returns.")),
            prompt=_("Enter returns"),
            keys=self.keys,
        )

    def enter(self, _text: PlainText) -> Outcome:
        """Return."""
        return Back()

    def enter_nothing(self) -> Outcome:
        """Return."""
        return Back()
