"""Lots and serial numbers: which are blocked; one that is scanned is blocked, or its block is taken away.

Lots and serial numbers -> those that are blocked
                        -> scan a lot: the items that have it, with what is in stock -> why -> F10 blocks it
                                                                                   -> F10 takes the block away
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from backend_client.barcode.events import Event, Gs1Scan, Lot, PlainText
from backend_client.barcode.safe_in_any_field import Asked, Effect
from backend_client.messages.tracked_numbers import (
    BlockTrackedNumberRequest,
    TrackedNumber,
    TrackedNumbers,
    TrackedNumbersQuestion,
)
from screens.base import Find, ListScreen, Outcome
from screens.frame import Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked, ngettext
from screens.language.writing import figure
from screens.supervising.form import Form, Wanted
from screens.supervising.reading import a_code, a_reason
from screens.supervising.work import AnswerList, Opened, Shown, Sure, Words, WorkWanted, asks, new_id

LOT, SERIAL = "1", "2"
REASONS = (marked("Test failed"), marked("Damaged"), marked("Recalled"))


class NumberList(AnswerList):
    """Lots and serial numbers in rows; the label of one, or its number, opens it."""

    answer: TrackedNumbers
    question: TrackedNumbersQuestion
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}
    asked = Asked.LOT

    def rows_of(self, answer: TrackedNumbers) -> int:
        """Count them."""
        return len(answer.numbers)

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a label of ours, or a GS1 label with its item."""
        if isinstance(event, Lot):
            return _opened(event.no)
        if isinstance(event, Gs1Scan) and (event.lot or event.serial):
            return _opened(event.lot or event.serial, event.gtin or event.content_gtin)
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a row's number, or the number of a lot or a piece."""
        outcome = super().enter(text)
        return _opened(text.text) if isinstance(outcome, Find) else outcome

    def chosen(self, index: int) -> Outcome:
        """Ask why it is blocked, or whether its block is taken away."""
        one = self.answer.numbers[index]
        return Shown(screen=_unblock_asked(one) if one.blocked else _block_form(one, self.kept))

    def number_rows(self) -> list[Row]:
        """Show each with its item, what is in stock, and why it is blocked."""
        return [_number_row(index, each, self.sign(index)) for index, each in enumerate(self.answer.numbers)]


