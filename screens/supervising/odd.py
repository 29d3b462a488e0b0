"""Odd entries: only what nobody would have expected, each found right or taken back by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from backend_client.floor_terms import Oddity
from backend_client.messages.odd_entries import OddEntry
from screens.base import ListScreen, Outcome
from screens.centers import Centers
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked, ngettext, pgettext
from screens.language.writing import day, figure, moment

_ODDITIES = {
    Oddity.MUCH_SCRAP: (marked("much scrap"), marked("A fifth or more of the pieces is scrap.")),
    Oddity.LONG_TIME: (
        marked("long time"),
        marked("It took more than twice the time that is planned for it."),
    ),
    Oddity.OTHER_DAY: (
        marked("another day"),
        marked("It is posted for a day that is not that of its entry."),
    ),
    Oddity.BEYOND_ORDER: (marked("beyond the order"), marked("More is made than went into the operation.")),
}


@dataclass(frozen=True, slots=True)
class OddOpened(Outcome):
    """Look at this one."""

    entry: OddEntry


@dataclass(frozen=True, slots=True)
class FoundRight(Outcome):
    """It is right as it stands."""

    entry: OddEntry


@dataclass(frozen=True, slots=True)
class TakeBack(Outcome):
    """Undo the posting that it is of."""

    entry: OddEntry


class OddEntriesList(ListScreen):
    """Which one?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, entries: Sequence[OddEntry]) -> None:
        """Begin with the newest marked."""
        super().__init__(len(entries))
        self.entries = entries

    def renewed(self, entries: Sequence[OddEntry]) -> None:
        """Show what is left."""
        self.entries = entries
        self.count = len(entries)
        self.marked = min(self.marked, max(self.count - 1, 0))

    def frame(self) -> Frame:
        """List them."""
        count = ngettext("%(n)s entry", "%(n)s entries", self.count) % {"n": self.count}
        return Frame(
            title=_("Odd entries"),
            where=count if self.count else "",
            body=Body(
                head=(_titles(),),
                listed=[self._row(index, each) for index, each in enumerate(self.entries)],
                marked=self.marked,
            ),
            message=Message(
                Sign.CAREFUL,
                _("Odd entries"),
                _("They are posted. Somebody else than who posted them looks at them."),
                _("Enter a number to look at it. F3 goes back."),
            )
            if self.count
            else Message(
                Sign.TAKEN, _("Nothing odd"), _("Every entry is as anybody would expect."), _("F3 goes back.")
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, each: OddEntry) -> Row:
        words = ", ".join(_(_ODDITIES[oddity][0]) for oddity in each.oddities)
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(day(each.posting_date), 7),
            Cell(f"{each.order_no} / {each.operation_no}", 15, grows=True),
            Cell(each.person_name or each.person_no, 13, grows=True),
            Cell(figure(each.output_quantity), 7, right=True),
            Cell(figure(each.scrap_quantity), 7, right=True),
            Cell("  ", 2),
            Cell(words, 23, Role.CAREFUL, grows=True),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is listed."""
        return tuple(_(text) for _word, text in _ODDITIES.values())

    def chosen(self, index: int) -> Outcome:
        """Look at one."""
        return OddOpened(self.entries[index])


def _titles() -> Row:
    return row(
        Cell("", 4),
        Cell(pgettext("col 6", "Date"), 7, Role.QUIET),
        Cell(_("Job"), 15, Role.QUIET, grows=True),
        Cell(_("Person"), 13, Role.QUIET, grows=True),
        Cell(pgettext("col 6", "Good"), 7, Role.QUIET, right=True),
        Cell(pgettext("col 6", "Scrap"), 7, Role.QUIET, right=True),
        Cell("  ", 2),
        Cell(_("What is odd"), 23, Role.QUIET, grows=True),
    )


class OddEntryPage(ListScreen):
    """Is it right?"""

    def __init__(self, entry: OddEntry, centers: Centers) -> None:
        """Begin with yes marked."""
        super().__init__(2)
        self.entry = entry
        self.centers = centers

    @property
    def is_asking(self) -> bool:
        """No paste answers it."""
        return True

    def frame(self) -> Frame:
        """Show what was posted, and what is odd about it."""
        each = self.entry
        times = {
            "run": self.centers.time(each.run_time, each.no),
            "planned": self.centers.time(each.standard_time, each.no),
        }
        pieces = {"good": figure(each.output_quantity), "scrap": figure(each.scrap_quantity)}
        entered = {"moment": moment(each.entered_at), "day": day(each.posting_date)}
        facts = (
            f"{each.order_no} / {each.operation_no}   {each.item_no}",
            self.centers.label(each.no),
            each.person_name or each.person_no,
            _("Entered %(moment)s, posted for %(day)s") % entered,
            _("Good %(good)s, scrap %(scrap)s") % pieces,
            _("Run time %(run)s, planned %(planned)s") % times,
        )
        return Frame(
            title=_("Odd entry %(no)s") % {"no": each.entry_no},
            where=each.person_no,
            body=Body(
                head=(
                    BLANK,
                    *(row(" ", text) for text in facts),
                    BLANK,
                    *(row(" ", Cell(_(_ODDITIES[oddity][1]), role=Role.CAREFUL)) for oddity in each.oddities),
                    BLANK,
                ),
                listed=self.numbered(
                    (_("It is right as it stands"), _("Take it back: entries are written against it"))
                ),
                marked=self.marked,
            ),
            message=Message(
                Sign.QUESTION,
                _("Is it right?"),
                _("Ask who posted it where you are not sure."),
                _("Enter 1 or 2, or leave it with F3."),
            ),
            prompt=_("1 or 2"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what can be done."""
        return (
            _("What you find right is kept with your name and no longer listed."),
            _("Taking it back shows every entry that would be written, before anything is."),
        )

    def chosen(self, index: int) -> Outcome:
        """Find it right, or take it back."""
        return TakeBack(self.entry) if index else FoundRight(self.entry)
