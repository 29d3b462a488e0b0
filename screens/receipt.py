"""What was posted, entry by entry. It needs no answer: the next code takes its place."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from rich.cells import cell_len

from backend_client.barcode.events import CommandScanned, Event, Job
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.messages.base import Posted
from backend_client.messages.order_line import OrderLineCard
from backend_client.messages.receipt import PostingReceipt
from screens.base import Back, ListScreen, Outcome, Stay
from screens.drafts import Entered, EntryKind
from screens.drawing import COLUMNS
from screens.entries import after_rows, entry_rows, titles, unit_of
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import clock, figure
from screens.scan import ClockWanted, OpenJob
from screens.summary import summary
from screens.undo import UndoAsked

ROW_BESIDES = 3
"""Columns of a row that no text stands in: two of its sign, the last one."""


@dataclass(frozen=True, slots=True)
class Again(Outcome):
    """Open the same kind of entry again, of the same place."""

    draft: Entered


@dataclass(frozen=True, slots=True)
class LabelWanted(Outcome):
    """Print the label of what a posting made; `again` = it was sent to the printer when it was posted."""

    order_no: str
    register_no: int
    again: bool


@dataclass(frozen=True, slots=True)
class _Next:
    """One thing to do next, and what it leads to."""

    text: str
    outcome: Outcome
    short: str = ""


class Receipt(ListScreen):
    """Posted."""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys

    def __init__(
        self,
        posted: Posted[PostingReceipt],
        draft: Entered,
        card: OrderLineCard | None,
        zone: tzinfo | None,
        *,
        after: OrderLineCard | None = None,
        label: LabelWanted | None = None,
    ) -> None:
        """Begin with what was posted; its moment is shown in a time zone.

        card   the order line as it stood when the entry was opened, None without an order
        after  as it stands now, None where that could not be asked
        label  what prints its label, None where nothing was made or nothing prints
        """
        self.zone = zone
        self.posted = posted
        self.draft = draft
        self.card = card
        self.after = after
        self.label = label
        self.next = self._next()
        super().__init__(len(self.next))

    def spoken_anew(self) -> None:
        """Name what can be done next in the new language."""
        super().spoken_anew()
        self.next = self._next()

    @property
    def receipt(self) -> PostingReceipt:
        """What was written."""
        return self.posted.receipt

    def _next(self) -> list[_Next]:
        line = (self.draft.order_no, self.draft.order_line_no)
        of_line = self.after or self.card
        operations = (
            {operation.operation_no: operation for operation in of_line.operations} if of_line else {}
        )
        found = [_Next(_("the same again"), Again(self.draft))]
        home, undo = (
            _Next(_("my station"), Back()),
            _Next("", UndoAsked(self.receipt.register_no), pgettext("col 11", "Undo")),
        )
        if self.draft.kind is not EntryKind.OUTPUT:
            return [*found, home, undo]
        posted = operations.get(self.draft.operation_no)
        for number in posted.next_operation_no.split("|") if posted else ():
            if number in operations:
                values = {"op": number, "n": figure(operations[number].ceiling)}
                text = _("operation %(op)s (%(n)s can start)") if self.after else _("operation %(op)s")
                short = _("operation %(op)s") % values
                found.append(_Next(text % values, OpenJob(Job(*line, number)), short))
        found += [home, undo]
        if self.label is not None:  # last: the numbers before it are the same with and without a printer
            found.append(_Next(_("label again") if self.label.again else _("label"), self.label))
        return found

    def frame(self) -> Frame:
        """Show every entry, and what can be done next."""
        moment = clock(self.receipt.posted_at.astimezone(self.zone))
        what = summary(self.draft, unit_of(self.card, self.draft.operation_no))
        replayed = self.posted.replayed
        after = after_rows(self.receipt, self.card, _("Now"))
        is_narrow = (
            self.columns < COLUMNS
        )  # there the message alone says what was posted, and what can be done next stays
        posted = row(" ", Cell(_("POSTED"), 11, Role.POSTED), Cell(what, 64), sign=Sign.POSTED)
        return Frame(
            title=_("Receipt  register %(no)s") % {"no": self.receipt.register_no} + f"   {self.draft.place}",
            where=_("posted %(time)s") % {"time": moment},
            body=Body(
                head=(*(() if is_narrow else (posted, BLANK)), titles(self.receipt)),
                listed=entry_rows(self.receipt, self.card),
                foot=(*self._next_in_short(), *after) if is_narrow else (BLANK, *after, *self._next_rows()),
            ),
            message=Message(
                Sign.POSTED,
                (_("Posted already") if replayed else _("Posted at %(time)s")) % {"time": moment},
                _("It was posted before and counts once.") if replayed else f"{what}.",
                _("Scan the next code, or enter 1 to %(count)s.") % {"count": len(self.next)},
            ),
            prompt=_("Scan or number"),
            keys=self.keys,
        )

    def _next_rows(self) -> tuple[Row, Row]:
        numbered = list(enumerate(self.next, start=1))
        of_undo = next(number for number, each in numbered if isinstance(each.outcome, UndoAsked))
        texts = "   ".join(f"{number} {each.text}" for number, each in numbered if number != of_undo)
        undo = _("%(number)s, or scan UNDO. Entries are posted against these.")
        return (
            row(Cell(_("Next"), 12, Role.QUIET), texts),
            row(Cell(pgettext("col 11", "Undo"), 12, Role.QUIET), undo % {"number": of_undo}),
        )

    def _next_in_short(self) -> list[Row]:
        """Answer the same by numbers and short words, as many side by side as a narrow terminal has room for."""
        lines = [""]
        for number, each in enumerate(self.next, start=1):
            text = f"{number} {each.short or each.text}"
            longer = f"{lines[-1]}  {text}".strip()
            if cell_len(longer) <= self.columns - ROW_BESIDES:
                lines[-1] = longer
            else:
                lines.append(text)
        return [row(line) for line in lines]

    def help(self) -> tuple[str, ...]:
        """Tell what the receipt is."""
        return (
            _("It stands in the ledgers, with your name. These are the entries with their numbers."),
            _("Scan the next code, or enter the number of what to do next."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a clock's command for the operation that was posted on."""
        if effect is Effect.CLOCK and isinstance(event, CommandScanned) and self.draft.order_no:
            return ClockWanted(event.command, self.draft.job)
        return super().take(event, effect)

    def chosen(self, index: int) -> Outcome:
        """Go on."""
        return self.next[index].outcome

    def enter_nothing(self) -> Outcome:
        """Open the same operation again."""
        return self.next[0].outcome

    def press(self, key: Key) -> Outcome:
        """Go back to the station; a second F10 posts nothing."""
        if key in {Key.UP, Key.DOWN}:
            return Stay()
        return super().press(key)
