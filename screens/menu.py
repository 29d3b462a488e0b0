"""The menu: everything that can be reached, numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from backend_client.terms import Role
from screens.base import ChoiceScreen, Outcome
from screens.frame import Key
from screens.language.text import _, marked


class Place(StrEnum):
    """Where the menu leads."""

    HOME = "home"
    LOAD_BOARD = "load-board"
    REPORTS = "reports"
    MY_HOURS = "my-hours"
    UNDO = "undo"
    HAND_OVER = "hand-over"
    HELP = "help"
    SIGN_OFF = "sign-off"
    LANGUAGE = "language"
    LOOK = "look"
    SCANNER_TEST = "scanner-test"
    SUPERVISION = "supervision"
    PARTS = "parts"
    CENTER_TIME = "center-time"
    CREW = "crew"
    MY_ENTRIES = "my-entries"
    KEPT_HERE = "kept-here"


_NAMES = {
    Place.HOME: marked("Station: what to do next here"),
    Place.LOAD_BOARD: marked("Load board: how full the machines are"),
    Place.REPORTS: marked("Costs and ledgers: what it cost, what stands where"),
    Place.MY_HOURS: marked("My hours: what the clocks counted today"),
    Place.UNDO: marked("Undo: take my last posting back"),
    Place.HAND_OVER: marked("Hand over: a colleague goes on with what runs"),
    Place.HELP: marked("Help to the question before"),
    Place.SIGN_OFF: marked("Sign off"),
    Place.LANGUAGE: marked("Language: English, Norsk bokmål, Suomi, Nederlands"),
    Place.LOOK: marked("Look and sound: colours, bells, far view"),
    Place.SCANNER_TEST: marked("Scanner test: is the scanner set up right?"),
    Place.SUPERVISION: marked("Supervisor: the floor now, orders, decisions"),
    Place.PARTS: marked("Parts used: what went into it"),
    Place.CENTER_TIME: marked("Time without an order: cleaning, maintenance"),
    Place.CREW: marked("Crew: who works on it with me"),
    Place.MY_ENTRIES: marked("My entries: what I posted today; take one back"),
    Place.KEPT_HERE: marked("Kept here: what is not posted yet, and why"),
}
_SUPERVISE = frozenset({Role.SUPERVISOR, Role.PLANNER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class PlaceChosen(Outcome):
    """Go there."""

    place: Place


class Menu(ChoiceScreen):
    """Where to?"""

    keys: ClassVar[frozenset[Key]] = ChoiceScreen.keys - {Key.MENU}

    def __init__(self, role: Role | None = None) -> None:
        """Begin with the first place marked; a role that decides for others is offered that too."""
        self.places = tuple(place for place in Place if place is not Place.SUPERVISION or role in _SUPERVISE)
        super().__init__()

    def title(self) -> str:
        """Name the screen."""
        return _("Menu")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return [_(_NAMES[place]) for place in self.places]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("What you entered is kept.")

    def help(self) -> tuple[str, ...]:
        """Tell how to choose."""
        return (_("Enter the number of a row, or move with the arrows and press Enter."),)

    def chosen(self, index: int) -> Outcome:
        """Go to the place."""
        return PlaceChosen(self.places[index])
