"""What a supervisor may look at and decide, numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from screens.base import ChoiceScreen, Outcome
from screens.language.text import _, marked


class Duty(StrEnum):
    """Where a supervisor's menu leads."""

    FLOOR = "floor"
    WATCHED_ORDERS = "watched-orders"
    REFUSED = "refused"
    CALLS = "calls"
    FORGOTTEN_CLOCKS = "forgotten-clocks"
    ODD_ENTRIES = "odd-entries"
    KEY_FIGURES = "key-figures"
    ORDERS = "orders"
    CALENDARS = "calendars"
    COSTS = "costs"
    WORK_OUTSIDE = "work-outside"
    WAREHOUSE = "warehouse"
    JOURNALS = "journals"
    TERMINALS = "terminals"
    PROPOSALS = "proposals"
    TRACKED_NUMBERS = "tracked-numbers"


_NAMES = {
    Duty.FLOOR: marked("The floor now: what runs, what stands and why"),
    Duty.WATCHED_ORDERS: marked("Orders to look after: late, short, blocked"),
    Duty.REFUSED: marked("Refused postings kept here: decide"),
    Duty.CALLS: marked("Calls for help: answer"),
    Duty.FORGOTTEN_CLOCKS: marked("Forgotten clocks: say when they ended"),
    Duty.ODD_ENTRIES: marked("Odd entries: find them right, or take them back"),
    Duty.KEY_FIGURES: marked("Key figures, scrap and stops: how well it runs"),
    Duty.ORDERS: marked("Orders: create, release, refresh, finish, reopen"),
    Duty.CALENDARS: marked("Calendars: absence, holidays, who works when"),
    Duty.COSTS: marked("Costs: adjust, standard cost, general ledger"),
    Duty.WORK_OUTSIDE: marked("Work outside: order, receive, invoice"),
    Duty.WAREHOUSE: marked("Put-away and pick: count and post"),
    Duty.JOURNALS: marked("Journals: production, output, consumption, capacity"),
    Duty.TERMINALS: marked("Terminals: off the line, postings to decide"),
    Duty.PROPOSALS: marked("Proposed moves of orders: make them, change, drop"),
    Duty.TRACKED_NUMBERS: marked("Lots and serial numbers: block, free again"),
}


@dataclass(frozen=True, slots=True)
class DutyChosen(Outcome):
    """Go there."""

    duty: Duty


class DutyChoice(ChoiceScreen):
    """What is looked at?"""

    def title(self) -> str:
        """Name the screen."""
        return _("Supervisor")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return [_(_NAMES[duty]) for duty in Duty]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("What you decide carries your name.")

    def help(self) -> tuple[str, ...]:
        """Tell how to choose."""
        return (_("Enter the number of a row, or move with the arrows and press Enter."),)

    def chosen(self, index: int) -> Outcome:
        """Go there."""
        return DutyChosen(tuple(Duty)[index])
