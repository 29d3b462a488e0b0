"""Training: what a trainee did on a shadow of the plant, told at the end.

The badge for training leads there and back. Everything is as on the plant, save that stripes of % stand around it and
that nothing posted there is posted anywhere else.

    Postings                        3
    Seconds from job to posted     24, 11, 9     the last ones; fastest 9
    Refused                         1
"""

from dataclasses import dataclass, field
from typing import ClassVar

from backend_client.barcode.events import Event, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from screens.base import KioskScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Row, Sign, row
from screens.language.text import _

TRAINING_BADGE = "TR000000NG"
"""What the badge for training says: no person has it, tokens of people are drawn by chance from 50 bits."""
_SHOWN = 6


class TrainingWanted(Outcome):
    """Go to the shadow of the plant, or back from it."""


class TrainingEnds(Outcome):
    """The score was read."""


@dataclass(slots=True)
class Score:
    """What was done so far; times in whole seconds, from the job on the screen to posted."""

    refused: int = 0
    seconds: list[int] = field(default_factory=list)
    _began: float | None = None

    def hear(self, sign: Sign, *, on_entry: bool, moment: float) -> None:
        """Count what was said to the trainee at a moment, in seconds of a steady clock."""
        if sign is Sign.REFUSED:
            self.refused += 1
        if sign is Sign.POSTED and self._began is not None:
            self.seconds.append(round(moment - self._began))
            self._began = None
        elif on_entry and self._began is None:
            self._began = moment


class ScoreScreen(KioskScreen):
    """How did it go?"""

    keys: ClassVar[frozenset[Key]] = frozenset({Key.HELP, Key.BACK})

    def __init__(self, score: Score) -> None:
        """Take what was counted."""
        super().__init__()
        self.score = score

    def frame(self) -> Frame:
        """Show what was counted."""
        seconds = self.score.seconds
        rows = [BLANK, _figure(_("Postings"), str(len(seconds)))]
        if seconds:
            shown = ", ".join(str(number) for number in seconds[-_SHOWN:])
            rows.append(_figure(_("Seconds from job to posted"), shown))
            rows.append(_figure(_("The fastest"), str(min(seconds))))
        rows += [_figure(_("Refused"), str(self.score.refused)), BLANK]
        rows.append(row(" ", _("Nothing of it was posted on the plant.")))
        return Frame(
            title=_("Training: how it went"),
            body=Body(head=rows),
            message=Message(
                Sign.TAKEN,
                _("Training is over"),
                _("The copy of the plant is thrown away."),
                _("Enter or F3 leads back to work."),
            ),
            prompt=_("Enter"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what was counted."""
        return (
            _("The seconds run from the job on the screen to its posting."),
            _("Refused counts what was not taken: a wrong code, too many, a reason that is missing."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:  # noqa: ARG002 -- whatever it is
        """Leave: nothing is done with what is scanned here."""
        return TrainingEnds()

    def enter(self, _text: PlainText) -> Outcome:
        """Leave."""
        return TrainingEnds()

    def enter_nothing(self) -> Outcome:
        """Leave."""
        return TrainingEnds()

    def press(self, key: Key) -> Outcome:
        """Leave."""
        return TrainingEnds() if key is Key.BACK else super().press(key)


def _figure(name: str, figure: str) -> Row:
    return row(" ", Cell(name, 44), Cell(figure, 30))
