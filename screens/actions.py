"""What else can be done with a job than count good pieces: the commands of the printed sheet, by their numbers.

    F4 2 Enter     the same as scanning PAUSE from the sheet

Whoever has no sheet at hand, or no scanner, chooses here what it would say; what comes of it is the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from backend_client.barcode.events import Command, Job
from screens.base import ChoiceScreen, Outcome
from screens.command_words import COMMANDS
from screens.frame import Key
from screens.language.text import _

OFFERED = (
    Command.SCRAP,
    Command.PAUSE,
    Command.STOP,
    Command.SETUP,
    Command.FINISH,
    Command.PARTS,
    Command.RUN,
    Command.REWORK,
    Command.CREW,
)


@dataclass(frozen=True, slots=True)
class ActionsWanted(Outcome):
    """List what can be done with the job that is open."""


@dataclass(frozen=True, slots=True)
class ActionChosen(Outcome):
    """Do what scanning this command does."""

    command: Command


class Actions(ChoiceScreen):
    """What else?"""

    keys: ClassVar[frozenset[Key]] = ChoiceScreen.keys - {Key.LIST}

    def __init__(self, job: Job | None) -> None:
        """Begin with the first one marked."""
        super().__init__()
        self._job = job

    @property
    def job(self) -> Job | None:
        """The job that it is done with."""
        return self._job

    def title(self) -> str:
        """Name the screen."""
        return _("What else?")

    def where(self) -> str:
        """Name the job."""
        return f"{self._job.order_no} / {self._job.operation_no}".rstrip(" /") if self._job else ""

    def choices(self) -> Sequence[str]:
        """Answer what each command does, as it stands on the sheet."""
        return [_(COMMANDS[command]) for command in OFFERED]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("What you entered is kept.")

    def help(self) -> tuple[str, ...]:
        """Tell how to choose."""
        return (
            _("Enter the number of a row, or move with the arrows and press Enter."),
            _("Each does what scanning it from the sheet does. None of them posts."),
        )

    def chosen(self, index: int) -> Outcome:
        """Do it."""
        return ActionChosen(OFFERED[index])