class BlockedNumbers(NumberList):
    """Which are blocked?"""

    def frame(self) -> Frame:
        """List them, and ask for another."""
        count = self.count
        blocked = ngettext("%(n)s is blocked.", "%(n)s are blocked.", count) % {"n": count}
        return Frame(
            title=_("Blocked lots and serial numbers"),
            where=_("there are more") if self.answer.more else "",
            body=Body(head=(_titles(),), listed=self.number_rows(), marked=self.marked),
            message=Message(
                Sign.ASKED,
                _("Scan the lot or serial number"),
                blocked if count else _("None is blocked."),
                _("Or enter a row to take its block away.")
                if count
                else _("Scan its label, or leave with F3."),
            ),
            prompt=_("Lot or serial"),
            keys=self.keys,
            board=True,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what a block does."""
        return (
            _("Nothing of a blocked lot is used, made or picked until its block is taken away."),
            _("What was posted of it before stays, and can be taken back; it can be put away."),
            _("Scan a lot or serial number to block it, or to see whether it is blocked."),
        )


class NumbersFound(NumberList):
    """Of which item is this number?"""

    def rows_of(self, answer: TrackedNumbers) -> int:
        """Count the items that have it, and the row of another item."""
        return len(answer.numbers) + 1

    def frame(self) -> Frame:
        """List the items that have the number."""
        last = len(self.answer.numbers)
        other = row(
            Cell(str(last + 1), 3, right=True), " ", _("Another item: block it there"), sign=self.sign(last)
        )
        one = self.answer.numbers[0] if last == 1 else None
        asked, how = _("Which item?"), _("Enter its row.") if last else _("No item in stock has this number.")
        if one is not None and one.blocked:
            asked, how = _("It is blocked"), _("Enter its row to take the block away.")
        elif one is not None:
            asked, how = _("It is not blocked"), _("Enter its row to block it.")
        return Frame(
            title=_("Lot or serial number %(no)s") % {"no": self.question.number},
            where=_("there are more") if self.answer.more else "",
            body=Body(head=(_titles(),), listed=[*self.number_rows(), other], marked=self.marked),
            message=Message(
                Sign.CAREFUL if one is not None and one.blocked else Sign.ASKED,
                asked,
                how,
                _("Scan another, or leave with F3."),
            ),
            prompt=_("Number or scan"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what can be done."""
        return (
            _("Enter the row of a number that is not blocked: say why, and F10 blocks it."),
            _("Enter the row of a blocked one: F10 takes the block away."),
            _("A lot that has not come yet can be blocked too: it is refused when it comes."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open one, or ask for the item."""
        if index < len(self.answer.numbers):
            return super().chosen(index)
        wanted = (
            Wanted("item_no", marked("Item"), marked("Scan or enter its number."), a_code),
            Wanted("kind", marked("Lot or serial"), marked("1 is a lot, 2 a serial number."), a_kind),
            _why(),
        )

        number = self.question.number

        def entered(values: Mapping[str, Any]) -> Outcome:
            request = BlockTrackedNumberRequest(
                request_id=new_id(),
                item_no=values["item_no"],
                description=values["description"],
                seen_revision=0,
                lot_no=number if values["kind"] == LOT else "",
                serial_no="" if values["kind"] == LOT else number,
            )
            work = WorkWanted(request=request, done=_changed)
            return Shown(
                screen=_block_asked(lambda: f"{values['item_no']}  {number}", values["description"], work)
            )

        return Shown(screen=Form(lambda: _("Block it"), wanted, entered, self.kept))


def _opened(number: str, gtin: str = "") -> Opened:
    question = TrackedNumbersQuestion(number=number, gtin=gtin)
    return Opened(question=question, screen=lambda answer: NumbersFound(question, answer))


def _titles() -> Row:
    return row(
        Cell("", 4),
        Cell(_("Lot or serial"), 21, Role.QUIET, grows=True),
        Cell(_("Item"), 22, Role.QUIET, grows=True),
        Cell(_("In stock"), 12, Role.QUIET, right=True),
        Cell("", 1),
        Cell(_("Blocked"), 18, Role.QUIET, grows=True),
    )


def _number_row(index: int, each: TrackedNumber, sign: Sign) -> Row:
    why = (each.description or _("blocked")) if each.blocked else "-"
    return row(
        Cell(str(index + 1), 3, right=True),
        Cell(" ", 1),
        Cell(each.lot_no or each.serial_no, 21, grows=True),
        Cell(f"{each.item_no} {each.item_description}", 22, grows=True),
        Cell(f"{figure(each.on_hand)} {each.unit_of_measure_code}", 12, right=True),
        Cell(" ", 1),
        Cell(why, 18, Role.CAREFUL if each.blocked else Role.QUIET, grows=True),
        sign=sign,
    )


def _named(each: TrackedNumber) -> str:
    return f"{each.lot_no or each.serial_no}  {each.item_no} {each.item_description}"


def a_kind(typed: str) -> str | None:
    """Read whether it is a lot or a serial number."""
    return typed if typed in {LOT, SERIAL} else None


def _why() -> Wanted:
    return Wanted(
        "description",
        marked("Why"),
        marked("1 test failed, 2 damaged, 3 recalled, or words."),
        lambda typed: a_reason(typed, REASONS),
    )


def _request(each: TrackedNumber, **values: Any) -> BlockTrackedNumberRequest:
    return BlockTrackedNumberRequest(
        request_id=new_id(),
        item_no=each.item_no,
        variant_code=each.variant_code,
        lot_no=each.lot_no,
        serial_no=each.serial_no,
        seen_revision=each.revision,
        **values,
    )


def _block_form(each: TrackedNumber, kept: Mapping[str, Any]) -> Form:
    def entered(values: Mapping[str, Any]) -> Outcome:
        work = WorkWanted(request=_request(each, description=values["description"]), done=_changed)
        return Shown(screen=_block_asked(lambda: _named(each), values["description"], work))

    return Form(lambda: _named(each), (_why(),), entered, kept)


def _block_asked(title: Callable[[], str], why: str, work: WorkWanted) -> Sure:
    words = Words(
        title=title,
        where=lambda: _("not done yet"),
        message=lambda: asks(_("Block it?"), _("Nothing of it is used until the block goes.")),
    )
    return Sure(words, lambda: (row(" ", Cell(_("Why"), 16, Role.QUIET), why),), work)


def _unblock_asked(each: TrackedNumber) -> Sure:
    words = Words(
        title=lambda: _named(each),
        where=lambda: _("not done yet"),
        message=lambda: asks(_("Take the block away?"), _("It can be used again at once.")),
    )
    work = WorkWanted(request=_request(each, blocked=False), done=_changed)
    return Sure(words, lambda: tuple(_facts(each)), work)


def _facts(each: TrackedNumber) -> Iterator[Row]:
    in_stock = f"{figure(each.on_hand)} {each.unit_of_measure_code}"
    for label, value in ((_("Why"), each.description or "-"), (_("In stock"), in_stock)):
        yield row(" ", Cell(label, 16, Role.QUIET), value)


def _changed(receipt: TrackedNumber) -> Message:
    number = {"no": receipt.lot_no or receipt.serial_no}
    return Message(
        Sign.POSTED,
        _("%(no)s is blocked") % number if receipt.blocked else _("%(no)s is free") % number,
        _("It counts for every posting from now on."),
        _("Scan another, or leave with F3."),
    )
